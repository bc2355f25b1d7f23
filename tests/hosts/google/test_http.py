"""Calls: reads are tried again within bounds, writes never; every doubt is said."""

from collections.abc import Callable
from typing import Any

import pytest

from poc_sheets.hosts.google.batch import append_rows
from poc_sheets.hosts.google.http import GoogleHttp, Patience
from poc_sheets.hosts.google.problems import UnknownOutcome
from poc_sheets.hosts.google.spreadsheet import read_all, version, write_batch
from poc_sheets.problems import Exit, SheetError
from poc_sheets.testing.gsheets import Emulator, Limits

DOUBTS: list[dict[str, Any]] = [
    {"status": 429},
    {"status": 500},
    {"status": 502, "html": True},
    {"status": 503},
    {"reset": "before"},
    {"reset": "after"},
    {"truncate": True},
]


@pytest.mark.parametrize("trouble", DOUBTS, ids=str)
def test_a_read_is_tried_again_after_passing_trouble(
    google: Emulator, client: GoogleHttp, sheet: str, waits: list[float], trouble: dict[str, Any]
) -> None:
    google.fail("/v4/*", **trouble)

    assert read_all(client, sheet).title == "Crew list"
    assert len(waits) == 1


@pytest.mark.parametrize("trouble", DOUBTS, ids=str)
def test_a_write_is_never_repeated_and_its_fate_is_said_to_be_unknown(
    google: Emulator, client: GoogleHttp, sheet: str, waits: list[float], trouble: dict[str, Any]
) -> None:
    google.fail("/v4/*", **trouble)

    with pytest.raises(UnknownOutcome) as raised:
        write_batch(client, sheet, [append_rows(0, [["Sound", "Cy"]])], show=["Crew"])

    assert raised.value.exit_code == Exit.LATER
    assert google.count("sheets", "write") == 1
    assert waits == []
    arrived = bool({"after"} & set(trouble.values())) or "truncate" in trouble
    assert len(google.spreadsheet(sheet).rows("Crew")) == (4 if arrived else 3)


def test_after_a_refusal_for_too_many_calls_the_next_minute_is_waited_for(
    google: Emulator, client: GoogleHttp, sheet: str, waits: list[float]
) -> None:
    google.quota.limits = Limits(per_user=2)

    for _ in range(5):
        read_all(client, sheet)

    assert len(waits) <= 4
    assert all(50 <= wait <= 60 for wait in waits)


def test_a_server_that_asks_for_more_time_gets_it(
    google: Emulator, client: GoogleHttp, sheet: str, waits: list[float]
) -> None:
    google.fail("/v4/*", status=503, retry_after=30)

    read_all(client, sheet)

    assert waits[0] >= 30


def test_a_read_gives_up_after_its_tries(
    google: Emulator, client: GoogleHttp, sheet: str, waits: list[float]
) -> None:
    google.fail("/v4/*", times=-1, status=503)

    with pytest.raises(SheetError) as raised:
        read_all(client, sheet)

    assert raised.value.exit_code == Exit.LATER
    assert raised.value.finding.problem == "google-busy"
    assert google.count("sheets") == 4
    assert sum(waits) < 20


def test_a_read_never_takes_longer_than_its_patience(
    google: Emulator, client: GoogleHttp, sheet: str, waits: list[float]
) -> None:
    google.fail("/v4/*", times=-1, status=429)

    with pytest.raises(SheetError):
        read_all(client, sheet)

    assert sum(waits) <= 150


def test_no_answer_at_all_ends_with_the_time_out(
    google: Emulator, make_client: Callable[..., GoogleHttp], sheet: str
) -> None:
    google.fail("/v4/*", times=-1, delay=5.0)
    client = make_client(patience=Patience(read=0.2, tries=2))

    with pytest.raises(SheetError) as raised:
        read_all(client, sheet)

    assert raised.value.finding.problem == "google-unreachable"


def test_a_refusal_that_will_not_pass_is_not_tried_again(
    google: Emulator, client: GoogleHttp, waits: list[float]
) -> None:
    closed = google.create("Closed")

    with pytest.raises(SheetError) as raised:
        read_all(client, closed)

    finding = raised.value.finding
    assert finding.problem == "google-not-shared"
    assert "robot@emulated-project.iam.gserviceaccount.com" in finding.do
    assert "press Share" in finding.do
    assert closed not in raised.value.finding.as_text()
    assert (raised.value.exit_code, waits) == (Exit.PERSON, [])


def test_a_sheet_that_does_not_exist_is_said_so(client: GoogleHttp) -> None:
    with pytest.raises(SheetError) as raised:
        read_all(client, "1" + "x" * 43)

    assert raised.value.finding.problem == "google-no-such-sheet"


def test_a_reader_who_writes_is_told_to_become_editor(
    google: Emulator, client: GoogleHttp, sheet: str
) -> None:
    google.share(sheet, google.service_account(), role="reader")

    with pytest.raises(SheetError) as raised:
        write_batch(client, sheet, [append_rows(0, [["x"]])])

    assert not isinstance(raised.value, UnknownOutcome)
    assert "as Editor" in raised.value.finding.do


def test_a_key_that_google_forgot_needs_a_person(
    google: Emulator, client: GoogleHttp, sheet: str
) -> None:
    google.sign_in.service_accounts.clear()

    with pytest.raises(SheetError) as raised:
        read_all(client, sheet)

    assert raised.value.finding.problem == "google-signed-out"
    assert raised.value.exit_code == Exit.PERSON


def test_a_token_that_ran_out_is_renewed_without_a_word(
    google: Emulator, client: GoogleHttp, sheet: str, waits: list[float]
) -> None:
    read_all(client, sheet)
    google.expire_tokens()

    assert read_all(client, sheet).title == "Crew list"
    assert waits == []


def test_a_write_that_never_left_is_no_doubt(
    google: Emulator, client: GoogleHttp, sheet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_all(client, sheet)
    monkeypatch.setenv("POC_SHEETS_GOOGLE_API", "http://127.0.0.1:9")

    with pytest.raises(SheetError) as raised:
        write_batch(client, sheet, [append_rows(0, [["x"]])])

    assert not isinstance(raised.value, UnknownOutcome)
    assert raised.value.finding.problem == "google-unreachable"


def test_nothing_new_costs_one_call_and_no_cells(
    google: Emulator, client: GoogleHttp, sheet: str
) -> None:
    before = version(client, sheet)
    google.calls.clear()

    assert version(client, sheet) == before
    assert [(call.api, call.sent < 100) for call in google.calls] == [("drive", True)]
    google.spreadsheet(sheet).put("Crew!B2", ["Anna"])
    assert version(client, sheet) != before
