"""Finding the tabs of a workbook, wherever people moved and renamed them, and reading them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from poc_sheets.problems import Finding, Place
from poc_sheets.settings import Settings, settings_of
from poc_sheets.tabs.headings import find_header, normalise
from poc_sheets.tabs.model import R, Row, Rows, columns_of
from poc_sheets.tabs.problems import NO_TAB, TWO_TABS
from poc_sheets.tabs.production import ProductionSetting
from poc_sheets.tabs.reading import Bound, headings_found, read_tab
from poc_sheets.workbook import Sheet, TabInfo, Workbook


@dataclass
class Opened:
    """The tabs that a press reads, as they stand in the workbook."""

    settings: Settings
    bound: dict[type[Row], Bound[Any]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def rows(self, tab: type[R]) -> Rows[R]:
        """The rows of a tab; none where the workbook has no such tab."""
        return self.bound[tab].rows if tab in self.bound else Rows()

    def completed(self, finding: Finding) -> Finding:
        """A finding of an action, with tab, column and heading as they stand in the workbook."""
        place = finding.place
        bound = self._bound_as(place.tab)
        if bound is None or place.column is not None:
            return finding
        keys = {spec.heading: spec.key for spec in columns_of(bound.tab)}
        key = keys.get(place.heading, "")
        if not key or bound.column(key) is None:
            return replace(finding, place=replace(place, tab=bound.sheet.name))
        return replace(finding, place=bound.place(place.row, key))

    def _bound_as(self, name: str) -> Bound[Any] | None:
        return next((b for tab, b in self.bound.items() if tab.tab == name), None)


def open_tabs(
    workbook: Workbook, tabs: Iterable[type[Row]], optional: Collection[type[Row]] = ()
) -> Opened:
    """Find and read tabs, in one read.

    Raises:
        SheetError: a tab that is not optional cannot be found, or lacks a heading.
    """
    wanted: list[type[Row]] = list(dict.fromkeys([ProductionSetting, *tabs]))
    can_lack: set[type[Row]] = {ProductionSetting, *optional}
    present = workbook.tabs()
    names = {tab: name for tab in wanted if (name := _by_name(tab, present))}
    sheets = workbook.read(list(dict.fromkeys(names.values())))
    missing = [tab for tab in wanted if tab not in names]
    if missing and set(missing) != {ProductionSetting}:
        names |= _by_headings(workbook, missing, present, names, sheets)
        names |= _shared(missing, names, sheets)
    for tab in missing:
        if tab not in names and tab not in can_lack:
            shown = ", ".join(info.name for info in present)
            raise NO_TAB.stop(Place(tab.tab), tab=tab.tab, present=shown)
    return _read(wanted, names, sheets)


def _read(
    wanted: Sequence[type[Row]], names: Mapping[type[Row], str], sheets: Mapping[str, Sheet]
) -> Opened:
    opened = Opened(Settings())
    for tab in wanted:
        if tab not in names:
            continue
        # The Production tab is read first: it says how amounts are read.
        bound: Bound[Any] = read_tab(tab, sheets[names[tab]], opened.settings.reading)
        opened.bound[tab] = bound
        opened.findings += bound.findings
        if tab is ProductionSetting:
            value_place = bound.place(None, "value")
            opened.settings, findings = settings_of(bound.rows, value_place)
            opened.findings += findings
    return opened


def _by_name(tab: type[Row], present: Sequence[TabInfo]) -> str:
    for info in present:
        if info.id and info.id == tab.tab_id:
            return info.name
    for name in (tab.tab, *tab.tab_names):
        for info in present:
            if normalise(info.name) == normalise(name):
                return info.name
    return ""


def _by_headings(
    workbook: Workbook,
    missing: Sequence[type[Row]],
    present: Sequence[TabInfo],
    names: Mapping[type[Row], str],
    sheets: dict[str, Sheet],
) -> dict[type[Row], str]:
    """Renamed tabs without our id: the one with nearly all the headings of the tab."""
    free = [i.name for i in present if i.name not in names.values() and not i.id]
    sheets |= workbook.read([name for name in free if name not in sheets])
    found: dict[type[Row], str] = {}
    for tab in missing:
        enough = max(3, round(0.6 * len(columns_of(tab))))
        counts = {n: headings_found(tab, sheets[n]) for n in free if n not in found.values()}
        best = max(counts.values(), default=0)
        fits = [name for name, count in counts.items() if count == best and best >= enough]
        if len(fits) > 1:
            raise TWO_TABS.stop(Place(tab.tab), tab=tab.tab, present=" and ".join(fits))
        if fits:
            found[tab] = fits[0]
    return found


def _shared(
    missing: Sequence[type[Row]], names: Mapping[type[Row], str], sheets: Mapping[str, Sheet]
) -> dict[type[Row], str]:
    """Rows that stand on another tab's sheet: one log for orders and their lines."""
    by_id = {tab.tab_id: name for tab, name in names.items()}
    shared: dict[type[Row], str] = {}
    for tab in missing:
        name = by_id.get(tab.shares, "")
        if tab in names or not name:
            continue
        header = find_header(sheets[name].cells, {s.key: s.accepted for s in columns_of(tab)})
        required = {spec.key for spec in columns_of(tab) if spec.required}
        if header and required <= header.columns.keys():
            shared[tab] = name
    return shared
