"""Cell functions about script pages."""

from poc_sheets.problems import CellTextError
from poc_sheets.registry import formula
from poc_sheets.tabs.kinds import Reading, TextKind
from poc_sheets.trade.eighths import parse_eighths, show_eighths


@formula(example='=POC_EIGHTHS("2 4/8")')
def eighths(pages: object) -> str:
    """Script pages in whole pages and eighths, never reduced.

    Args:
        pages: `2 4/8`, `5/8`, or decimal pages such as 2.5.
    """
    count = parse_eighths(pages)
    if count is None:
        shown = TextKind().read(pages, Reading()) if pages is not None else ""  # type: ignore[arg-type]  # a cell, of any type
        raise CellTextError(f"not pages: {shown or 'blank'}")
    return show_eighths(count)
