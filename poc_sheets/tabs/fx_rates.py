"""The FX Rates tab: what one unit of a foreign currency costs, by day or by month."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs import synonyms
from poc_sheets.tabs.cells import Code, Day, Number, Text
from poc_sheets.tabs.model import Row, column


@dataclass(frozen=True)
class FxRate(Row):
    """One rate. With a date it counts for that day, else for the month."""

    tab: ClassVar[str] = "FX Rates"
    tab_id: ClassVar[str] = "fx_rates"
    tab_names: ClassVar[tuple[str, ...]] = ("Exchange Rates", "Rates of Exchange", "FX")
    about: ClassVar[str] = (
        "What one unit of a foreign currency costs in the production's, by day or by month."
    )

    date: Day | None = column(
        "Date", synonyms=synonyms.DATE, help="The day that the rate is of; empty: the whole month"
    )
    month: Text = column("Month", width=10, help="Such as 2026-03, where the rate is of a month")
    currency: Code = column("Currency", required=True, synonyms=("Cur", "Ccy", "Currency Code"))
    rate: Number = column(
        "Rate",
        required=True,
        synonyms=("Exchange Rate", "FX Rate"),
        help="The production's money for one of the currency",
    )
    source: Text = column("Source", width=24, help="Bank, card statement, accounting department")
