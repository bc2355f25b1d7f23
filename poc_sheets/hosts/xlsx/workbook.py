"""A production workbook as a file on disk: read, and patched so that nothing in it is lost."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from poc_sheets.hosts.xlsx.changes import check_written, keep_styles, make_changes, sheet_called
from poc_sheets.hosts.xlsx.grow import append_rows, merged_appends, note_append
from poc_sheets.hosts.xlsx.locks import check_not_open, held
from poc_sheets.hosts.xlsx.package import Package, SheetPart
from poc_sheets.hosts.xlsx.problems import CANNOT_SAVE
from poc_sheets.hosts.xlsx.references import area_of, tokens
from poc_sheets.hosts.xlsx.refresh import refresh
from poc_sheets.hosts.xlsx.save import (
    read_file,
    replace_atomically,
    replace_file,
    write_beside,
)
from poc_sheets.hosts.xlsx.scan import CellReader, Grid, scan_sheet
from poc_sheets.hosts.xlsx.verify import verified
from poc_sheets.workbook import Append, Change, Document, Message, Sheet, TabInfo, Table

_TAB_NAME: Final = "_poc_tab_"
_NOT_IN_FILE_NAMES: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


class XlsxWorkbook:
    """An .xlsx or .xlsm file; the `Workbook` port over it.

    The file is read once when opened. A `write` checks that the file on disk is still that one,
    and afterwards this object stands for the new file.
    """

    def __init__(self, path: Path, *, override_lock: bool = False) -> None:
        self._path = Path(path)
        self._override_lock = override_lock
        self.last_message: Message | None = None
        content, self._stamp = read_file(self._path)
        self._package = Package.of(content, self._path.name)
        self._reader: CellReader | None = None

    @property
    def name(self) -> str:
        """The file's name."""
        return self._path.name

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._path

    @property
    def documents_folder(self) -> Path:
        """The folder where documents are kept: `<name of the workbook> documents`, beside it."""
        return self._path.resolve().parent / f"{self._path.stem} documents"

    def tabs(self) -> Sequence[TabInfo]:
        """Every tab in the order on screen, hidden ones too, with our id where it has one."""
        ids = {tab.casefold(): key for key, (tab, _, _) in self._anchors().items()}
        return [
            TabInfo(each.name, ids.get(each.name.casefold(), "")) for each in self._package.sheets
        ]

    def anchor(self, tab_name: str) -> tuple[int, int] | None:
        """Row and column of the first heading, where the workbook names it; else `None`."""
        for tab, row, column in self._anchors().values():
            if tab.casefold() == tab_name.casefold():
                return row, column
        return None

    def _anchors(self) -> dict[str, tuple[str, int, int]]:
        """Our ids of tabs: the tab each name points at, and the row and column there."""
        anchors: dict[str, tuple[str, int, int]] = {}
        for name in self._package.defined_names():
            if not name.name.startswith(_TAB_NAME) or name.scope:
                continue
            token = next((each for each in tokens(name.text) if each.kind == "range"), None)
            if token is not None and token.sheet:
                area = area_of(token.text)
                key = name.name.removeprefix(_TAB_NAME)
                anchors[key] = (token.sheet, area.first_row, area.first_column)
        return anchors

    def read(self, names: Sequence[str]) -> dict[str, Sheet]:
        """The named tabs with typed cells, formulas and tables.

        Raises:
            SheetError: a tab is not there, or the file is damaged.
        """
        return {name: self._read_tab(name) for name in names}

    def _read_tab(self, name: str) -> Sheet:
        sheet = sheet_called(self._package, name)
        if not sheet.is_worksheet:
            return Sheet(name, ())
        part = self._package.worksheet_part(sheet)
        grid: Grid = scan_sheet(part, self._cell_reader(), self.name)
        return Sheet(name, grid.rows, grid.formulas, self._tables(sheet))

    def _tables(self, sheet: SheetPart) -> tuple[Table, ...]:
        return tuple(
            Table(
                each.name,
                each.first_data_row - 1,
                each.last_data_row,
                each.area.first_column,
                each.area.last_column,
                has_totals=each.totals_rows > 0,
            )
            for each in self._package.tables(sheet)
        )

    def _cell_reader(self) -> CellReader:
        if self._reader is None:
            self._reader = CellReader.of(self._package)
        return self._reader

    def write(self, changes: Sequence[Change], appends: Sequence[Append] = ()) -> None:
        """All changes and appended rows, or none.

        Raises:
            SheetError: a cell no longer holds what it held when it was read, the workbook is open
                elsewhere or protected, or a change cannot be made without losing something.
        """
        if not changes and not appends:
            return
        if not self._override_lock:
            check_not_open(self._path)
        draft = self._package.draft()
        reader = self._cell_reader()
        try:
            changed = make_changes(draft, reader, changes)
            for append in merged_appends(appends):
                place = self.anchor(append.tab)
                move, block = append_rows(draft, reader, append, place[0] if place else 0)
                note_append(changed, move, block)
            keep_styles(draft, reader)
            refresh(draft, changed)
        finally:
            self._reader = None
        self._save(draft, () if appends else changes)

    def _save(self, draft: Package, changes: Sequence[Change]) -> None:
        new = verified(draft, draft.packed())
        check_written(new, changes)
        with held(self._path, override=self._override_lock):
            self._stamp = replace_file(self._path, new.content, self._stamp)
        self._package = new

    def keep(self, documents: Sequence[Document]) -> tuple[str, ...]:
        """Keep documents in `<name of the workbook> documents`, beside the workbook.

        Raises:
            SheetError: a document cannot be written.
        """
        folder = self.documents_folder
        kept: list[str] = []
        try:
            folder.mkdir(exist_ok=True)
            for document in documents:
                target = folder / _file_name(document.name)
                temporary = write_beside(target, document.content)
                replace_atomically(temporary, target)
                kept.append(str(target))
        except OSError as error:
            seen = f"a document in {folder}: {error.strerror or error}"
            raise CANNOT_SAVE.stop(name=self.name, seen=seen) from None
        return tuple(kept)

    def show(self, message: Message) -> None:
        """Remember the message; the command line prints it."""
        self.last_message = message


def _file_name(name: str) -> str:
    """The name without what a file system refuses or takes for a folder."""
    return _NOT_IN_FILE_NAMES.sub("-", name).strip(" .") or "document"


def open_workbook(path: Path) -> XlsxWorkbook:
    """The workbook file at a path.

    Raises:
        SheetError: it is missing, no workbook, damaged, encrypted or not safe to read.
    """
    return XlsxWorkbook(path)
