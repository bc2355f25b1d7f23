"""A screen without a monitor, with a real mouse and keyboard, and eyes: the accessibility tree."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest

Found = TypeVar("Found")

PROGRAMS = ("Xvfb", "xdotool", "openbox", "import")
_PAUSE = 0.05


@contextmanager
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A screen of its own; skips the test where a program for it is missing."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24"]
    command += ["-nolisten", "tcp"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, pass_fds=[writing], **quiet) as server:  # type: ignore[call-overload]  # keywords of one type
        os.close(writing)
        with os.fdopen(reading) as told:
            monkeypatch.setenv("DISPLAY", f":{told.readline().strip()}")
        monkeypatch.setenv("SAL_USE_VCLPLUGIN", "gen")
        with subprocess.Popen(["openbox"], **quiet) as windows:  # type: ignore[call-overload]  # as above
            try:
                yield
            finally:
                windows.terminate()
                server.terminate()


def picture(path: Path) -> None:
    """What the screen shows, for a person who looks into a failure."""
    subprocess.run(["import", "-window", "root", str(path)], check=False, timeout=20)


def wait_for(what: str, look: Callable[[], Found | None], seconds: float = 30.0) -> Found:
    """What `look` finds, as soon as it finds something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found is not None:
            return found
        time.sleep(_PAUSE)
    raise AssertionError(f"{what} did not appear within {seconds:g} seconds")


def click(place: Any) -> None:
    """Click into the middle of something of the accessibility tree with the mouse."""
    corner, size = place.getLocationOnScreen(), place.getSize()
    x, y = corner.X + size.Width // 2, corner.Y + size.Height // 2
    subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], check=True, timeout=20)


def type_text(text: str, *, enter: bool = True) -> None:
    """Type on the keyboard, and press Enter."""
    subprocess.run(["xdotool", "type", "--delay", "20", text], check=True, timeout=30)
    if enter:
        press_key("Return")


def press_key(key: str) -> None:
    """Press one key."""
    subprocess.run(["xdotool", "key", key], check=True, timeout=20)


def everything(context: Any, depth: int = 12) -> Iterator[Any]:
    """A part of a window and all parts inside; cells of sheets are left out."""
    yield context
    count = context.getAccessibleChildCount()
    if depth == 0 or count > 300:
        return
    for number in range(count):
        child = context.getAccessibleChild(number)
        if child is not None:
            yield from everything(child.getAccessibleContext(), depth - 1)


def named(window: Any, name: str) -> Any | None:
    """The part of a window that shows a name and can be clicked, if there is one."""
    for part in everything(window.getAccessibleContext()):
        if part.getAccessibleName() == name and hasattr(part, "getLocationOnScreen"):
            place = part.getLocationOnScreen()
            if part.getSize().Width > 0 and place.X >= 0 and part.getAccessibleChildCount() == 0:
                return part
    return None
