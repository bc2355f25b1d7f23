"""Hot cost of the day: as worked against the budgeted day."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.problems import Finding
from poc_sheets.runner import press
from poc_sheets.tabs.hot_cost import HotCostLine
from poc_sheets.tabs.model import columns_of
from poc_sheets.workbook import Cell, Message, Workbook
from tests.conftest import make_workbook

NOW = datetime(2026, 3, 12, 23)
Tabs = dict[str, list[list[Cell]]]
TIMES = [
    "Day",
    "Person",
    "Position",
    "Kind",
    "Call",
    "Meal 1 out",
    "Meal 1 in",
    "Wrap",
    "Qty",
    "Rate",
]


def worked(day: int, person: str, post: str, out: str, kind: str | None = None) -> list[Cell]:
    return [float(day), person, post, kind, "7:00A", "1:00P", "1:30P", out, None, None]


def show(**more: list[list[Cell]]) -> Tabs:
    """Day 2 of a series: the vector of 850.00, somebody absent, background, catering."""
    tabs: Tabs = {
        "Production": [["Setting", "Value"], ["Kind", "Series"], ["Shoot days", 10.0]],
        "Shoot Days": [
            ["Day", "Date", "Crew call", "Lunch", "Est. wrap"],
            [1.0, datetime(2026, 3, 11), "7:00A", "1:00P", "7:30P"],
            [2.0, datetime(2026, 3, 12), "7:00A", "1:00P", "7:30P"],
            [3.0, datetime(2026, 3, 13), "7:00A", "1:00P", "7:30P"],
        ],
        "Schedule": [
            ["Day", "Scene", "Set", "Pages"],
            [1.0, "1", "HALL", "2"],
            [2.0, "2", "HALL", "1 4/8"],
            [2.0, "3", "BARN", "1"],
        ],
        "Crew": [
            ["Department", "Position", "Name", "Rate", "Kit rental"],
            ["Grip", "Key Grip", "Jo Lee", 50.0, 25.0],
            ["Grip", "Grip", "Al Moe", 50.0, None],
            ["Sound", "Mixer", "Pat Ro", 40.0, None],
        ],
        "Production Times": [
            [*TIMES],
            worked(1, "Jo Lee", "Key Grip", "7:30P"),
            worked(1, "Al Moe", "Grip", "7:30P"),
            worked(1, "Pat Ro", "Mixer", "7:30P"),
            worked(2, "Jo Lee", "Key Grip", "9:00P"),
            worked(2, "Pat Ro", "Mixer", "5:00P"),
            [*worked(2, "Crowd", "Townspeople", "3:30P", "Background")[:8], 10.0, "208/8"],
        ],
        "Day Amounts": [
            ["Day", "Section", "Description", "Budget", "Actual"],
            [None, "Background", "Crowd", 2000.0, None],
            [2.0, "Catering", "90 heads", 1620.0, 1800.0],
            [3.0, "Catering", "80 heads", 1440.0, None],
        ],
        "Hot Cost": [[spec.heading for spec in columns_of(HotCostLine)]],
    }
    return tabs | {name.replace("_", " "): rows for name, rows in more.items()}


def hot(tabs: Tabs, day: int = 2) -> tuple[Message, list[dict[str, Any]]]:
    workbook = MemoryWorkbook(tabs)
    message = press("hot_cost", workbook, now=NOW, day=day)
    return message, lines(workbook)


def lines(workbook: Workbook) -> list[dict[str, Any]]:
    heads, *rows = workbook.read(["Hot Cost"])["Hot Cost"].cells
    return [dict(zip(map(str, heads), row, strict=False)) for row in rows if any(row)]


def line(rows: list[dict[str, Any]], **cells: str) -> dict[str, Any]:
    return next(row for row in rows if all(row[name] == cell for name, cell in cells.items()))


def found(message: Message, problem: str) -> list[Finding]:
    return [finding for finding in message.findings if finding.problem == problem]


@pytest.mark.parametrize("host", ["memory", "xlsx"])
def test_the_day_as_worked_against_the_day_as_budgeted(host: str, tmp_path: Path) -> None:
    """7:00A to 9:00P with lunch is 850.00, a late second meal 30.00, kit 25.00; 12 h are 700.00."""
    workbook = make_workbook(host, show(), tmp_path)

    message = press("hot_cost", workbook, now=NOW, day=2)

    assert message.ok, message.findings
    rows = lines(workbook)
    jo = line(rows, Name="Jo Lee")
    hours = [
        jo[name] for name in ("Budgeted hours", "Worked hours", "1\u00d7", "1.5\u00d7", "2\u00d7")
    ]
    assert [float(each) for each in hours] == [12.0, 13.5, 8.0, 4.0, 1.5]
    assert jo["3\u00d7"] is None
    money = [jo[name] for name in ("Meal penalty", "Kit", "Budget", "Actual", "Over / (under)")]
    assert [float(each) for each in money] == [30.0, 25.0, 725.0, 905.0, 180.0]
    al = line(rows, Name="Al Moe")
    assert (float(al["Budget"]), float(al["Actual"]), al["Why"]) == (
        700.0,
        0.0,
        "budgeted, and not there",
    )
    crowd = line(rows, Line="Amount", Position="10 \u00d7 Crowd")
    assert (float(crowd["Actual"]), crowd["Section"]) == (2080.0, "Background")


def test_sums_by_section_and_department_add_up_to_the_day() -> None:
    """725 + 700 + 560 for people, 2,000 and 1,620; 905 + 410, 2,080 and 1,800."""
    _, rows = hot(show())

    day = line(rows, Line="Day", Day=2)  # type: ignore[arg-type]  # numbers come back as numbers
    assert (float(day["Budget"]), float(day["Actual"])) == (5605.0, 5195.0)
    for kind in ("Section", "Department"):
        parts = [row for row in rows if row["Line"] == kind]
        for column in ("Budget", "Actual", "Over / (under)"):
            assert sum(float(row[column]) for row in parts) == float(day[column])
    sections = {
        row["Section"]: float(row["Over / (under)"]) for row in rows if row["Line"] == "Section"
    }
    assert sections == {"Crew": -670.0, "Background": 80.0, "Catering": 180.0}


def test_to_date_adds_the_days_before_and_keeps_their_lines() -> None:
    """Day 1 as budgeted: 12 h each, without kit for nobody but the key grip; background unspent."""
    message, rows = hot(show())

    days = [row for row in rows if row["Line"] == "Day"]
    assert [(row["Day"], float(row["Over / (under)"])) for row in days] == [
        (2, -410.0),
        (1, -2000.0),
    ]
    to_date = line(rows, Line="To date")
    assert float(to_date["Over / (under)"]) == -2410.0
    projected = line(rows, Line="Projected")
    assert float(projected["Actual"]) == float(to_date["Actual"]) / 2 * 10
    assert "USD 410.00 under its budget; to date USD 2,410.00 under" in message.summary


def test_pressing_again_changes_nothing_and_another_day_keeps_this_one() -> None:
    workbook = MemoryWorkbook(show())
    press("hot_cost", workbook, now=NOW, day=2)
    assert press("hot_cost", workbook, now=NOW, day=2).changed_cells == 0

    press("hot_cost", workbook, now=NOW, day=1)

    days = [row["Day"] for row in lines(workbook) if row["Line"] == "Day"]
    assert sorted(days) == [1, 2]


def test_departments_over_their_day_come_by_money() -> None:
    tabs = show()
    tabs["Production Times"][5][7] = "10:30P"

    message, _ = hot(tabs)

    over = found(message, "over-the-budgeted-day")
    amounts = [float(f.title.split("USD ")[1].split(" over")[0].replace(",", "")) for f in over]
    assert amounts == sorted(amounts, reverse=True)
    assert [f.title.split(" is ")[0] for f in over] == ["Sound", "Catering", "Background"]
    assert "15.0 h worked of 12.0 budgeted; most of it: Pat Ro USD" in over[0].what
    assert (over[0].place.tab, over[0].place.row) == ("Production Times", 6)


def test_who_cannot_be_costed_is_in_neither_sum() -> None:
    tabs = show()
    tabs["Crew"][1][3] = None
    tabs["Production Times"][4][7] = "9:00P"
    tabs["Production Times"][5][6] = None
    tabs["Production Times"][6][9] = "scale"
    tabs["Production Times"].append(worked(2, "Nemo Ray", "Grip", "5:00P"))

    message, rows = hot(tabs)

    assert line(rows, Name="Jo Lee")["Missing"] == "no rate"
    assert line(rows, Name="Pat Ro")["Missing"] == "meal 1 has only one time"
    assert line(rows, Position="10 \u00d7 Crowd")["Missing"] == "no rate such as 208/8"
    assert line(rows, Name="Jo Lee")["Budget"] is None
    day = line(rows, Line="Day", Day=2)  # type: ignore[arg-type]  # numbers come back as numbers
    assert (float(day["Budget"]), float(day["Actual"])) == (4320.0, 1800.0)
    assert day["Missing"] == "3 lines not counted"
    assert line(rows, Line="Section", Section="Background")["Missing"] == "1 line not counted"
    assert "3 lines not counted." in message.summary
    titles = [f.title for f in found(message, "not-in-the-hot-cost")]
    assert titles[0] == "Not in the hot cost of day 2: 1 line, no rate"
    [nobody] = found(message, "times-of-nobody")
    assert nobody.title.startswith("Nemo Ray of Production Times is neither")


def test_somebody_called_without_a_time_is_no_day_off() -> None:
    tabs = show()
    tabs["Production Times"].append([2.0, "Al Moe", "Grip", None, "O/C", *[None] * 5])

    _, rows = hot(tabs)

    assert line(rows, Name="Al Moe")["Missing"] == "no times, only O/C"


def test_a_rest_penalty_of_a_forced_call_shows() -> None:
    tabs = show()
    tabs["Production Times"][3][7] = "10:12P"

    _, rows = hot(tabs)

    # 8:48 of 10:00 rest: 1.2 h at 2 x 40.00.
    assert float(line(rows, Name="Pat Ro")["Rest penalty"]) == 96.0


def test_pages_and_scenes_shot_against_the_schedule() -> None:
    report: list[list[Cell]] = [
        ["Day", "Block", "Item", "Scheduled", "Previous", "Today"],
        [2.0, "Script", "Pages", "90", "2 2/8", "1 6/8"],
        [2.0, "Script", "Scenes", "120", None, "1"],
    ]

    message, _ = hot(show(Production_Report=report))

    assert "Pages: planned 2 4/8, shot 1 6/8: 6/8 behind; to date 4/8 behind." in message.summary
    assert "Scenes: planned 2, shot 1: 1 behind." in message.summary


def test_a_day_without_outs_is_not_costed() -> None:
    message, rows = hot(show(), day=3)

    assert not message.ok
    assert message.title == "Day 3 has no out in Production Times yet"
    assert rows == []


def test_an_amount_that_cannot_be_read_is_no_zero() -> None:
    tabs = show()
    tabs["Day Amounts"][2][4] = "about 1800"

    message, rows = hot(tabs)

    catering = line(rows, Line="Amount", Position="90 heads")
    assert (catering["Missing"], catering["Actual"]) == ("actual cannot be read", None)
    assert any("actual cannot be read" in f.title for f in message.findings)
