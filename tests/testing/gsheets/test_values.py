"""Plain values: reading, writing, trimming, and what typing makes of a text."""

from typing import Any

import pytest

from poc_sheets.testing.gsheets import Emulator


def _path(sheet: str, range_text: str) -> str:
    return f"/v4/spreadsheets/{sheet}/values/{range_text}"


def test_empty_ends_are_left_out_but_the_range_names_all_that_was_asked(
    api: Any, sheet: str
) -> None:
    found = api("GET", _path(sheet, "Crew!A1:E9"))

    assert found == {
        "range": "Crew!A1:E9",
        "majorDimension": "ROWS",
        "values": [["Dept", "Name", "Phone"], ["Camera", "Ana", "0042"], ["Grip", "Bo"]],
    }


def test_an_empty_range_has_no_values_at_all(api: Any, sheet: str) -> None:
    assert "values" not in api("GET", _path(sheet, "Crew!F1:G9"))


def test_columns_first_when_asked(api: Any, sheet: str) -> None:
    found = api("GET", _path(sheet, "Crew!A1:B3"), query={"majorDimension": "COLUMNS"})

    assert found["values"] == [["Dept", "Camera", "Grip"], ["Name", "Ana", "Bo"]]


@pytest.mark.parametrize(
    ("typed", "held", "shown"),
    [
        ("0042", 42, "42"),
        ("'0042", "0042", "0042"),
        ("2,000,000.01", 2000000.01, "2,000,000.01"),
        ("2026-03-04", 46085, "2026-03-04"),
        ("3/4/2026", 46085, "3/4/2026"),
        ("TRUE", True, "TRUE"),
        ("1e5", 100000, "1.00E+05"),
        ("12%", 0.12, "12%"),
        ("$1.50", 1.5, "$1.50"),
        ("10:30", 0.4375, "10:30"),
        ("=1+1", 2, "2"),
        ("3rd unit", "3rd unit", "3rd unit"),
        ("1.2.3", "1.2.3", "1.2.3"),
    ],
)
def test_typing_reads_a_text_as_at_the_keyboard(
    api: Any, sheet: str, typed: str, held: object, shown: str
) -> None:
    api("PUT", _path(sheet, "Crew!D2"), {"values": [[typed]]}, {"valueInputOption": "USER_ENTERED"})

    unformatted = {"valueRenderOption": "UNFORMATTED_VALUE"}
    assert api("GET", _path(sheet, "Crew!D2"), query=unformatted)["values"] == [[held]]
    assert api("GET", _path(sheet, "Crew!D2"))["values"] == [[shown]]


@pytest.mark.parametrize("text", ["0042", "=1+1", "2026-03-04", "TRUE"])
def test_raw_keeps_every_text_as_it_is(api: Any, sheet: str, text: str) -> None:
    api("PUT", _path(sheet, "Crew!D2"), {"values": [[text]]}, {"valueInputOption": "RAW"})

    for render in ("UNFORMATTED_VALUE", "FORMULA", "FORMATTED_VALUE"):
        found = api("GET", _path(sheet, "Crew!D2"), query={"valueRenderOption": render})
        assert found["values"] == [[text]]


def test_null_skips_a_cell_and_a_blank_empties_it(api: Any, google: Emulator, sheet: str) -> None:
    answer = api(
        "PUT", _path(sheet, "Crew!A2"), {"values": [[None, "", "7"]]}, {"valueInputOption": "RAW"}
    )

    assert google.spreadsheet(sheet).rows("Crew!A2:C2") == [["Camera", "", "7"]]
    assert answer["updatedRange"] == "Crew!A2:C2"
    assert answer["updatedCells"] == 2


def test_a_date_is_a_serial_number_unless_its_text_is_asked_for(
    api: Any, google: Emulator, sheet: str
) -> None:
    google.spreadsheet(sheet).type("Crew!D2", ["2026-03-04"])

    query = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "FORMATTED_STRING"}
    assert api("GET", _path(sheet, "Crew!D2"), query=query)["values"] == [["2026-03-04"]]
    query["dateTimeRenderOption"] = "SERIAL_NUMBER"
    assert api("GET", _path(sheet, "Crew!D2"), query=query)["values"] == [[46085]]


def test_values_outside_the_named_range_are_refused(api: Any, sheet: str) -> None:
    status, message = api.refused(
        "PUT", _path(sheet, "Crew!A1:B1"), {"values": [[1, 2, 3]]}, {"valueInputOption": "RAW"}
    )

    assert status == 400
    assert message == (
        "Requested writing within range [Crew!A1:B1], but tried writing to column [C]"
    )


def test_a_range_outside_the_grid_is_refused(api: Any, sheet: str) -> None:
    status, message = api.refused("GET", _path(sheet, "Crew!A1001:B1002"))

    assert status == 400
    assert message == (
        "Range (Crew!A1001:B1002) exceeds grid limits. Max rows: 1000, max columns: 26"
    )


@pytest.mark.parametrize("range_text", ["Nowhere!A1", "Nowhere", "A0"])
def test_a_range_that_names_nothing_is_refused(api: Any, sheet: str, range_text: str) -> None:
    assert api.refused("GET", _path(sheet, range_text)) == (
        400,
        f"Unable to parse range: {range_text}",
    )


def test_a_text_of_more_than_50000_characters_is_refused(api: Any, sheet: str) -> None:
    body = {"values": [["x" * 50_001]]}

    status, message = api.refused("PUT", _path(sheet, "Crew!A9"), body, {"valueInputOption": "RAW"})

    assert status == 400
    assert "50000 characters" in message


def test_nan_is_no_json(api: Any, sheet: str) -> None:
    body = {"values": [[float("nan")]]}

    assert api.refused("PUT", _path(sheet, "Crew!A9"), body, {"valueInputOption": "RAW"})[0] == 400


def test_the_way_of_typing_must_be_said(api: Any, sheet: str) -> None:
    assert api.refused("PUT", _path(sheet, "Crew!A9"), {"values": [[1]]}) == (
        400,
        "'valueInputOption' is required but not specified",
    )


def test_many_ranges_in_one_write_are_all_or_none(api: Any, google: Emulator, sheet: str) -> None:
    data = [{"range": "Crew!A2", "values": [["Sound"]]}, {"range": "Gone!A1", "values": [["x"]]}]
    body = {"valueInputOption": "RAW", "data": data}

    api.refused("POST", f"/v4/spreadsheets/{sheet}/values:batchUpdate", body)

    assert google.spreadsheet(sheet).at("Crew!A2") == "Camera"


def test_a_write_gives_its_values_back_when_asked(api: Any, sheet: str) -> None:
    data = [{"range": "Crew!A2:C2", "values": [[None, "Anna", None]]}]
    body = {"valueInputOption": "RAW", "data": data, "includeValuesInResponse": True}

    answer = api("POST", f"/v4/spreadsheets/{sheet}/values:batchUpdate", body)

    updated = answer["responses"][0]["updatedData"]
    assert updated["values"] == [["Camera", "Anna", "0042"]]
    assert answer["totalUpdatedCells"] == 1


def test_clearing_keeps_formats_and_notes(api: Any, google: Emulator, sheet: str) -> None:
    google.spreadsheet(sheet).type("Crew!D2", ["2026-03-04"])

    assert api("POST", _path(sheet, "Crew!A2:D2") + ":clear")["clearedRange"] == "Crew!A2:D2"

    google.spreadsheet(sheet).put("Crew!D2", [46086.0])
    assert google.spreadsheet(sheet).rows("Crew!D2", shown=True) == [["2026-03-05"]]


def test_an_append_after_a_row_with_a_hole_shifts_right(api: Any, google: Emulator) -> None:
    sheet = google.create("t", {"Tab": [["a", None, "c"]]}, owner="owner@example.com")

    answer = api(
        "POST", _path(sheet, "Tab") + ":append", {"values": [["x"]]}, {"valueInputOption": "RAW"}
    )

    assert answer["tableRange"] == "Tab!C1"
    assert answer["updates"]["updatedRange"] == "Tab!C2"


@pytest.mark.parametrize(
    ("asked", "start"),
    [("Tab", "B7"), ("B4", "B7"), ("B2:D4", "B7"), ("A3:G10", "B7"), ("A1", "A3"), ("E4", "E4")],
)
def test_an_append_finds_the_table_that_the_reference_manual_names(
    api: Any, google: Emulator, asked: str, start: str
) -> None:
    """The example of Google's guide to `values.append`: tables A1:C2 and B4:D6."""
    block: list[list[str | None]] = [["x", "y", "z"], ["x", "y", "z"], []]
    block += [[None, "x", "y", "z"]] * 3
    sheet = google.create("t", {"Tab": block}, owner="owner@example.com")
    range_text = asked if asked == "Tab" else f"Tab!{asked}"

    answer = api(
        "POST", _path(sheet, range_text) + ":append", {"values": [[1]]}, {"valueInputOption": "RAW"}
    )

    assert answer["updates"]["updatedRange"] == f"Tab!{start}"


def test_an_append_below_the_last_row_of_the_grid_makes_room(api: Any, google: Emulator) -> None:
    sheet = google.create("t", {"Tab": [["a"], ["b"]]}, owner="owner@example.com")
    api.batch(
        sheet,
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 0, "gridProperties": {"rowCount": 2, "columnCount": 1}},
                "fields": "gridProperties(rowCount,columnCount)",
            }
        },
    )

    api(
        "POST",
        _path(sheet, "Tab") + ":append",
        {"values": [["c", "d"]]},
        {"valueInputOption": "RAW"},
    )

    assert google.spreadsheet(sheet).rows("Tab") == [["a"], ["b"], ["c", "d"]]
