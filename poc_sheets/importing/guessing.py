"""What a file is, so that a person only has to pick it."""

import re
from pathlib import Path

from poc_sheets.importing.problems import UNKNOWN_FILE
from poc_sheets.problems import SheetError
from poc_sheets.readers.mapping import Mapping
from poc_sheets.readers.spreadsheet import (
    Grid,
    decoded_text,
    grid_of_text,
    is_workbook,
    read_content,
    read_grid,
)
from poc_sheets.readers.statement_columns import find_columns
from poc_sheets.tabs import every_tab
from poc_sheets.tabs.card_statement import CardLine
from poc_sheets.tabs.headings import find_header
from poc_sheets.tabs.model import Row, columns_of

STATEMENT, SCHEDULE = "statement", "schedule"
_SCHEDULE_ENDINGS = {".uss", ".fdx"}
_BANK_TEXT = re.compile(
    r"<OFX\b|OFXHEADER|camt\.05[234]|<(?:\w+:)?BkToCstmr|^!(?:Type|Account|Option)\b"
    r"|^\s*:(?:20|25|60[FM]|61|86|62[FM]):",
    re.MULTILINE | re.IGNORECASE,
)
#: Two headings in common are chance: every table has a date and a name.
_LEAST_HEADINGS = 3


def guess_kind(path: Path) -> str:
    """What to import a file as: `statement`, `schedule`, or the id of a tab.

    A bank's own formats and a schedule are told by what they hold. A table belongs to the tab of
    which it has most headings; what only looks like dates and amounts is a statement.

    Raises:
        SheetError: the file is nothing that is known here.
    """
    if path.suffix.lower() in _SCHEDULE_ENDINGS:
        return SCHEDULE
    content = read_content(path)
    if is_workbook(content):
        grids = read_grid(path)
    else:
        decoded = decoded_text(path, content)
        if _BANK_TEXT.search(decoded.text[:8192]):
            return STATEMENT
        grids = [grid_of_text(path, decoded)]
    found = [kind for grid in grids if (kind := _kind_of(grid))]
    if not found:
        raise UNKNOWN_FILE.stop(file=path.name)
    return found[0]


def _kind_of(grid: Grid) -> str:
    scores = {tab: _headings(tab, grid) for tab in every_tab() if tab is not CardLine}
    best = max(scores, key=scores.__getitem__)
    as_statement = _headings(CardLine, grid)
    if scores[best] >= _LEAST_HEADINGS and scores[best] > as_statement:
        return best.tab_id
    try:
        find_columns(grid, Mapping())
    except SheetError:
        return best.tab_id if scores[best] >= _LEAST_HEADINGS else ""
    return STATEMENT


def _headings(tab: type[Row], grid: Grid) -> int:
    """How many of a table's headings are a tab's, in any of its words."""
    header = find_header(grid.rows, {spec.key: spec.accepted for spec in columns_of(tab)})
    return len(header.columns) if header else 0
