"""Excel's add-in set up and taken back: really on Linux, by recorded commands elsewhere."""

import os
import shutil
import socket
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from poc_sheets.hosts.web.certificates import (
    CertificateFiles,
    certificate_files,
    fingerprint,
    make_certificates,
)
from poc_sheets.hosts.web.keys import PaneKey
from poc_sheets.problems import SheetError
from poc_sheets.setting_up.officejs import Said, Setup, install, plan, server_sign, signs, uninstall
from poc_sheets.setting_up.officejs_trust import Command, trust_lists
from tests.serving.running import local_server

needs_nss = pytest.mark.skipif(not shutil.which("certutil"), reason="certutil is not installed")


@dataclass
class Machine:
    """Answers commands as a system that keeps a list of trusted authorities."""

    ran: list[Command] = field(default_factory=list)
    is_trusted: bool = False
    refuses: str = ""

    def run(self, command: Command) -> Said:
        self.ran.append(command)
        words = " ".join(command)
        if self.refuses and self.refuses in words:
            return Said(1, "The operation was canceled by the user.\nmore")
        if "verifystore" in words or "verify-cert" in words:
            return Said(0 if self.is_trusted else 1, "")
        if "addstore" in words or "add-trusted-cert" in words:
            self.is_trusted = True
        if "delstore" in words or "remove-trusted-cert" in words:
            self.is_trusted = False
        return Said(0, "")


def _setup(tmp_path: Path, system: str, machine: Machine) -> Setup:
    files = CertificateFiles(tmp_path / "data" / "certificates")
    return Setup(files, tmp_path / "home", system, run=machine.run)


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_set_up_twice_and_taken_back(tmp_path: Path, system: str) -> None:
    """The second time changes nothing; afterwards nothing is left, and taking back again is calm."""
    machine = Machine()
    on = _setup(tmp_path, system, machine)
    assert "is new" in install(on)
    assert all(sign.ok for sign in signs(on)[:-1])
    root = on.files.root.read_bytes()
    key = PaneKey(tmp_path / "data").read()
    before = len(machine.ran)
    assert "there already" in install(on)
    again = machine.ran[before:]
    assert not [words for words in again if {"-addstore", "add-trusted-cert"} & set(words)]
    assert on.files.root.read_bytes() == root
    assert PaneKey(tmp_path / "data").read() == key
    assert all(sign.ok for sign in signs(on)[:-1])
    uninstall(on)
    assert not machine.is_trusted
    assert not list((tmp_path / "data").rglob("*.*"))
    assert not on.mac_file.exists()
    assert uninstall(on) == "The add-in of Excel was not set up."
    assert signs(on) == []


def test_the_commands_of_windows(tmp_path: Path) -> None:
    """The person's own list, never the computer's; the entry for Excel is the person's too."""
    machine = Machine()
    on = _setup(tmp_path, "win32", machine)
    install(on)
    assert ("certutil", "-user", "-f", "-addstore", "Root", str(on.files.root)) in machine.ran
    added = machine.ran[-1]
    assert added[:2] == ("reg", "add")
    assert added[2].startswith("HKCU\\")
    assert str(on.manifest_file) in added
    mark = fingerprint(on.files)
    uninstall(on)
    assert ("certutil", "-user", "-f", "-delstore", "Root", mark) in machine.ran
    assert machine.ran[-1][:2] == ("reg", "delete")


def test_the_commands_of_macos(tmp_path: Path) -> None:
    """Trusted for TLS alone, in the person's login keychain; Excel finds the manifest by itself."""
    machine = Machine()
    on = _setup(tmp_path, "darwin", machine)
    install(on)
    added = next(words for words in machine.ran if "add-trusted-cert" in words)
    assert added[:6] == ("security", "add-trusted-cert", "-r", "trustRoot", "-p", "ssl")
    assert added[-1] == str(on.files.root)
    assert "login.keychain-db" in added[-2]
    assert "https://localhost:8443/taskpane.html" in on.mac_file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("system", "refuses"), [("win32", "-addstore"), ("darwin", "add-trusted-cert")]
)
def test_a_person_who_says_no(tmp_path: Path, system: str, refuses: str) -> None:
    """What the system said is told, and what to do."""
    on = _setup(tmp_path, system, Machine(refuses=refuses))
    with pytest.raises(SheetError) as stopped:
        install(on)
    assert "canceled by the user" in stopped.value.finding.what
    assert "more" not in stopped.value.finding.what
    assert stopped.value.finding.do.startswith("answer Yes")


def test_a_program_that_is_missing(tmp_path: Path) -> None:
    """On Linux the package that brings it is named."""
    files = CertificateFiles(tmp_path / "data" / "certificates")
    on = Setup(files, tmp_path, "linux", run=lambda command: Said(127, f"no {command[0]}"))
    with pytest.raises(SheetError, match="apt install libnss3-tools"):
        install(on)


def test_a_root_whose_other_files_are_lost(tmp_path: Path) -> None:
    """It is no longer trusted before a new one is; taking back finds it too."""
    machine = Machine()
    on = _setup(tmp_path, "win32", machine)
    install(on)
    first = fingerprint(on.files)
    on.files.issuer_key.unlink()
    install(on)
    assert ("certutil", "-user", "-f", "-delstore", "Root", first) in machine.ran
    assert fingerprint(on.files) != first
    on.files.server.unlink()
    uninstall(on)
    assert not machine.is_trusted


def test_windows_that_lets_nobody_into_its_registry(tmp_path: Path) -> None:
    """It is said, with the other way to give Excel the add-in."""
    on = _setup(tmp_path, "win32", Machine(refuses="reg add"))
    told = install(on)
    assert "could not be told of it: The operation was canceled" in told
    assert "Upload My Add-in" in told


def test_the_plan_does_nothing(tmp_path: Path) -> None:
    machine = Machine()
    on = _setup(tmp_path, "win32", machine)
    assert "can vouch for no other name" in plan(on)
    assert not (tmp_path / "data").exists()
    install(on)
    machine.is_trusted = False
    before = list(machine.ran)
    assert "answer Yes" in plan(on)
    assert all("verifystore" in " ".join(words) for words in machine.ran[len(before) :])


@needs_nss
def test_chromium_and_firefox_on_linux(tmp_path: Path) -> None:
    """Really put into both lists and taken out again; what a person had there stays."""
    home = tmp_path / "home"
    firefox = home / ".mozilla/firefox/ab12.default"
    firefox.mkdir(parents=True)
    new = ("certutil", "-d", f"sql:{firefox}", "-N", "--empty-password")
    subprocess.run(new, check=True)
    own = CertificateFiles(tmp_path / "other")
    make_certificates(own)
    add = ("certutil", "-d", f"sql:{firefox}", "-A", "-t", "C,,", "-n", "mine", "-i", str(own.root))
    subprocess.run(add, check=True)
    on = Setup(CertificateFiles(tmp_path / "data" / "certificates"), home, "linux")
    install(on)
    install(on)
    assert [sign.ok for sign in signs(on)[:-1]] == [True] * 4
    for folder in (home / ".pki/nssdb", firefox):
        assert _nss_names(folder).count("poc_sheets") == 1
    uninstall(on)
    assert "poc_sheets" not in _nss_names(home / ".pki/nssdb") + _nss_names(firefox)
    assert "mine" in _nss_names(firefox)


def _nss_names(folder: Path) -> str:
    command = ("certutil", "-d", f"sql:{folder}", "-L")
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_whole_computer_only_for_its_administrator(tmp_path: Path) -> None:
    """On Linux; the copy is found by its content, so an older root is not mistaken for this one."""
    files = CertificateFiles(tmp_path / "certificates")
    make_certificates(files)
    system = tmp_path / "ca-certificates"
    system.mkdir()
    known = {"system": "linux", "home": tmp_path, "system_folder": system}
    assert len(trust_lists(files, **known)) == 1  # type: ignore[arg-type]  # by name
    found = trust_lists(files, **known, is_administrator=True)[-1]  # type: ignore[arg-type]  # by name
    assert found.look[:2] == ("cmp", "-s")
    assert found.add[-1] == ("update-ca-certificates",)
    subprocess.run(found.add[0], check=True)
    assert subprocess.run(found.look, check=False).returncode == 0
    assert subprocess.run(found.remove[0], check=True).returncode == 0
    assert subprocess.run(found.look, capture_output=True, check=False).returncode != 0


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps others out of the folder itself")
def test_keys_that_others_can_read_are_told(tmp_path: Path) -> None:
    machine = Machine(is_trusted=True)
    on = _setup(tmp_path, "win32", machine)
    install(on)
    on.files.issuer_key.chmod(0o640)
    assert [sign.ok for sign in signs(on)[:-1]] == [True, False, True]


def test_whether_the_server_answers(tmp_path: Path) -> None:
    """Nobody, somebody else, and ours are told apart."""
    files = CertificateFiles(tmp_path / "certificates")
    make_certificates(files)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        assert server_sign(files, door.getsockname()[1]).do == "run poc-sheets serve"
        door.listen()
        port = door.getsockname()[1]

        def other() -> None:
            connection, _ = door.accept()
            connection.sendall(b"220 another program\r\n")
            connection.close()

        worker = threading.Thread(target=other)
        worker.start()
        assert "another program" in server_sign(files, port).what
        worker.join()
    with local_server(tmp_path) as local:
        assert server_sign(certificate_files(), local.excel.port).ok
