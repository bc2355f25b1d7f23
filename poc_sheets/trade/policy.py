"""Thresholds and switches of the house: lines of the Policy tab, looked up by id."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files

from poc_sheets.trade.money import to_minor

_ON = {"on", "yes", "y", "true", "1", "1.0"}
_DEFAULTS = "tabs/defaults/policy.csv"


@cache
def default_lines() -> Mapping[str, str]:
    """The values of a new workbook's Policy tab, by id."""
    text = files("poc_sheets").joinpath(_DEFAULTS).read_text(encoding="utf-8")
    return {line["Policy"]: line["Value"] for line in csv.DictReader(text.splitlines())}


@dataclass(frozen=True)
class Policy:
    """The house's thresholds.

    A line that the Policy tab lacks, or that cannot be read, has the value that a new workbook
    starts with.
    """

    lines: Mapping[str, str]

    def text(self, name: str) -> str:
        """The value as typed."""
        return self.lines.get(name) or default_lines().get(name, "")

    def number(self, name: str) -> Decimal:
        """A number; percentages stand as 5, not 0.05.

        Raises:
            ValueError: neither the tab nor a new workbook has a number of that name.
        """
        for text in (self.lines.get(name, ""), default_lines().get(name, "")):
            try:
                return Decimal(re.sub(r"[%,\s$]", "", text))
            except InvalidOperation:
                continue
        raise ValueError(f"{name} has no number")

    def whole(self, name: str) -> int:
        """A whole number, rounded down."""
        return int(self.number(name))

    def amount(self, name: str, exponent: int = 2) -> int:
        """An amount in minor units."""
        return to_minor(self.number(name), exponent)

    def is_on(self, name: str) -> bool:
        """A switch."""
        return self.text(name).strip().casefold() in _ON


def policy_of(lines: Iterable[tuple[str, str]]) -> Policy:
    """The policy that (id, value) lines say; of two lines with one id the last counts."""
    return Policy({name.strip(): value.strip() for name, value in lines if value.strip()})
