"""What only Google itself can answer: each open question asked once of a real account.

The sheet is made for it (or given) and may be thrown away afterwards. Each check says what was
expected, what came, and whether the sync relies on it.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from poc_sheets.hosts.google import batch
from poc_sheets.hosts.google.http import GoogleHttp
from poc_sheets.hosts.google.spreadsheet import (
    column_ranges,
    read_all,
    version,
    whole_tab,
    write_batch,
)
from poc_sheets.problems import SheetError
from poc_sheets.workbook import Value

_SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
_TAB, _TITLE = 1_650_000_001, "Live check"
_ROWS: list[list[Value]] = [
    ["Name", "Phone", "Days"],
    ["Cy", "0044", 5],
    ["Ana", "0042", 3],
    ["Bo", "0043", 2],
]


@dataclass(frozen=True, slots=True)
class Answer:
    """One question, what was expected, what came."""

    question: str
    expected: str
    seen: str

    @property
    def is_as_expected(self) -> bool:
        """Whether Google does what the emulator does."""
        return self.expected == self.seen


def live_check(
    client: GoogleHttp, sheet_id: str, *, wait: Callable[[float], object] = time.sleep
) -> list[Answer]:
    """Ask every open question of a Google Sheet; the tab "Live check" is made and deleted again.

    Args:
        client: signed in, with the right to edit.
        sheet_id: a sheet that nothing depends on.
        wait: waits some seconds; Drive's version is looked at for up to five minutes.

    Raises:
        SheetError: the sheet cannot be written to at all.
    """
    check = _Check(client, sheet_id, wait)
    check.begin()
    try:
        return [
            check.typed_text_stays_text(),
            check.batch_brings_back_columns(),
            check.appends_at_once(),
            check.write_past_the_edge(),
            check.metadata_when_rows_are_sorted(),
            check.metadata_id_taken(),
            check.refused_batch_changes_nothing(),
            check.number_format_that_warns(),
            check.version_after_a_write(),
        ]
    finally:
        write_batch(client, sheet_id, [{"deleteSheet": {"sheetId": _TAB}}])


class _Check:
    """The questions, one method each."""

    def __init__(self, client: GoogleHttp, sheet_id: str, wait: Callable[[float], object]) -> None:
        self.client, self.sheet_id, self.wait = client, sheet_id, wait

    def begin(self) -> None:
        """Make the tab, in the place of one that an earlier check left."""
        book = read_all(self.client, self.sheet_id, [])
        made: list[dict[str, Any]] = []
        if book.tab_by_id(_TAB):
            made.append({"deleteSheet": {"sheetId": _TAB}})
        grid = {"rowCount": 20, "columnCount": 6}
        properties = {"sheetId": _TAB, "title": _TITLE, "gridProperties": grid}
        made.append({"addSheet": {"properties": properties}})
        made += [batch.set_cells(_TAB, row, 1, cells) for row, cells in enumerate(_ROWS, 1)]
        write_batch(self.client, self.sheet_id, made)

    def _rows(self) -> list[list[Any]]:
        cells = read_all(self.client, self.sheet_id, [_TITLE]).tab(_TITLE).sheet.cells
        return [list(row) for row in cells]

    def _write(self, *requests: dict[str, Any]) -> str:
        """Send a batch; `done`, or the first words of the refusal."""
        try:
            write_batch(self.client, self.sheet_id, requests)
        except SheetError as refused:
            return f"refused: {refused.finding.title}"
        return "done"

    def typed_text_stays_text(self) -> Answer:
        """Whether a typed text keeps its leading zero and its equals sign."""
        self._write(batch.set_cells(_TAB, 2, 4, ["0042", "3-4", "=1+1"]))
        return Answer(
            "typed texts stay as they are", "0042 3-4 =1+1", " ".join(self._rows()[1][3:6])
        )

    def batch_brings_back_columns(self) -> Answer:
        """Whether a batch's answer can be cut to some columns."""
        request = batch.set_cells(_TAB, 3, 3, [4])
        after = write_batch(
            self.client, self.sheet_id, [request], show=column_ranges(_TITLE, [1, 3])
        )
        seen = "no answer"
        if after is not None:
            sheet = after.tab(_TITLE).sheet
            seen = f"{sheet.at(3, 1)} {sheet.at(3, 2)} {sheet.at(3, 3)}"
        return Answer("a batch brings back two columns of a tab", "Ana None 4.0", seen)

    def appends_at_once(self) -> Answer:
        """Whether rows that two programs append at the same moment get rows of their own."""
        rows = [batch.append_rows(_TAB, [[f"New {n}"]]) for n in range(2)]
        with ThreadPoolExecutor(2) as together:
            list(together.map(self._write, rows))
        names = sorted(str(row[0]) for row in self._rows() if str(row[0]).startswith("New"))
        return Answer("two appendCells at once", "New 0 New 1", " ".join(names))

    def write_past_the_edge(self) -> Answer:
        """What `updateCells` below the grid does."""
        done = self._write(batch.set_cells(_TAB, 40, 1, ["beyond"]))
        return Answer("updateCells past the grid's edge", "refused", done.partition(":")[0])

    def metadata_when_rows_are_sorted(self) -> Answer:
        """Whether a row's developer metadata goes along when people sort."""
        span = {"sheetId": _TAB, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
        entry = {
            "metadataKey": "live check",
            "metadataValue": "Cy",
            "location": {"dimensionRange": span},
            "visibility": "DOCUMENT",
        }
        area = {"sheetId": _TAB, "startRowIndex": 1, "endRowIndex": 4, "endColumnIndex": 3}
        order = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
        self._write(
            {"createDeveloperMetadata": {"developerMetadata": entry}},
            {"sortRange": {"range": area, "sortSpecs": order}},
        )
        found = self._metadata()
        row = int(found["location"]["dimensionRange"].get("startIndex", 0)) + 1 if found else 0
        name = self._rows()[row - 1][0] if row else "none"
        return Answer("row metadata after a sort names", "Ana (it stayed)", _stayed(str(name)))

    def _metadata(self) -> dict[str, Any] | None:
        filters = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "live check"}}]}
        url = f"{_SHEETS}/{self.sheet_id}/developerMetadata:search"
        try:
            answer = self.client.request("post", url, json=filters).json()
        except SheetError:
            return None
        found = answer.get("matchedDeveloperMetadata") or [{}]
        entry: dict[str, Any] | None = found[0].get("developerMetadata")
        return entry

    def metadata_id_taken(self) -> Answer:
        """Whether a batch with a metadata id that is taken is refused as a whole."""
        entry = {
            "metadataId": 424_242_424,
            "metadataKey": "live check twice",
            "location": {"sheetId": _TAB},
            "visibility": "DOCUMENT",
        }
        create = {"createDeveloperMetadata": {"developerMetadata": entry}}
        self._write(create)
        self._write(create, batch.set_cells(_TAB, 2, 3, [99]))
        is_whole = self._rows()[1][2] != 99
        seen = "refused whole" if is_whole else "done"
        return Answer("a batch with a metadata id that is taken", "refused whole", seen)

    def refused_batch_changes_nothing(self) -> Answer:
        """Whether the good requests of a bad batch are undone."""
        bad = {"deleteSheet": {"sheetId": 1_650_000_099}}
        self._write(batch.set_cells(_TAB, 2, 3, [77]), bad)
        seen = "nothing" if self._rows()[1][2] != 77 else "its first request"
        return Answer("a refused batch has done", "nothing", seen)

    def number_format_that_warns(self) -> Answer:
        """Whether the format of the Sync Status tab shows its word."""
        pattern = '[>120]"STALE: "0" minutes ago";0" minutes ago"'
        cell = {
            "userEnteredValue": {"numberValue": 150},
            "userEnteredFormat": {"numberFormat": {"type": "NUMBER", "pattern": pattern}},
        }
        start = {"sheetId": _TAB, "rowIndex": 9, "columnIndex": 0}
        fields = "userEnteredValue,userEnteredFormat.numberFormat"
        self._write(
            {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}}
        )
        params = {
            "ranges": f"{whole_tab(_TITLE)}!A10",
            "fields": "sheets.data.rowData.values.formattedValue",
        }
        answer = self.client.request("get", f"{_SHEETS}/{self.sheet_id}", params=params).json()
        values = answer["sheets"][0]["data"][0].get("rowData", [{}])[0].get("values", [{}])
        seen = str(values[0].get("formattedValue", ""))
        return Answer("the status tab's number format shows", "STALE: 150 minutes ago", seen)

    def version_after_a_write(self) -> Answer:
        """How long Drive's version takes to tell of a write: at most five minutes are fine."""
        before = version(self.client, self.sheet_id)
        self._write(batch.set_cells(_TAB, 2, 3, [55]))
        for seconds in (0, 5, 15, 40, 120, 120):
            self.wait(seconds)
            if version(self.client, self.sheet_id) != before:
                return Answer("Drive's version moves within five minutes", "yes", "yes")
        return Answer("Drive's version moves within five minutes", "yes", "no")


def _stayed(name: str) -> str:
    return {"Ana": "Ana (it stayed)", "Cy": "Cy (it went along)"}.get(name, name)


def answers_text(answers: list[Answer]) -> str:
    """The answers as a table of plain text."""
    lines = [("", "question", "expected", "seen")]
    lines += [("ok" if a.is_as_expected else "!!", a.question, a.expected, a.seen) for a in answers]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
