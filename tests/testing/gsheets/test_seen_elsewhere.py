"""Behaviour of Google that other projects' suites rely on, kept here so that it stays."""

from typing import Any

from poc_sheets.testing.gsheets import Emulator


def test_values_that_need_more_room_make_the_grid_grow(
    api: Any, google: Emulator, sheet: str
) -> None:
    google.spreadsheet(sheet).edit(lambda book: book.tabs[0].grid.resize(3, 3))
    path = f"/v4/spreadsheets/{sheet}/values/Crew!A1:E5"

    api("PUT", path, {"values": [["x"] * 5] * 5}, {"valueInputOption": "RAW"})

    grid = google.spreadsheet(sheet).tab("Crew").grid
    assert (grid.row_count, grid.column_count) == (5, 5)


def test_inserting_appends_make_rows_even_in_an_empty_tab(api: Any, google: Emulator) -> None:
    sheet = google.create("t", owner="owner@example.com")
    query = {"valueInputOption": "RAW", "insertDataOption": "INSERT_ROWS"}

    api("POST", f"/v4/spreadsheets/{sheet}/values/Sheet1:append", {"values": [[1], [2]]}, query)

    assert google.spreadsheet(sheet).tab("Sheet1").grid.row_count == 1002


def test_null_members_and_nested_lists_of_requests_are_let_pass(
    api: Any, google: Emulator, sheet: str
) -> None:
    value = {"userEnteredValue": {"numberValue": "20", "stringValue": None}}
    start = {"sheetId": 0, "rowIndex": 1, "columnIndex": 0}
    request = {
        "updateCells": {"start": start, "rows": [{"values": [value]}], "fields": "userEnteredValue"}
    }

    api("POST", f"/v4/spreadsheets/{sheet}:batchUpdate", {"requests": [[request]]})

    assert google.spreadsheet(sheet).at("Crew!A2") == 20


def test_a_filter_that_says_an_order_sorts_at_once(api: Any, google: Emulator, sheet: str) -> None:
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 3}
    order = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]

    api.batch(sheet, {"setBasicFilter": {"filter": {"range": area, "sortSpecs": order}}})

    assert google.spreadsheet(sheet).rows("Crew!B1:B3") == [["Name"], ["Bo"], ["Ana"]]


def test_a_dragged_row_takes_its_place_among_the_others(google: Emulator, sheet: str) -> None:
    google.spreadsheet(sheet).move_row("Crew", row=3, before=2)

    assert google.spreadsheet(sheet).rows("Crew!B1:B3") == [["Name"], ["Bo"], ["Ana"]]
