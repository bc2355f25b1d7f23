"""The people on each day's call sheet, looked up by name: computed once for many cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from poc_sheets.call_sheets.draft import draft_sheet
from poc_sheets.call_sheets.typed_over import placed
from poc_sheets.parameters import snapshot
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.call_sheet import CAST, CREW, CallSheetLine
from poc_sheets.tabs.model import Rows
from poc_sheets.trade.rules import key

ByName = Mapping[str, list[CallSheetLine]]


@dataclass(frozen=True)
class Called:
    """Who is on the call sheet of a day; as the tab shows it, else as it would be built."""

    shoot: Shoot
    lines: Rows[CallSheetLine]
    _days: dict[int, ByName] = field(default_factory=dict)

    def on(self, day: int) -> ByName | None:
        """The lines of a day's people by name, by "name, position" and by cast id.

        Returns:
            `None` where there is no such shoot day.

        Raises:
            SheetError: the day has no date.
        """
        if day not in self._days:
            row = next((row for row in self.shoot.days if row.number == day), None)
            if row is None:
                return None
            shown = [line for line in placed(self.lines, str(day)) if line.day == str(day)]
            if not any(line.block == CREW for line in shown):
                shown = list(draft_sheet(self.shoot, row, ()).lines)
            self._days[day] = _by_name(shown)
        return self._days[day]


def _by_name(lines: list[CallSheetLine]) -> ByName:
    found: dict[str, list[CallSheetLine]] = {}
    for line in lines:
        if line.block == CREW:
            names = {key(line.name), key(f"{line.name}, {line.item}")}
        elif line.block == CAST:
            names = {key(line.item), key(line.name), key(line.detail)}
        else:
            continue
        for name in names - {""}:
            found.setdefault(name, []).append(line)
    return found


@snapshot
def called(
    shoot: Shoot,
    lines: Rows[CallSheetLine] = Rows(),  # noqa: B008  (no tab, no rows; never changed)
) -> Called:
    """The people on each day's call sheet."""
    return Called(shoot, lines)
