"""What requests and answers look like as JSON.

A press is `{"action", "request_id", "options", "workbook"}`, and `"file"` where a file is brought in
(see `sent_files`); formulas are `{"workbook", "calls": [{"name", "args"}]}`. A workbook is an object that only the desk of the
program behind it understands; for LibreOffice `{"pipe", "url", "uid", "revision"}`.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final, Protocol

from poc_sheets.calculator import Argument
from poc_sheets.hosts.web.problems import NOT_READABLE
from poc_sheets.hosts.web.sent_files import IMPORT_FILE, SentFile, sent_file
from poc_sheets.problems import Finding
from poc_sheets.workbook import ErrorValue, Message

#: One batch of formulas; a program with more sends several.
MOST_CALLS: Final = 20_000
#: Arguments of a press that are no options of an action.
_OWN: Final = frozenset({"name", "workbook", "now"})
_REQUEST_ID = re.compile(r"^[A-Za-z0-9_.:-]{8,100}$")


@dataclass(frozen=True, slots=True)
class PressRequest:
    """A button was pressed; `workbook` says where."""

    action: str
    request_id: str
    options: Mapping[str, object]
    workbook: Mapping[str, Any]
    #: Blank for the person of this computer.
    who: str = ""
    #: What `import_file` brings in.
    file: SentFile | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One formula with what it was given."""

    name: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class FormulaRequest:
    """Formulas of one workbook; `workbook` says which."""

    workbook: Mapping[str, Any]
    calls: tuple[Call, ...]
    #: Blank for the person of this computer.
    who: str = ""


class Desk(Protocol):
    """Presses buttons and answers formulas in the workbooks of one kind of program."""

    def press(self, request: PressRequest) -> Message:
        """Press a button; never raises."""

    def calculate(self, request: FormulaRequest) -> Sequence[Any]:
        """The values of formulas, in their order; each a cell, rows of cells, or a `#` text."""


def press_request(body: bytes, who: str = "") -> PressRequest:
    """A press of its JSON.

    Raises:
        SheetError: it is not what a press looks like.
    """
    given = _object(body)
    action, request_id = given.get("action"), given.get("request_id")
    if not isinstance(action, str) or not action:
        raise NOT_READABLE.stop(seen="no action is named")
    if not isinstance(request_id, str) or not _REQUEST_ID.match(request_id):
        raise NOT_READABLE.stop(seen="request_id is not 8 to 100 letters and digits")
    file = sent_file(given["file"]) if "file" in given else None
    if file and action != IMPORT_FILE:
        raise NOT_READABLE.stop(seen=f"{action[:40]} takes no file")
    return PressRequest(action, request_id, _options(given), _workbook(given), who, file)


def formula_request(body: bytes, who: str = "") -> FormulaRequest:
    """Formulas of their JSON.

    Raises:
        SheetError: they are not what formulas look like, or too many for one request.
    """
    given = _object(body)
    calls = given.get("calls")
    if not isinstance(calls, list):
        raise NOT_READABLE.stop(seen="calls is not a list")
    if len(calls) > MOST_CALLS:
        raise NOT_READABLE.stop(seen=f"{len(calls)} formulas in one request; {MOST_CALLS} fit")
    return FormulaRequest(_workbook(given), tuple(_call(call) for call in calls), who)


def message_object(message: Message) -> dict[str, Any]:
    """The answer to a press: for programs the parts, for people `text`."""
    return {
        "ok": message.ok,
        "title": message.title,
        "text": message.as_text(),
        "summary": message.summary,
        "findings": [finding.as_dict() for finding in message.findings],
        "changed_cells": message.changed_cells,
        "documents": list(message.documents),
    }


def refusal_object(finding: Finding) -> dict[str, Any]:
    """The answer where a request is refused, in the same form as a press that stopped."""
    return message_object(
        Message(ok=False, title=finding.title, summary="Nothing was changed.", findings=(finding,))
    )


def json_cell(value: Any) -> Any:
    """A formula's value as JSON: a date as ISO text, an error as its code, rows as lists."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, ErrorValue):
        return value.code
    if isinstance(value, list | tuple):
        return [json_cell(cell) for cell in value]
    return str(value)


def _object(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise NOT_READABLE.stop(seen="it is not JSON") from None
    if not isinstance(given, dict):
        raise NOT_READABLE.stop(seen="it is not a JSON object")
    return given


def _no_number(text: str) -> float:
    raise ValueError(text)


def _options(given: Mapping[str, Any]) -> dict[str, Any]:
    options = given.get("options") or {}
    if not isinstance(options, dict) or not all(map(_is_cell, options.values())):
        raise NOT_READABLE.stop(seen="options is not an object of plain values")
    own = _OWN & options.keys()
    if own:
        raise NOT_READABLE.stop(seen=f"{min(own)} is no option")
    return options


def _workbook(given: Mapping[str, Any]) -> Mapping[str, Any]:
    workbook = given.get("workbook")
    if not isinstance(workbook, dict):
        raise NOT_READABLE.stop(seen="no workbook is named")
    return workbook


def _call(given: object) -> Call:
    if not isinstance(given, dict) or not isinstance(given.get("name"), str):
        raise NOT_READABLE.stop(seen="a formula has no name")
    arguments = given.get("args", [])
    if not isinstance(arguments, list) or not all(map(_is_argument, arguments)):
        raise NOT_READABLE.stop(seen=f"{given['name'][:40]} was given no cells or rows of cells")
    return Call(given["name"], tuple(arguments))


def _is_argument(given: object) -> bool:
    if isinstance(given, list):
        return all(isinstance(row, list) and all(map(_is_cell, row)) for row in given)
    return _is_cell(given)


def _is_cell(given: object) -> bool:
    return given is None or isinstance(given, bool | int | float | str)
