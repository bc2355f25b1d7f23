"""References inside formulas: finding them, and keeping them right when cells move."""

import re
from collections.abc import Callable
from typing import NamedTuple

from poc_sheets.problems import column_letters
from poc_sheets.testing.gsheets.a1 import GridRange, Shift, column_number

TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    |(?P<ref>(?:(?:'(?:[^']|'')+'|[A-Za-z_][A-Za-z0-9_.]*)!)?
        (?:\$?[A-Za-z]{1,3}\$?[1-9][0-9]*(?::\$?[A-Za-z]{1,3}(?:\$?[1-9][0-9]*)?)?
          |\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}
          |\$?[1-9][0-9]*:\$?[1-9][0-9]*)
        (?![A-Za-z0-9_(]))
    |(?P<error>\#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!))
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<name>[A-Za-z_][A-Za-z0-9_.]*)
    |(?P<sign><>|<=|>=|[-+*/^&=<>%(),;:{}])
    |(?P<space>\s+)""",
    re.VERBOSE,
)
_CORNER = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)$")


class Corner(NamedTuple):
    """One end of a reference; row and column count from 1, `None` where open."""

    column: int | None
    row: int | None
    column_fixed: bool
    row_fixed: bool

    def text(self) -> str:
        """The end as written: `$A1`."""
        letters = "" if self.column is None else column_letters(self.column)
        row = "" if self.row is None else str(self.row)
        return ("$" if self.column_fixed else "") + letters + ("$" if self.row_fixed else "") + row


class Reference(NamedTuple):
    """A reference as written: the tab's title or `None`, its first and (for a range) last end."""

    title: str | None
    first: Corner
    last: Corner | None

    def text(self) -> str:
        """The cells as written, without the tab."""
        return self.first.text() + (f":{self.last.text()}" if self.last else "")

    def in_tab(self, tab: int) -> GridRange:
        """The range that the reference means."""
        end = self.last or self.first
        rows = [row for row in (self.first.row, end.row) if row is not None]
        columns = [column for column in (self.first.column, end.column) if column is not None]
        open_rows, open_columns = len(rows) < 2, len(columns) < 2
        return GridRange(
            tab,
            min(rows) - 1 if rows else None,
            None if open_rows else max(rows),
            min(columns) - 1 if columns else None,
            None if open_columns else max(columns),
        )


def parse_reference(text: str) -> Reference:
    """Read one reference token."""
    title: str | None = None
    cells = text
    if "!" in text:
        title, _, cells = text.rpartition("!")
        if title.startswith("'"):
            title = title[1:-1].replace("''", "'")
    first, mark, last = cells.partition(":")
    return Reference(title, _corner(first), _corner(last) if mark else None)


def _corner(text: str) -> Corner:
    match = _CORNER.match(text)
    if not match:
        return Corner(None, None, column_fixed=False, row_fixed=False)
    dollar, letters, second_dollar, digits = match.groups()
    column = column_number(letters) if letters else None
    row_dollar = second_dollar if letters else dollar
    return Corner(
        column,
        int(digits) if digits else None,
        column_fixed=bool(dollar and letters),
        row_fixed=bool(row_dollar),
    )


def rewrite(formula: str, change: Callable[[Reference], str | None]) -> str:
    """A formula with its references rewritten; `change` gives the cells' text, `None` for #REF!."""
    parts: list[str] = []
    position = 0
    for match in TOKEN.finditer(formula):
        parts.append(formula[position : match.start()])
        position = match.end()
        token = match.group()
        if match.lastgroup == "ref":
            new = change(parse_reference(token))
            prefix = token[: token.rindex("!") + 1] if "!" in token else ""
            token = "#REF!" if new is None else prefix + new
        parts.append(token)
    return "".join(parts) + formula[position:]


def moved_by(formula: str, rows: int, columns: int) -> str:
    """A formula as a copy of its cell has it, `rows` further down and `columns` to the right."""

    def shifted(corner: Corner) -> Corner | None:
        column, row = corner.column, corner.row
        if column is not None and not corner.column_fixed:
            column += columns
        if row is not None and not corner.row_fixed:
            row += rows
        if (column is not None and column < 1) or (row is not None and row < 1):
            return None
        return corner._replace(column=column, row=row)

    def change(reference: Reference) -> str | None:
        first = shifted(reference.first)
        last = shifted(reference.last) if reference.last else None
        if first is None or (reference.last and last is None):
            return None
        return Reference(None, first, last).text()

    return rewrite(formula, change)


def after_shift(
    formula: str, home: int, shift: Shift, tab_of: Callable[[str | None, int], int | None]
) -> str:
    """A formula of tab `home` after rows or columns came or went.

    `tab_of` gives the id of the tab that a title means (`None` title: the home tab).
    """

    def change(reference: Reference) -> str | None:
        if tab_of(reference.title, home) != shift.tab:
            return reference.text()
        moved = shift.of_range(reference.in_tab(shift.tab))
        return None if moved is None else _as_written(reference, moved)

    return rewrite(formula, change)


def _as_written(reference: Reference, area: GridRange) -> str:
    """The reference over a new range, its dollars and open ends kept."""
    first = reference.first._replace(
        row=None if reference.first.row is None else (area.top or 0) + 1,
        column=None if reference.first.column is None else (area.left or 0) + 1,
    )
    if reference.last is None:
        return first.text()
    last = reference.last._replace(
        row=None if reference.last.row is None else area.bottom,
        column=None if reference.last.column is None else area.right,
    )
    return f"{first.text()}:{last.text()}"
