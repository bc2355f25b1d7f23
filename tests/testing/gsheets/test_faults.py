"""Trouble on the way: errors, cut connections, delays, and another person at the keyboard."""

import json
from http.client import IncompleteRead
from typing import Any

import pytest

from poc_sheets.testing.gsheets import Call, Emulator, Limits, ManualClock


def _append(api: Any, sheet: str) -> Any:
    path = f"/v4/spreadsheets/{sheet}/values/Crew:append"
    return api.send("POST", path, {"values": [["Sound"]]}, {"valueInputOption": "RAW"})


def test_a_status_comes_as_often_as_asked(api: Any, google: Emulator, sheet: str) -> None:
    fault = google.fail("*", status=503, times=2)
    path = f"/v4/spreadsheets/{sheet}"

    assert [api.send("GET", path)[0] for _ in range(3)] == [503, 503, 200]
    assert fault.hits == 2


def test_google_sends_no_retry_after_unless_a_test_wants_it(
    api: Any, google: Emulator, sheet: str
) -> None:
    google.fail("*", status=429)
    google.fail("*", status=429, retry_after=30)

    headers = [api.send("GET", f"/v4/spreadsheets/{sheet}")[1] for _ in range(2)]

    assert ["Retry-After" in found for found in headers] == [False, True]


def test_a_page_can_come_instead_of_json(api: Any, google: Emulator, sheet: str) -> None:
    google.fail("*", status=502, html=True)

    status, headers, body = api.send("GET", f"/v4/spreadsheets/{sheet}")

    assert status == 502
    assert headers["Content-Type"].startswith("text/html")
    assert body.startswith(b"<!DOCTYPE html>")


def test_a_cut_before_the_call_leaves_nothing_behind(
    api: Any, google: Emulator, sheet: str
) -> None:
    google.fail("*:append", reset="before")

    with pytest.raises(ConnectionError):
        _append(api, sheet)

    assert len(google.spreadsheet(sheet).rows("Crew")) == 3


def test_a_cut_after_the_call_leaves_the_row_behind(api: Any, google: Emulator, sheet: str) -> None:
    google.fail("*:append", reset="after")

    with pytest.raises(ConnectionError):
        _append(api, sheet)

    assert len(google.spreadsheet(sheet).rows("Crew")) == 4


def test_a_truncated_answer_ends_early(api: Any, google: Emulator, sheet: str) -> None:
    google.fail("*:append", truncate=True)

    with pytest.raises((IncompleteRead, ConnectionError)):
        _append(api, sheet)

    assert len(google.spreadsheet(sheet).rows("Crew")) == 4


def test_faults_are_for_a_path_and_a_method(api: Any, google: Emulator, sheet: str) -> None:
    google.fail("/drive/*", status=500, times=-1)
    google.fail("*", method="PUT", status=500, times=-1)

    assert api.send("GET", f"/v4/spreadsheets/{sheet}")[0] == 200
    assert api.send("GET", f"/drive/v3/files/{sheet}")[0] == 500


def test_the_first_calls_can_go_through(api: Any, google: Emulator, sheet: str) -> None:
    google.fail("*", status=500, skip=1)
    path = f"/v4/spreadsheets/{sheet}"

    assert [api.send("GET", path)[0] for _ in range(3)] == [200, 500, 200]


def test_another_person_edits_between_two_calls(api: Any, google: Emulator, sheet: str) -> None:
    def edit(call: Call) -> None:
        if call.kind == "write":
            google.spreadsheet(sheet).insert_rows("Crew", before=2)

    google.between_calls(edit)
    path = f"/v4/spreadsheets/{sheet}/values/Crew!B3"

    assert api("GET", path)["values"] == [["Bo"]]
    api("PUT", path, {"values": [["Bobby"]]}, {"valueInputOption": "RAW"})

    assert google.spreadsheet(sheet).rows("Crew!B1:B4") == [["Name"], [], ["Bobby"], ["Bo"]]


def test_a_minutes_calls_run_out_and_come_back(
    api: Any, google: Emulator, sheet: str, clock: ManualClock
) -> None:
    google.quota.limits = Limits(per_user=3)
    path = f"/v4/spreadsheets/{sheet}"

    assert [api.send("GET", path)[0] for _ in range(4)] == [200, 200, 200, 429]
    clock.advance(59)
    status, headers, body = api.send("GET", path)
    clock.advance(1)

    assert (status, "Retry-After" in headers) == (429, False)
    error = json.loads(body)["error"]
    assert error["status"] == "RESOURCE_EXHAUSTED"
    assert error["details"][0]["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
    assert api.send("GET", path)[0] == 200


def test_reads_and_writes_have_budgets_of_their_own(api: Any, google: Emulator, sheet: str) -> None:
    google.quota.limits = Limits(per_user=1)

    assert api.send("GET", f"/v4/spreadsheets/{sheet}")[0] == 200
    assert _append(api, sheet)[0] == 200
    assert _append(api, sheet)[0] == 429


def test_calls_are_logged(api: Any, google: Emulator, sheet: str) -> None:
    _append(api, sheet)
    api.send("GET", f"/drive/v3/files/{sheet}")

    append, drive = google.calls
    assert (append.api, append.kind, append.status) == ("sheets", "write", 200)
    assert append.body == {"values": [["Sound"]]}
    assert append.path.endswith("/values/Crew:append")
    assert (drive.api, drive.kind, drive.email) == ("drive", "read", "owner@example.com")
    assert google.count("sheets", "write") == 1
