"""Where LibreOffice is installed: Linux, Mac, Windows."""

import importlib
import os
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

#: The program to start, tried before every other: a path to `soffice`.
PROGRAM_VARIABLE = "POC_SHEETS_SOFFICE"


@cache
def find_office() -> Path | None:
    """The `soffice` to start, or None where LibreOffice is not installed.

    The variable POC_SHEETS_SOFFICE comes first, then the search path, then the usual places of the
    system. On Windows and Mac the places are those of the official installers.
    """
    named = os.environ.get(PROGRAM_VARIABLE)
    if named and Path(named).is_file():
        return Path(named)
    for program in _candidates():
        if program.is_file():
            return program
    return None


@cache
def program_folders() -> tuple[Path, ...]:
    """The folders with the office's libraries, the one of `find_office` first."""
    places: list[Path] = []
    for program in (find_office(), *_candidates()):
        if program is None or not program.is_file():
            continue
        folder = program.resolve().parent
        places += [folder, folder.parent / "Frameworks", folder.parent / "Resources"]
    return tuple(dict.fromkeys(place for place in places if place.is_dir()))


def _candidates() -> Iterator[Path]:
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            yield Path(found)
    if sys.platform == "win32":
        yield from _windows()
    elif sys.platform == "darwin":
        for root in (Path("/Applications"), Path.home() / "Applications"):
            for application in sorted(root.glob("LibreOffice*.app"), reverse=True):
                yield application / "Contents/MacOS/soffice"
    else:
        for pattern in (
            "usr/lib/libreoffice*/program/soffice",
            "usr/lib64/libreoffice*/program/soffice",
            "opt/libreoffice*/program/soffice",
            "usr/local/lib/libreoffice*/program/soffice",
        ):
            yield from sorted(Path("/").glob(pattern), reverse=True)


def _windows() -> Iterator[Path]:
    yield from _registered()
    for variable in ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        root = os.environ.get(variable)
        if root:
            for folder in sorted(Path(root).glob("LibreOffice*"), reverse=True):
                yield folder / "program/soffice.exe"
            yield Path(root) / "Programs/LibreOffice/program/soffice.exe"


def _registered() -> Iterator[Path]:
    winreg: Any = importlib.import_module("winreg")
    for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
        try:
            folder = winreg.QueryValue(root, r"SOFTWARE\LibreOffice\UNO\InstallPath")
        except OSError:
            continue
        yield Path(folder) / "soffice.exe"
