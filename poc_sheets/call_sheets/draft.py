"""The call sheet of a day as it stands: the plan, the people, the lines with what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from poc_sheets.call_sheets.back_lines import back_lines
from poc_sheets.call_sheets.day import DayPlan, crew_call_findings, fact_time, plan_day
from poc_sheets.call_sheets.front_lines import front_lines
from poc_sheets.call_sheets.people import CastOnDay, CrewOnDay, cast_on, crew_on
from poc_sheets.call_sheets.typed_over import Refreshed, refresh, typed_facts
from poc_sheets.problems import Finding
from poc_sheets.snapshots.shoot_day import Shoot, unit_key
from poc_sheets.tabs.call_sheet import CHANGES, TAKEN_OVER, CallSheetLine, sheet_key
from poc_sheets.tabs.model import Row
from poc_sheets.tabs.schedule import ShootDayRow
from poc_sheets.trade.calling import read_time
from poc_sheets.trade.clock import CallCode, NotAClock


@dataclass(frozen=True)
class Draft:
    """A call sheet before it is printed or issued."""

    plan: DayPlan
    crew: tuple[CrewOnDay, ...]
    cast: tuple[CastOnDay, ...]
    refreshed: Refreshed
    findings: tuple[Finding, ...]

    @property
    def lines(self) -> tuple[CallSheetLine, ...]:
        """The lines that are shown and printed."""
        return self.refreshed.lines

    @property
    def people(self) -> tuple[CrewOnDay | CastOnDay, ...]:
        """The crew, then the cast."""
        return (*self.crew, *self.cast)

    @property
    def original(self) -> str:
        """The file of a sheet that was taken over and goes out as it is; else blank."""
        line = self.by_key.get(TAKEN_OVER)
        return line.detail if line else ""

    def rows(self, changes: Sequence[CallSheetLine] | None = None) -> list[Row]:
        """The whole tab as it is to be written; `changes` replace the lines of the Changes block."""
        lines = list(self.lines)
        if changes is not None:
            lines = [*(line for line in lines if line.block != CHANGES), *changes]
        return [*lines, *self.refreshed.kept]

    def call_of(self, person: CrewOnDay | CastOnDay) -> datetime | CallCode | NotAClock | None:
        """The call that the sheet shows for a person, typed over or not."""
        line = self.by_key.get(person.key)
        text = line.call if line else ""
        return read_time(text, self.plan.day, self.plan.general)

    def fact(self, name: str) -> datetime | None:
        """A time of the day as the sheet shows it; `None` for a blank or a word."""
        line = self.by_key.get(f"fact:{name}")
        return fact_time(name, line.time if line else "", self.plan.day, self.plan.general)

    @cached_property
    def by_key(self) -> dict[str, CallSheetLine]:
        """The derived lines by key."""
        return {line.line: line for line in self.lines if line.line}


def draft_sheet(shoot: Shoot, row: ShootDayRow, lines: Sequence[CallSheetLine]) -> Draft:
    """The call sheet of a day, derived anew, with what people typed on its tab.

    Args:
        shoot: the whole shoot.
        row: the day.
        lines: the Call Sheet tab as it stands.

    Raises:
        SheetError: the day has no date.
    """
    sheet = sheet_key(row.number, unit_key(row.unit))
    plan = plan_day(shoot, row, typed_facts(lines, sheet))
    crew, crew_findings = crew_on(plan)
    cast, cast_findings = cast_on(plan)
    changes = [line for line in lines if line.block == CHANGES and line.line and line.day == sheet]
    changes += [line for line in lines if line.line == TAKEN_OVER and line.day == sheet]
    derived = [*changes, *front_lines(plan, cast), *back_lines(plan, crew, cast)]
    refreshed = refresh(derived, lines, sheet)
    findings = (*crew_call_findings(plan), *crew_findings, *cast_findings, *refreshed.findings)
    return Draft(plan, tuple(crew), tuple(cast), refreshed, findings)
