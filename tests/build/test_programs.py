"""The table of formulas and programs in the docs says what the tests have tried."""

import re
from pathlib import Path

from poc_sheets.build.pages import generated_pages
from poc_sheets.build.programs import (
    APPS_SCRIPT,
    EXCEL_MACROS_MAC,
    OFFICEJS,
    PROGRAMS,
    REASONS,
    standing,
    standings,
    tried_formulas,
)
from poc_sheets.registry import every_formula, find_formula

ROOT = Path(__file__).parents[2]


def test_every_formula_stands_somehow_in_every_program() -> None:
    """What does not work has a reason, and every reason is one of the list."""
    found = standings(ROOT)
    assert [formula for formula, _ in found] == list(every_formula())
    for formula, cells in found:
        assert len(cells) == len(PROGRAMS)
        for cell in cells:
            match = re.fullmatch(r"works|(?:not yet|never) \((\d)\)", cell)
            assert match, f"{formula.name}: {cell}"
            assert match[1] is None or 1 <= int(match[1]) <= len(REASONS)


def test_nothing_is_claimed_without_a_case() -> None:
    """A formula that no case tries does not "work" anywhere."""
    spent, call = find_formula("SPENT"), find_formula("CALL")
    assert spent is not None
    assert call is not None
    tried = tried_formulas(ROOT)
    assert standing(spent, OFFICEJS, tried) == standing(spent, APPS_SCRIPT, tried) == "works"
    assert standing(spent, OFFICEJS, frozenset()).startswith("not yet")
    assert standing(call, APPS_SCRIPT, tried).startswith("never")
    assert standing(spent, EXCEL_MACROS_MAC, tried).startswith("never")


def test_the_page_has_the_table() -> None:
    page = generated_pages(ROOT)[ROOT / "docs" / "formulas.md"]
    assert "## Where they work" in page
    for formula in every_formula():
        assert f"| `{formula.cell_name}` | works |" in page
