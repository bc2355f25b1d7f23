"""Formulas without results in a workbook that we write: every program then calculates them.

A writer of workbooks knows no results and writes zeros. LibreOffice shows such a zero as it stands;
a formula cell without a result it calculates when the file is opened, as Excel does.
"""

import re
import zipfile
from pathlib import Path

_RESULT = re.compile(rb"(<f(?:>[^<]*</f>|/>))<v>[^<]*</v>")
_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$")


def drop_results(path: Path) -> None:
    """Take the results out of the formula cells of a workbook that was just written."""
    with zipfile.ZipFile(path) as book:
        members = [(item, book.read(item)) for item in book.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for item, content in members:
            if _SHEET.match(item.filename):
                content = _RESULT.sub(rb"\1", content)  # noqa: PLW2901  (the same member, changed)
            book.writestr(item, content)
