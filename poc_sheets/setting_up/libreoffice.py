"""Installs the extension into LibreOffice, takes it out, and says how it stands."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from poc_sheets.build.libreoffice_extension.markup import IDENTIFIER
from poc_sheets.build.libreoffice_extension.package import FILE_NAME, write_extension
from poc_sheets.doctor import Sign
from poc_sheets.hosts.live.libreoffice import office as offices
from poc_sheets.hosts.live.libreoffice.errors import OfficeError
from poc_sheets.hosts.live.libreoffice.uno_bridge import bridge, file_url, uno_exception
from poc_sheets.hosts.web.state import state_file
from poc_sheets.problems import Exit, Problem
from poc_sheets.setting_up import libreoffice_signs
from poc_sheets.setting_up.libreoffice_signs import is_installed, office_commands

OFFICE_RUNS = Problem(
    "office-runs",
    "LibreOffice is running",
    "it uses the folder {profile}",
    "close every window of LibreOffice, then install again",
    exit_code=Exit.LATER,
)
NO_EXTENSION = Problem(
    "extension-not-installed",
    "LibreOffice did not take the extension",
    "{seen}",
    "run poc-sheets doctor, and do what it says about LibreOffice",
)

_MANAGER: Final = "/singletons/com.sun.star.deployment.ExtensionManager"
_IDLE_MINUTES: Final = "480"


def install(profile: Path | None = None) -> str:
    """Install the extension for this person, with this Python; what was done, in a sentence.

    Doing it again replaces the extension.

    Args:
        profile: LibreOffice's folder of settings; the person's own by default.

    Raises:
        SheetError: LibreOffice is running, is not installed, or refuses.
    """
    start = [sys.executable, "-m", "poc_sheets", "serve", "--idle-minutes", _IDLE_MINUTES]
    folder = profile or default_profile()
    was_there = is_installed(folder)
    with tempfile.TemporaryDirectory() as temporary:
        package = Path(temporary) / FILE_NAME
        write_extension(package, {"start": start, "state": str(state_file())})
        version = add_extension(package, folder)
    done = "replaced" if was_there else "installed"
    return (
        f"The LibreOffice extension {version} is {done} in {folder}. "
        f"It starts its server with {sys.executable}. Start LibreOffice again: the buttons stand "
        "in toolbars and in the menu Production."
    )


def add_extension(package: Path, profile: Path) -> str:
    """Add an .oxt file to the extensions of a profile; its version.

    Raises:
        SheetError: LibreOffice is running, is not installed, or refuses.
    """
    with _extensions(profile) as manager:
        added = manager.addExtension(file_url(package), (), "user", None, _consent())
        return str(added.getVersion())


def uninstall(profile: Path | None = None) -> str:
    """Take the extension out; what was done, in a sentence. Doing it again changes nothing.

    Raises:
        SheetError: LibreOffice is running, is not installed, or refuses.
    """
    folder = profile or default_profile()
    if not is_installed(folder):
        return f"There is no LibreOffice extension of poc_sheets in {folder}."
    with _extensions(folder) as manager:
        manager.removeExtension(IDENTIFIER, FILE_NAME, "user", None, _consent())
    return f"The LibreOffice extension is taken out of {folder}."


def plan(profile: Path | None = None) -> str:
    """What `install` will do, a line each."""
    folder = profile or default_profile()
    done = "Replace" if is_installed(folder) else "Put"
    return "\n".join(
        [
            f"{done} the extension poc_sheets of LibreOffice in {folder}: toolbars, menu, formulas.",
            f"Let it start {sys.executable} when a production is opened, on this computer only.",
            "Change nothing else; poc-sheets uninstall libreoffice takes it out again.",
        ]
    )


def signs(profile: Path | None = None) -> list[Sign]:
    """How LibreOffice stands, for `doctor`; no office is started for it."""
    return libreoffice_signs.signs(profile or default_profile())


def default_profile() -> Path:
    """The folder of settings of the person's own LibreOffice."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", str(Path.home()))) / "LibreOffice/4"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/LibreOffice/4"
    config = os.environ.get("XDG_CONFIG_HOME")
    return (Path(config) if config else Path.home() / ".config") / "libreoffice/4"


@contextmanager
def _extensions(profile: Path) -> Iterator[Any]:
    """The extension manager of an office without windows that uses the profile."""
    # Only Windows and Linux keep this file, and a crash leaves it behind: the office itself
    # then takes the profile over, and a running one would have answered for us.
    if (profile / ".lock").exists() and _lock_is_alive(profile / ".lock"):
        raise OFFICE_RUNS.stop(profile=profile)
    try:
        office = offices.start(profile=profile)
    except OfficeError as problem:
        raise NO_EXTENSION.stop(seen=str(problem)) from problem
    try:
        yield office.context.getByName(_MANAGER)
    except uno_exception() as problem:
        # The office's own exceptions cannot pass a `with` of Python.
        seen = str(getattr(problem, "Message", "")) or type(problem).__name__
        raise NO_EXTENSION.stop(seen=seen) from None
    finally:
        office.stop()


def _lock_is_alive(lock: Path) -> bool:
    """Whether the office that wrote the lock on this computer still runs."""
    if sys.platform != "linux":
        return True
    for words in office_commands():
        own = [word for word in words if word.startswith(b"-env:UserInstallation=")]
        used = own[0].partition(b"=")[2].decode() if own else file_url(default_profile())
        if used == file_url(lock.parent):
            return True
    return False


def _consent() -> Any:
    """Answers the office's question whether the extension may be installed: a person asked for it."""
    uno = bridge()
    base = import_module("unohelper").Base
    environment, handler = (
        uno.getClass(f"com.sun.star.{name}")
        for name in ("ucb.XCommandEnvironment", "task.XInteractionHandler")
    )
    approve = uno.getTypeByName("com.sun.star.task.XInteractionApprove")

    class Consent(base, environment, handler):  # type: ignore[misc, valid-type]  # uno has no types
        def getInteractionHandler(self) -> Any:  # noqa: N802 - UNO's name
            return self

        def getProgressHandler(self) -> None:  # noqa: N802 - UNO's name
            return None

        def handle(self, request: Any) -> None:
            # What is asked stays unread: the bridge of 7.4 cannot hand such a request to Python.
            for continuation in request.getContinuations():
                if continuation.queryInterface(approve) is not None:
                    continuation.select()
                    return

    return Consent()
