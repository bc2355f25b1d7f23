"""Build call sheet, on every host."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from datetime import datetime, timedelta

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press, run
from poc_sheets.tabs.call_sheet import CallSheetLine
from poc_sheets.tabs.model import columns_of
from poc_sheets.workbook import Workbook
from tests.actions.called_show import DAY, build, line, show


def test_calls_are_inherited_and_say_from_where(workbook: Workbook) -> None:
    """
    Shoot Days:
    | Day | Date       | Crew call |
    | 1   | 2026-03-12 | 7:00a     |

    Departments:
    | Department | Call  | Offset |
    | Camera     |       |        |
    | Grip       |       | -0:30  |
    | Catering   | 5:30A |        |

    Crew:
    | Department | Position  | Name    | Call  | Offset |
    | Grip       | Key Grip  | Jo Lee  | 0600  |        |
    | Grip       | Best Boy  | Bo Lum  |       | +0:15  |
    | Grip       | Grip      | Al Moe  |       |        |
    | Camera     | Operator  | Pat Roe |       |        |
    | Catering   | Caterer   | Di Fox  |       |        |
    | Camera     | 1st AC    | Kit Ray | O/C   |        |
    | Camera     | 2nd AC    | Ira Zed | TBD   |        |
    | Office     | Runner    | Vi Roy  | 7.0   |        |

    Call Sheet:
    | Day | Block | Item | Name | Call | From | Line | Derived item | Derived name | Derived call |
    """
    message = build(workbook)
    assert message.ok, message
    expected = {
        "crew:Grip/Key Grip/Jo Lee": ("6:00A", "person pin, pre-call"),
        "crew:Grip/Best Boy/Bo Lum": ("6:45A", "person offset +0:15 from Grip -0:30, pre-call"),
        "crew:Grip/Grip/Al Moe": ("6:30A", "department offset -0:30, pre-call"),
        "crew:Camera/Operator/Pat Roe": ("7:00A", "general crew call"),
        "crew:Catering/Caterer/Di Fox": ("5:30A", "department pin, pre-call"),
        "crew:Camera/1st AC/Kit Ray": ("O/C", "person code O/C"),
        "crew:Camera/2nd AC/Ira Zed": ("TBD", "person code TBD"),
        "crew:Office/Runner/Vi Roy": ("7:00A", "person pin"),
    }
    seen = {key: (line(workbook, key)["Call"], line(workbook, key)["From"]) for key in expected}
    assert seen == expected


def test_a_call_that_cannot_be_read_is_checked_and_never_the_general_call(
    workbook: Workbook,
) -> None:
    """
    Shoot Days:
    | Day | Date       | Crew call |
    | 1   | 2026-03-12 | 7:00A     |

    Crew:
    | Department | Position | Name   | Call | Offset |
    | Grip       | Key Grip | Jo Lee | 7:0a |        |
    | Grip       | Grip     | Al Moe |      | soon   |
    | Grip       | Grip     | Bo Lum | #REF! |       |

    Call Sheet:
    | Day | Block | Item | Name | Call | From | Line | Derived item | Derived name | Derived call |
    """
    message = build(workbook)
    for key in ("crew:Grip/Key Grip/Jo Lee", "crew:Grip/Grip/Al Moe", "crew:Grip/Grip/Bo Lum"):
        assert line(workbook, key)["Call"] == "CHECK"
    unread = [f.place.cell for f in message.findings if f.problem == "unreadable-call"]
    assert unread == ["D2", "E3", "D4"]


def test_a_day_without_a_crew_call_is_drafted_without_times(workbook: Workbook) -> None:
    """
    Shoot Days:
    | Day | Date       |
    | 1   | 2026-03-12 |

    Crew:
    | Department | Position | Name   | Call  |
    | Grip       | Key Grip | Jo Lee | 6:00A |
    | Grip       | Grip     | Al Moe |       |

    Schedule:
    | Day | Scene | Set     | Pages | Cast |
    | 1   | 12    | KITCHEN | 1     | "1"  |

    Call Sheet:
    | Day | Block | Item | Name | Time | Call | Line | Derived item | Derived name | Derived time | Derived call |
    """
    message = build(workbook)
    assert [f.problem for f in message.findings] == ["no-crew-call"]
    assert line(workbook, "fact:crew_call")["Time"] == "TBD"
    assert line(workbook, "crew:Grip/Grip/Al Moe")["Call"] == "TBD"
    assert line(workbook, "crew:Grip/Key Grip/Jo Lee")["Call"] == "6:00A"
    assert "Time" not in line(workbook, "scene:12")
    assert len(message.documents) == 1


def test_scenes_cast_and_totals_come_from_the_schedule() -> None:
    """Twenty eighths from 8:00A at fifteen minutes each: lunch at 1:00P, scene 14 after it."""
    workbook = show()
    message = build(workbook)
    assert message.summary == "Day 1 of 2, crew call 7:00A: 2 scenes, 3 pages, 2 cast, 3 crew."
    scene = line(workbook, "scene:12A")
    assert (scene["Time"], scene["Pages"], scene["Cast"]) == ("8:00A", "2 4/8", "1, 3")
    assert line(workbook, "scene:14")["Time"] == "1:30P"
    performer = line(workbook, "cast:1")
    assert (performer["Code"], performer["Call"], performer["HMU"], performer["On set"]) == (
        "SW", "6:30A", "7:00A", "8:00A",
    )  # fmt: skip
    assert line(workbook, "cast:3")["Code"] == "SWF"
    assert line(workbook, "advance:2/15")["Name"] == "INT. HALL"
    assert line(workbook, "fact:count")["Detail"] == "1 of 2"


def test_the_pdf_is_named_to_sort_by_day() -> None:
    """The first print of day 1 is a PDF marked PRELIM."""
    workbook = show()
    build(workbook)
    [(name, content)] = workbook.documents.items()
    assert name == "SHOW_CS_D01_2026-03-12_PRELIM.pdf"
    assert content.startswith(b"%PDF")


def test_the_next_day_that_is_not_past_is_built_by_default() -> None:
    """On the morning after day 1 the button builds day 2; after the shoot the first day."""
    for now, day in ((datetime(2026, 3, 13, 6), "Day 2"), (datetime(2026, 4, 1), "Day 1")):
        assert press("build_call_sheet", show(), now=now).summary.startswith(day)


def test_pressing_twice_changes_nothing() -> None:
    """A second press finds every line as it left it."""
    workbook = show()
    build(workbook)
    before = [list(row) for row in workbook.cells["Call Sheet"]]
    assert build(workbook).changed_cells == 0
    assert workbook.cells["Call Sheet"] == before


@pytest.mark.parametrize("crew", [1200])
def test_a_large_crew_and_a_long_day_lose_nobody(crew: int) -> None:
    """Twelve hundred people and forty strips; two of one name get lines of their own."""
    people: list[list[object]] = [["Department", "Position", "Name"]]
    people += [[f"Dept {n % 30}", "Hand", f"Person {n // 2}"] for n in range(crew)]
    strips: list[list[object]] = [["Day", "Scene", "Set", "Pages", "Cast"]]
    strips += [[1.0, str(n), "SET", "1/8", "1"] for n in range(40)]
    workbook = show(Crew=people, Schedule=strips)
    message = build(workbook)
    assert f"40 scenes, 5 pages, 1 cast, {crew} crew" in message.summary
    keys = [row[15] for row in workbook.cells["Call Sheet"] if row[1] == "Crew"]
    assert len(keys) == len(set(keys)) == crew


def test_in_the_evening_the_next_call_is_tomorrows() -> None:
    """At 7 PM of day 1 the button without a day makes the sheet of day 2."""
    workbook = MemoryWorkbook(
        {
            "Schedule": [
                ["Day", "Scene", "Set", "Pages"],
                [1.0, "1", "YARD", "1"],
                [2.0, "2", "HALL", "1"],
            ],
            "Call Sheet": [[spec.heading for spec in columns_of(CallSheetLine)]],
            "Shoot Days": [
                ["Day", "Date", "Crew call"],
                [1.0, DAY, "7:00A"],
                [2.0, DAY + timedelta(days=1), "7:00A"],
            ],
        }
    )
    evening = run("build_call_sheet", workbook, now=DAY + timedelta(hours=19))
    assert evening.summary.startswith("Day 2 of 2")
    early = run("build_call_sheet", workbook, now=DAY + timedelta(hours=5))
    assert early.summary.startswith("Day 1 of 2")
