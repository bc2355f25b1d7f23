"""A spreadsheet as `spreadsheets.get` answers it: properties, tabs, and cells on demand."""

from poc_sheets.testing.gsheets.a1 import Area, Dimension, GridRange
from poc_sheets.testing.gsheets.cells import CELL_FIELDS, cell_data, wanted_parts
from poc_sheets.testing.gsheets.document import Metadata, Spreadsheet, Tab
from poc_sheets.testing.gsheets.fields import Mask
from poc_sheets.testing.gsheets.wire import Json, bad_request

_TOP = frozenset(
    [
        "spreadsheetId",
        "properties",
        "sheets",
        "namedRanges",
        "spreadsheetUrl",
        "developerMetadata",
        "dataSources",
        "dataSourceSchedules",
    ]
)
_SHEET = frozenset(
    [
        "properties",
        "data",
        "merges",
        "conditionalFormats",
        "filterViews",
        "protectedRanges",
        "basicFilter",
        "charts",
        "bandedRanges",
        "developerMetadata",
        "rowGroups",
        "columnGroups",
        "slicers",
        "tables",
    ]
)
_DATA = frozenset(["startRow", "startColumn", "rowData", "rowMetadata", "columnMetadata"])


def spreadsheet_json(
    book: Spreadsheet,
    mask: Mask,
    wanted: list[GridRange] | None = None,
    *,
    with_cells: bool = False,
    reader_can_edit: bool = True,
) -> Json:
    """The wanted parts of a spreadsheet.

    Args:
        book: The spreadsheet.
        mask: The wanted fields; a mask that names cells asks for cells.
        wanted: Only these ranges of cells, and only their tabs; blank means everything.
        with_cells: Whether cells are wanted where the mask does not say.
        reader_can_edit: Whether the reader may edit (protected ranges say so).
    """
    check_mask(mask)
    if not mask.whole:
        below = mask.sub("sheets")
        with_cells = bool(below and not below.whole and "data" in below.names)
    tabs = [tab for tab in book.tabs if not wanted or any(area.tab == tab.id for area in wanted)]
    made: Json = {"spreadsheetId": book.id, "properties": dict(book.properties)}
    if book.names:
        made["namedRanges"] = [entry.as_json() for entry in book.names]
    made["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.id}/edit"
    own = [metadata_json(entry) for entry in book.metadata if entry.tab is None]
    if own:
        made["developerMetadata"] = own
    applied: Json = mask.apply(made)
    sheet_mask = mask.sub("sheets")
    if sheet_mask is not None:  # masked part by part: a mask over all cells would be slow
        applied["sheets"] = [
            _sheet(book, tab, sheet_mask, wanted, with_cells=with_cells, can_edit=reader_can_edit)
            for tab in tabs
        ]
    return applied


def check_mask(mask: Mask) -> None:
    """Refuse a mask that names a field which does not exist.

    Raises:
        Refusal: with Google's words for it.
    """
    known = [(_TOP, ()), (_SHEET, ("sheets",)), (_DATA, ("sheets", "data"))]
    known.append((CELL_FIELDS, ("sheets", "data", "rowData", "values")))
    for names, path in known:
        below: Mask | None = mask
        for step in path:
            below = below.names.get(step) if below else None
        for name in below.names if below else ():
            if name != "*" and name not in names:
                full = ".".join((*path, name))
                bad_request(
                    "Request contains an invalid argument. Error expanding 'fields' parameter. "
                    f"Cannot find matching fields for path '{full}'."
                )


def sheet_properties(book: Spreadsheet, tab: Tab) -> Json:
    """A tab's properties with its place among the tabs and its grid's size."""
    made: Json = {
        "sheetId": tab.id,
        "title": tab.title,
        "index": book.tabs.index(tab),
        "sheetType": "GRID",
        "gridProperties": {
            "rowCount": tab.grid.row_count,
            "columnCount": tab.grid.column_count,
            **tab.properties.get("gridProperties", {}),
        },
    }
    rest = {n: v for n, v in tab.properties.items() if n not in made}
    return {**made, **rest}


def _sheet(
    book: Spreadsheet,
    tab: Tab,
    mask: Mask,
    wanted: list[GridRange] | None,
    *,
    with_cells: bool,
    can_edit: bool,
) -> Json:
    made: Json = {"properties": sheet_properties(book, tab)}
    if tab.merges:
        made["merges"] = [area.as_json() for area in tab.merges]
    if tab.rules:
        made["conditionalFormats"] = [
            {**rule, "ranges": [area.as_json() for area in areas]} for areas, rule in tab.rules
        ]
    if tab.protections:
        made["protectedRanges"] = [
            {**entry.as_json(), "requestingUserCanEdit": can_edit} for entry in tab.protections
        ]
    if tab.basic_filter:
        made["basicFilter"] = {
            **tab.basic_filter.data,
            "range": tab.area(tab.basic_filter.area).in_tab(tab.id).as_json(),
        }
    own_metadata = [e for e in book.metadata if e.tab == tab.id and e.dimension is None]
    if own_metadata:
        made["developerMetadata"] = [metadata_json(entry) for entry in own_metadata]
    for dimension, name in (("ROWS", "rowGroups"), ("COLUMNS", "columnGroups")):
        if groups := groups_json(tab, "ROWS" if dimension == "ROWS" else "COLUMNS"):
            made[name] = groups
    kept: Json = mask.apply(made)
    data_mask = mask.sub("data")
    if with_cells and data_mask is not None:
        own = [area for area in wanted or [GridRange(tab.id)] if area.tab == tab.id]
        kept["data"] = [_data(book, tab, tab.area(area), data_mask) for area in own]
    return kept


def groups_json(tab: Tab, dimension: Dimension) -> list[Json]:
    """The groups of rows or columns."""
    made: list[Json] = []
    for group in sorted(tab.groups[dimension], key=lambda g: (g.depth, g.start)):
        span: Json = {"dimension": dimension, "startIndex": group.start, "endIndex": group.end}
        if tab.id:
            span["sheetId"] = tab.id
        entry: Json = {"range": span, "depth": group.depth}
        if group.collapsed:
            entry["collapsed"] = True
        made.append(entry)
    return made


def _data(book: Spreadsheet, tab: Tab, area: Area, mask: Mask) -> Json:
    made: Json = {}
    if area.top:
        made["startRow"] = area.top
    if area.left:
        made["startColumn"] = area.left
    for dimension, name in (("ROWS", "rowMetadata"), ("COLUMNS", "columnMetadata")):
        if mask.wants(name):
            is_rows = dimension == "ROWS"
            made[name] = _dimension_data(book, tab, area, "ROWS" if is_rows else "COLUMNS")
    kept: Json = mask.apply(made)
    row_mask = mask.sub("rowData")
    if row_mask is not None:
        rows = _row_data(book, tab, area, row_mask.sub("values") or Mask())
        if rows:
            kept["rowData"] = rows
    return kept


def _row_data(book: Spreadsheet, tab: Tab, area: Area, mask: Mask) -> list[Json]:
    """The rows down to the last that shows something, each to its last such cell."""
    rows: list[Json] = []
    parts = wanted_parts(mask)
    for filled in tab.grid.inside(area):
        shown = cell_data(book, tab, filled.row, filled.column, parts)
        if not shown:
            continue
        row, column = filled.row - area.top, filled.column - area.left
        rows += [{} for _ in range(row + 1 - len(rows))]
        values = rows[row].setdefault("values", [])
        values += [{} for _ in range(column + 1 - len(values))]
        values[column] = shown
    return rows


def _dimension_data(book: Spreadsheet, tab: Tab, area: Area, dimension: Dimension) -> list[Json]:
    is_rows = dimension == "ROWS"
    own, size = (tab.grid.rows, 21) if is_rows else (tab.grid.columns, 100)
    span = range(area.top, area.bottom) if is_rows else range(area.left, area.right)
    tagged: dict[int, list[Json]] = {}
    for entry in book.metadata:
        if entry.tab == tab.id and entry.dimension == dimension:
            tagged.setdefault(entry.start, []).append(metadata_json(entry))
    made: list[Json] = []
    for index in span:
        properties = {"pixelSize": size, **own.get(index, {})}
        if index in tagged:
            properties["developerMetadata"] = tagged[index]
        made.append(properties)
    return made


def metadata_json(entry: Metadata) -> Json:
    """Developer metadata with its location, as in an answer."""
    location: Json
    if entry.tab is None:
        location = {"locationType": "SPREADSHEET", "spreadsheet": True}
    elif entry.dimension is None:
        location = {"locationType": "SHEET", "sheetId": entry.tab}
    else:
        span: Json = {
            "dimension": entry.dimension,
            "startIndex": entry.start,
            "endIndex": entry.end,
        }
        if entry.tab:
            span["sheetId"] = entry.tab
        kind = "ROW" if entry.dimension == "ROWS" else "COLUMN"
        location = {"locationType": kind, "dimensionRange": span}
    made: Json = {
        "metadataId": entry.id,
        "metadataKey": entry.key,
        "location": location,
        "visibility": entry.visibility,
    }
    if entry.value:
        made["metadataValue"] = entry.value
    return made
