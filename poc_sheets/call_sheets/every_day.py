"""All shoot days of all units, for a press that goes over the whole schedule."""

from collections.abc import Iterable, Iterator

from poc_sheets.problems import Finding, SheetError
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.schedule import ShootDayRow

LEVELS = ("error", "warning", "note")


def day_rows(shoot: Shoot, undated: list[Finding]) -> Iterator[tuple[Shoot, ShootDayRow]]:
    """Every shoot day with the shoot of its unit, by unit and date.

    Args:
        shoot: the shoot.
        undated: gets a finding for each day that has no date; such a day is left out.
    """
    for unit in shoot.units:
        part = shoot.of_unit(unit)
        dated = []
        for row in part.days:
            try:
                dated.append((part.date_of(row), row.number, row))
            except SheetError as stopped:
                undated.append(stopped.finding)
        for _, _, row in sorted(dated, key=lambda each: each[:2]):
            yield part, row


def each_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in their order, those that several days share only once."""
    return list(dict.fromkeys(findings))


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of several days, each once, errors before warnings before notes."""
    return sorted(each_once(findings), key=lambda finding: LEVELS.index(finding.level))
