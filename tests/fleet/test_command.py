"""`poc-sheets fleet`: once, status, forget, and what is wrong with the database's address."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from poc_sheets.cli import books, fleet
from poc_sheets.cli.app import app
from poc_sheets.sync.config import STATE_VARIABLE, opened
from poc_sheets.sync.run import run_sync
from tests.fleet.conftest import TAB, Studio

assert books  # imported for their commands
assert fleet


def _fleet(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["fleet", *map(str, words)])
    return done.exit_code, done.output


@pytest.fixture
def studio(
    make_studio: Callable[..., Studio], address: str, monkeypatch: pytest.MonkeyPatch
) -> Studio:
    made = make_studio(2)
    monkeypatch.setenv(STATE_VARIABLE, address)
    for config in made.configs:
        with opened(config) as pair:
            run_sync(pair, is_confirmed=True)
    return made


def test_every_production_once_and_how_they_ended(studio: Studio) -> None:
    studio.sheet(1).put(f"'{TAB}'!B2", "0099")

    code, text = _fleet("once", studio.folder, "--workers", "1")

    assert code == 0, text
    assert "2 productions; 2 ended well" in text
    assert studio.office(1)["Ana"][0] == "0099"
    assert "a-secret" not in text


def test_the_second_failure_in_a_row_asks_for_a_person(studio: Studio, tmp_path: Path) -> None:
    """The key file is gone: the other production is synced, and status says what to do."""
    other_key = tmp_path / "keys" / "gone.json"
    config = studio.configs[0].path
    config.write_text(config.read_text().replace("key.json", other_key.name), encoding="utf-8")

    first, _ = _fleet("once", studio.folder, "--workers", "1")
    second, text = _fleet("once", studio.folder, "--workers", "1", "--json")

    assert (first, second) == (0, 1)
    report = json.loads(text)
    assert [finding["title"] for finding in report["findings"]] == [
        "Film 0 failed 2 times in a row"
    ]
    assert "1 ended well" in report["summary"]


def test_a_forgotten_production_is_left_out(studio: Studio) -> None:
    _fleet("once", studio.folder, "--workers", "1")

    assert "1 productions are left out" in _fleet("forget", studio.configs[0].path)[1]
    assert _fleet("status")[1].startswith("1 productions;")


def test_a_folder_without_productions_is_named(address: str, tmp_path: Path) -> None:
    file = tmp_path / "address"
    file.write_text(address + "\n", encoding="utf-8")
    file.chmod(0o600)

    code, text = _fleet("start", tmp_path, "--database", file)

    assert code == 2
    assert str(tmp_path) in text


@pytest.mark.parametrize(
    ("content", "mode", "seen"),
    [
        ("postgresql://ana:pa55@db/film", 0o644, "others may read"),
        ("sqlite:///films.sqlite", 0o600, "it names sqlite"),
        ("host=db password=pa55", 0o600, "it is no address"),
        ("postgresql://ana:pa55@127.0.0.1:1/film", 0o600, "does not answer"),
    ],
)
def test_a_wrong_address_is_told_without_showing_it(
    tmp_path: Path, content: str, mode: int, seen: str
) -> None:
    file = tmp_path / "address"
    file.write_text(content, encoding="utf-8")
    file.chmod(mode)

    code, text = _fleet("status", "--database", file)

    assert code in (30, 40)
    assert seen in text
    assert "pa55" not in text


def test_no_address_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STATE_VARIABLE, raising=False)

    code, text = _fleet("status")

    assert code == 40
    assert STATE_VARIABLE in text


def test_wrong_words_are_answered_with_the_right_ones() -> None:
    code, text = _fleet("begin")

    assert code == 2
    assert "fleet start FOLDER" in " ".join(text.split())
