"""A Google Sheet in three calls: is it new, read all of it, write and see the result."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from poc_sheets.hosts.google.cells import Json, cell_of, formula_of
from poc_sheets.hosts.google.failures import unknown_outcome
from poc_sheets.hosts.google.http import GoogleHttp
from poc_sheets.hosts.google.problems import NO_SUCH_TAB, NOT_UNDERSTOOD
from poc_sheets.problems import Place, column_letters
from poc_sheets.workbook import Cell, Sheet

_SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
_FILES = "https://www.googleapis.com/drive/v3/files"
_CELLS = "userEnteredValue(formulaValue),effectiveValue,effectiveFormat(numberFormat(type))"
_TAB = "sheetId,title,hidden,gridProperties(rowCount,columnCount)"
#: What is read of a spreadsheet; a mask that names cells brings cells.
ALL_FIELDS = (
    "spreadsheetId,properties(title,locale,timeZone),namedRanges(name,range),"
    f"sheets(properties({_TAB}),data(startRow,startColumn,rowData(values({_CELLS}))))"
)
#: The same without cells.
TAB_FIELDS = f"spreadsheetId,properties(title,locale,timeZone),namedRanges(name,range),sheets(properties({_TAB}))"


@dataclass(frozen=True, slots=True)
class GoogleTab:
    """One tab: Google's number for it (which survives renaming), its cells, its grid's size."""

    id: int
    sheet: Sheet
    rows: int
    columns: int
    hidden: bool = False

    @property
    def title(self) -> str:
        """The title on screen."""
        return self.sheet.name


@dataclass(frozen=True, slots=True)
class GoogleBook:
    """A spreadsheet as one call showed it.

    `names` gives the tab's id that each named range points into.
    """

    id: str
    title: str
    locale: str
    time_zone: str
    tabs: tuple[GoogleTab, ...]
    names: Mapping[str, int]

    def tab(self, title: str) -> GoogleTab:
        """A tab by its title.

        Raises:
            SheetError: the sheet has none of that title.
        """
        for tab in self.tabs:
            if tab.title == title:
                return tab
        has = ", ".join(tab.title for tab in self.tabs) or "no tab"
        raise NO_SUCH_TAB.stop(Place(title), tab=title, tabs=has)

    def tab_by_id(self, tab_id: int) -> GoogleTab | None:
        """A tab by Google's number for it; `None` if it is gone."""
        return next((tab for tab in self.tabs if tab.id == tab_id), None)


def read_all(
    client: GoogleHttp, spreadsheet_id: str, titles: Sequence[str] | None = None
) -> GoogleBook:
    """All tabs, or the named ones, with typed cells and formulas: one call.

    Raises:
        SheetError: the sheet is closed to this sign-in, a tab is not there, Google is busy.
    """
    params: dict[str, Any] = {"fields": ALL_FIELDS, "prettyPrint": "false"}
    if titles is not None:
        params["ranges"] = [whole_tab(title) for title in titles]
    return _book(_get(client, spreadsheet_id, params))


def read_tabs(client: GoogleHttp, spreadsheet_id: str) -> GoogleBook:
    """The tabs without their cells: one small call."""
    params = {"fields": TAB_FIELDS, "prettyPrint": "false"}
    return _book(_get(client, spreadsheet_id, params))


def version(client: GoogleHttp, spreadsheet_id: str) -> str:
    """Drive's number for the sheet's state: one call, no cells.

    Equal to the one seen before an earlier read: nothing was changed since. Google raises it about
    three minutes late, so a fresh edit can still go unseen for as long, and is seen afterwards.
    """
    params = {"fields": "version", "supportsAllDrives": "true"}
    response = client.request("get", f"{_FILES}/{spreadsheet_id}", params=params)
    try:
        return str(response.json()["version"])
    except (ValueError, KeyError):
        raise NOT_UNDERSTOOD.stop(Place(), said="Drive's answer has no version") from None


def last_editor(client: GoogleHttp, spreadsheet_id: str) -> str:
    """Who last changed the sheet; blank where that was this sign-in itself, or is not known.

    One call. Google tells it of the whole sheet, not of a cell.
    """
    fields = "lastModifyingUser(displayName,emailAddress,me)"
    params = {"fields": fields, "supportsAllDrives": "true"}
    response = client.request("get", f"{_FILES}/{spreadsheet_id}", params=params)
    try:
        user = response.json().get("lastModifyingUser") or {}
    except (ValueError, AttributeError):
        return ""
    if user.get("me") or user.get("emailAddress") == client.address:
        return ""
    return str(user.get("emailAddress") or user.get("displayName") or "")


def write_batch(
    client: GoogleHttp,
    spreadsheet_id: str,
    requests: Sequence[Json],
    *,
    show: Sequence[str] = (),
) -> GoogleBook | None:
    """All requests in one atomic call, done or not done together.

    Args:
        client: Makes the call.
        spreadsheet_id: The sheet.
        requests: In order; see `hosts.google.batch`.
        show: What to bring back as it is right after the write, as ranges: see `whole_tab` and
            `column_ranges`; an empty list brings nothing.

    Returns:
        The sheet after the write, `None` where nothing was asked for.

    Raises:
        UnknownOutcome: no clear answer came; read before writing again.
        SheetError: the batch was refused; nothing was changed.
    """
    body: Json = {"requests": list(requests)}
    params = {"prettyPrint": "false", "fields": "spreadsheetId"}
    if show:
        body["includeSpreadsheetInResponse"] = True
        body["responseRanges"] = list(show)
        params["fields"] = f"spreadsheetId,updatedSpreadsheet({ALL_FIELDS})"
    url = f"{_SHEETS}/{spreadsheet_id}:batchUpdate"
    response = client.request("post", url, params=params, json=body)
    try:
        answer = response.json()
        shown = answer.get("updatedSpreadsheet")
        return _book(shown) if shown is not None else None
    except (ValueError, AttributeError, KeyError, TypeError):
        raise unknown_outcome("Google's answer broke off") from None


def _get(client: GoogleHttp, spreadsheet_id: str, params: Json) -> Json:
    response = client.request("get", f"{_SHEETS}/{spreadsheet_id}", params=params)
    try:
        answer = response.json()
    except ValueError:
        raise NOT_UNDERSTOOD.stop(Place(), said="the answer is no JSON") from None
    if not isinstance(answer, dict):
        raise NOT_UNDERSTOOD.stop(Place(), said="the answer is no spreadsheet")
    return answer


def whole_tab(title: str) -> str:
    """A tab as a range."""
    return "'" + title.replace("'", "''") + "'"


def column_ranges(title: str, columns: Iterable[int]) -> list[str]:
    """Whole columns of a tab as ranges; neighbouring ones share a range."""
    ranges: list[tuple[int, int]] = []
    for column in sorted(set(columns)):
        if ranges and ranges[-1][1] == column - 1:
            ranges[-1] = (ranges[-1][0], column)
        else:
            ranges.append((column, column))
    tab = whole_tab(title)
    return [f"{tab}!{column_letters(a)}:{column_letters(b)}" for a, b in ranges]


def _book(answer: Json) -> GoogleBook:
    properties = answer.get("properties") or {}
    names = {
        str(entry["name"]): int((entry.get("range") or {}).get("sheetId") or 0)
        for entry in answer.get("namedRanges") or []
    }
    return GoogleBook(
        str(answer.get("spreadsheetId", "")),
        str(properties.get("title", "")),
        str(properties.get("locale", "")),
        str(properties.get("timeZone", "")),
        tuple(_tab(sheet) for sheet in answer.get("sheets") or []),
        names,
    )


def _tab(sheet: Json) -> GoogleTab:
    properties = sheet.get("properties") or {}
    size = properties.get("gridProperties") or {}
    cells, formulas = _grid(sheet.get("data") or [])
    return GoogleTab(
        int(properties.get("sheetId") or 0),
        Sheet(str(properties.get("title", "")), cells, formulas),
        int(size.get("rowCount") or 0),
        int(size.get("columnCount") or 0),
        hidden=bool(properties.get("hidden")),
    )


def _grid(blocks: list[Json]) -> tuple[list[list[Cell]], dict[tuple[int, int], str]]:
    """The cells of a tab from its blocks of rows, and its formulas by (row, column) from 1."""
    rows: list[list[Cell]] = []
    formulas: dict[tuple[int, int], str] = {}
    for block in blocks:
        top, left = int(block.get("startRow") or 0), int(block.get("startColumn") or 0)
        for number, line in enumerate(block.get("rowData") or [], top):
            rows.extend([] for _ in range(number + 1 - len(rows)))
            cells = rows[number]
            values = line.get("values") or []
            cells.extend([None] * (left + len(values) - len(cells)))
            for column, data in enumerate(values, left):
                cells[column] = cell_of(data)
                formula = formula_of(data)
                if formula is not None:
                    formulas[number + 1, column + 1] = formula
    return rows, formulas
