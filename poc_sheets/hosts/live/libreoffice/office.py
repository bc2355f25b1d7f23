"""One running LibreOffice: started by us in a profile of its own, or found running."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from poc_sheets.hosts.live.libreoffice.errors import OfficeError, OfficeTimeoutError
from poc_sheets.hosts.live.libreoffice.installations import find_office
from poc_sheets.hosts.live.libreoffice.profile import write_profile
from poc_sheets.hosts.live.libreoffice.uno_bridge import (
    bridge,
    file_url,
    uno_exception,
    within,
)

#: Seconds that a start, an answer and an end may take.
START_SECONDS = 120.0
ANSWER_SECONDS = 20.0
#: An office that takes another connection just now refuses ours for a moment.
CONNECT_SECONDS = 1.0
END_SECONDS = 10.0

_RESOLVER = "com.sun.star.bridge.UnoUrlResolver"
_DESKTOP = "com.sun.star.frame.Desktop"


@dataclass(slots=True)
class Office:
    """A running office and how to reach it.

    `process` and `own_profile` are set only where we started it; only then does `stop` end it by
    force.
    """

    context: Any
    desktop: Any
    pipe: str
    headless: bool
    process: subprocess.Popen[bytes] | None = None
    own_profile: Path | None = None
    #: Our component inside the office, False where it has none, None as long as nobody asked.
    inside: Any = None

    @property
    def pid(self) -> int:
        """The process id; for an office that we did not start a stable number made of its pipe."""
        return self.process.pid if self.process else zlib.crc32(self.pipe.encode()) or 1

    @property
    def is_alive(self) -> bool:
        """Whether it still answers."""
        if self.process is not None and self.process.poll() is not None:
            return False
        try:
            within(ANSWER_SECONDS, "are you there", self.desktop.getCurrentComponent)
        except (OfficeTimeoutError, uno_exception()):
            return False
        return True

    def service(self, name: str) -> Any:
        """A service of the office: `service("sheet.FunctionAccess")`."""
        return self.context.ServiceManager.createInstanceWithContext(
            f"com.sun.star.{name}", self.context
        )

    def stop(self) -> None:
        """End it as its own menu would; one that we started and that does not end is killed."""
        with contextlib.suppress(OfficeTimeoutError, uno_exception()):
            within(END_SECONDS, "ending it", self.desktop.terminate)
        self._wait_or_kill()

    def kill(self) -> None:
        """End an office that we started at once; what was not saved is lost."""
        self._wait_or_kill(seconds=0.0)

    def _wait_or_kill(self, seconds: float = END_SECONDS) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            _kill_with_children(self.process)
        if self.own_profile is not None:
            shutil.rmtree(self.own_profile, ignore_errors=True)


def start(
    *,
    visible: bool = False,
    profile: Path | None = None,
    trusted: Sequence[Path] = (),
    locking: bool = True,
    seconds: float = START_SECONDS,
) -> Office:
    """Start an office beside any that runs already, reachable by a named pipe.

    Args:
        visible: with windows. Where the system has no screen it is started without.
        profile: the profile folder; None makes one that is deleted with the office.
        trusted: folders whose workbooks may run their macros.
        locking: see `write_profile`.
        seconds: the time it may take until it answers.

    Raises:
        OfficeError: not installed, ended at once, or gave no answer in time.
        BridgeError: the Python bridge cannot be loaded.
    """
    program = find_office()
    if program is None:
        raise OfficeError(
            "LibreOffice is not installed here. Install it (libreoffice.org; Debian and Ubuntu: "
            "apt install libreoffice-calc python3-uno), or name its soffice in POC_SHEETS_SOFFICE."
        )
    bridge()
    headless = not (visible and has_screen())
    folder = profile or Path(tempfile.mkdtemp(prefix="libreoffice_"))
    write_profile(folder, [file_url(place) for place in trusted], locking=locking)
    pipe = f"poc_sheets_{secrets.token_hex(8)}"
    process = _launch(program, folder, pipe, headless=headless)
    own_profile = None if profile else folder
    try:
        context = _wait_for(
            f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext", process, seconds
        )
    except OfficeError:
        _kill_with_children(process)
        if own_profile is not None:
            shutil.rmtree(own_profile, ignore_errors=True)
        raise
    return _office(context, pipe, headless=headless, process=process, own_profile=own_profile)


def connect(pipe: str, instance: str = "StarOffice.ComponentContext") -> Office:
    """Reach an office that runs already.

    Args:
        pipe: the name of its pipe, as in `--accept="pipe,name=PIPE;urp;"`, or of a private acceptor
            opened inside it.
        instance: what the acceptor hands out; it must be the office's component context.

    Raises:
        OfficeError: no office answers there.
    """
    context = _wait_for(f"uno:pipe,name={pipe};urp;{instance}", None, CONNECT_SECONDS)
    return _office(context, pipe, headless=False)


def has_screen() -> bool:
    """Whether windows can be shown at all."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _office(
    context: Any,
    pipe: str,
    *,
    headless: bool,
    process: subprocess.Popen[bytes] | None = None,
    own_profile: Path | None = None,
) -> Office:
    desktop = within(
        ANSWER_SECONDS,
        "asking for its desktop",
        lambda: context.ServiceManager.createInstanceWithContext(_DESKTOP, context),
    )
    return Office(context, desktop, pipe, headless, process, own_profile)


def _launch(program: Path, profile: Path, pipe: str, *, headless: bool) -> subprocess.Popen[bytes]:
    command = [
        str(program),
        f"-env:UserInstallation={file_url(profile)}",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nofirststartwizard",
        f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
    ]
    environment = dict(os.environ)
    if headless:
        command.insert(1, "--headless")
        # The plain drawing layer needs no screen and starts fastest.
        environment["SAL_USE_VCLPLUGIN"] = "svp"
    # The program of this Python must not reach the office's own Python.
    for name in ("PYTHONPATH", "PYTHONHOME"):
        environment.pop(name, None)
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _wait_for(address: str, process: subprocess.Popen[bytes] | None, seconds: float) -> Any:
    local = bridge().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(_RESOLVER, local)
    deadline = time.monotonic() + seconds
    while True:
        limit = max(ANSWER_SECONDS, deadline - time.monotonic())
        try:
            return within(limit, "connecting", lambda: resolver.resolve(address))
        except uno_exception() as problem:
            if process is not None and process.poll() is not None:
                raise OfficeError(
                    f"LibreOffice ended right after its start (exit code {process.returncode}). "
                    "Start it once by hand to see what it says."
                ) from problem
            if time.monotonic() >= deadline:
                raise OfficeError(
                    f"No LibreOffice answers at {address}. Start it with a pipe of that name, "
                    "or let it be started here."
                ) from problem
            time.sleep(0.05)


def _kill_with_children(process: subprocess.Popen[bytes]) -> None:
    # `soffice` is a small starter: the office itself is its child, in the same session.
    if sys.platform == "win32":
        subprocess.run(
            ["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True
        )
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
