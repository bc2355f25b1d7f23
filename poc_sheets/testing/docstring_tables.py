"""Sheets written as pictures: tabs in a test's docstring, before and after.

    Budget:
    | Account | Budget | Status |
    | 2400    | 1000   |        |

    becomes

    Budget:
    | Account | Budget | Status |
    | 2400    | 1000   | OVER   |

Cells have the types that spreadsheet programs send: a bare number is a float, a quoted one is text,
a blank is `None`, `2026-03-12` is a date, `TRUE` a boolean, `#REF!` an error.
"""

import inspect
import re
from collections.abc import Sequence
from datetime import date, datetime, time

from poc_sheets.workbook import Cell, ErrorValue, comparable

_BOOLEANS = {"TRUE": True, "FALSE": False}
_BECOMES = re.compile(r"^becomes:?$", re.MULTILINE)


def tabs_in(text: str) -> tuple[dict[str, list[list[Cell]]], dict[str, list[list[Cell]]]]:
    """The tabs before and after, by name."""
    before, *after = _BECOMES.split(inspect.cleandoc(text))
    return _tabs(before), _tabs(after[0]) if after else {}


def picture(rows: Sequence[Sequence[Cell]]) -> str:
    """A tab as a table with aligned columns, for a readable difference."""
    texts = [[_show(cell) for cell in row] for row in rows]
    width = max((len(row) for row in texts), default=0)
    texts = [row + [""] * (width - len(row)) for row in texts]
    texts = [row for row in texts if any(row)]
    widths = [max((len(row[i]) for row in texts), default=0) for i in range(width)]
    while widths and widths[-1] == 0:
        widths.pop()
    lines = ["| " + " | ".join(t.ljust(w) for t, w in zip(r, widths, strict=False)) for r in texts]
    return "\n".join(f"{line} |" for line in lines)


def _tabs(text: str) -> dict[str, list[list[Cell]]]:
    tabs: dict[str, list[list[Cell]]] = {}
    rows: list[list[Cell]] | None = None
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.endswith(":") and not stripped.startswith("|"):
            rows = tabs.setdefault(stripped[:-1], [])
        elif stripped.startswith("|") and rows is not None:
            rows.append([_cell(part.strip()) for part in stripped.strip("|").split("|")])
    return tabs


def _cell(text: str) -> Cell:
    if not text:
        return None
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        return text[1:-1]
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if re.fullmatch(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)", text):
        return ErrorValue(text)
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    return datetime.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text


def _show(cell: Cell) -> str:
    plain = comparable(cell)
    if plain is None:
        return ""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return _show_plain(plain)


def _show_plain(plain: object) -> str:
    if isinstance(plain, float):
        return format(plain, ".10g")
    if isinstance(plain, str) and re.fullmatch(r"-?\d+(\.\d+)?", plain):
        return f'"{plain}"'
    return str(plain)
