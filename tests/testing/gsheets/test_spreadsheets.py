"""Spreadsheets as a whole: creating, field masks, cells on demand, names of tabs."""

from datetime import date
from typing import Any

from poc_sheets.testing.gsheets import Emulator

MASK = "sheets(properties(sheetId,title),data.rowData.values(userEnteredValue,effectiveValue))"


def test_one_call_brings_all_tabs_typed_and_formulas_too(
    api: Any, google: Emulator, sheet: str
) -> None:
    google.spreadsheet(sheet).put("Budget!A3", ["=A2/0", date(2026, 3, 4)])

    found = api("GET", f"/v4/spreadsheets/{sheet}", query={"fields": MASK})

    crew, budget = found["sheets"]
    assert crew["properties"] == {"sheetId": 0, "title": "Crew"}
    phone = crew["data"][0]["rowData"][1]["values"][2]
    assert phone == {
        "userEnteredValue": {"stringValue": "0042"},
        "effectiveValue": {"stringValue": "0042"},
    }
    divided, day = budget["data"][0]["rowData"][2]["values"]
    assert divided["userEnteredValue"] == {"formulaValue": "=A2/0"}
    assert divided["effectiveValue"]["errorValue"]["type"] == "DIVIDE_BY_ZERO"
    assert day["effectiveValue"] == {"numberValue": 46085}


def test_cells_come_only_when_asked_for(api: Any, sheet: str) -> None:
    plain = api("GET", f"/v4/spreadsheets/{sheet}")
    full = api("GET", f"/v4/spreadsheets/{sheet}", query={"includeGridData": "true"})

    assert "data" not in plain["sheets"][0]
    assert full["sheets"][0]["data"][0]["rowData"][0]["values"][0]["formattedValue"] == "Dept"


def test_a_mask_with_a_name_that_does_not_exist_is_refused(api: Any, sheet: str) -> None:
    status, message = api.refused(
        "GET", f"/v4/spreadsheets/{sheet}", query={"fields": "sheets.data.rowData.values.value"}
    )

    assert status == 400
    assert "sheets.data.rowData.values.value" in message


def test_ranges_limit_cells_and_tabs(api: Any, sheet: str) -> None:
    query = [("ranges", "Crew!B2:C3"), ("fields", "sheets.data")]

    found = api("GET", f"/v4/spreadsheets/{sheet}", query=query)

    assert len(found["sheets"]) == 1
    data = found["sheets"][0]["data"][0]
    assert (data["startRow"], data["startColumn"]) == (1, 1)
    assert data["rowData"][0]["values"][0]["formattedValue"] == "Ana"


def test_a_spreadsheet_is_created_with_tabs_and_cells(api: Any, google: Emulator) -> None:
    cells = [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}]
    body = {
        "properties": {"title": "New", "locale": "de_DE"},
        "sheets": [{"properties": {"title": "One"}, "data": [{"rowData": cells}]}],
    }

    made = api("POST", "/v4/spreadsheets", body)

    assert made["properties"]["locale"] == "de_DE"
    assert google.spreadsheet(made["spreadsheetId"]).rows("One") == [["x"]]


def test_a_tab_is_copied_into_another_spreadsheet(api: Any, google: Emulator, sheet: str) -> None:
    other = google.create("Other", owner="owner@example.com")

    made = api(
        "POST", f"/v4/spreadsheets/{sheet}/sheets/0:copyTo", {"destinationSpreadsheetId": other}
    )

    assert made["title"] == "Copy of Crew"
    assert google.spreadsheet(other).at("Copy of Crew!B2") == "Ana"


def test_decimal_commas_follow_the_locale(google: Emulator) -> None:
    sheet = google.create("t", {"Tab": []}, locale="de_DE")
    hand = google.spreadsheet(sheet)

    hand.type("Tab!A1", ["1.234,50", "0,25", "04.03.2026", "3.50"])

    assert hand.rows("Tab!A1:D1") == [[1234.5, 0.25, 46085, "3.50"]]
    assert hand.rows("Tab!A1:C1", shown=True) == [["1.234,50", "0,25", "04.03.2026"]]
