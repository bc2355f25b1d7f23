"""The calls under `/v4/spreadsheets/{id}/values`."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from poc_sheets.testing.gsheets.a1 import GridRange
from poc_sheets.testing.gsheets.access import Caller, open_spreadsheet
from poc_sheets.testing.gsheets.appending import append_values
from poc_sheets.testing.gsheets.document import Spreadsheet
from poc_sheets.testing.gsheets.files import Drive, File, spreadsheet_of
from poc_sheets.testing.gsheets.metadata import ranges_of
from poc_sheets.testing.gsheets.values import (
    View,
    Written,
    check_input_option,
    clear_values,
    given_rows,
    read_values,
    write_values,
)
from poc_sheets.testing.gsheets.wire import Json, Request, bad_value, refusal

_RENDERS = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")
_DATES = ("SERIAL_NUMBER", "FORMATTED_STRING")
_DIMENSIONS = ("ROWS", "COLUMNS")


def view_of(given: dict[str, Any], prefix: str = "") -> View:
    """How a request wants values; blank options are the API's own.

    Raises:
        Refusal: an option has an unknown value.
    """

    def option(name: str, known: tuple[str, ...]) -> str:
        value = str(given.get(name) or known[0])
        if value.endswith("_UNSPECIFIED"):
            value = known[0]
        if value not in known:
            bad_value(name, f"type.googleapis.com/{name}", value)
        return value

    render, dates = "valueRenderOption", "dateTimeRenderOption"
    if prefix:
        render, dates = "responseValueRenderOption", "responseDateTimeRenderOption"
    return View(
        option("majorDimension", _DIMENSIONS), option(render, _RENDERS), option(dates, _DATES)
    )


@dataclass(slots=True)
class ValuesApi:
    """Answers one call."""

    drive: Drive
    request: Request
    caller: Caller

    def answer(self, file_id: str, tail: str) -> Json:
        """The answer; `tail` is the path from `values` on.

        Raises:
            Refusal: as the API would.
        """
        if tail.startswith("values/"):
            return self._on_range(file_id, tail.removeprefix("values/"))
        action = tail.removeprefix("values:")
        by_filter = action.endswith("ByDataFilter")
        writes = by_filter or action != "batchGet"
        file = open_spreadsheet(self.drive, self.caller, file_id, "writer" if writes else "reader")
        kind = action.removesuffix("ByDataFilter")
        if kind == "batchGet":
            return self._batch_get(file, by_filter=by_filter)
        if kind == "batchUpdate":
            return self._batch_update(file, by_filter=by_filter)
        if kind == "batchClear":
            return self._batch_clear(file, by_filter=by_filter)
        raise refusal(404, "Method not found.")

    def _query(self) -> dict[str, Any]:
        return {name: values[-1] for name, values in self.request.query.items()}

    def _on_range(self, file_id: str, raw: str) -> Json:
        method = self.request.method
        if method == "GET":
            file = open_spreadsheet(self.drive, self.caller, file_id)
            book = spreadsheet_of(file)
            return read_values(book, book.find_range(unquote(raw)), view_of(self._query()))
        file = open_spreadsheet(self.drive, self.caller, file_id, "writer")
        if method == "POST" and raw.endswith(":append"):
            return self._append(file, unquote(raw.removesuffix(":append")))
        if method == "POST" and raw.endswith(":clear"):
            return self._clear(file, unquote(raw.removesuffix(":clear")))
        if method == "PUT":
            return self._update(file, unquote(raw))
        raise refusal(404, "Method not found.")

    def _update(self, file: File, text: str) -> Json:
        rows = given_rows(self.request.json())
        option = check_input_option(self.request.one("valueInputOption"))
        editor = self.caller.editor(file)

        def action(book: Spreadsheet) -> Json:
            written = write_values(book, book.find_range(text), rows, option, editor)
            made = written.as_json(book)
            if self.request.yes("includeValuesInResponse"):
                made["updatedData"] = _read_back(book, written, view_of(self._query(), "response"))
            return made

        return self.drive.change(file, self.caller.email, action)

    def _append(self, file: File, text: str) -> Json:
        rows = given_rows(self.request.json())
        option = check_input_option(self.request.one("valueInputOption"))
        editor = self.caller.editor(file)
        insert_rows = self.request.one("insertDataOption") == "INSERT_ROWS"

        def action(book: Spreadsheet) -> Json:
            wanted = book.find_range(text)
            table, written = append_values(
                book, wanted, rows, option, editor, insert_rows=insert_rows
            )
            made: Json = {"spreadsheetId": book.id, "updates": written.as_json(book)}
            if table:
                made["tableRange"] = written.tab.a1(table)
            if self.request.yes("includeValuesInResponse"):
                view = view_of(self._query(), "response")
                made["updates"]["updatedData"] = _read_back(book, written, view)
            return made

        return self.drive.change(file, self.caller.email, action)

    def _clear(self, file: File, text: str) -> Json:
        editor = self.caller.editor(file)
        cleared = self.drive.change(
            file,
            self.caller.email,
            lambda book: clear_values(book, book.find_range(text), editor),
        )
        return {"spreadsheetId": file.id, "clearedRange": cleared}

    def _batch_get(self, file: File, *, by_filter: bool) -> Json:
        book = spreadsheet_of(file)
        if not by_filter:
            view = view_of(self._query())
            wanted = [book.find_range(text) for text in self.request.many("ranges")]
            found = [read_values(book, area, view) for area in wanted]
            return {"spreadsheetId": book.id, "valueRanges": found}
        body = self.request.json()
        view, matched = view_of(body), []
        for one in body.get("dataFilters") or []:
            for area in ranges_of(book, one):
                value_range = read_values(book, area, view)
                matched.append({"valueRange": value_range, "dataFilters": [one]})
        return {"spreadsheetId": book.id, **({"valueRanges": matched} if matched else {})}

    def _batch_update(self, file: File, *, by_filter: bool) -> Json:
        body = self.request.json()
        option = check_input_option(str(body.get("valueInputOption") or ""))
        editor = self.caller.editor(file)

        def action(book: Spreadsheet) -> Json:
            responses: list[Json] = []
            done: list[Written] = []
            for number, data in enumerate(body.get("data") or []):
                rows = given_rows(data, f"data[{number}].values")
                for area in _targets(book, data, by_filter=by_filter):
                    written = write_values(book, area, rows, option, editor)
                    made = written.as_json(book)
                    if by_filter:
                        made["dataFilter"] = data["dataFilter"]
                        del made["spreadsheetId"]
                    if body.get("includeValuesInResponse"):
                        view = view_of({**body, "majorDimension": ""}, "response")
                        made["updatedData"] = _read_back(book, written, view)
                    responses.append(made)
                    done.append(written)
            return _totals(book, done, responses)

        return self.drive.change(file, self.caller.email, action)

    def _batch_clear(self, file: File, *, by_filter: bool) -> Json:
        body = self.request.json()
        editor = self.caller.editor(file)

        def action(book: Spreadsheet) -> list[str]:
            if by_filter:
                filters = body.get("dataFilters") or []
                wanted = [area for one in filters for area in ranges_of(book, one)]
            else:
                wanted = [book.find_range(text) for text in body.get("ranges") or []]
            return [clear_values(book, area, editor) for area in wanted]

        cleared = self.drive.change(file, self.caller.email, action)
        return {"spreadsheetId": file.id, "clearedRanges": cleared}


def _targets(book: Spreadsheet, data: Json, *, by_filter: bool) -> list[GridRange]:
    if by_filter:
        return ranges_of(book, data.get("dataFilter") or {})
    return [book.find_range(str(data.get("range") or ""))]


def _read_back(book: Spreadsheet, written: Written, view: View) -> Json:
    return read_values(book, written.area.in_tab(written.tab.id), view)


def _totals(book: Spreadsheet, done: list[Written], responses: list[Json]) -> Json:
    rows = {(w.tab.id, row) for w in done for row in range(w.area.top, w.area.bottom) if w.rows}
    columns = {
        (w.tab.id, column) for w in done for column in range(w.area.left, w.area.right) if w.columns
    }
    made: Json = {
        "spreadsheetId": book.id,
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(written.cells for written in done),
        "totalUpdatedSheets": len({written.tab.id for written in done}),
        "responses": responses,
    }
    return {name: value for name, value in made.items() if value}
