"""What counts as cost, and when: nothing counts twice."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from poc_sheets.calculator import Calculator
from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press
from poc_sheets.workbook import Cell

NOW = datetime(2026, 3, 16, 19, 0)  # noqa: DTZ001  (as in the sheet)
DAY = datetime(2026, 3, 2)  # noqa: DTZ001  (a cell)


def _spent(account: str, **tabs: Sequence[Sequence[Cell]]) -> object:
    names = {name.replace("_", " "): rows for name, rows in tabs.items()}
    budget: Sequence[Sequence[Cell]] = [["Account", "Budget"], ["2516", 1000.0], ["2818", 1000.0]]
    workbook = MemoryWorkbook({"Budget": budget, **names})
    return Calculator(workbook, now=NOW).calculate("SPENT", [account])


RECEIPTS: list[Cell] = [
    "Receipt No.",
    "Account",
    "Amount",
    "Currency",
    "Exchange rate",
    "Disallowed",
]
LINES: list[Cell] = [
    "Line ID",
    "Date",
    "Amount",
    "Status",
    "Receipts",
    "Account",
    "Pending",
    "Decision",
]


def test_the_tip_of_a_matched_line_goes_to_the_account_of_the_receipt() -> None:
    """Receipt 50.00, line 60.00: the meal cost 60.00, once."""
    receipts: Sequence[Sequence[Cell]] = [RECEIPTS, ["R1", "2516", 50.0]]
    lines: Sequence[Sequence[Cell]] = [LINES, ["L1", DAY, 60.0, "matched", "R1", "2818"]]
    assert _spent("2516", Receipts=receipts, Card_Statement=lines) == 60.0
    assert _spent("2818", Receipts=receipts, Card_Statement=lines) == 0.0


def test_what_splits_add_goes_to_the_first_receipt() -> None:
    """One line for two receipts, and two lines for one."""
    receipts: Sequence[Sequence[Cell]] = [
        RECEIPTS,
        ["R1", "2516", 30.0],
        ["R2", "2818", 20.0],
        ["R3", "2818", 100.0],
    ]
    lines: Sequence[Sequence[Cell]] = [
        LINES,
        ["L1", DAY, 50.5, "matched", "R1, R2"],
        ["L2", DAY, 60.0, "matched", "R3"],
        ["L3", DAY, 41.0, "matched", "R3"],
    ]
    assert _spent("2516", Receipts=receipts, Card_Statement=lines) == 30.5
    assert _spent("2818", Receipts=receipts, Card_Statement=lines) == 121.0


@pytest.mark.parametrize(
    ("status", "pending", "decision", "cost"),
    [
        ("missing receipt", None, None, 40.0),
        ("fee", None, None, 40.0),
        (None, None, None, 40.0),
        ("suggested", None, None, 0.0),
        ("personal", None, "Personal", 0.0),
        ("pending", "Yes", None, 0.0),
        (None, "Yes", None, 0.0),
        ("dispute", None, "Dispute", 0.0),
        ("possible duplicate", None, None, 40.0),
        ("possible duplicate", None, "Duplicate", 0.0),
        ("re-imported", None, None, 0.0),
    ],
)
def test_a_coded_line_without_a_receipt(
    status: Cell, pending: Cell, decision: Cell, cost: float
) -> None:
    """It costs what it says, unless it is somebody's own, disputed, or not posted yet."""
    lines: Sequence[Sequence[Cell]] = [
        LINES,
        ["L1", DAY, 40.0, status, None, "2516", pending, decision],
    ]
    assert _spent("2516", Card_Statement=lines) == cost


def test_a_disputed_line_costs_where_the_policy_says_so() -> None:
    """The switch reconcile.disputed_is_cost."""
    lines: Sequence[Sequence[Cell]] = [
        LINES,
        ["L1", DAY, 40.0, "dispute", None, "2516", None, "Dispute"],
    ]
    policy: list[list[Cell]] = [["Policy", "Value"], ["reconcile.disputed_is_cost", "on"]]
    assert _spent("2516", Card_Statement=lines, Policy=policy) == 40.0


def test_a_foreign_receipt_costs_what_was_billed_or_what_its_rate_says() -> None:
    """90.00 EUR billed 99.37; 10.00 EUR at 1.105; without either the account is in doubt."""
    billed: Sequence[Sequence[Cell]] = [LINES, ["L1", DAY, 99.37, "matched", "R1"]]
    receipts: Sequence[Sequence[Cell]] = [
        RECEIPTS,
        ["R1", "2516", 90.0, "EUR"],
        ["R2", "2818", 10.0, "EUR", 1.105],
    ]
    assert _spent("2516", Receipts=receipts, Card_Statement=billed) == 99.37
    assert _spent("2818", Receipts=receipts, Card_Statement=billed) == 11.05
    assert _spent("2516", Receipts=receipts) == "#check 2516: a row could not be read"


def test_what_is_disallowed_is_no_cost() -> None:
    """The holder owes it."""
    assert _spent("2516", Receipts=[RECEIPTS, ["R1", "2516", 31.05, None, None, 31.05]]) == 0.0


def test_tax_counts_whether_or_not_amounts_include_it() -> None:
    """The setting says which; orders are relieved by the same amounts."""
    invoices: list[list[Cell]] = [["Vendor", "Account", "Amount", "Tax"], ["A", "2516", 100.0, 9.5]]
    with_tax: list[list[Cell]] = [["Setting", "Value"], ["Amounts with tax", "Yes"]]
    assert _spent("2516", Invoices=invoices) == 109.5
    assert _spent("2516", Invoices=invoices, Production=with_tax) == 100.0


def test_the_proceeds_of_a_sold_asset_are_credited() -> None:
    """Only once it is sold."""
    assets: list[list[Cell]] = [
        ["Asset of", "Account", "Disposition", "Proceeds"],
        ["R1", "2516", "Sold", 25.0],
        ["R2", "2516", "Kept", 99.0],
    ]
    assert _spent("2516", Assets=assets) == -25.0


def test_the_day_of_the_envelope_decides_the_period() -> None:
    """A receipt of February handed in in March is a cost of March; a typed period wins."""
    workbook = MemoryWorkbook(
        {
            "Budget": [["Account", "Budget"], ["2516", 1000.0]],
            "PC Envelopes": [["Envelope", "Submitted on"], ["JS01", DAY]],
            "Receipts": [
                ["Receipt No.", "Date", "Account", "Amount", "Envelope", "Period"],
                ["R1", datetime(2026, 2, 27), "2516", 10.0, "JS01", None],  # noqa: DTZ001  (a cell)
                ["R2", DAY, "2516", 5.0, None, "2026-02"],
            ],
        }
    )
    calculator = Calculator(workbook, now=NOW)
    assert calculator.calculate("ACTUAL", ["2516", "2026-03"]) == 10.0
    assert calculator.calculate("ACTUAL", ["2516", "2026-02"]) == 5.0


def test_a_statement_kept_without_line_ids_stops_no_report() -> None:
    """A bank export beside the workbook's own tabs is only looked at for coded lines."""
    lines: list[list[Cell]] = [["Date", "Description", "Amount"], [DAY, "COFFEE", 4.0]]
    assert _spent("2516", Card_Statement=lines) == 0.0


def test_lines_counted_before_a_reconciliation_are_told() -> None:
    """A receipt for one of them would count again."""
    workbook = MemoryWorkbook(
        {
            "Budget": [["Account", "Budget"], ["2516", 1000.0]],
            "Card Statement": [LINES, ["L1", DAY, 40.0, None, None, "2516"]],
        }
    )
    assert [f.problem for f in press("flag_overspend", workbook, now=NOW).findings] == [
        "not-reconciled"
    ]


MATCHES: list[Cell] = [
    "Line ID",
    "Receipt No.",
    "Status",
    "Exchange difference",
    "Exchange account",
]


@pytest.mark.parametrize(
    ("status", "account", "own", "other"),
    [("auto", "2818", 108.0, 1.5), ("auto", None, 109.5, 0.0), ("suggested", "2818", 109.5, 0.0)],
)
def test_an_exchange_difference_goes_to_the_account_that_the_match_names(
    status: str, account: str | None, own: float, other: float
) -> None:
    """100.00 euro billed at 109.50 are worth 108.00; the vendor's account bears no exchange."""
    receipts: Sequence[Sequence[Cell]] = [RECEIPTS, ["R1", "2516", 100.0, "EUR"]]
    lines: Sequence[Sequence[Cell]] = [LINES, ["L1", DAY, 109.5, "matched", "R1"]]
    matches: Sequence[Sequence[Cell]] = [MATCHES, ["L1", "R1", status, 1.5, account]]
    tabs = {"Receipts": receipts, "Card_Statement": lines, "Matches": matches}
    assert _spent("2516", **tabs) == own
    assert _spent("2818", **tabs) == other
