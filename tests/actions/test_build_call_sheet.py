"""Build call sheet, on every host."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from datetime import datetime, timedelta

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press, run
from poc_sheets.tabs.call_sheet import CallSheetLine
from poc_sheets.tabs.model import columns_of
from poc_sheets.workbook import Message, Workbook

NOW = datetime(2026, 3, 11, 19)


def build(workbook: Workbook, day: int | None = 1) -> Message:
    return press("build_call_sheet", workbook, now=NOW, day=day)


def line(workbook: Workbook, key: str) -> dict[str, object]:
    """The cells of a line by heading, blank ones left out."""
    sheet = workbook.read(["Call Sheet"])["Call Sheet"]
    headings = [str(cell) for cell in sheet.cells[0]]
    where = headings.index("Line")
    for row in sheet.cells[1:]:
        if len(row) > where and row[where] == key:
            return {h: cell for h, cell in zip(headings, row, strict=False) if cell}
    return {}


def put(workbook: MemoryWorkbook, key: str, heading: str, text: str) -> None:
    """Type over a cell."""
    rows = workbook.cells["Call Sheet"]
    row = next(row for row in rows if key in row)
    row[rows[0].index(heading)] = text


def full_tab() -> list[list[object]]:
    return [[spec.heading for spec in columns_of(CallSheetLine)]]


def show(**tabs: list[list[object]]) -> MemoryWorkbook:
    """A small show: day 1 is Thu 12 Mar 2026."""
    rows: dict[str, list[list[object]]] = {
        "Production": [["Setting", "Value"], ["Title", "The Show"], ["Short title", "SHOW"]],
        "Shoot Days": [
            ["Day", "Date", "Crew call", "Loc"],
            [1.0, _DAY + timedelta(days=1), "7:00A", "1"],
            [2.0, datetime(2026, 3, 13), "8:00A", "1"],
        ],
        "Schedule": [
            ["Day", "Scene", "I/E", "Set", "D/N", "Pages", "Cast"],
            [1.0, "12A", "INT", "KITCHEN", "D", "2 4/8", "1, 3"],
            [1.0, "14", "EXT", "YARD", "N", "4/8", "3"],
            [2.0, "15", "INT", "HALL", "D", "1", "1"],
        ],
        "Cast": [["ID", "Character", "Performer"], ["1", "Ann", "A. Bee"], [3.0, "Cy", "C. Dee"]],
        "Crew": [
            ["Department", "Position", "Name", "Call", "Offset"],
            ["Grip", "Key Grip", "Jo Lee", "6:00A", None],
            ["Grip", "Grip", "Al Moe", None, None],
            ["Camera", "Operator", "Pat Roe", None, "-0:15"],
        ],
        "Departments": [["Department", "Call", "Offset"], ["Camera"], ["Grip", None, "-0:30"]],
        "Call Sheet": full_tab(),
    }
    return MemoryWorkbook(rows | tabs)  # type: ignore[arg-type]  # cells of any type


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


def test_what_is_typed_over_stays_while_all_else_follows() -> None:
    """A typed call survives a later crew call, and its row says what it was."""
    workbook = show()
    build(workbook)
    put(workbook, "crew:Grip/Grip/Al Moe", "Call", "5:45a")
    put(workbook, "scene:12A", "Detail", "She finds it")
    workbook.cells["Shoot Days"][1][2] = "8:00A"
    message = build(workbook)
    row = line(workbook, "crew:Grip/Grip/Al Moe")
    assert row["Call"] == "5:45a"
    assert row["From"] == "department offset -0:30, pre-call; typed over Call, was 7:30A"
    assert row["Derived call"] == "7:30A"
    assert line(workbook, "crew:Camera/Operator/Pat Roe")["Call"] == "7:45A"
    assert line(workbook, "scene:12A")["Detail"] == "She finds it"
    [typed] = [f for f in message.findings if f.problem == "typed-over"]
    assert typed.title == "2 cells of the call sheet are typed over"


def test_a_crew_call_typed_on_the_sheet_moves_the_day_with_it() -> None:
    """The crew call cell of the sheet counts before that of the Shoot Days tab."""
    workbook = show()
    build(workbook)
    put(workbook, "fact:crew_call", "Time", "9:00A")
    build(workbook)
    assert line(workbook, "crew:Grip/Grip/Al Moe")["Call"] == "8:30A"
    assert line(workbook, "crew:Grip/Key Grip/Jo Lee")["Call"] == "6:00A"
    assert line(workbook, "scene:12A")["Time"] == "10:00A"
    assert line(workbook, "fact:crew_call")["Derived time"] == "7:00A"


def test_a_lunch_typed_on_the_sheet_stays_typed_over() -> None:
    """Lunch typed over moves the scenes after it, and is still typed over at the next press."""
    workbook = show()
    build(workbook)
    drafted = line(workbook, "fact:lunch")["Time"]
    put(workbook, "fact:lunch", "Time", "12:30P")
    for _ in range(2):
        build(workbook)
        assert line(workbook, "fact:lunch")["Time"] == "12:30P"
        assert line(workbook, "fact:lunch")["Derived time"] == drafted


def test_building_another_day_loses_nothing_typed() -> None:
    """Typed lines of day 1 wait below day 2, and are back in their place with day 1."""
    workbook = show()
    build(workbook)
    put(workbook, "crew:Grip/Grip/Al Moe", "Call", "5:45A")
    rows = workbook.cells["Call Sheet"]
    own = dict.fromkeys(rows[0], None) | {"Block": "Radios", "Item": "1", "Detail": "Production"}
    rows.append(list(own.values()))
    message = build(workbook, 2)
    [kept] = [f for f in message.findings if f.problem == "call-sheet-other-days"]
    assert kept.what.startswith("2 lines")
    assert [row for row in workbook.cells["Call Sheet"] if "5:45A" in row]
    build(workbook, 1)
    assert line(workbook, "crew:Grip/Grip/Al Moe")["Call"] == "5:45A"
    assert [row for row in workbook.cells["Call Sheet"] if "Radios" in row and "Production" in row]
    assert build(workbook, 1).changed_cells == 0


def test_a_typed_line_without_ground_is_kept_and_said() -> None:
    """A scene that left the day keeps its typed note, is not printed, and is reported."""
    workbook = show()
    build(workbook)
    put(workbook, "scene:14", "Notes", "crane")
    workbook.cells["Schedule"][2][0] = 2.0
    message = build(workbook)
    [gone] = [f for f in message.findings if f.problem == "call-sheet-line-gone"]
    assert 'Notes "crane"' in gone.what
    assert line(workbook, "scene:14")["From"] == "not on day 1 any more, not printed"
    assert message.summary.startswith("Day 1 of 2, crew call 7:00A: 1 scenes")


def test_a_time_of_the_program_typed_over_is_the_same_time() -> None:
    """A spreadsheet turns 6:30a into a time of day: that is 6:30A."""
    workbook = show()
    build(workbook)
    put(workbook, "crew:Grip/Grip/Al Moe", "Call", 6.5 / 24)  # type: ignore[arg-type]  # as the program stores it
    build(workbook)
    row = line(workbook, "crew:Grip/Grip/Al Moe")
    assert row["Call"] == "6:30A"
    assert "typed" not in str(row["From"])


def test_pages_that_cannot_be_read_are_not_counted_as_none() -> None:
    """Typed pages that make no sense are reported, and the schedule's are printed."""
    workbook = show()
    build(workbook)
    put(workbook, "scene:12A", "Pages", "two")
    [finding] = [f for f in build(workbook).findings if f.problem == "typed-pages-unread"]
    assert finding.what == '"two" was typed; 2 4/8 of the Schedule tab is printed and counted'


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


def test_a_hospital_typed_on_the_sheet_settles_the_preflight() -> None:
    """Where the Locations tab has none there is a line to type it in."""
    workbook = show(Locations=[["No.", "Location"], ["1", "Mill"]])
    build(workbook)
    missing = press("preflight", workbook, now=NOW, day=1)
    assert "no-hospital" in [finding.problem for finding in missing.findings]
    put(workbook, "hospital:1", "Name", "Mercy General")
    settled = press("preflight", workbook, now=NOW, day=1)
    assert "no-hospital" not in [finding.problem for finding in settled.findings]


_DAY = datetime(2026, 3, 11)


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
                [1.0, _DAY, "7:00A"],
                [2.0, _DAY + timedelta(days=1), "7:00A"],
            ],
        }
    )
    evening = run("build_call_sheet", workbook, now=_DAY + timedelta(hours=19))
    assert evening.summary.startswith("Day 2 of 2")
    early = run("build_call_sheet", workbook, now=_DAY + timedelta(hours=5))
    assert early.summary.startswith("Day 1 of 2")
