"""Requests on whole tabs and on the spreadsheet itself."""

from dataclasses import replace

from poc_sheets.testing.gsheets.answers import sheet_properties
from poc_sheets.testing.gsheets.batch_update.batch import Batch, Handler
from poc_sheets.testing.gsheets.cells import stored_color
from poc_sheets.testing.gsheets.document import Ranged, Tab
from poc_sheets.testing.gsheets.fields import parse_mask, update_by_mask
from poc_sheets.testing.gsheets.grid import Grid
from poc_sheets.testing.gsheets.wire import Json, bad_request


def add_tab(batch: Batch, body: Json) -> Json:
    """`addSheet`."""
    given = body.get("properties") or {}
    sizes = dict(given.get("gridProperties") or {})
    rows, columns = sizes.pop("rowCount", None), sizes.pop("columnCount", None)
    title = given.get("title") or _free_title(batch)
    check_title(batch, title)
    tab_id = given.get("sheetId")
    if tab_id is None:
        tab_id = batch.new_id()
    elif any(tab.id == tab_id for tab in batch.book.tabs):
        bad_request(f"Cannot add sheet with id {tab_id}: it exists already.")
    extra = {k: v for k, v in given.items() if k not in _PLACED and v is not None}
    properties = _stored({**extra, "title": title, "gridProperties": sizes})
    tab = Tab(int(tab_id), Grid(rows or 1000, columns or 26), properties)
    _insert_tab(batch, tab, given.get("index"))
    return {"addSheet": {"properties": sheet_properties(batch.book, tab)}}


_PLACED = ("sheetId", "index", "sheetType", "gridProperties", "title")


def _insert_tab(batch: Batch, tab: Tab, index: int | None) -> None:
    tabs = batch.book.tabs
    tabs.insert(len(tabs) if index is None else index, tab)
    batch.book.check_size()
    batch.book.computed.clear()


def _free_title(batch: Batch) -> str:
    number = len(batch.book.tabs) + 1
    while batch.book.tab_called(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def check_title(batch: Batch, title: str, own: Tab | None = None) -> None:
    """Refuse a title that another tab has.

    Raises:
        Refusal: in Google's words.
    """
    other = batch.book.tab_called(title)
    if other is not None and other is not own:
        bad_request(f'A sheet with the name "{title}" already exists. Please enter another name.')


def delete_tab(batch: Batch, body: Json) -> Json:
    """`deleteSheet`; a spreadsheet keeps at least one visible tab."""
    tab = batch.tab(body)
    book = batch.book
    if not any(not other.hidden for other in book.tabs if other is not tab):
        bad_request("You can't remove all the sheets in a document.")
    book.tabs.remove(tab)
    book.names = [entry for entry in book.names if entry.area.tab != tab.id]
    book.metadata = [entry for entry in book.metadata if entry.tab != tab.id]
    book.computed.clear()
    return {}


def duplicate_tab(batch: Batch, body: Json) -> Json:
    """`duplicateSheet`."""
    source = batch.tab(body, "sourceSheetId")
    title = body.get("newSheetName") or copy_title(batch, source.title)
    check_title(batch, title)
    tab = copied_tab(source, int(body.get("newSheetId") or batch.new_id()), title)
    index = body.get("insertSheetIndex")
    _insert_tab(batch, tab, 0 if index is None else index)
    return {"duplicateSheet": {"properties": sheet_properties(batch.book, tab)}}


def copy_title(batch: Batch, title: str) -> str:
    """A free title for the copy of a tab: `Copy of Crew`, `Copy of Crew 2`."""
    wanted, number = f"Copy of {title}", 2
    found = wanted
    while batch.book.tab_called(found):
        found = f"{wanted} {number}"
        number += 1
    return found


def copied_tab(source: Tab, tab_id: int, title: str) -> Tab:
    """A copy of a tab under a new id and title; protections and names stay behind."""
    tab = source.copy()
    tab.id = tab_id
    tab.properties = {**tab.properties, "title": title}
    tab.merges = [replace(area, tab=tab_id) for area in tab.merges]
    tab.protections = []
    if tab.basic_filter:
        area = replace(tab.basic_filter.area, tab=tab_id)
        tab.basic_filter = Ranged(area, tab.basic_filter.data)
    tab.rules = [([replace(a, tab=tab_id) for a in areas], rule) for areas, rule in tab.rules]
    return tab


def update_tab(batch: Batch, body: Json) -> Json:
    """`updateSheetProperties`."""
    given = body.get("properties") or {}
    tab = batch.tab(given)
    mask = parse_mask(str(body.get("fields") or ""))
    if not mask.names:
        bad_request(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    new = update_by_mask(sheet_properties(batch.book, tab), given, mask)
    check_title(batch, str(new.get("title") or ""), tab)
    sizes = dict(new.get("gridProperties") or {})
    rows = int(sizes.pop("rowCount", 0) or 0)
    columns = int(sizes.pop("columnCount", 0) or 0)
    _check_size(rows, columns, sizes)
    tab.grid.resize(rows, columns)
    tab.properties = _stored({**new, "gridProperties": {k: v for k, v in sizes.items() if v}})
    if "index" in mask.names:
        _move_tab(batch, tab, int(new.get("index") or 0))
    if tab.hidden and all(other.hidden for other in batch.book.tabs):
        bad_request("You can't hide all the sheets in a document.")
    batch.book.check_size()
    batch.book.computed.clear()
    return {}


def _check_size(rows: int, columns: int, sizes: Json) -> None:
    if rows < 1 or columns < 1:
        bad_request("The sheet must have at least one row and one column.")
    if int(sizes.get("frozenRowCount") or 0) >= rows:
        bad_request("You can't freeze all visible rows on the sheet.")
    if int(sizes.get("frozenColumnCount") or 0) >= columns:
        bad_request("You can't freeze all visible columns on the sheet.")


def _stored(properties: Json) -> Json:
    """A tab's properties as kept: without its place, colours as Google keeps them."""
    kept = {k: v for k, v in properties.items() if k not in ("sheetId", "index", "sheetType")}
    style = kept.pop("tabColorStyle", None)
    color = kept.pop("tabColor", None)
    if style and style.get("rgbColor") is not None:
        color = style["rgbColor"]
    elif style is not None:
        color = None
    if color:
        kept["tabColor"] = stored_color(color)
        kept["tabColorStyle"] = {"rgbColor": stored_color(color)}
    return {k: v for k, v in kept.items() if v not in (False, None)}


def _move_tab(batch: Batch, tab: Tab, index: int) -> None:
    """An index counts as if the tab had not been taken out yet: moving right lands one before."""
    tabs = batch.book.tabs
    if not 0 <= index <= len(tabs):
        bad_request(f"Invalid sheet index: {index}")
    old = tabs.index(tab)
    tabs.remove(tab)
    tabs.insert(index - 1 if index > old else index, tab)


def update_spreadsheet(batch: Batch, body: Json) -> Json:
    """`updateSpreadsheetProperties`."""
    mask = parse_mask(str(body.get("fields") or ""))
    if not mask.names:
        bad_request(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    given = body.get("properties") or {}
    batch.book.properties = update_by_mask(batch.book.properties, given, mask)
    batch.book.computed.clear()
    return {}


HANDLERS: dict[str, Handler] = {
    "addSheet": add_tab,
    "deleteSheet": delete_tab,
    "duplicateSheet": duplicate_tab,
    "updateSheetProperties": update_tab,
    "updateSpreadsheetProperties": update_spreadsheet,
}
