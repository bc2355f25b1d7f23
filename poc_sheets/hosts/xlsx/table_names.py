"""Formulas inside a table that leave out its name: `SUBTOTAL(109,[Amount])`.

Excel never stores them so, other writers do. The engine needs the name; the person's file keeps
its own text.
"""

from poc_sheets.hosts.xlsx.formula_cells import formula_cells
from poc_sheets.hosts.xlsx.markup import Edit, Part, escape_markup, spliced
from poc_sheets.hosts.xlsx.package import Package, TablePart
from poc_sheets.hosts.xlsx.references import tokens


def with_table_names(package: Package) -> Package:
    """The package, or a copy of it in which every such formula names its table."""
    named: dict[str, bytes] = {}
    for sheet in package.sheets:
        tables = package.tables(sheet) if sheet.is_worksheet else []
        if tables:
            part = package.worksheet_part(sheet)
            edits = _edits(part, tables)
            if edits:
                named[sheet.path] = spliced(part.data, edits)
    if not named:
        return package
    copy = Package.of(package.packed(level=1), package.name)
    for path, data in named.items():
        copy.put(path, data)
    return copy


def _edits(part: Part, tables: list[TablePart]) -> list[Edit]:
    edits: list[Edit] = []
    for cell in formula_cells(part):
        if "[" not in cell.text or cell.kind == "shared":
            continue
        table = next((each for each in tables if each.area.holds(cell.row, cell.column)), None)
        bare = [each for each in tokens(cell.text) if each.kind == "table" and each.text[0] == "["]
        if table is None or not bare:
            continue
        text = cell.text
        for token in reversed(bare):
            text = f"{text[: token.start]}{table.name}{text[token.start :]}"
        element = part.data[cell.start : cell.end]
        head = element[: element.index(b">") + 1]
        new = head + escape_markup(text.encode()) + element[element.rindex(b"</") :]
        edits.append(Edit(cell.start, cell.end, new))
    return edits
