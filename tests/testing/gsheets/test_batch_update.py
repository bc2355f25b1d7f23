"""One atomic batch: typed cells, rows that come and go, tabs, sorting, and the answer with the table."""

from collections.abc import Sequence
from typing import Any

import pytest

from poc_sheets.testing.gsheets import Emulator


def _cells(*rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"values": [{"userEnteredValue": value} for value in row]} for row in rows]


def _at(row: int, column: int, tab: int = 0) -> dict[str, int]:
    return {"sheetId": tab, "rowIndex": row, "columnIndex": column}


def test_typed_values_stay_what_they_are(api: Any, google: Emulator, sheet: str) -> None:
    row: list[dict[str, Any]] = [
        {"stringValue": "=1+1"},
        {"numberValue": 42},
        {"boolValue": True},
        {"formulaValue": "=B2*2"},
    ]

    api.batch(
        sheet,
        {"updateCells": {"start": _at(1, 0), "rows": _cells(row), "fields": "userEnteredValue"}},
    )

    assert google.spreadsheet(sheet).rows("Crew!A2:D2") == [["=1+1", 42, True, 84]]
    assert google.spreadsheet(sheet).rows("Crew!A2:D2", formulas=True)[0][3] == "=B2*2"


def test_one_bad_request_undoes_the_whole_batch(api: Any, google: Emulator, sheet: str) -> None:
    good = {
        "updateCells": {
            "start": _at(1, 0),
            "rows": _cells([{"stringValue": "Sound"}]),
            "fields": "userEnteredValue",
        }
    }
    bad = {"deleteSheet": {"sheetId": 99}}

    status, message = api.batch_refused(sheet, good, bad)

    assert (status, message) == (400, "Invalid requests[1].deleteSheet: No grid with id: 99")
    assert google.spreadsheet(sheet).at("Crew!A2") == "Camera"


def test_cells_of_a_range_that_are_not_given_are_cleared(
    api: Any, google: Emulator, sheet: str
) -> None:
    area = {
        "sheetId": 0,
        "startRowIndex": 1,
        "endRowIndex": 2,
        "startColumnIndex": 0,
        "endColumnIndex": 3,
    }

    api.batch(
        sheet,
        {
            "updateCells": {
                "range": area,
                "rows": _cells([{"stringValue": "Sound"}]),
                "fields": "userEnteredValue",
            }
        },
    )

    assert google.spreadsheet(sheet).rows("Crew!A2:C2") == [["Sound"]]


def test_a_cell_past_the_edge_is_refused(api: Any, sheet: str) -> None:
    request = {
        "updateCells": {
            "start": _at(1000, 0),
            "rows": _cells([{"stringValue": "x"}]),
            "fields": "userEnteredValue",
        }
    }

    assert api.batch_refused(sheet, request)[0] == 400


def test_appended_cells_go_below_the_last_row_that_holds_a_value(
    api: Any, google: Emulator, sheet: str
) -> None:
    google.spreadsheet(sheet).put("Crew!E9", ["a note far right"])

    api.batch(
        sheet,
        {
            "appendCells": {
                "sheetId": 0,
                "rows": _cells([{"stringValue": "Sound"}, {"stringValue": "Cy"}]),
                "fields": "userEnteredValue",
            }
        },
    )

    assert google.spreadsheet(sheet).rows("Crew!A10:B10") == [["Sound", "Cy"]]


def test_the_answer_can_bring_the_table_as_it_is_afterwards(api: Any, sheet: str) -> None:
    body = {
        "requests": [
            {
                "updateCells": {
                    "start": _at(1, 1),
                    "rows": _cells([{"stringValue": "Anna"}]),
                    "fields": "userEnteredValue",
                }
            }
        ],
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["Crew!A1:B2"],
    }
    mask = "updatedSpreadsheet.sheets(properties.sheetId,data.rowData.values.effectiveValue)"

    answer = api("POST", f"/v4/spreadsheets/{sheet}:batchUpdate", body, {"fields": mask})

    rows = answer["updatedSpreadsheet"]["sheets"][0]["data"][0]["rowData"]
    assert rows[1]["values"][1] == {"effectiveValue": {"stringValue": "Anna"}}
    assert list(answer) == ["updatedSpreadsheet"]
    assert len(answer["updatedSpreadsheet"]["sheets"]) == 1


def test_formulas_names_merges_and_tags_follow_an_inserted_row(
    api: Any, google: Emulator, sheet: str
) -> None:
    hand = google.spreadsheet(sheet)
    hand.put("Budget!B1", ["=Crew!C2", "=SUM(A1:A2)"])
    row_tag = {
        "dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    }
    api.batch(
        sheet,
        {"addNamedRange": {"namedRange": {"name": "Ana", "range": _range(1, 2, 0, 3)}}},
        {"mergeCells": {"range": _range(5, 7, 0, 1), "mergeType": "MERGE_ALL"}},
        {
            "createDeveloperMetadata": {
                "developerMetadata": {
                    "metadataKey": "row",
                    "location": row_tag,
                    "visibility": "DOCUMENT",
                }
            }
        },
    )

    hand.insert_rows("Crew", before=2, count=2)

    assert hand.rows("Budget!B1:C1", formulas=True) == [["=Crew!C4", "=SUM(A1:A2)"]]
    assert hand.rows("Ana") == [["Camera", "Ana", "0042"]]
    assert hand.tab("Crew").merges[0].top == 7
    assert hand.book.metadata[0].start == 3


def _range(top: int, bottom: int, left: int, right: int) -> dict[str, int]:
    return {
        "sheetId": 0,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def test_a_deleted_row_takes_its_tag_and_leaves_ref_errors(
    api: Any, google: Emulator, sheet: str
) -> None:
    hand = google.spreadsheet(sheet)
    hand.put("Budget!B1", ["=Crew!B2", "=Crew!B3"])

    api.batch(
        sheet,
        {
            "deleteDimension": {
                "range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
            }
        },
    )

    assert hand.rows("Budget!B1:C1", formulas=True) == [["=#REF!", "=Crew!B2"]]
    assert hand.rows("Budget!B1:C1") == [["#REF!", "Bo"]]


def test_the_last_row_cannot_go(api: Any, google: Emulator) -> None:
    sheet = google.create("t", owner="owner@example.com")

    status, message = api.batch_refused(
        sheet, {"deleteDimension": {"range": {"sheetId": 0, "dimension": "ROWS"}}}
    )

    assert status == 400
    assert "can't delete all the rows" in message


def test_sorting_puts_numbers_before_texts_and_empty_cells_last(api: Any, google: Emulator) -> None:
    rows: list[list[object]] = [["b", 1], [None, 2], [10, 3], ["A", 4], [2, 5]]
    sheet = google.create("t", {"Tab": rows}, owner="owner@example.com")

    api.batch(
        sheet,
        {
            "sortRange": {
                "range": _range(0, 5, 0, 2),
                "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}],
            }
        },
    )

    assert google.spreadsheet(sheet).rows("Tab") == [[2, 5], [10, 3], ["A", 4], ["b", 1], ["", 2]]


def test_a_tag_stays_on_its_row_when_people_sort(api: Any, google: Emulator, sheet: str) -> None:
    """As modelled: not yet checked against Google."""
    tag = {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    entry = {"metadataKey": "row", "location": tag, "visibility": "DOCUMENT"}
    api.batch(sheet, {"createDeveloperMetadata": {"developerMetadata": entry}})

    google.spreadsheet(sheet).sort("Crew", "B", descending=True)

    assert google.spreadsheet(sheet).at("Crew!B2") == "Bo"
    assert google.spreadsheet(sheet).book.metadata[0].start == 1


def test_a_title_that_exists_is_refused_whatever_its_case(api: Any, sheet: str) -> None:
    status, message = api.batch_refused(sheet, {"addSheet": {"properties": {"title": "crew"}}})

    assert status == 400
    assert message.startswith('Invalid requests[0].addSheet: A sheet with the name "crew" already')


def test_more_than_ten_million_cells_are_refused(api: Any, sheet: str) -> None:
    size = {"rowCount": 100_000, "columnCount": 100}

    status, message = api.batch_refused(
        sheet, {"addSheet": {"properties": {"title": "Big", "gridProperties": size}}}
    )

    assert status == 400
    assert "10000000 cells" in message


def test_the_first_value_of_a_merge_stays_and_the_others_go(
    api: Any, google: Emulator, sheet: str
) -> None:
    api.batch(sheet, {"mergeCells": {"range": _range(0, 2, 0, 2), "mergeType": "MERGE_ALL"}})

    assert google.spreadsheet(sheet).rows("Crew!A1:C2") == [["Dept", "", "Phone"], ["", "", "0042"]]


def test_find_and_replace_counts_what_it_changed(api: Any, google: Emulator, sheet: str) -> None:
    reply = api.batch(sheet, {"findReplace": {"find": "a", "replacement": "o", "sheetId": 0}})

    assert reply[0]["findReplace"]["valuesChanged"] == 3
    assert google.spreadsheet(sheet).at("Crew!B2") == "ono"


def test_copied_formulas_move_along_and_cut_ones_do_not(api: Any, google: Emulator) -> None:
    sheet = google.create("t", {"Tab": [[1, "=A1*2", "=$A$1"]]}, owner="owner@example.com")

    api.batch(
        sheet,
        {
            "copyPaste": {
                "source": _range(0, 1, 1, 3),
                "destination": _range(2, 3, 1, 3),
                "pasteType": "PASTE_NORMAL",
            }
        },
        {
            "cutPaste": {
                "source": _range(0, 1, 1, 2),
                "destination": _at(4, 1),
                "pasteType": "PASTE_NORMAL",
            }
        },
    )

    hand = google.spreadsheet(sheet)
    assert hand.rows("Tab!B3:C3", formulas=True) == [["=A3*2", "=$A$1"]]
    assert hand.rows("Tab!B5", formulas=True) == [["=A1*2"]]


@pytest.mark.parametrize("kind", ["createChart", "updateSheetProprties"])
def test_an_unknown_kind_of_request_is_refused_by_name(api: Any, sheet: str, kind: str) -> None:
    status, message = api.batch_refused(sheet, {kind: {}})

    assert status == 400
    assert kind in message
