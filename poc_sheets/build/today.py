"""The Today tab: what waits for the coordinator, in native formulas that any program calculates."""

from dataclasses import dataclass
from typing import Any

from poc_sheets.build.layout import FIRST_ROW
from poc_sheets.build.looks import (
    ALERT,
    ALERT_CELL,
    FILLED,
    GOOD,
    MUTED,
    PAPER,
    RULE,
    TYPED,
    Looks,
)
from poc_sheets.build.native_formulas import whole_columns
from poc_sheets.settings import Settings, setting_lines

LEVELS = ("Above the line", "Production", "Post", "Other", "Contingency")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the tab: a label, a formula over whole columns, the tab that it looks at."""

    label: str
    formula: str
    tab: str
    look: str = "count"


_TOMORROW = (
    Line("Shoot day", 'IFERROR(INDEX(shoot_days[number],MATCH({day},shoot_days[date],0)),"")', "Shoot Days", "plain"),
    Line("General crew call", 'IFERROR(INDEX(shoot_days[crew_call],MATCH({day},shoot_days[date],0)),"")', "Shoot Days", "time"),
    Line("Location", 'IFERROR(INDEX(locations[name],MATCH(INDEX(shoot_days[location],MATCH({day},shoot_days[date],0)),locations[number],0)),"")', "Locations", "plain"),
    Line("Hospital", 'IFERROR(IF(INDEX(locations[hospital],MATCH(INDEX(shoot_days[location],MATCH({day},shoot_days[date],0)),locations[number],0))="","MISSING",INDEX(locations[hospital],MATCH(INDEX(shoot_days[location],MATCH({day},shoot_days[date],0)),locations[number],0))),"")', "Locations", "plain"),
    Line("Scenes", 'IFERROR(COUNTIFS(schedule[day],INDEX(shoot_days[number],MATCH({day},shoot_days[date],0)),schedule[kind],"Strip"),0)', "Schedule"),
    Line("Crew working", 'COUNTIFS(crew[name],"?*",crew[is_called],"<>No")-1', "Crew"),
)  # fmt: skip
_WAITING = (
    Line("Purchase orders to approve", 'COUNTIFS(po_log[number],"?*",po_log[status],"Draft",po_log[approval],"<>Approved")', "PO Log"),
    Line("Rentals due back in 3 days", 'COUNTIFS(po_log[returns_on],"<="&TODAY()+3,po_log[returned_on],"")', "PO Log"),
    Line("Invoices past due", 'COUNTIFS(invoices[due],"<"&TODAY(),invoices[paid_on],"",invoices[vendor],"?*")', "Invoices"),
    Line("Card lines without a receipt", 'COUNTIFS(card_statement[status],"missing receipt",card_statement[decision],"")', "Card Statement"),
    Line("Card matches to look at", 'COUNTIFS(card_statement[status],"suggested")', "Card Statement"),
    Line("Charges that may stand twice", 'COUNTIFS(card_statement[status],"possible duplicate",card_statement[decision],"")', "Card Statement"),
    Line("Envelopes to audit", 'COUNTIFS(pc_envelopes[status],"Submitted")', "PC Envelopes"),
    Line("Receipts missing", 'COUNTIFS(receipts[is_missing],"Yes")', "Receipts"),
    Line("Permits that end in 3 days", 'COUNTIFS(locations[permit_to],"<="&TODAY()+3,locations[permit_to],">"&0)', "Locations"),
    Line("Insurance that ends in 3 days", 'COUNTIFS(locations[insured_to],"<="&TODAY()+3,locations[insured_to],">"&0)', "Locations"),
    Line("Vendors without W-9", 'COUNTIFS(vendors[name],"?*",vendors[has_w9],"")-2', "Vendors"),
)  # fmt: skip
_MONEY = (
    Line("Budget", "SUM(budget[budgeted])", "Budget", "money"),
    Line("Approved changes", "SUM(budget[overage])", "Budget", "money"),
    Line("Actual to date", "SUM(budget[spent])", "Budget", "money"),
    Line("Committed", "SUM(budget[committed])", "PO Lines", "money"),
    Line("Estimated final cost", "SUM(budget[final_cost])", "Budget", "money"),
    Line("Over/(under)", "SUM(budget[variance])", "Budget", "money"),
    Line("Accounts over", 'COUNTIFS(budget[flag],"OVER")+COUNTIFS(budget[flag],"CRITICAL")', "Budget"),
    Line("Money at risk", "SUM(budget[at_risk])", "Budget", "money"),
)  # fmt: skip


def write_today(sheet: Any, looks: Looks, settings: Settings) -> None:
    """Write the tab: three boxes, and the chart of budget against estimated final cost."""
    sheet.hide_gridlines(2)
    sheet.set_column("A:A", 2)
    for columns, width in (("B:B", 30), ("C:C", 22), ("D:D", 3), ("E:E", 30), ("F:F", 12)):
        sheet.set_column(columns, width)
    sheet.set_column("G:G", 3)
    sheet.set_column("H:H", 24)
    sheet.set_column("I:J", 16)
    title = _setting_cell("title")
    shown = f'=IF({title}="","Today",{title})'
    sheet.set_row(0, 34)
    sheet.write_formula("B1", shown, looks.format(font_size=20, bold=True), settings.title)
    sheet.write_formula("B2", '="Today is "&TEXT(TODAY(),"dddd, d mmmm yyyy")', looks.about(), "")
    _box(sheet, looks, 4, 1, "Next shoot day", _TOMORROW)
    _box(sheet, looks, 4, 4, "Waiting for you", _WAITING)
    _box(sheet, looks, 12, 1, "Money", _MONEY)
    sheet.write_formula(
        "C4",
        whole_columns(
            '=IFERROR(SMALL(shoot_days[date],COUNTIFS(shoot_days[date],"<="&TODAY(),'
            'shoot_days[date],">0")+1),IFERROR(LARGE(shoot_days[date],1),""))'
        ),
        looks.format(
            num_format="ddd d mmm yyyy", bold=True, font_color=PAPER, bg_color=TYPED, align="right"
        ),
        "",
    )
    _chart_data(sheet, looks)
    sheet.set_landscape()
    sheet.set_paper(1)
    sheet.fit_to_pages(1, 1)


def _box(
    sheet: Any, looks: Looks, row: int, column: int, title: str, lines: tuple[Line, ...]
) -> None:
    heading = looks.format(bold=True, font_color=PAPER, bg_color=TYPED, font_size=11)
    sheet.write_string(row - 1, column, title, heading)
    sheet.write_blank(row - 1, column + 1, None, heading)
    label = looks.format(border=1, border_color=RULE, underline=0, font_color=FILLED)
    for offset, line in enumerate(lines):
        where = row + offset
        sheet.write_url(where, column, f"internal:'{line.tab}'!A1", label, line.label)
        formula = whole_columns("=" + line.formula.replace("{day}", "$C$4"))
        sheet.write_formula(where, column + 1, formula, _value_look(looks, line), "")
        if line.look == "count":
            _alert_above_zero(sheet, where, column + 1, looks, title)


def _value_look(looks: Looks, line: Line) -> Any:
    formats = {"count": "0", "money": "#,##0;[Red]-#,##0", "time": "h:mm AM/PM", "plain": "General"}
    return looks.format(
        border=1, border_color=RULE, bold=True, align="right", num_format=formats[line.look]
    )


def _alert_above_zero(sheet: Any, row: int, column: int, looks: Looks, title: str) -> None:
    if title == "Next shoot day":
        return
    alert = looks.bare(font_color=ALERT, bg_color=ALERT_CELL)
    quiet = looks.bare(font_color=GOOD)
    for criteria, look in ((">", alert), ("=", quiet)):
        rule = {"type": "cell", "criteria": criteria, "value": 0, "format": look}
        sheet.conditional_format(row, column, row, column, rule)


def _chart_data(sheet: Any, looks: Looks) -> None:
    heading = looks.format(bold=True, font_color=PAPER, bg_color=TYPED)
    for index, text in enumerate(("By level", "Budget", "Final cost")):
        sheet.write_string(3, 7 + index, text, heading)
    cell = looks.format(border=1, border_color=RULE)
    money = looks.format(border=1, border_color=RULE, num_format="#,##0")
    for offset, level in enumerate(LEVELS, start=4):
        sheet.write_string(offset, 7, level, cell)
        for column, key in ((8, "budgeted"), (9, "final_cost")):
            formula = whole_columns(f"=SUMIFS(budget[{key}],budget[level],$H{offset + 1})")
            sheet.write_formula(offset, column, formula, money, "")


def add_chart(book: Any, sheet: Any) -> None:
    """The chart: budget against estimated final cost, by level."""
    chart = book.add_chart({"type": "bar"})
    last = 4 + len(LEVELS)
    for column, color in (("I", "#9FB3C8"), ("J", FILLED)):
        chart.add_series(
            {
                "name": f"=Today!${column}$4",
                "categories": f"=Today!$H$5:$H${last}",
                "values": f"=Today!${column}$5:${column}${last}",
                "fill": {"color": color},
                "gap": 60,
            }
        )
    chart.set_title({"name": "Budget against estimated final cost", "name_font": {"size": 11}})
    chart.set_legend({"position": "bottom"})
    chart.set_x_axis(
        {"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": RULE}}}
    )
    chart.set_y_axis({"reverse": True, "num_font": {"color": MUTED}})
    chart.set_size({"width": 470, "height": 300})
    sheet.insert_chart(
        "H11", chart, {"description": "Budget against estimated final cost by level"}
    )


def _setting_cell(name: str) -> str:
    names = [line.name for line in setting_lines()]
    return f"Production!$B${FIRST_ROW + names.index(name)}"
