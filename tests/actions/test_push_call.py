"""Push call: everyone moves but the pins, on every host."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from datetime import datetime

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.problems import Finding
from poc_sheets.runner import press
from poc_sheets.tabs.call_sheet import CallSheetLine
from poc_sheets.tabs.model import columns_of
from poc_sheets.workbook import Message, Workbook

NOW = datetime(2026, 3, 11, 19)


def found(message: Message, problem: str) -> list[Finding]:
    return [finding for finding in message.findings if finding.problem == problem]


def calls(workbook: Workbook) -> dict[str, object]:
    """The Call cells of the crew, by name."""
    sheet = workbook.read(["Call Sheet"])["Call Sheet"]
    headings = list(sheet.cells[0])
    block, name, call = (headings.index(h) for h in ("Block", "Name", "Call"))
    return {str(row[name]): row[call] for row in sheet.cells[1:] if row[block] == "Crew"}


def test_a_push_moves_everyone_but_the_pins(workbook: Workbook) -> None:
    """
    Shoot Days:
    | Day | Date       | Crew call | Actual wrap | Breakfast |
    | 1   | 2026-03-11 | 7:00A     | 10:12P      |           |
    | 2   | 2026-03-12 | 7:00A     |             | 6:30A     |

    Departments:
    | Department | Offset |
    | Camera     |        |
    | Grip       | -0:30  |

    Crew:
    | Department | Position | Name   | Call  |
    | Grip       | Key Grip | Jo Lee | 6:00A |
    | Grip       | Grip     | Al Moe |       |
    | Grip       | Grip     | Bo Lum |       |
    | Camera     | Operator | Pat Ro |       |
    | Catering   | Caterer  | Di Fox | 5:30A |

    Call Sheet:
    | Day | Block | Item | Name | Detail | Time | Call | From | Line | Derived item | Derived name | Derived detail | Derived time | Derived call |
    """
    press("build_call_sheet", workbook, now=NOW, day=2)
    message = press("push_call", workbook, now=NOW, day=2, minutes=60)
    assert calls(workbook) == {
        "Jo Lee": "6:00A",
        "Al Moe": "7:30A",
        "Bo Lum": "7:30A",
        "Pat Ro": "8:00A",
        "Di Fox": "5:30A",
    }
    assert message.summary == (
        "Day 2: crew call 7:00A to 8:00A; 3 people to be told, 2 pinned stay."
    )
    kept = [finding.title for finding in found(message, "call-kept")]
    assert kept == ["Jo Lee, Key Grip stays at 6:00A", "Di Fox, Caterer stays at 5:30A"]
    rest = {f.title: f.do for f in found(message, "rest-invaded")}
    assert "8:12A" in rest["Rest cut short by 0.7 h: Grip, 2 people called"]
    sheet = workbook.read(["Call Sheet"])["Call Sheet"]
    changes = [row[2:5] for row in sheet.cells if row[1] == "Changes"]
    assert ("General crew call", "7:00A", "8:00A") in [tuple(row) for row in changes]
    assert ("Crew times", "3 people", "moved by +1:00 with the crew call") in [
        tuple(row) for row in changes
    ]
    breakfast = next(row for row in sheet.cells if row[2] == "Breakfast")
    assert breakfast[5] == "7:30A"


def show() -> MemoryWorkbook:
    return MemoryWorkbook(
        {
            "Shoot Days": [
                ["Day", "Date", "Crew call", "Breakfast"],
                [1.0, datetime(2026, 3, 12), "7:00A", "6:30A"],
            ],
            "Crew": [
                ["Department", "Position", "Name", "Call"],
                ["Grip", "Grip", "Al Moe", None],
                ["Grip", "Grip", "Bo Lum", None],
            ],
            "Call Sheet": [[spec.heading for spec in columns_of(CallSheetLine)]],
        }
    )


def test_a_crew_call_changed_in_the_shoot_days_tab_is_pushed_by_a_press() -> None:
    """The one cell is changed, the press re-times; a breakfast typed beside it is reported."""
    workbook = show()
    press("build_call_sheet", workbook, now=NOW)
    workbook.cells["Shoot Days"][1][2] = "9:00A"
    message = press("push_call", workbook, now=NOW)
    assert calls(workbook) == {"Al Moe": "9:00A", "Bo Lum": "9:00A"}
    assert "crew call 7:00A to 9:00A" in message.summary
    [kept] = found(message, "time-kept")
    assert kept.title == "Breakfast stays at 6:30A"
    again = press("push_call", workbook, now=NOW)
    assert "as before" in again.summary


def test_a_typed_call_is_kept_and_named() -> None:
    """Someone whose call was typed over on the sheet does not move."""
    workbook = show()
    press("build_call_sheet", workbook, now=NOW)
    rows = workbook.cells["Call Sheet"]
    row = next(row for row in rows if "Al Moe" in row)
    row[rows[0].index("Call")] = "6:45A"
    message = press("push_call", workbook, now=NOW, crew_call="8:30a")
    assert calls(workbook) == {"Al Moe": "6:45A", "Bo Lum": "8:30A"}
    [kept] = found(message, "call-kept")
    assert "typed over on the Call Sheet tab" in kept.what


def test_two_pushes_add_up() -> None:
    """An hour, then half an hour back."""
    workbook = show()
    press("push_call", workbook, now=NOW, minutes=60)
    message = press("push_call", workbook, now=NOW, minutes=-30)
    assert calls(workbook) == {"Al Moe": "7:30A", "Bo Lum": "7:30A"}
    assert "8:00A to 7:30A" in message.summary


def test_a_change_after_eight_in_the_evening_is_reported() -> None:
    """An earlier call told at 9 PM breaks the rule of notice; told at 7 PM it does not."""
    late = press("push_call", show(), now=datetime(2026, 3, 11, 21), minutes=-60)
    in_time = press("push_call", show(), now=NOW, minutes=-60)
    assert found(late, "call-changed-late")
    assert not found(in_time, "call-changed-late")


def test_words_are_no_crew_call() -> None:
    """Nothing is changed where the new call cannot be read."""
    workbook = show()
    message = press("push_call", workbook, now=NOW, crew_call="later")
    assert not message.ok
    assert message.findings[0].problem == "not-a-crew-call"
    assert len(workbook.cells["Call Sheet"]) == 1
