"""Colours that cells take by what they say: flags, matches, dates that have passed."""

from dataclasses import dataclass
from typing import Any

from poc_sheets.build.layout import FIRST_ROW, column_number
from poc_sheets.build.looks import (
    ALERT,
    ALERT_CELL,
    COMPUTED_CELL,
    GOOD,
    GOOD_CELL,
    MUTED,
    PAPER,
    RULE,
    TYPED,
    WATCH,
    WATCH_CELL,
    Looks,
)
from poc_sheets.problems import column_letters
from poc_sheets.tabs.model import Row, columns_of


@dataclass(frozen=True, slots=True)
class Mark:
    """Cells of a column that say one of these words take a colour."""

    column: str
    words: tuple[str, ...]
    look: str


_LOOKS: dict[str, dict[str, Any]] = {
    "alert": {"font_color": ALERT, "bg_color": ALERT_CELL, "bold": True},
    "watch": {"font_color": WATCH, "bg_color": WATCH_CELL},
    "good": {"font_color": GOOD, "bg_color": GOOD_CELL},
    "quiet": {"font_color": MUTED},
    "whole": {"font_color": PAPER, "bg_color": TYPED, "bold": True},
    "level": {"bg_color": RULE, "bold": True},
    "category": {"bg_color": COMPUTED_CELL, "bold": True},
}
_MARKS: dict[str, tuple[Mark, ...]] = {
    "budget": (
        Mark("flag", ("CRITICAL", "OVER"), "alert"),
        Mark("flag", ("WATCH", "CHECK"), "watch"),
    ),
    "cost_report": (
        Mark("flag", ("CRITICAL", "OVER"), "alert"),
        Mark("flag", ("WATCH", "CHECK"), "watch"),
    ),
    "po_log": (
        Mark("status", ("Draft", "On hold"), "watch"),
        Mark("status", ("Approved", "Partial"), "good"),
        Mark("status", ("Closed", "Void"), "quiet"),
        Mark("status", ("Rejected",), "alert"),
    ),
    "card_statement": (
        Mark("status", ("matched",), "good"),
        Mark("status", ("suggested", "pending", "carried over"), "watch"),
        Mark("status", ("missing receipt", "possible duplicate", "dispute", "personal"), "alert"),
    ),
    "receipts": (
        Mark("match_status", ("matched",), "good"),
        Mark("match_status", ("suggested", "no line yet"), "watch"),
        Mark("match_status", ("possible duplicate",), "alert"),
    ),
    "matches": (
        Mark("status", ("auto", "decided"), "good"),
        Mark("status", ("suggested",), "watch"),
    ),
    "findings": (
        Mark("level", ("error",), "alert"),
        Mark("level", ("warning",), "watch"),
        Mark("level", ("note",), "quiet"),
    ),
    "schedule": (Mark("kind", ("Banner", "Day break"), "quiet"),),
    "tomorrow_cost": (Mark("kind", ("Everybody", "Agreement"), "good"),),
    "hot_cost": (
        Mark("kind", ("Day", "To date", "Projected"), "good"),
        Mark("kind", ("Section", "Department", "Progress"), "quiet"),
    ),
    "pc_envelopes": (
        Mark("status", ("Reimbursed",), "good"),
        Mark("status", ("Submitted", "Audited"), "watch"),
    ),
}
#: Formulas over a row; `{column}` is the letter of a column, `{row}` the first row.
_FORMULAS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "tomorrow_cost": (
        ("missing", '${missing}{row}<>""', "watch"),
        ("rest_penalty", "N(${rest_penalty}{row})>0", "alert"),
        ("meal_penalty", "N(${meal_penalty}{row})>0", "watch"),
    ),
    "hot_cost": (
        ("missing", '${missing}{row}<>""', "watch"),
        ("over", "N(${over}{row})>0", "watch"),
    ),
    "invoices": (("due", 'AND(${due}{row}<>"",${due}{row}<TODAY(),${paid_on}{row}="")', "alert"),),
    "po_log": (
        (
            "returns_on",
            'AND(${returns_on}{row}<>"",${returns_on}{row}<TODAY(),${returned_on}{row}="")',
            "alert",
        ),
    ),
    "locations": (
        ("hospital", 'AND(${name}{row}<>"",${hospital}{row}="")', "alert"),
        ("permit_to", 'AND(${permit_to}{row}<>"",${permit_to}{row}<TODAY())', "alert"),
        ("insured_to", 'AND(${insured_to}{row}<>"",${insured_to}{row}<TODAY())', "alert"),
    ),
    "vendors": (("has_w9", 'AND(${name}{row}<>"",${has_w9}{row}<>"Yes")', "watch"),),
    "budget": (("variance", "AND(ISNUMBER(${variance}{row}),${variance}{row}>0)", "alert"),),
    "card_statement": (("decision", '${decision}{row}<>""', "good"),),
}
#: Formulas over a whole row: the sums of a report stand out from what they sum.
_ROWS: dict[str, tuple[tuple[str, str], ...]] = {
    "cost_report": (
        ('${kind}{row}="Production"', "whole"),
        ('${kind}{row}="Level"', "level"),
        ('${kind}{row}="Category"', "category"),
    ),
}


def add_marks(sheet: Any, tab: type[Row], last_row: int, looks: Looks) -> None:
    """Add the conditional formats of a tab."""
    for mark in _MARKS.get(tab.tab_id, ()):
        where = _cells(tab, mark.column, last_row)
        for word in mark.words:
            first = where.split(":", maxsplit=1)[0]
            rule = {
                "type": "formula",
                "criteria": f'=${first}="{word}"',
                "format": looks.bare(**_LOOKS[mark.look]),
            }
            sheet.conditional_format(where, rule)
    for key, formula, look in _FORMULAS.get(tab.tab_id, ()):
        rule = {
            "type": "formula",
            "criteria": "=" + _filled_in(tab, formula),
            "format": looks.bare(**_LOOKS[look]),
        }
        sheet.conditional_format(_cells(tab, key, last_row), rule)
    last = column_letters(len(columns_of(tab)))
    for formula, look in _ROWS.get(tab.tab_id, ()):
        rule = {
            "type": "formula",
            "criteria": "=" + _filled_in(tab, formula),
            "format": looks.bare(**_LOOKS[look]),
        }
        sheet.conditional_format(f"A{FIRST_ROW}:{last}{last_row}", rule)


def _cells(tab: type[Row], key: str, last_row: int) -> str:
    letters = column_letters(column_number(tab, key))
    return f"{letters}{FIRST_ROW}:{letters}{last_row}"


def _filled_in(tab: type[Row], formula: str) -> str:
    names = {name.split("}")[0] for name in formula.split("{")[1:]} - {"row"}
    letters = {name: column_letters(column_number(tab, name)) for name in names}
    return formula.format(row=FIRST_ROW, **letters)
