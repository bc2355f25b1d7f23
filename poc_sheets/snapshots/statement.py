"""Statement lines, receipts and rates as the reconciliation takes them, from their rows."""

import re
from collections import defaultdict
from collections.abc import Sequence

from poc_sheets.problems import Finding, Problem
from poc_sheets.settings import Settings
from poc_sheets.tabs.card_statement import CardLine
from poc_sheets.tabs.fx_rates import FxRate
from poc_sheets.tabs.model import place_of
from poc_sheets.tabs.petty_cash import ReceiptRow
from poc_sheets.trade.matching import Line, Options, Receipt
from poc_sheets.trade.matching.known_rates import rate_on
from poc_sheets.trade.money import exponent_of, from_minor, to_minor
from poc_sheets.trade.policy import Policy

MISSING_RATE = Problem(
    "missing-rate",
    title="There is no rate for {currency} in {month}",
    what="{count} in {currency}, first {first}: value or exchange difference cannot be told",
    do="add a line for {currency} to the FX Rates tab, with the day or the month",
    level="warning",
)
UNUSABLE_RATE = Problem(
    "unusable-rate",
    title="A rate for {currency} cannot be used",
    what="{seen}",
    do="give the rate above zero, with a date, or a month such as 2026-03",
    level="warning",
)
_MONTH = re.compile(r"^(\d{4})-(\d{1,2})$")


def options_of(policy: Policy, settings: Settings, rates: Sequence[FxRate] = ()) -> Options:
    """The limits that the Policy tab sets, and the rates of the FX Rates tab."""

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
        daily_rates={
            (row.currency.strip().upper(), row.date): float(row.rate)
            for row in rates
            if row.date and row.rate > 0
        },
        monthly_rates={
            (row.currency.strip().upper(), month): float(row.rate)
            for row in rates
            if row.rate > 0 and (month := month_of(row))
        },
        fx_account=settings.fx_account,
    )


def month_of(row: FxRate) -> str:
    """The month that a rate without a day is of, as `2026-03`; blank where it names none."""
    found = _MONTH.match(row.month.strip())
    return f"{found[1]}-{int(found[2]):02}" if found and not row.date else ""


def rate_findings(
    rates: Sequence[FxRate], receipts: Sequence[ReceiptRow], options: Options
) -> list[Finding]:
    """Rates that cannot be used, and foreign receipts whose value nobody can tell.

    One finding for each currency and month of receipts; a missing rate is never taken for 1.
    """
    findings = [
        UNUSABLE_RATE.at(place_of(row, "rate"), currency=row.currency, seen=_seen(row))
        for row in rates
        if row.rate <= 0 or not (row.date or month_of(row))
    ]
    lacking: dict[tuple[str, str], list[ReceiptRow]] = defaultdict(list)
    for row in receipts:
        currency = row.currency.strip().upper()
        if currency in ("", options.currency.strip().upper()) or row.rate:
            continue
        if row.date is None or rate_on(currency, row.date, options) is None:
            month = f"{row.date:%B %Y}" if row.date else "receipts without a date"
            lacking[currency, month].append(row)
    findings += [
        MISSING_RATE.at(
            place_of(rows[0], "currency"),
            currency=currency,
            month=month,
            count=f"{len(rows)} receipt{'s' if len(rows) > 1 else ''}",
            first=rows[0].receipt_id,
        )
        for (currency, month), rows in lacking.items()
    ]
    return findings


def _seen(row: FxRate) -> str:
    return f"rate {row.rate}, date {row.date or 'empty'}, month {row.month or 'empty'}"


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
        rate=float(row.rate) if row.rate else None,
    )
