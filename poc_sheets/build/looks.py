"""Fonts, colours and number formats of the workbooks that we write."""

from typing import Any

from poc_sheets.tabs.model import BY_FORMULA, Column

FONT, FONT_SIZE = "Arial", 10
INK, PAPER, RULE, MUTED = "#1F2933", "#FFFFFF", "#CBD2D9", "#616E7C"
#: Headings by who fills the column: people, a button, the sheet itself.
TYPED, FILLED, COMPUTED = "#243B53", "#0B7285", "#829AB1"
FILLED_CELL, COMPUTED_CELL = "#E3FAFC", "#F5F7FA"
ALERT, ALERT_CELL, WATCH, WATCH_CELL = "#9B1C1C", "#FDE8E8", "#8D5B00", "#FFF4D6"
GOOD, GOOD_CELL = "#1B5E20", "#E6F4EA"
TYPED_OVER_CELL = "#FFE8B3"


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """A format of the workbook with these properties on top of the plain ones."""
        plain = {"font_name": FONT, "font_size": FONT_SIZE, "font_color": INK, "valign": "vcenter"}
        key = tuple(sorted((plain | properties).items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(key))
        return self._made[key]

    def bare(self, **properties: Any) -> Any:
        """A format of these properties alone, for a conditional format."""
        key = (("bare", True), *sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def title(self) -> Any:
        """The tab's title."""
        return self.format(font_size=16, bold=True)

    def about(self) -> Any:
        """The sentence below the title."""
        return self.format(font_color=MUTED, italic=True)

    def heading(self, spec: Column) -> Any:
        """A heading; its colour says who fills the column."""
        color = TYPED
        if spec.filled_by == BY_FORMULA:
            color = COMPUTED
        elif spec.filled_by:
            color = FILLED
        return self.format(
            bold=True, font_color=PAPER, bg_color=color, text_wrap=True, border=1, border_color=RULE
        )

    def cell(self, spec: Column, number_format: str = "", *, wraps: bool = False) -> Any:
        """The cells of a column; long text goes on below where it `wraps`."""
        properties: dict[str, Any] = {
            "num_format": number_format or spec.kind.number_format,
            "border": 1,
            "border_color": RULE,
        }
        if spec.filled_by == BY_FORMULA:
            properties |= {"bg_color": COMPUTED_CELL, "font_color": MUTED}
        elif spec.filled_by:
            properties["bg_color"] = FILLED_CELL
        if wraps:
            properties["text_wrap"] = True
        return self.format(**properties)
