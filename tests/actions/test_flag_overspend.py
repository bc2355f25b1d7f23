"""Flag overspend, on every host: which rows count, and what is said of them."""

from collections.abc import Callable
from datetime import datetime

from poc_sheets.runner import press
from poc_sheets.workbook import Workbook

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
