"""`spreadsheets.batchUpdate`: all requests in order on a copy, or none."""

import random
from typing import Any

from poc_sheets.testing.gsheets.batch_update import (
    cells,
    dimensions,
    metadata,
    moving,
    ranges,
    tabs,
)
from poc_sheets.testing.gsheets.batch_update.batch import Batch, Handler
from poc_sheets.testing.gsheets.document import Spreadsheet
from poc_sheets.testing.gsheets.protections import Editor
from poc_sheets.testing.gsheets.wire import Json, Refusal, bad_request, refusal

#: Google's limit for one batch.
MOST_REQUESTS = 100_000

HANDLERS: dict[str, Handler] = {
    **tabs.HANDLERS,
    **cells.HANDLERS,
    **dimensions.HANDLERS,
    **moving.HANDLERS,
    **ranges.HANDLERS,
    **metadata.HANDLERS,
}


def apply_batch(
    book: Spreadsheet, requests: list[Json], editor: Editor, ids: random.Random
) -> list[Json]:
    """Change a spreadsheet (a copy, so that a refusal leaves nothing behind); the replies.

    Raises:
        Refusal: a request cannot be done; its message names the request's number and kind.
    """
    if not requests:
        bad_request("Must specify at least one request.")
    if len(requests) > MOST_REQUESTS:
        bad_request(f"Cannot exceed {MOST_REQUESTS} requests in a single batch.")
    batch = Batch(book, editor, ids)
    return [_apply(batch, number, request) for number, request in enumerate(_flat(requests))]


def _flat(requests: list[Any]) -> list[Json]:
    """The requests; a list inside the list counts as its members (pygsheets relies on that)."""
    flat: list[Json] = []
    for request in requests:
        if isinstance(request, list):
            flat += _flat(request)
        elif isinstance(request, dict):
            flat.append(request)
        else:
            bad_request(f"Invalid value at 'requests[{len(flat)}]': {request!r}")
    return flat


def _without_nulls(value: Any) -> Any:
    """A request's body without its null members, which mean the same as absent ones."""
    if isinstance(value, dict):
        return {name: _without_nulls(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return value


def _apply(batch: Batch, number: int, request: Json) -> Json:
    kinds = [name for name, body in request.items() if body is not None]
    if len(kinds) != 1:
        bad_request(f"Invalid requests[{number}]: exactly one kind of request must be set.")
    kind = kinds[0]
    handler = HANDLERS.get(kind)
    if handler is None:
        bad_request(
            f"Invalid JSON payload received. Unknown name \"{kind}\" at 'requests[{number}]': "
            "Cannot find field."
        )
    try:
        return handler(batch, _without_nulls(request[kind]))
    except Refusal as error:
        if error.status != 400:
            raise
        message = str(error.body["error"]["message"])
        raise refusal(400, f"Invalid requests[{number}].{kind}: {message}") from None
