"""Flag overspend, on every host."""

from collections.abc import Callable
from datetime import datetime

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press
from poc_sheets.workbook import Cell, Message, Workbook

Expected = Callable[[Workbook], None]
NOW = datetime(2026, 3, 16, 19, 0)  # noqa: DTZ001  (as in the sheet)


def test_marks_accounts_that_will_be_over_and_clears_old_marks(
    workbook: Workbook, expected: Expected
) -> None:
    """
    Budget:
    | Account | Description | Budget | Flag | Money at risk | Why |
    | 2400    | Strike      | 10000  |      |               |     |
    | 2500    | Grip        | 5000   | OVER |               | old |

    PO Log:
    | PO No. | Vendor | Status   |
    | 101    | Acme   | Approved |
    | 102    | Acme   | Draft    |

    PO Lines:
    | PO No. | Line | Account | Amount   |
    | 101    | 1    | "2400"  | 10700.10 |
    | 101    | 2    | 2400    | 400.10   |
    | 102    | 1    | 2500    | 4000     |

    becomes

    Budget:
    | Account | Description | Budget | Flag | Money at risk | Why                                                                                      |
    | 2400    | Strike      | 10000  | OVER | 1100.2        | actual 0.00 and open orders 11,100.20 against a revised budget of 10,000.00 |
    | 2500    | Grip        | 5000   |      |               |                                                                                          |
    """
    message = press("flag_overspend", workbook)
    assert message.summary == "1 of 2 accounts will be over budget, USD 1,100.20 at risk."
    expected(workbook)


def test_an_amount_that_cannot_be_read_makes_its_account_check_not_fine(
    workbook: Workbook,
) -> None:
    """
    Budget:
    | Account | Budget | Flag |
    | 2400    | 1000   |      |

    Invoices:
    | Vendor | Account | Amount     |
    | Acme   | 2400    | 100,50 EUR |
    """
    message = press("flag_overspend", workbook)
    assert workbook.read(["Budget"])["Budget"].at(2, 3) == "CHECK"
    assert message.summary.startswith("1 row could not be read and is not counted.")
    assert [f.place.cell for f in message.findings] == ["C2", "C2"]
    assert [f.place.tab for f in message.findings] == ["Invoices", "Budget"]
    assert "100,50 EUR" in message.findings[0].what


def test_an_order_on_an_account_that_is_not_budgeted_is_reported(workbook: Workbook) -> None:
    """
    Budget:
    | Account | Budget | Flag | Category      |
    | 2400    | 1000   |      | 2300 Carpenters |

    Purchase Orders:
    | PO # | Account | Amount |
    | 101  | 2499    | 250    |
    | 102  | 2300    | 40     |
    """
    message = press("flag_overspend", workbook)
    category, unknown = message.findings
    assert category.title == "2300 is a category, not an account"
    assert unknown.problem == "no-such-account"
    assert "2499" in unknown.title
    assert unknown.what == "250.00 is coded to it"


def test_people_keep_orders_and_lines_in_one_log(workbook: Workbook) -> None:
    """
    Budget:
    | Acct | Working Budget | Flag |
    | 2400 | 1000           |      |

    Purchase Orders:
    | PO # | Payee | Acct | Amt  |
    | 101  | Acme  | 2400 | 5000 |
    | Total |      |      | 5000 |
    """
    message = press("flag_overspend", workbook)
    assert workbook.read(["Budget"])["Budget"].at(2, 3) == "OVER"
    assert message.changed_cells == 1


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


def test_three_accounts_of_a_category_come_under_one_line(workbook: Workbook) -> None:
    """
    Budget:
    | Account | Category      | Budget | Flag |
    | 2816    | 2800 Property | 100    |      |
    | 2817    | 2800 Property | 100    |      |
    | 2818    | 2800 Property | 100    |      |
    | 3300    | 3300 Camera   | 100    |      |

    Actuals:
    | Account | Amount |
    | 2816    | 110    |
    | 2817    | 120    |
    | 2818    | 105    |
    | 3300    | 130    |
    """
    message = press("flag_overspend", workbook, now=NOW)
    assert [(f.problem, f.level) for f in message.findings] == [
        ("category-over", "error"),
        ("committed-over", "note"),
        ("committed-over", "note"),
        ("committed-over", "note"),
        ("committed-over", "error"),
    ]
    assert message.findings[0].title == "2800 Property will be over by 35.00"
    assert message.findings[0].what.endswith("2817 20.00, 2816 10.00, 2818 5.00")
    assert message.summary == (
        "4 of 4 accounts will be over budget, USD 65.00 at risk. "
        "Worst: 3300 USD 30.00; 2817 USD 20.00; 2816 USD 10.00."
    )


def test_an_account_that_another_one_hides_is_shown(workbook: Workbook) -> None:
    """
    Budget:
    | Account | Category      | Budget | ETC mode | Held ETC or EFC | Flag |
    | 2816    | 2800 Property | 1000   |          |                 |      |
    | 2817    | 2800 Property | 5000   | Hold EFC | 3000            |      |

    Actuals:
    | Account | Amount |
    | 2816    | 1900   |
    """
    message = press("flag_overspend", workbook, now=NOW)
    hidden = [f for f in message.findings if f.problem == "offsetting"]
    assert [f.what for f in hidden] == ["over: 2816 900.00; under: 2817 -2,000.00"]


def test_an_order_that_waits_warns_before_it_is_approved(workbook: Workbook) -> None:
    """
    Budget:
    | Account | Budget | Flag |
    | 2818    | 10000  |      |

    Invoices:
    | Vendor | Account | Amount |
    | Acme   | 2818    | 4200   |

    PO Log:
    | PO No. | Vendor | Status   |
    | 1041   | Acme   | Approved |
    | 1042   | Acme   |          |

    PO Lines:
    | PO No. | Line | Account | Amount |
    | 1041   | 1    | 2818    | 1800   |
    | 1042   | 1    | 2818    | 5000   |
    """
    message = press("flag_overspend", workbook, now=NOW)
    [finding] = message.findings
    assert finding.problem == "order-over"
    assert finding.title == "PO 1042 would take account 2818 over its budget by 1,000.00"
    assert (finding.place.tab, finding.place.cell) == ("PO Lines", "D3")


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


def test_rows_that_cannot_count_are_said(workbook: Workbook) -> None:
    """
    Budget:
    | Account | Budget | Closed on  | Flag |
    | 2400    | 1000   | 2026-03-01 |      |

    Invoices:
    | Vendor | Invoice No. | Date       | Account | Amount |
    | Acme   | 77          | 2026-02-27 | 2400    | 300    |
    | ACME   | 77          | 2026-02-27 | 2400    | 300    |
    | Acme   | 78          | 2026-03-02 | 2400    | 100    |
    | Acme   | 79          | 2026-02-27 |         | 20     |

    Receipts:
    | Receipt No. | Date       | Vendor | Account | Amount | Currency |
    | R1          | 2026-02-27 | Kiosk  | 2400    | 900    | EUR      |
    """
    message = press("flag_overspend", workbook, now=NOW)
    assert [f.problem for f in message.findings] == [
        "cannot-tell",
        "no-account",
        "closed-account",
        "invoice-twice",
        "no-rate",
    ]
