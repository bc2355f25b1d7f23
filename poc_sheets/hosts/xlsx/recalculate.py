"""Fresh results for formulas, computed in a process of its own, or none where there is doubt.

The engine is trusted for a workbook only while it agrees with every stored result that is not
affected, and only for functions whose results were checked by hand.
"""

import subprocess
import sys
from collections.abc import Iterable, Mapping
from typing import Final

from poc_sheets.hosts.xlsx.dependents import Formulas
from poc_sheets.hosts.xlsx.package import Package
from poc_sheets.hosts.xlsx.references import tokens
from poc_sheets.hosts.xlsx.scan import CellReader, Grid, scan_sheet
from poc_sheets.hosts.xlsx.styles import Styles
from poc_sheets.hosts.xlsx.table_names import with_table_names
from poc_sheets.problems import SheetError
from poc_sheets.workbook import Cell, ErrorValue

MOST_SECONDS: Final = 12
MOST_XML_BYTES: Final = 100_000_000
_CLOSE: Final = 1e-9

# fmt: off
_TRUSTED: Final = frozenset((
    "ABS", "AND", "AVERAGE", "AVERAGEIF", "AVERAGEIFS", "CHOOSE", "CONCATENATE", "COUNT",
    "COUNTA", "COUNTBLANK", "COUNTIF", "COUNTIFS", "DATE", "DAY", "EDATE", "EOMONTH", "HOUR",
    "IF", "IFERROR", "IFNA", "IFS", "INDEX", "INT", "ISBLANK", "ISNUMBER", "ISTEXT", "LEFT",
    "LEN", "LOWER", "MATCH", "MAX", "MAXIFS", "MID", "MIN", "MINIFS", "MINUTE", "MOD", "MONTH",
    "NOT", "OR", "RIGHT", "ROUND", "ROUNDDOWN", "ROUNDUP", "SUBTOTAL", "SUM", "SUMIF", "SUMIFS",
    "SUMPRODUCT", "SWITCH", "TEXTJOIN", "TIME", "TRIM", "UPPER", "VLOOKUP", "YEAR",
))
# fmt: on
_CLOCK: Final = frozenset({"NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY"})

_CHILD: Final = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
except (ImportError, ValueError, OSError):
    pass
from formualizer import recalculate_xlsx_bytes
result = recalculate_xlsx_bytes(sys.stdin.buffer.read())
if not result["summary"].get("unknown_functions"):
    sys.stdout.buffer.write(result["bytes"])
"""

#: Results by tab and (row, column).
Results = dict[str, dict[tuple[int, int], Cell]]


def functions_of(text: str) -> set[str]:
    """The names of the functions a formula calls, in capitals, without storage prefixes."""
    return {
        token.text.upper().removeprefix("_XLFN.")
        for token in tokens(text)
        if token.kind == "function"
    }


def fresh_results(
    package: Package, formulas: Formulas, stale: Mapping[str, set[tuple[int, int]]]
) -> Results | None:
    """The results of the stale formulas, or `None` where they are not beyond doubt.

    Args:
        package: the workbook with the changes made, stale results still in it.
        formulas: its formulas.
        stale: the cells whose stored result is not to be believed.
    """
    home_of = {each.name.casefold(): each.name for each in package.sheets}
    for sheet, cell in formulas.cells:
        if (cell.row, cell.column) in stale.get(home_of[sheet], ()) and (
            cell.fills is not None or not functions_of(cell.text) <= _TRUSTED
        ):
            return None
    computed = _computed(package)
    tabs = {home_of[sheet] for sheet, _ in formulas.cells}
    try:
        before, after = _grids(package, tabs), _grids(computed, tabs) if computed else {}
    except SheetError:
        return None
    if computed is None or not _agrees(formulas, home_of, before, after, stale):
        return None
    results: Results = {
        tab: {place: _at(after[tab], place) for place in places} for tab, places in stale.items()
    }
    has_new_error = any(
        isinstance(value, ErrorValue) and _at(before[tab], place) != value
        for tab, places in results.items()
        for place, value in places.items()
    )
    return None if has_new_error else results


def _computed(package: Package) -> Package | None:
    """The workbook as the engine has calculated it, in a process that can be given up."""
    if sum(member.size for member in package.members.values()) > MOST_XML_BYTES:
        return None
    try:
        done = subprocess.run(
            [sys.executable, "-c", _CHILD],
            input=with_table_names(package).packed(level=1),
            capture_output=True,
            timeout=MOST_SECONDS,
            check=True,
        )
        return Package.of(done.stdout, package.name) if done.stdout else None
    except (OSError, subprocess.SubprocessError, SheetError):
        return None


def _grids(package: Package, tabs: Iterable[str]) -> dict[str, Grid]:
    reader = CellReader.of(package, Styles(None))
    grids = {}
    for tab in tabs:
        sheet = package.sheet(tab)
        if sheet is not None:
            grids[tab] = scan_sheet(package.worksheet_part(sheet), reader, package.name)
    return grids


def _at(grid: Grid, place: tuple[int, int]) -> Cell:
    row, column = place
    cells = grid.rows[row - 1] if row <= len(grid.rows) else []
    return cells[column - 1] if column <= len(cells) else None


def _agrees(
    formulas: Formulas,
    home_of: Mapping[str, str],
    before: Mapping[str, Grid],
    after: Mapping[str, Grid],
    stale: Mapping[str, set[tuple[int, int]]],
) -> bool:
    """Whether the engine gives every result that is not stale as it is stored."""
    clocks = [
        formulas.block(number)
        for number, (_, cell) in enumerate(formulas.cells)
        if functions_of(cell.text) & _CLOCK
    ]
    moving = formulas.dependents(clocks) if clocks else set()
    for number, (sheet, cell) in enumerate(formulas.cells):
        place, tab = (cell.row, cell.column), home_of[sheet]
        if place in stale.get(tab, ()) or number in moving:
            continue
        stored = _at(before[tab], place)
        if stored is None or isinstance(stored, ErrorValue):
            continue
        if not _close(stored, _at(after[tab], place)):
            return False
    return True


def _close(first: Cell, second: Cell) -> bool:
    if isinstance(first, float) and isinstance(second, float):
        return abs(first - second) <= _CLOSE * max(1.0, abs(first), abs(second))
    return (first or None) == (second or None)
