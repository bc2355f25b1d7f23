"""Flag overspend: how far over is red, what mutes a flag, when a pace or the contingency warns."""

from datetime import datetime

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press
from poc_sheets.workbook import Cell, Message

NOW = datetime(2026, 3, 16, 19, 0)  # noqa: DTZ001  (as in the sheet)


def _one_account(*, budget: float, actual: float, **more: Cell) -> MemoryWorkbook:
    headings: list[Cell] = ["Account", "Budget", "Flag", *more]
    return MemoryWorkbook(
        {
            "Budget": [headings, [2400.0, budget, None, *more.values()]],
            "Actuals": [["Account", "Amount"], ["2400", actual]],
        }
    )


def _flag(workbook: MemoryWorkbook) -> Cell:
    press("flag_overspend", workbook, now=NOW)
    return workbook.read(["Budget"])["Budget"].at(2, 3)


@pytest.mark.parametrize(
    ("held", "flag"),
    [(10500.00, None), (10500.01, "OVER"), (15000.00, "OVER"), (15000.01, "CRITICAL")],
)
def test_a_typed_estimate_is_measured_by_the_policy(held: float, flag: str | None) -> None:
    """Over by more than 500 and 5 % is OVER; by more than 5,000 and 10 % CRITICAL."""
    held_columns: dict[str, Cell] = {"ETC mode": "Hold EFC", "Held ETC or EFC": held}
    assert _flag(_one_account(budget=10000.0, actual=10.0, **held_columns)) == flag


@pytest.mark.parametrize(
    ("budget", "actual", "flag"),
    [(10000.0, 10000.01, "OVER"), (0.0, 3.0, "OVER"), (10000.0, 10000.0, "WATCH")],
)
def test_what_is_spent_beyond_the_budget_is_red_at_once(
    budget: float, actual: float, flag: str
) -> None:
    """A cent over is over; any spend on an account without a budget too; all used up is watched."""
    assert _flag(_one_account(budget=budget, actual=actual)) == flag


def test_a_held_final_cost_below_what_is_spent_hides_nothing() -> None:
    """The estimate is an error, and the account is over by what is really spent."""
    held: dict[str, Cell] = {"ETC mode": "Hold EFC", "Held ETC or EFC": 9500.0}
    workbook = _one_account(budget=10000.0, actual=12000.0, **held)
    message = press("flag_overspend", workbook, now=NOW)
    assert [f.problem for f in message.findings] == ["committed-over", "negative-estimate"]
    assert "by 2,000.00" in message.findings[0].title
    assert "-2,500.00 to complete" in message.findings[1].what


def _accepted(actual: float, reason: str, at: Cell, was: Cell) -> tuple[MemoryWorkbook, Message]:
    columns: dict[str, Cell] = {
        "Accepted because": reason,
        "Accepted at": at,
        "Accepted reason": was,
    }
    workbook = _one_account(budget=10000.0, actual=actual, **columns)
    return workbook, press("flag_overspend", workbook, now=NOW)


def test_a_reason_mutes_the_flag_until_it_worsens() -> None:
    """Accepted at 1,000 over: quiet up to 5 % more, back beyond; a new reason accepts anew."""
    workbook, message = _accepted(11000.0, "agreed with the studio", None, None)
    assert workbook.cells["Budget"][1][2:] == [
        "ACCEPTED", "agreed with the studio", 1000.0, "agreed with the studio"
    ]  # fmt: skip
    assert message.findings == ()
    assert message.summary == "0 of 1 accounts will be over budget, USD 0.00 at risk, 1 accepted."

    quiet, _ = _accepted(11050.0, "agreed", 1000.0, "agreed")
    assert quiet.cells["Budget"][1][2] == "ACCEPTED"
    loud, message = _accepted(11050.01, "agreed", 1000.0, "agreed")
    assert loud.cells["Budget"][1][2] == "OVER"
    assert [f.problem for f in message.findings] == ["committed-over"]
    again, _ = _accepted(11050.01, "agreed again", 1000.0, "agreed")
    assert again.cells["Budget"][1][2:] == ["ACCEPTED", "agreed again", 1050.01, "agreed again"]


def _with_history(*projected: float, flag: Cell = None) -> MemoryWorkbook:
    reports: list[list[Cell]] = [
        [f"W{n}", 2400.0, amount] for n, amount in enumerate(projected, start=1)
    ]
    return MemoryWorkbook(
        {
            "Production": [
                ["Setting", "Value"],
                ["Shoot start", "2026-03-02"],
                ["Shoot days", 30.0],
                ["Cost report period", "W9"],
            ],
            "Budget": [["Account", "Budget", "Flag"], [2400.0, 10000.0, flag]],
            "Actuals": [["Account", "Amount"], ["2400", 4000.0]],
            "Cost Report History": [["Report", "Account", "Projected then"], *reports],
        }
    )


def test_the_pace_must_show_in_two_reports_before_it_is_raised() -> None:
    """4,000 after 10 of 30 days points to 12,000; one report before is needed to confirm."""
    assert _flag(_with_history()) is None
    assert _flag(_with_history(10400.0)) is None
    workbook = _with_history(11000.0)
    message = press("flag_overspend", workbook, now=NOW)
    assert workbook.cells["Budget"][1][2] == "WATCH"
    [finding] = message.findings
    assert finding.title == "At its pace account 2400 ends between 10,000.00 and 12,000.00"
    assert _flag(_with_history(flag="WATCH")) == "WATCH", "once raised it stays until it clears"


def test_the_contingency_must_not_run_ahead_of_the_shoot() -> None:
    """Half of it is moved out after a third of the days: more than ten points ahead."""
    workbook = MemoryWorkbook(
        {
            "Production": [
                ["Setting", "Value"],
                ["Shoot start", "2026-03-02"],
                ["Shoot days", 30.0],
            ],
            "Budget": [
                ["Account", "Level", "Budget", "Approved changes", "Flag"],
                [9900.0, "Contingency", 100000.0, -50000.0, None],
                [2400.0, "Production", 100000.0, 50000.0, None],
            ],
        }
    )
    message = press("flag_overspend", workbook, now=NOW)
    [finding] = message.findings
    assert finding.problem == "contingency-ahead"
    assert finding.what == ("50,000.00 of 100,000.00 is used (50 %), 10 of 30 shoot days are over")
