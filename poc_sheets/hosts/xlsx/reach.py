"""Which tabs can hold a formula that a change on some tabs reaches: a cheap look before a close one.

Names are looked for in the text of the formulas, so a tab may be counted in too many, never left
out.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from poc_sheets.hosts.xlsx.markup import text_of
from poc_sheets.hosts.xlsx.moves import mentions
from poc_sheets.hosts.xlsx.package import Package, SheetPart
from poc_sheets.hosts.xlsx.precedents import Precedents
from poc_sheets.hosts.xlsx.references import Area
from poc_sheets.hosts.xlsx.sheet_data import FORMULA, data_span

#: Functions that reach further than they say, and ranges over several tabs.
_ANYWHERE: Final = re.compile(
    r"\b(?:indirect|offset|cell|info|getpivotdata|let|lambda)\(|[\w'\]]:[^!:(),]*!|t=\"datatable\""
)
#: The row of a cell in a formula.
_CELL_ROW: Final = re.compile(r"(?<=[a-z$])[0-9]{1,7}(?![\w.(])")
_MOST_SHAPES: Final = 2_000


def reached_tabs(package: Package, changed: Mapping[str, Iterable[Area]]) -> list[SheetPart]:
    """The tabs with formulas that may depend on the changed cells, directly or through others.

    Args:
        package: the workbook with the changes made.
        changed: the blocks of cells that hold something else now, by tab.
    """
    worksheets = [each for each in package.sheets if each.is_worksheet]
    texts = {each.name: formula_text(package, each) for each in worksheets}
    if not any(texts.values()):
        return []
    tables = {each.name: package.tables(each) for each in worksheets}
    every = [table for each in tables.values() for table in each]
    precedents = Precedents.of(texts, package.defined_names(), every)
    if not any(_reads_directly(tab, text, changed, precedents) for tab, text in texts.items()):
        return []
    reached = {tab for tab, text in texts.items() if tab in changed or _ANYWHERE.search(text)}
    names = package.defined_names()
    words: set[str] = set()
    size = -1
    while size != len(reached) + len(words):
        size = len(reached) + len(words)
        words |= {table.name.casefold() for tab in reached for table in tables[tab]}
        words |= {
            each.name.casefold()
            for each in names
            if any(mentions(each.text, tab) for tab in reached)
            or any(word in each.text.casefold() for word in words)
            or _ANYWHERE.search(each.text.casefold())
        }
        for tab, text in texts.items():
            if tab not in reached and text and _reads(text, reached, words):
                reached.add(tab)
    return [each for each in worksheets if each.name in reached and texts[each.name]]


def _reads_directly(
    tab: str,
    text: str,
    changed: Mapping[str, Iterable[Area]],
    precedents: Precedents,
) -> bool:
    """Whether a formula of the tab may read a changed column; rows are not looked at.

    Formulas filled down a column differ only in their rows, so that few are left to look at.
    """
    lines = _without_rows(text, precedents.words)
    if len(lines) > _MOST_SHAPES:
        return True
    blocks = [(each.casefold(), area) for each, areas in changed.items() for area in areas]
    for line in lines:
        found = precedents.of_formula(line, tab.casefold(), 1)
        if found is None:
            return True
        for sheet, area in found:
            if any(
                sheet == other
                and area.first_column <= block.last_column
                and block.first_column <= area.last_column
                for other, block in blocks
            ):
                return True
    return False


def _without_rows(text: str, names: Iterable[str]) -> set[str]:
    """The formulas that are left when rows are not looked at.

    A table's column, a name or a tab may be called like a cell: `Sales[Q2]` is not `Sales[Q1]`.
    """
    lines = text.split("\n")
    if any(_CELL_ROW.search(name.casefold()) for name in names):
        return {line for line in lines if line}
    collapsed = _CELL_ROW.sub("1", text).split("\n")
    return {
        line if "[" in line else short for line, short in zip(lines, collapsed, strict=True) if line
    }


def _reads(text: str, tabs: Iterable[str], words: Iterable[str]) -> bool:
    return any(mentions(text, tab) for tab in tabs) or any(word in text for word in words)


def formula_text(package: Package, sheet: SheetPart) -> str:
    """The text of every formula of a tab, folded, one a line; blank where it has none."""
    part = package.part(sheet.path)
    start, end = data_span(part)
    if part.scan.find(b"<" + part.prefix + b"f", start, end) < 0:
        return ""
    pieces = [
        found[2] or (found[1] if b"dataTable" in found[1] else b"")
        for found in FORMULA.finditer(part.scan, start, end)
    ]
    return text_of(b"\n".join(pieces)).casefold() or "\n"
