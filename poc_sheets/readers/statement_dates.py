"""The days of each row of a statement table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from poc_sheets.problems import Finding, Place
from poc_sheets.readers.cell_texts import raw_text, seen_text
from poc_sheets.readers.dates import DateStyle, Order, date_style, read_date
from poc_sheets.readers.mapping import Mapping as Habits
from poc_sheets.readers.mapping import Options
from poc_sheets.readers.problems import (
    AMBIGUOUS_DATES,
    DATE_FROM_ELSEWHERE,
    DATE_NOT_READ,
    DATES_HALF_TURNED,
    SHORT_YEARS,
)
from poc_sheets.readers.statement_columns import Columns
from poc_sheets.readers.statement_money import Rows
from poc_sheets.workbook import Cell

_KEYS = ("date", "transaction_date")


@dataclass(slots=True)
class Days:
    """The date columns of a table, each with its one order."""

    columns: Columns
    tab: str
    is_1904: bool
    orders: dict[str, Order] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def read(
        self, row: int, cells: Sequence[Cell], *, pending: bool
    ) -> tuple[date, date | None] | None:
        """Posting day and purchase day of a row; `None`, with a finding, where there is no day."""
        days = {key: self._day(cells, key) for key in self.orders}
        posted, bought = days.get("date"), days.get("transaction_date")
        if "date" not in self.orders:
            posted = bought
        if posted is not None:
            return posted, bought
        key = "date" if "date" in self.orders else "transaction_date"
        place = Place(self.tab, row, self.columns.at[key], self.columns.heading(key))
        seen = seen_text(self.columns.cell(cells, key))
        if bought is None:
            self.findings.append(DATE_NOT_READ.at(place, seen=seen, raw=raw_text(cells)))
            return None
        if not pending:
            raw = raw_text(cells)
            self.findings.append(DATE_FROM_ELSEWHERE.at(place, seen=seen, used=bought, raw=raw))
        return bought, bought

    def _day(self, cells: Sequence[Cell], key: str) -> date | None:
        return read_date(self.columns.cell(cells, key), self.orders[key], is_1904=self.is_1904)


def read_days(
    rows: Rows, tab: str, columns: Columns, options: Options, habits: Habits, *, is_1904: bool
) -> Days:
    """How each date column is written; the issuer's habit where no cell tells.

    Raises:
        SheetError: `ambiguous-dates` where neither the column nor the other date column of the
            file shows whether the day or the month stands first.
    """
    days = Days(columns, tab, is_1904)
    styles = {
        key: date_style(
            [columns.cell(cells, key) for cells in rows.values()], day_first=options.day_first
        )
        for key in _KEYS
        if key in columns.at
    }
    known = {style.order for style in styles.values() if style.order in {"dmy", "mdy"}}
    for key, style in styles.items():
        place = Place(tab, columns.header_row, columns.at[key], columns.heading(key))
        order = style.order
        if not order and style.ambiguous and len(known) == 1:
            (order,) = known
        if not order and style.ambiguous and habits.day_first is not None:
            order = "dmy" if habits.day_first else "mdy"
        if not order and style.ambiguous:
            raise AMBIGUOUS_DATES.stop(place, heading=place.heading, seen=_seen(style))
        days.orders[key] = order
        _note_style(style, order, place, days.findings)
    return days


def _seen(style: DateStyle) -> str:
    if style.day_first or style.month_first:
        return (
            f"{style.day_first} rows show the day first, {style.month_first} the month first, "
            f"and {style.ambiguous[0]} could be either"
        )
    return f"no day is after the twelfth; {style.ambiguous[0]} could be either"


def _note_style(style: DateStyle, order: Order, place: Place, findings: list[Finding]) -> None:
    if style.short_year:
        read = read_date(style.short_year, order)
        findings.append(
            SHORT_YEARS.at(place, heading=place.heading, seen=style.short_year, read=read)
        )
    if style.is_half_turned:
        texts = style.day_first + style.month_first
        seen = "text with a day after the twelfth"
        findings.append(
            DATES_HALF_TURNED.at(
                place, heading=place.heading, cells=style.date_cells, texts=texts, seen=seen
            )
        )
