"""How often each trouble of a statement happens, in a clean, a usual and a hard month."""

from dataclasses import dataclass, field

from poc_sheets.trade.matching import Line, Options, Receipt


@dataclass(frozen=True)
class Noise:
    """How often each trouble happens, as shares of purchases unless said otherwise."""

    refund: float = 0.027
    tip_shown: float = 0.35  #: of food and rides
    tip_hidden: float = 0.12  #: of food and rides
    surcharge: float = 0.02
    foreign: float = 0.02
    daily_rates: float = 0.5  #: of months, that the rate of the day is known
    several_receipts: float = 0.035
    several_lines: float = 0.03
    payable: float = 0.08
    short_pay: float = 0.1  #: of payables
    slip: float = 0.008
    missing: float = 0.06
    cash: float = 0.05
    cash_said: float = 0.6  #: of cash receipts, that say so
    repeat: float = 0.045
    double_charge: float = 0.004
    reimported: float = 0.004
    pending: float = 0.01
    twin_receipt: float = 0.008
    fee: float = 0.004
    alias: float = 0.06  #: of vendors, whose legal name shares no word
    mangled: float = 0.5
    drift: float = 0.06  #: of descriptors, letters lost or doubled
    blank_vendor: float = 0.015
    blank_card: float = 0.10
    wrong_card: float = 0.01
    late: float = 0.02  #: posting tail
    date_off: float = 0.05
    undated: float = 0.005
    day_month: float = 0.002


CLEAN = Noise(
    tip_hidden=0.03, surcharge=0.005, foreign=0.005, several_receipts=0.02, several_lines=0.02,
    slip=0.001, missing=0.02, cash=0.02, alias=0.02, mangled=0.3, drift=0.01, blank_card=0.02,
    wrong_card=0.0, date_off=0.01, blank_vendor=0.0, cash_said=1.0, short_pay=0.02, undated=0.0,
)  # fmt: skip
DEFAULT = Noise()
HARD = Noise(
    tip_shown=0.3, tip_hidden=0.35, surcharge=0.06, foreign=0.05, daily_rates=0.0, several_receipts=0.08,
    several_lines=0.07, slip=0.025, missing=0.14, cash=0.10, cash_said=0.3, alias=0.15, mangled=0.8,
    drift=0.2, blank_card=0.35, wrong_card=0.04, blank_vendor=0.04, late=0.06, date_off=0.15,
    undated=0.02, day_month=0.006, short_pay=0.25, double_charge=0.01, twin_receipt=0.02,
)  # fmt: skip
PROFILES = {"clean": CLEAN, "default": DEFAULT, "hard": HARD}


@dataclass
class Month:
    """Lines and receipts, and which belong together: kind, line ids, receipt ids."""

    lines: list[Line] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    truth: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)
    options: Options = field(default_factory=Options)
    #: ids that stand for the same purchase made twice, to one name for all of them
    alike: dict[str, str] = field(default_factory=dict)
