"""The cell formats of a workbook: which show dates, which are locked; new ones appended."""

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from poc_sheets.hosts.xlsx.markup import (
    ATTRIBUTES,
    Edit,
    Part,
    attributes_of,
    find_element,
    find_tags,
    spliced,
    with_attribute,
)

FormatKind = Literal["", "date", "time"]

#: Number formats that every program knows without their being written down (ECMA-376, 18.8.30).
_BUILT_IN_DATES: Final = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})
_BUILT_IN_TIMES: Final = frozenset({18, 19, 20, 21, *range(32, 36), 45, 46, 47})
DATE_FORMAT: Final = 14
TIME_FORMAT: Final = 20
MOMENT_FORMAT: Final = 22

_IGNORED: Final = re.compile(
    r"""\"[^"]*\"|\\.|[_*].|\[(?![hHmMsS]+\])[^\]]*\]|AM/PM|A/P|General""", re.IGNORECASE
)
_XF: Final = re.compile(
    rb"<(?:[\w.-]+:)?xf(?=[\s/>])(" + ATTRIBUTES + rb")(?:/>|>(.*?)</(?:[\w.-]+:)?xf\s*>)",
    re.DOTALL,
)


def kind_of_format(code: str) -> FormatKind:
    """Whether a number format shows a date, a time of day, or neither."""
    letters = _IGNORED.sub("", code.partition(";")[0]).lower()
    if "d" in letters or "y" in letters:
        return "date"
    if "h" in letters or "s" in letters:
        return "time"
    return "date" if "m" in letters else ""


@dataclass
class Styles:
    """The `cellXfs` list of a workbook.

    `kinds[i]` and `is_locked[i]` belong to format i, the number in a cell's `s`.
    """

    part: Part | None
    kinds: list[FormatKind] = field(default_factory=list)
    is_locked: list[bool] = field(default_factory=list)
    _xfs: list[bytes] = field(default_factory=list)
    _added: dict[tuple[int, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, part: Part | None) -> "Styles":
        """The formats of the styles part; none where the workbook has no such part."""
        styles = cls(part)
        if part is None:
            return styles
        codes = _written_formats(part)
        found = find_element(part.scan, "cellXfs")
        if found is None:
            return styles
        tag, end, _ = found
        for xf in _XF.finditer(part.scan, tag.end, end):
            number = attributes_of(xf[1]).get("numFmtId", "0")
            styles.kinds.append(_kind(int(number) if number.isdecimal() else 0, codes))
            styles.is_locked.append(_is_locked(xf[2] or b""))
            styles._xfs.append(xf[0])
        return styles

    def kind(self, style: int) -> FormatKind:
        """What format `style` shows; a number beyond the list shows neither."""
        return self.kinds[style] if 0 <= style < len(self.kinds) else ""

    def locked(self, style: int) -> bool:
        """Whether a cell of this format is locked on a protected tab (the default)."""
        return self.is_locked[style] if 0 <= style < len(self.is_locked) else True

    def with_format(self, style: int, number_format: int) -> int:
        """A format like `style` that shows `number_format`, appended where there is none yet."""
        key = (style, number_format)
        if key not in self._added:
            base = self._xfs[style] if 0 <= style < len(self._xfs) else b'<xf xfId="0"/>'
            head, closing, rest = base.partition(b">")
            tag = with_attribute(head + closing, "numFmtId", str(number_format))
            xf = with_attribute(tag, "applyNumberFormat", "1") + rest
            if xf in self._xfs:
                self._added[key] = self._xfs.index(xf)
            else:
                self._added[key] = len(self._xfs)
                self._xfs.append(xf)
                self.kinds.append(_kind(number_format, {}))
                self.is_locked.append(self.locked(style))
        return self._added[key]

    def changed_part(self) -> bytes | None:
        """The styles part with the appended formats, `None` where nothing was appended."""
        if self.part is None:
            return None
        found = find_element(self.part.scan, "cellXfs")
        if found is None:
            return None
        tag, end, _ = found
        known = sum(1 for _ in _XF.finditer(self.part.scan, tag.end, end))
        if known == len(self._xfs):
            return None
        start_tag = with_attribute(
            self.part.data[tag.start : tag.end], "count", str(len(self._xfs))
        )
        new = b"".join(self._xfs[known:])
        edits = [Edit(tag.start, tag.end, start_tag), Edit(end, end, new)]
        return spliced(self.part.data, edits)


def _written_formats(part: Part) -> dict[int, FormatKind]:
    """The number formats written down; conditional formats (`dxfs`) number theirs by themselves."""
    found = find_element(part.scan, "numFmts")
    codes: dict[int, FormatKind] = {}
    for tag in find_tags(part.scan, "numFmt", found[0].end, found[1]) if found else ():
        number = tag.attributes.get("numFmtId", "")
        if number.isdecimal():
            codes[int(number)] = kind_of_format(tag.attributes.get("formatCode", ""))
    return codes


def _kind(number: int, codes: dict[int, FormatKind]) -> FormatKind:
    if number in codes:
        return codes[number]
    if number in _BUILT_IN_DATES:
        return "date"
    return "time" if number in _BUILT_IN_TIMES else ""


def _is_locked(inner: bytes) -> bool:
    tag = next(find_tags(inner, "protection"), None)
    return tag is None or tag.attributes.get("locked", "1") not in ("0", "false")
