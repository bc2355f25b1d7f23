"""What a program is told of a button before it is pressed."""

from datetime import date
from typing import Any, Literal

import pytest

from poc_sheets.build.presses import effects, questions
from poc_sheets.parameters import Option
from poc_sheets.registry import Action, every_action, find_action


def _action(name: str) -> Action:
    found = find_action(name)
    assert found is not None
    return found


def test_a_button_says_what_it_reads_and_what_it_writes() -> None:
    """As the tabs declare it: columns that it fills, rows that it adds, tabs that it writes anew."""
    said = " ".join(effects(_action("flag_overspend")))
    assert "Fills Budget (Flag, Money at risk, Why" in said
    assert "Writes anew Call Sheet." in effects(_action("build_call_sheet"))
    assert "Changes no tab but Findings." in effects(_action("preflight"))
    assert any(line.startswith("Adds rows to") for line in effects(_action("publish_call_sheet")))


@pytest.mark.parametrize(
    ("type_", "default", "kind", "shown"),
    [
        (str, "", "text", ""),
        (str, "1001", "text", "1001"),
        (int | None, None, "number", ""),
        (date | None, None, "date", ""),
        (bool, False, "yesno", ""),
        (bool, True, "yesno", "True"),
        (Literal["Approve", "Hold"], "Hold", "choice", "Hold"),
        (Literal["Approve", "Hold"] | None, None, "choice", ""),
    ],
)
def test_each_type_of_option_is_a_kind_of_question(
    type_: Any, default: Any, kind: str, shown: str
) -> None:
    option = Option("crew_call", type_, default, "the new call.")
    action = _action("flag_overspend")
    asked = questions(
        Action(
            action.name, action.label, action.group, action.tooltip, action.doc,
            action.function, action.needs, (option,),
        )
    )[0]  # fmt: skip
    assert (asked.label, asked.help, asked.required) == ("Crew call", "The new call.", False)
    assert (asked.kind, asked.default) == (kind, shown)
    assert bool(asked.choices) is (kind == "choice")


def test_what_a_button_cannot_do_without_is_required() -> None:
    assert [q.required for q in questions(_action("print_order")) if q.name == "order"] == [True]


def test_every_button_has_its_sentences() -> None:
    for action in every_action():
        assert all(line.endswith(".") for line in effects(action)), action.name
