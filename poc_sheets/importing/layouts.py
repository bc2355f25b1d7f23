"""What was learned of an issuer's file, kept in the Statement Layouts tab and used for the next."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from poc_sheets.changes import Plan, plan_new_rows, plan_over
from poc_sheets.importing.problems import UNREADABLE_LAYOUT
from poc_sheets.problems import Finding, SheetError
from poc_sheets.readers.mapping import Mapping, layout_of
from poc_sheets.readers.spreadsheet import read_grid
from poc_sheets.readers.statement import Statement
from poc_sheets.readers.statement_columns import find_columns
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.tabs.opening import Opened
from poc_sheets.tabs.statement_layouts import (
    COMMA,
    DAY_FIRST,
    MONTH_FIRST,
    NEGATIVE,
    POINT,
    POSITIVE,
    StatementLayout,
)

_DAYS = {True: DAY_FIRST, False: MONTH_FIRST, None: ""}
_SIGNS = {True: POSITIVE, False: NEGATIVE, None: ""}
_CENTS = {".": POINT, ",": COMMA, "": ""}


def remembered(rows: Rows[StatementLayout]) -> tuple[list[Mapping], list[Finding]]:
    """What the tab says of each layout, and a finding for each line that cannot be read."""
    mappings, findings = [], []
    for row in rows:
        try:
            fields = json.loads(row.columns or "{}")
            known = {str(heading): str(key) for heading, key in fields.items()}
        except (ValueError, AttributeError):
            place = place_of(row, "columns")
            findings.append(UNREADABLE_LAYOUT.at(place, issuer=row.issuer, seen=row.columns))
            continue
        mappings.append(
            Mapping(
                fields=known,
                day_first=_word(row.dates, _DAYS),
                decimal=_word(row.cents, _CENTS) or "",
                charges_positive=_word(row.purchases, _SIGNS),
                layout=row.layout,
            )
        )
    return mappings, findings


#: Which column of the tab answers a question that stopped a reading.
QUESTIONS = {
    "ambiguous-dates": "dates",
    "ambiguous-amounts": "cents",
    "ambiguous-sign": "purchases",
}


def asked_about(path: Path) -> StatementLayout | None:
    """The line of a file's layout before anything is known of its habits; `None`: no table."""
    try:
        grids = read_grid(path)
    except SheetError:
        return None
    for grid in grids:
        with suppress(SheetError):
            columns = find_columns(grid, Mapping())
            if not columns.headings:
                continue
            layout = layout_of(grid.rows[columns.header_row - 1])
            fields = {
                columns.headings[number]: key
                for key, number in columns.at.items()
                if number in columns.headings
            }
            named = json.dumps(fields, ensure_ascii=False)
            return StatementLayout(layout=layout, issuer=path.stem, columns=named)
    return None


def learned(statements: Sequence[Statement], file: str) -> list[StatementLayout]:
    """What a file showed of each layout in it, each once."""
    found: dict[str, StatementLayout] = {}
    for statement in statements:
        mapping = statement.mapping
        if mapping is None or not mapping.layout:
            continue
        found.setdefault(
            mapping.layout,
            StatementLayout(
                layout=mapping.layout,
                issuer=file,
                columns=json.dumps(dict(mapping.fields), ensure_ascii=False),
                dates=_DAYS[mapping.day_first],
                cents=_CENTS.get(mapping.decimal, ""),
                purchases=_SIGNS[mapping.charges_positive],
            ),
        )
    return list(found.values())


def plan_learned(plan: Plan, opened: Opened, found: Sequence[StatementLayout]) -> int:
    """Add new layouts, and answers that the tab lacks; what stands there stays. How many were new."""
    if StatementLayout not in opened.bound:
        return 0
    bound = opened.bound[StatementLayout]
    known = {row.layout: row for row in opened.rows(StatementLayout)}
    new = [row for row in found if row.layout not in known]
    for row in found:
        kept = known.get(row.layout)
        if kept is not None and kept.row is not None:
            blank = [key for key in QUESTIONS.values() if not getattr(kept, key)]
            plan_over(plan, bound, kept.row, row, blank, opened)
    plan_new_rows(plan, bound, new, opened)
    return len(new)


def _word(text: str, words: dict[Any, str]) -> Any:
    """What a word of the tab stands for; `None` for a blank or another word."""
    return next((value for value, word in words.items() if word == text.strip().casefold()), None)
