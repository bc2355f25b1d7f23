"""The synced tables: which tabs and columns they are, and their rows as one side has them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from poc_sheets.problems import Finding, Place
from poc_sheets.sync import problems
from poc_sheets.sync.cells import Key, plain
from poc_sheets.sync.versions import Line, Table, key_of, key_parts
from poc_sheets.tabs import every_tab, find_tab
from poc_sheets.tabs.headings import Header, find_header, nearest, normalise
from poc_sheets.tabs.model import BY_FORMULA, columns_of
from poc_sheets.tabs.sync_conflicts import SyncConflict
from poc_sheets.workbook import Cell, ErrorValue, Sheet, TabInfo

_NO_FORMULAS: frozenset[str] = frozenset()
#: Begins the name of a column that is not synced, where a whole row is kept.
BESIDE = "@"


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A synced table.

    Attributes:
        id: its lasting name in the state.
        name: the tab's name on screen.
        names: other names the tab may have.
        keys: columns that name a row.
        headings: for each column the headings it may stand under, the preferred one first.
        codes: columns of codes.
    """

    id: str
    name: str
    names: tuple[str, ...]
    keys: tuple[str, ...]
    headings: Mapping[str, tuple[str, ...]]
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A table as it stands on one side."""

    spec: TableSpec
    sheet: Sheet
    header: Header
    table: Table
    keyless: tuple[int, ...]
    last_row: int

    @property
    def columns(self) -> Mapping[str, int]:
        """Where each column stands."""
        return self.header.columns

    def heading(self, column: str) -> str:
        """A column's heading as on this side."""
        return self.header.heading_of(column) or column

    def used_columns(self) -> list[int]:
        """Every column under a heading."""
        return sorted(self.header.headings)

    def beside(self, row: int) -> dict[str, Cell]:
        """The typed cells of a row under headings that are not synced, by `@` and the heading."""
        synced = set(self.columns.values())
        return {
            BESIDE + text: self.sheet.at(row, column)
            for column, text in self.header.headings.items()
            if column not in synced and (row, column) not in self.sheet.formulas
            if not _is_blank(self.sheet.at(row, column))
            and not isinstance(self.sheet.at(row, column), ErrorValue)
        }

    def place_of(self, column: str) -> int | None:
        """Where a column stands, given by its name or as `beside` names it."""
        if not column.startswith(BESIDE):
            return self.columns.get(column)
        headings = self.header.headings.items()
        return next((at for at, text in headings if BESIDE + text == column), None)


def known_table(name: str, columns: Sequence[str] = ()) -> TableSpec | None:
    """The table of one of our tabs; `None` where it is none of them or has no key.

    Native formulas stay with each side. Private and hidden columns (pay, home addresses, notes of
    the buttons) are left in the office unless they are named.
    """
    tab = find_tab(name)
    if tab is None or not tab.key or tab.rewritten_by or tab is SyncConflict:
        return None
    named = {normalise(each) for each in columns}
    chosen = {}
    for spec in columns_of(tab):
        if named:
            taken = spec.key in tab.key or normalise(spec.heading) in named
        else:
            taken = spec.filled_by != BY_FORMULA and not spec.private and not spec.hidden
        if taken:
            chosen[spec.key] = spec.accepted
    codes = frozenset(s.key for s in columns_of(tab) if s.kind.name == "code" and s.key in chosen)
    return TableSpec(tab.tab_id, tab.tab, tab.tab_names, tab.key, chosen, codes)


def own_table(
    name: str, keys: Sequence[str], columns: Sequence[str], codes: Sequence[str] = ()
) -> TableSpec:
    """A table of a tab that is none of ours, by its headings."""
    headings = {normalise(each): (each,) for each in (*keys, *columns)}
    own_keys = tuple(normalise(each) for each in keys)
    own_codes = frozenset(normalise(each) for each in codes)
    return TableSpec(normalise(name), name, (), own_keys, headings, own_codes)


def default_tabs(infos: Iterable[TabInfo]) -> list[str]:
    """The tabs of a workbook that are synced unless others are named."""
    present = list(infos)
    chosen = []
    for tab in every_tab():
        spec = known_table(tab.tab_id)
        if spec and not tab.appended_by and tab_called(spec, present):
            chosen.append(tab.tab)
    return chosen


def tab_called(spec: TableSpec, present: Sequence[TabInfo]) -> str:
    """The name of the tab that holds a table; blank where there is none."""
    for info in present:
        if info.id and info.id == spec.id:
            return info.name
    for name in (spec.name, *spec.names):
        for info in present:
            if normalise(info.name) == normalise(name):
                return info.name
    return ""


def find_table(spec: TableSpec, sheet: Sheet, where: str, hint: int | None = None) -> Found:
    """A table on one side; `hint` is the row where its headings stood a moment ago.

    Raises:
        SheetError: no row holds the headings of its key.
    """
    likely = hint or (sheet.tables[0].header_row if sheet.tables else None)
    header = find_header(sheet.cells, spec.headings, spec.keys, likely)
    missing = [key for key in spec.keys if header is None or key not in header.columns]
    if header is None or missing:
        names = ", ".join(spec.headings[key][0] for key in missing)
        seen = f"{where} has no heading {names} on the tab {sheet.name}"
        keys = " and ".join(spec.headings[key][0] for key in spec.keys)
        raise problems.TABLE_STOPPED.stop(Place(sheet.name), table=spec.name, seen=seen, keys=keys)
    return _read(spec, sheet, header)


def _read(spec: TableSpec, sheet: Sheet, header: Header) -> Found:
    lines: dict[Key, list[Line]] = defaultdict(list)
    keyless: list[int] = []
    last = header.last_row
    totals = {table.last_row + 1 for table in sheet.tables if table.has_totals}
    filled: dict[str, int] = defaultdict(int)
    calculated: dict[str, int] = defaultdict(int)
    by_row = _formulas_by_row(sheet, header)
    calculating = {column for columns in by_row.values() for column in columns}
    for number, row in enumerate(sheet.cells[header.last_row :], header.last_row + 1):
        width = len(row)
        cells = {c: row[at - 1] if at <= width else None for c, at in header.columns.items()}
        formulas = by_row.get(number, _NO_FORMULAS)
        typed = [c for c, cell in cells.items() if not _is_blank(cell) and c not in formulas]
        if number in totals or not typed:
            continue
        last = number
        for column in calculating:
            filled[column] += not _is_blank(cells[column])
            calculated[column] += column in formulas
        if any(_is_blank(cells[key]) for key in spec.keys):
            if not _is_banner(spec, cells, typed):
                keyless.append(number)
            continue
        key = key_of(plain(cells[k], is_code=k in spec.codes) for k in spec.keys)
        lines[key].append(Line(number, cells, formulas))
    table = Table(
        {key: found[0] for key, found in lines.items() if len(found) == 1},
        {
            key: tuple(line.number for line in found)
            for key, found in lines.items()
            if len(found) > 1
        },
        frozenset(c for c, count in calculated.items() if count and count == filled[c]),
    )
    return Found(spec, sheet, header, table, tuple(keyless), last)


def _formulas_by_row(sheet: Sheet, header: Header) -> dict[int, frozenset[str]]:
    by_place = {at: column for column, at in header.columns.items()}
    found: dict[int, set[str]] = defaultdict(set)
    for row, at in sheet.formulas:
        if at in by_place:
            found[row].add(by_place[at])
    return {row: frozenset(columns) for row, columns in found.items()}


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _is_banner(spec: TableSpec, cells: Mapping[str, Cell], typed: Sequence[str]) -> bool:
    """A line with a title or a total in place of a row: one text, or a total's label."""
    texts = [str(cells[column]).strip().casefold() for column in typed]
    is_total = any(text.startswith(("total", "grand total", "subtotal")) for text in texts)
    return is_total or (len(typed) == 1 and len(spec.keys) > 1 and isinstance(cells[typed[0]], str))


def row_findings(found: Found, where: str) -> list[Finding]:
    """Rows of a side that cannot be synced: without a key, or with another row's key."""
    findings = []
    name, spec = found.sheet.name, found.spec
    columns = " and ".join(found.heading(key) for key in spec.keys)
    for number in found.keyless:
        place = Place(name, number, found.columns[spec.keys[0]])
        findings.append(problems.NO_KEY.at(place, table=f"{spec.name} ({where})", columns=columns))
    for key, numbers in found.table.held.items():
        place = Place(name, numbers[1], found.columns[spec.keys[0]])
        rows = ", ".join(map(str, numbers))
        shown = " / ".join(key_parts(key))
        findings.append(
            problems.TWICE.at(place, key=shown, rows=rows, table=f"{spec.name} ({where})")
        )
    return findings


def shared_columns(sheet: Found, office: Found) -> tuple[tuple[str, ...], list[Finding]]:
    """The columns that both sides have, and a finding for each that only one has."""
    both = tuple(c for c in sheet.spec.headings if c in sheet.columns and c in office.columns)
    findings = []
    for column in sheet.spec.headings:
        if (column in sheet.columns) == (column in office.columns):
            continue
        lacking, having = (sheet, office) if column in office.columns else (office, sheet)
        where = "in the Google Sheet" if lacking is sheet else "in the workbook"
        heading = having.heading(column)
        free = [
            text
            for number, text in lacking.header.headings.items()
            if number not in lacking.columns.values()
        ]
        close = nearest(heading, free)
        remedy = f"add a column {heading} there, if it is to be synced"
        if close:
            remedy = f'rename the heading "{close}" to {heading}, if that is what it holds'
        findings.append(
            problems.COLUMN_PAUSED.at(
                Place(lacking.sheet.name),
                column=heading,
                table=sheet.spec.name,
                where=where,
                remedy=remedy,
            )
        )
    return both, findings
