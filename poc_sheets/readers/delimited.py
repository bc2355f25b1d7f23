"""Delimited text (CSV, TSV) into rows of text cells, whatever sign stands between them."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from poc_sheets.readers.texts import unified_lines

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 300
#: A quoted cell with more line breaks than this was never closed.
_LINES_IN_A_CELL = 50
_LONGEST_CELL = 1_000_000
_KEPT_AS_TEXT = re.compile(r'^="([^"]*)"$')


@dataclass(frozen=True, slots=True)
class DelimitedText:
    """The rows of a text; `unclosed_row` is the row whose quotation mark was never closed."""

    rows: list[list[str]]
    delimiter: str
    unclosed_row: int | None = None


def read_delimited(text: str) -> DelimitedText:
    """The rows of a delimited text; `rows[0]` is row 1 of the file.

    The line `sep=;` that tells Excel the sign is row 1 and left empty. Cells stay text; a cell
    `="0042"`, which tells Excel to keep a code as text, is read as `0042`.
    """
    unified = unified_lines(text)
    first, _, rest = unified.partition("\n")
    stated = re.match(r'^"?sep=(.)"?$', first.strip("\n"), re.IGNORECASE)
    body = f"\n{rest}" if stated else unified
    delimiter = stated[1] if stated else _delimiter(unified)
    rows = _rows(body, delimiter)
    unclosed = _unclosed(rows)
    if unclosed is not None:
        rows = _rows(body, delimiter, quoting=csv.QUOTE_NONE)
    return DelimitedText(rows, delimiter, unclosed)


def _rows(text: str, delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> list[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), 1 << 30))
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quoting=quoting,  # type: ignore[arg-type]  # the stub wants a literal
        skipinitialspace=delimiter != "\t",
    )
    return [[_KEPT_AS_TEXT.sub(r"\1", cell) for cell in row] for row in reader]


def _unclosed(rows: list[list[str]]) -> int | None:
    for number, row in enumerate(rows, start=1):
        for cell in row:
            if cell.count("\n") > _LINES_IN_A_CELL or len(cell) > _LONGEST_CELL:
                return number
    return None


def _delimiter(text: str) -> str:
    """The sign that splits most lines into the same number of cells, the most cells on a tie."""
    lines = [line for line in text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES] if line.strip()]
    sample = "\n".join(lines)
    scores: dict[str, tuple[int, int]] = {}
    for delimiter in _DELIMITERS:
        widths = Counter(len(row) for row in _rows(sample, delimiter) if len(row) > 1)
        if widths:
            width, count = max(widths.items(), key=lambda item: item[1] * (item[0] - 1))
            scores[delimiter] = (count * (width - 1), count)
    return max(scores, key=lambda delimiter: scores[delimiter]) if scores else ","
