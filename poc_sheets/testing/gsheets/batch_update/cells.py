"""Requests that fill cells: typed values, formats, notes, validation, merges."""

from dataclasses import replace

from poc_sheets.testing.gsheets.a1 import Area
from poc_sheets.testing.gsheets.batch_update.batch import Batch, Handler
from poc_sheets.testing.gsheets.cells import changed, stored_format
from poc_sheets.testing.gsheets.document import Tab
from poc_sheets.testing.gsheets.fields import Mask, parse_mask
from poc_sheets.testing.gsheets.grid import Cell, Formula
from poc_sheets.testing.gsheets.protections import check_protected
from poc_sheets.testing.gsheets.references import moved_by
from poc_sheets.testing.gsheets.values import grow
from poc_sheets.testing.gsheets.wire import Json, bad_request


def _mask(body: Json) -> Mask:
    mask = parse_mask(str(body.get("fields") or ""))
    if not mask.names:
        bad_request(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    return mask


def _rows(body: Json) -> list[list[Json]]:
    return [row.get("values") or [] for row in body.get("rows") or []]


def update_cells(batch: Batch, body: Json) -> Json:
    """`updateCells`: typed values from a start, or over a range (the rest of it is cleared)."""
    mask, rows = _mask(body), _rows(body)
    if body.get("range") is not None:
        tab, area = batch.editable(body["range"])
        _check_inside(rows, area)
        places = [(r, c) for r in range(area.height) for c in range(area.width)]
    else:
        tab, area = _from_start(batch, body.get("start") or {}, rows)
        places = [(r, c) for r, row in enumerate(rows) for c in range(len(row))]
    for row, column in places:
        given = rows[row][column] if row < len(rows) and column < len(rows[row]) else {}
        _change(tab, area.top + row, area.left + column, given, mask)
    batch.book.computed.clear()
    return {}


def _from_start(batch: Batch, start: Json, rows: list[list[Json]]) -> tuple[Tab, Area]:
    tab = batch.tab(start)
    top, left = int(start.get("rowIndex") or 0), int(start.get("columnIndex") or 0)
    width = max((len(row) for row in rows), default=0)
    area = Area(top, top + len(rows), left, left + width)
    if area.bottom > tab.grid.row_count or area.right > tab.grid.column_count:
        bad_request(
            f"Attempting to write beyond the grid: it has {tab.grid.row_count} rows and "
            f"{tab.grid.column_count} columns."
        )
    check_protected(batch.book, tab.id, area, batch.editor)
    return tab, area


def _check_inside(rows: list[list[Json]], area: Area) -> None:
    if len(rows) > area.height:
        bad_request(
            f"Attempting to write row: {area.bottom}, "
            f"beyond the last requested row of: {area.bottom - 1}"
        )
    if max((len(row) for row in rows), default=0) > area.width:
        bad_request(
            f"Attempting to write column: {area.right}, "
            f"beyond the last requested column of: {area.right - 1}"
        )


def _change(tab: Tab, row: int, column: int, given: Json, mask: Mask) -> None:
    tab.grid.put(row, column, changed(tab.grid.at(row, column), given, mask))


def append_cells(batch: Batch, body: Json) -> Json:
    """`appendCells`: rows below the last row that holds a value, from column A."""
    tab, mask, rows = batch.tab(body), _mask(body), _rows(body)
    used = tab.grid.used()
    top = used.bottom if used else 0
    width = max((len(row) for row in rows), default=0)
    area = Area(top, top + len(rows), 0, width)
    grow(batch.book, tab, area)
    check_protected(batch.book, tab.id, area, batch.editor)
    for row, values in enumerate(rows, top):
        for column, given in enumerate(values):
            _change(tab, row, column, given, mask)
    batch.book.computed.clear()
    return {}


def repeat_cell(batch: Batch, body: Json) -> Json:
    """`repeatCell`: one cell's parts over a range; formulas count from its first cell."""
    tab, area = batch.editable(body.get("range"))
    mask, given = _mask(body), body.get("cell") or {}
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            cell = changed(tab.grid.at(row, column), given, mask)
            if isinstance(cell.entered, Formula) and mask.wants("userEnteredValue"):
                text = moved_by(cell.entered.text, row - area.top, column - area.left)
                cell = replace(cell, entered=Formula(text))
            tab.grid.put(row, column, cell)
    batch.book.computed.clear()
    return {}


def set_validation(batch: Batch, body: Json) -> Json:
    """`setDataValidation`; no rule removes the one that is there."""
    tab, area = batch.editable(body.get("range"))
    rule = body.get("rule")
    kept = {k: v for k, v in rule.items() if v not in (None, False)} if rule else None
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            tab.grid.put(row, column, replace(tab.grid.at(row, column), validation=kept))
    return {}


def update_borders(batch: Batch, body: Json) -> Json:
    """`updateBorders`: kept in the formats of the cells at the range's edges."""
    tab, area = batch.editable(body.get("range"))
    sides = {k: stored_format(v) for k, v in body.items() if k != "range" and v is not None}
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            own = {
                "top": sides.get("top" if row == area.top else "innerHorizontal"),
                "bottom": sides.get("bottom" if row == area.bottom - 1 else "innerHorizontal"),
                "left": sides.get("left" if column == area.left else "innerVertical"),
                "right": sides.get("right" if column == area.right - 1 else "innerVertical"),
            }
            _add_borders(tab, row, column, {k: v for k, v in own.items() if v})
    return {}


def _add_borders(tab: Tab, row: int, column: int, sides: Json) -> None:
    if not sides:
        return
    cell = tab.grid.at(row, column)
    old = (cell.format or {}).get("borders") or {}
    tab.grid.put(
        row, column, replace(cell, format={**(cell.format or {}), "borders": {**old, **sides}})
    )


def merge_cells(batch: Batch, body: Json) -> Json:
    """`mergeCells`: all, by rows or by columns; only the first value of a merge stays."""
    tab, area = batch.editable(body.get("range"))
    _take_merges(tab, area)
    kind = body.get("mergeType") or "MERGE_ALL"
    if kind == "MERGE_ROWS":
        parts = [Area(r, r + 1, area.left, area.right) for r in range(area.top, area.bottom)]
    elif kind == "MERGE_COLUMNS":
        parts = [Area(area.top, area.bottom, c, c + 1) for c in range(area.left, area.right)]
    else:
        parts = [area]
    for part in parts:
        if part.height * part.width > 1:
            tab.merges.append(part.in_tab(tab.id))
            _keep_first(tab, part)
    batch.book.computed.clear()
    return {}


def _take_merges(tab: Tab, area: Area) -> None:
    """Remove the merges inside an area; one that sticks out is refused."""
    for merge in list(tab.merges):
        own = tab.area(merge)
        if not own.touches(area):
            continue
        if not area.holds(own):
            bad_request("You must select all cells in a merged range to merge or unmerge them.")
        tab.merges.remove(merge)


def _keep_first(tab: Tab, part: Area) -> None:
    first: Cell | None = None
    for filled in list(tab.grid.inside(part)):
        if filled.cell.entered is None:
            continue
        if first is None:
            first = filled.cell
        tab.grid.put(filled.row, filled.column, replace(filled.cell, entered=None))
    if first is not None:
        corner = tab.grid.at(part.top, part.left)
        tab.grid.put(part.top, part.left, replace(corner, entered=first.entered))


def unmerge_cells(batch: Batch, body: Json) -> Json:
    """`unmergeCells`."""
    tab, area = batch.editable(body.get("range"))
    _take_merges(tab, area)
    return {}


HANDLERS: dict[str, Handler] = {
    "updateCells": update_cells,
    "appendCells": append_cells,
    "repeatCell": repeat_cell,
    "setDataValidation": set_validation,
    "updateBorders": update_borders,
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
}
