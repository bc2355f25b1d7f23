"""The largest table of an HTML page; many banks send one under the name of an Excel file."""

import re
from html.parser import HTMLParser
from pathlib import Path

from poc_sheets.readers.spreadsheet import Grid
from poc_sheets.workbook import Cell


def is_html(head: str) -> bool:
    """Whether the beginning of a text is that of a page with a table."""
    return re.search(r"<(?:html|table)\b", head, re.IGNORECASE) is not None


def grid_of_html(path: Path, text: str) -> Grid:
    """The table with the most rows; its cells stay text, a wide cell has empty ones behind it."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    return Grid(path.name, max(parser.tables, key=len, default=[]))


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[Cell]]] = []
        self._open: list[list[list[Cell]]] = []
        self._text: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._open.append([])
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in {"td", "th"} and self._open and self._open[-1]:
            self._end_cell()
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), 1000) if span.isdigit() else 1
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is None or not self._open or not self._open[-1]:
            return
        text = " ".join("".join(self._text).split())
        self._open[-1][-1].extend([text or None, *[None] * (self._span - 1)])
        self._text = None
