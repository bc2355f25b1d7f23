"""Requests on developer metadata."""

from poc_sheets.testing.gsheets.answers import metadata_json
from poc_sheets.testing.gsheets.batch_update.batch import Batch, Handler
from poc_sheets.testing.gsheets.document import Metadata
from poc_sheets.testing.gsheets.fields import parse_mask
from poc_sheets.testing.gsheets.metadata import check_room, matching, place
from poc_sheets.testing.gsheets.wire import Json, bad_request


def create(batch: Batch, body: Json) -> Json:
    """`createDeveloperMetadata`; an id that is taken is refused."""
    given = body.get("developerMetadata") or {}
    key = str(given.get("metadataKey") or "")
    visibility = str(given.get("visibility") or "")
    if not key:
        bad_request("developerMetadata.metadataKey must be specified.")
    if visibility not in ("DOCUMENT", "PROJECT"):
        bad_request("developerMetadata.visibility must be specified.")
    entry_id = given.get("metadataId")
    if entry_id is None:
        entry_id = batch.new_id()
    elif any(entry.id == entry_id for entry in batch.book.metadata):
        bad_request(f"developerMetadata.metadataId must be unique: {entry_id}")
    entry = Metadata(int(entry_id), key, str(given.get("metadataValue") or ""), visibility)
    place(entry, given.get("location") or {})
    if entry.tab is not None:
        tab = batch.book.tab(entry.tab)
        if entry.dimension and entry.start >= tab.grid.count(entry.dimension):
            bad_request("developerMetadata.location lies outside the grid.")
    batch.book.metadata.append(entry)
    check_room(batch.book)
    return {"createDeveloperMetadata": {"developerMetadata": metadata_json(entry)}}


def _found(batch: Batch, filters: list[Json]) -> list[Metadata]:
    found: list[Metadata] = []
    for data_filter in filters:
        found += [entry for entry in matching(batch.book, data_filter) if entry not in found]
    return found


def update(batch: Batch, body: Json) -> Json:
    """`updateDeveloperMetadata`."""
    given = body.get("developerMetadata") or {}
    mask = parse_mask(str(body.get("fields") or ""))
    found = _found(batch, body.get("dataFilters") or [])
    for entry in found:
        if mask.wants("metadataKey") and given.get("metadataKey"):
            entry.key = str(given["metadataKey"])
        if mask.wants("metadataValue"):
            entry.value = str(given.get("metadataValue") or "")
        if mask.wants("visibility") and given.get("visibility"):
            entry.visibility = str(given["visibility"])
        if mask.wants("location") and given.get("location"):
            place(entry, given["location"])
    check_room(batch.book)
    shown = [metadata_json(entry) for entry in found]
    return {"updateDeveloperMetadata": {"developerMetadata": shown} if shown else {}}


def delete(batch: Batch, body: Json) -> Json:
    """`deleteDeveloperMetadata`."""
    found = _found(batch, [body.get("dataFilter") or {}])
    batch.book.metadata = [entry for entry in batch.book.metadata if entry not in found]
    shown = [metadata_json(entry) for entry in found]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": shown} if shown else {}}


HANDLERS: dict[str, Handler] = {
    "createDeveloperMetadata": create,
    "updateDeveloperMetadata": update,
    "deleteDeveloperMetadata": delete,
}
