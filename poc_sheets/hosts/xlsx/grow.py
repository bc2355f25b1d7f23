"""New rows below the data of a tab: a table grows, what stands in the way moves down."""

from collections.abc import Iterable, Mapping

from poc_sheets.hosts.xlsx.changes import TabCells, sheet_called
from poc_sheets.hosts.xlsx.formula_cells import formula_cells
from poc_sheets.hosts.xlsx.markup import (
    Edit,
    escape_markup,
    find_element,
    find_tags,
    spliced,
    text_of,
    with_attribute,
)
from poc_sheets.hosts.xlsx.moves import Move
from poc_sheets.hosts.xlsx.package import Package, TablePart
from poc_sheets.hosts.xlsx.references import Area, tokens, translated
from poc_sheets.hosts.xlsx.room import EMPTY_VALUES, Room, check_room, room_for
from poc_sheets.hosts.xlsx.scan import CellReader
from poc_sheets.hosts.xlsx.shift import drop_calculation_order, move_references
from poc_sheets.hosts.xlsx.splice import Patch, Put, PutFormula, patched
from poc_sheets.hosts.xlsx.values import EMPTY
from poc_sheets.problems import column_letters
from poc_sheets.workbook import Append, Value


def append_rows(
    package: Package, reader: CellReader, append: Append, anchor: int
) -> tuple[Move, Area]:
    """Put the rows into the workbook's parts.

    Args:
        package: the workbook, patched in place.
        reader: its cells as values.
        append: the tab, the last row of its data, and the rows.
        anchor: the row of the tab's headings where the workbook names it, else 0.

    Returns:
        What moved, and the block of cells that is new.

    Raises:
        SheetError: there is no room that can be made without harm.
    """
    cells = TabCells(package, sheet_called(package, append.tab), reader)
    room = room_for(cells, append, anchor)
    check_room(cells, room, append)
    formulas = _formulas_above(cells, room) if room.like else {}
    like_tags = _row_like(cells, room)
    styles = _styles_above(cells, room)
    if room.move.grown or room.move.shifted:
        move_references(package, room.move)
        if room.table is not None:
            _grow_table(package, room.table, room.move)
    if room.move.shifted or formulas:
        drop_calculation_order(package)
    cells = TabCells(package, cells.sheet, reader)
    patches: dict[tuple[int, int], Patch] = {}
    blanks = {style: Put(EMPTY, style) for style in set(styles.values())}
    for number, values in enumerate(append.rows, start=room.first):
        patches |= _row_patches(cells, number, values, formulas, styles, blanks)
    tags = dict.fromkeys(range(room.first, room.first + len(append.rows)), like_tags)
    rows_like = {number: tag for number, tag in tags.items() if tag}
    package.put(cells.sheet.path, patched(cells.rows, patches, rows_like))
    last = room.first + len(append.rows) - 1
    columns = [*room.columns, *(column for values in append.rows for column in values)]
    return room.move, Area(room.first, min(columns), last, max(columns))


def _formulas_above(cells: TabCells, room: Room) -> dict[int, tuple[int, str]]:
    """The formulas that a new row continues: by column, the row they stand in and their text."""
    formulas: dict[int, tuple[int, str]] = {}
    first, last = room.columns
    for cell in formula_cells(cells.rows.part):
        if cell.row == room.like and first <= cell.column <= last and cell.fills is None:
            formulas[cell.column] = (cell.row, cell.text)
    if room.table is None:
        return formulas
    scan = cells.package.part(room.table.path).scan
    for offset, tag in enumerate(find_tags(scan, "tableColumn")):
        found = None if tag.is_empty else find_element(scan, "calculatedColumnFormula", tag.end)
        column = first + offset
        if found is None or column in formulas:
            continue
        next_column = next(find_tags(scan, "tableColumn", tag.end), None)
        text = text_of(scan[found[0].end : found[1]])
        is_own = next_column is None or found[0].start < next_column.start
        # Without a row to copy from, a reference relative to an unknown row cannot be filled down.
        if is_own and not any(each.kind == "range" for each in tokens(text)):
            formulas[column] = (0, text)
    return formulas


def _row_like(cells: TabCells, room: Room) -> bytes | None:
    span = cells.rows.find(room.like) if room.like else None
    return cells.rows.part.data[span.start : span.body] if span else None


def _styles_above(cells: TabCells, room: Room) -> dict[int, int]:
    span = cells.rows.find(room.like) if room.like else None
    return {
        each.column: cells.style(each, each.column)
        for each in (cells.rows.cells(span) if span else [])
        if room.columns[0] <= each.column <= room.columns[1]
    }


def _row_patches(
    cells: TabCells,
    number: int,
    values: Mapping[int, Value],
    formulas: Mapping[int, tuple[int, str]],
    styles: Mapping[int, int],
    blanks: Mapping[int, Put],
) -> dict[tuple[int, int], Patch]:
    """What goes into one new row: values, continued formulas, the look of the row above."""
    patches: dict[tuple[int, int], Patch] = {}
    for column in sorted({*values, *formulas, *styles}):
        present = cells.cell(number, column)
        own = cells.style(present, column) if present else 0
        style = own or styles.get(column)
        if column in values and values[column] not in EMPTY_VALUES:
            patches[(number, column)] = cells.put(number, column, values[column], style)
        elif present is not None and present.inner:
            continue
        elif column in formulas:
            row, text = formulas[column]
            text = translated(text, number - row, 0) if row else text
            patches[(number, column)] = PutFormula(escape_markup(text.encode()), style)
        elif style:
            patches[(number, column)] = blanks.get(style) or Put(EMPTY, style)
    return patches


def _grow_table(package: Package, table: TablePart, move: Move) -> None:
    """The table's own range, and its filter's, take in the new rows."""
    part = package.part(table.path)
    last = table.last_data_row + (move.grown or move.shifted)
    edits: list[Edit] = []
    for name, bottom in (("table", last + table.totals_rows), ("autoFilter", last)):
        tag = next(find_tags(part.scan, name), None)
        if tag is None or "ref" not in tag.attributes:
            continue
        area = table.area
        ref = (
            f"{column_letters(area.first_column)}{area.first_row}"
            f":{column_letters(area.last_column)}{bottom}"
        )
        new = with_attribute(part.data[tag.start : tag.end], "ref", ref)
        edits.append(Edit(tag.start, tag.end, new))
    package.put(table.path, spliced(part.data, edits))


def merged_appends(appends: Iterable[Append]) -> list[Append]:
    """Appends to the same place as one; lower places first, so that upper ones do not move."""
    rows: dict[tuple[str, int], tuple[Mapping[int, Value], ...]] = {}
    for append in appends:
        key = (append.tab, append.after_row)
        rows[key] = rows.get(key, ()) + append.rows
    return [
        Append(tab, row, rows[tab, row])
        for tab, row in sorted(rows, reverse=True)
        if rows[tab, row]
    ]


def note_append(changed: dict[str, list[Area]], move: Move, block: Area) -> None:
    """Add the new block to the changed cells; those noted before follow the move."""
    areas = [move.area(area) for area in changed.get(move.sheet, [])]
    changed[move.sheet] = [*areas, block]
