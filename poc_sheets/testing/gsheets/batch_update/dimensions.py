"""Requests on rows and columns: coming, going, moving, sizes, groups."""

from poc_sheets.testing.gsheets.a1 import Area, Shift
from poc_sheets.testing.gsheets.answers import groups_json
from poc_sheets.testing.gsheets.batch_update.batch import Batch, Handler, Span, span_of
from poc_sheets.testing.gsheets.document import Group
from poc_sheets.testing.gsheets.fields import parse_mask, update_by_mask
from poc_sheets.testing.gsheets.protections import check_protected
from poc_sheets.testing.gsheets.structure import delete, insert, move
from poc_sheets.testing.gsheets.wire import Json, bad_request


def _area(span: Span) -> Area:
    grid = span.tab.grid
    if span.dimension == "ROWS":
        return Area(span.start, span.end, 0, grid.column_count)
    return Area(0, grid.row_count, span.start, span.end)


def insert_dimension(batch: Batch, body: Json) -> Json:
    """`insertDimension`."""
    span = span_of(batch, body.get("range"))
    shift = Shift(span.tab.id, span.dimension, span.start, span.end - span.start)
    insert(batch.book, shift)
    return {}


def delete_dimension(batch: Batch, body: Json) -> Json:
    """`deleteDimension`."""
    span = span_of(batch, body.get("range"))
    check_protected(batch.book, span.tab.id, _area(span), batch.editor)
    delete(batch.book, Shift(span.tab.id, span.dimension, span.start, span.start - span.end))
    return {}


def append_dimension(batch: Batch, body: Json) -> Json:
    """`appendDimension`: empty rows at the bottom or columns at the right."""
    tab = batch.tab(body)
    length = int(body.get("length") or 0)
    if length < 1:
        bad_request("length must be at least 1.")
    if body.get("dimension") == "COLUMNS":
        tab.grid.column_count += length
    else:
        tab.grid.row_count += length
    batch.book.check_size()
    return {}


def move_dimension(batch: Batch, body: Json) -> Json:
    """`moveDimension`."""
    span = span_of(batch, body.get("source"))
    check_protected(batch.book, span.tab.id, _area(span), batch.editor)
    target = int(body.get("destinationIndex") or 0)
    if target > span.tab.grid.count(span.dimension):
        bad_request(f"Invalid destinationIndex: {target}")
    move(batch.book, span.tab.id, span.dimension, span.start, span.end, target)
    return {}


def update_dimension(batch: Batch, body: Json) -> Json:
    """`updateDimensionProperties`: hidden, width, height."""
    span = span_of(batch, body.get("range"))
    mask = parse_mask(str(body.get("fields") or ""))
    given = body.get("properties") or {}
    own = span.tab.grid.rows if span.dimension == "ROWS" else span.tab.grid.columns
    for index in range(span.start, span.end):
        new = update_by_mask(own.get(index, {}), given, mask)
        own[index] = {name: value for name, value in new.items() if value is not False}
    return {}


def auto_resize(batch: Batch, body: Json) -> Json:
    """`autoResizeDimensions`: a rough width by the longest text, seven pixels a letter."""
    span = span_of(batch, body.get("dimensions"))
    if span.dimension == "ROWS":
        return {}
    for column in range(span.start, span.end):
        area = Area(0, span.tab.grid.row_count, column, column + 1)
        longest = max((len(str(f.cell.entered)) for f in span.tab.grid.inside(area)), default=0)
        if longest:
            own = span.tab.grid.columns
            own[column] = {**own.get(column, {}), "pixelSize": 10 + 7 * longest}
    return {}


def add_group(batch: Batch, body: Json) -> Json:
    """`addDimensionGroup`."""
    span = span_of(batch, body.get("range"))
    groups = span.tab.groups[span.dimension]
    around = [g for g in groups if g.start <= span.start and span.end <= g.end]
    for group in groups:
        if span.start <= group.start and group.end <= span.end and group not in around:
            group.depth += 1
    groups.append(Group(span.start, span.end, 1 + max((g.depth for g in around), default=0)))
    name = "rowGroupControlAfter" if span.dimension == "ROWS" else "columnGroupControlAfter"
    own = span.tab.properties.get("gridProperties", {})
    span.tab.properties["gridProperties"] = {**own, name: True}
    return {"addDimensionGroup": {"dimensionGroups": groups_json(span.tab, span.dimension)}}


def delete_group(batch: Batch, body: Json) -> Json:
    """`deleteDimensionGroup`: the innermost group over exactly this range."""
    span = span_of(batch, body.get("range"))
    groups = span.tab.groups[span.dimension]
    same = [g for g in groups if (g.start, g.end) == (span.start, span.end)]
    if not same:
        bad_request("There is no group over this range.")
    groups.remove(max(same, key=lambda group: group.depth))
    left = groups_json(span.tab, span.dimension)
    return {"deleteDimensionGroup": {"dimensionGroups": left} if left else {}}


def update_group(batch: Batch, body: Json) -> Json:
    """`updateDimensionGroup`: collapsed or open."""
    given = body.get("dimensionGroup") or {}
    span = span_of(batch, given.get("range"))
    for group in span.tab.groups[span.dimension]:
        same = (group.start, group.end) == (span.start, span.end)
        if same and group.depth == int(given.get("depth") or 1):
            group.collapsed = bool(given.get("collapsed"))
    return {}


HANDLERS: dict[str, Handler] = {
    "insertDimension": insert_dimension,
    "deleteDimension": delete_dimension,
    "appendDimension": append_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension,
    "autoResizeDimensions": auto_resize,
    "addDimensionGroup": add_group,
    "deleteDimensionGroup": delete_group,
    "updateDimensionGroup": update_group,
}
