"""What is told where nobody watches: the Sync Status tab, and notices of failures."""

import json
import socketserver
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from poc_sheets.hosts.google.http import GoogleHttp
from poc_sheets.hosts.google.sign_in import service_account
from poc_sheets.problems import Exit, SheetError
from poc_sheets.sync.config import SyncConfig, state_of, write_config
from poc_sheets.sync.once import sync_once
from poc_sheets.sync.pair import Pair
from poc_sheets.sync.run import run_sync
from poc_sheets.sync.state import State
from poc_sheets.sync.telling import failure_text, note_end, send_mail, show_notice
from poc_sheets.testing.gsheets import Emulator, ManualClock
from poc_sheets.testing.gsheets.document import Tab
from tests.sync.conftest import CREW, NOW, SPEC, Two, write_workbook

HOUR = timedelta(hours=1)


def test_the_status_tab_tells_the_last_sync_and_turns_red_when_it_is_silent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The formula counts on while nothing syncs; after two hours the rule of colour fits."""
    clock = ManualClock()
    with Emulator(clock) as google:
        monkeypatch.setenv("POC_SHEETS_GOOGLE_API", google.url)
        sheet_id = google.create("Film", {SPEC.name: CREW[:3]})
        key = tmp_path / "key.json"
        key.write_text(json.dumps(google.service_account()))
        key.chmod(0o600)
        google.share(sheet_id, google.service_account())
        write_workbook(tmp_path / "Film.xlsx", {SPEC.name: CREW})
        client = GoogleHttp(service_account(key).credentials)
        state = State(tmp_path / "state.sqlite", "film")
        pair = Pair(tmp_path / "Film.xlsx", client, sheet_id, (SPEC,), state)
        now = datetime.fromtimestamp(clock.now())  # noqa: DTZ006  (as the run takes it)
        run_sync(pair, is_confirmed=True, now=now)
        sheet = google.spreadsheet(sheet_id)
        assert sheet.at("Sync Status!B1") == "Film.xlsx"
        assert sheet.at("Sync Status!B3") == pytest.approx(0, abs=0.1)
        clock.advance(125 * 60)
        assert sheet.at("Sync Status!B3") == pytest.approx(125, abs=0.1)
        rule = sheet.tab("Sync Status").rules[0][1]["booleanRule"]["condition"]
        assert rule["values"] == [{"userEnteredValue": "=$B$3>120"}]
        client.close()
        state.close()


def test_a_quiet_run_writes_the_status_once_an_hour(two: Two) -> None:
    """One call while nothing changes; within the hour nothing is written."""
    two.type_office("Ana", "Days", 7)
    two.sync()
    two.sync()
    assert two.calls_of(lambda: two.sync(now=NOW + HOUR / 2)) == (0, 0, 1)
    assert two.calls_of(lambda: two.sync(now=NOW + HOUR)) == (0, 1, 1)
    assert two.sheet.rows("Sync Status!B2", shown=True) == [["2026-03-01 13:00"]]
    two.sync(now=NOW + HOUR)
    assert two.calls_of(lambda: two.sync(now=NOW + 1.5 * HOUR)) == (0, 0, 1)


def test_a_status_tab_that_was_deleted_is_made_again(two: Two) -> None:
    """People delete what they do not know; the next change brings it back."""
    two.type_office("Ana", "Days", 7)
    two.sync()
    two.sheet.edit(
        lambda book: book.tabs.remove(next(t for t in book.tabs if t.title == "Sync Status"))
    )
    two.sync(now=NOW + 2 * HOUR)
    two.type_office("Ana", "Days", 8)
    assert two.sync(now=NOW + 2 * HOUR).exit_code == Exit.DONE
    assert "Sync Status" in two.sheet.tabs


def test_a_person_s_tab_of_that_name_is_left_alone(make_two: Callable[..., Two]) -> None:
    """The sync writes only into the tab that it made itself."""
    two = make_two(CREW[:2])
    two.sheet.edit(lambda book: book.tabs[0].properties.update(title="Crew sheet"))
    two.google.drive.change(
        two.sheet.file, "ana@example.com", lambda book: book.tabs.append(_tab(book.tabs[0].copy()))
    )
    before = two.sheet_rows("Sync Status")
    two.sync()
    assert two.sheet_rows("Sync Status") == before


def _tab(tab: Tab) -> Tab:
    tab.id, tab.properties = 77, {"title": "Sync Status"}
    return tab


def test_the_second_failure_is_told_then_once_a_day(tmp_path: Path) -> None:
    """The first failure is silent; a run that ends well begins the count anew."""
    state = State(tmp_path / "state.sqlite", "film")
    codes = [30, 30, 30, 0, 40, 10, 20, 20]
    told = [note_end(state, code, NOW + n * HOUR) is not None for n, code in enumerate(codes)]
    assert told == [False, True, False, False, False, False, False, True]
    assert note_end(state, 40, NOW + 20 * HOUR) is None
    failures = note_end(state, 40, NOW + 32 * HOUR)
    assert failures is not None
    title, text = failure_text("Film.xlsx", failures, "Google cannot be reached")
    assert title == "The sync of Film.xlsx failed 4 times in a row"
    assert "Since 2026-03-01 18:00" in text
    state.close()


def test_a_mail_goes_by_a_server_without_sign_in() -> None:
    """What is sent arrives with its title; a server that is away is no fault of ours."""
    got: list[str] = []

    class Post(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 post\r\n")
            is_text = False
            for line in self.rfile:
                words = line.decode().strip()
                got.append(words)
                if is_text and words != ".":
                    continue
                is_text = words.upper() == "DATA"
                code = "354" if is_text else "221" if words.upper() == "QUIT" else "250"
                self.wfile.write(f"{code} ok\r\n".encode())
                if words.upper() == "QUIT":
                    return

    with socketserver.TCPServer(("127.0.0.1", 0), Post) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        address = f"127.0.0.1:{server.server_address[1]}"
        assert send_mail("ana@example.com", address, "The sync failed", "Google is away")
    assert "Subject: The sync failed" in got
    assert "Google is away" in got
    assert not send_mail("ana@example.com", "127.0.0.1:1", "The sync failed", "")


def test_a_notice_on_the_desktop_gets_its_texts_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in a name is taken for a command or an option."""
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/told\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("sys.platform", "linux")
    assert show_notice("$(touch here); --help", "a 'text'")
    assert (tmp_path / "told").read_text().splitlines()[-3:] == [
        "--",
        "$(touch here); --help",
        "a 'text'",
    ]
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert not show_notice("title", "text")


def test_a_sign_in_that_fails_twice_is_counted_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run does not even begin; the failure counts all the same."""
    monkeypatch.setenv("POC_SHEETS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    write_workbook(tmp_path / "Film.xlsx", {SPEC.name: CREW})
    config = write_config(
        SyncConfig(
            tmp_path / "Film.sync.toml", "", tmp_path / "Film.xlsx", "sheet", tmp_path / "key.json"
        )
    )
    for _ in range(2):
        with pytest.raises(SheetError):
            sync_once(config)
    state = state_of(config)
    assert '"count": 2' in state.fact("failures")
    assert '"told": "20' in state.fact("failures")
    state.close()
