"""What must hold for the project as a whole."""

import subprocess
import sys
from pathlib import Path

import pytest

from poc_sheets.listing import every_problem
from poc_sheets.registry import every_action, every_formula
from poc_sheets.tabs import every_tab
from poc_sheets.tabs.findings import BY_EVERY_PRESS
from poc_sheets.tabs.model import BY_FORMULA, columns_of, empty_values

ROOT = Path(__file__).parents[1]


def test_importing_the_runner_loads_no_spreadsheet_library() -> None:
    """A press inside Excel pays for every import."""
    code = "import sys, poc_sheets.runner; print(' '.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    heavy = {"pandas", "openpyxl", "xlsxwriter", "xlwings", "gspread", "numpy", "typst", "uno"}
    assert heavy.isdisjoint(loaded.stdout.split())


@pytest.mark.parametrize("tab", every_tab(), ids=lambda tab: tab.tab_id)
def test_every_column_that_a_button_fills_names_a_button_that_exists(tab: type) -> None:
    """A filler that is misspelt would leave a column that nobody can write."""
    names = {action.name for action in every_action()} | {BY_EVERY_PRESS, BY_FORMULA, ""}
    assert {spec.filled_by for spec in columns_of(tab)} <= names
    assert empty_values(tab)
    assert tab.about  # type: ignore[attr-defined]  # every tab is a Row
    assert {*tab.appended_by, *tab.rewritten_by} <= names  # type: ignore[attr-defined]  # as above


def test_ids_of_tabs_are_unique() -> None:
    """The id is what finds a renamed tab."""
    ids = [tab.tab_id for tab in every_tab()]
    assert len(ids) == len(set(ids))


def test_every_option_is_explained() -> None:
    """The command line and the docs show the sentence."""
    ours = [a for a in every_action() if a.function.__module__.startswith("poc_sheets.")]
    missing = [f"{a.name}.{o.name}" for a in ours for o in a.options if not o.help]
    assert not missing


def test_every_formula_has_an_example_with_its_own_name() -> None:
    """The example stands in the function wizard."""
    for formula in every_formula():
        assert formula.cell_name in formula.example


def test_every_problem_says_what_to_do() -> None:
    """Title, facts, and one thing to do that starts with a verb in small letters."""
    for problem in every_problem():
        assert problem.title, problem.code
        assert problem.what, problem.code
        assert problem.do, problem.code


def test_the_readme_of_developers_runs() -> None:
    """The fifteen lines in the README print what they say."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    code = text.split("```python\n")[1].split("```")[0]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "OVER"
