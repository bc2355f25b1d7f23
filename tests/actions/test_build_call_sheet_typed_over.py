"""Build call sheet over what people typed on it."""

from poc_sheets.runner import press
from tests.actions.called_show import NOW, build, line, put, show


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


def test_a_hospital_typed_on_the_sheet_settles_the_preflight() -> None:
    """Where the Locations tab has none there is a line to type it in."""
    workbook = show(Locations=[["No.", "Location"], ["1", "Mill"]])
    build(workbook)
    missing = press("preflight", workbook, now=NOW, day=1)
    assert "no-hospital" in [finding.problem for finding in missing.findings]
    put(workbook, "hospital:1", "Name", "Mercy General")
    settled = press("preflight", workbook, now=NOW, day=1)
    assert "no-hospital" not in [finding.problem for finding in settled.findings]
