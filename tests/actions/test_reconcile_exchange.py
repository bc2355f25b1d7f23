"""Reconcile card with receipts in foreign currency: rates, their absence, realised differences."""

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.problems import Finding
from poc_sheets.runner import press
from poc_sheets.workbook import Cell

STATEMENT: list[list[Cell]] = [
    ["Line ID", "Card", "Date", "Vendor", "Amount", "Status", "Receipts", "Reason"],
    ["L1", "4417", "2026-03-09", "CAFE LUNA PARIS", 109.5, None, None, None],
]
MATCHES: list[list[Cell]] = [
    [
        "Line ID", "Receipt No.", "Status", "Score", "Rule", "Difference", "Exchange difference",
        "Exchange account", "Reason",
    ],
    [None] * 9,
]  # fmt: skip


def reconciled(
    rates: list[list[Cell]], account: str = "6850", **receipt: Cell
) -> tuple[MemoryWorkbook, tuple[Finding, ...]]:
    """A 100.00 euro receipt of Sunday 8 March 2026 against a line of 109.50, under these rates."""
    values = {
        "Date": "2026-03-08", "Currency": "EUR", "Amount": 100.0, "Exchange rate": None, **receipt
    }  # fmt: skip
    workbook = MemoryWorkbook(
        {
            "Card Statement": [list(row) for row in STATEMENT],
            "Receipts": [
                ["Receipt No.", "Vendor", "Card", "Statement line", "Match", *values],
                ["R1", "Cafe Luna", "4417", None, None, *values.values()],
            ],
            "Matches": [list(row) for row in MATCHES],
            "FX Rates": [["Date", "Month", "Currency", "Rate", "Source"], *rates],
            "Production": [
                ["Setting", "Value"],
                ["Currency", "USD"],
                ["Exchange differences to", account or None],
            ],
        }
    )
    message = press("reconcile_card", workbook)
    assert message.ok, message.as_text()
    return workbook, message.findings


def test_a_rate_of_the_day_before_a_weekend_values_the_receipt_and_the_rest_is_realised() -> None:
    """108.00 at Friday's rate; 109.50 was billed: 1.50 is exchange, in the match and its reason."""
    workbook, findings = reconciled([["2026-03-06", None, "EUR", 1.08, "bank"]])
    row = workbook.cells["Matches"][1]
    assert row[0:2] == ["L1", "R1"]
    assert (row[6], row[7]) == (1.5, "6850")
    assert "exchange difference 1.50 to account 6850" in str(row[8])
    assert not [finding for finding in findings if finding.problem == "missing-rate"]


def test_a_rate_of_the_month_serves_where_the_day_has_none() -> None:
    workbook, _ = reconciled([[None, "2026-03", "eur", 1.10, None]])
    assert workbook.cells["Matches"][1][6] == -0.5


def test_a_rate_typed_on_the_receipt_goes_before_the_tab() -> None:
    rates: list[list[Cell]] = [["2026-03-06", None, "EUR", 1.2, "wrong"]]
    typed: dict[str, Cell] = {"Exchange rate": 1.09}
    workbook, _ = reconciled(rates, "6850", **typed)
    assert workbook.cells["Matches"][1][6] == 0.5


def test_without_an_account_the_difference_stays_with_the_receipt_and_is_said() -> None:
    workbook, _ = reconciled([["2026-03-06", None, "EUR", 1.08, None]], account="")
    row = workbook.cells["Matches"][1]
    assert (row[6], row[7]) == (1.5, None)
    assert "exchange difference 1.50 on the receipt's account" in str(row[8])


@pytest.mark.parametrize(
    "rates",
    [
        [],
        [["2026-02-20", None, "EUR", 1.08, "too old"]],
        [[None, "2026-02", "EUR", 1.08, "another month"]],
        [["2026-03-06", None, "GBP", 1.27, "another currency"]],
    ],
)
def test_a_missing_rate_is_a_finding_and_never_one(rates: list[list[Cell]]) -> None:
    """100.00 euro are not 100.00 dollars, and no exchange difference is made up."""
    workbook, findings = reconciled(rates)
    found = [finding for finding in findings if finding.problem == "missing-rate"]
    assert [finding.title for finding in found] == ["There is no rate for EUR in March 2026"]
    assert found[0].place.tab == "Receipts"
    assert all(row[6] is None for row in workbook.cells["Matches"][1:])


@pytest.mark.parametrize(
    "rate",
    [
        [None, None, "EUR", 1.08, "no day"],
        [None, "March", "EUR", 1.08, "no month that can be read"],
        ["2026-03-06", None, "EUR", 0, "nothing"],
        ["2026-03-06", None, "EUR", -1.08, "below nothing"],
    ],
)
def test_a_rate_that_cannot_be_used_is_told_and_not_used(rate: list[Cell]) -> None:
    _, findings = reconciled([rate])
    assert {"unusable-rate", "missing-rate"} <= {finding.problem for finding in findings}


def test_yen_have_no_cents() -> None:
    """15,000 yen at 0.0073 are 109.50, to the cent what was billed."""
    rates: list[list[Cell]] = [["2026-03-06", None, "JPY", 0.0073, None]]
    workbook, _ = reconciled(rates, Currency="JPY", Amount=15000.0)
    assert workbook.cells["Matches"][1][6] == 0.0
