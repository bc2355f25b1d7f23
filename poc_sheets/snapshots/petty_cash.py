"""Floats, envelopes and receipts as they add up, with the flags of the house's policy."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from poc_sheets.settings import Settings
from poc_sheets.snapshots.postings import is_foreign
from poc_sheets.tabs.petty_cash import Envelope, Float, ReceiptRow
from poc_sheets.trade.petty_cash import EnvelopeState, FloatState
from poc_sheets.trade.policy import Policy
from poc_sheets.trade.receipt_policy import Slip, policy_flags

#: An envelope in one of these states is handed in and not reimbursed.
HANDED_IN = {"submitted", "audited", "approved"}
REIMBURSED = "reimbursed"
OWN_MONEY = "own money"


@dataclass(frozen=True)
class PettyCash:
    """All petty cash.

    Attributes:
        envelopes: the state of each envelope, by its number.
        floats: the state of each float, by its number.
        flags: what the policy says of each receipt, by its sheet row.
        repeated: receipts that look like an earlier one, with it.
        own_money: what people laid out and did not get back, by holder.
    """

    envelopes: dict[str, EnvelopeState] = field(default_factory=dict)
    floats: dict[str, FloatState] = field(default_factory=dict)
    flags: dict[int, tuple[str, ...]] = field(default_factory=dict)
    repeated: list[tuple[ReceiptRow, ReceiptRow]] = field(default_factory=list)
    own_money: dict[str, int] = field(default_factory=dict)


def petty_cash_of(
    floats: Sequence[Float],
    envelopes: Sequence[Envelope],
    receipts: Sequence[ReceiptRow],
    policy: Policy,
    settings: Settings,
) -> PettyCash:
    """Add up every envelope and every float."""
    inside: dict[str, list[ReceiptRow]] = defaultdict(list)
    for receipt in receipts:
        inside[receipt.envelope].append(receipt)
    by_float = {row.number: row for row in floats}
    by_envelope = {row.number: row for row in envelopes}
    return PettyCash(
        envelopes={
            row.number: _envelope(row, inside[row.number], by_float.get(row.float_number))
            for row in envelopes
        },
        floats={row.number: _float(row, envelopes, inside) for row in floats},
        flags={
            receipt.row: _flags(receipt, by_envelope, by_float, policy, settings)
            for receipt in receipts
        },
        repeated=_repeated(receipts, policy),
        own_money=_own_money(receipts, by_envelope),
    )


def _envelope(
    row: Envelope, receipts: Sequence[ReceiptRow], its_float: Float | None
) -> EnvelopeState:
    """An envelope without an advance of its own accounts for its float, if cash was counted."""
    advance = row.advance
    if advance is None and row.cash_counted is not None and its_float is not None:
        advance = its_float.issued - its_float.returned
    return EnvelopeState(
        receipts=sum(receipt.amount for receipt in receipts),
        disallowed=sum(receipt.disallowed for receipt in receipts),
        advance=advance,
        counted=row.cash_counted,
    )


def _float(
    row: Float, envelopes: Sequence[Envelope], inside: dict[str, list[ReceiptRow]]
) -> FloatState:
    open_amount = handed_in = 0
    for envelope in envelopes:
        if envelope.float_number != row.number or envelope.status.casefold() == REIMBURSED:
            continue
        amount = sum(r.amount for r in inside[envelope.number] if is_cash(r))
        if envelope.status.casefold() in HANDED_IN:
            handed_in += amount
        else:
            open_amount += amount
    loose = [r for r in inside[""] if is_cash(r) and r.holder and r.holder == row.holder]
    open_amount += sum(receipt.amount for receipt in loose)
    return FloatState(row.issued, row.returned, open_amount, handed_in, row.cash_on_hand)


def is_cash(receipt: ReceiptRow) -> bool:
    """Whether a receipt was paid from a float: cash, or in an envelope and not said otherwise."""
    method = receipt.method.strip().casefold()
    return method == "cash" or (not method and bool(receipt.envelope) and not receipt.card)


def _own_money(receipts: Sequence[ReceiptRow], envelopes: dict[str, Envelope]) -> dict[str, int]:
    owed: dict[str, int] = defaultdict(int)
    for receipt in receipts:
        envelope = envelopes.get(receipt.envelope)
        is_paid = envelope is not None and envelope.status.casefold() == REIMBURSED
        if receipt.method.strip().casefold() == OWN_MONEY and not is_paid:
            owed[receipt.holder] += receipt.amount - receipt.disallowed
    return dict(owed)


def _flags(
    receipt: ReceiptRow,
    envelopes: dict[str, Envelope],
    floats: dict[str, Float],
    policy: Policy,
    settings: Settings,
) -> tuple[str, ...]:
    if receipt.passed:
        return ()
    envelope = envelopes.get(receipt.envelope)
    its_float = floats.get(envelope.float_number) if envelope else None
    foreign = is_foreign(receipt, settings)
    slip = Slip(
        amount=receipt.amount,
        day=receipt.date,
        vendor=receipt.vendor,
        description=receipt.description,
        category=receipt.category,
        people=receipt.people,
        notes=receipt.notes,
        tax=receipt.tax,
        is_cash=is_cash(receipt),
        is_missing=receipt.is_missing,
        not_itemised=receipt.not_itemised,
        has_order=receipt.reference.upper().startswith("PO"),
        needs_rate=foreign and receipt.rate is None and receipt.match_status != "matched",
        holder=receipt.holder,
        envelope_holder=envelope.holder if envelope else "",
        float_from=its_float.date if its_float else None,
        float_to=its_float.closed_on if its_float else None,
    )
    return policy_flags(slip, policy, settings.exponent)


def _repeated(
    receipts: Sequence[ReceiptRow], policy: Policy
) -> list[tuple[ReceiptRow, ReceiptRow]]:
    """Receipts of equal day, vendor, amount and card: in two envelopes, or twice in one place."""
    in_two = policy.is_on("receipt.in_two_envelopes")
    anywhere = policy.is_on("receipt.possible_duplicate")
    seen: dict[tuple[object, ...], ReceiptRow] = {}
    found = []
    for row in receipts:
        vendor = " ".join(row.vendor.casefold().split())
        if row.date is None or not vendor or row.passed:
            continue
        first = seen.setdefault((row.date, vendor, row.amount, row.card), row)
        if first is row:
            continue
        is_two = row.envelope != first.envelope and bool(row.envelope and first.envelope)
        if in_two if is_two else anywhere:
            found.append((row, first))
    return found
