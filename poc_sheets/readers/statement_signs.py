"""Which amounts of a statement table are money out, and which money in.

Two columns, a mark beside the amount or a column of marks say it for each line. A single column of
signed amounts says it by a line that is known: a payment to the card, a refund, a fee. Where no
line is known, purchases are the sign that most lines have.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from poc_sheets.problems import Finding, Place
from poc_sheets.readers.kinds import (
    is_fee_text,
    is_income_text,
    is_payment_text,
    is_refund_text,
    type_direction,
)
from poc_sheets.readers.problems import AMBIGUOUS_SIGN, SIGN_TAKEN
from poc_sheets.readers.texts import folded

_DEBITS = frozenset(
    [
        "d",
        "dr",
        "db",
        "debit",
        "debits",
        "dbit",
        "out",
        "outgoing",
        "withdrawal",
        "s",
        "soll",
        "af",
        "charge",
        "sale",
        "purchase",
        "-",
    ]
)
_CREDITS = frozenset(
    [
        "c",
        "cr",
        "credit",
        "credits",
        "crdt",
        "in",
        "incoming",
        "deposit",
        "h",
        "haben",
        "bij",
        "refund",
        "return",
        "payment",
        "+",
    ]
)
#: Less than this share of one sign decides nothing.
_CLEAR_SHARE = 0.6


@dataclass(slots=True)
class Entry:
    """The money of one row: as it stands, and the side it stands on where the file tells."""

    row: int
    value: Decimal
    #: debit, credit or blank.
    side: str
    text: str
    type_text: str
    #: Whether a lone minus sign on this side means money back, as in a ledger's Debit column.
    is_ledger_debit: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """The amounts by row, positive = money out, and how that was decided."""

    amounts: dict[int, Decimal]
    charges_positive: bool | None
    findings: tuple[Finding, ...] = ()


def side_of(text: str) -> str:
    """The side that a mark in a column of its own names: `debit`, `credit` or blank."""
    word = folded(text)
    if word in _DEBITS:
        return "debit"
    return "credit" if word in _CREDITS else ""


def signed(
    entries: Sequence[Entry],
    place: Place,
    *,
    charges_positive: bool | None,
    habit: bool | None = None,
    has_balance: bool,
) -> Signs:
    """The amounts of a table with the sign of a charge positive.

    Args:
        entries: every row that has an amount.
        place: where the amounts' heading stands.
        charges_positive: what a person says about a column of signed amounts.
        habit: what earlier files of the issuer showed; counts where no line of this one is known.
        has_balance: whether the file has a running balance, as bank accounts do and cards do not.

    Raises:
        SheetError: `ambiguous-sign`, where neither sign prevails and no line is known.
    """
    sides = {entry.side for entry in entries if entry.side}
    if sides:
        if any(not entry.side for entry in entries):
            # One side is marked, what is not marked is the other.
            other = "debit" if "credit" in sides else "credit"
            for entry in entries:
                entry.side = entry.side or other
        return Signs(_by_side(entries), None)
    findings: tuple[Finding, ...] = ()
    if charges_positive is None:
        charges_positive, findings = _decided(entries, place, habit=habit, has_balance=has_balance)
    factor = 1 if charges_positive else -1
    amounts = {entry.row: entry.value * factor for entry in entries}
    return Signs(amounts, charges_positive, findings)


def _by_side(entries: Sequence[Entry]) -> dict[int, Decimal]:
    """Debits out, credits in; a minus sign turns a line round unless the whole side carries it.

    Banks write "Money Out" and "Credit" with a minus throughout; in a Debit column it takes two
    lines to tell that habit from a refund.
    """
    amounts: dict[int, Decimal] = {}
    for side, factor in (("debit", 1), ("credit", -1)):
        lines = [entry for entry in entries if entry.side == side]
        negative = sum(entry.value < 0 for entry in lines)
        positive = sum(entry.value > 0 for entry in lines)
        least = 2 if any(entry.is_ledger_debit for entry in lines) else 1
        is_decoration = not positive and negative >= least
        for entry in lines:
            value = abs(entry.value) if is_decoration else entry.value
            amounts[entry.row] = value * factor
    return amounts


def _decided(
    entries: Sequence[Entry], place: Place, *, habit: bool | None, has_balance: bool
) -> tuple[bool, tuple[Finding, ...]]:
    votes = sum(_vote(entry) for entry in entries)
    positive = sum(entry.value > 0 for entry in entries)
    negative = sum(entry.value < 0 for entry in entries)
    if votes and _outweighs(votes, positive, negative):
        return votes > 0, ()
    if habit is not None:
        return habit, ()
    if not positive + negative:
        return True, ()
    is_positive = positive > negative
    is_clear = max(positive, negative) >= _CLEAR_SHARE * (positive + negative)
    is_positive = is_positive and (is_clear or not has_balance)
    if not is_clear and not has_balance:
        raise AMBIGUOUS_SIGN.stop(
            place, heading=place.heading, positive=positive, negative=negative
        )
    note = SIGN_TAKEN.at(
        place,
        heading=place.heading,
        sign="positive" if is_positive else "negative",
        other="negative" if is_positive else "positive",
        reason=f"{positive} amounts are positive, {negative} negative, "
        "and known payments or refunds do not say otherwise",
    )
    return is_positive, (note,)


def _outweighs(votes: int, positive: int, negative: int) -> bool:
    """Whether the known lines decide: a single refund keyed with the wrong sign does not."""
    if (votes > 0) == (positive >= negative):
        return True
    larger, smaller = max(positive, negative), min(positive, negative)
    if larger < _CLEAR_SHARE * (larger + smaller):
        return True
    return abs(votes) > larger * (0.2 if smaller else 0.5)


def _vote(entry: Entry) -> int:
    """1 where a known line says that charges are positive, -1 where it says the opposite."""
    sign = (entry.value > 0) - (entry.value < 0)
    known_in = (is_payment_text, is_refund_text, is_income_text)
    if any(is_known(entry.text) for is_known in known_in):
        return -sign
    direction = type_direction(entry.type_text)
    if direction == "in":
        return -sign
    return sign if direction == "out" or is_fee_text(entry.text) else 0
