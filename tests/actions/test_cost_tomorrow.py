"""What tomorrow costs: calls, rest, meals and hours of everybody, before the sheet goes out."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from datetime import datetime
from pathlib import Path

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press
from poc_sheets.workbook import Cell
from tests.actions.costed_show import NOW, cost, found, headings, lines, person, show
from tests.conftest import make_workbook


@pytest.mark.parametrize("host", ["memory", "xlsx"])
def test_everybodys_rest_meals_and_hours_by_their_own_out(host: str, tmp_path: Path) -> None:
    """Out 22:12 and a grip's call at 7:30 invade 0:42: 0.7 h of double time; nobody else's rest."""
    workbook = make_workbook(host, show(), tmp_path)

    message = press("cost_tomorrow", workbook, now=NOW, day=2)

    assert message.ok, message.findings
    rows = lines(workbook)
    money = ("Straight", "Overtime", "Golden", "Rest penalty", "Meal penalty", "Total")
    seen = [
        [row["Line"], row["Name"], row["Call"], *(float(row[h]) for h in money)] for row in rows
    ]
    assert seen == [
        ["Everybody", "3 people", None, 1200.0, 787.5, 290.0, 190.0, 50.0, 2517.5],
        ["Agreement", "3 people", None, 1200.0, 787.5, 290.0, 190.0, 50.0, 2517.5],
        ["Person", "Jo Lee", "6:00A", 480.0, 315.0, 240.0, 120.0, 42.5, 1197.5],
        ["Person", "Al Moe", "7:30A", 400.0, 262.5, 50.0, 70.0, 7.5, 790.0],
        ["Person", "Pat Ro", "8:00A", 320.0, 210.0, 0.0, 0.0, 0.0, 530.0],
    ]
    al = person(rows, "Al Moe")
    assert (al["Last out"], al["Rest"], al["Free call"]) == ("10:12P-1", "9:18", "8:12A")
    assert "0.7 h at 2 × 50.00 = 70.00 (rest.penalty_factor, IATSE West Coast)" in al["Why"]
    assert "USD 2,517.50 for 3 people" in message.summary
    assert "rest USD 190.00, meal penalties USD 50.00" in message.summary


def test_pressing_twice_changes_nothing() -> None:
    workbook = MemoryWorkbook(show())
    press("cost_tomorrow", workbook, now=NOW, day=2)
    first = lines(workbook)

    again = press("cost_tomorrow", workbook, now=NOW, day=2)

    assert (again.changed_cells, lines(workbook)) == (0, first)


def test_what_another_plan_saves_comes_first_the_dearest_on_top() -> None:
    message, _ = cost(show())

    saves = [f for f in message.findings if "saves" in f.title]
    titles = [f.title for f in saves]
    assert "Moving the call of Al Moe, Grip from 7:30A to 8:12A saves USD 77.50" in titles
    assert "Moving the call of Jo Lee, Key Grip from 6:00A to 8:00A saves USD 162.50" in titles
    amounts = [float(title.rpartition("USD ")[2].replace(",", "")) for title in titles]
    assert amounts == sorted(amounts, reverse=True)
    [jo] = [f for f in saves if "Jo Lee" in f.title and f.problem == "later-call-saves"]
    assert "out 9:00P, 9:00 rest of 10:00" in jo.what
    assert (jo.place.tab, jo.place.cell) == ("Crew", "D2")
    assert list(message.findings[: len(saves)]) == saves


def test_an_earlier_lunch_is_suggested_where_it_saves_penalties() -> None:
    """Lunch at 2:00P is due at 12:00, 12:30 and 1:00: 42.50, 30.00 and 17.50 late."""
    days = show()["Shoot Days"]
    days[2] = [2.0, datetime(2026, 3, 12), "7:00A", "2:00P", "6:00P", None]

    message, _ = cost(show(Shoot_Days=days))

    [lunch] = found(message, "earlier-lunch-saves")
    assert lunch.title.startswith("Lunch at 12:00P instead of 2:00P saves USD 90.00")
    assert lunch.place.tab == "Shoot Days"


def test_a_wrap_with_no_time_for_a_second_meal_is_better_a_little_earlier() -> None:
    days = show()["Shoot Days"]
    days[2] = [2.0, datetime(2026, 3, 12), "8:00A", "2:00P", "8:45P", None]

    message, _ = cost(show(Shoot_Days=days))

    [wrap] = found(message, "earlier-wrap-saves")
    assert wrap.title.startswith("Wrapping by 8:30P instead of 8:45P saves USD ")
    days[2][4] = "10:00P"
    message, _ = cost(show(Shoot_Days=days))
    [second] = found(message, "second-meal-saves")
    assert second.title.startswith("A second meal by 8:30P saves USD ")


def test_a_push_of_the_whole_day_is_worked_out_with_its_pins() -> None:
    """Everybody out at 10:30P: a push to 9:00A keeps both grips' rest but not the pin's."""
    times = show()["Production Times"]
    for row in times[1:]:
        row[6] = "10:30P"

    message, _ = cost(show(Production_Times=times))

    [push] = found(message, "push-saves")
    assert push.title.startswith("Pushing the crew call from 8:00A to 9:00A saves USD ")
    assert "Al Moe, Grip, Pat Ro, Mixer" in push.what
    assert "Jo Lee" not in push.what


def test_a_call_typed_over_on_the_call_sheet_counts() -> None:
    workbook = MemoryWorkbook(show() | {"Call Sheet": _empty_sheet()})
    press("build_call_sheet", workbook, now=NOW, day=2)
    heads, *rows = workbook.read(["Call Sheet"])["Call Sheet"].cells
    sheet = [list(heads), *map(list, rows)]
    name, call = (list(map(str, heads)).index(heading) for heading in ("Name", "Call"))
    for row in sheet:
        if row[name] == "Al Moe":
            row[call] = "8:30A"

    message, costed = cost(show() | {"Call Sheet": sheet})

    al = person(costed, "Al Moe")
    assert (al["Call"], float(al["Rest penalty"])) == ("8:30A", 0.0)
    assert not any("Al Moe" in f.title for f in message.findings)
    assert not any("Al Moe" in f.what for f in found(message, "push-saves"))


def _empty_sheet() -> list[list[Cell]]:
    from poc_sheets.tabs.call_sheet import CallSheetLine  # noqa: PLC0415  (of one test)

    return [headings(CallSheetLine)]


def test_another_wrap_and_lunch_can_be_tried() -> None:
    _, rows = cost(show(), wrap="9:00P", lunch="1:30P")

    pat = person(rows, "Pat Ro")
    assert (pat["Planned wrap"], float(pat["Hours"])) == ("9:00P", 12.5)
    assert float(pat["Golden"]) == 80.0


def test_a_day_without_a_crew_call_is_not_costed() -> None:
    days = show()["Shoot Days"]
    days[2][2] = "TBD"

    message, _ = cost(show(Shoot_Days=days))

    assert "has no crew call yet" in message.summary


def test_the_check_of_the_call_sheet_says_what_the_calls_cost() -> None:
    message = press("preflight", MemoryWorkbook(show()), now=NOW, day=2)
    assert "Its calls cost USD 647.50 beyond straight time: rest USD 190.00" in message.summary

    crew = [row[:4] for row in show()["Crew"]]
    silent = press("preflight", MemoryWorkbook(show(Crew=crew)), now=NOW, day=2)
    assert "cost" not in silent.summary
