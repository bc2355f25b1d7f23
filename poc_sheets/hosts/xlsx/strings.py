"""The texts of a workbook: shared strings, rich text in cells."""

import re
from typing import Final

from poc_sheets.hosts.xlsx.markup import cell_text_of
from poc_sheets.hosts.xlsx.package import Package
from poc_sheets.hosts.xlsx.problems import WORKBOOK_TOO_LARGE

MOST_STRINGS: Final = 5_000_000

_PHONETIC: Final = re.compile(rb"<(?:[\w.-]+:)?rPh(?=[\s/>]).*?</(?:[\w.-]+:)?rPh\s*>", re.DOTALL)
_TEXT: Final = re.compile(rb"<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)<")
_STRING: Final = re.compile(
    rb"<(?:[\w.-]+:)?si(?:\s*/>|\s*>(?:<t(?:\s[^>]*)?>([^<]*)</t></si>|(.*?)</(?:[\w.-]+:)?si\s*>))",
    re.DOTALL,
)


def shared_strings(package: Package) -> list[str]:
    """The workbook's strings by number; runs of rich text are joined, phonetic hints left out.

    Raises:
        SheetError: more of them than can be held.
    """
    paths = package.related(package.workbook_path, "sharedStrings")
    if not paths:
        return []
    part = package.part(paths[0])
    if part.scan.count(b"si>") + part.scan.count(b"si/>") > 2 * MOST_STRINGS:
        raise WORKBOOK_TOO_LARGE.stop(name=package.name, seen=f"more than {MOST_STRINGS:,} texts")
    return [
        cell_text_of(found[1]) if found[1] is not None else rich_text(found[2] or b"")
        for found in _STRING.finditer(part.scan)
    ]


def rich_text(inner: bytes) -> str:
    """The text of a string item, whatever runs it is made of."""
    if b"rPh" in inner:
        inner = _PHONETIC.sub(b"", inner)
    return "".join(cell_text_of(each) for each in _TEXT.findall(inner))
