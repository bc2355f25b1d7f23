"""Check call sheet: what must be settled before it goes out, on every host."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from datetime import datetime

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.problems import Finding
from poc_sheets.runner import press
from poc_sheets.workbook import Message, Workbook

NOW = datetime(2026, 3, 11, 23)


def check(workbook: Workbook, day: int = 1) -> Message:
    return press("preflight", workbook, now=NOW, day=day)


def found(message: Message, problem: str) -> list[Finding]:
    return [finding for finding in message.findings if finding.problem == problem]


def test_who_left_early_has_rested_although_the_company_wrapped_late(workbook: Workbook) -> None:
    """
    Shoot Days:
    | Day | Date       | Crew call | Actual wrap |
    | 1   | 2026-03-11 | 7:00A     | 10:12P      |
    | 2   | 2026-03-12 | 8:00A     |             |

    Crew:
    | Department | Position | Name   |
    | Grip       | Grip     | Al Moe |
    | Grip       | Grip     | Bo Lum |
    | Grip       | Grip     | Cy Ost |

    Production Times:
    | Day | Person | Position | Call  | Wrap   |
    | 1   | Al Moe | Grip     | 7:00A | 7:00P  |
    | 1   | Bo Lum | Grip     | 7:00A | 11:00P |
    """
    rests = found(check(workbook, 2), "rest-invaded")
    assert [rest.title.partition(": ")[2] for rest in rests] == ["Bo Lum, Grip", "Cy Ost, Grip"]
    assert "11:00P" in rests[0].what
    assert "10:12P" in rests[1].what  # no line of his own: he left with the company


def test_the_late_wrap_cuts_short_the_rest_of_early_calls(workbook: Workbook) -> None:
    """
    Shoot Days:
    | Day | Date       | Crew call | Actual wrap |
    | 1   | 2026-03-11 | 7:00A     | 10:12P      |
    | 2   | 2026-03-12 | 8:00A     |             |

    Departments:
    | Department | Offset |
    | Grip       | -0:30  |

    Crew:
    | Department | Position  | Name   | Call  |
    | Grip       | Grip      | Al Moe |       |
    | Grip       | Grip      | Bo Lum |       |
    | Camera     | Loader    | Pat Ro | 8:12A |
    """
    [rest] = found(check(workbook, 2), "rest-invaded")
    assert rest.title == "Rest cut short by 0.7 h: Grip, 2 people called"
    assert rest.level == "error"
    assert "out 10:12P, call 7:30A: 9:18 rest of 10:00 (rest.daily, IATSE West Coast)" in rest.what
    assert "Jeffords Rules" in rest.what
    assert "8:12A or later" in rest.do
    assert (rest.place.tab, rest.place.cell) == ("Crew", "D2")


def test_a_wrap_that_is_not_known_is_said(workbook: Workbook) -> None:
    """
    Shoot Days:
    | Day | Date       | Crew call | Actual wrap |
    | 1   | 2026-03-11 | 7:00A     | late        |
    | 2   | 2026-03-12 | 7:00A     |             |
    | 3   | 2026-03-13 | 7:00A     |             |

    Crew:
    | Department | Position | Name   |
    | Grip       | Grip     | Al Moe |
    """
    [unread] = found(check(workbook, 2), "wrap-unknown")
    assert unread.what == "Actual wrap of day 1 cannot be read"
    [empty] = found(check(workbook, 3), "wrap-unknown")
    assert (empty.what, empty.place.cell) == ("Actual wrap of day 2 is empty", "D3")
    assert found(check(workbook, 1), "wrap-unknown") == []


def test_lunch_comes_within_six_hours_of_every_call_unless_breakfast_is_served(
    workbook: Workbook,
) -> None:
    """
    Shoot Days:
    | Day | Date       | Crew call | Lunch | Breakfast |
    | 1   | 2026-03-12 | 7:00A     | 1:00P |           |
    | 2   | 2026-03-13 | 7:00A     | 1:00P | 6:30A     |

    Crew:
    | Department | Position | Name   | Call  |
    | Grip       | Key Grip | Jo Lee | 6:30A |
    | Grip       | Grip     | Al Moe |       |
    """
    [late] = found(check(workbook, 1), "late-meal")
    assert late.title.startswith("Jo Lee, Key Grip")
    assert "due by 12:30P, lunch is at 1:00P: 0:30 late" in late.what
    assert (late.place.tab, late.place.cell) == ("Shoot Days", "D2")
    assert found(check(workbook, 2), "late-meal") == []


def test_scenes_and_cast_name_the_same_people(workbook: Workbook) -> None:
    """
    Shoot Days:
    | Day | Date       | Crew call |
    | 1   | 2026-03-12 | 7:00A     |
    | 2   | 2026-03-13 | 7:00A     |

    Schedule:
    | Day | Scene | Set  | Pages | Cast     |
    | 1   | 12    | HALL | 1     | 1, 3, 5x |
    | 2   | 12    | HALL | 1     | "1"      |
    | 1   | 14pt  | YARD | 1     | "1"      |
    | 2   | 14pt  | YARD | 1     | "1"      |

    Cast:
    | ID | Character | Performer |
    | 1  | Ann       | A. Bee    |
    | 5  | Dan       | D. Eff    |
    | 9  | Eve       | E. Gee    |
    """
    message = check(workbook)
    [unknown] = found(message, "cast-id-unknown")
    assert unknown.title == "Cast id 3 of scene 12 is not in the Cast tab"
    assert unknown.place.cell == "E2"
    [idle] = found(message, "cast-without-scene")
    assert "E. Gee" in idle.title
    [twice] = found(message, "scene-on-two-days")
    assert twice.title == "Scene 12 stands on days 1 and 2"
    assert twice.level == "error"


def test_a_location_needs_its_hospital_and_its_papers_on_that_day(workbook: Workbook) -> None:
    """
    Shoot Days:
    | Day | Date       | Crew call | Loc |
    | 1   | 2026-03-12 | 7:00A     | 1   |
    | 2   | 2026-03-13 | 7:00A     | 2   |
    | 3   | 2026-03-14 | 7:00A     | 4   |

    Locations:
    | No. | Location | Hospital | Permit no. | Permit from | Permit to  | Release signed | Insurance to |
    | 1   | Mill     |          | P-1        | 2026-03-01  | 2026-03-11 | Yes            | 2026-03-11   |
    | 2   | Dock     | Mercy    | P-2        | 2026-03-01  | 2026-03-31 | Yes            | 2026-12-31   |
    """
    first = check(workbook, 1)
    assert found(first, "no-hospital")[0].place.cell == "C2"
    [permit] = found(first, "outside-permit")
    assert permit.what.startswith("permit from Sun 1 Mar 2026 to Wed 11 Mar 2026")
    assert found(first, "insurance-expired")
    second = check(workbook, 2)
    for problem in ("no-hospital", "outside-permit", "insurance-expired", "location-paper-missing"):
        assert found(second, problem) == []
    [unknown] = found(check(workbook, 3), "no-location")
    assert unknown.what.startswith("the Locations tab has no location 4")


def test_agreements_ask_for_statements(workbook: Workbook) -> None:
    """
    Production:
    | Setting        | Value              |
    | Crew agreement | IATSE Low Budget   |
    | Safety hotline | 800-555-0100       |

    Shoot Days:
    | Day | Date       | Crew call | Notes                        |
    | 1   | 2026-03-12 | 7:00A     | Safety contact: Jo, 555-0101 |
    """
    missing = found(check(workbook), "statement-missing")
    assert [f.place.heading for f in missing] == ["Housing and rides", "Safety hotline"]
    assert "844-422-9273" in missing[1].what
    assert all("source:" in f.what for f in missing)


def test_conditional_calls_and_rolling_meals_say_their_terms() -> None:
    """A weather call names its condition, a rolling meal its hours, a commercial its call board."""
    notes = "Weather permitting\nRolling lunch\nRolling lunch from 12:30P to 2P"
    workbook = MemoryWorkbook(
        {
            "Production": [
                ["Setting", "Value"],
                ["Kind", "Commercial"],
                ["Crew agreement", "Teamsters 399"],
            ],
            "Shoot Days": [
                ["Day", "Date", "Crew call", "Notes"],
                [1.0, datetime(2026, 3, 12), "7:00A", notes],
            ],
        }
    )
    message = check(workbook)
    [window] = found(message, "no-meal-window")
    assert window.what.startswith('it says "Rolling lunch";')
    assert found(message, "weather-call-without-condition")
    assert found(message, "send-to-call-board")


def test_minors_need_age_and_a_teacher(workbook: Workbook) -> None:
    """
    Shoot Days:
    | Day | Date       | Crew call |
    | 1   | 2026-03-12 | 7:00A     |

    Schedule:
    | Day | Scene | Set  | Pages | Cast |
    | 1   | 12    | HALL | 5     | 1, 2 |

    Cast:
    | ID | Character | Performer | Minor | Birth date | HMU minutes |
    | 1  | Kit       | K. Ray    | Yes   |            |             |
    | 2  | Tot       | T. Sky    | Yes   | 2023-01-01 | 30          |

    Crew:
    | Department | Position | Name   |
    | Camera     | Loader   | Pat Ro |
    """
    message = check(workbook)
    assert found(message, "minor-without-birth-date")[0].title.startswith("K. Ray")
    assert found(message, "no-studio-teacher")
    hours = found(message, "minor-hours")
    assert all("T. Sky" in finding.title for finding in hours)
    assert "minor.on_site" in hours[0].what


def test_people_are_reached_by_name_and_phone(workbook: Workbook) -> None:
    """
    Shoot Days:
    | Day | Date       | Crew call |
    | 1   | 2026-03-12 | 7:00A     |

    Crew:
    | Department | Position    | Name      | Mobile   | Call |
    | Electric   | Electrician | Chris Lee | 555-0101 |      |
    | Set Dec    | Dresser     | chris lee | 555-0102 |      |
    | Set Dec    | Dresser     | Pat Ro    |          |      |
    | Set Dec    | Buyer       | Di Fox    |          | O/C  |
    """
    message = check(workbook)
    [same] = found(message, "same-name")
    assert (same.level, same.place.cell) == ("warning", "C3")
    [phone] = found(message, "no-phone")
    assert phone.title == "1 called people have no mobile"
    assert phone.what.startswith("Pat Ro, Dresser;")


@pytest.mark.parametrize(
    ("agreement", "minute", "count"),
    [("IATSE Area Standards", 12, 0), ("IATSE Area Standards", 13, 1), ("IATSE West Coast", 59, 0)],
)
def test_the_call_is_issued_within_an_hour_of_wrap(agreement: str, minute: int, count: int) -> None:
    """Wrap at 10:12P; the rule is that of the Area Standards only."""
    workbook = MemoryWorkbook(
        {
            "Production": [["Setting", "Value"], ["Crew agreement", agreement]],
            "Shoot Days": [
                ["Day", "Date", "Crew call", "Actual wrap"],
                [1.0, datetime(2026, 3, 11), "7:00A", "10:12P"],
                [2.0, datetime(2026, 3, 12), "9:00A", None],
            ],
        }
    )
    now = datetime(2026, 3, 11, 23, minute)
    message = press("preflight", workbook, now=now, day=2)
    assert len(found(message, "call-issued-late")) == count


def test_errors_come_first_and_the_summary_counts_them() -> None:
    """A day without anything is not ready."""
    workbook = MemoryWorkbook({"Shoot Days": [["Day", "Date"], [1.0, datetime(2026, 3, 12)]]})
    message = check(workbook)
    levels = [finding.level for finding in message.findings]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    errors = levels.count("error")
    assert message.summary.startswith(f"Day 1 of 1 cannot go out yet: {errors} to settle")
