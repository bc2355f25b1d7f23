"""A spreadsheet: tabs with grids, named ranges, and what follows a row when rows move."""

from dataclasses import dataclass, field, replace
from typing import Any

from poc_sheets.testing.gsheets.a1 import (
    Area,
    Dimension,
    GridRange,
    Shift,
    parse_cells,
    quoted_title,
    split_title,
)
from poc_sheets.testing.gsheets.clock import Clock, SystemClock
from poc_sheets.testing.gsheets.grid import Grid
from poc_sheets.testing.gsheets.wire import Json, bad_request, refusal

#: Google's limit for one spreadsheet.
MOST_CELLS = 10_000_000


@dataclass(slots=True)
class Ranged:
    """An object that belongs to a range: a protection, a filter view, a name, a coloured rule.

    `data` is the object as the API shows it, without its range.
    """

    area: GridRange
    data: Json

    def as_json(self) -> Json:
        """The object with its range, as in an answer."""
        return {**self.data, "range": self.area.as_json()}


@dataclass(slots=True)
class Group:
    """Rows or columns grouped together; depth 1 is the outermost."""

    start: int
    end: int
    depth: int = 1
    collapsed: bool = False


@dataclass(slots=True)
class Metadata:
    """Developer metadata on the spreadsheet, a tab, a row or a column."""

    id: int
    key: str
    value: str
    visibility: str
    tab: int | None = None
    dimension: Dimension | None = None
    start: int = 0
    end: int = 1


@dataclass(slots=True)
class Tab:
    """One tab. `properties` holds what the API calls so, without index and grid size."""

    id: int
    grid: Grid
    properties: Json
    merges: list[GridRange] = field(default_factory=list)
    basic_filter: Ranged | None = None
    protections: list[Ranged] = field(default_factory=list)
    rules: list[tuple[list[GridRange], Json]] = field(default_factory=list)
    groups: dict[Dimension, list[Group]] = field(
        default_factory=lambda: {"ROWS": [], "COLUMNS": []}
    )

    @property
    def title(self) -> str:
        """The title on screen."""
        return str(self.properties["title"])

    @property
    def hidden(self) -> bool:
        """Whether people do not see the tab."""
        return bool(self.properties.get("hidden"))

    def copy(self) -> "Tab":
        """An independent copy."""
        return replace(
            self,
            grid=self.grid.copy(),
            properties=dict(self.properties),
            merges=list(self.merges),
            basic_filter=replace(self.basic_filter) if self.basic_filter else None,
            protections=[replace(protection) for protection in self.protections],
            rules=list(self.rules),
            groups={name: [replace(g) for g in groups] for name, groups in self.groups.items()},
        )

    def area(self, wanted: GridRange) -> Area:
        """A range with its open ends closed at this tab's edges."""
        return wanted.within(self.grid.row_count, self.grid.column_count)

    def a1(self, area: Area) -> str:
        """An area as an answer names it: `Sheet1!A1:B2`."""
        return f"{quoted_title(self.title)}!{area.a1()}"


@dataclass(slots=True)
class Spreadsheet:
    """All of a spreadsheet's state; `properties` holds title, locale, time zone and the like."""

    id: str
    properties: Json
    tabs: list[Tab]
    names: list[Ranged] = field(default_factory=list)
    metadata: list[Metadata] = field(default_factory=list)
    #: Results of formulas by (tab id, row, column); emptied by every change and every minute.
    computed: dict[tuple[int, int, int], Any] = field(default_factory=dict)
    computed_in: int = 0
    clock: Clock = field(default_factory=SystemClock)

    @property
    def title(self) -> str:
        """The title, which is also the file's name on Drive."""
        return str(self.properties["title"])

    @property
    def locale(self) -> str:
        """The locale that typing and showing depend on: `en_US`."""
        return str(self.properties["locale"])

    def copy(self) -> "Spreadsheet":
        """An independent copy, to change and then to keep or to throw away."""
        return Spreadsheet(
            self.id,
            dict(self.properties),
            [tab.copy() for tab in self.tabs],
            [replace(name) for name in self.names],
            [replace(entry) for entry in self.metadata],
            clock=self.clock,
        )

    def tab(self, tab_id: int) -> Tab:
        """A tab by its id.

        Raises:
            Refusal: there is none.
        """
        for tab in self.tabs:
            if tab.id == tab_id:
                return tab
        raise refusal(400, f"No grid with id: {tab_id}")

    def tab_called(self, title: str) -> Tab | None:
        """A tab by its title; case counts for nothing."""
        for tab in self.tabs:
            if tab.title.lower() == title.lower():
                return tab
        return None

    def find_range(self, text: str) -> GridRange:
        """The range of A1 notation, of a tab's title or of a named range.

        Raises:
            Refusal: it names nothing here, or lies outside the grid.
        """
        title, cells = split_title(text)
        tab = self.tabs[0] if title is None else self.tab_called(title)
        if tab is None:
            named = self._named(title or "") if not cells else None
            return named or bad_request(f"Unable to parse range: {text}")
        if not cells:
            return GridRange(tab.id)
        found = parse_cells(cells, tab.id)
        if found is not None:
            return self._inside(tab, found)
        whole = self.tab_called(cells) if title is None else None
        if whole is not None:
            return GridRange(whole.id)
        return self._named(cells) or bad_request(f"Unable to parse range: {text}")

    def _named(self, name: str) -> GridRange | None:
        for entry in self.names:
            if str(entry.data["name"]).lower() == name.lower():
                return entry.area
        return None

    def _inside(self, tab: Tab, found: GridRange) -> GridRange:
        grid = tab.grid
        if (found.top or 0) < grid.row_count and (found.left or 0) < grid.column_count:
            return found
        refuse_outside(tab, found)
        return found

    def check_size(self) -> None:
        """Refuse more cells than a spreadsheet can have.

        Raises:
            Refusal: the tabs together have more than ten million cells.
        """
        cells = sum(tab.grid.row_count * tab.grid.column_count for tab in self.tabs)
        if cells > MOST_CELLS:
            raise refusal(
                400,
                "This action would increase the number of cells in the workbook above the "
                f"limit of {MOST_CELLS} cells.",
            )

    def follow(self, shift: Shift) -> None:
        """Move everything that is tied to rows or columns, formulas excepted."""

        def kept(items: list[Ranged]) -> list[Ranged]:
            moved = [(shift.of_range(item.area), item) for item in items]
            return [Ranged(area, item.data) for area, item in moved if area is not None]

        self.names = kept(self.names)
        for tab in self.tabs:
            moved = [shift.of_range(area) for area in tab.merges]
            tab.merges = [area for area in moved if area is not None and _is_many(area)]
            tab.protections = kept(tab.protections)
            if tab.basic_filter:
                tab.basic_filter = next(iter(kept([tab.basic_filter])), None)
            tab.rules = _moved_rules(tab.rules, shift)
            if tab.id == shift.tab:
                _move_groups(tab.groups[shift.dimension], shift)
        self.metadata = [entry for entry in self.metadata if _move_metadata(entry, shift)]


def refuse_outside(tab: Tab, found: GridRange) -> None:
    """Refuse a range outside the grid, in Google's words.

    Raises:
        Refusal: always.
    """
    grid = tab.grid
    shown = Area(
        found.top or 0,
        found.bottom or grid.row_count,
        found.left or 0,
        found.right or grid.column_count,
    )
    bad_request(
        f"Range ({tab.a1(shown)}) exceeds grid limits. "
        f"Max rows: {grid.row_count}, max columns: {grid.column_count}"
    )


def _is_many(area: GridRange) -> bool:
    height = (area.bottom or 0) - (area.top or 0)
    width = (area.right or 0) - (area.left or 0)
    return height > 1 or width > 1


def _moved_rules(
    rules: list[tuple[list[GridRange], Json]], shift: Shift
) -> list[tuple[list[GridRange], Json]]:
    moved: list[tuple[list[GridRange], Json]] = []
    for areas, rule in rules:
        kept = [area for area in map(shift.of_range, areas) if area is not None]
        if kept:
            moved.append((kept, rule))
    return moved


def _move_groups(groups: list[Group], shift: Shift) -> None:
    for group in list(groups):
        moved = shift.of_interval(group.start, group.end)
        if moved is None or moved[1] is None:
            groups.remove(group)
        else:
            group.start, group.end = moved[0], moved[1]


def _move_metadata(entry: Metadata, shift: Shift) -> bool:
    if entry.tab != shift.tab or entry.dimension != shift.dimension:
        return True
    moved = shift.of_interval(entry.start, entry.end)
    if moved is None or moved[1] is None:
        return False
    entry.start, entry.end = moved[0], moved[1]
    return True
