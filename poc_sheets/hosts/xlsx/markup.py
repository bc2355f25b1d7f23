"""XML parts as bytes: found by patterns, changed by splicing, everything else left as it is.

A part is brought into a *plain* form first (UTF-8, no CDATA); comments stay in `data` and are
blanked in `scan`, which has the same length, so that a place found in `scan` is a place in `data`.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from xml.parsers import expat

from poc_sheets.hosts.xlsx.problems import DAMAGED_WORKBOOK, UNSAFE_WORKBOOK, UNUSUAL_WORKBOOK

#: The attributes of a tag: anything up to `>` that is not inside quotes.
ATTRIBUTES: Final = rb"""(?:[^<>"']|"[^"]*"|'[^']*')*?"""
_ATTRIBUTE: Final = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_DECLARATION: Final = re.compile(rb"\s*<\?xml[^>]*\?>")
_ENCODING: Final = re.compile(rb"""(encoding\s*=\s*["'])([\w.-]+)""")
_ASIDE: Final = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_CDATA: Final = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_ROOT: Final = re.compile(rb"<(?:([\w.-]+):)?([\w.-]+)(?=[\s/>])")
_ESCAPED_CHARACTER: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]|\r")
_ENTITY: Final = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));")
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_PLAIN_ENCODINGS: Final = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})


@dataclass(frozen=True, slots=True)
class Part:
    """A plain XML part; `prefix` is what its own elements carry (`x:` or nothing)."""

    name: str
    data: bytes
    scan: bytes
    prefix: bytes


@dataclass(frozen=True, slots=True)
class Tag:
    """One start tag (or empty element) found in a part: where, and its attributes as text."""

    start: int
    end: int
    attributes: dict[str, str]
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Edit:
    """`data[start:end]` becomes `new`."""

    start: int
    end: int
    new: bytes


def plain(content: bytes, name: str, workbook: str) -> Part:
    """The part in plain form.

    Raises:
        SheetError: it declares a document type, or its encoding is not known.
    """
    data = _as_utf8(content, name, workbook)
    # One byte is found many times faster than two, and these two are rare in a tab's part.
    has_asides = b"!" in data and b"<!" in data
    if has_asides and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
        raise UNSAFE_WORKBOOK.stop(name=workbook, seen=f"the part {name} declares a document type")
    if has_asides:
        data = _CDATA.sub(lambda found: escape_markup(found[1]), data)
    scan = data
    if has_asides or (data.find(b"?", 100) > 0 and data.find(b"<?", 5) > 0):
        declaration = _DECLARATION.match(data)
        start = declaration.end() if declaration else 0
        blank = _ASIDE.sub(lambda found: b"\0" * len(found[0]), data[start:])
        scan = data[:start] + blank
    root = _ROOT.search(scan)
    prefix = root[1] + b":" if root and root[1] else b""
    return Part(name, data, scan, prefix)


def _as_utf8(content: bytes, name: str, workbook: str) -> bytes:
    encoding = ""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif content.startswith(b"<\0"):
        encoding = "utf-16-le"
    elif content.startswith(b"\0<"):
        encoding = "utf-16-be"
    else:
        declaration = _DECLARATION.match(content.removeprefix(b"\xef\xbb\xbf"))
        declared = _ENCODING.search(declaration[0]) if declaration else None
        if declared and declared[2].lower() not in _PLAIN_ENCODINGS:
            encoding = declared[2].decode()
    if not encoding:
        return content
    try:
        data = content.decode(encoding).encode()
    except (LookupError, UnicodeError):
        raise UNUSUAL_WORKBOOK.stop(
            name=workbook, seen=f"the part {name} is written in {encoding}"
        ) from None
    return _ENCODING.sub(rb"\1UTF-8", data, count=1)


def check_well_formed(content: bytes, name: str, workbook: str) -> None:
    """Let the XML parser read a part once, for its verdict only.

    Raises:
        SheetError: the part is not well-formed XML.
    """
    try:
        expat.ParserCreate().Parse(content, True)  # noqa: FBT003 (expat names it `isfinal`, by place only)
    except expat.ExpatError as error:
        raise DAMAGED_WORKBOOK.stop(name=workbook, seen=f"the part {name}: {error}") from None


@lru_cache(maxsize=256)
def _tag_pattern(name: str) -> re.Pattern[bytes]:
    return re.compile(
        rb"<(?:[\w.-]+:)?" + name.encode() + rb"(?=[\s/>])(" + ATTRIBUTES + rb")(/?)>"
    )


def find_tags(scan: bytes, name: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """Every start tag of that local name, whatever its prefix, in the order of the part."""
    for found in _tag_pattern(name).finditer(scan, start, len(scan) if end is None else end):
        yield Tag(found.start(), found.end(), attributes_of(found[1]), is_empty=bool(found[2]))


def find_element(scan: bytes, name: str, start: int = 0) -> tuple[Tag, int, int] | None:
    """The first element of that name: its start tag, where its content ends, where it ends.

    The element may not contain another of the same name.
    """
    tag = next(find_tags(scan, name, start), None)
    if tag is None:
        return None
    if tag.is_empty:
        return tag, tag.end, tag.end
    closing = re.compile(rb"</(?:[\w.-]+:)?" + name.encode() + rb"\s*>").search(scan, tag.end)
    if closing is None:
        return None
    return tag, closing.start(), closing.end()


def attributes_of(raw: bytes) -> dict[str, str]:
    """The attributes of a tag, unescaped, by name with its prefix."""
    return {
        found[1].decode(): text_of(found[2] if found[2] is not None else found[3])
        for found in _ATTRIBUTE.finditer(raw)
    }


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """The start tag with one attribute set, or removed where the value is `None`."""
    pattern = re.compile(rb"""\s+""" + name.encode() + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""")
    new = b"" if value is None else f' {name}="'.encode() + escape_text(value) + b'"'
    if pattern.search(tag):
        return pattern.sub(lambda _: new, tag, count=1)
    closing = 2 if tag.endswith(b"/>") else 1
    return tag[:-closing].rstrip() + new + tag[-closing:]


def spliced(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The data with every edit made; edits may not overlap."""
    pieces: list[bytes] = []
    at = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        pieces.append(data[at : edit.start])
        pieces.append(edit.new)
        at = edit.end
    pieces.append(data[at:])
    return b"".join(pieces)


def escape_markup(raw: bytes) -> bytes:
    """Character data with `& < >` escaped."""
    return raw.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def escape_text(text: str) -> bytes:
    """Text for an attribute: quotes and line ends escaped too."""
    raw = escape_markup(text.encode()).replace(b'"', b"&quot;")
    return raw.replace(b"\r", b"&#13;").replace(b"\n", b"&#10;").replace(b"\t", b"&#9;")


def escape_cell_text(text: str) -> bytes:
    """Text for a cell: a literal `_x000D_` keeps its meaning, control characters are kept."""
    if "_x" in text:
        text = _ESCAPED_CHARACTER.sub(lambda found: f"_x005F_{found[0][1:]}", text)
    if not text.isprintable():
        text = _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return escape_markup(text.encode("utf-8"))


def text_of(raw: bytes) -> str:
    """The text of XML character data: entities resolved, line ends as XML reads them."""
    text = raw.decode("utf-8", "replace")
    if "\0" in text:
        text = text.replace("\0", "")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    if entity[3]:
        return _NAMED[entity[3]]
    number = int(entity[1], 16) if entity[1] else int(entity[2])
    return chr(number) if number <= sys.maxunicode else entity[0]


def cell_text_of(raw: bytes) -> str:
    """The text of a cell: as `text_of`, with `_xHHHH_` read back into characters."""
    text = text_of(raw)
    if "_x" in text:
        text = _ESCAPED_CHARACTER.sub(lambda found: chr(int(found[1], 16)), text)
    return text
