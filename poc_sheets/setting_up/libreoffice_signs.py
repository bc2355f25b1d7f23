"""What can be wrong with the buttons in LibreOffice, each with the sentence that cures it."""

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from poc_sheets import __version__
from poc_sheets.build.libreoffice_extension.markup import IDENTIFIER, extension_version
from poc_sheets.build.libreoffice_extension.package import FILE_NAME
from poc_sheets.doctor import Sign
from poc_sheets.hosts.live.libreoffice.installations import find_office, program_folders
from poc_sheets.hosts.live.libreoffice.locks import owner
from poc_sheets.hosts.live.libreoffice.uno_bridge import python_of_bridge
from poc_sheets.hosts.web.state import read_state, state_file

_AGAIN: Final = "run poc-sheets install libreoffice, and start LibreOffice again"
_PACKAGES: Final = "user/uno_packages/cache"
_REGISTRY: Final = "registry/com.sun.star.comp.deployment.bundle.PackageRegistryBackend"
_ANSWER_SECONDS: Final = 5.0
_START_SECONDS: Final = 60.0


def signs(profile: Path) -> list[Sign]:
    """How LibreOffice stands; no office is started for it, and nothing where there is none.

    Args:
        profile: LibreOffice's folder of settings.
    """
    if find_office() is None:
        return []
    found = [bridge_sign((*program_folders(), Path("/usr/lib/python3/dist-packages")))]
    found += extension_signs(profile)
    found.append(server_sign(state_file()))
    found += lock_signs((Path.cwd(), Path.home() / "Documents"), offices_run())
    return found


def is_installed(profile: Path) -> bool:
    """Whether LibreOffice has the extension: its list of extensions names it."""
    names = profile / _PACKAGES / "uno_packages.pmap"
    return names.is_file() and IDENTIFIER.encode() in names.read_bytes()


def bridge_sign(folders: Iterable[Path]) -> Sign:
    """Whether LibreOffice has a Python bridge, and one for this Python."""
    mine = sys.version_info[1]
    for folder in folders:
        if (folder / "uno.py").is_file():
            built_for = python_of_bridge(folder)
            fits = built_for in {None, mine}
            what = (
                f"LibreOffice's Python bridge is for Python 3.{built_for or mine}, this is 3.{mine}"
            )
            return Sign(what, fits, f"install poc_sheets in Python 3.{built_for}")
    return Sign(
        "LibreOffice's Python bridge was not found",
        ok=False,
        do="install it (Debian and Ubuntu: apt install python3-uno)",
    )


def extension_signs(profile: Path) -> Iterator[Sign]:
    """Whether the extension is there, switched on, of this version, and starts this program."""
    if not is_installed(profile):
        what = f"the LibreOffice extension is not installed in {profile}"
        yield Sign(what, ok=False, do="run poc-sheets install libreoffice")
        return
    yield Sign(f"the LibreOffice extension is installed in {profile}", ok=True)
    folder = next((profile / _PACKAGES).glob(f"uno_packages/*/{FILE_NAME}"), None)
    if folder is None:
        yield Sign("the files of the LibreOffice extension are gone", ok=False, do=_AGAIN)
        return
    is_on = not _is_revoked(profile, folder.parent.name)
    yield Sign(
        f"the LibreOffice extension is switched {'on' if is_on else 'off'}",
        is_on,
        "switch poc_sheets on in LibreOffice: Tools, Extension Manager, Enable, then restart it",
    )
    yield _version_sign(folder)
    yield _start_sign(folder)


def server_sign(path: Path) -> Sign:
    """Whether the process that does the work answers, if it says that it runs.

    Args:
        path: the file in which it says so.
    """
    state = read_state(path)
    if state is None:
        return Sign("the process behind the buttons does not run; a press starts it", ok=True)
    told = _health(state.port, state.token)
    if told is None:
        what = f"the process behind the buttons, number {state.pid}, does not answer"
        return Sign(what, ok=False, do=f"end process {state.pid}, delete {path}, and press again")
    fits = told == __version__
    what = f"the process behind the buttons answers; it is version {told}, this is {__version__}"
    return Sign(what, fits, f"end process {state.pid}; the next press starts this version")


def lock_signs(folders: Iterable[Path], office_runs: bool) -> Iterator[Sign]:  # noqa: FBT001 - read at its only call
    """Locks of workbooks that no running LibreOffice can have laid.

    Args:
        folders: where to look.
        office_runs: whether any LibreOffice runs on this computer: its locks are not left over.
    """
    if office_runs:
        return
    for folder in dict.fromkeys(folders):
        for lock in sorted(folder.glob(".~lock.*#")) if folder.is_dir() else ():
            name = lock.name.removeprefix(".~lock.").removesuffix("#")
            what = f"{name} is marked as open {owner(lock)}, but no LibreOffice runs here"
            yield Sign(what, ok=False, do=f"if nobody else has it open, delete {lock}")


def offices_run() -> bool:
    """Whether a LibreOffice runs on this computer; where that cannot be told, it does."""
    if sys.platform != "linux":
        return True
    return any(True for _ in office_commands())


def office_commands() -> Iterator[list[bytes]]:
    """The words of the command of each running LibreOffice; Linux only."""
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = command.read_bytes().split(b"\0")
        except OSError:
            continue
        if words[0].endswith(b"soffice.bin"):
            yield words


def _is_revoked(profile: Path, package: str) -> bool:
    """Whether a person switched the extension off: LibreOffice notes it beside its address."""
    noted = profile / _PACKAGES / _REGISTRY / "backenddb.xml"
    if not noted.is_file():
        return False
    pattern = rf'url="[^"]*/{re.escape(package)}/[^"]*" revoked="true"'
    return re.search(pattern, noted.read_text(encoding="utf-8")) is not None


def _version_sign(folder: Path) -> Sign:
    text = (folder / "description.xml").read_text(encoding="utf-8")
    match = re.search(r'<version value="([^"]*)"', text)
    seen, mine = match[1] if match else "unknown", extension_version(__version__)
    what = f"the LibreOffice extension is of version {seen}, poc_sheets of {mine}"
    return Sign(what, seen == mine, _AGAIN)


def _start_sign(folder: Path) -> Sign:
    """Whether the Python that the extension starts is there and has poc_sheets."""
    installed: dict[str, Any] = {}
    if (folder / "installed.json").is_file():
        installed = json.loads((folder / "installed.json").read_text(encoding="utf-8"))
    command: list[str] = installed.get("start") or ["poc-sheets"]
    what = f"the buttons start {command[0]}"
    if command[0] == sys.executable:
        return Sign(what, ok=True)
    if not os.access(command[0], os.X_OK):
        return Sign(f"{what}, which is not there", ok=False, do=_AGAIN)
    asked = [command[0], "-c", "import poc_sheets; print(poc_sheets.__version__)"]
    # As the extension starts it: from elsewhere, and with nothing of our own Python.
    own = ("PYTHONPATH", "PYTHONHOME")
    environment = {name: value for name, value in os.environ.items() if name not in own}
    try:
        answer = subprocess.run(
            asked,
            capture_output=True,
            text=True,
            timeout=_START_SECONDS,
            check=False,
            cwd=folder,
            env=environment,
        )
    except (OSError, subprocess.TimeoutExpired):
        return Sign(f"{what}, which is no Python", ok=False, do=_AGAIN)
    if answer.returncode:
        return Sign(f"{what}, which has no poc_sheets", ok=False, do=_AGAIN)
    seen = answer.stdout.strip()
    return Sign(f"{what} with version {seen}, this is {__version__}", seen == __version__, _AGAIN)


def _health(port: int, token: str) -> str | None:
    """The version of the server that answers at a port; None where none of ours does."""
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=_ANSWER_SECONDS)
    try:
        door.request("GET", "/health", headers={"Authorization": f"Bearer {token}"})
        told = json.loads(door.getresponse().read())
    except (OSError, ValueError, http.client.HTTPException):
        return None
    finally:
        door.close()
    is_ours = isinstance(told, dict) and told.get("program") == "poc_sheets"
    return str(told.get("version")) if is_ours else None
