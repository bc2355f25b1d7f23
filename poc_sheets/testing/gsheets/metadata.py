"""Developer metadata: finding it, and finding cells by it."""

from poc_sheets.testing.gsheets.a1 import GridRange
from poc_sheets.testing.gsheets.document import Metadata, Spreadsheet
from poc_sheets.testing.gsheets.wire import Json, bad_request, refusal

#: Google's limit for keys and values together, for each tab and for the spreadsheet itself.
MOST_CHARACTERS = 30_000


def check_room(book: Spreadsheet) -> None:
    """Refuse more metadata than a tab or the spreadsheet can carry.

    Raises:
        Refusal: more than 30,000 characters at one of them.
    """
    sizes: dict[int | None, int] = {}
    for entry in book.metadata:
        sizes[entry.tab] = sizes.get(entry.tab, 0) + len(entry.key) + len(entry.value)
    if any(size > MOST_CHARACTERS for size in sizes.values()):
        bad_request(f"Developer metadata exceeds the limit of {MOST_CHARACTERS} characters.")


def place(entry: Metadata, location: Json) -> None:
    """Put metadata where a request's location says.

    Raises:
        Refusal: the location is not exactly one row, column, tab or the spreadsheet.
    """
    span = location.get("dimensionRange")
    if span is not None:
        if span.get("dimension") not in ("ROWS", "COLUMNS"):
            bad_request("dimensionRange.dimension must be ROWS or COLUMNS.")
        start, end = int(span.get("startIndex") or 0), span.get("endIndex")
        if end is None or int(end) - start != 1:
            bad_request("Developer metadata can be associated with exactly one row or column.")
        entry.tab = int(span.get("sheetId") or 0)
        entry.dimension = "ROWS" if span["dimension"] == "ROWS" else "COLUMNS"
        entry.start, entry.end = start, int(end)
    elif location.get("spreadsheet"):
        entry.tab, entry.dimension = None, None
    elif "sheetId" in location:
        entry.tab, entry.dimension = int(location["sheetId"] or 0), None
    else:
        bad_request("A location must be specified.")


def matching(book: Spreadsheet, data_filter: Json) -> list[Metadata]:
    """The metadata that a DataFilter means: by look-up, or by the place it sits on."""
    lookup = data_filter.get("developerMetadataLookup")
    if lookup is not None:
        return [entry for entry in book.metadata if _fits(entry, lookup)]
    area = filter_range(book, data_filter)
    return [entry for entry in book.metadata if _inside(book, entry, area)]


def _fits(entry: Metadata, lookup: Json) -> bool:
    kind = location_type(entry)
    checks = {
        "metadataId": entry.id,
        "metadataKey": entry.key,
        "metadataValue": entry.value,
        "visibility": entry.visibility,
        "locationType": kind,
    }
    if any(lookup.get(name) not in (None, value) for name, value in checks.items()):
        return False
    location = lookup.get("metadataLocation")
    if location is None:
        return True
    wanted = Metadata(0, "", "", "")
    place(wanted, location)
    if lookup.get("locationMatchingStrategy") == "INTERSECTING_LOCATION":
        return wanted.tab is None or wanted.tab == entry.tab
    own = (entry.tab, entry.dimension, entry.start)
    return own == (wanted.tab, wanted.dimension, wanted.start)


def location_type(entry: Metadata) -> str:
    """ROW, COLUMN, SHEET or SPREADSHEET."""
    if entry.tab is None:
        return "SPREADSHEET"
    return {"ROWS": "ROW", "COLUMNS": "COLUMN", None: "SHEET"}[entry.dimension]


def _inside(book: Spreadsheet, entry: Metadata, area: GridRange) -> bool:
    if entry.tab != area.tab or entry.dimension is None:
        return False
    closed = book.tab(area.tab).area(area)
    if entry.dimension == "ROWS":
        return closed.top <= entry.start < closed.bottom
    return closed.left <= entry.start < closed.right


def filter_range(book: Spreadsheet, data_filter: Json) -> GridRange:
    """The range of a DataFilter that names one.

    Raises:
        Refusal: it names none.
    """
    if data_filter.get("a1Range"):
        return book.find_range(str(data_filter["a1Range"]))
    if data_filter.get("gridRange") is not None:
        return GridRange.of_json(data_filter["gridRange"])
    raise refusal(400, "A data filter needs a1Range, gridRange or developerMetadataLookup.")


def ranges_of(book: Spreadsheet, data_filter: Json) -> list[GridRange]:
    """All ranges of cells that a DataFilter means."""
    if data_filter.get("developerMetadataLookup") is None:
        return [filter_range(book, data_filter)]
    found: list[GridRange] = []
    for entry in matching(book, data_filter):
        if entry.tab is None:
            continue
        if entry.dimension == "ROWS":
            found.append(GridRange(entry.tab, top=entry.start, bottom=entry.end))
        elif entry.dimension == "COLUMNS":
            found.append(GridRange(entry.tab, left=entry.start, right=entry.end))
        else:
            found.append(GridRange(entry.tab))
    return found
