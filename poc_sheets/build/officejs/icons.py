"""The add-in's icon: a call sheet, drawn from rectangles so that it needs no picture library."""

import struct
import zlib

_PAPER, _INK, _MARK = (255, 255, 255), (36, 59, 83), (180, 77, 18)
_EDGE = 0.12


def icon(size: int) -> bytes:
    """A PNG of `size` by `size` pixels."""
    rows = b"".join(
        b"\0" + b"".join(bytes(_color(x / size, y / size)) for x in range(size))
        for y in range(size)
    )
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    parts = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def _color(x: float, y: float) -> tuple[int, int, int]:
    """Blue edge, white sheet, an orange bar for the call, grey-blue lines for the people."""
    if min(x, y) < _EDGE or max(x, y) >= 1 - _EDGE:
        return _INK
    inside = 0.22 <= x < 0.78
    if inside and 0.22 <= y < 0.36:
        return _MARK
    is_line = any(top <= y < top + 0.08 for top in (0.46, 0.60, 0.74))
    return _INK if inside and is_line else _PAPER


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check
