"""The questions that a real account answers, asked of the emulator."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from poc_sheets.cli import syncing
from poc_sheets.cli.app import app
from poc_sheets.sync.live_check import answers_text, live_check
from poc_sheets.testing.gsheets import Emulator
from tests.sync.conftest import Two

assert syncing  # imported for its commands


def test_the_emulator_answers_as_expected_and_nothing_is_left_behind(
    make_two: Callable[..., Two],
) -> None:
    """Every question gets its answer; the tab of the check is gone afterwards."""
    two = make_two()
    before = two.sheet.tabs, two.sheet_rows()
    answers = live_check(two.pair.client, two.pair.sheet_id, wait=lambda _: None)
    assert [a for a in answers if not a.is_as_expected] == []
    assert len(answers) == 9
    assert (two.sheet.tabs, two.sheet_rows()) == before


def test_what_google_does_otherwise_stands_out(
    make_two: Callable[..., Two], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version that never moves is marked in the table."""
    two = make_two()
    monkeypatch.setattr(two.google.drive, "version_lag", 10_000.0)
    answers = live_check(two.pair.client, two.pair.sheet_id, wait=lambda _: None)
    marked = [line for line in answers_text(answers).splitlines() if line.startswith("!!")]
    assert len(marked) == 1
    assert "version" in marked[0]


def test_the_command_prints_the_table(google: Emulator, key_file: Path) -> None:
    """`sync live-check` takes a sheet and a key; an answer that is otherwise gives exit code 1."""
    sheet_id = google.create("Scratch")
    google.share(sheet_id, google.service_account())
    words = ["sync", "live-check", sheet_id, "--credentials", str(key_file)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert "two appendCells at once" in done.output
