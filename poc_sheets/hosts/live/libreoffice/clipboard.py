"""Copies blocks of cells: within a book, between books, only values, only looks, turned around."""

from typing import TYPE_CHECKING, Any

from poc_sheets.hosts.live.libreoffice.area import Area
from poc_sheets.hosts.live.libreoffice.document import cell_address, range_address

if TYPE_CHECKING:
    from poc_sheets.hosts.live.libreoffice.range import Range

_VALUES = {"values", "values_and_number_formats"}
_FORMULAS = {"formulas", "formulas_and_number_formats"}


def paste(
    source: "Range",
    target: "Range",
    what: str,
    *,
    skip_blanks: bool = False,
    transpose: bool = False,
) -> None:
    """Copy a range to the upper left cell of another.

    Args:
        source: what is copied.
        target: where to; larger ranges are filled from their upper left cell.
        what: "all", "values", "formulas", "formats", or one of the first two with
            "_and_number_formats".
        skip_blanks: leave cells alone where the source is empty.
        transpose: rows become columns.
    """
    if what == "all" and not skip_blanks and not transpose:
        _copy(source, target)
    elif what == "formats" and not transpose:
        _copy_looks(source, target)
    elif what in _VALUES | _FORMULAS | {"all"}:
        _copy_content(source, target, what, skip_blanks=skip_blanks, transpose=transpose)
    else:
        raise NotImplementedError(f"Pasting of the kind {what!r}.")


def _copy(source: "Range", target: "Range") -> None:
    if source.document.uid == target.document.uid:
        target.sheet.model.copyRange(
            cell_address(target.sheet.index - 1, target.area),
            range_address(source.sheet.index - 1, source.area),
        )
        return
    # Between two documents only what the office itself puts on a clipboard carries the looks.
    view = source.document.controller
    before = view.getSelection()
    view.select(source.api)
    carried = view.getTransferable()
    view.select(before)
    view = target.document.controller
    before = view.getSelection()
    view.select(target.other(target.area.at(0, 0)).api)
    view.insertTransferable(carried)
    view.select(before)


def _copy_looks(source: "Range", target: "Range") -> None:
    place = _placed(source, target, transpose=False)
    kept = _typed(_rows(place.formula), _rows(place.raw_value))
    _copy(source, target)
    place.raw_value = kept


def _copy_content(
    source: "Range", target: "Range", what: str, *, skip_blanks: bool, transpose: bool
) -> None:
    place = _placed(source, target, transpose=transpose)
    rows = _rows(source.formula if what in _FORMULAS | {"all"} else source.raw_value)
    if what not in _VALUES:
        rows = _typed(rows, _rows(source.raw_value))
    if transpose:
        rows = [list(column) for column in zip(*rows, strict=True)]
    if skip_blanks:
        there = _typed(_rows(place.formula), _rows(place.raw_value))
        rows = [
            [old if new in {None, ""} else new for new, old in zip(line, below, strict=True)]
            for line, below in zip(rows, there, strict=True)
        ]
    place.raw_value = rows
    if what.endswith("number_formats") or what == "all":
        _copy_number_formats(source, place, transpose=transpose)


def _typed(formulas: list[list[Any]], values: list[list[Any]]) -> list[list[Any]]:
    """Formulas where there are any, else the values themselves."""
    return [
        [
            formula if isinstance(formula, str) and formula.startswith("=") else value
            for formula, value in zip(line, row, strict=True)
        ]
        for line, row in zip(formulas, values, strict=True)
    ]


def _copy_number_formats(source: "Range", place: "Range", *, transpose: bool) -> None:
    for area, _ in source.document.formats.areas(source.api, source.area):
        code = source.other(area).number_format
        rows, columns = area.row - source.area.row, area.column - source.area.column
        height, width = area.rows, area.columns
        if transpose:
            rows, columns, height, width = columns, rows, width, height
        place.other(place.area.at(rows, columns, height, width)).number_format = code or "General"


def _placed(source: "Range", target: "Range", *, transpose: bool) -> "Range":
    rows, columns = source.area.rows, source.area.columns
    if transpose:
        rows, columns = columns, rows
    return target.other(Area(target.area.row, target.area.column, rows, columns))


def _rows(found: Any) -> list[list[Any]]:
    if isinstance(found, (list, tuple)):
        return [list(row) for row in found]
    return [[found]]
