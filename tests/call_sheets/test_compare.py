"""What is kept of an issue can be compared with, character by character."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from dataclasses import replace
from datetime import datetime

from poc_sheets.call_sheets.compare import as_parts, compare, from_parts, shown
from poc_sheets.tabs.call_sheet import CREW, derived_line
from poc_sheets.tabs.kinds import Reading, TextKind

CALL = datetime(2026, 3, 12, 8)
LINES = [
    derived_line(1, CREW, f"crew:Grip/Hand {n}/Person {n}", item=f"Hand {n}", name="\u00c9 " * 40)
    for n in range(600)
]


def test_an_issue_survives_the_cells_it_is_kept_in() -> None:
    """Cells lose outer blanks and hold 32,767 characters at most."""
    state = shown(LINES)
    parts = as_parts(1, 0, state)
    assert len(parts) > 1
    assert max(len(part.content) for part in parts) <= 32_767
    kept = [
        replace(part, content=TextKind().read(part.content, Reading())) for part in reversed(parts)
    ]
    assert from_parts(kept, 1, 0) == state
    assert from_parts(kept[1:], 1, 0) is None
    assert from_parts(kept, 1, 1) is None


def test_a_line_that_moved_with_the_call_is_summed_up_and_another_is_listed() -> None:
    """Two people an hour later with the crew call, one half an hour earlier."""

    def state(call: str, *others: str) -> dict[str, tuple[str, dict[str, str]]]:
        people = [
            derived_line(1, CREW, f"crew:{n}", name=f"P{n}", call=c) for n, c in enumerate(others)
        ]
        return shown([derived_line(1, "Day", "fact:crew_call", item="Call", time=call), *people])

    before, after = (
        state("7:00A", "7:00A", "6:30A", "6:00A"),
        state("8:00A", "8:00A", "7:30A", "5:30A"),
    )
    found = compare(before, after, CALL.date(), CALL)
    assert found.changes == (
        ("Call", "7:00A", "8:00A"),
        ("Crew times", "2 people", "moved by +1:00 with the crew call"),
        ("P2, Call", "6:00A", "5:30A"),
    )
    assert found.affected == ("crew:0", "crew:1", "crew:2")
