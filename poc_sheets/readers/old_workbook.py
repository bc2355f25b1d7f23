"""An .xls file looked through before any reader opens it.

A damaged one can lead the fast reader round in a circle, or make it ask for more memory than there
is; either ends the whole process. Source: [MS-CFB] 2.2 to 2.6 (the file's sectors) and [MS-XLS]
2.4 (its records).
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from poc_sheets.problems import SheetError
from poc_sheets.readers.problems import FILE_TOO_LARGE, LOCKED_FILE, UNSAFE_FILE
from poc_sheets.workbook import ErrorValue

_NO_SECTOR = 0xFFFFFFFA
_MINI_SECTOR, _MINI_LIMIT = 64, 4096
_MOST_CELLS = 20_000_000

_SHEET, _DIMENSIONS, _STRINGS, _PASSWORD, _ERROR = 0x85, 0x200, 0xFC, 0x2F, 0x205
_STARTS = {0x809, 0x409, 0x209, 0x9}
#: Records of one cell (formula, number, text, error), and of a run of cells.
_CELLS = {0x6, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6, 0x201}
_RUNS = {0xBD, 0xBE}
_CODES = {0x0: "#NULL!", 0x7: "#DIV/0!", 0xF: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
          0x24: "#NUM!", 0x2A: "#N/A"}  # fmt: skip

Errors = dict[str, dict[tuple[int, int], ErrorValue]]


@dataclass(slots=True)
class _Extent:
    """How far the cells of one sheet reach, from 1, and which of them show an error."""

    last_row: int = 0
    last_column: int = 0
    errors: dict[tuple[int, int], ErrorValue] = field(default_factory=dict)


def check_old_workbook(path: Path, content: bytes) -> Errors:
    """The error cells of an .xls file by sheet and (row, column), from 1.

    Raises:
        SheetError: `unsafe-file`, `file-too-large` or `locked-file`, before anything large is read.
    """
    try:
        return _errors(path, _workbook_stream(path, content))
    except (struct.error, IndexError) as error:
        raise UNSAFE_FILE.stop(file=path.name, reason=f"the file is damaged ({error})") from None


def _damaged(path: Path, reason: str) -> SheetError:
    return UNSAFE_FILE.stop(file=path.name, reason=reason)


def _workbook_stream(path: Path, content: bytes) -> bytes:
    """The records of the workbook, out of the sectors of the file."""
    shift, mini_shift = struct.unpack_from("<HH", content, 30)
    if shift not in {9, 12} or mini_shift != 6:
        raise _damaged(path, "its sectors have an unusual size")
    size = 1 << shift
    directory, _, _, small, _, more, _ = struct.unpack_from("<7I", content, 48)
    table = _table(path, content, size, more)
    _check_circles(path, table)
    entries = b"".join(_chain(content, table, directory, size))
    streams: dict[str, tuple[int, int]] = {}
    for at in range(0, len(entries) - 127, 128):
        (length,) = struct.unpack_from("<H", entries, at + 64)
        name = entries[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        streams.setdefault(name.casefold(), struct.unpack_from("<II", entries, at + 116))
    if "encryptedpackage" in streams:
        raise LOCKED_FILE.stop(file=path.name)
    start, length = streams.get("workbook") or streams.get("book") or (0, 0)
    if not length:
        raise _damaged(path, "it holds no workbook")
    if length >= _MINI_LIMIT:
        return b"".join(_chain(content, table, start, size))[:length]
    minis = b"".join(_chain(content, table, small, size))
    mini_table = struct.unpack(f"<{len(minis) // 4}I", minis[: len(minis) // 4 * 4])
    _check_circles(path, mini_table)
    root = streams.get("root entry", (_NO_SECTOR, 0))[0]
    # The small sectors count from 0, those of the file from 1: its head stands before them.
    inner = bytes(_MINI_SECTOR) + b"".join(_chain(content, table, root, size))
    return b"".join(_chain(inner, mini_table, start, _MINI_SECTOR))[:length]


def _table(path: Path, content: bytes, size: int, more: int) -> Sequence[int]:
    """For each sector the next one of its chain."""
    sectors = list(struct.unpack_from("<109I", content, 76))
    seen: set[int] = set()
    while more < _NO_SECTOR:
        if more in seen:
            raise _damaged(path, "its sectors lead round in a circle")
        seen.add(more)
        *listed, more = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        sectors += listed
    table: list[int] = []
    for sector in sectors:
        if sector < _NO_SECTOR:
            table += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)
    return table


def _check_circles(path: Path, table: Sequence[int]) -> None:
    """Refuse a file in which following a chain of sectors never ends."""
    run_of = [0] * len(table)
    for first in range(len(table)):
        sector, run = first, first + 1
        while sector < len(table) and not run_of[sector]:
            run_of[sector] = run
            sector = table[sector]
        if sector < len(table) and run_of[sector] == run:
            raise _damaged(path, "its sectors lead round in a circle")


def _chain(content: bytes, table: Sequence[int], start: int, size: int) -> Iterator[bytes]:
    sector = start
    while sector < len(table):
        yield content[(sector + 1) * size : (sector + 2) * size]
        sector = table[sector]


def _errors(path: Path, stream: bytes) -> Errors:
    names: dict[int, str] = {}
    sheets: dict[int, _Extent] = {}
    sheet, at = _Extent(), 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if kind in _STARTS:
            sheet = sheets.setdefault(at, _Extent())
        elif kind == _PASSWORD:
            raise LOCKED_FILE.stop(file=path.name)
        elif kind == _SHEET and length > 8:
            wide = "utf-16-le" if body[7] & 1 else "latin-1"
            names[struct.unpack_from("<I", body)[0]] = body[8:].decode(wide, "replace")
        elif kind == _STRINGS and struct.unpack_from("<I", body, 4)[0] > len(stream):
            raise _damaged(path, "it claims more texts than it can hold")
        elif kind == _DIMENSIONS and length >= 12:
            _, row, _, column = struct.unpack_from("<IIHH", body)
            _check_area(path, row, column)
        elif (kind in _CELLS or kind in _RUNS) and length >= 6:
            _take_cell(path, kind, body, sheet)
        at += 4 + length
    return {name: sheets[at].errors for at, name in names.items() if at in sheets}


def _take_cell(path: Path, kind: int, body: bytes, sheet: _Extent) -> None:
    row, column = struct.unpack_from("<HH", body)
    last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind in _RUNS else column
    sheet.last_row = max(sheet.last_row, row + 1)
    sheet.last_column = max(sheet.last_column, last + 1)
    _check_area(path, sheet.last_row, sheet.last_column)
    if kind == _ERROR and len(body) >= 8 and body[7]:
        sheet.errors[row + 1, column + 1] = ErrorValue(_CODES.get(body[6], "#N/A"))
    elif kind == 0x6 and len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff":
        sheet.errors[row + 1, column + 1] = ErrorValue(_CODES.get(body[8], "#N/A"))


def _check_area(path: Path, rows: int, columns: int) -> None:
    if rows * columns > _MOST_CELLS:
        reason = f"its cells reach to row {rows} and column {columns}"
        raise FILE_TOO_LARGE.stop(file=path.name, reason=reason)
