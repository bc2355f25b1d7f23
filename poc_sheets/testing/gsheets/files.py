"""Files on the emulated Drive: who may do what, versions, comments, and the log of changes."""

import random
import string
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from poc_sheets.testing.gsheets.clock import Clock
from poc_sheets.testing.gsheets.document import Spreadsheet, Tab
from poc_sheets.testing.gsheets.grid import Grid
from poc_sheets.testing.gsheets.theme import default_properties
from poc_sheets.testing.gsheets.wire import Json

_T = TypeVar("_T")

SPREADSHEET_TYPE = "application/vnd.google-apps.spreadsheet"
FOLDER_TYPE = "application/vnd.google-apps.folder"
ROLES = ("reader", "commenter", "writer", "owner")
_ID_LETTERS = string.ascii_letters + string.digits + "-_"


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a file: when it came about, its number, and whose change it was."""

    time: float
    number: int
    editor: str


@dataclass(slots=True)
class File:
    """A file; a spreadsheet has a `book`, other files are only names."""

    id: str
    mime_type: str
    own_name: str
    created: float
    permissions: list[Json]
    history: list[Version]
    book: Spreadsheet | None = None
    parents: list[str] = field(default_factory=list)
    comments: list[Json] = field(default_factory=list)
    #: Client ids of the apps that made the file or were handed it in a picker.
    apps: set[str] = field(default_factory=set)
    trashed: bool = False
    description: str = ""
    app_properties: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name on Drive; a spreadsheet's is its title."""
        return self.book.title if self.book else self.own_name

    def rename(self, name: str) -> None:
        """Give the file another name."""
        self.own_name = name
        if self.book:
            self.book.properties = {**self.book.properties, "title": name}

    def role_of(self, email: str) -> str:
        """The best role of a person; blank for none."""
        found = [
            str(permission["role"])
            for permission in self.permissions
            if permission["type"] == "anyone"
            or str(permission.get("emailAddress", "")).lower() == email.lower()
        ]
        return max(found, key=ROLES.index, default="")

    @property
    def owner(self) -> str:
        """The owner's address."""
        for permission in self.permissions:
            if permission["role"] == "owner":
                return str(permission["emailAddress"])
        return ""

    def seen(self, now: float, lag: float) -> Version:
        """The newest version that Drive shows `lag` seconds late."""
        visible = [version for version in self.history if version.time <= now - lag]
        return visible[-1] if visible else self.history[0]


@dataclass(slots=True)
class Drive:
    """All files, in the order they came about."""

    clock: Clock
    ids: random.Random
    #: How many seconds Drive's `version` and `modifiedTime` lag behind the sheet.
    version_lag: float = 0.0
    files: dict[str, File] = field(default_factory=dict)
    #: (time, file id, removed), the log behind `changes`.
    changes: list[tuple[float, str, bool]] = field(default_factory=list)

    def new_id(self, length: int = 44) -> str:
        """A new file id; Google's have 44 characters."""
        return "1" + "".join(self.ids.choice(_ID_LETTERS) for _ in range(length - 1))

    def add(
        self,
        name: str,
        owner: str,
        mime_type: str = SPREADSHEET_TYPE,
        *,
        app: str = "",
        file_id: str = "",
        book: Spreadsheet | None = None,
    ) -> File:
        """A new file; a spreadsheet without a `book` gets one empty tab."""
        now = self.clock.now()
        new_id = file_id or self.new_id()
        if book is None and mime_type == SPREADSHEET_TYPE:
            book = new_book(new_id, name)
        if book is not None:
            book.clock = self.clock
        permission = {
            "kind": "drive#permission",
            "id": permission_id(owner),
            "type": "user",
            "role": "owner",
            "emailAddress": owner,
            "displayName": owner.partition("@")[0],
        }
        file = File(
            new_id, mime_type, name, now, [permission], [Version(now, 1, owner)], book, ["root"]
        )
        if app:
            file.apps.add(app)
        self.files[new_id] = file
        self.changes.append((now, new_id, False))
        return file

    def touch(self, file: File, editor: str) -> None:
        """Note that somebody changed a file."""
        now = self.clock.now()
        file.history.append(Version(now, file.history[-1].number + 1, editor))
        self.changes.append((now, file.id, False))

    def remove(self, file: File) -> None:
        """Delete a file for good."""
        del self.files[file.id]
        self.changes.append((self.clock.now(), file.id, True))

    def change(self, file: File, editor: str, action: Callable[[Spreadsheet], _T]) -> _T:
        """Change a spreadsheet on a copy, which replaces it only if the action went through.

        Raises:
            Refusal: from the action; the spreadsheet is as it was.
        """
        book = spreadsheet_of(file).copy()
        result = action(book)
        file.book = book
        self.touch(file, editor)
        return result


def spreadsheet_of(file: File) -> Spreadsheet:
    """The spreadsheet of a file.

    Raises:
        TypeError: the file is none.
    """
    if file.book is None:
        message = f"{file.name} is no spreadsheet."
        raise TypeError(message)
    return file.book


def new_book(file_id: str, title: str, first_tab: str = "Sheet1", tab_id: int = 0) -> Spreadsheet:
    """An empty spreadsheet with one tab."""
    tab = Tab(tab_id, Grid(), {"title": first_tab})
    return Spreadsheet(file_id, default_properties(title), [tab])


def copied_book(book: Spreadsheet, file_id: str, title: str) -> Spreadsheet:
    """A copy of a spreadsheet under a new id and title."""
    copy = book.copy()
    copy.id = file_id
    copy.properties = {**copy.properties, "title": title}
    return copy


def permission_id(email: str) -> str:
    """The id of a person's permission: always the same twenty digits."""
    number = sum((place + 1) * byte for place, byte in enumerate(email.lower().encode()))
    return f"{number * 7_919_991:020d}"
