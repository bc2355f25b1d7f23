"""Rows inserted on a tab: every part of the workbook that names a moved cell follows."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from poc_sheets.hosts.xlsx.anchors import moved_comments, moved_drawing, moved_vml
from poc_sheets.hosts.xlsx.formula_cells import FormulaCell, formula_cells
from poc_sheets.hosts.xlsx.markup import (
    Edit,
    Part,
    escape_markup,
    escape_text,
    find_tags,
    spliced,
    text_of,
    with_attribute,
)
from poc_sheets.hosts.xlsx.moves import (
    Move,
    mentions,
    moved_formula,
    moved_print_area,
    moved_ranges,
)
from poc_sheets.hosts.xlsx.package import CONTENT_TYPES, Package, SheetPart
from poc_sheets.hosts.xlsx.rows import Rows
from poc_sheets.hosts.xlsx.sheet_data import data_span

_RANGES: Final = re.compile(rb'\s(ref|sqref|activeCell)="([^"]*)"')
_FORMULA_TEXT: Final = re.compile(
    rb"<((?:[\w.-]+:)?(?:formula|formula1|formula2|f))(?:\s[^>]*)?>([^<]+)</\1\s*>"
)
_TABLE_FORMULA: Final = re.compile(
    rb"<((?:[\w.-]+:)?(?:calculatedColumnFormula|totalsRowFormula))(?:\s[^>]*)?>([^<]+)</\1\s*>"
)
_RANGES_TEXT: Final = re.compile(rb"<((?:[\w.-]+:)?sqref)>([^<]+)</\1\s*>")
_FORMULA_ATTRIBUTE: Final = re.compile(
    rb'\s(?:location|linkedCell|listFillRange|fmlaLink|fmlaRange|textlink)="([^"]+)"'
)
_BREAKS: Final = re.compile(
    rb"<(?:[\w.-]+:)?rowBreaks(?=[\s>]).*?</(?:[\w.-]+:)?rowBreaks\s*>", re.DOTALL
)
_CELL_NUMBER: Final = rb'<%s(?:c|row)(?=[\s/>])[^>]*?\sr="[A-Z]*([0-9]+)"'


def move_references(package: Package, move: Move) -> None:
    """Bring every part of the workbook up to a move; parts that name no moved cell stay as is."""
    for sheet in package.sheets:
        if not sheet.is_worksheet:
            continue
        if sheet.name == move.sheet:
            _move_own_tab(package, sheet, move)
        else:
            part = package.worksheet_part(sheet)
            if mentions(part.scan.decode("utf-8", "replace"), text_as_stored(move.sheet)):
                _put(package, part, _formula_edits(part, sheet.name, move))
        for kind in ("drawing", "ctrlProp"):
            for path in package.related(sheet.path, kind):
                part = package.part(path)
                edits = _text_edits(part, _FORMULA_ATTRIBUTE, sheet.name, move, escape_text)
                _put(package, part, edits)
        for path in package.related(sheet.path, "table"):
            part = package.part(path)
            edits = _text_edits(part, _TABLE_FORMULA, sheet.name, move, _escaped)
            _put(package, part, edits)
    _move_names(package, move)
    for path in list(package.members):
        if "/charts/chart" in path or "/pivotCache/pivotCacheDefinition" in path:
            _move_source(package, path, move)


def text_as_stored(sheet: str) -> str:
    """A tab's name as it stands escaped in XML."""
    return escape_markup(sheet.encode()).decode()


def _put(package: Package, part: Part, edits: list[Edit]) -> None:
    if edits:
        package.put(part.name, spliced(part.data, edits))


def _text_edits(
    part: Part,
    pattern: re.Pattern[bytes],
    home: str,
    move: Move,
    escape: Callable[[str], bytes],
    start: int = 0,
    end: int | None = None,
) -> list[Edit]:
    """The edits of formulas that stand in the pattern's last group."""
    edits: list[Edit] = []
    group = pattern.groups
    for found in pattern.finditer(part.scan, start, len(part.scan) if end is None else end):
        text = text_of(found[group])
        new = moved_formula(text, home, move)
        if new != text:
            edits.append(Edit(found.start(group), found.end(group), escape(new)))
    return edits


def _formula_edits(part: Part, home: str, move: Move) -> list[Edit]:
    """Formulas in cells, in rules and in links of a tab."""
    start, end = data_span(part)
    edits = _cell_formula_edits(part, home, move)
    for first, last in ((0, start), (end, len(part.scan))):
        edits += _text_edits(part, _FORMULA_TEXT, home, move, _escaped, first, last)
        edits += _text_edits(part, _FORMULA_ATTRIBUTE, home, move, escape_text, first, last)
    return edits


def _escaped(text: str) -> bytes:
    return escape_markup(text.encode())


def _cell_formula_edits(part: Part, home: str, move: Move) -> list[Edit]:
    """Formulas in cells; a shared formula that is touched at all gets its text in every cell."""
    edits: list[Edit] = []
    groups: dict[str, list[tuple[FormulaCell, str]]] = defaultdict(list)
    touched: set[str] = set()
    is_own = home == move.sheet
    for cell in formula_cells(part):
        new = moved_formula(cell.text, home, move, (cell.row, cell.column))
        if cell.kind == "shared":
            groups[cell.group].append((cell, new))
            if new != cell.text or (is_own and move.row(cell.row) != cell.row):
                touched.add(cell.group)
            continue
        old = part.data[cell.start : cell.end]
        written = old
        if new != cell.text:
            head, _, rest = old.partition(b">")
            written = head + b">" + _escaped(new) + rest[rest.rfind(b"</") :]
        if is_own and cell.fills is not None:
            tag, _, rest = written.partition(b">")
            written = with_attribute(tag + b">", "ref", str(move.area(cell.fills))) + rest
            if move.area(cell.fills) == cell.fills and new == cell.text:
                written = old
        if written != old:
            edits.append(Edit(cell.start, cell.end, written))
    for group in touched:
        for cell, new in groups[group]:
            element = b"<%sf>%s</%sf>" % (part.prefix, _escaped(new), part.prefix)
            edits.append(Edit(cell.start, cell.end, element))
    return edits


def _move_own_tab(package: Package, sheet: SheetPart, move: Move) -> None:
    part = package.worksheet_part(sheet)
    edits = _formula_edits(part, sheet.name, move)
    start, end = data_span(part)
    for first, last in ((0, start), (end, len(part.scan))):
        edits += _range_edits(part, move, first, last)
    if move.shifted:
        rows = Rows.of(part, package.name)
        edits += _number_edits(part, move, rows.place(move.at), end)
        edits += _break_edits(part, move, end)
    _put(package, part, edits)
    if move.shifted:
        _move_companions(package, sheet, move)
    for table in package.tables(sheet):
        _move_table(package, table.path, move)


def _range_edits(part: Part, move: Move, start: int, end: int) -> list[Edit]:
    edits: list[Edit] = []
    for found in _RANGES.finditer(part.scan, start, end):
        old = text_of(found[2])
        is_filter = (
            b"autoFilter" in part.scan[part.scan.rfind(b"<", 0, found.start()) : found.start()]
        )
        grows = found[1] == b"sqref" or (is_filter and not move.is_table)
        new = moved_ranges(old, move, grows=grows)
        if new != old:
            edits.append(Edit(found.start(2), found.end(2), new.encode()))
    for found in _RANGES_TEXT.finditer(part.scan, start, end):
        old = text_of(found[2])
        new = moved_ranges(old, move, grows=True)
        if new != old:
            edits.append(Edit(found.start(2), found.end(2), new.encode()))
    return edits


def _number_edits(part: Part, move: Move, start: int, end: int) -> Iterator[Edit]:
    """The numbers of the rows that moved, and of their cells."""
    numbers = re.compile(_CELL_NUMBER % re.escape(part.prefix))
    for found in numbers.finditer(part.scan, start, end):
        new = str(int(found[1]) + move.shifted).encode()
        yield Edit(found.start(1), found.end(1), new)


def _break_edits(part: Part, move: Move, start: int) -> list[Edit]:
    """Page breaks: each is named after the row above it."""
    found = _BREAKS.search(part.scan, start)
    edits: list[Edit] = []
    if found is not None:
        for tag in find_tags(part.scan, "brk", found.start(), found.end()):
            row = tag.attributes.get("id", "")
            if row.isdecimal() and int(row) + 1 >= move.at:
                old = part.data[tag.start : tag.end]
                new = with_attribute(old, "id", str(int(row) + move.shifted))
                edits.append(Edit(tag.start, tag.end, new))
    return edits


def _move_table(package: Package, path: str, move: Move) -> None:
    """A table's own ranges follow when rows above or inside it were inserted."""
    part = package.part(path)
    edits: list[Edit] = []
    for found in _RANGES.finditer(part.scan):
        old = text_of(found[2])
        new = moved_ranges(old, move, grows=False)
        if new != old:
            edits.append(Edit(found.start(2), found.end(2), new.encode()))
    _put(package, part, edits)


def _move_companions(package: Package, sheet: SheetPart, move: Move) -> None:
    """Pictures, buttons and notes that stand on the moved rows."""
    for kind, moved in (
        ("drawing", moved_drawing),
        ("vmlDrawing", moved_vml),
        ("comments", moved_comments),
        ("threadedComment", moved_comments),
    ):
        for path in package.related(sheet.path, kind):
            part = package.part(path)
            new = moved(part.data, move)
            if new != part.data:
                package.put(path, new)
    part = package.worksheet_part(sheet)
    _, end = data_span(part)
    tail = moved_drawing(part.data[end:], move)
    if tail != part.data[end:]:
        package.put(part.name, part.data[:end] + tail)


def _move_names(package: Package, move: Move) -> None:
    edits: list[Edit] = []
    for name in package.defined_names():
        if name.name == "_xlnm.Print_Area":
            new = moved_print_area(name.text, move)
        else:
            new = moved_formula(name.text, name.scope, move)
        if new != name.text:
            edits.append(Edit(name.start, name.end, _escaped(new)))
    _put(package, package.part(package.workbook_path), edits)


def _move_source(package: Package, path: str, move: Move) -> None:
    """The ranges that a chart draws, or that a pivot table is made of."""
    part = package.part(path)
    if not mentions(part.scan.decode("utf-8", "replace"), text_as_stored(move.sheet)):
        return
    edits = _text_edits(part, _FORMULA_TEXT, "", move, _escaped)
    for tag in find_tags(part.scan, "worksheetSource"):
        ref = tag.attributes.get("ref", "")
        if tag.attributes.get("sheet", "").casefold() == move.sheet.casefold() and ref:
            new = moved_formula(ref, move.sheet, move)
            if new != ref:
                old = part.data[tag.start : tag.end]
                edits.append(Edit(tag.start, tag.end, with_attribute(old, "ref", new)))
    _put(package, part, edits)


def drop_calculation_order(package: Package) -> None:
    """Leave out the list of formula cells: it would name cells that moved; programs rebuild it."""
    for path in package.related(package.workbook_path, "calcChain"):
        package.remove(path)
        types = package.part(CONTENT_TYPES)
        edits = [
            Edit(tag.start, tag.end, b"")
            for tag in find_tags(types.scan, "Override")
            if tag.attributes.get("PartName", "").lstrip("/").casefold() == path.casefold()
        ]
        _put(package, types, edits)
        folder, _, base = package.workbook_path.rpartition("/")
        rels = package.part(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
        edits = [
            Edit(tag.start, tag.end, b"")
            for tag in find_tags(rels.scan, "Relationship")
            if tag.attributes.get("Type", "").endswith("/calcChain")
        ]
        _put(package, rels, edits)
