"""The zip container of a workbook: read within bounds, rebuilt with every untouched member raw.

A member that is not replaced keeps its local header, its compressed stream, its data descriptor
and its central record; only the offset in the central record is new.
"""

import importlib
import struct
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final, cast

from poc_sheets.hosts.xlsx.problems import DAMAGED_WORKBOOK

_CENTRAL: Final = struct.Struct("<IHHHHHHIIIHHHHHII")
_LOCAL: Final = struct.Struct("<IHHHHHIIIHH")
_END: Final = struct.Struct("<IHHHHIIH")
_END_64: Final = struct.Struct("<IQHHIIQQQQ")
_LOCATOR_64: Final = struct.Struct("<IIQI")
_CENTRAL_MAGIC: Final = 0x02014B50
_LOCAL_MAGIC: Final = 0x04034B50
_END_MAGIC: Final = 0x06054B50
_END_64_MAGIC: Final = 0x06064B50
_LOCATOR_64_MAGIC: Final = 0x07064B50
_FULL: Final = 0xFFFFFFFF
_ZIP64_FIELD: Final = 1
_STORED: Final = 0
_DEFLATED: Final = 8
_STREAMED: Final = 0x0008


@dataclass(frozen=True, slots=True)
class Member:
    """One file in the container; sizes and offsets in bytes."""

    name: str
    start: int
    end: int
    packed_size: int
    size: int
    crc: int
    method: int
    flags: int
    central: bytes


@dataclass(frozen=True, slots=True)
class Directory:
    """What the end of the file says of the central directory."""

    start: int
    end: int
    count: int
    tail: bytes


def deflated(content: bytes, level: int = 5) -> bytes:
    """The content as a raw deflate stream; isal does it several times faster where installed."""
    try:
        fast = importlib.import_module("isal.isal_zlib")
    except ImportError:
        packer = zlib.compressobj(level, zlib.DEFLATED, -15)
        return packer.compress(content) + packer.flush()
    compress = cast("Callable[..., bytes]", fast.compress)
    return compress(content, level=1 if level == 1 else 2, wbits=-15)


def inflated(stream: bytes | memoryview, most: int) -> bytes:
    """The content of a raw deflate stream, at most `most` + 1 bytes of it.

    Raises:
        zlib.error: the stream is damaged.
    """
    try:
        fast = importlib.import_module("isal.isal_zlib")
    except ImportError:
        return zlib.decompressobj(-15).decompress(stream, most + 1)
    try:
        return cast("bytes", fast.decompressobj(wbits=-15).decompress(stream, most + 1))
    except fast.error as damaged:
        raise zlib.error(str(damaged)) from None


def find_directory(content: bytes, name: str) -> Directory:
    """Where the central directory lies.

    Raises:
        SheetError: the file has none, or it lies outside the file.
    """
    at = content.rfind(struct.pack("<I", _END_MAGIC), max(0, len(content) - 65_557))
    if at < 0 or at + _END.size > len(content):
        raise DAMAGED_WORKBOOK.stop(name=name, seen="its end is missing")
    _, _, _, _, count, size, start, _ = _END.unpack_from(content, at)
    end = at
    locator_at = at - _LOCATOR_64.size
    if locator_at >= 0 and (_FULL in (size, start) or count == 0xFFFF):
        magic, _, end_64_at, _ = _LOCATOR_64.unpack_from(content, locator_at)
        if magic == _LOCATOR_64_MAGIC and end_64_at + _END_64.size <= len(content):
            fields = _END_64.unpack_from(content, end_64_at)
            if fields[0] == _END_64_MAGIC:
                count, size, start, end = fields[7], fields[8], fields[9], end_64_at
    if start + size > end or start < 0:
        raise DAMAGED_WORKBOOK.stop(name=name, seen="its list of parts lies outside the file")
    return Directory(start, start + size, count, content[at + _END.size :])


def _wide_sizes(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """The sizes and the offset, from the zip64 field where the short ones are full."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _ZIP64_FIELD:
            values = iter(struct.unpack_from(f"<{min(length, 24) // 8}Q", extra, at + 4))
            size = next(values, size) if size == _FULL else size
            packed = next(values, packed) if packed == _FULL else packed
            offset = next(values, offset) if offset == _FULL else offset
        at += 4 + length
    return size, packed, offset


def list_members(content: bytes, name: str, most: int) -> list[Member]:
    """Every member in the order of the central directory; a duplicate is listed twice.

    Raises:
        SheetError: a record is cut off, or two members share bytes.
    """
    directory = find_directory(content, name)
    members: list[Member] = []
    at = directory.start
    while at + _CENTRAL.size <= directory.end and len(members) <= most:
        fields = _CENTRAL.unpack_from(content, at)
        if fields[0] != _CENTRAL_MAGIC:
            break
        name_end = at + _CENTRAL.size + fields[10]
        record_end = name_end + fields[11] + fields[12]
        raw_name = content[at + _CENTRAL.size : name_end]
        extra = content[name_end : name_end + fields[11]]
        size, packed, offset = _wide_sizes(extra, fields[9], fields[8], fields[16])
        part = raw_name.decode("utf-8" if fields[3] & 0x0800 else "cp437", "replace")
        central = content[at:record_end]
        members.append(
            Member(part, offset, 0, packed, size, fields[7], fields[4], fields[3], central)
        )
        at = record_end
    if len(members) <= most and len(members) != directory.count:
        raise DAMAGED_WORKBOOK.stop(name=name, seen="its list of parts is cut off")
    return _with_extents(members, content, directory.start, name)


def _with_extents(
    members: list[Member], content: bytes, directory_start: int, name: str
) -> list[Member]:
    starts = sorted({member.start for member in members})
    ends = dict(zip(starts, [*starts[1:], directory_start], strict=False))
    placed = []
    for member in members:
        member = replace(member, end=ends[member.start])  # noqa: PLW2901 (the same member, placed)
        if member.end < member.start + _LOCAL.size or data_start(
            content, member
        ) + member.packed_size > min(member.end, len(content)):
            raise DAMAGED_WORKBOOK.stop(name=name, seen=f"the part {member.name} is cut off")
        placed.append(member)
    return placed


def data_start(content: bytes, member: Member) -> int:
    """Where the member's stream begins; beyond the file where its header is not one."""
    fields = _LOCAL.unpack_from(content, member.start)
    if fields[0] != _LOCAL_MAGIC:
        return len(content) + 1
    return member.start + _LOCAL.size + int(fields[9]) + int(fields[10])


def read_member(content: bytes, member: Member, name: str) -> bytes:
    """The member's content, checked against its size and checksum.

    Raises:
        SheetError: the content is not what the container says it is.
    """
    start = data_start(content, member)
    stream = memoryview(content)[start : start + member.packed_size]
    try:
        if member.method == _STORED:
            data = bytes(stream)
        elif member.method == _DEFLATED:
            data = inflated(stream, member.size)
        else:
            raise DAMAGED_WORKBOOK.stop(
                name=name, seen=f"the part {member.name} is packed in an unknown way"
            )
    except zlib.error:
        data = b""
    if len(data) != member.size or zlib.crc32(data) != member.crc:
        raise DAMAGED_WORKBOOK.stop(
            name=name, seen=f"the part {member.name} does not match its checksum"
        )
    return data


def _moved_central(member: Member, offset: int) -> bytes:
    """The central record with a new offset, wherever the record keeps it."""
    record = bytearray(member.central)
    if struct.unpack_from("<I", record, 42)[0] != _FULL:
        struct.pack_into("<I", record, 42, offset)
        return bytes(record)
    full = [struct.unpack_from("<I", record, at)[0] == _FULL for at in (24, 20)]
    at = _CENTRAL.size + struct.unpack_from("<H", record, 28)[0]
    while at + 4 <= len(record):
        kind, length = struct.unpack_from("<HH", record, at)
        if kind == _ZIP64_FIELD:
            struct.pack_into("<Q", record, at + 4 + 8 * sum(full), offset)
            break
        at += 4 + length
    return bytes(record)


def _packed_member(
    name: bytes, content: bytes, flags: int, stamp: bytes, level: int
) -> tuple[bytes, bytes]:
    """Local record and central record (offset 0) of new content; `stamp` is DOS time and date."""
    stream = deflated(content, level)
    flags &= ~_STREAMED
    sizes = struct.pack("<III", zlib.crc32(content), len(stream), len(content))
    head = struct.pack("<HHH", 20, flags, _DEFLATED) + stamp + sizes
    local = struct.pack("<I", _LOCAL_MAGIC) + head + struct.pack("<HH", len(name), 0) + name
    central = (
        struct.pack("<IH", _CENTRAL_MAGIC, 20)
        + head
        + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0)
        + name
    )
    return local + stream, central


def rebuilt(
    content: bytes,
    members: Collection[Member],
    replaced: Mapping[str, bytes],
    removed: Collection[str] = (),
    level: int = 5,
) -> bytes:
    """The container with some members' content replaced, removed, or added at the end."""
    view = memoryview(content)
    pieces: list[bytes | memoryview] = []
    offset = 0
    centrals: dict[int, bytes] = {}
    for member in sorted(members, key=lambda each: each.start):
        if member.name in removed:
            continue
        if member.name in replaced:
            name_length = struct.unpack_from("<H", member.central, 28)[0]
            raw_name = member.central[_CENTRAL.size : _CENTRAL.size + name_length]
            local, central = _packed_member(
                raw_name, replaced[member.name], member.flags, member.central[12:16], level
            )
            pieces.append(local)
            centrals[member.start] = central[:42] + struct.pack("<I", offset) + central[46:]
        else:
            pieces.append(view[member.start : member.end])
            centrals[member.start] = _moved_central(member, offset)
        offset += len(pieces[-1])
    order = [centrals[member.start] for member in members if member.start in centrals]
    present = {member.name for member in members}
    for name in sorted(set(replaced) - present):
        local, central = _packed_member(name.encode(), replaced[name], 0x0800, b"\0\0\x21\0", level)
        pieces.append(local)
        order.append(central[:42] + struct.pack("<I", offset) + central[46:])
        offset += len(local)
    size = sum(map(len, order))
    end = _END.pack(_END_MAGIC, 0, 0, len(order), len(order), size, offset, 0)
    return b"".join([*pieces, *order, end])
