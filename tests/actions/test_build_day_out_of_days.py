"""Build day out of days: start, work, hold, drop, pick-up and finish of every performer."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from datetime import date, datetime
from typing import Any

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from tests.actions.reported import found, headings, pressed, rows, show, type_in, words

BUILD, TAB = "build_day_out_of_days", "Day Out of Days"


def two_weeks(strips: dict[str, tuple[int, ...]], cast: list[list[Any]]) -> MemoryWorkbook:
    """Ten shoot days, Monday 1 to Friday 12 June 2026; a strip for each id and day."""
    dates = [datetime(2026, 6, d) for d in (1, 2, 3, 4, 5, 8, 9, 10, 11, 12)]
    days = [[float(n), on, "7:00A"] for n, on in enumerate(dates, start=1)]
    board = [[float(d), f"{i}{d}", "SET", i] for i, worked in strips.items() for d in worked]
    return show(
        Shoot_Days=[["Day", "Date", "Crew call"], *days],
        Schedule=[["Day", "Scene", "Set", "Cast"], *board],
        Cast=[["ID", "Character", "Performer", "Hold allowed", "Drop days"], *cast],
    )


def line(workbook: MemoryWorkbook, cast_id: str) -> dict[str, object]:
    return next(dict(r) for r in rows(workbook, TAB) if r["ID"] == cast_id)


def test_the_codes_of_the_trade() -> None:
    """Shoot days 2, 4 and 8 are Tuesday 2, Thursday 4 and Wednesday 10 June."""
    workbook = two_weeks(
        {"3": (2, 4, 8), "4": (2, 4, 8), "5": (2, 4, 8), "9": (4,)},
        [
            ["3", "Held", "H. Eld", "Yes", None], ["4", "Free", "F. Ree", "No", None],
            ["5", "Dropped", "D. Rop", "Yes", 5.0], [9.0, "Once", None, None, None],
        ],
    )  # fmt: skip
    message = pressed(workbook, BUILD)
    assert line(workbook, "3") == {
        "ID": "3", "Character": "Held", "Performer": "H. Eld", "Start": date(2026, 6, 2),
        "Finish": date(2026, 6, 10), "Work": 3, "Hold": 4, "Travel": 0, "Rehearse": 0, "Fitting": 0,
        "Days": 7, "Works on days": "2, 4, 8",
        "Day by day": "\u2013 SW H W H H H WF \u2013 \u2013",
    }  # fmt: skip
    assert line(workbook, "4")["Day by day"] == (
        "\u2013 SW \u2013 W \u2013 \u2013 \u2013 WF \u2013 \u2013"
    )
    dropped = line(workbook, "5")
    assert dropped["Day by day"] == "\u2013 SW H WD \u2013 \u2013 \u2013 PWF \u2013 \u2013"
    assert (dropped["Work"], dropped["Hold"]) == (3, 1)
    assert dropped["Dropped"] == "Thu 4 Jun to Wed 10 Jun"
    assert line(workbook, "9")["Day by day"].__str__().count("SWF") == 1
    assert message.summary == "4 of 4 cast over 10 days: 10 work days, 5 held, 1 drops."


def test_travel_fittings_and_notes_are_kept_and_counted() -> None:
    """Typed once, they follow the id when the schedule moves; a day of travel may lie on a Sunday."""
    workbook = two_weeks(
        {"3": (2, 4), "1": (1,)}, [["3", "Cy", None, None, None], ["1", "Al", None, None, None]]
    )
    pressed(workbook, BUILD)
    typed: dict[str, Any] = {
        "Travel dates": "2026-05-31; 2026-06-05",
        "Fitting dates": datetime(2026, 6, 1),
        "Notes": "car",
    }
    type_in(workbook, TAB, {"ID": "3"}, typed)
    workbook.cells["Schedule"].append([1.0, "0", "SET", "2"])
    workbook.cells["Cast"].append(["2", "Bo", None, None, None])
    pressed(workbook, BUILD)
    own = line(workbook, "3")
    assert (own["Travel"], own["Fitting"], own["Days"]) == (2, 1, 6)
    assert own["Travel dates"] == "2026-05-31, 2026-06-05"
    assert own["Notes"] == "car"
    assert [r["ID"] for r in rows(workbook, TAB)] == ["1", "2", "3"]
    assert "Notes" not in line(workbook, "2")


def test_a_second_press_changes_nothing() -> None:
    workbook = two_weeks({"3": (2, 4)}, [["3", "Cy", None, None, None]])
    pressed(workbook, BUILD)
    before = [list(r) for r in workbook.cells[TAB]]
    message = pressed(workbook, BUILD)
    assert (message.changed_cells, workbook.cells[TAB]) == (0, before)


def test_a_travel_date_that_is_none_stays_and_is_said() -> None:
    workbook = two_weeks({"3": (2,)}, [["3", "Cy", None, None, None]])
    pressed(workbook, BUILD)
    type_in(workbook, TAB, {"ID": "3"}, {"Travel dates": "Sunday, 2026-06-01"})
    [finding] = found(pressed(workbook, BUILD), "dood-date-unread")
    assert '"Sunday" is left out' in finding.what
    assert line(workbook, "3")["Travel dates"] == "Sunday, 2026-06-01"
    assert line(workbook, "3")["Travel"] == 1


def test_an_id_that_the_cast_lacks_has_a_row_and_a_finding() -> None:
    workbook = two_weeks({"7": (2, 3)}, [["3", "Cy", None, None, None]])
    [finding] = found(pressed(workbook, BUILD), "dood-unknown-cast")
    assert (finding.title, finding.what) == (
        "The Cast tab has no id 7", "the id stands in scene 72",
    )  # fmt: skip
    assert line(workbook, "7")["Work"] == 2
    assert line(workbook, "3")["Work"] == 0


def test_a_row_with_something_typed_is_never_dropped() -> None:
    """Id 3 left the cast and the schedule; what was typed beside it stays at the foot."""
    workbook = two_weeks({"3": (2,), "4": (2,)}, [["4", "Di", None, None, None]])
    pressed(workbook, BUILD)
    type_in(workbook, TAB, {"ID": "3"}, {"Notes": "flight booked"})
    for row in workbook.cells["Schedule"][1:]:
        row[3] = "4"
    message = pressed(workbook, BUILD)
    assert rows(workbook, TAB)[-1]["Notes"] == "flight booked"
    [finding] = found(message, "dood-not-in-cast")
    assert "flight booked was typed there" in finding.what
    assert finding.place.row == 2


def test_the_print_has_a_column_for_each_date() -> None:
    workbook = two_weeks({"3": (2, 4, 8)}, [["3", "Cy", "C. Dee", None, None]])
    pressed(workbook, BUILD)
    text = words(workbook, "DOOD").upper()
    assert "MON 1 JUN 1 TUE 2 JUN 2" in text
    assert "3 CY C. DEE SW H W H H H WF 2 JUN 10 JUN 3 4 7" in text


def test_nobody_scheduled_prints_nothing() -> None:
    workbook = show(Schedule=[headings("Schedule")], Cast=[headings("Cast")])
    message = pressed(workbook, BUILD)
    assert (message.documents, rows(workbook, TAB)) == ((), [])
    assert len(found(message, "nothing-scheduled")) == 1


def test_both_units_count_for_a_performer() -> None:
    workbook = show(
        Shoot_Days=[
            ["Day", "Date", "Unit"],
            [1.0, datetime(2026, 6, 1), None], [1.0, datetime(2026, 6, 3), "2nd"],
        ],
        Schedule=[
            ["Day", "Scene", "Set", "Cast", "Unit"],
            [1.0, "1", "A", "1", None], [1.0, "2", "B", "1", "2nd"],
        ],
    )  # fmt: skip
    pressed(workbook, BUILD)
    assert line(workbook, "1")["Day by day"] == "SW WF"
    assert line(workbook, "1")["Works on days"] == "1, 1 2nd"
