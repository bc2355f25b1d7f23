"""Requests that move cells about: copy, cut, sort, insert and delete ranges, find and replace."""

import re
from dataclasses import replace

from poc_sheets.testing.gsheets.a1 import Area
from poc_sheets.testing.gsheets.batch_update.batch import Batch, Handler
from poc_sheets.testing.gsheets.calculated import Failure, Result
from poc_sheets.testing.gsheets.document import Spreadsheet, Tab
from poc_sheets.testing.gsheets.grid import EMPTY, Cell, Formula
from poc_sheets.testing.gsheets.protections import check_protected
from poc_sheets.testing.gsheets.references import moved_by
from poc_sheets.testing.gsheets.results import result_of, shown
from poc_sheets.testing.gsheets.values import grow, type_into
from poc_sheets.testing.gsheets.wire import Json, bad_request


def moved_cell(cell: Cell, rows: int, columns: int) -> Cell:
    """A cell as its copy has it: references move along."""
    if not isinstance(cell.entered, Formula):
        return cell
    return replace(cell, entered=Formula(moved_by(cell.entered.text, rows, columns)))


def copy_paste(batch: Batch, body: Json) -> Json:
    """`copyPaste`: the source is repeated until it fills the destination."""
    source_tab, source = batch.area(body.get("source"))
    target_tab, target = batch.editable(body.get("destination"))
    turned = body.get("pasteOrientation") == "TRANSPOSE"
    block = source_tab.grid.block(source)
    results = [
        [
            result_of(batch.book, source_tab, row, column)
            for column in range(source.left, source.right)
        ]
        for row in range(source.top, source.bottom)
    ]
    height, width = (source.width, source.height) if turned else (source.height, source.width)
    down, across = max(1, target.height // height), max(1, target.width // width)
    filled = Area(target.top, target.top + down * height, target.left, target.left + across * width)
    grow(batch.book, target_tab, filled)
    for row in range(filled.top, filled.bottom):
        for column in range(filled.left, filled.right):
            r, c = (row - filled.top) % height, (column - filled.left) % width
            r, c = (c, r) if turned else (r, c)
            copied = moved_cell(block[r][c], row - source.top - r, column - source.left - c)
            old = target_tab.grid.at(row, column)
            pasted = _paste(old, copied, results[r][c], str(body.get("pasteType") or ""))
            target_tab.grid.put(row, column, pasted)
    batch.book.computed.clear()
    return {}


def _paste(old: Cell, copied: Cell, result: Result, kind: str) -> Cell:
    if kind == "PASTE_VALUES":
        value = result.text if isinstance(result, Failure) else result
        return replace(old, entered=value)
    if kind == "PASTE_FORMAT":
        return replace(old, format=copied.format)
    if kind == "PASTE_FORMULA":
        return replace(old, entered=copied.entered)
    if kind == "PASTE_DATA_VALIDATION":
        return replace(old, validation=copied.validation)
    return copied


def cut_paste(batch: Batch, body: Json) -> Json:
    """`cutPaste`: the cells go; formulas in them stay as typed."""
    source_tab, source = batch.editable(body.get("source"))
    place = body.get("destination") or {}
    target_tab = batch.tab(place)
    top, left = int(place.get("rowIndex") or 0), int(place.get("columnIndex") or 0)
    target = Area(top, top + source.height, left, left + source.width)
    grow(batch.book, target_tab, target)
    check_protected(batch.book, target_tab.id, target, batch.editor)
    block = source_tab.grid.block(source)
    put_block(source_tab, source, [[EMPTY] * source.width for _ in range(source.height)])
    put_block(target_tab, target, block)
    batch.book.computed.clear()
    return {}


def put_block(tab: Tab, area: Area, block: list[list[Cell]]) -> None:
    """Replace the cells of an area."""
    for row, cells in enumerate(block, area.top):
        for column, cell in enumerate(cells, area.left):
            tab.grid.put(row, column, cell)


def sort_range(batch: Batch, body: Json) -> Json:
    """`sortRange`: rows of a range by one column after the other; empty cells come last."""
    tab, area = batch.editable(body.get("range"))
    sort_rows(batch.book, tab, area, body.get("sortSpecs") or [])
    return {}


def sort_rows(book: Spreadsheet, tab: Tab, area: Area, specs: list[Json]) -> None:
    """Sort the rows of an area; specs as in `sortRange`, the first one counts most."""
    order = list(range(area.top, area.bottom))
    for spec in reversed(specs):
        column = int(spec.get("dimensionIndex") or 0)
        if not area.left <= column < area.right:
            bad_request(f"Invalid sortSpecs: column {column} lies outside the range.")
        values = {row: result_of(book, tab, row, column) for row in order}
        filled = [row for row in order if values[row] is not None]
        empty = [row for row in order if values[row] is None]
        filled.sort(
            key=lambda row: _sort_key(values[row]),
            reverse=spec.get("sortOrder") == "DESCENDING",
        )
        order = filled + empty
    block = tab.grid.block(area)
    moved = [
        [moved_cell(cell, new - old, 0) for cell in block[old - area.top]]
        for new, old in enumerate(order, area.top)
    ]
    put_block(tab, area, moved)
    book.computed.clear()


def _sort_key(value: Result) -> tuple[int, float, str]:
    if isinstance(value, bool):
        return 2, float(value), ""
    if isinstance(value, int | float):
        return 0, float(value), ""
    if isinstance(value, Failure):
        return 3, 0.0, value.text
    return 1, 0.0, (value or "").casefold()


def insert_range(batch: Batch, body: Json) -> Json:
    """`insertRange`: empty cells come in, the others move down or right; formulas stay as typed."""
    tab, area = batch.editable(body.get("range"))
    _shift_cells(batch, tab, area, str(body.get("shiftDimension") or "ROWS"), out=False)
    return {}


def delete_range(batch: Batch, body: Json) -> Json:
    """`deleteRange`: cells go, the others move up or left; formulas stay as typed."""
    tab, area = batch.editable(body.get("range"))
    _shift_cells(batch, tab, area, str(body.get("shiftDimension") or "ROWS"), out=True)
    return {}


def _shift_cells(batch: Batch, tab: Tab, area: Area, dimension: str, *, out: bool) -> None:
    grid = tab.grid
    if dimension == "ROWS":
        rest = Area(area.top, grid.row_count, area.left, area.right)
        down, across = (-area.height if out else area.height), 0
    else:
        rest = Area(area.top, area.bottom, area.left, grid.column_count)
        down, across = 0, (-area.width if out else area.width)
    moving = list(grid.inside(rest))
    for filled in moving:
        grid.put(filled.row, filled.column, EMPTY)
    for filled in moving:
        row, column = filled.row + down, filled.column + across
        if row >= area.top and column >= area.left:
            grow(batch.book, tab, Area(0, row + 1, 0, column + 1))
            grid.put(row, column, filled.cell)
    batch.book.computed.clear()


def find_replace(batch: Batch, body: Json) -> Json:
    """`findReplace`."""
    find = str(body.get("find") or "")
    if not find:
        bad_request("find must be given.")
    pattern = find if body.get("searchByRegex") else re.escape(find)
    if body.get("matchEntireCell"):
        pattern = rf"\A(?:{pattern})\Z"
    searched = re.compile(pattern, 0 if body.get("matchCase") else re.IGNORECASE)
    counts = dict.fromkeys(_COUNTS, 0)
    for tab, area in _searched(batch, body):
        _replace_in(batch, tab, area, searched, body, counts)
    batch.book.computed.clear()
    return {"findReplace": {name: count for name, count in counts.items() if count}}


_COUNTS = ("valuesChanged", "formulasChanged", "rowsChanged", "sheetsChanged", "occurrencesChanged")


def _searched(batch: Batch, body: Json) -> list[tuple[Tab, Area]]:
    if body.get("range") is not None:
        return [batch.editable(body["range"])]
    tabs = batch.book.tabs if body.get("allSheets") else [batch.tab(body)]
    return [(tab, tab.grid.whole()) for tab in tabs]


def _replace_in(
    batch: Batch,
    tab: Tab,
    area: Area,
    searched: re.Pattern[str],
    body: Json,
    counts: dict[str, int],
) -> None:
    new = str(body.get("replacement") or "")
    if not body.get("searchByRegex"):
        new = new.replace("\\", "\\\\")
    rows: set[int] = set()
    for filled in list(tab.grid.inside(area)):
        cell = filled.cell
        is_formula = isinstance(cell.entered, Formula)
        if cell.entered is None or (is_formula and not body.get("includeFormulas")):
            continue
        old = cell.entered.text if isinstance(cell.entered, Formula) else None
        if old is None:
            value = result_of(batch.book, tab, filled.row, filled.column)
            old = shown(value, cell, batch.book.locale)
        text, times = searched.subn(new, old)
        if times:
            tab.grid.put(filled.row, filled.column, type_into(cell, text, batch.book.locale))
            counts["formulasChanged" if is_formula else "valuesChanged"] += 1
            counts["occurrencesChanged"] += times
            rows.add(filled.row)
    counts["rowsChanged"] += len(rows)
    counts["sheetsChanged"] += bool(rows)


HANDLERS: dict[str, Handler] = {
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
    "sortRange": sort_range,
    "insertRange": insert_range,
    "deleteRange": delete_range,
    "findReplace": find_replace,
}
