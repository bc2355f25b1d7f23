"""A production workbook with its own macros: buttons in the Today tab, for a machine without the add-in."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from poc_sheets.build.excel_add_in import add_macros, check_libraries, write_python_path
from poc_sheets.build.excel_macros import IMPORT_FILE, macro_name
from poc_sheets.build.looks import PAPER, TYPED, Looks
from poc_sheets.build.workbooks import TODAY, write_workbook
from poc_sheets.registry import every_action
from poc_sheets.settings import Settings
from poc_sheets.tabs.model import Row

#: Below the boxes of the Today tab, where a small screen still shows them.
_FIRST_ROW = 22
#: Columns and their width in pixels, as the boxes above have them.
_COLUMNS = {1: 214, 2: 158, 4: 214}
_ROW_PIXELS = 24


def write_macro_workbook(
    path: Path,
    rows: Mapping[type[Row], Sequence[Row]],
    settings: Settings,
    *,
    interpreter: str = sys.executable,
) -> None:
    """Write a production workbook with macros and buttons.

    Made on the machine where it is used, it carries no mark of a download, and knows where Python
    is.

    Args:
        path: an .xlsm file; it is written anew.
        rows: the rows of each tab.
        settings: what the Production tab says.
        interpreter: the Python that has poc_sheets.

    Raises:
        SheetError: xlwings or pyOpenVBA is not installed.
    """
    check_libraries()

    def add(book: Any) -> None:
        write_python_path(book, interpreter).very_hidden()
        _write_buttons(book)

    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.xlsx"
        write_workbook(plain, rows, settings, add=add)
        add_macros(plain, path)


def _write_buttons(book: Any) -> None:
    """A heading for each group of buttons, and below it the buttons, row by row."""
    sheet = book.get_worksheet_by_name(TODAY)
    heading = Looks(book).format(bold=True, font_color=PAPER, bg_color=TYPED, font_size=11)
    free = dict.fromkeys(_COLUMNS, _FIRST_ROW)
    for group, buttons in _groups().items():
        column = min(free, key=free.__getitem__)  # the shortest
        sheet.write_string(free[column], column, group, heading)
        for row, (label, macro, tooltip) in enumerate(buttons, start=free[column] + 1):
            button = {
                "macro": macro,
                "caption": label,
                "description": tooltip,
                "width": _COLUMNS[column],
                "height": _ROW_PIXELS - 1,
                "y_offset": 1,
            }
            sheet.set_row_pixels(row, _ROW_PIXELS)
            sheet.insert_button(row, column, button)
        free[column] += len(buttons) + 2


def _groups() -> dict[str, list[tuple[str, str, str]]]:
    """Label, macro and tooltip of every button, by group."""
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for action in every_action():
        button = (action.label, macro_name(action), action.tooltip)
        groups.setdefault(action.group, []).append(button)
    groups["Files"] = [("Import file", IMPORT_FILE, "Bring in a statement, a schedule or a table.")]
    return groups
