"""Installs the add-in of macros into Excel, takes it out, and says how it stands."""

import os
import sys
from pathlib import Path
from typing import Final

from poc_sheets.build.excel_add_in import make_add_in
from poc_sheets.doctor import Sign
from poc_sheets.problems import Exit, Problem

NO_EXCEL_HERE = Problem(
    "no-excel-here",
    title="Excel does not run on this system",
    what="the add-in goes into a folder of Excel for Windows or Mac",
    do="install it on the machine that has Excel",
)
EXCEL_RUNS = Problem(
    "excel-runs",
    title="Excel is running",
    what="it holds {file} open",
    do="close every window of Excel, then install again",
    exit_code=Exit.LATER,
)
FILE_NAME: Final = "poc_sheets.xlam"
_MAC_FOLDER: Final = (
    "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
)


def start_folder() -> Path:
    """The folder whose workbooks Excel opens when it starts.

    Raises:
        SheetError: there is no Excel for this system.
    """
    if sys.platform == "win32":
        roaming = os.environ.get("APPDATA") or str(Path.home() / "AppData" / "Roaming")
        return Path(roaming) / "Microsoft" / "Excel" / "XLSTART"
    if sys.platform == "darwin":
        return Path.home() / _MAC_FOLDER
    raise NO_EXCEL_HERE.stop()


def install(folder: Path | None = None) -> str:
    """Install the add-in for this person, with this Python; what was done, in a sentence.

    Doing it again replaces the add-in.

    Args:
        folder: where Excel looks for it; by default the folder that it starts from.

    Raises:
        SheetError: there is no Excel for this system, Excel is running, or a library is missing.
    """
    target = (folder or start_folder()) / FILE_NAME
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    try:
        make_add_in(fresh)
        fresh.replace(target)
    except PermissionError as refused:
        raise EXCEL_RUNS.stop(file=target) from refused
    finally:
        fresh.unlink(missing_ok=True)
    return f"The add-in is {target}: start Excel, and look for the tab Production."


def uninstall(folder: Path | None = None) -> str:
    """Take the add-in out of Excel; what was done, in a sentence.

    Raises:
        SheetError: there is no Excel for this system, or Excel is running.
    """
    target = (folder or start_folder()) / FILE_NAME
    if not target.exists():
        return "The add-in was not installed."
    try:
        target.unlink()
    except PermissionError as refused:
        raise EXCEL_RUNS.stop(file=target) from refused
    return f"{target} is gone."


def signs(folder: Path | None = None) -> list[Sign]:
    """How Excel stands, for `doctor`; nothing is said on a system without Excel."""
    if folder is None and sys.platform not in {"win32", "darwin"}:
        return []
    target = (folder or start_folder()) / FILE_NAME
    found = target.exists()
    what = f"the add-in of Excel is {target}" if found else "the add-in of Excel is not installed"
    return [Sign(what, found, "poc-sheets install excel, if you work in it")]
