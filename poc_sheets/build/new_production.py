"""A new production workbook, from the template or filled with the invented production."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from poc_sheets.build.defaults import starting_rows
from poc_sheets.build.workbooks import write_workbook
from poc_sheets.problems import Exit, Problem
from poc_sheets.settings import Settings
from poc_sheets.tabs.model import Row

ALREADY_THERE = Problem(
    "file-already-there",
    title="{file} is there already",
    what="a new workbook never takes the place of another file",
    do="choose another name, or move the file away",
    exit_code=Exit.WRONG_USE,
)
NOT_XLSX = Problem(
    "not-xlsx",
    title="{file} does not end with {ending}",
    what="a new production is written as an Excel workbook{kind}",
    do="give a name that ends with {ending}",
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
#: Rows, settings, and what is said of them.
_Made = tuple[Mapping[type[Row], Sequence[Row]], Settings, str]


def make_production(
    path: Path, *, title: str = "", kind: str = "feature", demo: bool = False, macros: bool = False
) -> str:
    """Write a new production workbook; what was made, in a sentence.

    Args:
        path: the file; it must not be there yet.
        title: the production's title.
        kind: feature, series or commercial.
        demo: fill in the invented production.
        macros: put the macros of Excel and a button for each action into it.

    Raises:
        SheetError: the file exists, the kind or the name cannot be used, or a library is missing.
    """
    ending = ".xlsm" if macros else ".xlsx"
    if path.suffix.lower() != ending:
        with_macros = " with macros" if macros else ""
        raise NOT_XLSX.stop(file=path.name, ending=ending, kind=with_macros)
    if path.exists():
        raise ALREADY_THERE.stop(file=path.name)
    if kind.capitalize() not in _KINDS:
        raise UNKNOWN_PRODUCTION_KIND.stop(kind=kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    rows, settings, summary = _demo(title) if demo else _fresh(title, kind)
    if macros:
        from poc_sheets.build.excel_workbook import write_macro_workbook

        write_macro_workbook(path, rows, settings)
        summary += " Its buttons are in the Today tab; Excel asks once whether macros may run."
    else:
        write_workbook(path, rows, settings)
    return f"{path} {summary}"


def _demo(title: str) -> _Made:
    from poc_sheets.build.demo.production import demo_rows
    from poc_sheets.build.demo.show import demo_settings

    settings = demo_settings()
    settings = replace(settings, title=title or settings.title)
    return demo_rows(), settings, f"holds the invented production {settings.title}."


def _fresh(title: str, kind: str) -> _Made:
    settings = Settings(
        production_id=secrets.token_hex(8),
        title=title,
        short_title=re.sub(r"[^A-Za-z0-9]+", "-", title).strip("-").upper(),
        kind=kind.capitalize(),
    )
    return starting_rows(), settings, "is ready: open it, and fill in the Production tab first."
