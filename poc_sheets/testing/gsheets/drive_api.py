"""The Drive API v3, as far as spreadsheets need it."""

from dataclasses import dataclass
from urllib.parse import unquote

from poc_sheets.testing.gsheets.access import (
    DRIVE_CONTENT,
    DRIVE_METADATA,
    DRIVE_WRITE,
    Caller,
    open_file,
)
from poc_sheets.testing.gsheets.drive_files import ROOT, file_json, file_json_v2
from poc_sheets.testing.gsheets.drive_history import about, changes, comments, revisions
from poc_sheets.testing.gsheets.drive_query import parse_query
from poc_sheets.testing.gsheets.drive_sharing import permissions
from poc_sheets.testing.gsheets.exporting import as_csv, from_csv
from poc_sheets.testing.gsheets.fields import Mask, parse_mask
from poc_sheets.testing.gsheets.files import (
    FOLDER_TYPE,
    Drive,
    File,
    copied_book,
    spreadsheet_of,
)
from poc_sheets.testing.gsheets.wire import Answer, Json, Request, drive_refusal, refusal

PREFIX = "/drive/v3"
UPLOADS = "/upload/drive/"


@dataclass(slots=True)
class DriveApi:
    """Answers the calls under `/drive/v3` and `/upload/drive`."""

    drive: Drive
    #: Whether service accounts have room of their own to create files in.
    service_accounts_create: bool = True

    def answer(self, request: Request, caller: Caller) -> Answer:
        """The answer to one call.

        Raises:
            Refusal: as the API would.
        """
        if request.path.startswith(UPLOADS):
            return self._upload(request, caller)
        parts = [unquote(part) for part in request.path.removeprefix(PREFIX).split("/")[1:]]
        if parts[0] == "files":
            return self._files(request, caller, parts[1:])
        if parts[0] == "about":
            return Answer.of_json(about(request, caller))
        if parts[0] == "changes":
            return Answer.of_json(changes(self.drive, request, caller, parts[1:]))
        if parts[0] == "drives":
            return Answer.of_json({"kind": "drive#driveList", "drives": []})
        raise refusal(404, "Method not found.")

    def _files(self, request: Request, caller: Caller, parts: list[str]) -> Answer:
        if not parts:
            return self._all_files(request, caller)
        if len(parts) == 1:
            return self._one_file(request, caller, parts[0])
        return self._below_file(request, caller, parts[0], parts[1:])

    def _all_files(self, request: Request, caller: Caller) -> Answer:
        if request.method == "POST":
            return Answer.of_json(self._create(request, caller))
        return Answer.of_json(self._list(request, caller))

    def _create(self, request: Request, caller: Caller) -> Json:
        caller.needs(DRIVE_WRITE)
        self._check_room(caller)
        body = request.json()
        mime_type = str(body.get("mimeType") or "application/octet-stream")
        name = str(body.get("name") or "Untitled")
        file = self.drive.add(name, caller.email, mime_type, app=caller.app)
        _set_parts(file, body)
        return self._shown(request, file, caller)

    def _check_room(self, caller: Caller) -> None:
        if caller.is_service and not self.service_accounts_create:
            raise drive_refusal(
                403,
                "storageQuotaExceeded",
                "The user's Drive storage quota has been exceeded.",
            )

    def _shown(self, request: Request, file: File, caller: Caller) -> Json:
        return file_json(self.drive, file, caller, parse_mask(request.one("fields")))

    def _list(self, request: Request, caller: Caller) -> Json:
        caller.needs(DRIVE_METADATA)
        test = parse_query(request.one("q"))
        found = [
            file
            for file in self.drive.files.values()
            if file.role_of(caller.email) and caller.sees(file, DRIVE_METADATA) and test(file)
        ]
        found.sort(key=lambda file: file.history[-1].time, reverse=True)
        _order(found, request.one("orderBy"))
        size, start = int(request.one("pageSize") or 100), int(request.one("pageToken") or 0)
        mask = parse_mask(request.one("fields"))
        below = mask.sub("files") if not mask.whole else Mask()
        made: Json = {"kind": "drive#fileList", "incompleteSearch": False}
        if start + size < len(found):
            made["nextPageToken"] = str(start + size)
        shown = below if below is not None else Mask()
        page = found[start : start + size]
        made["files"] = [file_json(self.drive, file, caller, shown) for file in page]
        kept: Json = mask.apply(made)
        return kept

    def _one_file(self, request: Request, caller: Caller, file_id: str) -> Answer:
        if request.method == "GET" and file_id in ("root", ROOT):
            caller.needs(DRIVE_METADATA)
            named = {"kind": "drive#file", "id": ROOT, "name": "My Drive", "mimeType": FOLDER_TYPE}
            return Answer.of_json(parse_mask(request.one("fields")).apply(named))
        if request.method == "GET":
            file = open_file(self.drive, caller, file_id)
            return Answer.of_json(self._shown(request, file, caller))
        role = "owner" if request.method == "DELETE" else "writer"
        file = open_file(self.drive, caller, file_id, role, DRIVE_WRITE)
        if request.method == "DELETE":
            self.drive.remove(file)
            return Answer(204, b"", "text/html")
        _set_parts(file, request.json())
        for parent in filter(None, request.one("addParents").split(",")):
            file.parents = [*file.parents, parent]
        removed = request.one("removeParents").split(",")
        file.parents = [parent for parent in file.parents if parent not in removed]
        self.drive.touch(file, caller.email)
        return Answer.of_json(self._shown(request, file, caller))

    def _below_file(
        self, request: Request, caller: Caller, file_id: str, parts: list[str]
    ) -> Answer:
        if parts == ["copy"]:
            return Answer.of_json(self._copy(request, caller, file_id))
        if parts == ["export"]:
            return self._export(request, caller, file_id)
        handlers = {"permissions": permissions, "comments": comments, "revisions": revisions}
        if parts[0] not in handlers:
            raise refusal(404, "Method not found.")
        return handlers[parts[0]](self.drive, request, caller, [file_id, *parts[1:]])

    def _copy(self, request: Request, caller: Caller, file_id: str) -> Json:
        source = open_file(self.drive, caller, file_id, "reader", DRIVE_WRITE)
        self._check_room(caller)
        body = request.json()
        name = str(body.get("name") or f"Copy of {source.name}")
        new_id = self.drive.new_id()
        book = copied_book(source.book, new_id, name) if source.book else None
        file = self.drive.add(
            name, caller.email, source.mime_type, app=caller.app, file_id=new_id, book=book
        )
        _set_parts(file, {**body, "name": name})
        return self._shown(request, file, caller)

    def _export(self, request: Request, caller: Caller, file_id: str) -> Answer:
        file = open_file(self.drive, caller, file_id, "reader", DRIVE_CONTENT)
        mime_type = request.one("mimeType")
        separators = {"text/csv": ",", "text/tab-separated-values": "\t"}
        if file.book is None or mime_type not in separators:
            raise drive_refusal(
                400, "badRequest", "The requested conversion is not supported.", "convertTo"
            )
        content = as_csv(file.book, separators[mime_type])
        return Answer(200, content, mime_type)

    def _upload(self, request: Request, caller: Caller) -> Answer:
        """A CSV in the place of a spreadsheet's whole content."""
        version, _, rest = request.path.removeprefix(UPLOADS).partition("/")
        file_id = unquote(rest.removeprefix("files").removeprefix("/"))
        if request.one("uploadType", "media") != "media" or not file_id:
            raise drive_refusal(400, "badRequest", "Only media uploads into a file are emulated.")
        file = open_file(self.drive, caller, file_id, "writer", DRIVE_WRITE)
        if not request.headers.get("content-type", "").startswith("text/csv"):
            raise drive_refusal(400, "badRequest", "Only text/csv can be converted here.")
        title = spreadsheet_of(file).title
        file.book = from_csv(request.body, file.id, title, self.drive.ids)
        self.drive.touch(file, caller.email)
        if version == "v2":
            return Answer.of_json(file_json_v2(self.drive, file, caller))
        return Answer.of_json(self._shown(request, file, caller))


def _set_parts(file: File, body: Json) -> None:
    if body.get("name"):
        file.rename(str(body["name"]))
    if body.get("parents"):
        file.parents = [str(parent) for parent in body["parents"]]
    if "trashed" in body:
        file.trashed = bool(body["trashed"])
    if "description" in body:
        file.description = str(body["description"] or "")
    if body.get("appProperties"):
        file.app_properties = {**file.app_properties, **body["appProperties"]}


def _order(files: list[File], order: str) -> None:
    """Sort by Drive's orderBy; the first field counts most."""
    for part in reversed([part.strip() for part in order.split(",") if part.strip()]):
        name, _, direction = part.partition(" ")
        if name in ("name", "name_natural"):
            files.sort(key=lambda file: file.name, reverse=direction == "desc")
        elif name == "createdTime":
            files.sort(key=lambda file: file.created, reverse=direction == "desc")
        elif name in ("modifiedTime", "modifiedByMeTime"):
            files.sort(key=lambda file: file.history[-1].time, reverse=direction == "desc")
