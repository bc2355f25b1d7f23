"""A file that travels with a request: `{"name", "content"}`, its content in base64."""

import binascii
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from poc_sheets.hosts.web.file_names import file_name
from poc_sheets.hosts.web.problems import FILE_TOO_LARGE, NOT_READABLE

#: What brings a file in, where other presses name an action.
IMPORT_FILE: Final = "import_file"
#: Bytes of a file. As base64 it leaves room for the tabs that travel along.
MOST_FILE_BYTES: Final = 8_000_000


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as the person picked it; `name` has no folder and is one that every system takes."""

    name: str
    content: bytes = field(repr=False)

    @contextmanager
    def on_disk(self) -> Iterator[Path]:
        """The file in a folder that only this person can read, for as long as it is read."""
        with tempfile.TemporaryDirectory(prefix="poc_sheets_") as folder:
            path = Path(folder) / self.name
            path.write_bytes(self.content)
            yield path


def sent_file(given: object) -> SentFile:
    """A file of its JSON.

    Raises:
        SheetError: it is not what a file looks like, or too large.
    """
    if not isinstance(given, dict):
        raise NOT_READABLE.stop(seen="file is not an object")
    name, content = given.get("name"), given.get("content")
    if not isinstance(name, str) or not name:
        raise NOT_READABLE.stop(seen="the file has no name")
    if not isinstance(content, str):
        raise NOT_READABLE.stop(seen="the file has no content")
    own = file_name(name.replace("\\", "/").rpartition("/")[2])
    if len(content) > (MOST_FILE_BYTES + 2) // 3 * 4:
        raise FILE_TOO_LARGE.stop(file=own, most=MOST_FILE_BYTES // 1_000_000)
    try:
        return SentFile(own, binascii.a2b_base64(content, strict_mode=True))
    except ValueError:
        raise NOT_READABLE.stop(seen="the content of the file is not base64") from None
