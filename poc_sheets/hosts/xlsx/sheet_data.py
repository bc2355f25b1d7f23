"""Where the cells of a tab begin and end in its part."""

import re
from functools import lru_cache
from typing import Final

from poc_sheets.hosts.xlsx.markup import Part, find_tags

FORMULA: Final = re.compile(
    rb"<(?:[\w.-]+:)?f(?=[\s/>])([^>]*?)(?:/>|>([^<]*)</(?:[\w.-]+:)?f\s*>)"
)


@lru_cache(maxsize=16)
def _start_pattern(prefix: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"<%ssheetData(?=[\s/>])[^>]*>" % re.escape(prefix))


def data_span(part: Part) -> tuple[int, int]:
    """Where the content of `sheetData` begins and ends; (0, 0) where there is no such element."""
    start = _start_pattern(part.prefix).search(part.scan)
    if start is None:
        return 0, 0
    if start[0].endswith(b"/>"):
        return start.end(), start.end()
    end = part.scan.rfind(b"</" + part.prefix + b"sheetData")
    return start.end(), max(end, start.end())


def merged_areas(part: Part) -> list[str]:
    """The ranges of merged cells on a tab, as written."""
    _, end = data_span(part)
    return [tag.attributes.get("ref", "") for tag in find_tags(part.scan, "mergeCell", end)]
