"""`poc-sheets sync`: set up, preview, run, log, undo, restore."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from poc_sheets.cli import books, syncing
from poc_sheets.cli.app import app
from poc_sheets.problems import SheetError
from poc_sheets.sync.config import alone, config_path, read_config
from poc_sheets.sync.history import log_lines, restore, undo
from poc_sheets.testing.gsheets import Emulator
from tests.sync.conftest import Two, write_workbook

assert books  # imported for their commands
assert syncing


def _poc(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["sync", *words])
    return done.exit_code, done.output


def test_a_production_from_setting_up_to_a_quiet_run(
    google: Emulator, key_file: Path, tmp_path: Path
) -> None:
    """Setting up makes the tabs and previews; the first run fills them; the next has nothing to do."""
    book = tmp_path / "Film" / "Film.xlsx"
    book.parent.mkdir()
    headings = ["Name", "Position", "Mobile", "Home address"]
    crew = [[f"Person {n}", "Grip", f"00{n}", "1 Elm St"] for n in range(12)]
    write_workbook(book, {"Crew": [headings, *crew], "Vendors": [["Vendor", "Phone"]]})
    sheet_id = google.create("Film")
    google.share(sheet_id, google.service_account())
    address = f"https://docs.google.com/spreadsheets/d/{sheet_id}/edit#gid=0"
    code, text = _poc(
        "init",
        str(book),
        "--sheet",
        address,
        "--credentials",
        str(key_file),
        "--tabs",
        "Crew",
    )
    assert (code, "nothing was copied yet" in text) == (0, True), text
    config = config_path(book).read_text(encoding="utf-8")
    assert "PRIVATE KEY" not in config
    assert json.loads(key_file.read_text())["private_key"][40:80] not in config

    assert _poc(str(book))[0] == 40  # a first run asks
    code, text = _poc(str(book), "--dry-run")
    assert code == 0
    assert "new row" in text
    code, text = _poc(str(book), "--yes", "--json")
    assert code == 0, text
    sheet = google.spreadsheet(sheet_id)
    assert sheet.rows("Crew")[:2] == [headings[:3], ["Person 0", "Grip", "000"]]
    assert len(sheet.rows("Crew")) == 13
    assert _poc(str(book))[0] == 0
    code, text = _poc(str(config_path(book)), "--json")
    assert json.loads(text)["summary"] == "Nothing changed on either side."


def test_wrong_words_are_told(tmp_path: Path) -> None:
    """A command that is typed wrong says what it takes."""
    assert _poc("a.xlsx", "b.xlsx")[0] == 2
    assert _poc(str(tmp_path / "Film.xlsx"))[0] == 2
    assert _poc("init", "Film.xlsx")[0] == 2


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    """People press Sync now while the schedule runs."""
    path = tmp_path / "Film.sync.toml"
    path.write_text('id = "x"\nworkbook = "Film.xlsx"\nsheet = "s"\ncredentials = "k"\n')
    config = read_config(path)
    with alone(config), pytest.raises(SheetError) as stopped, alone(config):
        pass
    assert int(stopped.value.exit_code) == 30


@pytest.mark.parametrize("text", ["id = ", 'id = "x"\n'])
def test_a_broken_configuration_is_told(tmp_path: Path, text: str) -> None:
    """The file is named, and how to make it anew."""
    path = tmp_path / "Film.sync.toml"
    path.write_text(text)
    with pytest.raises(SheetError) as stopped:
        read_config(path)
    assert stopped.value.finding.problem == "sync-bad-config"


def test_the_log_tells_each_cell_and_undo_takes_a_run_back(two: Two) -> None:
    """Undo is an ordinary edit: the next run carries it to the other side."""
    two.type_sheet("Ana", "Days", 8)
    two.type_office("Bo", "Days", 9)
    two.sync()
    lines = log_lines(two.pair.state, "Ana")
    assert any("days: 3 -> 8 (merge)" in line and "workbook" in line for line in lines)
    run = two.pair.state.audit(key='["Ana"]')[-1].run
    count, left = undo(two.pair.state, two.path, (two.pair.tables[0],), run)
    assert (count, left) == (2, [])
    two.sync()
    assert two.by_key(two.sheet_rows())["Ana"][1] == 3
    assert two.by_key(two.sheet_rows())["Bo"][1] == 2
    assert two.agree()


def test_a_deleted_row_can_be_restored_with_all_its_values(two: Two) -> None:
    """The audit log keeps what was deleted."""
    before = two.by_key(two.office_rows())["Bo"]
    two.delete_sheet("Bo")
    two.sync()
    two.sync()
    assert "Bo" not in two.by_key(two.office_rows())
    assert restore(two.pair.state, two.path, two.pair.tables, "Bo") == 1
    two.sync()
    assert two.by_key(two.office_rows())["Bo"] == before
    assert two.agree()


def test_what_is_not_known_is_told(two: Two) -> None:
    """A misspelt key, a run that wrote nothing."""
    for ask in (_log, _undo, _restore):
        with pytest.raises(SheetError):
            ask(two)


def _log(two: Two) -> Any:
    return log_lines(two.pair.state, "Nobody")


def _undo(two: Two) -> Any:
    return undo(two.pair.state, two.path, two.pair.tables, 99)


def _restore(two: Two) -> Any:
    return restore(two.pair.state, two.path, two.pair.tables, "Ana")


def test_a_workbook_without_the_conflicts_tab_is_told(make_two: Callable[..., Two]) -> None:
    """Decisions are then taken in the Google Sheet only."""
    two = make_two(conflicts_tab=False)
    two.sync()
    two.type_sheet("Ana", "Days", 8)
    two.type_office("Ana", "Days", 9)
    assert "sync-no-conflicts-tab" in {f.problem for f in two.sync().findings}
