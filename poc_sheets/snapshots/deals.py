"""What a person of the Crew or Cast tab is paid by: agreement, conditions, rate, guarantee."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from poc_sheets.snapshots.rulebook import conditions_with
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember
from poc_sheets.trade.pay_rates import DAY, HOUR, WEEK, PayRates, pay_rates
from poc_sheets.trade.rules import RuleBook, key
from poc_sheets.trade.terms import Terms

Member = CrewMember | CastMember

#: Posts as the Crew tab writes them, for rules that name the post in full.
_POSTS = {
    "1st ad": "first assistant director",
    "2nd ad": "key second assistant director",
    "key 2nd ad": "key second assistant director",
    "2nd 2nd ad": "second assistant director",
    "upm": "unit production manager",
    "dp": "director of photography",
    "dop": "director of photography",
}
_BASES = {
    "": "", "hour": HOUR, "hourly": HOUR, "hr": HOUR, "h": HOUR, "day": DAY, "daily": DAY, "d": DAY,
    "week": WEEK, "weekly": WEEK, "wk": WEEK, "w": WEEK,
}  # fmt: skip
_WEEK = 7
#: Cells that a cost hangs on, with what they are called where one is missing.
_NEEDED = ("rate", "rate_basis", "guaranteed_hours", "fringe", "agreement", "conditions")


@dataclass(frozen=True, slots=True)
class Deal:
    """What a person is paid by; kit in minor units a day, hours in tenths.

    `fringe` is a share of the pay. `missing` says in words what keeps the pay from being known;
    `rates` is `None` then.
    """

    agreement: str
    conditions: frozenset[str]
    rates: PayRates | None = None
    fringe: Decimal = Decimal(0)
    kit: int = 0
    budgeted_tenths: int = 0
    missing: str = ""


def agreement_of(member: Member, shoot: Shoot) -> str:
    """The agreement that a person works under: their own, else that of the production."""
    settings = shoot.settings
    whole = settings.agreement if isinstance(member, CrewMember) else settings.cast_agreement
    return member.agreement or whole


def conditions_of(member: Member, shoot: Shoot) -> frozenset[str]:
    """What is true of a person's work, as the Condition column of the Rules tab says it.

    What the Conditions cell and the Production tab say, the kind of the production where the cell
    names no other, and the post where a rule names it.
    """
    typed = conditions_with(member.conditions, shoot.settings, shoot.book)
    return typed | _posts(member, shoot.book)


def _posts(member: Member, book: RuleBook) -> set[str]:
    if isinstance(member, CastMember):
        return set()
    post = _POSTS.get(key(member.position), key(member.position))
    if post in book.known_conditions:
        return {post}
    return {known for known in book.known_conditions if known and post.endswith(f" {known}")}


def deal_of(member: Member, shoot: Shoot, on: date) -> Deal:
    """The deal of a person as their row says it.

    Args:
        member: a row of the Crew or Cast tab.
        shoot: the production.
        on: the shoot day; rules are dated.
    """
    agreement, conditions = agreement_of(member, shoot), conditions_of(member, shoot)
    deal = Deal(agreement, conditions, missing=_missing(member, shoot))
    if deal.missing or member.rate is None:
        return deal
    terms = Terms(shoot.book, agreement, on, conditions, shoot.settings.exponent)
    own = member.guaranteed_hours
    guarantee = None if own is None else int(own * 10)
    default = HOUR if isinstance(member, CrewMember) else DAY
    basis = _BASES[key(member.rate_basis)] or default
    week = _WEEK - len(shoot.settings.days_off) or _WEEK
    rates = pay_rates(terms, member.rate, basis, guarantee, week)
    hours = member.budgeted_hours or shoot.policy.number("hot_cost.budgeted_hours")
    return Deal(
        agreement,
        conditions,
        rates,
        fringe=member.fringe or Decimal(0),
        kit=(member.kit or 0) if isinstance(member, CrewMember) else 0,
        budgeted_tenths=int(hours * 10),
        missing="" if rates else "no guaranteed hours for the day rate",
    )


def _missing(member: Member, shoot: Shoot) -> str:
    rows = shoot.crew if isinstance(member, CrewMember) else shoot.cast
    unread = [name for name in _NEEDED if rows.is_doubtful(member, name)]
    if unread:
        return f"{', '.join(name.replace('_', ' ') for name in unread)} cannot be read"
    if key(member.rate_basis) not in _BASES:
        return f'the rate basis "{member.rate_basis}" is not known'
    return "no rate" if member.rate is None else ""
