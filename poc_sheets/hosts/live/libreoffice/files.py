"""Opening and saving documents: file kinds, locks, time limits."""

from pathlib import Path
from typing import Any

from poc_sheets.hosts.live.libreoffice import locks
from poc_sheets.hosts.live.libreoffice.errors import BookLockedError, OfficeError
from poc_sheets.hosts.live.libreoffice.office import Office
from poc_sheets.hosts.live.libreoffice.uno_bridge import (
    arguments,
    file_url,
    uno_exception,
    within,
)

SECONDS = 120.0

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xltx": "Calc MS Excel 2007 XML Template",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".fods": "OpenDocument Spreadsheet Flat XML",
    ".csv": "Text - txt - csv (StarCalc)",
    ".html": "HTML (StarCalc)",
    ".pdf": "calc_pdf_Export",
}
# com.sun.star.document.MacroExecMode: macros run where the profile trusts the folder; nothing asks.
_ONLY_TRUSTED_MACROS = 5
# com.sun.star.document.UpdateDocMode
_NO_LINK_UPDATE, _LINK_UPDATE = 0, 3


def new_document(office: Office, *, hidden: bool) -> Any:
    """A new empty spreadsheet."""
    return _load(office, "private:factory/scalc", arguments(Hidden=hidden))


def open_document(
    office: Office,
    path: Path,
    *,
    hidden: bool,
    read_only: bool = False,
    update_links: bool = False,
    password: str | None = None,
) -> Any:
    """Open a file as it is; links to other files and untrusted macros do not run.

    Raises:
        BookLockedError: open elsewhere. The office itself would say nothing, or ask in a box.
        OfficeError: the office cannot read it.
    """
    lock = locks.lock_of(path)
    if lock is not None and not read_only:
        raise BookLockedError(path, locks.owner(lock), lock)
    values: dict[str, Any] = {
        "Hidden": hidden,
        "ReadOnly": read_only,
        "MacroExecutionMode": _ONLY_TRUSTED_MACROS,
        "UpdateDocMode": _LINK_UPDATE if update_links else _NO_LINK_UPDATE,
    }
    if password:
        values["Password"] = password
    document = _load(office, file_url(path), arguments(**values))
    if document is None:
        raise OfficeError(
            f"LibreOffice cannot open {path}. Check that it is a spreadsheet, that its password "
            "is right, and that no other program has it open."
        )
    return document


def save_document(document: Any, path: Path | None, password: str | None = None) -> None:
    """Save in place, or under a new name in the format its ending says.

    Raises:
        OfficeError: an ending that stands for no format, or the file cannot be written.
    """
    if path is None:
        _guarded("saving", document.store)
        return
    kind = _FILTERS.get(path.suffix.lower())
    if kind is None:
        raise OfficeError(
            f"LibreOffice cannot save {path.name}: use one of {', '.join(sorted(_FILTERS))}."
        )
    values: dict[str, Any] = {"FilterName": kind, "Overwrite": True}
    if password:
        values["Password"] = password
    named = arguments(**values)
    _guarded(f"saving {path.name}", lambda: document.storeAsURL(file_url(path), named))


def _guarded(what: str, call: Any) -> None:
    try:
        within(SECONDS, what, call)
    except uno_exception() as problem:
        raise OfficeError(
            f"LibreOffice failed at {what}: {problem}. Check that the folder exists and can be "
            "written to, and that no other program has the file open."
        ) from problem


def _load(office: Office, url: str, named: tuple[Any, ...]) -> Any:
    try:
        return within(
            SECONDS,
            f"opening {url}",
            lambda: office.desktop.loadComponentFromURL(url, "_blank", 0, named),
        )
    except uno_exception() as problem:
        raise OfficeError(
            f"LibreOffice failed at opening {url}: {problem}. Open it by hand to see why."
        ) from problem
