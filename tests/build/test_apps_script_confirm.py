"""People confirm their call on a page of the Google spreadsheet's script, run by Node."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.build.apps_script_runtime import needs_node, run_script

DISTRIBUTION = [
    ["Day", "Revision", "Person", "By", "Call", "Status", "When"],
    [12, 1, "Jo Lee", "e-mail", "7:00a", "sent", None],
    [12, 1, "Sam <Cole>", "text", "7:12a", "confirmed", None],
]


@needs_node
def test_a_person_confirms_by_a_click_on_the_page_and_not_by_opening_the_link(script: Path) -> None:
    """Mail programs open links to look at them."""
    world = {"tabs": {"Distribution": DISTRIBUTION}, "properties": {"POC_SECRET": "secret"}}
    links = run_script(script, [{"call": "showConfirmationLinks"}], **world)["done"]["pages"]
    assert "Sam" not in links[0][1]
    token = re.search(r"token=([\w-]+)", links[0][1])
    assert token
    asked = {"day": "12", "revision": "1", "person": "Jo Lee", "token": token[1]}
    click = [{"parameter": asked}]
    opened = run_script(script, [{"call": "doGet", "args": click, "raw": True}], **world)
    assert opened["done"]["writes"] == []
    assert "your call is 7:00a" in opened["results"][0]
    confirmed = run_script(script, [{"call": "doPost", "args": click, "raw": True}], **world)
    assert confirmed["done"]["writes"] == [
        ["Distribution", 2, 6, "confirmed"],
        ["Distribution", 2, 7, "a moment"],
    ]


@needs_node
def test_a_second_click_changes_nothing(script: Path) -> None:
    """The moment of the first click stays, and the person is thanked again."""
    world = {"tabs": {"Distribution": DISTRIBUTION}, "properties": {"POC_SECRET": "secret"}}
    click = _click(script, "Jo Lee", "1", **world)
    ran = run_script(script, [click("doPost"), click("doPost"), click("doGet")], **world)
    assert len(ran["done"]["writes"]) == 2
    assert ["Thank you." in page for page in ran["results"]] == [True, True, False]
    assert "Already confirmed." in ran["results"][2]


@needs_node
def test_a_link_of_an_earlier_call_sheet_is_refused(script: Path) -> None:
    """Who confirms an old call would come at the wrong time; links of it are no longer shown."""
    newer = [*DISTRIBUTION, [12, 2, "Jo Lee", "e-mail", "6:30a", "sent", None]]
    world = {"tabs": {"Distribution": newer}, "properties": {"POC_SECRET": "secret"}}
    old, new = (_click(script, "Jo Lee", revision, **world) for revision in ("1", "2"))
    ran = run_script(script, [old("doGet"), old("doPost"), new("doPost")], **world)
    assert ["newer call sheet" in page for page in ran["results"]] == [True, True, False]
    assert ran["done"]["writes"][0] == ["Distribution", 4, 6, "confirmed"]
    shown = run_script(script, [{"call": "showConfirmationLinks"}], **world)["done"]["pages"][0][1]
    assert "revision=2" in shown
    assert "revision=1" not in shown


@needs_node
def test_links_are_worthless_once_the_secret_is_another(script: Path) -> None:
    tabs = {"Distribution": DISTRIBUTION}
    click = _click(script, "Jo Lee", "1", tabs=tabs, properties={"POC_SECRET": "secret"})
    ran = run_script(script, [click("doPost")], tabs=tabs, properties={"POC_SECRET": "another"})
    assert "not valid" in ran["results"][0]
    assert ran["done"]["writes"] == []


@needs_node
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"day": "12", "revision": "1", "person": "Jo Lee", "token": "guessed"},
        {"day": "12", "revision": "1", "person": "Jo Lee"},
    ],
)
def test_a_link_that_was_not_made_here_changes_nothing(script: Path, asked: dict[str, str]) -> None:
    world = {"tabs": {"Distribution": DISTRIBUTION}, "properties": {"POC_SECRET": "secret"}}
    steps = [
        {"call": name, "args": [{"parameter": asked}], "raw": True} for name in ("doGet", "doPost")
    ]
    ran = run_script(script, steps, **world)
    assert ran["done"]["writes"] == []
    assert all("not valid" in page for page in ran["results"])


def _click(
    script: Path, person: str, revision: str, **world: Any
) -> Callable[[str], dict[str, Any]]:
    """What the web app is asked when a person opens or presses their link."""
    facts = ["12", revision, person]
    token = run_script(script, [{"call": "pocToken_", "args": [facts], "raw": True}], **world)[
        "results"
    ][0]
    asked = {"day": "12", "revision": revision, "person": person, "token": token}
    return lambda name: {"call": name, "args": [{"parameter": asked}], "raw": True}
