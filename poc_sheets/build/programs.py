"""Which formula works in which program, and in what the programs differ: facts for docs and tests."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from poc_sheets.build.apps_script import scripted_formulas
from poc_sheets.registry import Formula, every_formula
from poc_sheets.workbook import ErrorValue

#: The cases that every program is held to; each program's test runs all of them.
VECTORS = Path("tests") / "formulas" / "vectors.json"


@dataclass(frozen=True, slots=True)
class Program:
    """One way in which a formula is calculated."""

    key: str
    title: str


PYTHON = Program("python", "Command line and sync")
LIBREOFFICE = Program("libreoffice", "LibreOffice")
OFFICEJS = Program("officejs", "Excel add-in")
EXCEL_MACROS = Program("excel_macros", "Excel macros (Windows)")
EXCEL_MACROS_MAC = Program("excel_macros_mac", "Excel macros (Mac)")
APPS_SCRIPT = Program("apps_script", "Google Sheets, the script alone")
APPS_SCRIPT_SERVER = Program("apps_script_server", "Google Sheets, with a server")
PROGRAMS = (
    PYTHON,
    OFFICEJS,
    EXCEL_MACROS,
    EXCEL_MACROS_MAC,
    LIBREOFFICE,
    APPS_SCRIPT,
    APPS_SCRIPT_SERVER,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a program hands to a formula in another form, so that the answer is another one.

    Attributes:
        programs: where.
        applies: whether a formula is touched, of its arguments as cells and rows of cells, and how
            many arguments it needs.
        reason: for people.
    """

    programs: tuple[Program, ...]
    applies: Callable[[Sequence[Any], int], bool]
    reason: str


def _has_date(arguments: Sequence[Any], needed: int) -> bool:
    del needed
    return any(isinstance(cell, date) for cell in _cells(arguments))


def _has_error(arguments: Sequence[Any], needed: int) -> bool:
    del needed
    return any(isinstance(cell, ErrorValue) for cell in _cells(arguments))


def _has_error_in_range(arguments: Sequence[Any], needed: int) -> bool:
    return _has_error([each for each in arguments if isinstance(each, list)], needed)


def _has_blank(arguments: Sequence[Any], needed: int) -> bool:
    del needed
    return any(each is None for each in arguments)


def _lacks_one(arguments: Sequence[Any], needed: int) -> bool:
    return len(arguments) < needed


DIFFERENCES = (
    Difference(
        (OFFICEJS, LIBREOFFICE, APPS_SCRIPT_SERVER),
        _has_date,
        "a date arrives as its serial number: an account such as 2-05 must be text",
    ),
    Difference((EXCEL_MACROS,), _has_error, "an error arrives as an empty cell"),
    Difference((LIBREOFFICE,), _has_error_in_range, "an error in a range arrives as an empty cell"),
    Difference((LIBREOFFICE,), _has_blank, "an empty cell arrives as 0"),
    Difference(
        (OFFICEJS, EXCEL_MACROS, LIBREOFFICE),
        _lacks_one,
        "the program itself refuses a formula that lacks an argument",
    ),
)


def difference(program: Program, arguments: Sequence[Any], needed: int) -> str:
    """Why a program answers these arguments in its own way; blank: it answers as Python does.

    Args:
        program: where the formula stands.
        arguments: cells and rows of cells.
        needed: how many arguments the formula cannot do without.
    """
    for each in DIFFERENCES:
        if program in each.programs and each.applies(arguments, needed):
            return each.reason
    return ""


def standing(formula: Formula, program: Program, tried: frozenset[str]) -> str:
    """Whether a formula works in a program: `works`, or `not yet` or `never` with the reason.

    Args:
        formula: of the registry.
        program: where.
        tried: the formulas for which there are cases that every program is held to.
    """
    if program is EXCEL_MACROS_MAC:
        return "never (1)"
    if program is APPS_SCRIPT and formula not in scripted_formulas():
        return "never (3)" if formula.needs.snapshots and not _is_sum(formula) else "not yet (2)"
    return "works" if formula.name in tried else "not yet (4)"


#: What the numbers in brackets say.
REASONS = (
    "VBA on a Mac cannot ask Python for a cell: use the add-in there.",
    "A sum that the script could do itself; until then with a server, or by the scheduled sync.",
    "It needs the call sheet, the rules, the flags or every posting: with a server, or by the scheduled sync.",
    "There is no case yet that every program is held to.",
)


def tried_formulas(root: Path) -> frozenset[str]:
    """The formulas of the cases in the checkout at `root`."""
    cases = json.loads((root / VECTORS).read_text(encoding="utf-8"))["cases"]
    return frozenset(case["formula"] for case in cases)


def standings(root: Path) -> list[tuple[Formula, list[str]]]:
    """Every formula with how it stands in each of `PROGRAMS`."""
    tried = tried_formulas(root)
    return [(f, [standing(f, program, tried) for program in PROGRAMS]) for f in every_formula()]


def _is_sum(formula: Formula) -> bool:
    """Money of the ledger and nothing else."""
    snapshots = {snapshot.type.__name__ for snapshot in formula.needs.snapshots.values()}
    return snapshots == {"Costs"} and not formula.needs.tabs


def _cells(arguments: Sequence[Any]) -> list[Any]:
    found: list[Any] = []
    for each in arguments:
        found += _cells(each) if isinstance(each, list) else [each]
    return found
