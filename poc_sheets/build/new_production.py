"""A new production workbook, from the template or filled with the invented production."""

import re
import secrets
from dataclasses import replace
from pathlib import Path

from poc_sheets.build.defaults import starting_rows
from poc_sheets.build.workbooks import write_workbook
from poc_sheets.problems import Exit, Problem
from poc_sheets.settings import Settings

ALREADY_THERE = Problem(
    "file-already-there",
    title="{file} is there already",
    what="a new workbook never takes the place of another file",
    do="choose another name, or move the file away",
    exit_code=Exit.WRONG_USE,
)
NOT_XLSX = Problem(
    "not-xlsx",
    title="{file} does not end with .xlsx",
    what="a new production is written as an Excel workbook",
    do="give a name that ends with .xlsx",
    exit_code=Exit.WRONG_USE,
)
UNKNOWN_PRODUCTION_KIND = Problem(
    "unknown-production-kind",
    title="{kind} is no kind of production",
    what="the kinds are feature, series and commercial",
    do="choose one of them",
    exit_code=Exit.WRONG_USE,
)
_KINDS = ("Feature", "Series", "Commercial")


def make_production(
    path: Path, *, title: str = "", kind: str = "feature", demo: bool = False
) -> str:
    """Write a new production workbook; what was made, in a sentence.

    Raises:
        SheetError: the file exists, or the kind or the name cannot be used.
    """
    if path.suffix.lower() != ".xlsx":
        raise NOT_XLSX.stop(file=path.name)
    if path.exists():
        raise ALREADY_THERE.stop(file=path.name)
    if kind.capitalize() not in _KINDS:
        raise UNKNOWN_PRODUCTION_KIND.stop(kind=kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    if demo:
        from poc_sheets.build.demo.production import demo_rows
        from poc_sheets.build.demo.show import demo_settings

        settings = demo_settings()
        write_workbook(path, demo_rows(), replace(settings, title=title or settings.title))
        return f"{path} holds the invented production {title or settings.title}."
    settings = Settings(
        production_id=secrets.token_hex(8),
        title=title,
        short_title=re.sub(r"[^A-Za-z0-9]+", "-", title).strip("-").upper(),
        kind=kind.capitalize(),
    )
    write_workbook(path, starting_rows(), settings)
    return f"{path} is ready: open it, and fill in the Production tab first."
