"""A Google Sheet as a workbook: typed cells, atomic writes, other people at the keyboard."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from poc_sheets.hosts.google.batch import append_rows, delete_rows, set_cells
from poc_sheets.hosts.google.http import GoogleHttp
from poc_sheets.hosts.google.spreadsheet import read_all, read_tabs, write_batch
from poc_sheets.hosts.google.workbook import GoogleWorkbook
from poc_sheets.problems import Exit, SheetError
from poc_sheets.testing.gsheets import Call, Emulator
from poc_sheets.testing.gsheets.a1 import GridRange
from poc_sheets.testing.gsheets.document import Ranged
from poc_sheets.workbook import Append, Change, Document, ErrorValue, Value


@pytest.fixture
def workbook(client: GoogleHttp, sheet: str, tmp_path: Path) -> GoogleWorkbook:
    return GoogleWorkbook(client, sheet, tmp_path / "documents")


def test_cells_come_as_what_the_sheet_holds(
    google: Emulator, workbook: GoogleWorkbook, sheet: str
) -> None:
    moment = datetime(2026, 3, 4, 7, 30)  # noqa: DTZ001 - a cell's date has no time zone
    hand = google.spreadsheet(sheet)
    hand.put("Budget!A3", [True, date(2026, 3, 4), moment, "=1/0", "=A2*2", 46085])
    hand.type("Budget!G3", ["7:30"])

    found = workbook.read(["Budget"])["Budget"]

    day = datetime(2026, 3, 4)  # noqa: DTZ001 - as above
    assert list(found.cells[2]) == [
        True, day, moment, ErrorValue("#DIV/0!"), 5636.0, 46085.0, time(7, 30),
    ]  # fmt: skip
    assert found.formulas == {(3, 4): "=1/0", (3, 5): "=A2*2"}


def test_leading_zeros_and_blanks_stay(workbook: GoogleWorkbook) -> None:
    found = workbook.read(["Crew"])["Crew"]

    assert found.at(2, 3) == "0042"
    assert found.at(3, 3) is None
    assert found.at(99, 99) is None


def test_a_read_of_twenty_tabs_is_one_call_and_a_write_is_two(
    google: Emulator, client: GoogleHttp, tmp_path: Path
) -> None:
    tabs: dict[str, list[list[object]]] = {
        f"Tab {number}": [["Key", "Value"], ["a", number]] for number in range(20)
    }
    sheet = google.create("Many", tabs)
    google.share(sheet, client.address)
    workbook = GoogleWorkbook(client, sheet, tmp_path)
    names = [tab.name for tab in workbook.tabs()]
    google.calls.clear()

    sheets = workbook.read(names)
    assert (google.count("sheets"), len(sheets)) == (1, 20)
    google.calls.clear()
    workbook.write([Change(name, 2, 2, sheets[name].at(2, 2), 7) for name in names])

    assert [call.kind for call in google.calls] == ["read", "write"]
    assert all(google.spreadsheet(sheet).at(f"{name}!B2") == 7 for name in names)


def test_typed_values_arrive_as_typed(
    google: Emulator, workbook: GoogleWorkbook, sheet: str
) -> None:
    workbook.write(
        [
            Change("Crew", 2, 1, "Camera", '=HYPERLINK("http://x")'),
            Change("Crew", 2, 3, "0042", "0043"),
            Change("Crew", 2, 4, 3.0, Decimal("2.5")),
            Change("Crew", 2, 5, None, date(2026, 3, 4)),
            Change("Crew", 3, 2, "Bo", None),
        ]
    )

    hand = google.spreadsheet(sheet)
    assert hand.rows("Crew!A2:E2", formulas=True) == [
        ['=HYPERLINK("http://x")', "Ana", "0043", 2.5, 46085]
    ]
    assert workbook.read(["Crew"])["Crew"].formulas == {}
    assert hand.rows("Crew!E2", shown=True) == [["2026-03-04"]]
    assert hand.at("Crew!B3") is None


def test_a_date_keeps_the_format_that_the_column_has(
    google: Emulator, workbook: GoogleWorkbook, sheet: str
) -> None:
    google.spreadsheet(sheet).type("Crew!E2", ["3/4/2026"])
    was = workbook.read(["Crew"])["Crew"].at(2, 5)

    workbook.write([Change("Crew", 2, 5, was, date(2026, 3, 5))])

    assert google.spreadsheet(sheet).rows("Crew!E2", shown=True) == [["3/5/2026"]]


def test_a_cell_that_changed_meanwhile_stops_everything(
    google: Emulator, workbook: GoogleWorkbook, sheet: str
) -> None:
    workbook.read(["Crew"])
    google.spreadsheet(sheet).put("Crew!D3", [9])

    with pytest.raises(SheetError) as raised:
        workbook.write([Change("Crew", 2, 4, 3.0, 5), Change("Crew", 3, 4, 2.0, 5)])

    assert raised.value.finding.place.cell == "D3"
    assert raised.value.exit_code == Exit.LATER
    assert google.spreadsheet(sheet).at("Crew!D2") == 3


def test_a_value_never_overwrites_a_formula(
    google: Emulator, workbook: GoogleWorkbook, sheet: str
) -> None:
    google.spreadsheet(sheet).put("Crew!D3", ["=1+1"])

    with pytest.raises(SheetError) as raised:
        workbook.write([Change("Crew", 3, 4, 2.0, 5)])

    assert raised.value.finding.problem == "formula-in-the-way"


def test_new_rows_push_down_what_is_below(
    google: Emulator, workbook: GoogleWorkbook, sheet: str
) -> None:
    google.spreadsheet(sheet).put("Crew!A4", ["Total", None, None, "=SUM(D2:D3)"])
    rows: tuple[dict[int, Value], ...] = ({1: "Sound", 2: "Cy"}, {1: "Art", 4: 1})

    workbook.write([Change("Crew", 2, 2, "Ana", "Anna")], [Append("Crew", 3, rows)])

    found = google.spreadsheet(sheet).rows("Crew")
    assert found[1][1] == "Anna"
    assert found[3:] == [["Sound", "Cy"], ["Art", "", "", 1], ["Total", "", "", 5]]


def test_new_rows_at_the_edge_of_the_grid_make_room(
    google: Emulator, workbook: GoogleWorkbook, sheet: str
) -> None:
    google.spreadsheet(sheet).edit(lambda book: book.tabs[0].grid.resize(3, 4))

    workbook.write([], [Append("Crew", 3, ({1: "Sound"},))])

    assert google.spreadsheet(sheet).rows("Crew!A4") == [["Sound"]]


def test_rows_that_move_in_the_moment_of_writing_are_noticed(
    google: Emulator, workbook: GoogleWorkbook, sheet: str
) -> None:
    moved: list[Call] = []

    def edit(call: Call) -> None:
        if call.kind == "write" and not moved:
            moved.append(call)
            google.spreadsheet(sheet).insert_rows("Crew", before=2)

    google.between_calls(edit)

    with pytest.raises(SheetError) as raised:
        workbook.write([Change("Crew", 3, 4, 2.0, 5)])

    assert raised.value.finding.problem == "google-rows-moved"
    assert raised.value.finding.place.cell == "D3"
    assert "Grip | Bo" in raised.value.finding.what


def test_a_tab_that_is_not_there_is_named_with_those_that_are(workbook: GoogleWorkbook) -> None:
    with pytest.raises(SheetError) as raised:
        workbook.read(["Cast"])

    assert raised.value.finding.what == "it has: Crew, Budget"


def test_a_tab_renamed_since_is_said_so(
    google: Emulator, workbook: GoogleWorkbook, sheet: str
) -> None:
    workbook.tabs()
    google.spreadsheet(sheet).rename_tab("Crew", "Unit list")

    with pytest.raises(SheetError) as raised:
        workbook.read(["Crew"])

    assert raised.value.finding.problem == "no-such-tab"


def test_tabs_know_our_ids_by_named_ranges(
    google: Emulator, client: GoogleHttp, workbook: GoogleWorkbook, sheet: str
) -> None:
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1}
    name = {"addNamedRange": {"namedRange": {"name": "_poc_tab_crew_list", "range": area}}}
    write_batch(client, sheet, [name])

    assert [(tab.name, tab.id) for tab in workbook.tabs()] == [
        ("Crew", "crew_list"),
        ("Budget", ""),
    ]


def test_a_batch_brings_the_table_back_and_deletes_from_the_bottom(
    google: Emulator, client: GoogleHttp, sheet: str
) -> None:
    batch = [
        set_cells(0, 1, 2, ["Who"]),
        append_rows(0, [["Sound", "Cy", "007"], ["Art", "Di"]]),
        *delete_rows(0, [2, 4]),
    ]

    after = write_batch(client, sheet, batch, show=["Crew"])

    assert after is not None
    crew = after.tab("Crew").sheet
    assert [list(row)[:2] for row in crew.cells] == [["Dept", "Who"], ["Grip", "Bo"], ["Art", "Di"]]
    assert [tab.title for tab in after.tabs] == ["Crew"]
    assert after.tab_by_id(0) is after.tab("Crew")
    assert after.tab_by_id(99) is None


def test_a_refused_batch_leaves_nothing_behind(
    google: Emulator, client: GoogleHttp, sheet: str
) -> None:
    with pytest.raises(SheetError) as raised:
        write_batch(client, sheet, [set_cells(0, 1, 1, ["x"]), set_cells(99, 1, 1, ["y"])])

    assert raised.value.finding.problem == "google-refused"
    assert google.spreadsheet(sheet).at("Crew!A1") == "Dept"


def test_a_protected_range_is_told_in_plain_words(
    google: Emulator, client: GoogleHttp, sheet: str
) -> None:
    lock = Ranged(GridRange(0), {"protectedRangeId": 1, "editors": {"users": []}})
    google.spreadsheet(sheet).edit(lambda book: book.tabs[0].protections.append(lock))

    with pytest.raises(SheetError) as raised:
        write_batch(client, sheet, [set_cells(0, 1, 1, ["x"])])

    assert raised.value.finding.problem == "google-protected"


def test_tabs_without_cells_are_a_small_call(
    google: Emulator, client: GoogleHttp, sheet: str
) -> None:
    found = read_tabs(client, sheet)

    assert [(tab.title, tab.rows, tab.columns) for tab in found.tabs] == [
        ("Crew", 1000, 26),
        ("Budget", 1000, 26),
    ]
    assert read_all(client, sheet, ["Budget"]).tab("Budget").sheet.at(2, 1) == 2818.0


def test_documents_stay_in_their_folder(workbook: GoogleWorkbook, tmp_path: Path) -> None:
    kept = workbook.keep([Document("../../call sheet.pdf", b"%PDF")])

    assert kept == (str(tmp_path / "documents" / "call sheet.pdf"),)


def test_a_reply_that_breaks_off_is_a_doubt(
    google: Emulator, make_client: Callable[..., GoogleHttp], sheet: str, tmp_path: Path
) -> None:
    google.fail("*:batchUpdate", truncate=True)

    with pytest.raises(SheetError) as raised:
        GoogleWorkbook(make_client(), sheet, tmp_path).write([Change("Crew", 2, 4, 3.0, 5)])

    assert raised.value.finding.problem == "google-outcome-unknown"
    assert google.spreadsheet(sheet).at("Crew!D2") == 5
