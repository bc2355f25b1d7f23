"""An entry that a bank has collected from several payments, taken apart again.

The parts must add up to the entry, so that the account still does. What is missing or too much
(a bank's charge) becomes a part of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from poc_sheets.problems import Finding, Place
from poc_sheets.readers.problems import BATCH_CHARGES, BATCH_NOT_SPLIT
from poc_sheets.trade.money import as_text, exponent_of


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an entry: minor units, positive = money out.

    Before the splitting `amount` is without sign and `sign` is what the part says of itself;
    `detail` is the part's index from 0, `None` for the entry as a whole or the difference.
    """

    amount: int | None
    currency: str = ""
    sign: int = 1
    detail: int | None = None
    kind: str = ""


def split_entry(
    total: int, details: Sequence[Part], currency: str, place: Place
) -> tuple[list[Part], list[Finding]]:
    """The parts that an entry is read as, and what is to be said about them.

    Args:
        total: the entry in minor units, positive = money out.
        details: what each detail says; none for a plain entry.
        currency: of the entry.
        place: where the entry stands.
    """
    whole = Part(total, currency, detail=0 if len(details) == 1 else None)
    if len(details) < 2:
        return [whole], []
    exponent = exponent_of(currency)
    amounts = [detail.amount for detail in details]
    reason = ""
    if any(amount is None for amount in amounts):
        reason = f"{sum(a is None for a in amounts)} of {len(details)} parts have no amount"
    elif any(detail.currency != currency for detail in details):
        reason = "the parts are in another currency"
    elif all(amount == abs(total) for amount in amounts):
        reason = "each part shows the amount of the whole entry"
    if reason:
        shown = as_text(total, exponent)
        return [whole], [BATCH_NOT_SPLIT.at(place, reason=reason, amount=shown)]
    sign = -1 if total < 0 else 1
    with_own_sign = [detail.sign * (detail.amount or 0) for detail in details]
    with_entry_sign = [sign * (detail.amount or 0) for detail in details]
    chosen = with_own_sign if sum(with_own_sign) == total else with_entry_sign
    parts = [Part(amount, currency, detail=index) for index, amount in enumerate(chosen)]
    difference = total - sum(chosen)
    if not difference:
        return parts, []
    finding = BATCH_CHARGES.at(
        place,
        parts=as_text(sum(chosen), exponent),
        entry=as_text(total, exponent),
        difference=as_text(difference, exponent),
    )
    return [*parts, Part(difference, currency, kind="fee")], [finding]
