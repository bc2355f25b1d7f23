"""Developer metadata: tags on rows, found and used as addresses; protected ranges."""

from typing import Any

from poc_sheets.testing.gsheets import Emulator


def _tag(row: int, value: str = "v", **more: object) -> dict[str, Any]:
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    entry = {
        "metadataKey": "poc",
        "metadataValue": value,
        "location": {"dimensionRange": span},
        "visibility": "DOCUMENT",
        **more,
    }
    return {"createDeveloperMetadata": {"developerMetadata": entry}}


def _lookup(**how: object) -> dict[str, Any]:
    return {"dataFilters": [{"developerMetadataLookup": how}]}


def test_a_tagged_row_is_found_and_written_wherever_it_went(
    api: Any, google: Emulator, sheet: str
) -> None:
    api.batch(sheet, _tag(1, "ana"))
    google.spreadsheet(sheet).insert_rows("Crew", before=1, count=3)
    data = {
        "dataFilter": {"developerMetadataLookup": {"metadataValue": "ana"}},
        "majorDimension": "ROWS",
        "values": [[None, "Anna"]],
    }

    api(
        "POST",
        f"/v4/spreadsheets/{sheet}/values:batchUpdateByDataFilter",
        {"valueInputOption": "RAW", "data": [data]},
    )

    assert google.spreadsheet(sheet).rows("Crew!A5:B5") == [["Camera", "Anna"]]
    found = api(
        "POST",
        f"/v4/spreadsheets/{sheet}/values:batchGetByDataFilter",
        _lookup(metadataValue="ana"),
    )
    assert found["valueRanges"][0]["valueRange"]["range"] == "Crew!A5:Z5"


def test_an_id_that_is_taken_undoes_the_batch(api: Any, google: Emulator, sheet: str) -> None:
    api.batch(sheet, _tag(1, metadataId=7))
    budget = google.spreadsheet(sheet).tab("Budget").id

    status, message = api.batch_refused(
        sheet, {"deleteSheet": {"sheetId": budget}}, _tag(2, metadataId=7)
    )

    assert status == 400
    assert "metadataId must be unique" in message
    assert google.spreadsheet(sheet).tabs == ["Crew", "Budget"]


def test_a_tab_carries_at_most_30000_characters(api: Any, sheet: str) -> None:
    api.batch(sheet, _tag(1, "x" * 29_990))

    assert api.batch_refused(sheet, _tag(2, "x" * 20))[0] == 400


def test_tags_are_deleted_and_searched(api: Any, sheet: str) -> None:
    api.batch(sheet, _tag(1, "a"), _tag(2, "b"))
    path = f"/v4/spreadsheets/{sheet}/developerMetadata:search"
    assert len(api("POST", path, _lookup(metadataKey="poc"))["matchedDeveloperMetadata"]) == 2

    gone = {"dataFilter": {"developerMetadataLookup": {"metadataValue": "a"}}}
    api.batch(sheet, {"deleteDeveloperMetadata": gone})

    assert len(api("POST", path, _lookup(metadataKey="poc"))["matchedDeveloperMetadata"]) == 1


def test_a_protected_range_stops_other_writers_only(api: Any, google: Emulator, sheet: str) -> None:
    area = {"sheetId": 0, "startColumnIndex": 2, "endColumnIndex": 3}
    api.batch(sheet, {"addProtectedRange": {"protectedRange": {"range": area}}})
    google.share(sheet, "writer@example.com")
    path, raw = f"/v4/spreadsheets/{sheet}/values/Crew!C2", {"valueInputOption": "RAW"}

    api("PUT", path, {"values": [["1"]]}, raw)
    api.token = google.token("writer@example.com")
    status, message = api.refused("PUT", path, {"values": [["2"]]}, raw)

    assert status == 400
    assert "protected cell" in message
    assert google.spreadsheet(sheet).at("Crew!C2") == "1"


def test_a_warning_stops_nobody(api: Any, google: Emulator, sheet: str) -> None:
    warning = {"range": {"sheetId": 0}, "warningOnly": True}
    api.batch(sheet, {"addProtectedRange": {"protectedRange": warning}})
    google.share(sheet, "writer@example.com")
    api.token = google.token("writer@example.com")

    path = f"/v4/spreadsheets/{sheet}/values/Crew!C2"
    api("PUT", path, {"values": [["2"]]}, {"valueInputOption": "RAW"})

    assert google.spreadsheet(sheet).at("Crew!C2") == "2"
