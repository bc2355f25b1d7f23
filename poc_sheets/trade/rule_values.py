"""What a value of the Rules tab means, by its unit.

A production accountant reads and changes the values, so they are written as people say them: `10`
hours, `7.50; 10.00; 12.50`, `1.5 after 8 worked; 2 after 12 elapsed`. The word `none` says that the
agreement has no such rule; a question mark, or nothing, that nobody has filled it in yet.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from poc_sheets.trade.clock import Clock, parse_clock
from poc_sheets.trade.money import to_minor

NONE = "none"
OPEN = "?"

Basis = Literal["worked", "elapsed"]


@dataclass(frozen=True, slots=True)
class Step:
    """From `after` minutes of a day on, an hour pays `factor` times the hourly rate."""

    factor: Decimal
    after: int
    basis: Basis = "worked"

    def as_text(self) -> str:
        """The step in words: `after 12 hours elapsed`."""
        return f"after {self.after / 60:g} hours {self.basis}"


@dataclass(frozen=True, slots=True)
class DayStep:
    """Beyond `after` minutes of a day, `share` of a day's pay; `each` minutes again, 0 once."""

    share: Decimal
    after: int
    each: int = 0
    basis: Basis = "elapsed"


#: Hours and minutes come as minutes, money as minor units, factors as exact decimals.
RuleValue = (
    int
    | Decimal
    | bool
    | str
    | tuple[int, ...]
    | tuple[Decimal, ...]
    | tuple[str, ...]
    | tuple[Step, ...]
    | tuple[DayStep, ...]
)

_STEP = re.compile(r"([\d.]+) after ([\d.]+)(?: (worked|elapsed))?")
_DAY_STEP = re.compile(r"([\d.]+)(?: each ([\d.]+))? after ([\d.]+)(?: (worked|elapsed))?")


def number_of(text: str) -> Decimal:
    """A typed number; a currency sign, a percent sign and thousands commas are understood.

    Raises:
        ValueError: the text is no number.
    """
    try:
        number = Decimal(text.strip().lstrip("$£€").rstrip("%").replace(",", "").strip())
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite():
        raise ValueError(text)
    return number


def minutes_of(text: str) -> int:
    """Typed hours as minutes: `12.5` is 750.

    Raises:
        ValueError: the text is no number of hours that comes out in whole minutes.
    """
    return _whole(number_of(text) * 60)


def parts_of(text: str) -> tuple[str, ...]:
    """The parts of a value that lists several, separated by semicolons."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def parse_value(text: str, unit: str, exponent: int = 2) -> RuleValue:
    """The value of a rule as its unit says.

    Args:
        text: the value as typed; not blank, `?` or `none`.
        unit: one of the names in `UNITS`, in any case.
        exponent: decimals of the production's currency, for money.

    Raises:
        ValueError: the unit is not known or the text does not fit it.
    """
    name = unit.strip().lower()
    if name == "money":
        return to_minor(number_of(text), exponent)
    if name == "money list":
        return tuple(to_minor(number_of(part), exponent) for part in parts_of(text))
    if name not in _READERS:
        raise ValueError(unit)
    return _READERS[name](text)


def _whole(number: Decimal) -> int:
    if number != number.to_integral_value():
        raise ValueError(str(number))
    return int(number)


def _numbers(text: str) -> tuple[Decimal, ...]:
    return tuple(number_of(part) for part in parts_of(text))


def _yes_or_no(text: str) -> bool:
    answers = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}
    if text.strip().lower() not in answers:
        raise ValueError(text)
    return answers[text.strip().lower()]


def _clock(text: str) -> int:
    try:
        read = parse_clock(float(text))
    except ValueError:
        read = parse_clock(text)
    if not isinstance(read, Clock):
        raise ValueError(text)  # noqa: TRY004 - a typed text, not a type of ours, is at fault
    return read.minutes


def _steps(text: str) -> tuple[Step, ...]:
    steps = []
    for part in parts_of(text):
        found = _STEP.fullmatch(" ".join(part.lower().split()))
        if not found:
            raise ValueError(part)
        basis: Basis = "elapsed" if found[3] == "elapsed" else "worked"
        steps.append(Step(number_of(found[1]), minutes_of(found[2]), basis))
    return tuple(steps)


def _day_steps(text: str) -> tuple[DayStep, ...]:
    steps = []
    for part in parts_of(text):
        found = _DAY_STEP.fullmatch(" ".join(part.lower().split()))
        if not found:
            raise ValueError(part)
        each = minutes_of(found[2]) if found[2] else 0
        basis: Basis = "worked" if found[4] == "worked" else "elapsed"
        steps.append(DayStep(number_of(found[1]), minutes_of(found[3]), each, basis))
    return tuple(steps)


_READERS: dict[str, Callable[[str], RuleValue]] = {
    "hours": minutes_of,
    "minutes": lambda text: _whole(number_of(text)),
    "tenths": lambda text: _whole(number_of(text)),
    "count": lambda text: _whole(number_of(text)),
    "days": lambda text: _whole(number_of(text)),
    "factor": number_of,
    "hours of pay list": _numbers,
    "rate": number_of,
    "percent": number_of,
    "share of a day": number_of,
    "steps": _steps,
    "day steps": _day_steps,
    "clock": _clock,
    "yes or no": _yes_or_no,
    "text": str.strip,
    "text list": parts_of,
    "agreement": str.strip,
}

#: Every unit that a rule can have.
UNITS = ("money", "money list", *_READERS)
