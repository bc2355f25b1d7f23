"""The heading row of a table from outside: found as on the workbook's own tabs."""

from poc_sheets.tabs.headings import Header, find_header, normalise

#: A heading without what people change: case, accents, dots, line breaks, `#` for `No.`.
normalise_heading = normalise

__all__ = ["Header", "find_header", "normalise_heading"]
