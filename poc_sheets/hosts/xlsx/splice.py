"""Patching cells of one tab: one pass over its part, only the touched rows are looked into."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from poc_sheets.hosts.xlsx.markup import (
    Edit,
    Part,
    attributes_of,
    find_tags,
    spliced,
    with_attribute,
)
from poc_sheets.hosts.xlsx.references import LAST_COLUMN, area_of
from poc_sheets.hosts.xlsx.rows import CellSpan, Rows, RowSpan
from poc_sheets.hosts.xlsx.values import Content
from poc_sheets.problems import column_letters

_FORMULA: Final = re.compile(
    rb"<(?:[\w.-]+:)?f(?=[\s/>])[^>]*?(?:/>|>.*?</(?:[\w.-]+:)?f\s*>)", re.DOTALL
)
_CACHE: Final = re.compile(
    rb"<(?:[\w.-]+:)?(?:v|is)(?:\s[^>]*)?(?:/>|>.*</(?:[\w.-]+:)?(?:v|is)\s*>)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Put:
    """A typed value for a cell; `style` is the format it gets, `None` keeps the present one."""

    content: Content
    style: int | None = None


@dataclass(frozen=True, slots=True)
class PutFormula:
    """A formula for a new cell, not calculated yet; `text` without its `=`, escaped."""

    text: bytes
    style: int | None = None


@dataclass(frozen=True, slots=True)
class Cache:
    """The result of a formula cell becomes `content`; `None` leaves it without a result."""

    content: Content | None


Patch = Put | PutFormula | Cache
Patches = Mapping[tuple[int, int], Patch]


def patched(rows: Rows, patches: Patches, rows_like: Mapping[int, bytes] | None = None) -> bytes:
    """The part with every patch made.

    Args:
        rows: the rows of the part.
        patches: what each cell, by (row, column), gets.
        rows_like: for rows that are not there yet, the start tag of a row they should look like.
    """
    by_row: dict[int, dict[int, Patch]] = defaultdict(dict)
    for (row, column), patch in patches.items():
        by_row[row][column] = patch
    part = rows.part
    styles = column_styles(part)
    edits: list[Edit] = []
    new_rows: dict[int, list[bytes]] = defaultdict(list)
    for number in sorted(by_row):
        cells = by_row[number]
        span = rows.find(number)
        if span is not None:
            edits += _row_edits(rows, span, cells, styles)
            continue
        inner = b"".join(
            _new_cell(number, column, cells[column], part.prefix, styles)
            for column in sorted(cells)
        )
        if inner:
            tag = _new_row_tag(number, (rows_like or {}).get(number), part.prefix, cells)
            new_rows[rows.place(number)].append(b"%s%s</%srow>" % (tag, inner, part.prefix))
    edits += [_placed_rows(part, at, b"".join(new)) for at, new in new_rows.items()]
    edits += _dimension_edit(part, patches)
    return spliced(part.data, edits)


def _placed_rows(part: Part, at: int, new: bytes) -> Edit:
    """New rows at a place; `<sheetData/>` is opened for them."""
    start = part.scan.rfind(b"<", 0, at)
    is_empty_data = part.scan.startswith(b"<" + part.prefix + b"sheetData", start)
    if is_empty_data and part.scan[at - 2 : at] == b"/>":
        tag = part.data[start : at - 2].rstrip() + b">"
        return Edit(start, at, tag + new + b"</" + part.prefix + b"sheetData>")
    return Edit(at, at, new)


def _row_edits(
    rows: Rows, row: RowSpan, patches: Mapping[int, Patch], column_style: Mapping[int, int]
) -> list[Edit]:
    """The edits of one row; `CellSpan` places are those of the part."""
    prefix, data = rows.part.prefix, rows.part.data
    edits: list[Edit] = []
    waiting = sorted(patches)
    row_style = _row_style(data[row.start : row.body])
    inherited = column_style if row_style is None else dict.fromkeys(patches, row_style)
    for cell in rows.cells(row):
        while waiting and waiting[0] < cell.column:
            new = _new_cell(row.number, waiting[0], patches[waiting.pop(0)], prefix, inherited)
            edits.append(Edit(cell.start, cell.start, new))
        if waiting and waiting[0] == cell.column:
            new = patched_cell(data[cell.start : cell.end], cell, patches[waiting.pop(0)], prefix)
            edits.append(Edit(cell.start, cell.end, new))
    tail = b"".join(
        _new_cell(row.number, each, patches[each], prefix, inherited) for each in waiting
    )
    tag = _widened(data[row.start : row.body], patches)
    if tail and row.body == row.end:
        tag = tag[:-2].rstrip() + b">"
        tail += b"</" + prefix + b"row>"
    if tag != data[row.start : row.body]:
        edits.append(Edit(row.start, row.body, tag))
    if tail:
        edits.append(Edit(row.body_end, row.body_end, tail))
    return edits


def patched_cell(raw: bytes, cell: CellSpan, patch: Patch, prefix: bytes) -> bytes:
    """One cell with its patch: attributes other than the type stay, the format if not changed."""
    tag = with_attribute(cell.tag + b">", "t", None)[:-1]
    if isinstance(patch, Cache):
        formula = _FORMULA.search(raw)
        kept = formula[0] if formula else b""
        after = _CACHE.sub(b"", raw[len(cell.tag) + 1 : raw.rfind(b"</")].replace(kept, b"", 1))
        content = kept + (patch.content.xml(prefix) if patch.content else b"") + after
        kind = patch.content.kind if patch.content else ""
    elif isinstance(patch, PutFormula):
        content, kind = b"<%sf>%s</%sf>" % (prefix, patch.text, prefix), ""
    else:
        content, kind = patch.content.xml(prefix), patch.content.kind
    style = None if isinstance(patch, Cache) else patch.style
    if style is not None:
        tag = with_attribute(tag + b">", "s", str(style))[:-1]
    if kind:
        tag += f' t="{kind}"'.encode()
    if not content:
        return tag.rstrip() + b"/>"
    return tag + b">" + content + b"</" + prefix + b"c>"


def _new_cell(
    row: int, column: int, patch: Patch, prefix: bytes, inherited: Mapping[int, int]
) -> bytes:
    """A cell that was not there; nothing for a value that leaves it empty and unformatted."""
    if isinstance(patch, Cache):
        return b""
    style = patch.style if patch.style is not None else (inherited.get(column) or None)
    if isinstance(patch, PutFormula):
        content, kind = b"<%sf>%s</%sf>" % (prefix, patch.text, prefix), ""
    elif not patch.content.tag and style is None and column not in inherited:
        return b""
    else:
        content, kind = patch.content.xml(prefix), patch.content.kind
    # Built in one piece: a long statement brings hundreds of thousands of new cells.
    look = b"" if style is None else b' s="%d"' % style
    if kind:
        look += f' t="{kind}"'.encode()
    tag = b'<%sc r="%s%d"%s' % (prefix, _letters(column), row, look)
    return b"%s>%s</%sc>" % (tag, content, prefix) if content else tag + b"/>"


@lru_cache(maxsize=1024)
def _letters(column: int) -> bytes:
    return column_letters(column).encode()


def _row_style(tag: bytes) -> int | None:
    """The format a row gives to cells that are not there, `None` where it gives none."""
    attributes = attributes_of(tag)
    style = attributes.get("s", "")
    is_custom = attributes.get("customFormat", "0") in ("1", "true")
    return int(style) if style.isdecimal() and is_custom else None


def column_styles(part: Part) -> dict[int, int]:
    """The format that each column gives to its cells that are not there yet, by column."""
    styles: dict[int, int] = {}
    for tag in find_tags(part.scan, "col", 0, max(part.scan.find(b"sheetData"), 0)):
        first, last, style = (tag.attributes.get(each, "") for each in ("min", "max", "style"))
        if first.isdecimal() and last.isdecimal() and style.isdecimal():
            for column in range(int(first), min(int(last), LAST_COLUMN) + 1):
                styles[column] = int(style)
    return styles


def _widened(tag: bytes, patches: Mapping[int, Patch]) -> bytes:
    """The row's tag with `spans`, where it has them, wide enough for the new cells."""
    spans = attributes_of(tag).get("spans", "")
    first, _, last = spans.partition(":")
    if not (first.isdecimal() and last.isdecimal()):
        return tag
    wide = f"{min(int(first), *patches)}:{max(int(last), *patches)}"
    return tag if wide == spans else with_attribute(tag, "spans", wide)


def _new_row_tag(
    number: int, like: bytes | None, prefix: bytes, cells: Mapping[int, Patch]
) -> bytes:
    if like is None:
        return b'<%srow r="%d">' % (prefix, number)
    if like.endswith(b"/>"):
        like = like[:-2].rstrip() + b">"
    for attribute in ("hidden", "collapsed"):
        like = with_attribute(like, attribute, None)
    return _widened(with_attribute(like, "r", str(number)), cells)


def _dimension_edit(part: Part, patches: Patches) -> list[Edit]:
    """The `dimension` element, where there is one, grown to the new cells."""
    tag = next(find_tags(part.scan, "dimension", 0, part.scan.find(b"sheetData")), None)
    places = [place for place, patch in patches.items() if not isinstance(patch, Cache)]
    if tag is None or not places:
        return []
    try:
        area = area_of(tag.attributes.get("ref", ""))
    except ValueError:
        return []
    rows, columns = {row for row, _ in places}, {column for _, column in places}
    first_row, last_row = min(area.first_row, *rows), max(area.last_row, *rows)
    first, last = min(area.first_column, *columns), max(area.last_column, *columns)
    ref = f"{column_letters(first)}{first_row}:{column_letters(last)}{last_row}"
    if area_of(ref) == area:
        return []
    return [Edit(tag.start, tag.end, with_attribute(part.data[tag.start : tag.end], "ref", ref))]
