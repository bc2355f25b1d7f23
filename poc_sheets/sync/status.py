"""The Sync Status tab of the Google Sheet: when the last sync was, and whether it fell silent.

A scheduler that is dead cannot say so. The sheet says it: a formula counts the minutes since the
last sync, and the tab turns red when there are too many. A run without changes writes nothing but,
once an hour, this.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from poc_sheets.hosts.google import batch
from poc_sheets.hosts.google.spreadsheet import GoogleBook

TAB = "Sync Status"
TAB_ID = 1_700_000_002
#: After so many minutes without a sync the tab says STALE.
STALE_AFTER = 120
#: A quiet run writes the tab again after so long.
BEAT = timedelta(minutes=60)
_RED = {"red": 0.96, "green": 0.8, "blue": 0.8}


def status_requests(
    book: GoogleBook, now: datetime, workbook: str, did: str, waiting: int
) -> list[dict[str, Any]]:
    """The requests that bring the tab up to date, or make it.

    Args:
        book: the Google Sheet as read.
        now: the moment, in this computer's time zone.
        workbook: the workbook's name.
        did: what the run did, in words.
        waiting: how many conflicts wait for a decision.
    """
    known = book.tab_by_id(TAB_ID) is not None
    if not known and any(tab.title == TAB for tab in book.tabs):
        return []  # a tab of a person's; it is left alone
    made = beat_requests(now, book.time_zone, waiting)
    made.append(batch.set_cells(TAB_ID, 6, 2, [did]))
    return made if known else [*_new_tab(workbook), *made]


def beat_requests(now: datetime, time_zone: str, waiting: int) -> list[dict[str, Any]]:
    """The requests of a quiet run: the moment, and how many conflicts wait."""
    moment = _there(now, time_zone)
    return [
        batch.set_cells(TAB_ID, 2, 2, [moment], dated=True),
        batch.set_cells(TAB_ID, 5, 2, [waiting]),
    ]


def _there(now: datetime, time_zone: str) -> datetime:
    """The moment as clocks show it where the sheet is: its NOW() counts from there."""
    try:
        return now.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None)
    except (ZoneInfoNotFoundError, ValueError):
        return now


def _new_tab(workbook: str) -> list[dict[str, Any]]:
    grid = {"rowCount": 20, "columnCount": 4}
    properties = {"sheetId": TAB_ID, "title": TAB, "gridProperties": grid}
    labels: Sequence[str] = (
        "Synced with",
        "Last sync",
        "That was",
        "",
        "Conflicts that wait",
        "Last change",
    )
    # No function with arguments: what stands between them depends on the sheet's language.
    age = {
        "userEnteredValue": {"formulaValue": "=(NOW()-B2)*1440"},
        "userEnteredFormat": {
            "numberFormat": {
                "type": "NUMBER",
                "pattern": f'[>{STALE_AFTER}]"STALE: "0" minutes ago";0" minutes ago"',
            }
        },
    }
    start = {"sheetId": TAB_ID, "rowIndex": 2, "columnIndex": 1}
    fields = "userEnteredValue,userEnteredFormat.numberFormat"
    warning = {
        "condition": {
            "type": "CUSTOM_FORMULA",
            "values": [{"userEnteredValue": f"=$B$3>{STALE_AFTER}"}],
        },
        "format": {"backgroundColor": _RED},
    }
    return [
        {"addSheet": {"properties": properties}},
        *(batch.set_cells(TAB_ID, row, 1, [label]) for row, label in enumerate(labels, 1)),
        batch.set_cells(TAB_ID, 1, 2, [workbook]),
        {"updateCells": {"start": start, "rows": [{"values": [age]}], "fields": fields}},
        {
            "addConditionalFormatRule": {
                "rule": {
                    "ranges": [{"sheetId": TAB_ID, "endRowIndex": 6, "endColumnIndex": 2}],
                    "booleanRule": warning,
                },
                "index": 0,
            }
        },
    ]
