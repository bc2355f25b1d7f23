"""Flag overspend, on every host."""

from collections.abc import Callable

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press
from poc_sheets.workbook import Workbook

Expected = Callable[[Workbook], None]


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
    | 102    | 1    | 2500    | 9000     |

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
    | Account | Budget | Flag |
    | 2400    | 1000   |      |

    Purchase Orders:
    | PO # | Account | Amount |
    | 101  | 2499    | 250    |
    """
    message = press("flag_overspend", workbook)
    [finding] = message.findings
    assert finding.problem == "no-such-account"
    assert "2499" in finding.title
    assert finding.what == "250.00 is coded to it"


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


@pytest.mark.parametrize(
    ("over", "flag"), [("500.00", None), ("500.01", "OVER"), ("5000.01", "CRITICAL")]
)
def test_the_flag_follows_the_policy(over: str, flag: str | None) -> None:
    """Over by more than 500 and 5 % is OVER; by more than 5,000 and 10 % CRITICAL."""
    workbook = MemoryWorkbook(
        {
            "Budget": [["Account", "Budget", "Flag"], [2400.0, 10000.0, None]],
            "Actuals": [["Account", "Amount"], ["2400", 10000 + float(over)]],
        }
    )
    press("flag_overspend", workbook)
    shown = workbook.read(["Budget"])["Budget"].at(2, 3)
    assert shown == (flag or "WATCH")
