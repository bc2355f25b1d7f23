"""The formulas that stand in cells of a tab, each with its own text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from poc_sheets.hosts.xlsx.markup import Part, attributes_of, text_of
from poc_sheets.hosts.xlsx.references import Area, area_of, column_number, translated
from poc_sheets.hosts.xlsx.sheet_data import data_span


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A formula in a cell; `start:end` is its `f` element in the part.

    Attributes:
        row: counts from 1.
        column: counts from 1.
        text: without `=`; a follower of a shared formula has the text translated to its cell.
        kind: blank, `shared`, `array` or `dataTable`.
        group: the number of the shared formula, blank elsewhere.
        fills: the cells that an array formula or data table fills, `None` elsewhere.
        start: where the element begins.
        end: where it ends.
    """

    row: int
    column: int
    text: str
    kind: str
    group: str
    fills: Area | None
    start: int
    end: int


@lru_cache(maxsize=16)
def _pattern(prefix: bytes) -> re.Pattern[bytes]:
    p = re.escape(prefix)
    return re.compile(
        rb'<%sc(?=[\s/>])[^>]*?\sr="([A-Z]+)([0-9]+)"[^>]*(?<!/)>\s*'
        rb"(<%sf(?:\s([^>]*?))?(?:/>|>([^<]*)</%sf\s*>))" % (p, p, p)
    )


def formula_cells(part: Part) -> Iterator[FormulaCell]:
    """Every formula of the tab, in the order of the part."""
    start, end = data_span(part)
    if part.scan.find(b"<" + part.prefix + b"f", start, end) < 0:
        return
    masters: dict[str, tuple[int, int, str]] = {}
    for found in _pattern(part.prefix).finditer(part.scan, start, end):
        row, column = int(found[2]), column_number(found[1].decode())
        text = text_of(found[5] or b"")
        attributes = attributes_of(found[4]) if found[4] else {}
        kind, group = attributes.get("t", ""), attributes.get("si", "")
        fills = None
        if kind == "shared":
            if text:
                masters[group] = (row, column, text)
            elif group in masters:
                top, left, master = masters[group]
                text = translated(master, row - top, column - left)
        elif kind in ("array", "dataTable"):
            fills = area_of(attributes.get("ref") or f"{found[1].decode()}{row}")
        yield FormulaCell(row, column, text, kind, group, fills, found.start(3), found.end(3))
