"""What can go wrong in a running LibreOffice: the workbook is unchanged or completely changed."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwings as xw

from poc_sheets.build.libreoffice_extension import package
from poc_sheets.hosts.live.libreoffice.errors import OfficeError
from poc_sheets.hosts.live.libreoffice.uno_bridge import arguments, struct
from poc_sheets.hosts.live.workbook import LiveWorkbook
from poc_sheets.problems import SheetError
from poc_sheets.workbook import Append, Change, Document, Value

pytestmark = pytest.mark.office

TABS = ("Budget", "Petty Cash", "Notes")
MORNING = datetime.fromisoformat("2026-03-02T06:30")
TWO_ROWS: tuple[dict[int, Value], ...] = ({1: "0100", 2: 10.0}, {1: "0200", 2: 5.0})


@pytest.fixture
def workbook(production: xw.Book) -> LiveWorkbook:
    return LiveWorkbook(production)


@pytest.fixture
def unchanged(workbook: LiveWorkbook) -> Iterator[None]:
    """The test ends with every cell, formula and table as they were."""
    before = _everything(workbook)
    yield
    assert _everything(workbook) == before


def _everything(workbook: LiveWorkbook) -> list[Any]:
    return [(s.name, s.cells, dict(s.formulas), s.tables) for s in workbook.read(TABS).values()]


def _refused(workbook: LiveWorkbook, *appends: Append, changes: tuple[Change, ...] = ()) -> str:
    with pytest.raises(SheetError) as stopped:
        workbook.write(changes, appends)
    return stopped.value.finding.as_text()


@pytest.mark.usefixtures("unchanged")
def test_append_to_a_protected_tab(production: xw.Book, workbook: LiveWorkbook) -> None:
    """Rows cannot be put in; a change elsewhere of the same press is not made either."""
    production.sheets["Budget"].api.protect("")
    change = Change("Notes", 1, 1, "Note", "Notes")
    assert "Budget tab is protected" in _refused(
        workbook, Append("Budget", 3, TWO_ROWS), changes=(change,)
    )
    production.sheets["Budget"].api.unprotect("")


def test_an_unlocked_cell_of_a_protected_tab(production: xw.Book, workbook: LiveWorkbook) -> None:
    """What the protection leaves open is written."""
    sheet = production.sheets["Notes"].api
    lock = sheet.getCellRangeByName("A1").CellProtection
    lock.IsLocked = False
    sheet.getCellRangeByName("A1").CellProtection = lock
    sheet.protect("")
    workbook.write([Change("Notes", 1, 1, "Note", "Notes")])
    assert production.sheets["Notes"]["A1"].value == "Notes"
    sheet.unprotect("")


def _merge(production: xw.Book) -> None:
    production.sheets["Budget"]["D6:G7"].api.merge(True)  # noqa: FBT003 - UNO takes no names


def _array(production: xw.Book) -> None:
    production.sheets["Budget"]["D6:G7"].formula_array = "=A1:A2"


@pytest.mark.parametrize("tear", [_merge, _array])
def test_what_stands_across_the_edge_below(
    production: xw.Book, workbook: LiveWorkbook, tear: Callable[[xw.Book], None]
) -> None:
    """Merged cells or an array formula, half below the table: the rows are not put in."""
    tear(production)
    before = _everything(workbook)
    text = _refused(
        workbook,
        Append("Petty Cash", 4, TWO_ROWS),
        Append("Budget", 3, TWO_ROWS),
        changes=(Change("Notes", 1, 1, "Note", "Notes"),),
    )
    assert "cannot move down" in text
    assert _everything(workbook) == before


def test_filtered_rows(production: xw.Book, workbook: LiveWorkbook) -> None:
    """Rows that a filter hides are written like the others; rows are appended."""
    table = production.sheets["Budget"].tables["BudgetLines"].impl.api
    descriptor = table.getFilterDescriptor()
    wanted = struct("sheet.TableFilterField", Field=0, IsNumeric=False, StringValue="2818")
    descriptor.setFilterFields((wanted,))
    table.refresh()
    rows = production.sheets["Budget"].api.getRows()
    assert not rows.getByIndex(1).IsVisible
    workbook.write([Change("Budget", 2, 2, 1000.5, 7.0)], [Append("Budget", 3, TWO_ROWS)])
    sheet = workbook.read(["Budget"])["Budget"]
    assert [row[:2] for row in sheet.cells[1:6]] == [
        ["0042", 7.0],
        ["2818", 0.0],
        ["0100", 10.0],
        ["0200", 5.0],
        ["Total", 5.0],  # SUBTOTAL counts what the filter shows
    ]
    assert [sheet.at(row, 5) for row in (2, 3, 4, 5)] == [14.0, 0.0, 20.0, 10.0]


def test_hidden_rows_and_columns(production: xw.Book, workbook: LiveWorkbook) -> None:
    """They are written, and stay hidden."""
    sheet = production.sheets["Budget"].api
    sheet.getRows().getByIndex(2).IsVisible = False
    sheet.getColumns().getByIndex(1).IsVisible = False
    workbook.write([Change("Budget", 3, 2, 0.0, 7.0)], [Append("Budget", 3, TWO_ROWS)])
    read = workbook.read(["Budget"])["Budget"]
    assert [row[1] for row in read.cells[1:6]] == [
        1000.5,
        7.0,
        10.0,
        5.0,
        1015.5,
    ]  # SUBTOTAL leaves the hidden row out
    assert [read.at(row, 5) for row in (4, 5)] == [20.0, 10.0]
    assert not sheet.getRows().getByIndex(2).IsVisible
    assert not sheet.getColumns().getByIndex(1).IsVisible


def test_merged_cells(production: xw.Book, workbook: LiveWorkbook) -> None:
    """The first cell holds the value; it is written and read, the cells it covers stay empty."""
    production.sheets["Notes"]["A2:B3"].api.merge(True)  # noqa: FBT003 - UNO takes no names
    workbook.write([Change("Notes", 2, 1, "first", "second")])
    assert workbook.read(["Notes"])["Notes"].cells[1][0] == "second"


@pytest.mark.usefixtures("unchanged")
def test_a_tab_renamed_between_reading_and_writing(
    production: xw.Book, workbook: LiveWorkbook
) -> None:
    """Nothing is written, not even on the other tabs; the message names the tabs there are."""
    production.sheets["Notes"].name = "Remarks"
    text = _refused(
        workbook, Append("Budget", 3, TWO_ROWS), changes=(Change("Notes", 1, 1, "Note", "x"),)
    )
    assert 'no tab "Notes"' in text
    production.sheets["Remarks"].name = "Notes"


def test_dates_of_1904(app: xw.App, tmp_path: Path) -> None:
    """A workbook that counts days from 1904 keeps its days."""
    path = tmp_path / "old mac.xlsx"
    day = datetime.fromisoformat("2026-03-01")
    with xlsxwriter.Workbook(
        path, {"date_1904": True, "default_date_format": "yyyy-mm-dd"}
    ) as made:
        made.add_worksheet("Days").write_datetime(0, 0, day)
    book = app.books.open(path)
    workbook = LiveWorkbook(book)
    assert workbook.read(["Days"])["Days"].cells == [[day]]
    later = datetime.fromisoformat("2026-03-02T06:30")
    workbook.write([Change("Days", 1, 1, day, later), Change("Days", 2, 1, None, day)])
    assert workbook.read(["Days"])["Days"].cells == [[later], [day]]
    assert book.sheets[0].api.getCellRangeByName("A1").getString() == "2026-03-02"
    book.close()


def test_read_only(app: xw.App, production_file: Path) -> None:
    book = app.books.open(production_file, read_only=True)
    workbook = LiveWorkbook(book)
    before = _everything(workbook)
    text = _refused(workbook, changes=(Change("Notes", 1, 1, "Note", "x"),))
    assert "read only" in text
    assert _everything(workbook) == before
    book.close()


def test_a_decimal_comma(app: xw.App, workbook: LiveWorkbook, production: xw.Book) -> None:
    """In a German office numbers are numbers, codes are text and formulas are told in English."""
    with _office_locale(app, "de-DE"):
        assert production.sheets["Budget"].api.getCellRangeByName("B2").getString() == "1000,5"
        sheet = workbook.read(["Budget"])["Budget"]
        assert sheet.cells[1] == [
            "0042",
            1000.5,
            datetime.fromisoformat("2026-03-01"),
            True,
            2001.0,
        ]
        assert sheet.formulas[4, 2] == "=SUBTOTAL(109,B2:B3)"
        values: list[Value] = [1.5, "1,5", "1.234,56", "0042", MORNING]
        workbook.write([Change("Notes", 5, n, None, value) for n, value in enumerate(values, 1)])
        workbook.write([], [Append("Budget", 3, TWO_ROWS)])
        assert workbook.read(["Notes"])["Notes"].cells[4] == values
        assert workbook.read(["Budget"])["Budget"].formulas[6, 2] == "=SUBTOTAL(109,B2:B5)"


@pytest.mark.usefixtures("unchanged")
def test_a_tab_deleted_between_reading_and_writing(
    production: xw.Book, workbook: LiveWorkbook
) -> None:
    """Nothing is written on the tabs that are left."""
    production.sheets["Notes"].copy(name="Spare")
    production.sheets["Spare"].delete()
    change = Change("Spare", 1, 1, "Note", "x")
    text = _refused(workbook, Append("Budget", 3, TWO_ROWS), changes=(change,))
    assert 'no tab "Spare"' in text


@pytest.mark.parametrize("is_finished", [False, True])
def test_the_server_ends_in_the_middle(
    production: xw.Book, workbook: LiveWorkbook, *, is_finished: bool
) -> None:
    """The extension takes back what is half done, leaves what is complete, and says which."""
    outcome = _part_of_the_extension("outcome")
    workbook.write([Change("Notes", 2, 1, "first", "earlier")])
    before, model = _everything(workbook), production.api
    last = outcome.last_step(model)
    step = workbook._one_step({})
    step.__enter__()
    workbook._put(production.sheets["Notes"], {(1, 1): "half"})
    if is_finished:
        step.__exit__(None, None, None)
    told = outcome.settle(model, last)
    assert told == (outcome.EVERYTHING if is_finished else outcome.NOTHING)
    assert (_everything(workbook) == before) is not is_finished
    assert outcome.settle(model, outcome.last_step(model)) == outcome.NOTHING


def _part_of_the_extension(name: str) -> Any:
    path = Path(package.__file__).parent / f"inside/pythonpath/poc_sheets_office/{name}.py"
    spec = spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_disk_is_full_when_the_workbook_is_saved(
    production: xw.Book, workbook: LiveWorkbook, tmp_path: Path
) -> None:
    """Saving says so; the open workbook keeps the press, and the file on disk stays as it was."""
    full = tmp_path / "full"
    full.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12k", "tmpfs", full], check=False
    ).returncode:
        pytest.skip("a small disk can be made by root only")
    try:
        (full / "rest").write_bytes(b"x" * 8_000)
        workbook.write([Change("Notes", 1, 1, "Note", "Notes")])
        with pytest.raises(OfficeError, match="failed at saving"):
            production.save(full / "Harvest Moon.xlsx")
        assert production.sheets["Notes"]["A1"].value == "Notes"
        assert production.api.isModified()
    finally:
        subprocess.run(["umount", "-l", full], check=True)


def test_the_disk_is_full_when_a_document_is_kept(
    production: xw.Book, workbook: LiveWorkbook, production_file: Path
) -> None:
    """The document that was there before stays whole."""
    folder = production_file.parent / "Harvest Moon documents"
    (first,) = workbook.keep([Document("PO.pdf", b"first")])
    (folder / ".PO.pdf.part").symlink_to("/dev/full")
    with pytest.raises(SheetError, match="No space left"):
        workbook.keep([Document("PO.pdf", b"second")])
    assert Path(first).read_bytes() == b"first"


@contextmanager
def _office_locale(app: xw.App, locale: str) -> Iterator[None]:
    provider = app.impl.office.service("configuration.ConfigurationProvider")
    access = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationUpdateAccess",
        arguments(nodepath="/org.openoffice.Setup/L10N"),
    )
    access.setPropertyValue("ooSetupSystemLocale", locale)
    access.commitChanges()
    try:
        yield
    finally:
        access.setPropertyValue("ooSetupSystemLocale", "en-US")
        access.commitChanges()
