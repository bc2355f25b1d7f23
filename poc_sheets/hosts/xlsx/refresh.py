"""No stored result stays that a change has made wrong: it is computed anew, or left out."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from poc_sheets.hosts.xlsx.dependents import Formulas, stale_cells
from poc_sheets.hosts.xlsx.markup import (
    Edit,
    escape_cell_text,
    find_element,
    find_tags,
    spliced,
    with_attribute,
)
from poc_sheets.hosts.xlsx.package import Package
from poc_sheets.hosts.xlsx.reach import reached_tabs
from poc_sheets.hosts.xlsx.recalculate import fresh_results
from poc_sheets.hosts.xlsx.references import Area
from poc_sheets.hosts.xlsx.rows import Rows
from poc_sheets.hosts.xlsx.splice import Cache, Patch, patched
from poc_sheets.hosts.xlsx.values import Content
from poc_sheets.workbook import Cell, ErrorValue

#: `calcPr` stands after these in the workbook part, whichever of them are there (ECMA-376, 18.2.27).
_BEFORE_CALCULATION: Final = ("definedNames", "externalReferences", "functionGroups", "sheets")

#: A formula cell with a result behind its formula.
_STORED_RESULT: Final = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*<(?:\w+:)?v\b")


def refresh(package: Package, changed: Mapping[str, Iterable[Area]]) -> None:
    """Bring every stored result downstream of the changed cells up to date, or leave it out.

    Spreadsheet programs are asked to calculate on opening as well; LibreOffice does not heed that,
    which is why no old result may stay.

    Args:
        package: the workbook with the changes made.
        changed: the blocks of cells that hold something else now, by tab.
    """
    reached = reached_tabs(package, changed)
    if not reached:
        return
    if not any(_STORED_RESULT.search(package.part(each.path).scan) for each in reached):
        # Nothing was ever calculated: no result can be old, and every program computes the cells.
        ask_for_calculation(package)
        return
    formulas = Formulas.of(package, reached)
    stale = stale_cells(package, formulas, changed)
    if not stale:
        return
    results = fresh_results(package, formulas, stale)
    for tab, places in stale.items():
        sheet = package.sheet(tab)
        if sheet is None:
            continue
        patches: dict[tuple[int, int], Patch] = {
            place: Cache(_stored(results[tab][place]) if results else None) for place in places
        }
        rows = Rows.of(package.worksheet_part(sheet), package.name)
        package.put(sheet.path, patched(rows, patches))
    ask_for_calculation(package)


def _stored(value: Cell) -> Content | None:
    """A result as a formula cell stores it; `None` for what no result can be."""
    if isinstance(value, bool):
        return Content("b", "v", b"1" if value else b"0")
    if isinstance(value, int | float):
        return Content("", "v", repr(value).encode())
    if isinstance(value, str):
        return Content("str", "v", escape_cell_text(value))
    if isinstance(value, ErrorValue) and value.code.startswith("#"):
        return Content("e", "v", value.code.encode())
    return None


def ask_for_calculation(package: Package) -> None:
    """Set `fullCalcOnLoad`, so that Excel computes everything when it opens the workbook."""
    part = package.part(package.workbook_path)
    tag = next(find_tags(part.scan, "calcPr"), None)
    if tag is not None:
        if tag.attributes.get("fullCalcOnLoad") in ("1", "true"):
            return
        new = with_attribute(part.data[tag.start : tag.end], "fullCalcOnLoad", "1")
        edits = [Edit(tag.start, tag.end, new)]
    else:
        places = (find_element(part.scan, name) for name in _BEFORE_CALCULATION)
        end = next(found[2] for found in places if found is not None)
        edits = [Edit(end, end, b'<%scalcPr fullCalcOnLoad="1"/>' % part.prefix)]
    package.put(part.name, spliced(part.data, edits))
