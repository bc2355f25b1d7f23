"""The bytes of a file as text, and text as it is compared."""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A file's text; `is_certain` says that a mark or the bytes themselves prove the encoding."""

    text: str
    encoding: str
    is_certain: bool


def decode(content: bytes) -> DecodedText:
    """The text of a file, without byte order mark.

    What the file says about itself is not asked: headers say 1252 over UTF-8 bytes, and the other
    way round. A mark counts first, then UTF-16 by its zero bytes, then UTF-8, which other bytes
    hardly ever fit by chance, then Windows 1252.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, errors="replace")
            return DecodedText(text, encoding, is_certain="\ufffd" not in text)
    wide = _wide_encoding(content[:4096])
    if wide:
        return DecodedText(content.decode(wide, errors="replace"), wide, is_certain=False)
    try:
        return DecodedText(content.decode("utf-8"), "utf-8", is_certain=True)
    except UnicodeDecodeError:
        pass
    try:
        return DecodedText(content.decode("cp1252"), "Windows 1252", is_certain=False)
    except UnicodeDecodeError:
        return DecodedText(content.decode("latin-1"), "Latin 1", is_certain=False)


def looks_binary(text: str) -> bool:
    """Whether decoded bytes are no text: letters that no text file holds."""
    head = text[:4096]
    odd = sum(1 for c in head if c < " " and c not in "\t\n\r\f\x1a\x1b")
    return odd > len(head) // 100


def unified_lines(text: str) -> str:
    """The text with one kind of line end; old Mac files end a line with a carriage return."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def one_line(text: str) -> str:
    """The text on one line, single blanks, without control letters."""
    if text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


@lru_cache(maxsize=1 << 15)
def folded(text: str) -> str:
    """The text as it is compared: full-width forms, accents, case and blanks do not count."""
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(plain.split())


@lru_cache(maxsize=1 << 15)
def has_word(text: str, words: str) -> bool:
    """Whether one of the words, given as alternatives `a|b c`, stands in the text as a word."""
    return re.search(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])", folded(text)) is not None


def shortened(text: str, length: int = 160) -> str:
    """A raw line as it is quoted in a finding."""
    line = one_line(text)
    return line if len(line) <= length else line[: length - 1] + "…"


def _wide_encoding(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    if len(head) < 4:
        return ""
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > len(odd) * 0.7 and even.count(0) < len(even) * 0.1:
        return "utf-16-le"
    if even.count(0) > len(even) * 0.7 and odd.count(0) < len(odd) * 0.1:
        return "utf-16-be"
    return ""
