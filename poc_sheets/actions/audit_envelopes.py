"""The button "Audit envelopes"."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from poc_sheets.problems import Finding, Problem
from poc_sheets.registry import Fill, Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.snapshots.petty_cash import HANDED_IN, PettyCash, petty_cash_of
from poc_sheets.snapshots.postings import StatementLine
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.tabs.petty_cash import Envelope, Float, ReceiptRow
from poc_sheets.tabs.rules import PolicyRow
from poc_sheets.trade.money import as_text
from poc_sheets.trade.petty_cash import EnvelopeState, FloatState
from poc_sheets.trade.policy import policy_of

ENVELOPE_DIFFERS = Problem(
    "envelope-differs",
    title="Envelope {number} is {amount} {way}",
    what="advance {advance}, receipts {receipts}, cash counted {counted}",
    do="count again with {holder}, or write the reason into Notes",
    level="warning",
)
FLOAT_DIFFERS = Problem(
    "float-differs",
    title="Float {number} of {holder} is {amount} {way}",
    what="{sum}",
    do="count the cash with {holder}; missing receipts go into an envelope",
    level="warning",
)
RECEIPT_AGAIN = Problem(
    "receipt-again",
    title="Receipt {receipt} may be receipt {first} again",
    what="both are {vendor}, {date}, {amount}; in {where} and in {before}",
    do="compare the slips; if they are two purchases, write so into Passed because",
    level="warning",
)
RECEIPT_POLICY = Problem(
    "receipt-policy",
    title="{count} of {where} {verb} against the receipt rules",
    what="{rules}",
    do="ask {holder}; type Disallowed, or a reason into Passed because",
    level="warning",
)
NO_ENVELOPE = Problem(
    "no-such-envelope",
    title="Receipt {receipt} is in envelope {envelope}, which is not in the PC Envelopes tab",
    what="{vendor}, {amount}; it is reimbursed by no envelope",
    do="add the envelope, or correct its number on the receipt",
)
PERSONAL_OWED = Problem(
    "personal-owed",
    title="{holder} owes {amount} for personal charges on a card",
    what="card lines decided as Personal are no cost of the production",
    do="collect it, or take it from the next reimbursement",
    level="note",
)


@action("Audit envelopes", group="Money")
def audit_envelopes(
    floats: Rows[Float],
    envelopes: Rows[Envelope],
    receipts: Rows[ReceiptRow],
    settings: Settings,
    statement: Rows[StatementLine] = Rows(),  # noqa: B008  (no tab, no rows)
    policy: Rows[PolicyRow] = Rows(),  # noqa: B008
) -> Outcome:
    """Check every petty cash envelope and float to the cent, and every receipt.

    A float is at any time the cash on hand, the receipts not handed in, and those handed in and not
    reimbursed. Each rule for receipts is a switch of the Policy tab, its limits are lines beside it;
    a reason in Passed because answers the rules for that receipt. What is Disallowed is not
    replenished: the holder owes it.

    Args:
        floats: cash that holders signed for; Cash on hand as counted.
        envelopes: receipts handed in, with the cash counted.
        receipts: of cash and of cards; both are held against the rules.
        settings: the currency.
        statement: card lines decided as Personal are owed by their holder.
        policy: the switches and limits, lines receipt.*.

    Returns:
        Fills State and Holder owes of the floats, Replenish and Audit of the envelopes, Policy of
        the receipts.

    Problems:
        envelope-differs: receipts and cash are not the advance.
        receipt-again: a receipt that looks like an earlier one.
        receipt-policy: receipts against the rules of the house, by envelope.
    """
    house = policy_of((row.policy, row.value) for row in policy)
    cash = petty_cash_of(floats, envelopes, receipts, house, settings)
    personal = _personal(statement)
    audit = _Audit(cash, settings, house.amount("petty_cash.over_short_amount", settings.exponent))
    fills = [fill for row in floats for fill in audit.float_fills(row, envelopes, personal, floats)]
    fills += [fill for row in envelopes for fill in audit.envelope_fills(row)]
    fills += [Fill(row, "policy_flags", ", ".join(cash.flags[row.row])) for row in receipts]
    findings = audit.differences(floats, envelopes)
    findings += audit.repeated() + audit.lost(receipts, envelopes)
    findings += audit.against_rules(receipts, envelopes)
    findings += audit.personal(personal, statement)
    return Outcome(_summary(cash, envelopes, settings), findings, fills)


def _personal(statement: Rows[StatementLine]) -> dict[str, int]:
    owed: dict[str, int] = defaultdict(int)
    for line in statement:
        if "personal" in {line.status.casefold(), line.decision.casefold()}:
            owed[line.holder] += line.amount
    return dict(owed)


class _Audit:
    """What the audit says of floats, envelopes and receipts."""

    def __init__(self, cash: PettyCash, settings: Settings, tolerated: int) -> None:
        self.cash = cash
        self.settings = settings
        self.tolerated = tolerated

    def money(self, amount: int) -> str:
        return as_text(amount, self.settings.exponent)

    def float_fills(
        self,
        row: Float,
        envelopes: Sequence[Envelope],
        personal: dict[str, int],
        floats: Sequence[Float],
    ) -> list[Fill]:
        if row.closed_on is not None:
            return [Fill(row, "state", "closed"), Fill(row, "owed", None)]
        state = self.cash.floats[row.number]
        owed = max(0, -(state.over_short or 0))
        owed += sum(
            self.cash.envelopes[e.number].disallowed
            for e in envelopes
            if e.float_number == row.number and e.status.casefold() in HANDED_IN
        )
        if next(other for other in floats if other.holder == row.holder) is row:
            owed += personal.get(row.holder, 0) - self.cash.own_money.get(row.holder, 0)
        return [Fill(row, "state", self.float_text(state)), Fill(row, "owed", owed or None)]

    def float_text(self, state: FloatState) -> str:
        """The sum that proves a float, or what there must be in cash."""
        parts = (
            f"unsubmitted {self.money(state.unsubmitted)} + submitted {self.money(state.submitted)}"
        )
        if state.on_hand is None:
            return f"must hold {self.money(state.expected_cash)} in cash; {parts}"
        total = state.on_hand + state.unsubmitted + state.submitted
        proof = f"cash {self.money(state.on_hand)} + {parts} = {self.money(total)}"
        return proof if state.holds else f"{proof}, not {self.money(state.amount)}"

    def envelope_fills(self, row: Envelope) -> list[Fill]:
        state = self.cash.envelopes[row.number]
        words = []
        if state.over_short:
            words.append(f"{self.money(abs(state.over_short))} {_way(state.over_short)}")
        if state.disallowed:
            words.append(f"{self.money(state.disallowed)} disallowed")
        return [
            Fill(row, "replenish", state.replenish if state.receipts else None),
            Fill(row, "audit", ", ".join(words) or ("adds up" if state.over_short == 0 else "")),
        ]

    def differences(self, floats: Sequence[Float], envelopes: Sequence[Envelope]) -> list[Finding]:
        """Envelopes and floats that do not add up, and nobody said why."""
        found = [self._envelope_differs(row, self.cash.envelopes[row.number]) for row in envelopes]
        found += [
            self._float_differs(row, self.cash.floats[row.number])
            for row in floats
            if row.closed_on is None
        ]
        return [finding for finding in found if finding is not None]

    def _envelope_differs(self, row: Envelope, state: EnvelopeState) -> Finding | None:
        gap = state.over_short
        if gap is None or abs(gap) <= self.tolerated or row.notes:
            return None
        return ENVELOPE_DIFFERS.at(
            place_of(row, "cash_counted"),
            number=row.number,
            amount=self.money(abs(gap)),
            way=_way(gap),
            advance=self.money(state.advance or 0),
            receipts=self.money(state.receipts),
            counted=self.money(state.counted or 0),
            holder=row.holder or "the holder",
        )

    def _float_differs(self, row: Float, state: FloatState) -> Finding | None:
        gap = state.over_short
        if gap is None or abs(gap) <= self.tolerated or row.notes:
            return None
        return FLOAT_DIFFERS.at(
            place_of(row, "cash_on_hand"),
            number=row.number,
            holder=row.holder,
            amount=self.money(abs(gap)),
            way=_way(gap),
            sum=self.float_text(state),
        )

    def repeated(self) -> list[Finding]:
        """Receipts that look like an earlier one."""
        return [
            RECEIPT_AGAIN.at(
                place_of(row, "receipt_id"),
                receipt=row.receipt_id,
                first=first.receipt_id,
                vendor=row.vendor,
                date=row.date,
                amount=self.money(row.amount),
                where=_where(row),
                before=_where(first),
            )
            for row, first in self.cash.repeated
        ]

    def lost(self, receipts: Sequence[ReceiptRow], envelopes: Sequence[Envelope]) -> list[Finding]:
        """Receipts of envelopes that nobody opened."""
        known = {row.number for row in envelopes}
        return [
            NO_ENVELOPE.at(
                place_of(row, "envelope"),
                receipt=row.receipt_id,
                envelope=row.envelope,
                vendor=row.vendor,
                amount=self.money(row.amount),
            )
            for row in receipts
            if row.envelope and row.envelope not in known
        ]

    def against_rules(
        self, receipts: Sequence[ReceiptRow], envelopes: Sequence[Envelope]
    ) -> list[Finding]:
        """One finding for each envelope, card or holder; the Policy column tells each receipt."""
        holders = {row.number: row.holder for row in envelopes}
        groups: dict[str, list[ReceiptRow]] = defaultdict(list)
        for row in receipts:
            if self.cash.flags[row.row]:
                groups[_where(row)].append(row)
        findings = []
        for where, rows in groups.items():
            rules = Counter(flag for row in rows for flag in self.cash.flags[row.row])
            first = rows[0]
            findings.append(
                RECEIPT_POLICY.at(
                    place_of(first, "policy_flags"),
                    count=f"{len(rows)} receipt{'s' if len(rows) > 1 else ''}",
                    verb="are" if len(rows) > 1 else "is",
                    where=where,
                    rules="; ".join(f"{rule}: {count}" for rule, count in rules.most_common()),
                    holder=holders.get(first.envelope) or first.holder or "the holder",
                )
            )
        return findings

    def personal(self, owed: dict[str, int], statement: Rows[StatementLine]) -> list[Finding]:
        """What holders owe for charges that are their own."""
        return [
            PERSONAL_OWED.at(
                place_of(next(line for line in statement if line.holder == holder), "holder"),
                holder=holder or "The holder of a card",
                amount=self.money(amount),
            )
            for holder, amount in owed.items()
            if amount
        ]


def _way(gap: int) -> str:
    return "over" if gap > 0 else "short"


def _where(row: ReceiptRow) -> str:
    if row.envelope:
        return f"envelope {row.envelope}"
    return f"card {row.card}" if row.card else "no envelope"


def _summary(cash: PettyCash, envelopes: Sequence[Envelope], settings: Settings) -> str:
    def money(amount: int) -> str:
        return f"{settings.currency} {as_text(amount, settings.exponent)}"

    waiting = [row for row in envelopes if row.status.casefold() in HANDED_IN]
    replenish = sum(cash.envelopes[row.number].replenish for row in waiting)
    flagged = sum(bool(flags) for flags in cash.flags.values())
    gaps = [e.over_short for e in cash.envelopes.values() if e.over_short]
    gaps += [f.over_short for f in cash.floats.values() if f.over_short]
    differ = f", {len(gaps)} do not add up" if gaps else ""
    return (
        f"{len(waiting)} envelope{'' if len(waiting) == 1 else 's'} to reimburse with {money(replenish)}{differ}; "
        f"{flagged} of {len(cash.flags)} receipts against a rule."
    )
