"""Workbooks of a folder, found by the id of their production; a request never names a path."""

import threading
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import ParseError, fromstring  # type: ignore[import-untyped]

from poc_sheets.problems import Problem

TWO_OF_PRODUCTION = Problem(
    "two-workbooks-of-production",
    "Two workbooks are of the same production",
    "{seen}",
    "move the copy out of the folder",
)
#: The custom property that our workbooks carry, and what it says before a production is made.
_PROPERTY: Final = "poc_sheets_production"
_NONE: Final = frozenset({"", "template"})
_PART: Final = "docProps/custom.xml"
_MOST_BYTES: Final = 1_000_000


@dataclass(slots=True)
class Productions:
    """The workbooks below a folder; a file that did not change is looked into once."""

    folder: Path
    _known: dict[Path, tuple[tuple[int, int], str]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, production: str) -> Path | None:
        """The workbook of a production; `None` if there is none.

        Raises:
            SheetError: there are two.
        """
        if production in _NONE:
            return None
        with self._lock:
            found = [path for path in self._files() if self._id_of(path) == production]
        if len(found) > 1:
            names = " and ".join(str(path.relative_to(self.folder)) for path in found[:2])
            raise TWO_OF_PRODUCTION.stop(seen=names)
        return found[0] if found else None

    def _files(self) -> list[Path]:
        return [
            path
            for path in sorted(self.folder.rglob("*.xls[xm]"))
            if path.is_file()
            and not path.is_symlink()
            and not any(part.startswith((".", "~")) for part in path.relative_to(self.folder).parts)
        ]

    def _id_of(self, path: Path) -> str:
        about = path.stat()
        stamp = about.st_mtime_ns, about.st_size
        known = self._known.get(path)
        if known is None or known[0] != stamp:
            known = stamp, production_of(path)
            self._known[path] = known
        return known[1]


def production_of(path: Path) -> str:
    """The production's id that a workbook carries; blank if it carries none."""
    try:
        with zipfile.ZipFile(path) as package, package.open(_PART) as part:
            root = fromstring(part.read(_MOST_BYTES))
    except (OSError, KeyError, zipfile.BadZipFile, ParseError, DefusedXmlException):
        return ""
    for line in root:
        if line.get("name") == _PROPERTY:
            return "".join(line.itertext()).strip()
    return ""
