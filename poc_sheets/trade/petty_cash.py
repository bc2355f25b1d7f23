"""Petty cash: over and short to the cent, what is replenished, who owes what.

All amounts are minor units.

Source: the imprest system. At any time a float is the cash on hand, the receipts not handed in
yet, and those handed in and not reimbursed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EnvelopeState:
    """One envelope as it adds up.

    Attributes:
        receipts: the total of its receipts.
        disallowed: the part that is not accepted.
        advance: the cash that it accounts for; `None` where none is named.
        counted: the cash handed in or counted with it; `None`: not counted.
    """

    receipts: int
    disallowed: int = 0
    advance: int | None = None
    counted: int | None = None

    @property
    def over_short(self) -> int | None:
        """Receipts and cash against the advance; below zero is short. `None`: cannot be told."""
        if self.advance is None or self.counted is None:
            return None
        return self.receipts + self.counted - self.advance

    @property
    def replenish(self) -> int:
        """What the float gets back once the envelope is approved."""
        return self.receipts - self.disallowed

    @property
    def owed(self) -> int:
        """What the holder owes: what is disallowed and what is short."""
        return self.disallowed + max(0, -(self.over_short or 0))


@dataclass(frozen=True, slots=True)
class FloatState:
    """One float as it adds up.

    Attributes:
        issued: cash the holder signed for.
        returned: cash given back for good.
        unsubmitted: receipts that are not handed in.
        submitted: receipts handed in and not reimbursed.
        on_hand: cash counted; `None`: not counted.
    """

    issued: int
    returned: int = 0
    unsubmitted: int = 0
    submitted: int = 0
    on_hand: int | None = None

    @property
    def amount(self) -> int:
        """What the holder still answers for."""
        return self.issued - self.returned

    @property
    def expected_cash(self) -> int:
        """What there must be in cash."""
        return self.amount - self.unsubmitted - self.submitted

    @property
    def over_short(self) -> int | None:
        """Cash on hand against what there must be; below zero is short. `None`: not counted."""
        return None if self.on_hand is None else self.on_hand - self.expected_cash

    @property
    def holds(self) -> bool:
        """The float is cash on hand, unsubmitted receipts and submitted ones, to the cent."""
        return self.over_short == 0
