"""Hand-made workbooks for tests: every part as text, so that a test shows what it is about."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES = (
    f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" xfId="0"/>'
    '<xf numFmtId="164" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="20" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="4" fontId="0" xfId="0"><protection locked="0"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    '<dxfs count="1"><dxf><numFmt numFmtId="4" formatCode="dd/mm"/></dxf></dxfs></styleSheet>'
)


def sheet(data: str, *, before: str = "", after: str = "", main: str = MAIN) -> str:
    """A tab with these rows; `before` and `after` are elements around `sheetData`."""
    return (
        f'{DECLARATION}<worksheet xmlns="{main}" xmlns:r="{OFFICE}">{before}'
        f"<sheetData>{data}</sheetData>{after}</worksheet>"
    )


def relationships(*links: tuple[str, str, str], office: str = OFFICE) -> str:
    """A relationships part: id, last word of the type, target."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{office}/{kind}" Target="{target}"/>'
        for key, kind, target in links
    )
    uri = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{DECLARATION}<Relationships xmlns="{uri}">{inner}</Relationships>'


def package(
    sheets: Mapping[str, str],
    *,
    extra: Mapping[str, str | bytes] | None = None,
    workbook: str = "",
    properties: str = "",
    office: str = OFFICE,
    main: str = MAIN,
) -> dict[str, str | bytes]:
    """The parts of a workbook with these tabs; `workbook` goes after the list of tabs."""
    tabs = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    links = [
        (f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)
    ]
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{types}">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        + '<Override PartName="/xl/styles.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml"), office=office),
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{main}" xmlns:r="{office}">'
        f"{properties}<sheets>{tabs}</sheets>{workbook}</workbook>",
        "xl/_rels/workbook.xml.rels": relationships(
            *links, ("rId90", "styles", "styles.xml"), office=office
        ),
        "xl/styles.xml": STYLES,
    }
    for number, text in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = text
    return parts | dict(extra or {})


def write_parts(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """The parts as a zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def read_parts(path: Path) -> dict[str, bytes]:
    """Every part of a file, by name."""
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def raw_records(path: Path) -> dict[str, bytes]:
    """Every member as it lies in the file: its stream, still packed."""
    content = path.read_bytes()
    with zipfile.ZipFile(path) as file:
        records = {}
        for entry in file.infolist():
            head = entry.header_offset
            start = head + 30 + int.from_bytes(content[head + 26 : head + 28], "little")
            start += int.from_bytes(content[head + 28 : head + 30], "little")
            records[entry.filename] = content[start : start + entry.compress_size]
        return records
