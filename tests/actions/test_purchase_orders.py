"""The buttons of purchase orders: numbers, approvals, checks, the form."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press, preview
from poc_sheets.workbook import Append, Cell, Change, Workbook

Expected = Callable[[Workbook], None]
NOW = datetime(2026, 3, 16, 19, 0)  # noqa: DTZ001  (as in the sheet)


def test_gives_each_order_the_next_number_once(workbook: Workbook, expected: Expected) -> None:
    """
    PO Log:
    | PO No. | Vendor   | Status   |
    | 1041   | Acme     | Approved |
    | 1044   | Borrow   | Void     |
    |        | New Shop |          |
    | 1042   | Acme     |          |
    |        | Kiosk    | Approved |

    PO Lines:
    | PO No. | Line | Account | Amount |
    | 1043   | 1    | 2818    | 40     |

    becomes

    PO Log:
    | PO No. | Vendor   | Status   |
    | 1041   | Acme     | Approved |
    | 1044   | Borrow   | Void     |
    | "1045" | New Shop |          |
    | 1042   | Acme     |          |
    | "1046" | Kiosk    | Approved |
    """
    message = press("number_orders", workbook, now=NOW)
    assert message.summary == "2 orders numbered: 1045 to 1046."
    expected(workbook)
    assert press("number_orders", workbook, now=NOW).changed_cells == 0


def test_a_number_that_only_an_old_line_names_is_not_given_again(workbook: Workbook) -> None:
    """
    Purchase Orders:
    | PO #       | Payee | Acct | Amt |
    |            | Acme  | 2400 | 50  |
    | 2026-01-07 | Odd   | 2400 | 60  |

    Invoices:
    | Vendor | PO No. | Account | Amount |
    | Acme   | 77     | 2400    | 10     |
    """
    press("number_orders", workbook, now=NOW)
    sheet = workbook.read(["Purchase Orders"])["Purchase Orders"]
    assert sheet.at(2, 1) == "78"
    assert sheet.at(3, 1) == datetime(2026, 1, 7), "a cell with something in it is never numbered"  # noqa: DTZ001  (a cell)


def test_two_people_who_press_at_the_same_moment_get_two_numbers() -> None:
    """Both have read the sheet; the second write is refused, and the next press numbers the rest."""
    workbook = MemoryWorkbook(
        {"PO Log": [["PO No.", "Vendor"], ["1001", "Acme"], [None, "Borrow"], [None, "Kiosk"]]}
    )

    class Slow(MemoryWorkbook):
        def write(self, changes: Sequence[Change], appends: Sequence[Append] = ()) -> None:
            press("number_orders", workbook, now=NOW)
            super().write(changes, appends)

    slow = Slow({})
    slow.cells = workbook.cells
    message = press("number_orders", slow, now=NOW)
    assert not message.ok
    assert message.findings[0].problem == "changed-meanwhile"
    assert [row[0] for row in workbook.cells["PO Log"][1:]] == ["1001", "1002", "1003"]


def _log(*orders: list[Cell], lines: list[list[Cell]]) -> MemoryWorkbook:
    return MemoryWorkbook(
        {
            "Budget": [["Account", "Budget", "Flag"], ["2818", 50_000.0, None]],
            "PO Log": [
                ["PO No.", "Vendor", "Status", "Approval", "Approved total", "Return date", "Returned on"],
                *orders,
            ],
            "PO Lines": [
                ["PO No.", "Line", "Account", "Amount", "Change order", "Rental rate", "Rental per", "Overrun", "Closed"],
                *lines,
            ],
            "Approvals": [
                ["PO No.", "Approves as", "Approver", "Approved at", "Total approved", "Word", "Note"],
            ],
            "Invoices": [["Vendor", "Invoice No.", "Date", "PO No.", "PO line", "Account", "Amount", "P/F", "Paid on", "Check"]],
        }
    )  # fmt: skip


def _approve(workbook: MemoryWorkbook, role: str, by: str, **more: object) -> str:
    return press(
        "approve_orders", workbook, now=NOW, order="1001", role=role, by=by, **more
    ).summary


def test_an_order_is_approved_by_amount_and_goes_back_when_it_changes() -> None:
    """600.00 needs two; a change order of 100.00 needs both again, and says old and new."""
    workbook = _log(["1001", "Acme"], lines=[["1001", 1.0, "2818", 600.0]])
    assert _approve(workbook, "Department Head", "Ana") == "PO 1001, USD 600.00: Needs UPM."
    assert _spent(workbook) == (0, 600)
    assert _approve(workbook, "UPM", "Rosa") == "PO 1001, USD 600.00: Approved."
    assert workbook.cells["PO Log"][1][3:5] == ["Approved", 600.0]
    assert workbook.cells["Approvals"][2] == ["1001", "UPM", "Rosa", NOW, 600.0, "Approve"]
    assert _spent(workbook) == (600, 0), "it commits as soon as every approval is there"

    workbook.cells["PO Lines"][1].append(100.0)
    message = press("approve_orders", workbook, now=NOW)
    assert [f.problem for f in message.findings] == ["changed-after-approval"]
    assert message.findings[0].what == "approved at 600.00, now 700.00"
    assert workbook.cells["PO Log"][1][3] == (
        "Changed from 600.00 to 700.00: needs department head, UPM"
    )
    assert _spent(workbook) == (700, 0), "what is committed is never hidden"
    _approve(workbook, "UPM", "Rosa")
    _approve(workbook, "department head", "Ana")
    assert workbook.cells["PO Log"][1][3:5] == ["Approved", 700.0]


def _spent(workbook: MemoryWorkbook) -> tuple[int, int]:
    """What is committed, and what waits, in whole dollars."""
    summary = press("check_orders", workbook, now=NOW).summary
    words = summary.replace(",", "").split()
    return int(float(words[words.index("USD") + 1])), int(float(words[words.index("waiting") - 1]))


def test_a_rejected_order_says_by_whom_and_why() -> None:
    """The reason stands in the Approval column."""
    workbook = _log(["1001", "Acme"], lines=[["1001", 1.0, "2818", 600.0]])
    summary = _approve(workbook, "UPM", "Rosa", word="Reject", note="too dear")
    assert summary == "PO 1001, USD 600.00: Rejected by Rosa: too dear."
    assert _spent(workbook) == (0, 600)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"order": "9", "role": "UPM", "by": "R"}, "no-order-to-approve"),
        ({"order": "1001", "role": "Grip", "by": "R"}, "no-such-role"),
        ({"order": "1001", "role": "UPM"}, "no-approver"),
    ],
)
def test_an_approval_without_order_name_or_role_stops(
    options: dict[str, str], problem: str
) -> None:
    """Nothing is written."""
    workbook = _log(["1001", "Acme"], lines=[["1001", 1.0, "2818", 600.0]])
    message = press("approve_orders", workbook, now=NOW, **options)
    assert (message.findings[0].problem, message.exit_code) == (problem, 2)
    assert len(workbook.cells["Approvals"]) == 1


def test_a_rental_that_is_not_back_goes_on_costing() -> None:
    """Due on 9 March, looked at on 16 March: a week late at 100.00 a day is three days' rate."""
    back = datetime(2026, 3, 9)  # noqa: DTZ001  (a cell)
    workbook = _log(
        ["1001", "Acme", "Approved", None, None, back, None],
        ["1002", "Borrow", "Approved", None, None, back, None],
        lines=[
            ["1001", 1.0, "2818", 500.0, None, 100.0, "Day", None, None],
            ["1002", 1.0, "2818", 50.0, None, None, None, None, None],
        ],
    )
    message = press("check_orders", workbook, now=NOW)
    assert [f.problem for f in message.findings] == ["rental-late", "rental-late-no-rate"]
    assert "7 days past" in message.findings[0].title
    assert workbook.cells["PO Lines"][1][7] == 300.0
    assert message.summary.startswith("2 orders: 2 open with USD 850.00")
    workbook.cells["PO Log"][1][6] = datetime(2026, 3, 11)  # noqa: DTZ001  (a cell)
    message = press("check_orders", workbook, now=NOW)
    assert [f.problem for f in message.findings] == ["rental-late-no-rate"]
    assert workbook.cells["PO Lines"][1][7] == 200.0, "two days late until it came back"


def test_what_cannot_be_right_of_an_order_is_said(workbook: Workbook) -> None:
    """
    Budget:
    | Account | Budget |
    | 2818    | 10000  |

    PO Log:
    | PO No. | Vendor | Status   |
    | 1001   | Acme   | Void     |
    | 1002   | Borrow | Approved |
    | 1002   | Kiosk  | Approved |
    |        | Nobody |          |

    PO Lines:
    | PO No. | Line | Account | Amount |
    | 1001   | 1    | 2818    | 100    |
    | 1002   | 1    | 2818    | 1000   |
    | 1009   | 1    | 2818    | 70     |

    Invoices:
    | Vendor | Invoice No. | PO No. | Account | Amount |
    | Acme   | A1          | 1001   | 2818    | 100    |
    | Borrow | B1          | 1002   | 2818    | 1060   |
    """
    message = press("check_orders", workbook, now=NOW)
    assert [f.problem for f in message.findings] == [
        "twice",
        "order-number-twice",
        "order-without-number",
        "void-with-invoices",
        "line-without-order",
        "invoice-over",
    ]


def test_invoices_are_held_against_their_orders(workbook: Workbook, expected: Expected) -> None:
    """
    Budget:
    | Account | Budget |
    | 2818    | 10000  |

    PO Log:
    | PO No. | Vendor    | Status   |
    | 1042   | Acme Inc. | Approved |

    PO Lines:
    | PO No. | Line | Account | Amount | Change order |
    | 1042   | 1    | 2818    | 3000   | 500          |

    Invoices:
    | Vendor   | Invoice No. | Date       | Due        | PO No. | PO line | Account | Amount | P/F | Paid on    | Check |
    | Acme Inc | A           | 2026-03-01 |            | 1042   | 1       | 2818    | 1200   | P   | 2026-03-05 | old   |
    | ACME INC | a           | 2026-03-01 |            | 1042   | 1       | 2818    | 1200   | P   | 2026-03-05 |       |
    | Acme Inc | B           | 2026-03-02 | 2026-03-10 | 1042   |         | 2818    | 2400   | P   |            |       |
    | Other    | C           | 2026-03-02 |            | 1042   | 7       | 2818    | 10     |     |            |       |

    becomes

    Invoices:
    | Vendor   | Invoice No. | Date       | Due        | PO No. | PO line | Account | Amount | P/F | Paid on    | Check                                              |
    | Acme Inc | A           | 2026-03-01 |            | 1042   | 1       | 2818    | 1200   | P   | 2026-03-05 | over the order by 100.00 (2.9 %)                   |
    | ACME INC | a           | 2026-03-01 |            | 1042   | 1       | 2818    | 1200   | P   | 2026-03-05 | entered twice, see row 2                           |
    | Acme Inc | B           | 2026-03-02 | 2026-03-10 | 1042   |         | 2818    | 2400   | P   |            | over the order by 100.00 (2.9 %); 6 days overdue   |
    | Other    | C           | 2026-03-02 |            | 1042   | 7       | 2818    | 10     |     |            | no such order line                                 |
    """
    message = press("check_invoices", workbook, now=NOW)
    expected(workbook)
    assert [f.problem for f in message.findings] == [
        "invoice-twice",
        "no-order-line",
        "invoices-overdue",
    ]
    assert message.summary == (
        "4 invoices checked, 1 entered twice; "
        "unpaid in USD by days overdue: not due 10.00, 1-30 2,400.00."
    )


def test_an_order_is_printed_for_the_office_and_for_the_vendor() -> None:
    """Two documents of one order; its cells do not change."""
    workbook = _log(["1001", "Acme", "Approved"], lines=[["1001", 1.0, "2818", 600.0]])
    for copy in ("no", "yes"):
        message = press("print_order", workbook, now=NOW, order="1001", vendor_copy=copy)
        assert message.summary == "PO 1001, Acme, USD 600.00."
        assert message.changed_cells == 0
    assert len(workbook.documents) == 2
    assert all(content.startswith(b"%PDF") for content in workbook.documents.values())
    assert press("print_order", workbook, now=NOW, order="7").findings[0].problem == (
        "no-order-to-print"
    )


def test_assets_are_logged_once(workbook: Workbook) -> None:
    """
    Assets:
    | Asset of | Description | Cost | Account | Disposition | Proceeds |

    PO Lines:
    | PO No. | Line | Description | Account | Amount | Asset |
    | 1001   | 2    | Monitor     | 3316    | 900    | Yes   |

    Receipts:
    | Receipt No. | Vendor | Description | Account | Amount | Asset |
    | R1          | Kiosk  | Drill       | 2316    | 120    | Yes   |
    | R2          | Kiosk  | Ladder      | 2316    | 250    |       |
    """
    message = press("log_assets", workbook, now=NOW)
    assert message.summary == "2 assets added, USD 1,020.00; 2 in the log."
    assert [f.problem for f in message.findings] == ["asset-candidates"]
    sheet = workbook.read(["Assets"])["Assets"]
    assert [sheet.at(row, 1) for row in (2, 3)] == ["PO 1001/2", "R1"]
    again, _ = preview("log_assets", workbook, now=NOW)
    assert again.appends == []
