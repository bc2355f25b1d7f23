"""The rules by which amounts can belong together, and how often each is the truth.

`odds` is the natural logarithm of how often a line that no better rule explains is of this kind,
over how often its receipt is simply missing. They are experience, few, and deliberately round.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A way in which amounts agree."""

    name: str
    odds: float
    #: whether the amounts differ, so that a person should look unless all else is sure
    tolerant: bool = True
    #: whether a person is always asked: somebody has to correct a slip or write off a rest
    asks: bool = False


EXACT = 0
REFUND = 1
TIP_SHOWN = 2
ORIGINAL = 3
TIP_PERCENT = 4
TIP = 5
SURCHARGE_PERCENT = 6
SURCHARGE = 7
FX = 8
SHORT_PERCENT = 9
SHORT = 10
SWAPPED = 11
CENTS = 12
SIGN = 13
ROUNDING = 14
DATE_SLIP = 15
PART = 16
DRIFT = 17
ONE_LINE = 18
ONE_RECEIPT = 19
NET = 20

RULES = (
    Rule("exact", 1.6, tolerant=False),
    Rule("refund", 1.6, tolerant=False),
    Rule("tip", 1.0, tolerant=False),
    Rule("fx", 1.6, tolerant=False),
    Rule("tip", -2.0),
    Rule("tip", -1.5),
    Rule("surcharge", -1.5),
    Rule("surcharge", -2.0),
    Rule("fx", 0.5),
    Rule("short pay", -2.0, asks=True),
    Rule("short pay", -2.5, asks=True),
    Rule("keying slip", -3.0, asks=True),
    Rule("keying slip", -3.0, asks=True),
    Rule("keying slip", -2.5, asks=True),
    Rule("rounding", -3.5, asks=True),
    Rule("date slip", -2.5, asks=True),
    Rule("part payment", -3.0, asks=True),
    Rule("amount moved", 1.0, tolerant=False),
    Rule("one line many receipts", -1.0, tolerant=False),
    Rule("many lines one receipt", -1.0, tolerant=False),
    Rule("net of refund", -1.5, tolerant=False),
)
