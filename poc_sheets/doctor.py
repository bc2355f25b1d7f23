"""What works on this machine, in plain words."""

import shutil
import sys
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from poc_sheets import __version__
from poc_sheets.logs import log_folder


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing looked at: whether it is well, and the cure where it is not."""

    what: str
    ok: bool
    do: str = ""
    #: The main job works without it.
    optional: bool = True

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return asdict(self)


def examine() -> list[Sign]:
    """Look at Python, the libraries, the programs and the folders that a press needs."""
    return [
        Sign(f"poc_sheets {__version__} on Python {sys.version.split()[0]}", ok=True),
        _version(),
        *(_library(name, extra) for name, extra in _LIBRARIES.items()),
        _office(),
        _logs(),
    ]


_LIBRARIES = {
    "xlwings": "live",
    "gspread": "google",
    "starlette": "server",
    "procrastinate": "fleet",
}


def _version() -> Sign:
    fits = (3, 11) <= sys.version_info < (3, 15)
    return Sign(
        "Python is 3.11 to 3.14", fits, "install Python 3.12 and poc_sheets in it", optional=False
    )


def _library(name: str, extra: str) -> Sign:
    found = find_spec(name) is not None
    return Sign(
        f"{name} for the part [{extra}] is {'installed' if found else 'not installed'}",
        found,
        f"pip install 'poc-sheets[{extra}]', if you want that part",
    )


def _office() -> Sign:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    usual = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    found = program or (str(usual) if usual.exists() else "")
    what = f"LibreOffice is at {found}" if found else "LibreOffice was not found"
    return Sign(what, bool(found), "install LibreOffice, if you work in it")


def _logs() -> Sign:
    folder = log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError:
        return Sign(
            f"the log folder {folder} cannot be written", ok=False, do=f"make {folder} writable"
        )
    return Sign(f"the log folder is {folder}", ok=True)
