"""The Statement Layouts tab: what was learned of each issuer's files, so that nothing is asked twice."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Code, Text
from poc_sheets.tabs.model import Row, column

DAY_FIRST, MONTH_FIRST = "day first", "month first"
POINT, COMMA = "point", "comma"
POSITIVE, NEGATIVE = "positive", "negative"


@dataclass(frozen=True)
class StatementLayout(Row):
    """How files with the same headings are read; an import adds a line, people may correct it."""

    tab: ClassVar[str] = "Statement Layouts"
    tab_id: ClassVar[str] = "statement_layouts"
    about: ClassVar[str] = (
        "How each issuer writes its statements, learned from the first import; correct it here."
    )
    key: ClassVar[tuple[str, ...]] = ("layout",)

    layout: Code = column(
        "Layout", required=True, width=18, help="Made of the headings of the file"
    )
    issuer: Text = column("Issuer", width=24, help="The first file, or a name of your own")
    columns: Text = column(
        "Columns", width=60, help="Each heading, an equals sign, what it holds; blank: not read"
    )
    dates: Text = column("Dates", choices=(DAY_FIRST, MONTH_FIRST), width=13)
    cents: Text = column("Before the cents", choices=(POINT, COMMA), width=16)
    purchases: Text = column("Purchases are", choices=(POSITIVE, NEGATIVE), width=14)
