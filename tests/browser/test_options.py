"""The form of a button that asks something: built from what the button declares."""

import json
from typing import Any

import pytest

from tests.browser.office import Pane

_QUESTIONS = [
    {"name": "order", "label": "Order", "kind": "text", "required": True, "default": ""},
    {"name": "minutes", "label": "Minutes", "kind": "number", "required": False, "default": "15"},
    {"name": "on", "label": "On", "kind": "date", "required": False, "default": ""},
    {"name": "copy", "label": "Copy", "kind": "yesno", "required": False, "default": ""},
    {
        "name": "word", "label": "Word", "kind": "choice", "required": False, "default": "Hold",
        "choices": ["Approve", "Hold"],
    },
    {
        "name": "size", "label": "Size", "kind": "choice", "required": False, "default": "",
        "choices": ["Letter", "A4"],
    },
]  # fmt: skip


@pytest.fixture
def form(pane: Pane) -> Pane:
    """The pane with one more button, which asks for one option of each kind."""
    questions = [{"choices": [], "help": f"Help of {q['name']}."} | q for q in _QUESTIONS]
    action: dict[str, Any] = {
        "name": "ask",
        "label": "Ask",
        "tooltip": "Asks.",
        "effects": ["None."],
    }
    groups = json.dumps({"Test": [action | {"questions": questions}]})
    pane.page.evaluate(
        f"showButtons({groups}, (action, options) => {{ fakeBook.given = options; }})"
    )
    pane.page.get_by_role("button", name="Ask ...", exact=True).click()
    return pane


def test_each_kind_of_option_has_its_field(form: Pane) -> None:
    """What is typed travels as the kind that it is; what is left empty does not travel."""
    panel = form.page.locator("#panel-ask")
    assert form.page.evaluate("document.activeElement.id") == "ask-order"
    panel.get_by_label("Order", exact=True).fill("0042")
    panel.get_by_label("On", exact=True).fill("2026-03-12")
    panel.get_by_label("Copy").check()
    panel.get_by_label("Word").select_option("Approve")
    panel.get_by_role("button", name="Ask", exact=True).click()
    assert form.book("given") == {
        "order": "0042", "minutes": 15, "on": "2026-03-12", "copy": True, "word": "Approve",
    }  # fmt: skip
    panel.get_by_label("Minutes").fill("")
    panel.get_by_label("On", exact=True).fill("")
    panel.get_by_role("button", name="Ask", exact=True).click()
    assert form.book("given") == {"order": "0042", "copy": True, "word": "Approve"}


def test_what_cannot_be_used_is_said_beside_its_field(form: Pane) -> None:
    """Nothing is sent; the first such field has the focus and says why to a screen reader too."""
    panel = form.page.locator("#panel-ask")
    panel.get_by_label("Minutes").fill("soon")
    panel.get_by_role("button", name="Ask", exact=True).click()
    assert form.book("given") is None
    assert form.text("#ask-order-error") == "Type order."
    assert form.text("#ask-minutes-error") == "Type a whole number."
    assert form.page.evaluate("document.activeElement.id") == "ask-order"
    described = panel.get_by_label("Order", exact=True).get_attribute("aria-describedby")
    assert described == "ask-order-help ask-order-error"
    assert panel.get_by_label("Order", exact=True).get_attribute("aria-invalid") == "true"


def test_a_real_button_gets_what_was_typed(pane: Pane) -> None:
    """The server reads the option, and says when it cannot use it."""
    page = pane.page
    page.get_by_role("button", name="Print envelope ...", exact=True).click()
    page.get_by_label("Envelope", exact=True).fill("nobody's")
    page.get_by_label("Envelope", exact=True).press("Enter")
    pane.wait()
    assert pane.text("#answer-title") == "Print envelope"
    assert "Nothing was changed." in pane.text("#status")
