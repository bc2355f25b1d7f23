"""Many scattered values into one tab in one call, which a person can undo."""

from collections.abc import Iterator, Mapping
from typing import Any

from poc_sheets.hosts.live.libreoffice import inside
from poc_sheets.hosts.live.libreoffice.area import Area, runs
from poc_sheets.hosts.live.libreoffice.document import Document
from poc_sheets.hosts.live.libreoffice.looking import TabLook, look
from poc_sheets.hosts.live.libreoffice.number_formats import BOOLEAN, NUMBER
from poc_sheets.hosts.live.libreoffice.office import Office
from poc_sheets.hosts.live.libreoffice.values import suits, to_office

Place = tuple[int, int]


def put(office: Office, document: Document, tab: str, given: Mapping[Place, Any]) -> None:
    """Put values into cells.

    What `values.write` does for one rectangle: text stays text, a date, a time or a yes/no gives
    its cell a format where it has none of that kind, cells that were empty can be emptied by undo.

    Args:
        office: the office.
        document: the document.
        tab: the tab's name.
        given: values by row and column, counted from 1; text is never a formula.
    """
    if not given:
        return
    seen = look(office, document, {tab: _around(given)}, formats=True).tabs[tab]
    rectangle = _rectangles(seen)
    plain: dict[Place, float | str] = {}
    missing: dict[str, list[Place]] = {}
    for place, value in given.items():
        text = f"'{value}" if isinstance(value, str) else value
        plain[place], kind = to_office(document, text)
        has = seen.formats[rectangle[place]][1]
        if not _fits(has, kind):
            missing.setdefault(kind, []).append(place)
    areas = list(runs(plain))
    steps = {
        "tab": tab,
        # However many: what cannot be undone cannot be taken back where a later write fails.
        "gaps": [gap.bounds for area in areas for gap in _gaps(seen, rectangle, area)],
        "data": [[area.bounds, _rows(area, plain)] for area in areas],
        "formats": [
            [document.formats.key_for(kind), [area.bounds for area in runs(places)]]
            for kind, places in missing.items()
        ],
    }
    inside.put(office, document.model, steps)


def _fits(has: str, kind: str) -> bool:
    """Whether a format shows a value of a kind as what it is."""
    if kind == NUMBER:
        return has != BOOLEAN
    return not kind or suits(has, kind)


def _rows(area: Area, plain: Mapping[Place, float | str]) -> list[list[float | str]]:
    columns = range(area.column, area.last_column + 1)
    return [
        [plain[row, column] for column in columns] for row in range(area.row, area.last_row + 1)
    ]


def _gaps(seen: TabLook, rectangle: Mapping[Place, int], area: Area) -> Iterator[Area]:
    """The empty cells of an area, in rectangles of one look each; see `values.write`."""
    empty: dict[int, list[Place]] = {}
    top, left = seen.area.row, seen.area.column
    for row in range(area.row, area.last_row + 1):
        for column in range(area.column, area.last_column + 1):
            if seen.values[row - top][column - left] is None:
                empty.setdefault(rectangle[row, column], []).append((row, column))
    for places in empty.values():
        yield from runs(places)


def _rectangles(seen: TabLook) -> dict[Place, int]:
    """For each cell the number of the rectangle of one look that it stands in."""
    return {
        (row, column): number
        for number, (area, _) in enumerate(seen.formats)
        for row in range(area.row, area.last_row + 1)
        for column in range(area.column, area.last_column + 1)
    }


def _around(places: Mapping[Place, Any]) -> Area:
    rows, columns = zip(*places, strict=True)
    top, left = min(rows), min(columns)
    return Area(top, left, max(rows) - top + 1, max(columns) - left + 1)
