"""The parts of a workbook: tabs, defined names, tables, and how they point at each other."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import unquote

from poc_sheets.hosts.xlsx.container import Member, read_member, rebuilt
from poc_sheets.hosts.xlsx.guards import checked_members
from poc_sheets.hosts.xlsx.markup import Part, Tag, cell_text_of, find_tags, plain, text_of
from poc_sheets.hosts.xlsx.problems import DAMAGED_WORKBOOK, NOT_A_WORKBOOK, UNUSUAL_WORKBOOK
from poc_sheets.hosts.xlsx.references import Area, area_of
from poc_sheets.hosts.xlsx.rows import with_references

CONTENT_TYPES: Final = "[Content_Types].xml"
_OFFICE_DOCUMENT: Final = "/officeDocument"
_NAME: Final = re.compile(
    rb"<(?:[\w.-]+:)?definedName(?=[\s/>])[^>]*>([^<]*)</(?:[\w.-]+:)?definedName\s*>"
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """One part's pointer at another; `kind` is the last word of its type."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A tab: its place in the workbook and its part; `path` is blank for a missing part."""

    name: str
    path: str
    sheet_id: str
    is_worksheet: bool


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name of the workbook; `scope` is the tab it is local to, or blank."""

    name: str
    scope: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TablePart:
    """A spreadsheet table, with what growing it needs; rows and columns count from 1."""

    path: str
    name: str
    sheet: str
    area: Area
    header_rows: int
    totals_rows: int
    columns: tuple[str, ...]

    @property
    def first_data_row(self) -> int:
        """The row below the headings."""
        return self.area.first_row + self.header_rows

    @property
    def last_data_row(self) -> int:
        """The last row above the totals row."""
        return self.area.last_row - self.totals_rows


@dataclass
class Package:
    """One state of a workbook file, and the changes made to its parts so far."""

    content: bytes
    name: str
    members: dict[str, Member] = field(default_factory=dict)
    workbook_path: str = ""
    sheets: tuple[SheetPart, ...] = ()
    is_1904: bool = False
    replaced: dict[str, bytes] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    _paths: dict[str, str] = field(default_factory=dict)
    _parts: dict[str, Part] = field(default_factory=dict)

    @classmethod
    def of(cls, content: bytes, name: str) -> "Package":
        """The workbook in these bytes.

        Raises:
            SheetError: no workbook, a damaged one, or one that is not safe to look into.
        """
        package = cls(content, name, checked_members(content, name))
        package._paths = {path.replace("\\", "/").casefold(): path for path in package.members}
        package._find_workbook()
        package._find_sheets()
        return package

    def draft(self) -> "Package":
        """The same workbook, to be changed without changing this one."""
        return replace(self, replaced={}, removed=set(), _parts=dict(self._parts))

    def _find_workbook(self) -> None:
        if not self.has(CONTENT_TYPES):
            raise NOT_A_WORKBOOK.stop(name=self.name, seen="it is another kind of zip file")
        for link in self.relationships(""):
            if link.kind == "officeDocument" and self.has(link.target):
                self.workbook_path = link.target
        if not self.workbook_path:
            raise NOT_A_WORKBOOK.stop(name=self.name, seen="it holds no workbook")
        root = re.search(rb"<(?:[\w.-]+:)?(\w+)[\s>]", self.part(self.workbook_path).scan)
        if root is None or root[1] != b"workbook":
            seen = f"it is a .xlsb or another Office file ({self.workbook_path})"
            raise NOT_A_WORKBOOK.stop(name=self.name, seen=seen)

    def _find_sheets(self) -> None:
        part = self.part(self.workbook_path)
        links = {link.id: link for link in self.relationships(self.workbook_path)}
        sheets: list[SheetPart] = []
        for tag in find_tags(part.scan, "sheet"):
            key = next(
                (tag.attributes[each] for each in tag.attributes if each.endswith(":id")), ""
            )
            link = links.get(key, Relationship("", "", ""))
            path = link.target if self.has(link.target) else ""
            sheet_id = tag.attributes.get("sheetId", "")
            name = cell_text_of(tag.attributes.get("name", "").encode())
            sheets.append(SheetPart(name, path, sheet_id, bool(path) and link.kind == "worksheet"))
        if not sheets:
            raise DAMAGED_WORKBOOK.stop(name=self.name, seen="it has no tabs")
        self.sheets = tuple(sheets)
        properties = next(find_tags(part.scan, "workbookPr"), None)
        flag = properties.attributes.get("date1904", "0") if properties else "0"
        self.is_1904 = flag in ("1", "true")

    def has(self, path: str) -> bool:
        """Whether the package holds that part now."""
        if path in self.replaced:
            return True
        return path.casefold() in self._paths and self.stored_name(path) not in self.removed

    def stored_name(self, path: str) -> str:
        """The member's name as the container spells it."""
        return self._paths.get(path.casefold(), path)

    def part(self, path: str) -> Part:
        """The part in plain form, as changed so far.

        Raises:
            SheetError: it is missing or damaged.
        """
        name = self.stored_name(path)
        if name not in self._parts:
            self._parts[name] = plain(self.raw(path), name, self.name)
        return self._parts[name]

    def raw(self, path: str) -> bytes:
        """The bytes of a part, as changed so far."""
        name = self.stored_name(path)
        if name in self.replaced:
            return self.replaced[name]
        if name not in self.members or name in self.removed:
            raise DAMAGED_WORKBOOK.stop(name=self.name, seen=f"the part {path} is missing")
        return read_member(self.content, self.members[name], self.name)

    def put(self, path: str, data: bytes) -> None:
        """Replace or add a part."""
        name = self.stored_name(path)
        self.replaced[name] = data
        self.removed.discard(name)
        self._parts.pop(name, None)

    def remove(self, path: str) -> None:
        """Leave a part out."""
        name = self.stored_name(path)
        self.removed.add(name)
        self.replaced.pop(name, None)
        self._parts.pop(name, None)

    def packed(self, level: int = 5) -> bytes:
        """The whole file with the changes made so far; `level` 1 packs fast, 5 well."""
        return rebuilt(self.content, self.members.values(), self.replaced, self.removed, level)

    def relationships(self, path: str) -> list[Relationship]:
        """Where a part points (the package itself: blank), targets as full paths."""
        folder, base = posixpath.split(path)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(rels):
            return []
        links: list[Relationship] = []
        for tag in find_tags(self.part(rels).scan, "Relationship"):
            target = tag.attributes.get("Target", "")
            if tag.attributes.get("TargetMode") != "External":
                target = unquote(target).replace("\\", "/")
                if not target.startswith("/"):
                    target = posixpath.join(folder, target)
                target = posixpath.normpath(target).lstrip("/")
            kind = tag.attributes.get("Type", "").rpartition("/")[2]
            links.append(Relationship(tag.attributes.get("Id", ""), kind, target))
        return links

    def related(self, path: str, kind: str) -> list[str]:
        """The parts of one kind that a part points at, present ones only."""
        return [
            link.target
            for link in self.relationships(path)
            if link.kind == kind and self.has(link.target)
        ]

    def sheet(self, name: str) -> SheetPart | None:
        """The tab of that name; spreadsheet programs do not tell capitals from small letters."""
        exact = next((each for each in self.sheets if each.name == name), None)
        folded = name.casefold()
        return exact or next((each for each in self.sheets if each.name.casefold() == folded), None)

    def worksheet_part(self, sheet: SheetPart) -> Part:
        """The tab's part, checked to be one we can find rows in.

        Raises:
            SheetError: the tab is a chart or its part is stored in a way not foreseen.
        """
        if not sheet.is_worksheet:
            raise UNUSUAL_WORKBOOK.stop(name=self.name, seen=f"the {sheet.name} tab holds no cells")
        part = with_references(self.part(sheet.path))
        self._parts[self.stored_name(sheet.path)] = part
        return part

    def defined_names(self) -> list[DefinedName]:
        """Every defined name; `start` and `end` are where its text stands in the workbook part."""
        scan = self.part(self.workbook_path).scan
        names: list[DefinedName] = []
        for tag in find_tags(scan, "definedName"):
            found = _NAME.match(scan, tag.start)
            if found is None:
                continue
            local = tag.attributes.get("localSheetId", "")
            index = int(local) if local.isdecimal() else -1
            scope = self.sheets[index].name if 0 <= index < len(self.sheets) else ""
            name = tag.attributes.get("name", "")
            names.append(DefinedName(name, scope, text_of(found[1]), found.start(1), found.end(1)))
        return names

    def tables(self, sheet: SheetPart) -> list[TablePart]:
        """The spreadsheet tables on a tab, in the order of the tab."""
        paths = self.related(sheet.path, "table") if sheet.path else []
        return [table for path in paths if (table := self._table(path, sheet.name))]

    def _table(self, path: str, sheet: str) -> TablePart | None:
        scan = self.part(path).scan
        tag = next(find_tags(scan, "table"), None)
        if tag is None:
            return None
        try:
            area = area_of(tag.attributes["ref"])
        except (KeyError, ValueError):
            return None
        name = tag.attributes.get("displayName") or tag.attributes.get("name", "")
        columns = tuple(each.attributes.get("name", "") for each in _columns(scan))
        header = _count(tag.attributes, "headerRowCount", 1)
        totals = _count(tag.attributes, "totalsRowCount", 0)
        return TablePart(path, name, sheet, area, header, totals, columns)


def _columns(scan: bytes) -> list[Tag]:
    return list(find_tags(scan, "tableColumn"))


def _count(attributes: Mapping[str, str], name: str, default: int) -> int:
    value = attributes.get(name, "")
    return int(value) if value.isdecimal() else default
