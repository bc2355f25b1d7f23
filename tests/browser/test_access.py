"""The pane without a mouse, with a screen reader, in light and dark."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.office import CHECKER, Pane

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _complaints(pane: Pane) -> list[str]:
    """What the checker of accessibility finds wrong with the page as it stands."""
    pane.page.evaluate(CHECKER.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = pane.page.evaluate(
        "rules => axe.run({runOnly: rules}).then(found => found.violations)", _RULES
    )
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_checker_of_accessibility_has_no_complaint(
    open_pane: Callable[..., Pane], look: str
) -> None:
    """Names, roles, contrast: with findings shown and every part open."""
    pane = open_pane(color_scheme=look)
    pane.press("Flag overspend")
    pane.open_everything()
    assert pane.page.locator("#findings > li").count() == 1
    assert _complaints(pane) == []


def test_the_checker_would_complain(pane: Pane) -> None:
    """A button without a name and pale words are found."""
    pane.page.evaluate(
        "document.getElementById('answer').insertAdjacentHTML("
        "'afterbegin', '<button></button><p style=\"color:#ccc;background:#fff\">Pale words</p>')"
    )
    found = " ".join(_complaints(pane))
    assert "button-name" in found
    assert "color-contrast" in found


def test_a_theme_of_excel_counts_before_that_of_the_system(open_pane: Callable[..., Pane]) -> None:
    pane = open_pane(color_scheme="light")
    pane.page.evaluate(
        "Object.defineProperty(Office.context, 'officeTheme', {value: {bodyBackgroundColor: '#262626'}})"
    )
    pane.page.evaluate("followTheme()")
    dark = pane.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark == "rgb(27, 31, 36)"


def _focus(pane: Pane) -> dict[str, Any]:
    """What has the focus: its name for a screen reader, and whether an outline shows it."""
    found: dict[str, Any] = pane.page.evaluate(
        """() => {
            const at = document.activeElement;
            const style = getComputedStyle(at);
            return {
                name: at.getAttribute('aria-label') || at.innerText || at.labels?.[0]?.innerText || '',
                seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
            };
        }"""
    )
    return found


def test_everything_can_be_reached_and_pressed_with_the_keyboard(pane: Pane) -> None:
    """Tab goes down the page in its order with a visible outline; Enter and Space press."""
    keys = pane.page.keyboard
    names = []
    for _ in range(5):
        keys.press("Tab")
        at = _focus(pane)
        assert at["seen"], at
        names.append(at["name"].strip())
    file, first, second = pane.page.locator("button.action").all()[:3]
    assert names[:2] == [file.inner_text(), first.inner_text()]
    assert names[2].startswith("What ")
    assert names[3] == second.inner_text()
    keys.press("Space")
    panel = pane.page.locator(".panel:visible")
    assert panel.count() == 1
    keys.press("Escape")
    assert panel.count() == 0


def test_a_press_by_keyboard_leads_on_to_its_findings(pane: Pane) -> None:
    """After the answer the focus stands before the findings: Tab, Enter goes to the cell."""
    keys = pane.page.keyboard
    button = pane.page.get_by_role("button", name="Flag overspend", exact=True)
    button.focus()
    keys.press("Enter")
    pane.wait()
    assert _focus(pane)["name"] == "Flag overspend"
    keys.press("Tab")
    at = _focus(pane)
    assert at["name"].startswith("Go to Budget E2")
    assert at["seen"]
    keys.press("Enter")
    pane.page.wait_for_function("fakeBook.selected !== null")


def test_what_happens_is_spoken(pane: Pane) -> None:
    """The words about a press and about the server stand in live regions from the start."""
    for place in ("#status", "#connection"):
        assert pane.page.locator(place).get_attribute("role") == "status"
    assert pane.page.locator("progress").get_attribute("aria-label") == "Working"
    assert pane.page.locator("nav").get_attribute("aria-label") == "Buttons"
