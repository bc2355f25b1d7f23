"""The Sheets API v4: which call means what."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from poc_sheets.testing.gsheets.access import SHEETS_WRITE, Caller, open_spreadsheet
from poc_sheets.testing.gsheets.answers import metadata_json, sheet_properties, spreadsheet_json
from poc_sheets.testing.gsheets.batch_update import apply_batch
from poc_sheets.testing.gsheets.batch_update.batch import Batch
from poc_sheets.testing.gsheets.batch_update.tabs import check_title, copied_tab, copy_title
from poc_sheets.testing.gsheets.creating import book_from
from poc_sheets.testing.gsheets.document import Spreadsheet, Tab
from poc_sheets.testing.gsheets.fields import Mask, parse_mask
from poc_sheets.testing.gsheets.files import Drive, File, spreadsheet_of
from poc_sheets.testing.gsheets.metadata import matching, ranges_of
from poc_sheets.testing.gsheets.values_api import ValuesApi
from poc_sheets.testing.gsheets.wire import Answer, Json, Request, refusal

PREFIX = "/v4/spreadsheets"


@dataclass(slots=True)
class SheetsApi:
    """Answers the calls under `/v4/spreadsheets`."""

    drive: Drive
    #: Whether service accounts have room of their own to create files in.
    service_accounts_create: bool = True

    def answer(self, request: Request, caller: Caller) -> Answer:
        """The answer to one call.

        Raises:
            Refusal: as the API would.
        """
        rest = request.path.removeprefix(PREFIX).removeprefix("/")
        if not rest:
            return Answer.of_json(self._masked(request, self._create(request, caller)))
        head, _, tail = rest.partition("/")
        raw_id, _, action = head.partition(":")
        file_id = unquote(raw_id)
        if tail:
            made = self._below(request, caller, file_id, tail)
            return Answer.of_json(self._masked(request, made))
        handlers = {
            ("POST", "batchUpdate"): self._batch_update,
            ("POST", "getByDataFilter"): self._get_by_filter,
            ("GET", ""): self._get,
        }
        handler = handlers.get((request.method, action))
        if handler is None:
            raise refusal(404, "Method not found.")
        return Answer.of_json(handler(request, caller, file_id))

    def _below(self, request: Request, caller: Caller, file_id: str, tail: str) -> Json:
        if tail.startswith("values"):
            return ValuesApi(self.drive, request, caller).answer(file_id, tail)
        if tail.startswith("developerMetadata"):
            return self._metadata(request, caller, file_id, tail)
        if tail.startswith("sheets/") and tail.endswith(":copyTo"):
            tab_id = int(tail.removeprefix("sheets/").removesuffix(":copyTo"))
            return self._copy_to(request, caller, file_id, tab_id)
        raise refusal(404, "Method not found.")

    def _masked(self, request: Request, value: Json) -> Json:
        masked: Json = parse_mask(request.one("fields")).apply(value)
        return masked

    def _create(self, request: Request, caller: Caller) -> Json:
        caller.needs(SHEETS_WRITE)
        if caller.is_service and not self.service_accounts_create:
            raise refusal(403, "The caller does not have permission")
        book = book_from(request.json(), self.drive.new_id(), self.drive.ids)
        file = self.drive.add(book.title, caller.email, app=caller.app, file_id=book.id, book=book)
        return spreadsheet_json(spreadsheet_of(file), Mask())

    def _get(self, request: Request, caller: Caller, file_id: str) -> Json:
        file = open_spreadsheet(self.drive, caller, file_id)
        book = spreadsheet_of(file)
        return spreadsheet_json(
            book,
            parse_mask(request.one("fields")),
            [book.find_range(text) for text in request.many("ranges")],
            with_cells=request.yes("includeGridData"),
            reader_can_edit=caller.editor(file).owner,
        )

    def _get_by_filter(self, request: Request, caller: Caller, file_id: str) -> Json:
        file = open_spreadsheet(self.drive, caller, file_id, "writer")
        book, body = spreadsheet_of(file), request.json()
        wanted = [area for one in body.get("dataFilters") or [] for area in ranges_of(book, one)]
        return spreadsheet_json(
            book,
            parse_mask(request.one("fields")),
            wanted,
            with_cells=bool(body.get("includeGridData")),
        )

    def _batch_update(self, request: Request, caller: Caller, file_id: str) -> Json:
        file = open_spreadsheet(self.drive, caller, file_id, "writer")
        body, mask = request.json(), parse_mask(request.one("fields"))
        editor = caller.editor(file)

        def action(book: Spreadsheet) -> Json:
            replies = apply_batch(book, body.get("requests") or [], editor, self.drive.ids)
            made: Json = {"spreadsheetId": book.id, "replies": replies}
            wanted = mask.sub("updatedSpreadsheet")
            if body.get("includeSpreadsheetInResponse") and wanted is not None:
                ranges = [book.find_range(text) for text in body.get("responseRanges") or []]
                made["updatedSpreadsheet"] = spreadsheet_json(
                    book, wanted, ranges, with_cells=bool(body.get("responseIncludeGridData"))
                )
            return made

        made: Json = mask.apply(self.drive.change(file, caller.email, action))
        return made

    def _metadata(self, request: Request, caller: Caller, file_id: str, tail: str) -> Json:
        file = open_spreadsheet(self.drive, caller, file_id, "writer")
        book = spreadsheet_of(file)
        if tail == "developerMetadata:search":
            filters = request.json().get("dataFilters") or []
            found = [(entry, one) for one in filters for entry in matching(book, one)]
            shown = [
                {"developerMetadata": metadata_json(entry), "dataFilters": [one]}
                for entry, one in found
            ]
            return {"matchedDeveloperMetadata": shown} if shown else {}
        wanted = tail.removeprefix("developerMetadata/")
        for entry in book.metadata:
            if str(entry.id) == wanted:
                return metadata_json(entry)
        raise refusal(404, f"No developer metadata with id: {wanted}")

    def _copy_to(self, request: Request, caller: Caller, file_id: str, tab_id: int) -> Json:
        source = spreadsheet_of(open_spreadsheet(self.drive, caller, file_id)).tab(tab_id)
        target_id = str(request.json().get("destinationSpreadsheetId") or "")
        target = open_spreadsheet(self.drive, caller, target_id, "writer")
        return self._copied(target, caller, lambda batch: self._copy_tab(batch, source))

    def _copied(self, target: File, caller: Caller, action: Callable[[Batch], Json]) -> Json:
        editor = caller.editor(target)
        return self.drive.change(
            target, caller.email, lambda book: action(Batch(book, editor, self.drive.ids))
        )

    def _copy_tab(self, batch: Batch, source: Tab) -> Json:
        title = copy_title(batch, source.title)
        check_title(batch, title)
        tab = copied_tab(source, batch.new_id(), title)
        batch.book.tabs.append(tab)
        batch.book.check_size()
        return sheet_properties(batch.book, tab)
