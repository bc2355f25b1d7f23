"""Loads LibreOffice's Python bridge (`uno`) into whatever Python runs, and wraps what it needs.

`uno.py` comes with LibreOffice or with the distribution (`python3-uno`), never from PyPI, and works
only in the Python minor version it was built for. Its folder is not put on the module path as a
whole, because the folder of a distribution holds hundreds of packages of other versions.
"""

import importlib.util
import os
import re
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from poc_sheets.hosts.live.libreoffice.errors import BridgeError, OfficeTimeoutError
from poc_sheets.hosts.live.libreoffice.installations import program_folders

#: A folder with `uno.py`, tried before every other.
FOLDER_VARIABLE = "POC_SHEETS_UNO"

_LINKED_PYTHON = re.compile(rb"libpython3\.(\d+)|python3(\d+)\.dll|Versions/3\.(\d+)/")

Result = TypeVar("Result")


@cache
def bridge() -> Any:
    """The `uno` module.

    Raises:
        BridgeError: not installed, or built for another Python.
    """
    if "uno" in sys.modules:
        return sys.modules["uno"]
    seen: list[str] = []
    for folder in _bridge_folders():
        built_for = python_of_bridge(folder)
        if built_for is not None and built_for != sys.version_info[1]:
            seen.append(f"{folder} is built for Python 3.{built_for}")
            continue
        try:
            return _load(folder)
        except ImportError as problem:
            seen.append(f"{folder}: {problem}")
    found = "; ".join(seen) or "no uno.py was found"
    raise BridgeError(
        f"LibreOffice's Python bridge does not load into Python 3.{sys.version_info[1]} ({found}). "
        "Install it (Debian and Ubuntu: apt install python3-uno), and make the environment with "
        f"the Python it was built for, or name the folder that holds uno.py in {FOLDER_VARIABLE}."
    )


def python_of_bridge(folder: Path) -> int | None:
    """The minor version of the Python that the bridge beside `uno.py` was built for, if it says."""
    for place in (folder, *program_folders()):
        for name in ("libpyuno.so", "pyuno.pyd", "libpyuno.dylib", "pyuno.so"):
            library = place / name
            if library.is_file() and (match := _LINKED_PYTHON.search(library.read_bytes())):
                return int(next(group for group in match.groups() if group))
    return None


def _bridge_folders() -> Iterator[Path]:
    minor = sys.version_info[1]
    named = os.environ.get(FOLDER_VARIABLE)
    places = [Path(named)] if named else []
    places += [Path(entry) for entry in sys.path if entry]
    places += [
        Path("/usr/lib/python3/dist-packages"),
        Path(f"/usr/lib/python3.{minor}/site-packages"),
        Path(f"/usr/lib64/python3.{minor}/site-packages"),
    ]
    for program in program_folders():
        places += [program, program.parent / "Resources"]
    seen: set[Path] = set()
    for place in places:
        if place not in seen and (place / "uno.py").is_file():
            seen.add(place)
            yield place


def _load(folder: Path) -> Any:
    before = list(sys.path)
    # At the end of the path a folder hides nothing; uno.py needs its compiled half only while loading.
    sys.path += [str(place) for place in program_folders()]
    try:
        for name in ("uno", "unohelper"):
            spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
            if spec is None or spec.loader is None or not (folder / f"{name}.py").is_file():
                continue
            module = importlib.util.module_from_spec(spec)
            sys.modules[name] = module
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    spec.loader.exec_module(module)
            except BaseException:
                sys.modules.pop(name, None)
                raise
    finally:
        sys.path[:] = before
    return sys.modules["uno"]


@cache
def uno_exception() -> type[Exception]:
    """The class every error of the office derives from."""
    found: type[Exception] = bridge().getClass("com.sun.star.uno.Exception")
    return found


def struct(kind: str, **fields: Any) -> Any:
    """A UNO structure: `struct("table.CellAddress", Sheet=0, Column=0, Row=0)`."""
    made = bridge().createUnoStruct(f"com.sun.star.{kind}")
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def arguments(**values: Any) -> tuple[Any, ...]:
    """Named arguments in the form the office wants: a row of property values."""
    return tuple(
        struct("beans.PropertyValue", Name=name, Value=value) for name, value in values.items()
    )


def enum(kind: str, value: str) -> Any:
    """A UNO enumeration value: `enum("sheet.CellInsertMode", "DOWN")`."""
    return bridge().Enum(f"com.sun.star.{kind}", value)


def file_url(path: str | Path) -> str:
    """The URL of a file."""
    return str(bridge().systemPathToFileUrl(str(Path(path).absolute())))


def file_path(url: str) -> str:
    """The path of a file URL, spaces and umlauts as on disk; blank for a blank one."""
    return str(bridge().fileUrlToSystemPath(url)) if url.startswith("file:") else url


def within(seconds: float, what: str, call: Callable[[], Result]) -> Result:
    """The result of a call into the office that must not hang.

    Raises:
        OfficeTimeoutError: no answer in time. The call itself cannot be broken off; it ends when
            the office answers or ends.
    """
    done: list[Result] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(call())
        except BaseException as problem:  # noqa: BLE001 - handed to the caller's thread below
            failed.append(problem)

    worker = threading.Thread(target=run, name=f"libreoffice: {what}", daemon=True)
    worker.start()
    worker.join(seconds)
    if failed:
        raise failed[0]
    if not done:
        raise OfficeTimeoutError(what, seconds)
    return done[0]
