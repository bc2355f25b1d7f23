"""What doctor says of LibreOffice: each cause made for real, each with its cure."""

import json
import os
import shutil
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from poc_sheets import __version__
from poc_sheets.build.libreoffice_extension.markup import IDENTIFIER
from poc_sheets.build.libreoffice_extension.package import FILE_NAME
from poc_sheets.doctor import Sign
from poc_sheets.hosts.live.libreoffice.installations import find_office
from poc_sheets.hosts.web.app import Server
from poc_sheets.hosts.web.listening import Listening, listen
from poc_sheets.hosts.web.state import ServerState, write_state
from poc_sheets.serving.libreoffice import LibreOfficeDesk
from poc_sheets.setting_up import libreoffice
from poc_sheets.setting_up.libreoffice_signs import (
    bridge_sign,
    extension_signs,
    lock_signs,
    server_sign,
    signs,
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile of LibreOffice with the extension."""
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("installed") / "profile"
    libreoffice.install(profile)
    return profile


@pytest.fixture
def profile(installed: Path, tmp_path: Path) -> Path:
    """A copy of it, for the test to spoil."""
    return Path(shutil.copytree(installed, tmp_path / "profile"))


def _wrong(found: Iterator[Sign] | list[Sign]) -> list[tuple[str, str]]:
    return [(sign.what, sign.do) for sign in found if not sign.ok]


def _inside(profile: Path) -> Path:
    return next(profile.glob("user/uno_packages/cache/uno_packages/*/poc_sheets.oxt"))


@pytest.mark.office
def test_all_is_well(profile: Path) -> None:
    """Right after the installation nothing is to be done; the plan of another one says so."""
    assert _wrong(extension_signs(profile)) == []
    assert len(signs(profile)) >= 6
    assert "Replace the extension" in libreoffice.plan(profile)


def test_not_installed(tmp_path: Path) -> None:
    ((what, do),) = _wrong(extension_signs(tmp_path))
    assert "is not installed" in what
    assert do == "run poc-sheets install libreoffice"
    assert "Put the extension" in libreoffice.plan(tmp_path)


@pytest.mark.office
def test_the_extension_is_switched_off(profile: Path) -> None:
    """A person disabled it in the extension manager."""
    with libreoffice._extensions(profile) as manager:
        extension = manager.getDeployedExtension(
            "user", IDENTIFIER, FILE_NAME, libreoffice._consent()
        )
        manager.disableExtension(extension, None, libreoffice._consent())
    ((what, do),) = _wrong(extension_signs(profile))
    assert what == "the LibreOffice extension is switched off"
    assert "Extension Manager, Enable" in do


@pytest.mark.office
@pytest.mark.parametrize(
    ("program", "seen"),
    [
        ("/nowhere/bin/python", "/nowhere/bin/python, which is not there"),
        (shutil.which("true") or "", "with version , this is"),
        ("/usr/bin/python3", "/usr/bin/python3, which has no poc_sheets"),
    ],
)
def test_the_wrong_interpreter(profile: Path, program: str, seen: str) -> None:
    """The Python that installed the extension was moved, or lost poc_sheets."""
    told = _inside(profile) / "installed.json"
    told.write_text(json.dumps({"start": [program, "-m", "poc_sheets", "serve"]}))
    ((what, do),) = _wrong(extension_signs(profile))
    assert seen in what
    assert do == "run poc-sheets install libreoffice, and start LibreOffice again"


@pytest.mark.office
def test_the_extension_is_of_another_version(profile: Path) -> None:
    """poc_sheets was updated, the extension was not."""
    description = _inside(profile) / "description.xml"
    text = description.read_text(encoding="utf-8")
    description.write_text(text.replace('version value="', 'version value="0.'), encoding="utf-8")
    ((what, do),) = _wrong(extension_signs(profile))
    assert "extension is of version 0." in what
    assert do.startswith("run poc-sheets install libreoffice")


def test_a_lock_that_was_left_behind(tmp_path: Path) -> None:
    """LibreOffice crashed: the lock names the person and the file to delete."""
    lock = tmp_path / ".~lock.Harvest Moon.xlsx#"
    lock.write_text(",ana,office-3,21.11.2026 18:02,file:///home/ana;", encoding="utf-8")
    ((what, do),) = _wrong(lock_signs([tmp_path, tmp_path], office_runs=False))
    assert what.startswith("Harvest Moon.xlsx is marked as open by ana on office-3")
    assert str(lock) in do
    assert _wrong(lock_signs([tmp_path], office_runs=True)) == []


def test_the_process_does_not_answer(tmp_path: Path) -> None:
    """It takes connections, as a process that hangs does, or its file was left behind."""
    state = tmp_path / "server.json"
    assert server_sign(state).ok
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        port = deaf.getsockname()[1]
    write_state(ServerState(port, "t" * 32, os.getpid(), __version__), state)
    sign = server_sign(state)
    assert not sign.ok
    assert sign.do == f"end process {os.getpid()}, delete {state}, and press again"


def test_the_process_answers(tmp_path: Path) -> None:
    """A server of this version is well; one from before the update has to end."""
    path, token = tmp_path / "server.json", "t" * 40
    seen: list[Sign] = []

    def ready(state: ServerState, stop: Callable[[], None]) -> None:
        def look() -> None:
            seen.append(server_sign(path))
            stop()

        threading.Thread(target=look).start()

    listen(Server(LibreOfficeDesk(), token), Listening(), path, ready)
    ((sign),) = seen
    assert sign.ok
    assert f"it is version {__version__}" in sign.what


def test_the_bridge_is_missing_or_for_another_python(tmp_path: Path) -> None:
    """The sentence names the package, or the Python to install poc_sheets in."""
    sign = bridge_sign([tmp_path])
    assert not sign.ok
    assert "apt install python3-uno" in sign.do
    (tmp_path / "uno.py").write_text("", encoding="utf-8")
    other = sys.version_info[1] + 1
    (tmp_path / "libpyuno.so").write_bytes(b"\0libpython3.%d.so.1.0\0" % other)
    sign = bridge_sign([tmp_path])
    assert not sign.ok
    assert sign.do == f"install poc_sheets in Python 3.{other}"
