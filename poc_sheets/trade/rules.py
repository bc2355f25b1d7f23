"""The rules of work as data: dated rows of the Rules tab, and which of them counts when.

No figure of a union stands in the code. A row says for which agreement, under which condition and
in which dates its value holds. Where no row fits, or two fit equally well, the answer is a finding:
the arithmetic never guesses.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files

from poc_sheets.problems import Finding, Place, Problem
from poc_sheets.trade.rule_values import NONE, OPEN, RuleValue, parse_value

RULE_MISSING = Problem(
    code="rule-missing",
    title="{agreement} has no rule {rule} for {day}",
    what="the Rules tab has {seen}",
    do='Add the row to the Rules tab, with the value "none" if the agreement has no such rule.',
)
RULE_BLANK = Problem(
    code="rule-blank",
    title="The rule {rule} of {agreement} has no value yet",
    what='value "{value}"; note: "{note}"',
    do="Fill in the value from the agreement of the local, or type none.",
)
RULE_UNREADABLE = Problem(
    code="rule-unreadable",
    title="The rule {rule} of {agreement} cannot be read",
    what='value "{value}", unit "{unit}"',
    do="Write the value as the other rows with this unit do.",
)
RULE_TWICE = Problem(
    code="rule-stands-twice",
    title="Two rows of the Rules tab fit {rule} of {agreement} equally well",
    what='value "{first}" and value "{second}" for {day}',
    do="Change the condition or the dates of one of the two rows.",
)
AGREEMENT_UNKNOWN = Problem(
    code="agreement-unknown",
    title='The Rules tab has no agreement "{agreement}"',
    what="it has: {known}",
    do="Write the agreement as the Rules tab does, or add its rows there.",
)
AGREEMENT_CIRCLE = Problem(
    code="agreement-based-on-itself",
    title="{agreement} is based on itself",
    what="agreement.based_on leads through {chain}",
    do="Change one of these rows in the Rules tab.",
)

BASED_ON = "agreement.based_on"
_DEFAULTS = "tabs/defaults/rules.csv"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the Rules tab.

    `condition` lists what must be true, separated by commas; ` or ` inside a part gives a choice:
    `feature, studio or report-to`. Blank dates are open ends; `valid_to` is the last day.
    """

    rule: str
    agreement: str
    topic: str = ""
    condition: str = ""
    value: str = ""
    unit: str = "text"
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    note: str = ""
    place: Place = Place("Rules")

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in the dates of the row."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    @property
    def conditions(self) -> tuple[frozenset[str], ...]:
        """What must be true: of each set at least one."""
        parts = (part for part in self.condition.split(",") if part.strip())
        return tuple(frozenset(key(choice) for choice in part.split(" or ")) for part in parts)

    @property
    def is_none(self) -> bool:
        """Whether the agreement has no such rule, said on purpose."""
        return key(self.value) == NONE


def key(text: str) -> str:
    """A name or condition as it is compared: case and spacing do not count."""
    return " ".join(text.split()).casefold()


class RuleBook:
    """All rules of a production, indexed by agreement and rule."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rows: dict[tuple[str, str], list[Rule]] = {}
        self._names: dict[str, str] = {}
        self._found: dict[tuple[str, str, date, frozenset[str]], Rule | Finding] = {}
        for rule in rules:
            self._rows.setdefault((key(rule.agreement), key(rule.rule)), []).append(rule)
            self._names.setdefault(key(rule.agreement), rule.agreement)

    @property
    def agreements(self) -> tuple[str, ...]:
        """The agreements in the order of the tab."""
        return tuple(self._names.values())

    @cached_property
    def known_conditions(self) -> frozenset[str]:
        """Every condition that some row asks for, as compared."""
        parts = (part for rule in self.rules() for part in rule.conditions)
        return frozenset().union(*parts)

    def rules(self) -> tuple[Rule, ...]:
        """Every row, agreement by agreement."""
        return tuple(rule for rows in self._rows.values() for rule in rows)

    def chain(self, agreement: str, on: date) -> tuple[str, ...] | Finding:
        """The agreement, what it is based on, what that is based on; or why there is none."""
        if key(agreement) not in self._names:
            known = ", ".join(self.agreements) or "no rows"
            return AGREEMENT_UNKNOWN.at(Place("Rules"), agreement=agreement, known=known)
        chain = [self._names[key(agreement)]]
        while based_on := [r for r in self._of(chain[-1], BASED_ON) if r.holds_on(on)]:
            chain.append(based_on[-1].value)
            if key(chain[-1]) in map(key, chain[:-1]):
                seen = ", ".join(chain)
                return AGREEMENT_CIRCLE.at(based_on[-1].place, agreement=chain[0], chain=seen)
            if key(chain[-1]) not in self._names:
                known = ", ".join(self.agreements)
                place = based_on[-1].place
                return AGREEMENT_UNKNOWN.at(place, agreement=chain[-1], known=known)
        return tuple(chain)

    def find(
        self, agreement: str, rule: str, on: date, conditions: frozenset[str] = frozenset()
    ) -> Rule | Finding:
        """The row that counts.

        The agreement's own rows go before those it is based on; among them the row with the most
        conditions fulfilled; among those the one that began last.

        Args:
            agreement: as in the Rules tab, in any case.
            rule: the rule's id, such as `rest.daily`.
            on: the shoot day.
            conditions: what is true of the person and the day: `feature`, `studio`, `6th day`.
        """
        asked = (agreement, rule, on, conditions)
        if asked not in self._found:
            self._found[asked] = self._search(agreement, rule, on, conditions)
        return self._found[asked]

    def _search(
        self, agreement: str, rule: str, on: date, conditions: frozenset[str]
    ) -> Rule | Finding:
        chain = self.chain(agreement, on)
        if isinstance(chain, Finding):
            return chain
        true = frozenset(key(condition) for condition in conditions)
        for name in chain:
            rows = [row for row in self._of(name, rule) if row.holds_on(on)]
            fitting = [row for row in rows if all(part & true for part in row.conditions)]
            if fitting:
                return _best(fitting, on)
        return self._missing(chain, rule, on, true)

    def value(
        self,
        agreement: str,
        rule: str,
        on: date,
        conditions: frozenset[str] = frozenset(),
        exponent: int = 2,
    ) -> RuleValue | Finding | None:
        """The value that counts, read by its unit; `None` where the row says `none`."""
        found = self.find(agreement, rule, on, conditions)
        return found if isinstance(found, Finding) else value_of(found, exponent)

    def check(self) -> list[Finding]:
        """What a person should mend in the Rules tab.

        A value that is still open is not listed: it is reported where a day needs it.
        """
        findings = []
        for row in self.rules():
            value = value_of(row)
            if isinstance(value, Finding) and value.problem != RULE_BLANK.code:
                findings.append(value)
            if key(row.rule) == BASED_ON:
                chain = self.chain(row.agreement, row.valid_from or date.max)
                findings.extend([chain] if isinstance(chain, Finding) else [])
        return findings

    def _of(self, agreement: str, rule: str) -> list[Rule]:
        return self._rows.get((key(agreement), key(rule)), [])

    def _missing(
        self, chain: tuple[str, ...], rule: str, on: date, conditions: frozenset[str]
    ) -> Finding:
        rows = [row for name in chain for row in self._of(name, rule)]
        given = ", ".join(sorted(conditions)) or "no condition"
        stated = "; ".join(dict.fromkeys(_described(row) for row in rows))
        seen = f"it only for {stated}, and the day has {given}" if rows else "no row of that name"
        facts = {"agreement": chain[0], "rule": rule, "day": _day(on), "seen": seen}
        return RULE_MISSING.at(Place("Rules"), **facts)


def _best(rows: list[Rule], on: date) -> Rule | Finding:
    def rank(row: Rule) -> tuple[int, date]:
        return len(row.conditions), row.valid_from or date.min

    best = max(map(rank, rows))
    first, *others = (row for row in rows if rank(row) == best)
    for other in others:
        if key(other.value) != key(first.value):
            facts = {"rule": first.rule, "agreement": first.agreement, "day": _day(on)}
            return RULE_TWICE.at(other.place, first=first.value, second=other.value, **facts)
    return first


def _described(row: Rule) -> str:
    dates = f" from {_day(row.valid_from)}" if row.valid_from else ""
    dates += f" to {_day(row.valid_to)}" if row.valid_to else ""
    return (row.condition or "any condition") + dates


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def value_of(row: Rule, exponent: int = 2) -> RuleValue | Finding | None:
    """The value of one row; `None` for `none`, a finding where it is open or cannot be read."""
    if row.is_none:
        return None
    facts = {"rule": row.rule, "agreement": row.agreement}
    if row.value.strip() in {"", OPEN}:
        return RULE_BLANK.at(row.place, value=row.value, note=row.note, **facts)
    try:
        return parse_value(row.value, row.unit, exponent)
    except ValueError:
        return RULE_UNREADABLE.at(row.place, value=row.value, unit=row.unit, **facts)


def rules_from_rows(rows: Iterable[Mapping[str, str]], tab: str = "Rules") -> tuple[Rule, ...]:
    """Rules from rows by heading (Rule, Agreement, ... Note), as a CSV file gives them.

    Args:
        rows: one mapping a row, first row of data first; dates as `2026-08-02`.
        tab: the tab to name in findings; row 1 holds the headings.

    Raises:
        ValueError: a date is not written as year-month-day.
    """
    return tuple(
        Rule(
            rule=row["Rule"].strip(),
            agreement=row["Agreement"].strip(),
            topic=row["Topic"].strip(),
            condition=row["Condition"].strip(),
            value=row["Value"].strip(),
            unit=row["Unit"].strip(),
            valid_from=date.fromisoformat(row["From"]) if row["From"].strip() else None,
            valid_to=date.fromisoformat(row["To"]) if row["To"].strip() else None,
            source=row["Source"].strip(),
            note=row["Note"].strip(),
            place=Place(tab, row=number, heading="Value"),
        )
        for number, row in enumerate(rows, start=2)
    )


@cache
def default_book() -> RuleBook:
    """The rules that a new workbook starts with: a dated snapshot, not legal advice."""
    text = files("poc_sheets").joinpath(_DEFAULTS).read_text(encoding="utf-8")
    return RuleBook(rules_from_rows(csv.DictReader(text.splitlines())))
