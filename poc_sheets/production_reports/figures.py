"""The figures of one day's production report: as typed, and with what follows from them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from poc_sheets.snapshots.shoot_day import unit_key
from poc_sheets.tabs.model import Rows
from poc_sheets.tabs.production_report import (
    ADDED,
    ADDED_PAGES,
    ADDED_SCENES,
    COMPLETED,
    DELETED_PAGES,
    DELETED_SCENES,
    MINUTES_ROW,
    NOT_SHOT,
    PAGES_ROW,
    PARTIAL,
    RESULTS,
    RETAKE,
    RETAKES,
    SCENES,
    SCENES_ROW,
    SCRIPT,
    ProductionTime,
    ReportLine,
)
from poc_sheets.trade.report_counts import MINUTES, NUMBERS, PAGES, Counted, Counting, added
from poc_sheets.trade.rules import key

R = TypeVar("R", bound=ReportLine | ProductionTime)

#: Columns of a line that hold counts.
COUNTS = ("planned", "previous", "today", "to_date", "remaining")
_PAGE_ROWS = {key(row) for row in (PAGES_ROW, ADDED_PAGES, DELETED_PAGES)}
#: What the script gained and lost, for the rows that are counted against it.
_CHANGED = {
    SCENES_ROW: (ADDED_SCENES, DELETED_SCENES),
    PAGES_ROW: (ADDED_PAGES, DELETED_PAGES),
}
_RESULTS_COUNTED = {key(SCENES_ROW): {COMPLETED, ADDED}, key(RETAKES): {RETAKE}}
_RESULT_WORDS = {key(word): word for word in RESULTS} | {
    "complete": COMPLETED, "shot": COMPLETED, "done": COMPLETED, "part": PARTIAL,
    "partially": PARTIAL, "not completed": NOT_SHOT, "dropped": NOT_SHOT, "retakes": RETAKE,
}  # fmt: skip
NOTHING = Counted(Decimal())
#: What stands for a count whose cell cannot be read: it is no count, and not a blank either.
UNREAD = "?"


@dataclass(frozen=True, slots=True)
class Totals:
    """One line of counts; `None` where it is blank or cannot be read."""

    planned: Counted | None = None
    previous: Counted | None = None
    today: Counted | None = None
    to_date: Counted | None = None
    remaining: Counted | None = None


@dataclass(frozen=True)
class Figures:
    """A day's report."""

    day: int
    lines: tuple[ReportLine, ...]

    def line(self, block: str, item: str) -> ReportLine | None:
        """The first line of an item."""
        return self._by_item.get((key(block), key(item)))

    @cached_property
    def _by_item(self) -> dict[tuple[str, str], ReportLine]:
        return {(key(line.block), key(line.item)): line for line in reversed(self.lines)}

    def items(self, block: str) -> tuple[str, ...]:
        """The items of a block, in their order."""
        return tuple(line.item for line in self.of(block))

    def of(self, block: str) -> tuple[ReportLine, ...]:
        """The lines of a block."""
        return tuple(line for line in self.lines if key(line.block) == key(block))

    def detail(self, block: str, item: str) -> str:
        """The words of an item, or blank."""
        line = self.line(block, item)
        return line.detail if line else ""

    def planned(self, block: str, item: str) -> str:
        """What was scheduled of an item, as typed."""
        line = self.line(block, item)
        return line.planned if line else ""

    def typed(self, line: ReportLine) -> Totals:
        """The counts of a line as they are typed."""
        counting = counting_of(line)
        return Totals(*(_read(counting, getattr(line, name)) for name in COUNTS))

    def totals(self, block: str, item: str) -> Totals:
        """The counts of an item, the blank ones added up where all parts are known."""
        line = self.line(block, item)
        if line is None:
            return Totals()
        typed = self.typed(line)
        today = typed.today if line.today else self.today_by_lines(line)
        to_date = typed.to_date if line.to_date else added(typed.previous, today)
        whole = self.whole(line, typed)
        remaining = typed.remaining if line.remaining else added(whole, to_date, -1)
        return Totals(typed.planned, typed.previous, today, to_date, remaining)

    def to_date(self, block: str, item: str) -> str | None:
        """What is counted of an item up to this day, as the trade writes it; `None`: not known."""
        line = self.line(block, item)
        count = self.totals(block, item).to_date
        return None if line is None or count is None else counting_of(line).show(count)

    def today(self, block: str, item: str) -> str:
        """What is counted of an item today, as the trade writes it; blank: not known."""
        line = self.line(block, item)
        count = self.totals(block, item).today
        return "" if line is None or count is None else counting_of(line).show(count)

    def whole(self, line: ReportLine, typed: Totals) -> Counted | None:
        """What a line is counted against: of the script, with what it gained and lost since."""
        gained, lost = _CHANGED.get(line.item, ("", ""))
        whole = typed.planned
        if key(line.block) == key(SCRIPT) and gained:
            whole = added(added(whole, self._changed(gained)), self._changed(lost), -1)
        return whole

    def _changed(self, item: str) -> Counted | None:
        """Scenes or pages added or deleted so far; a blank is none."""
        line = self.line(SCRIPT, item)
        if line is None:
            return NOTHING
        typed = self.typed(line)
        if line.to_date:
            return typed.to_date
        previous = typed.previous if line.previous else NOTHING
        return added(previous, typed.today if line.today else NOTHING)

    def today_by_lines(self, line: ReportLine) -> Counted | None:
        """What the scenes of the day say about a line of Script; `None` where they do not."""
        scenes = self.of(SCENES)
        if key(line.block) != key(SCRIPT) or not scenes:
            return None
        if key(line.item) == key(PAGES_ROW):
            return _sum(pages_shot(scene) for scene in scenes)
        wanted = _RESULTS_COUNTED.get(key(line.item))
        results = [result_of(scene) for scene in scenes]
        if wanted is None or "" in results:
            return None
        return Counted(Decimal(sum(result in wanted for result in results)))


def figures_of(rows: Iterable[ReportLine], unit: str = "") -> dict[int, Figures]:
    """The report of each day of a unit, by the number of the day."""
    days: dict[int, list[ReportLine]] = {}
    doubtful = rows.doubtful if isinstance(rows, Rows) else {}
    for row in of_unit(rows, unit):
        marks: dict[str, Any] = {
            name: UNREAD for name in COUNTS if name in doubtful.get(row.row, ())
        }
        days.setdefault(row.day, []).append(replace(row, **marks) if marks else row)
    return {day: Figures(day, tuple(lines)) for day, lines in days.items()}


def of_unit(rows: Iterable[R], unit: str) -> list[R]:
    """The rows that are about a unit; a blank Unit is the main one."""
    return [row for row in rows if unit_key(row.unit) == unit_key(unit)]


def counting_of(line: ReportLine) -> Counting:
    """How the counts of a line are written."""
    if key(line.block) == key(SCENES) or key(line.item) in _PAGE_ROWS:
        return PAGES
    is_minutes = key(line.block) == key(SCRIPT) and key(line.item) == key(MINUTES_ROW)
    return MINUTES if is_minutes else NUMBERS


def result_of(scene: ReportLine) -> str:
    """What became of a scene; blank where nothing, or no known word, is typed."""
    return _RESULT_WORDS.get(key(scene.result), "")


def pages_shot(scene: ReportLine) -> Counted | None:
    """The pages of a scene that count for the script today; `None` where they are not known."""
    result = result_of(scene)
    if result in {NOT_SHOT, RETAKE}:
        return NOTHING
    if not result or (result == PARTIAL and not scene.today):
        return None
    return PAGES.read(scene.today or scene.planned)


def _read(counting: Counting, text: str) -> Counted | None:
    return counting.read(text) if text else None


def _sum(counts: Iterable[Counted | None]) -> Counted | None:
    total: Counted | None = NOTHING
    for count in counts:
        total = added(total, count)
    return total
