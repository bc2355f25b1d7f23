"""Cell functions about rest, meals and hours, with the figures of the default Rules tab."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from datetime import datetime
from typing import Any

import pytest

from poc_sheets.calculator import Calculator
from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.workbook import ErrorValue

CREW = "IATSE West Coast"
NOW = datetime(2026, 3, 12, 9)
TABS: dict[str, list[list[Any]]] = {
    "Production": [["Setting", "Value"], ["Kind", "Feature"], ["Crew agreement", CREW]],
}


def calc(name: str, *arguments: Any, tabs: dict[str, list[list[Any]]] | None = None) -> Any:
    return Calculator(MemoryWorkbook(tabs or TABS), now=NOW).calculate(name, arguments)


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        # Invaded 13 minutes pay half an hour, 36 and 37 tenths.
        ((CREW, "9:00P", "6:47A"), 0.5),
        ((CREW, "9:00P", "6:24A"), 0.6),
        ((CREW, "9:00P", "6:23A"), 0.7),
        # Wrap 22:12, call 7:30: 0:42 invaded are 0.7 h of double time.
        ((CREW, "22:12", "7:30"), 0.7),
        ((CREW, "10:12P", "7:30A", 50.0), 70.0),
        ((CREW, "10:12P", "8:12A", 50.0), 0.0),
        # As programs send times: a share of a day, a serial number, a date.
        ((CREW, 0.925, 0.3125, 50.0), 70.0),
        ((CREW, 46092.925, 46093.3125, 50.0), 70.0),
        ((CREW, datetime(2026, 3, 11, 22, 12), datetime(2026, 3, 12, 7, 30), "$50.00"), 70.0),
        ((CREW, "2026-03-11 22:12", "2026-03-12 07:30", 50.0), 70.0),
        # Before November 2024 additional straight time, without a least half hour.
        ((CREW, "2024-03-11 22:12", "2024-03-12 07:30", 50.0), 35.0),
        ((CREW, "10:12P", "7:30A", 50.0, None, datetime(2024, 3, 12)), 35.0),
        ((None, "10:12P", "7:30A", 50.0), 70.0),
        ((CREW, "10:12P", "7:30A", 50.0, "distant"), 0.0),
        ((CREW, "10:12P", "7:30A", 50.0, "camera operator"), 170.0),
        # Friday's wrap half past midnight, Monday's call: 54 hours.
        ((CREW, datetime(2026, 3, 14, 0, 30), datetime(2026, 3, 16, 6), 50.0), 50.0),
        (("SAG-AFTRA", "10:12P", "8:00A", 150.0), 950.0),
        (("SAG-AFTRA", "10:12P", "8:00A", 100.0), 800.0),
        (("SAG-AFTRA", "10:12P", "8:00A"), 2.2),
        (("Non-union California", "10:12P", "7:30A", 50.0), 0.0),
    ],
)
def test_the_rest_penalty(arguments: tuple[Any, ...], answer: float) -> None:
    assert calc("POC_REST", *arguments) == answer


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        # 31 minutes late, 70 minutes late.
        ((CREW, "7:00A", "1:31P"), 17.50),
        ((CREW, "7:00A", "2:10P"), 30.00),
        (("SAG-AFTRA", "7:00A", "1:31P"), 60.00),
        (("SAG-AFTRA", "7:00A", "2:10P"), 110.00),
        (("SAG-AFTRA Background", "7:00A", "1:31P"), 17.50),
        (("Teamsters 399", "7:00A", "1:31P"), 22.50),
        ((CREW, "7:00A", "1:31P", None, "tv, studio"), 19.50),
        # Twelve minutes of grace, then all of them count.
        ((CREW, "7:00A", "1:12P"), 0.0),
        ((CREW, "7:00A", "1:13P"), 7.50),
        ((CREW, "7:00A", "1:00P"), 0.0),
        # A night: call 6:00P, lunch 12:31A; the second meal counts from the end of the first.
        ((CREW, "6:00P", "12:31A"), 17.50),
        ((CREW, "1:30P", "8:01P"), 17.50),
        ((CREW, 7 / 24, 13.516667 / 24), 17.50),
        # The 21st penalty of the week is an hour of pay.
        ((CREW, "7:00A", "1:31P", 50.0, None, 19.0), 57.50),
        (("Non-union California", "7:00A", "2:10P", 50.0), 50.00),
        (("DGA", "7:00A", "11:00P"), 0.0),
    ],
)
def test_the_meal_penalty(arguments: tuple[Any, ...], answer: float) -> None:
    assert calc("POC_MEALPEN", *arguments) == answer


LUNCH = ("1:00P", "1:30P")


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        # $50 an hour, call 07:00, lunch 13:00 to 13:30, wrap 21:00.
        ((CREW, "7:00A", "9:00P", 50.0, *LUNCH, "tv, studio"), 850.00),
        ((CREW, "7:00A", "9:00P", 50.0, *LUNCH, "feature"), 862.50),
        ((CREW, "7:00A", "9:00P", 50.0, *LUNCH), 862.50),
        ((CREW, "7:00A", "9:00P", None, *LUNCH, "tv"), 17.0),
        ((CREW, 7 / 24, 21 / 24, 50.0, 13 / 24, 13.5 / 24, "tv"), 850.00),
        # The 8 hours of the agreement are paid at least; a night goes on past midnight.
        ((CREW, "7:00A", "10:00A", 50.0), 400.00),
        ((CREW, "6:00P", "3:30A", 50.0, "12:00A", "12:30A"), 475.00),
        ((CREW, "7:00A", "7:30P", 50.0, *LUNCH, "feature, 6th day"), 937.50),
        (("SAG-AFTRA", "8:00A", "7:30P", 100.0, *LUNCH), 1300.00),
    ],
)
def test_the_pay_of_a_day(arguments: tuple[Any, ...], answer: float) -> None:
    assert calc("POC_OT", *arguments) == answer


@pytest.mark.parametrize(
    ("formula", "arguments", "answer"),
    [
        ("POC_REST", (CREW, None, "7:30A", 50.0), "#type the out"),
        ("POC_REST", (CREW, "7:0a", "7:30A", 50.0), "#the out 7:0a is no time"),
        ("POC_REST", (CREW, "10:12P", "O/C", 50.0), "#the call O/C is no time"),
        ("POC_REST", (CREW, "10:12P", "7:30A", "scale"), "#the rate scale is no amount"),
        ("POC_REST", (CREW, "10:12P", "7:30A", 50.0, "distnat"), "#no rule knows the condition distnat"),
        ("POC_REST", (CREW, "10:12P", "7:30A", 50.0, None, "soon"), "#soon is no date"),
        ("POC_REST", (CREW, "2026-03-12 22:12", "2026-03-12 07:30"), "#the call comes before the time it should follow"),
        ("POC_REST", (CREW, "2:00A", "6:30A", 50.0), "#4:30 of rest: one day with the day before"),
        ("POC_REST", ("Teamsters 399", "11:00P", "6:30A", 50.0), "#The rule rest.penalty_kind of Teamsters 399 has no value yet"),
        ("POC_REST", (CREW, ErrorValue("#REF!"), "7:30A"), "#REF!"),
        ("POC_MEALPEN", (CREW, "7:00A", None), "#type the meal"),
        ("POC_MEALPEN", (CREW, "7:00A", "1:31P", None, None, 19.0), "#type the hourly rate: the penalty is pay by the hour"),
        ("POC_MEALPEN", ("Non-union California", "7:00A", "2:10P"), "#type the hourly rate: the penalty is pay by the hour"),
        ("POC_MEALPEN", (CREW, "7:00A", "1:31P", 50.0, None, "many"), "#many is no whole number"),
        ("POC_OT", (CREW, "7:00A", "9:00P", 50.0, "1:00P", None), "#type the meal in"),
        ("POC_OT", (CREW, "TBD", "9:00P", 50.0), "#the call TBD is no time"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_said(
    formula: str, arguments: tuple[Any, ...], answer: str
) -> None:
    assert calc(formula, *arguments) == answer


def test_an_agreement_that_nobody_wrote_down_names_those_there_are() -> None:
    answer = calc("POC_OT", "Local 9999", "7:00A", "9:00P", 50.0)

    assert answer.startswith("#no agreement Local 9999: IATSE West Coast, IATSE Area Standards")


def test_the_figures_of_the_rules_tab_count() -> None:
    """A house rule: nine hours of rest, and half an hour of double time at least."""
    rows: list[list[Any]] = [
        ["Rule", "Agreement", "Value", "Unit"],
        ["rest.daily", "House", 9.0, "hours"],
        ["rest.penalty_kind", "House", "hours", "text"],
        ["rest.penalty_factor", "House", 1.5, "factor"],
    ]

    tabs = {**TABS, "Rules": rows}

    assert calc("POC_REST", "house", "10:12P", "6:12A", 50.0, tabs=tabs) == 75.0


def test_a_range_is_answered_cell_by_cell_and_an_empty_row_stays_empty() -> None:
    agreements, outs = [[CREW], [CREW], [None]], [["10:12P"], ["8:00P"], [None]]

    answer = calc("POC_REST", agreements, outs, [["7:30A"], ["7:30A"], [None]], 50.0)

    assert answer == [[70.0], [0.0], [""]]
