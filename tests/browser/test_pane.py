"""The task pane in a real browser with the real office.js: what a person sees and presses."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from poc_sheets.build.presses import effects
from poc_sheets.registry import every_action, find_action
from tests.browser.conftest import ORDERS, TABS
from tests.browser.office import Pane, Served


def test_every_button_says_what_it_does_before_it_is_pressed(pane: Pane) -> None:
    """One sentence stands below it; the tabs that it reads and fills are one click away."""
    shown = pane.text("#actions")
    for action in every_action():
        assert action.label in shown
        assert action.tooltip in shown
    pane.page.get_by_role("button", name="What Flag overspend does").click()
    flag_overspend = find_action("flag_overspend")
    assert flag_overspend is not None
    for sentence in effects(flag_overspend):
        assert sentence in pane.text("#panel-flag_overspend")


def test_a_press_fills_the_cells_and_each_finding_leads_to_its_cell(pane: Pane) -> None:
    pane.press("Flag overspend")
    assert "1 of 2 accounts" in pane.text("#status")
    flag, at_risk = pane.book("tabs.Budget")[1][4:6]
    assert (flag, at_risk) == ("OVER", 250.5)
    assert pane.text("#findings-title") == "Findings (1)"
    pane.page.get_by_role("button", name=re.compile(r"^Go to Budget E2: Account 2818")).click()
    pane.page.wait_for_function("fakeBook.selected !== null")
    assert pane.book("selected") == ["Budget", 2, 5]


def test_while_a_press_runs_the_pane_says_so_and_takes_no_second_one(pane: Pane) -> None:
    """The bar is there until the answer comes; a second click is no second press."""
    held: list[Route] = []
    pane.page.route("**/actions", lambda route: held.append(route))  # noqa: PLW0108  (it marks what it calls)
    button = pane.page.get_by_role("button", name="Flag overspend", exact=True)
    button.click()
    pane.wait_for_text("#status", "Working.")
    assert pane.page.locator("progress").is_visible()
    button.click()
    pane.page.wait_for_function("document.getElementById('seconds').textContent !== ''")
    assert len(held) == 1
    held[0].continue_()
    pane.wait()
    assert not pane.page.locator("progress").is_visible()


def test_cells_with_markup_are_shown_as_they_are(open_pane: Callable[..., Pane]) -> None:
    """A cell is text, also where it looks like a web page."""
    hostile = '<img src=x onerror="fakeBook.hit=1">'
    pane = open_pane(TABS | {"Budget": [*TABS["Budget"], ["9", "x", hostile, "", "", "", ""]]})
    pane.press("Flag overspend")
    assert hostile in pane.text("#findings")
    assert pane.book("hit") is None


def test_a_cell_that_was_changed_meanwhile_stops_the_press(pane: Pane) -> None:
    """Nothing of the press is written."""

    def change(route: Route) -> None:
        pane.page.evaluate("fakeBook.tabs.Budget[1][4] = 'mine'")
        route.continue_()

    pane.page.route("**/actions", change)
    pane.press("Flag overspend")
    assert "Nothing was changed. Somebody changed Budget row 2" in pane.text("#status")
    assert pane.book("changed") == []


def test_a_protected_tab_stops_the_press_before_it_writes(pane: Pane) -> None:
    pane.page.evaluate("fakeBook.locked = ['Budget']")
    pane.press("Flag overspend")
    assert "Nothing was changed. The tab Budget is protected." in pane.text("#status")
    assert pane.book("changed") == []


def test_excel_that_stops_halfway_is_not_called_unchanged(pane: Pane) -> None:
    """The Budget tab is written, then Excel refuses the Findings tab."""
    pane.page.evaluate("fakeBook.refused = 'Findings'")
    pane.press("Flag overspend")
    assert "some are changed. Undo it, and press again." in pane.text("#status")
    assert {tab for tab, *_ in pane.book("changed")} == {"Budget"}


def test_a_document_is_named_and_can_be_downloaded(open_pane: Callable[..., Pane]) -> None:
    """The form asks for the order that is to be printed; what came of it is a real PDF."""
    pane = open_pane(TABS | ORDERS)
    pane.page.get_by_role("button", name="Print order ...", exact=True).click()
    field = pane.page.locator("#print_order-order")
    field.fill("1001")
    field.press("Enter")
    pane.wait()
    assert pane.page.locator("#documents > li").count() == 1, pane.text("#answer")
    with pane.page.expect_download() as waiting:
        pane.page.get_by_role("button", name=re.compile(r"^Download .*1001.*\.pdf$")).click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF")


def test_the_server_goes_away_and_comes_back(pane: Pane, served: Served) -> None:
    """The pane says it, changes nothing, and notices the return by itself."""
    served.stop()
    pane.press("Flag overspend")
    assert pane.text("#connection") == "poc_sheets is away"
    assert "Nothing was changed. poc_sheets does not answer. Start it" in pane.text("#status")
    assert pane.book("changed") == []
    served.start()
    pane.wait_for_text("#connection", "Connected")
    pane.press("Flag overspend")
    assert pane.book("changed")


def test_a_pane_that_is_not_paired_asks_for_a_code(
    open_pane: Callable[..., Pane], served: Served
) -> None:
    """A wrong code is told; the right one opens, and is not shown again."""
    pane = open_pane(key="another")
    pane.wait_for_text("#connection", "Not paired")
    pane.press("Flag overspend")
    assert "key" in pane.text("#status")
    assert pane.book("changed") == []
    code = served.codes.renew()
    field = pane.page.get_by_label("Code")
    field.fill("0000 0000" if code != "0000 0000" else "1111 1111")
    field.press("Enter")
    pane.wait_for_text("#status", "run poc-sheets pair")
    assert pane.text("#connection") == "Not paired"
    field.fill(code)
    pane.page.get_by_role("button", name="Pair", exact=True).click()
    pane.wait_for_text("#connection", "Connected")
    assert field.input_value() == ""
    pane.press("Flag overspend")
    assert pane.book("changed")


def test_a_new_key_shuts_the_pane_out_until_it_is_paired_again(pane: Pane, served: Served) -> None:
    """Cells keep what they show meanwhile, and nothing is written."""
    served.key.renew()
    pane.press("Flag overspend")
    assert pane.text("#connection") == "Not paired"
    assert pane.book("changed") == []


def test_a_pane_of_a_team_s_server_asks_for_no_code(open_pane: Callable[..., Pane]) -> None:
    """There people are signed in by their proxy; a code would be of no use."""
    pane = open_pane(address="https://sheets.example.com")
    pane.wait_for_text("#connection", "Not signed in")
    assert "poc-sheets" not in pane.text("#status")
    pane.page.locator("summary").click()
    assert not pane.page.get_by_label("Code").is_visible()
    assert pane.page.get_by_role("button", name="Reload functions").is_visible()


@pytest.mark.parametrize("width", [320, 500])
def test_nothing_is_wider_than_the_pane(open_pane: Callable[..., Pane], width: int) -> None:
    """All parts open, findings with long words: no sideways scrolling."""
    long_word = "Accommodation" * 8
    pane = open_pane(TABS | {"Budget": [*TABS["Budget"], ["77", long_word, 1, "", "", "", ""]]})
    pane.page.set_viewport_size({"width": width, "height": 700})
    pane.press("Flag overspend")
    pane.open_everything()
    assert pane.page.evaluate("document.documentElement.scrollWidth") <= width
