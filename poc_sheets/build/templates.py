"""The workbooks in workbook_templates/."""

from pathlib import Path

from poc_sheets.build.defaults import starting_rows
from poc_sheets.build.workbooks import write_workbook
from poc_sheets.settings import Settings

KINDS = {"feature": "Feature", "series": "Series", "commercial": "Commercial"}


def build_templates(folder: Path) -> None:
    """Write an empty production workbook of each kind."""
    for name, kind in KINDS.items():
        write_workbook(folder / f"{name}.xlsx", starting_rows(), Settings(kind=kind))
