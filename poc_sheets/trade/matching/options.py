"""Every limit of the reconciliation, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Options:
    """Limits and rates; the defaults suit the cards and cheques of a production office.

    Windows are days from the receipt to the line, both ends included. Shares are of the receipt's
    amount. Scores are natural log-odds: 0 is even, 3 is 20 to 1, 6 is 400 to 1.
    """

    #: the production's currency; receipts with a blank currency are in it
    currency: str = ""
    #: cards, where only the posting date is known
    card_window: Window = (-3, 14)
    #: cards, from the receipt to the day of the purchase
    purchase_window: Window = (-4, 10)
    #: cheques, transfers and other lines without a card
    payable_window: Window = (-3, 60)
    #: for parts of an order, deposits and instalments; cards, then payables
    split_window: Window = (-7, 30)
    payable_split_window: Window = (-30, 75)
    #: a hidden tip, as a share of the receipt
    tip_cap: float = 0.30
    #: a card surcharge or booking fee
    surcharge_cap: float = 0.045
    #: paid less than asked: discounts and deductions
    short_pay_cap: float = 0.10
    #: amounts that moved both ways for reasons of the bank's own; 0 switches it off
    drift_cap: float = 0.0
    #: an exchange rate against a rate of the day, against a monthly one, and with none given
    daily_band: tuple[float, float] = (-0.02, 0.045)
    monthly_band: tuple[float, float] = (-0.05, 0.07)
    #: production currency for one unit of (currency, day) and (currency, "2026-03")
    daily_rates: Mapping[tuple[str, date], float] = field(default_factory=dict)
    monthly_rates: Mapping[tuple[str, str], float] = field(default_factory=dict)
    #: account of realised exchange differences, named in the reasons; blank: the receipt's own
    fx_account: str = ""
    #: at most so many candidates in one subset sum, and so many members in a split
    subset_candidates: int = 30
    #: the same where members agree only in card and days
    mixed_candidates: int = 12
    subset_members: int = 6
    #: links below are suggestions; exact amounts, subset sums, tolerances
    auto_exact: float = 4.5
    auto_split: float = 4.0
    auto_tolerance: float = 6.5
    #: what a link that stood in the last run may fall below those bars: a decision about another
    #: line shifts what was learned a little, and must not undo what a person has looked past
    stay: float = 1.0
    #: links below are not shown at all; tolerances have a bar of their own
    suggest: float = 0.0
    suggest_tolerance: float = 1.0
    #: a pending line older than this many days before the newest line is asked about
    pending_days: int = 8


#: The limits where nobody says otherwise.
DEFAULTS = Options()
