"""A cell as the API writes it (CellData), and back."""

import struct
from collections.abc import Mapping
from typing import Any

from poc_sheets.testing.gsheets.calculated import Failure, Result
from poc_sheets.testing.gsheets.document import Spreadsheet, Tab
from poc_sheets.testing.gsheets.fields import Mask, update_by_mask
from poc_sheets.testing.gsheets.grid import EMPTY, Cell, Entered, Formula
from poc_sheets.testing.gsheets.results import plain_number, result_of, shown
from poc_sheets.testing.gsheets.wire import Json, bad_request, refusal

#: Google's limit for one cell.
MOST_CHARACTERS = 50_000
CELL_FIELDS = frozenset(
    [
        "userEnteredValue",
        "effectiveValue",
        "formattedValue",
        "userEnteredFormat",
        "effectiveFormat",
        "hyperlink",
        "note",
        "textFormatRuns",
        "dataValidation",
        "pivotTable",
        "dataSourceTable",
        "dataSourceFormula",
        "chipRuns",
    ]
)


def check_length(text: str) -> str:
    """A text that fits into a cell.

    Raises:
        Refusal: it has more than 50,000 characters.
    """
    if len(text) > MOST_CHARACTERS:
        bad_request(
            "Your input contains more than the maximum of 50000 characters in a single cell."
        )
    return text


def extended_value(value: Entered | Result) -> Json | None:
    """A value as the API's ExtendedValue; `None` for an empty cell."""
    if value is None:
        return None
    if isinstance(value, Formula):
        return {"formulaValue": value.text}
    if isinstance(value, Failure):
        return {"errorValue": {"type": value.kind, "message": value.message}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": plain_number(float(value))}
    return {"stringValue": value}


def entered_value(value: Json | None) -> Entered:
    """What a request's ExtendedValue puts into a cell; text stays text, whatever it starts with.

    Raises:
        Refusal: more than one kind of value, or one that cannot be typed.
    """
    given = {name: item for name, item in (value or {}).items() if item is not None}
    if not given:
        return None
    if len(given) > 1:
        bad_request("Invalid ExtendedValue: more than one value was given.")
    name, item = next(iter(given.items()))
    if name == "stringValue":
        return check_length(str(item)) or None
    if name == "numberValue" and not isinstance(item, bool):
        return _number(item)
    if name == "boolValue" and isinstance(item, bool):
        return item
    if name == "formulaValue":
        text = check_length(str(item))
        if not text.startswith("="):
            bad_request(f"Invalid formulaValue: {text}")
        return Formula(text)
    raise refusal(400, f"Invalid value at 'user_entered_value' ({name}), {item!r}")


def _number(item: object) -> float:
    """A number, or a text of one: the API takes both."""
    try:
        return float(str(item))
    except ValueError:
        raise refusal(
            400, f"Invalid value at 'user_entered_value.number_value' (TYPE_DOUBLE), \"{item}\""
        ) from None


def _float32(value: float) -> float:
    """A number as Google's single-precision fields write it."""
    rounded = struct.unpack("f", struct.pack("f", value))[0]
    for digits in range(1, 10):
        short = float(f"{rounded:.{digits}g}")
        if struct.pack("f", short) == struct.pack("f", rounded):
            return short
    return float(rounded)


def stored_color(color: Json | None) -> Json:
    """A colour as Google keeps it: 256 steps, zero parts left out."""
    kept: Json = {}
    for part in ("red", "green", "blue", "alpha"):
        value = float((color or {}).get(part) or 0)
        if part == "alpha":
            value = float((color or {}).get(part) or 0)
        step = int(value * 255) / 255
        if step:
            kept[part] = plain_number(_float32(step))
    return kept


def stored_format(given: Json | None) -> Json | None:
    """A cell format as Google keeps it: a colour gets its style twin, and the other way round."""
    if not given:
        return None
    result: Json = {}
    for name, value in given.items():
        if value is None:
            continue
        if name.endswith(("Color", "ColorStyle")):
            base = name.removesuffix("Style")
            color = value.get("rgbColor") if name.endswith("Style") else value
            if name.endswith("Style") and "themeColor" in value:
                result[name] = value
                continue
            result[base] = stored_color(color)
            result[base + "Style"] = {"rgbColor": stored_color(color)}
        else:
            result[name] = stored_format(value) or {} if isinstance(value, dict) else value
    return result


def as_json(cell: Cell) -> Json:
    """The parts of a cell that a request can set."""
    made: Json = {
        "userEnteredValue": extended_value(cell.entered),
        "userEnteredFormat": cell.format,
        "note": cell.note or None,
        "dataValidation": cell.validation,
    }
    return {name: value for name, value in made.items() if value is not None}


def changed(cell: Cell, given: Json, mask: Mask) -> Cell:
    """A cell after a request set the parts that the mask names."""
    for name in mask.names:
        if name != "*" and name not in CELL_FIELDS:
            bad_request(f"Invalid field mask: {name} is no field of a cell.")
    new = update_by_mask(as_json(cell), given, mask)
    result = Cell(
        entered_value(new.get("userEnteredValue")),
        stored_format(new.get("userEnteredFormat")),
        str(new.get("note") or ""),
        new.get("dataValidation"),
    )
    return EMPTY if result == EMPTY else result


def wanted_parts(mask: Mask) -> dict[str, Mask]:
    """The parts of a cell that a mask wants, each with the mask below it: looked up once a tab."""
    below = {name: mask.sub(name) for name in CELL_FIELDS}
    return {name: found for name, found in below.items() if found is not None}


def cell_data(
    book: Spreadsheet, tab: Tab, row: int, column: int, wanted: Mapping[str, Mask]
) -> Json:
    """The wanted parts of a cell as the API writes it; see `wanted_parts`."""
    cell = tab.grid.at(row, column)
    if cell is EMPTY:
        return {}
    made: dict[str, Any] = {
        "userEnteredFormat": cell.format,
        "note": cell.note or None,
        "dataValidation": cell.validation,
    }
    if "userEnteredValue" in wanted:
        made["userEnteredValue"] = extended_value(cell.entered)
    if "effectiveValue" in wanted or "formattedValue" in wanted:
        value = result_of(book, tab, row, column)
        made["effectiveValue"] = extended_value(value)
        if "formattedValue" in wanted and value is not None:
            made["formattedValue"] = shown(value, cell, book.locale)
    if "effectiveFormat" in wanted and cell.entered is not None:
        made["effectiveFormat"] = {**book.properties["defaultFormat"], **(cell.format or {})}
    if "hyperlink" in wanted:
        made["hyperlink"] = _link(cell)
    return {
        name: item if wanted[name].whole else wanted[name].apply(item)
        for name, item in made.items()
        if item is not None and name in wanted
    }


def _link(cell: Cell) -> str | None:
    text = cell.entered
    if isinstance(text, str) and text.startswith(("http://", "https://")) and " " not in text:
        return text
    if isinstance(text, Formula) and text.text.upper().startswith('=HYPERLINK("'):
        return text.text[12:].partition('"')[0]
    return None
