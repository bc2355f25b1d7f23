"""The terms of one person's day: the rules that count, read with their type.

The calculations ask a `Terms` for what they need. What the Rules tab does not say is noted once in
`findings`, and the answer is `None`: the caller leaves that part out, and the result says so.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeGuard, TypeVar

from poc_sheets.problems import Finding
from poc_sheets.trade.money import as_text
from poc_sheets.trade.rule_values import DayStep, RuleValue, Step
from poc_sheets.trade.rules import (
    RULE_MISSING,
    RULE_UNREADABLE,
    Rule,
    RuleBook,
    value_of,
)

_Kind = TypeVar("_Kind")
#: An hourly rate in minor units; a day rate can leave parts of a cent.
Hourly = int | Decimal


@dataclass(frozen=True, slots=True)
class CostLine:
    """One amount with its reason.

    `tenths` are tenths of an hour and `count` a number of penalties or days, whichever applies;
    `factor` is times the hourly rate, or a share of a day's pay where `count` counts days. Golden
    time is what pays double or more, or a whole day's pay, because the day got long.
    """

    rule: str
    agreement: str
    money: int
    why: str
    tenths: int = 0
    count: int = 0
    factor: Decimal = Decimal(0)
    is_golden: bool = False


@dataclass(frozen=True, slots=True)
class Breach:
    """Something the agreement does not allow, or that someone must do because of it.

    `rule` is the id of the Rules tab; `meal.times` where the times of a meal make no sense.
    """

    rule: str
    agreement: str
    why: str


class Terms:
    """One agreement on one day under given conditions.

    Args:
        book: the production's rules.
        agreement: the agreement the person works under.
        on: the shoot day.
        conditions: what is true of person and day (`feature`, `studio`, `6th day`).
        exponent: decimals of the production's currency.
    """

    def __init__(
        self,
        book: RuleBook,
        agreement: str,
        on: date,
        conditions: frozenset[str] = frozenset(),
        exponent: int = 2,
    ) -> None:
        self.book = book
        self.agreement = agreement
        self.on = on
        self.conditions = conditions
        self.exponent = exponent
        self.findings: list[Finding] = []

    def row(self, rule: str, *, required: bool = True) -> Rule | None:
        """The row that counts; `None`, and noted, where there is none.

        Args:
            rule: the rule's id.
            required: `False` for a rule that many agreements do not have; its absence is no news.
        """
        found = self.book.find(self.agreement, rule, self.on, self.conditions)
        if isinstance(found, Rule):
            return found
        if required or found.problem != RULE_MISSING.code:
            self.note(found)
        return None

    def minutes(self, rule: str, *, required: bool = True) -> int | None:
        """Hours, minutes or a clock time, as minutes."""
        return self._read(rule, int, ("hours", "minutes", "clock"), required=required)

    def count(self, rule: str, *, required: bool = True) -> int | None:
        """A count, tenths or days."""
        return self._read(rule, int, ("count", "tenths", "days"), required=required)

    def money(self, rule: str, *, required: bool = True) -> int | None:
        """An amount in minor units."""
        return self._read(rule, int, ("money",), required=required)

    def number(self, rule: str, *, required: bool = True) -> Decimal | None:
        """A factor, a percentage or a share of a day."""
        units = ("factor", "rate", "percent", "share of a day")
        return self._read(rule, Decimal, units, required=required)

    def text(self, rule: str, *, required: bool = True) -> str:
        """A text; blank where there is none."""
        return self._read(rule, str, ("text", "agreement"), required=required) or ""

    def is_true(self, rule: str) -> bool:
        """A yes or no; no where the agreement does not say."""
        return bool(self._read(rule, bool, ("yes or no",), required=False))

    def steps(self, rule: str) -> tuple[Step, ...] | None:
        """The steps of overtime in their order; empty where the agreement has none."""
        return self._list(rule, Step, required=True)

    def day_steps(self, rule: str) -> tuple[DayStep, ...]:
        """The steps that pay parts of a day; empty where the agreement has none."""
        return self._list(rule, DayStep, required=False) or ()

    def texts(self, rule: str) -> tuple[str, ...]:
        """A list of texts; empty where there is none."""
        return self._list(rule, str, required=True) or ()

    def amounts(self, rule: str) -> tuple[tuple[int, ...], bool] | None:
        """A scale of amounts, and whether they are hours of pay.

        Money comes in minor units, hours of pay in hundredths of an hour. `None` where there is
        no such scale.
        """
        row, value = self._value(rule, required=True)
        if row is None or value is None:
            return None
        if isinstance(value, tuple) and value and all(isinstance(part, int) for part in value):
            return tuple(part for part in value if isinstance(part, int)), False
        if isinstance(value, tuple) and value and all(isinstance(part, Decimal) for part in value):
            return tuple(int(part * 100) for part in value if isinstance(part, Decimal)), True
        self._unreadable(row)
        return None

    def reject(self, rule: str) -> None:
        """Note that the value of a rule is none of those the calculation knows."""
        row = self.row(rule)
        if row is not None:
            self._unreadable(row)

    def cites(self, rule: str) -> str:
        """How a sentence names the rule: `rest.daily, IATSE West Coast`."""
        row = self.book.find(self.agreement, rule, self.on, self.conditions)
        agreement = row.agreement if isinstance(row, Rule) else self.agreement
        return f"{rule}, {agreement}"

    def pay(self, hourly: Hourly, tenths: int, factor: Decimal) -> int:
        """Hours at a rate, in minor units, rounded half away from zero."""
        return rounded(Decimal(hourly) * tenths / 10 * factor)

    def as_text(self, amount: int) -> str:
        """An amount for a sentence."""
        return as_text(amount, self.exponent)

    def rate_text(self, hourly: Hourly) -> str:
        """An hourly rate for a sentence; with two more decimals where it has parts of a cent."""
        amount = Decimal(hourly)
        if amount == amount.to_integral_value():
            return as_text(int(amount), self.exponent)
        return as_text(rounded(amount * 100), self.exponent + 2)

    def _read(
        self, rule: str, kind: type[_Kind], units: tuple[str, ...], *, required: bool
    ) -> _Kind | None:
        row, value = self._value(rule, required=required)
        if row is None or value is None:
            return None
        # Hours typed with the unit money are both whole numbers: the unit tells them apart.
        if isinstance(value, kind) and row.unit.strip().lower() in units:
            return value
        self._unreadable(row)
        return None

    def _list(self, rule: str, kind: type[_Kind], *, required: bool) -> tuple[_Kind, ...] | None:
        row, value = self._value(rule, required=required)
        if row is None:
            return None
        if value is None:
            return () if row.is_none else None
        parts = tuple(part for part in value if isinstance(part, kind)) if _is_list(value) else ()
        if not _is_list(value) or len(parts) != len(value):
            self._unreadable(row)
            return None
        return parts

    def _value(self, rule: str, *, required: bool) -> tuple[Rule | None, RuleValue | None]:
        row = self.row(rule, required=required)
        if row is None:
            return None, None
        value = value_of(row, self.exponent)
        if isinstance(value, Finding):
            self.note(value)
            return row, None
        return row, value

    def _unreadable(self, row: Rule) -> None:
        facts = {"rule": row.rule, "agreement": row.agreement}
        self.note(RULE_UNREADABLE.at(row.place, value=row.value, unit=row.unit, **facts))

    def note(self, finding: Finding) -> None:
        """Note a finding once."""
        if finding not in self.findings:
            self.findings.append(finding)


def _is_list(value: RuleValue) -> TypeGuard[tuple[object, ...]]:
    return isinstance(value, tuple)


def factor_text(factor: Decimal) -> str:
    """A factor for a sentence: `1.5`, `2`."""
    return format(factor.normalize(), "f")


def span_text(minutes: int) -> str:
    """A span of time for a sentence: 42 minutes are `0:42`."""
    return f"{minutes // 60}:{minutes % 60:02}"


def rounded(amount: Decimal) -> int:
    """Whole minor units, half away from zero."""
    return int(amount.to_integral_value(rounding=ROUND_HALF_UP))
