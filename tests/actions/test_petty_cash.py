"""The buttons of petty cash, coding and vendors."""

from datetime import datetime

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press
from poc_sheets.workbook import Cell, Workbook

NOW = datetime(2026, 3, 16, 19, 0)  # noqa: DTZ001  (as in the sheet)


def test_an_envelope_is_audited_to_the_cent(workbook: Workbook) -> None:
    """
    PC Floats:
    | Float | Holder | Issued | Date       | Cash on hand | State | Holder owes |
    | F1    | Jo Sun | 500    | 2026-03-01 | 237.48       |       |             |

    PC Envelopes:
    | Envelope | Float | Holder | Advance | Cash counted | Status    | Replenish | Audit |
    | JS02     | F1    | Jo Sun | 500     | 237.48       | Submitted |           |       |

    Receipts:
    | Receipt No. | Date       | Vendor | Description | Account | Amount | Tax  | Disallowed | Paid by | Envelope | Receipt missing | Passed because | Policy |
    | R1          | 2026-03-02 | Shop   | Paint       | 2216    | 212.47 | 0    |            | Cash    | JS02     |                 |                |        |
    | R2          | 2026-03-02 | Store  | Wine        | 2516    | 31.05  | 2.30 | 31.05      | Cash    | JS02     |                 |                |        |
    | R3          | 2026-03-03 | Cart   | Ice         | 2516    | 18     |      |            | Cash    | JS02     | Yes             |                |        |
    | R4          | 2026-03-03 | Cart   | Ice         | 2516    | 18     | 0    |            | Cash    | JS02     |                 | two carts      |        |
    | R5          | 2026-03-03 | Lost   | Tape        | 2516    | 1      | 0    |            | Cash    | XX01     |                 |                |        |

    """
    message = press("audit_envelopes", workbook, now=NOW)
    sheets = workbook.read(["PC Floats", "PC Envelopes", "Receipts"])
    envelope = sheets["PC Envelopes"]
    assert envelope.at(2, 7) == 248.47, "279.52 handed in less 31.05"
    assert envelope.at(2, 8) == "17.00 over, 31.05 disallowed"
    assert sheets["PC Floats"].at(2, 6) == (
        "cash 237.48 + unsubmitted 0.00 + submitted 279.52 = 517.00, not 500.00"
    )
    assert sheets["PC Floats"].at(2, 7) == 31.05
    receipts = sheets["Receipts"]
    assert [receipts.at(row, 13) for row in range(2, 6)] == [
        None, "alcohol or tobacco", "receipt missing, tax not shown", None
    ]  # fmt: skip
    assert [f.problem for f in message.findings] == [
        "envelope-differs",
        "float-differs",
        "no-such-envelope",
        "receipt-policy",
    ]
    assert message.findings[3].what == (
        "alcohol or tobacco: 1; receipt missing: 1; tax not shown: 1"
    )


def _petty(status: str, cash: Cell, receipts: list[list[Cell]]) -> MemoryWorkbook:
    return MemoryWorkbook(
        {
            "PC Floats": [
                ["Float", "Holder", "Issued", "Cash on hand", "State", "Holder owes"],
                ["F1", "Jo Sun", 500.0, cash, None, None],
            ],
            "PC Envelopes": [
                ["Envelope", "Float", "Holder", "Status"],
                ["JS02", "F1", "Jo Sun", status],
            ],
            "Receipts": [
                ["Receipt No.", "Vendor", "Date", "Amount", "Paid by", "Envelope", "Tax", "Holder"],
                *receipts,
            ],
            "Card Statement": [
                ["Line ID", "Date", "Holder", "Amount", "Decision"],
                ["L1", datetime(2026, 3, 2), "Jo Sun", 40.0, "Personal"],  # noqa: DTZ001  (a cell)
            ],
        }
    )


def test_the_float_holds_in_every_state_of_its_envelope() -> None:
    """Open and submitted receipts stand for cash; a reimbursed envelope is cash again."""
    receipt: list[list[Cell]] = [["R1", "Shop", None, 100.0, "Cash", "JS02", 0.0, "Jo Sun"]]
    for status, cash in (("Open", 400.0), ("Approved", 400.0), ("Reimbursed", 500.0)):
        workbook = _petty(status, cash, receipt)
        message = press("audit_envelopes", workbook, now=NOW)
        assert [f.problem for f in message.findings] == ["personal-owed"], status
        assert workbook.cells["PC Floats"][1][5] == 40.0, "the personal charge on the card"


def test_own_money_is_owed_to_the_holder() -> None:
    """Below zero: the house owes."""
    own: list[list[Cell]] = [["R1", "Shop", None, 100.0, "Own money", "", 0.0, "Jo Sun"]]
    workbook = _petty("Open", 500.0, own)
    press("audit_envelopes", workbook, now=NOW)
    assert workbook.cells["PC Floats"][1][5] == -60.0


def test_the_same_slip_in_two_envelopes_is_found(workbook: Workbook) -> None:
    """
    PC Floats:
    | Float | Holder | Issued |
    | F1    | Jo Sun | 500    |

    PC Envelopes:
    | Envelope | Float | Status    |
    | JS01     | F1    | Submitted |
    | JS02     | F1    | Submitted |

    Receipts:
    | Receipt No. | Vendor | Date       | Amount | Tax | Paid by | Envelope |
    | R1          | Shop   | 2026-03-02 | 100    | 9   | Cash    | JS01     |
    | R2          | SHOP   | 2026-03-02 | 100    | 9   | Cash    | JS02     |
    | R3          | Shop   | 2026-03-03 | 100    | 9   | Cash    | JS02     |
    """
    message = press("audit_envelopes", workbook, now=NOW)
    [finding] = message.findings
    assert finding.problem == "receipt-again"
    assert "in envelope JS02 and in envelope JS01" in finding.what
    assert message.summary == (
        "2 envelopes to reimburse with USD 300.00; 0 of 3 receipts against a rule."
    )


def test_an_envelope_is_printed() -> None:
    """The top sheet is a PDF."""
    workbook = _petty("Submitted", 400.0, [["R1", "Shop", None, 100.0, "Cash", "JS02", 8.0, ""]])
    message = press("print_envelope", workbook, now=NOW, envelope="JS02")
    assert message.summary == "Envelope JS02: 1 receipt, USD 100.00."
    [content] = workbook.documents.values()
    assert content.startswith(b"%PDF")
    stopped = press("print_envelope", workbook, now=NOW, envelope="7")
    assert stopped.findings[0].problem == "no-envelope-to-print"


def test_accounts_are_suggested_and_never_typed_over(workbook: Workbook) -> None:
    """
    Budget:
    | Account | Category      | Budget |
    | 2816    | 2800 Property | 1000   |
    | 2818    | 2800 Property | 1000   |

    PC Floats:
    | Float | Holder | Department | Issued |
    | F1    | Jo     | Props      | 500    |

    PC Envelopes:
    | Envelope | Float |
    | JO01     | F1    |

    PO Lines:
    | PO No. | Line | Account | Amount |
    | 1001   | 1    | 2816    | 50     |

    Receipts:
    | Receipt No. | Vendor    | Description | Account | Amount | Envelope | Suggested account | Suggested because |
    | R1          | Acme      | Chairs      | 2818    | 10     |          | 2816              | old               |
    | R2          | acme      | Lamps       |         | 10     |          |                   |                   |
    | R3          | New House | Rental      |         | 10     | JO01     |                   |                   |
    | R4          | Nobody    |             |         | 10     |          |                   |                   |

    Invoices:
    | Vendor | PO No. | Account | Amount | Suggested account | Suggested because |
    | Acme   | 1001   |         | 20     |                   |                   |
    """
    message = press("suggest_accounts", workbook, now=NOW)
    assert message.summary == "3 of 4 rows without an account got a suggestion."
    receipts = workbook.read(["Receipts"])["Receipts"]
    assert [receipts.at(row, 7) for row in range(2, 6)] == [None, "2818", "2818", None]
    assert receipts.at(3, 8) == "1 of 1 row of acme; 50 % sure"
    assert receipts.at(4, 8) == "rental of the department's accounts 28xx; 50 % sure"
    assert [receipts.at(row, 4) for row in range(2, 6)] == [2818, None, None, None]
    invoices = workbook.read(["Invoices"])["Invoices"]
    assert invoices.at(2, 5) == "2816"
    assert invoices.at(2, 6) == "PO 1001, line 1 is coded to it; 99 % sure"


def test_vendors_are_reported_by_what_was_paid_without_a_card(workbook: Workbook) -> None:
    """
    Budget:
    | Account | Budget |
    | 2816    | 1000   |

    Vendors:
    | Vendor   | W-9 on file | Tax class   | 1099 | COI to     | Reportable this year | 1099 due |
    | Acme     | Yes         | LLC         |      | 2026-01-01 |                      | old      |
    | Big Corp |             | Corporation |      |            |                      |          |
    | Kiosk    |             | Individual  |      |            |                      |          |

    PO Log:
    | PO No. | Vendor | Status   |
    | 1001   | ACME   | Approved |

    PO Lines:
    | PO No. | Account | Amount |
    | 1001   | 2816    | 50     |

    Invoices:
    | Vendor   | Invoice No. | Account | Amount | Paid on    | Paid by |
    | Acme     | 1           | 2816    | 1400   | 2026-02-01 | Check   |
    | Acme     | 2           | 2816    | 700    | 2026-02-02 | ACH     |
    | Acme     | 3           | 2816    | 3000   | 2026-02-03 | Card    |
    | Acme     | 4           | 2816    | 800    |            |         |
    | Big Corp | 5           | 2816    | 9000   | 2026-02-01 | Wire    |
    | Kiosk    | 6           | 2816    | 100    | 2026-02-01 | Check   |
    | Stranger | 7           | 2816    | 2000   | 2026-02-01 | Check   |
    """
    message = press("check_vendors", workbook, now=NOW)
    vendors = workbook.read(["Vendors"])["Vendors"]
    assert [(vendors.at(row, 6), vendors.at(row, 7)) for row in (2, 3, 4)] == [
        (2100, "NEC"),
        (9000, None),
        (100, None),
    ]
    assert [f.problem for f in message.findings] == [
        "no-w9",
        "vendor-not-in-book",
        "insurance-over",
    ]
    assert message.summary == "1 vendor gets a 1099 for 2026, from USD 2,000.00 on."
    assert "from USD 600.00" in press("check_vendors", workbook, now=NOW, year="2025").summary
