"""Statement lines, receipts and decisions as the reconciliation takes them, from their rows."""

import re
from collections.abc import Sequence

from poc_sheets.problems import Finding, Problem
from poc_sheets.settings import Settings
from poc_sheets.tabs.card_statement import CardLine
from poc_sheets.tabs.model import place_of
from poc_sheets.tabs.petty_cash import ReceiptRow
from poc_sheets.trade.matching import Decision, Line, Options, Receipt
from poc_sheets.trade.matching.model import Verdict
from poc_sheets.trade.money import exponent_of, from_minor, to_minor
from poc_sheets.trade.policy import Policy

UNKNOWN_RECEIPT = Problem(
    "unknown-receipt",
    title="The decision names receipt {receipt}, which is not in the Receipts tab",
    what="Decided receipts says {seen}",
    do="correct the receipt number",
)
_VERDICTS: dict[str, Verdict] = {
    "match": "match",
    "no match": "no match",
    "personal": "personal",
    "missing": "missing",
    "dispute": "dispute",
    "duplicate": "duplicate",
    "carry over": "carry over",
}


def options_of(policy: Policy, settings: Settings) -> Options:
    """The limits that the Policy tab sets."""

    def window(kind: str) -> tuple[int, int]:
        before = policy.whole(f"reconcile.{kind}_days_before")
        return -before, policy.whole(f"reconcile.{kind}_days_after")

    return Options(
        currency=settings.currency,
        card_window=window("card"),
        payable_window=window("payable"),
        split_window=window("split"),
        tip_cap=float(policy.number("reconcile.tip_percent")) / 100,
        surcharge_cap=float(policy.number("reconcile.surcharge_percent")) / 100,
    )


def line_of(row: CardLine, settings: Settings) -> Line:
    """A line of the Card Statement tab."""
    return Line(
        id=row.line_id,
        date=row.date,
        amount=row.amount,
        vendor=row.vendor,
        card=row.card,
        holder=row.holder,
        transaction_date=row.transaction_date,
        pending=row.is_pending,
        original_amount=_original(row, settings),
        original_currency=row.original_currency,
        reference=row.reference,
        memo=row.memo,
        kind=row.kind,
        currency=settings.currency,
    )


def _original(row: CardLine, settings: Settings) -> int | None:
    if row.original_amount is None:
        return None
    return _in_own_currency(row.original_amount, row.original_currency, settings)


def _in_own_currency(amount: int, currency: str, settings: Settings) -> int:
    """An amount in minor units of its own currency; the sheet reads every amount in ours."""
    if not currency or currency.upper() == settings.currency.upper():
        return amount
    return to_minor(from_minor(amount, settings.exponent), exponent_of(currency))


def receipt_of(row: ReceiptRow, settings: Settings) -> Receipt:
    """A receipt, its amount in minor units of its own currency."""
    return Receipt(
        id=row.receipt_id,
        date=row.date,
        amount=_in_own_currency(row.amount, row.currency, settings),
        vendor=row.vendor,
        card=row.card,
        holder=row.holder,
        currency=row.currency,
        reference=row.reference,
        tip=row.tip,
        method=row.method.casefold(),
        category=row.category,
        memo=row.description,
    )


def decisions_of(
    lines: Sequence[CardLine], known: set[str]
) -> tuple[list[Decision], list[Finding]]:
    """What people decided on the Card Statement tab.

    Args:
        lines: the statement; a decision without receipt numbers is about those suggested.
        known: the receipt numbers of the Receipts tab; a number that is not there is a finding.
    """
    decisions: list[Decision] = []
    findings: list[Finding] = []
    for row in lines:
        verdict = _VERDICTS.get(row.decision.strip().casefold())
        if verdict is None:
            continue
        named = [part for part in re.split(r"[,;\s]+", row.decided_receipts) if part]
        # A decision without numbers is about the receipts that were suggested.
        ids = named or [part for part in re.split(r"[,;\s]+", row.receipts) if part]
        for receipt in ids:
            if receipt not in known:
                place = place_of(row, "decided_receipts")
                findings.append(
                    UNKNOWN_RECEIPT.at(place, receipt=receipt, seen=row.decided_receipts)
                )
        good = tuple(receipt for receipt in ids if receipt in known)
        if verdict == "match" and not good:
            continue
        with_receipts = verdict in {"match", "no match", "duplicate"}
        decisions.append(Decision((row.line_id,), good if with_receipts else (), verdict, row.note))
    return decisions, findings
