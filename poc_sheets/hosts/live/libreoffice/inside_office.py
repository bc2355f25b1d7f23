"""Many small questions about a document in one call: this file runs inside the office as well.

Through a pipe each question costs about a millisecond, and a press asks a thousand. So the office
loads this file into its own Python (3.8 or later: standard library only) and answers with one text.
Where the office has no Python, the same functions ask from outside.

All of it is done by the office's main thread. Letting go of a part of a document waits for the
office's lock, in LibreOffice 7.4 without giving Python's away; a recalculation that holds the office's
lock and calls a cell function in Python would then wait for ever.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

#: Said in the component's name: an office that still runs an older one is asked from outside.
VERSION = 2
IMPLEMENTATION = f"org.pocsheets.InsideOffice{VERSION}"

_FORMULAS = 16  # com.sun.star.sheet.CellFlags.FORMULA
_LOGICAL = 1024  # com.sun.star.util.NumberFormat.LOGICAL
# An .xlsx file's yes/no is a formula without arguments once LibreOffice has read it.
_CONSTANTS = ("=TRUE()", "=FALSE()")


def look(model: Any, asked: dict[str, Any]) -> dict[str, Any]:
    """What was asked of a document, as plain values that JSON can hold.

    Args:
        model: the document.
        asked: `names`: whether the names of the document are wanted; `tables`: whether its tables
            are; `formats`: whether formats are wanted where no number stands; `tabs`: the tabs to read, each with its rectangle (left, top, right, bottom, from
            0) or None for all that is used from A1 on.

    Returns:
        `sheets`: the tabs in the order on screen; `names`: [name, content] each; `tables`: see
        `_tables`; `tabs`: see `_tab`, by name; None for one that is not there.
    """
    sheets = model.getSheets()
    found: dict[str, Any] = {"sheets": list(sheets.getElementNames())}
    if asked.get("names"):
        names = model.NamedRanges
        found["names"] = [
            [name, names.getByName(name).getContent()] for name in names.getElementNames()
        ]
    if asked.get("tables"):
        found["tables"] = _tables(model.DatabaseRanges)
    # What a format's type is, asked once; and whether formats are wanted without a number, too.
    types: dict[int, int] = {}
    always = bool(asked.get("formats"))
    tabs: dict[str, Any] = {}
    for name, bounds in asked.get("tabs", {}).items():
        is_there = sheets.hasByName(name)
        tabs[name] = (
            _tab(model, sheets.getByName(name), bounds, types, always) if is_there else None
        )
    found["tabs"] = tabs
    return found


def _tables(tables: Any) -> list[list[Any]]:
    """Name, number of the tab, rectangle, whether headings, whether totals; one list a table."""
    found = []
    for name in tables.getElementNames():
        table = tables.getByName(name)
        area = table.getDataArea()
        found.append(
            [name, area.Sheet, _bounds(area), bool(table.ContainsHeader), bool(table.TotalsRow)]
        )
    return found


def _tab(
    model: Any,
    sheet: Any,
    bounds: list[int] | None,
    types: dict[int, int],
    always: bool,  # noqa: FBT001 - said by its name at the only call
) -> dict[str, Any]:
    """One tab: `bounds`; the `data` there; whether it is `protected`; rectangles of `formulas`.

    `formats` are [type, rectangles] each, only where a number stands; `errors` [row, column, what
    is shown, code] each; `constants` [row, column] each: formulas that only say yes or no.
    """
    if bounds is None:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)  # noqa: FBT003 - UNO takes no names
        end = cursor.getRangeAddress()
        bounds = [0, 0, end.EndColumn, end.EndRow]
    cells = sheet.getCellRangeByPosition(*bounds)
    data = cells.getDataArray()
    formulas = [_bounds(area) for area in cells.queryContentCells(_FORMULAS).getRangeAddresses()]
    formats = _formats(model, cells, types) if always or _has_numbers(data) else []
    logical = [area for kind, areas in formats if kind & _LOGICAL for area in areas]
    return {
        "bounds": bounds,
        "data": data,
        "protected": bool(sheet.isProtected()),
        "formulas": formulas,
        "formats": formats,
        "constants": list(_constants(sheet, logical)) if formulas else [],
        "errors": list(_errors(cells, data)),
    }


def put(model: Any, steps: dict[str, Any]) -> None:
    """Write into a tab.

    Args:
        model: the document.
        steps: `tab`; `gaps`, rectangles of empty cells, see `values.write`; `data`, [rectangle,
            rows] each; `formats`, [key, rectangles] each.
    """
    sheet = model.getSheets().getByName(steps["tab"])
    model.lockControllers()
    try:
        for bounds in steps["gaps"]:
            sheet.getCellRangeByPosition(*bounds).setArrayFormula("=0")
        for bounds, rows in steps["data"]:
            data = tuple(tuple(row) for row in rows)
            sheet.getCellRangeByPosition(*bounds).setDataArray(data)
        for key, areas in steps["formats"]:
            for bounds in areas:
                cells = sheet.getCellRangeByPosition(*bounds)
                cells.setPropertyValue("NumberFormat", key)
    finally:
        model.unlockControllers()


def _has_numbers(data: Any) -> bool:
    return any(type(value) is float for row in data for value in row)


def _formats(model: Any, cells: Any, types: dict[int, int]) -> list[list[Any]]:
    formats = []
    for group in cells.getUniqueCellFormatRanges():
        key = group.getPropertyValue("NumberFormat")
        if key not in types:
            types[key] = model.getNumberFormats().getByKey(key).getPropertyValue("Type")
        formats.append([types[key], [_bounds(area) for area in group.getRangeAddresses()]])
    return formats


def _constants(sheet: Any, areas: list[list[int]]) -> Iterator[list[int]]:
    for left, top, right, bottom in areas:
        texts = sheet.getCellRangeByPosition(left, top, right, bottom).getFormulaArray()
        for row, line in enumerate(texts, top):
            for column, text in enumerate(line, left):
                if text in _CONSTANTS:
                    yield [row, column]


def _errors(cells: Any, data: Any) -> Iterator[list[Any]]:
    for row, line in enumerate(data):
        for column, value in enumerate(line):
            if value is None:
                cell = cells.getCellByPosition(column, row)
                yield [row, column, cell.getString(), cell.getError()]


def _bounds(address: Any) -> list[int]:
    return [address.StartColumn, address.StartRow, address.EndColumn, address.EndRow]


if __name__ == "uno_component":
    # So the office's loader calls the module; it asks for the helper by this name.
    import threading

    import unohelper
    from com.sun.star.awt import XCallback
    from com.sun.star.task import XJob

    class _Work(unohelper.Base, XCallback):  # type: ignore[misc]  # uno has no types
        """Something that the main thread does; another thread waits for what comes of it."""

        def __init__(self, arguments: Any) -> None:
            self.given = {argument.Name: argument.Value for argument in arguments}
            self.is_done = threading.Event()
            self.answer = ""
            self.failure: BaseException | None = None

        def notify(self, data: Any) -> None:
            """Do it."""
            del data
            given, self.given = self.given, {}  # the document is let go of by this thread, too
            try:
                if "Put" in given:
                    put(given["Model"], json.loads(given["Put"]))
                else:
                    self.answer = json.dumps(look(given["Model"], json.loads(given["Look"])))
            except BaseException as failure:  # noqa: BLE001 - raised again by who waits
                self.failure = failure.with_traceback(None)
            del given
            self.is_done.set()

    class InsideOffice(unohelper.Base, XJob):  # type: ignore[misc]  # uno has no types
        """Answers `look` and does `put` for another process."""

        def __init__(self, context: Any) -> None:
            self._context = context

        def execute(self, arguments: Any) -> str:
            """The answer as JSON; arguments are `Model` and `Look` or `Put`."""
            work = _Work(arguments)
            manager = self._context.ServiceManager
            name = "com.sun.star.awt.AsyncCallback"
            manager.createInstanceWithContext(name, self._context).addCallback(work, None)
            work.is_done.wait()
            if work.failure is not None:
                raise work.failure
            return work.answer

    g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the loader looks for it
    g_ImplementationHelper.addImplementation(InsideOffice, IMPLEMENTATION, (IMPLEMENTATION,))
