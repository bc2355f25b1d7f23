"""An .xlsx file looked through before any reader opens it.

A workbook of five kilobytes can claim seventeen thousand million cells, or unfold to gigabytes;
the fast reader then ends the whole process. So the package's directory is checked, every part is
unfolded no further than it says, and the last row and column are looked up in the cells
themselves, never in what the sheet says about itself.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from poc_sheets.readers.problems import FILE_TOO_LARGE, UNSAFE_FILE
from poc_sheets.workbook import NEVER_CALCULATED, ErrorValue

_MOST_MEMBERS = 10_000
_LARGEST_MEMBER = 300 * 2**20
_LARGEST_SUM = 2**30
_HIGHEST_RATIO = 200
_MOST_CELLS = 20_000_000
_MOST_STRING_BYTES = 10**9
_CHUNK = 1 << 20
_LONGEST_TAG = 4 << 20

_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["'](\d{1,7})["']""")
_STRING_CELL = re.compile(rb"""\bt=["']s["'][^>]*>\s*<(?:\w+:)?v>(\d+)<""")
_ERROR_CELL = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>(?:<(?:\w+:)?f\b[^>]*?"""
    rb"""(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>(\#[A-Z0-9/!?_]+)</"""
)
_UNCALCULATED = re.compile(
    rb"""<(?:\w+:)?c\s([^>]*?)\br=["']([A-Z]{1,3})(\d{1,7})["']([^>]*)>\s*<(?:\w+:)?f\b[^>]*?"""
    rb"""(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</"""
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")


@dataclass(slots=True)
class SheetScan:
    """What a sheet part really holds: its extent, and its cells that show an error."""

    last_row: int = 0
    last_column: int = 0
    string_cells: int = 0
    errors: dict[tuple[int, int], ErrorValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Package:
    """A checked workbook package; `errors` by sheet name and (row, column), from 1."""

    sheet_names: tuple[str, ...]
    errors: dict[str, dict[tuple[int, int], ErrorValue]]
    is_1904: bool


def is_workbook_package(path: Path) -> bool:
    """Whether a zip file is an .xlsx or .xlsm workbook."""
    try:
        with zipfile.ZipFile(path) as package:
            return "xl/workbook.xml" in package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def check_package(path: Path) -> Package:
    """Look a workbook through.

    Raises:
        SheetError: `unsafe-file` or `file-too-large`, before anything large is unfolded.
    """
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
            _check_directory(path, members)
            scans = {m.filename: _scan(path, m) for m in members if _is_xml(m)}
            _check_strings(path, members, scans)
            workbook = package.read("xl/workbook.xml")
            relations = _relations(package)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
    ) as error:
        raise UNSAFE_FILE.stop(file=path.name, reason=f"the package is damaged ({error})") from None
    names: dict[str, dict[tuple[int, int], ErrorValue]] = {}
    for tag in _SHEET.findall(workbook):
        attributes = _attributes(tag)
        relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
        part = relations.get(relation, "")
        names[attributes.get("name", "")] = scans[part].errors if part in scans else {}
    is_1904 = re.search(rb"""date1904=["'](?:1|true)["']""", workbook) is not None
    return Package(tuple(names), names, is_1904)


def _check_directory(path: Path, members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    reason = ""
    if len(names) > _MOST_MEMBERS:
        reason = f"it has {len(names)} parts"
    elif len(set(names)) < len(names):
        reason = "two of its parts have one name"
    elif any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        reason = "a part wants to be written outside the package"
    elif any(member.flag_bits & 0x1 for member in members):
        reason = "a part is encrypted"
    elif any(m.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for m in members):
        reason = "a part is packed in an unusual way"
    elif any(
        member.file_size > 10 * 2**20
        and member.file_size > _HIGHEST_RATIO * max(member.compress_size, 1)
        for member in members
    ):
        reason = "a part unfolds to more than two hundred times its size"
    if reason:
        raise UNSAFE_FILE.stop(file=path.name, reason=reason)
    largest = max((member.file_size for member in members), default=0)
    total = sum(member.file_size for member in members)
    if largest > _LARGEST_MEMBER or total > _LARGEST_SUM:
        reason = f"it unfolds to {total // 2**20} megabytes"
        raise FILE_TOO_LARGE.stop(file=path.name, reason=reason)


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return not member.filename.startswith(("xl/media/", "xl/embeddings/", "xl/vbaProject"))


def _unfolded(path: Path, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part, in pieces; more bytes than it says stop the reading."""
    with path.open("rb") as file:
        file.seek(member.header_offset + 26)
        lengths = file.read(4)
        skip = int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        file.seek(member.header_offset + 30 + skip)
        left, given = member.compress_size, 0
        packed = zlib.decompressobj(-15) if member.compress_type else None
        pending = b""
        while left > 0 or pending:
            read = b"" if pending else file.read(min(left, _CHUNK))
            left -= len(read)
            if not (read or pending):
                break
            piece = packed.decompress(pending + read, _CHUNK) if packed else read
            pending = packed.unconsumed_tail if packed else b""
            given += len(piece)
            if given > member.file_size:
                reason = "a part is larger than it says"
                raise UNSAFE_FILE.stop(file=path.name, reason=reason)
            yield piece


def _scan(path: Path, member: zipfile.ZipInfo) -> SheetScan:
    scan = SheetScan()
    tail, first, in_row, widest, rows = b"", True, 0, 0, 0
    for piece in _unfolded(path, member):
        data = tail + piece
        if first:
            _check_head(path, data)
            first = False
        cut = max(data.rfind(b"<c "), data.rfind(b"<row"), 0) or max(data.rfind(b"<"), 0)
        tail = data[cut:]
        if len(tail) > _LONGEST_TAG:
            raise UNSAFE_FILE.stop(file=path.name, reason="a cell holds more text than a cell can")
        parts = _ROW.split(data[:cut])
        for index, part in enumerate(parts):
            in_row = (0 if index else in_row) + len(_ANY_CELL.findall(part))
            widest = max(widest, in_row)
        rows += len(parts) - 1
        _scan_cells(data[:cut], scan)
    _scan_cells(tail, scan)
    # Cells without an address stand beside and below the last one.
    scan.last_row = max(scan.last_row, rows)
    scan.last_column = max(scan.last_column, widest)
    if scan.last_row * scan.last_column > _MOST_CELLS:
        reason = f"its cells reach to row {scan.last_row} and column {scan.last_column}"
        raise FILE_TOO_LARGE.stop(file=path.name, reason=reason)
    return scan


def _check_head(path: Path, head: bytes) -> None:
    if b"<!DOCTYPE" in head[:8192]:
        raise UNSAFE_FILE.stop(file=path.name, reason="a part declares its own document type")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:2] in {b"<\0", b"\0<"}:
        raise UNSAFE_FILE.stop(file=path.name, reason="a part is written in wide letters")


def _scan_cells(data: bytes, scan: SheetScan) -> None:
    cells = _CELL.findall(data)
    if cells:
        scan.last_column = max(scan.last_column, *map(_column, {letters for letters, _ in cells}))
        scan.last_row = max(scan.last_row, *map(int, {row for _, row in cells}))
    scan.last_row = max(scan.last_row, 0, *map(int, _ROW_NUMBER.findall(data)))
    scan.string_cells += data.count(b't="s"') + data.count(b"t='s'")
    if b't="e"' in data or b"t='e'" in data:
        for letters, row, code in _ERROR_CELL.findall(data):
            scan.errors[int(row), _column(letters)] = ErrorValue(code.decode("ascii"))
    if b"<f" in data or b":f" in data:
        for before, letters, row, behind in _UNCALCULATED.findall(data):
            if b't="str"' not in before + behind:
                scan.errors[int(row), _column(letters)] = NEVER_CALCULATED


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_strings(path: Path, members: list[zipfile.ZipInfo], scans: dict[str, SheetScan]) -> None:
    """Refuse a workbook whose few long texts, used in many cells, would fill the memory."""
    strings = next((m for m in members if m.filename.casefold() == "xl/sharedstrings.xml"), None)
    cells = sum(scan.string_cells for scan in scans.values())
    if strings is None or strings.file_size * cells < _MOST_STRING_BYTES:
        return
    content = b"".join(_unfolded(path, strings))
    lengths = [len(piece) for piece in re.split(rb"<(?:\w+:)?si\b", content)[1:]]
    total = 0
    for member in members:
        if member.filename in scans and scans[member.filename].string_cells:
            sheet = b"".join(_unfolded(path, member))
            for index in map(int, _STRING_CELL.findall(sheet)):
                total += lengths[index] if index < len(lengths) else 0
    if total > _MOST_STRING_BYTES:
        reason = f"its cells hold {total // 10**6} megabytes of text"
        raise FILE_TOO_LARGE.stop(file=path.name, reason=reason)


def _relations(package: zipfile.ZipFile) -> dict[str, str]:
    try:
        content = package.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        return {}
    targets: dict[str, str] = {}
    for tag in _RELATION.findall(content):
        attributes = _attributes(tag)
        target = attributes.get("Target", "")
        targets[attributes.get("Id", "")] = (
            target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        )
    return targets


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode("ascii", "replace"): unescape(value.decode("utf-8", "replace"))
        for name, value in _ATTRIBUTE.findall(tag)
    }
