"""Cell functions in a real browser: office.js hands them on, our server answers."""

import json
from typing import Any

import pytest

from poc_sheets.registry import every_formula
from tests.browser.office import Pane, Served

#: As Excel does it: each argument is a range, and what it adds stands last.
_CALL = """
calls => Promise.allSettled(calls.map(([name, ...args]) =>
  CustomFunctions._association.mappings[name](...args.map(cell => [[cell]]), { address: "A1" })))
  .then(all => all.map(each => each.status === "fulfilled" ? each.value[0][0] : "failed: " + each.reason.message))
"""


def _cells(pane: Pane, calls: list[list[Any]]) -> list[Any]:
    """The values of cells that Excel calculates at one moment."""
    values: list[Any] = pane.page.evaluate(_CALL, calls)
    return values


def test_office_js_knows_every_formula(pane: Pane) -> None:
    names = pane.page.evaluate("Object.keys(CustomFunctions._association.mappings)")
    assert sorted(names) == sorted(f.name for f in every_formula())


@pytest.mark.parametrize("count", [1_000, 10_000])
def test_many_cells_are_few_requests(pane: Pane, served: Served, count: int) -> None:
    """At most 30 for ten thousand cells; the tabs travel with the first of them only."""
    sent: list[int] = []
    pane.page.on(
        "request",
        lambda request: (
            sent.append("tabs" in json.loads(request.post_data or "{}")["workbook"])
            if request.url.endswith("/formulas")
            else None
        ),
    )
    before = served.asked.count("/formulas")
    values = _cells(
        pane, [["SPENT", f"x{number}"] for number in range(count - 1)] + [["SPENT", 2818]]
    )
    requests = served.asked.count("/formulas") - before
    assert values[0] == "#no account x0"
    assert values[-1] == 1250.5
    assert len(values) == count
    assert requests <= count // 500 <= 30
    assert sum(sent) == 1


def test_ten_accounts_in_a_thousand_cells_are_ten_calls(pane: Pane) -> None:
    with pane.page.expect_request("**/formulas") as waiting:
        values = _cells(pane, [["SPENT", f"x{number % 10}"] for number in range(1_000)])
    assert len(json.loads(waiting.value.post_data or "")["calls"]) == 10
    assert values[13] == "#no account x3"


def test_cells_keep_their_values_while_the_server_is_away(pane: Pane, served: Served) -> None:
    """A new cell says so, and has its value as soon as the server is back."""
    assert _cells(pane, [["SPENT", 2818]]) == [1250.5]
    served.stop()
    pane.page.evaluate("pocChanged()")
    kept, new = _cells(pane, [["SPENT", 2818], ["SPENT", 2820]])
    assert kept == 1250.5
    assert new == "failed: poc_sheets did not answer. Start it with poc-sheets serve."
    assert pane.book("recalculated") == 0
    served.start()
    pane.wait_for_text("#connection", "Connected")
    pane.page.wait_for_function("fakeBook.recalculated === 1")
    assert _cells(pane, [["SPENT", 2820]]) == [100]


def test_functions_are_reloaded_by_a_button(pane: Pane) -> None:
    """Excel works out every formula, over the tabs as they are now."""
    assert _cells(pane, [["SPENT", 2818]]) == [1250.5]
    pane.page.evaluate("fakeBook.tabs.Actuals[1][1] = 7")
    pane.page.locator("summary").click()
    pane.page.get_by_role("button", name="Reload functions").click()
    pane.wait_for_text("#status", "Every formula is worked out anew.")
    assert (pane.book("recalculated"), pane.book("calculation")) == (1, "Full")
    assert _cells(pane, [["SPENT", 2818]]) == [7]


def test_an_edit_of_the_workbook_is_seen_by_the_next_formula(pane: Pane) -> None:
    assert _cells(pane, [["SPENT", 2820]]) == [100]
    pane.page.evaluate("fakeBook.tabs.Actuals[2][1] = 60; fakeBook.onChanged({})")
    assert _cells(pane, [["SPENT", 2820]]) == [60]
