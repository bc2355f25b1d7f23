"""Sets up Excel's add-in: its certificate, what programs trust, and where Excel finds it."""

import contextlib
import http
import http.client
import os
import ssl
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from poc_sheets import __version__
from poc_sheets.build.officejs.manifest import ADD_IN_ID, ADDRESS, manifest
from poc_sheets.doctor import Sign
from poc_sheets.hosts.web import certificates
from poc_sheets.hosts.web.certificates import CertificateFiles, certificate_files
from poc_sheets.hosts.web.keys import PaneKey
from poc_sheets.problems import Exit, Problem
from poc_sheets.serving.excel import PORT
from poc_sheets.setting_up.officejs_trust import Command, TrustList, trust_lists

NOT_TRUSTED = Problem(
    "certificate-not-trusted",
    "The certificate is not trusted by {name}",
    "{command} said: {seen}",
    "{remedy}, then run poc-sheets install officejs again",
    exit_code=Exit.PERSON,
)
_MAC_FOLDER: Final = "Library/Containers/com.microsoft.Excel/Data/Documents/wef"
_REGISTRY: Final = r"HKCU\Software\Microsoft\Office\16.0\WEF\Developer"
#: A person may take a while to answer what the system asks.
_SECONDS: Final = 600


@dataclass(frozen=True, slots=True)
class Said:
    """What a command of the system answered."""

    code: int
    text: str


Run = Callable[[Command], Said]


def run_command(command: Command) -> Said:
    """Run a command of the system; a program that is not there counts as 127."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        return Said(127, f"{command[0]} is not installed")
    except subprocess.TimeoutExpired:
        return Said(1, "nobody answered")
    return Said(done.returncode, (done.stderr or done.stdout).strip())


@dataclass(frozen=True, slots=True)
class Setup:
    """The add-in on one computer.

    Attributes:
        files: the certificates.
        home: the person's home.
        system: as `sys.platform` names it.
        is_administrator: the person may change the computer for everybody.
        run: runs commands of the system.
    """

    files: CertificateFiles
    home: Path
    system: str = sys.platform
    is_administrator: bool = False
    run: Run = run_command

    @property
    def manifest_file(self) -> Path:
        """What is given to Excel, on the web by upload."""
        return self.files.folder.parent / "officejs" / "manifest.xml"

    @property
    def mac_file(self) -> Path:
        """Where Excel for Mac looks for add-ins."""
        return self.home / _MAC_FOLDER / "poc_sheets.manifest.xml"

    def lists(self) -> list[TrustList]:
        """The lists of trusted authorities that matter here."""
        return trust_lists(
            self.files,
            system=self.system,
            home=self.home,
            is_administrator=self.is_administrator,
        )


def this_computer() -> Setup:
    """The add-in of this person on this computer."""
    is_root = os.name == "posix" and os.geteuid() == 0
    return Setup(certificate_files(), Path.home(), is_administrator=is_root)


def plan(setup: Setup | None = None) -> str:
    """What `install` would do, step by step; nothing is done."""
    on = setup or this_computer()
    steps = []
    if certificates.lasts(on.files):
        steps.append(f"keep the certificate in {on.files.folder}")
        waiting = [each for each in on.lists() if on.run(each.look).code]
        steps += [f"have it trusted by {each.name}. {each.asks}".strip() for each in waiting]
    else:
        steps.append(
            f"make a certificate for localhost in {on.files.folder}; its authority can vouch for "
            "no other name"
        )
        steps.append("have it trusted by the system and the browsers of this person, which may ask")
    steps.append(f"write the manifest to {on.manifest_file}")
    steps += [f"tell Excel of it: {each}" for each in _excel_steps(on)]
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))


def install(setup: Setup | None = None) -> str:
    """Make the certificate, have it trusted, and give Excel the manifest; in sentences.

    Doing it again changes nothing that is well already.

    Raises:
        SheetError: a list of trusted authorities did not take the certificate.
    """
    on = setup or this_computer()
    if not certificates.lasts(on.files):
        _distrust(on)
    is_new = certificates.make_certificates(on.files)
    done = [f"The certificate for {ADDRESS} is {'new' if is_new else 'there already'}."]
    for each in on.lists():
        done.append(_trust(on, each))
    PaneKey(on.files.folder.parent).read()
    done.append(_give_manifest(on))
    done.append(
        "Now run poc-sheets serve, open the pane Production office in Excel, and type the code "
        "that poc-sheets pair shows."
    )
    return "\n".join(done)


def uninstall(setup: Setup | None = None) -> str:
    """Take everything back that `install` did; in sentences. Doing it again changes nothing.

    Raises:
        SheetError: a list of trusted authorities still has the certificate.
    """
    on = setup or this_computer()
    was_there = on.files.root.is_file()
    done = _distrust(on)
    certificates.forget_certificates(on.files)
    PaneKey(on.files.folder.parent).forget()
    if on.system == "win32":
        on.run(("reg", "delete", _REGISTRY, "/v", ADD_IN_ID, "/f"))
    for path in (on.mac_file, on.manifest_file):
        was_there = was_there or path.exists()
        path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        on.manifest_file.parent.rmdir()
    if not was_there:
        return "The add-in of Excel was not set up."
    return "\n".join(
        [*done, "The certificate, its keys, the pane's key and the manifest are gone."]
    )


def signs(setup: Setup | None = None) -> list[Sign]:
    """How the add-in stands, for `doctor`; nothing is said where it was never set up."""
    on = setup or this_computer()
    if not certificates.is_made(on.files):
        return []
    again = "run poc-sheets install officejs"
    end = certificates.lasts_until(on.files)
    found = [
        Sign(
            f"the certificate of Excel's add-in ends on {end:%d %B %Y}",
            certificates.lasts(on.files),
            again,
        )
    ]
    private = certificates.keys_are_private(on.files)
    found.append(
        Sign(
            f"the keys in {on.files.folder} can be read by {'you' if private else 'others too'}",
            private,
            f"make {on.files.folder} yours alone: poc-sheets uninstall officejs, then {again[4:]}",
        )
    )
    for each in on.lists():
        trusts = on.run(each.look).code == 0
        what = f"the certificate is {'' if trusts else 'not '}trusted by {each.name}"
        found.append(Sign(what, trusts, again))
    return [*found, server_sign(on.files)]


def server_sign(files: CertificateFiles, port: int = PORT) -> Sign:
    """Whether Excel's pane would be answered by our server."""
    context = ssl.create_default_context(cafile=str(files.root))
    connection = http.client.HTTPSConnection("localhost", port, timeout=3, context=context)
    try:
        connection.request("GET", "/")
        answers = connection.getresponse().status == http.HTTPStatus.OK
    except ConnectionError:
        return Sign(f"no server answers at port {port}", ok=False, do="run poc-sheets serve")
    except (OSError, http.client.HTTPException):
        answers = False
    finally:
        connection.close()
    if answers:
        return Sign(f"the server of Excel's add-in answers at port {port}", ok=True)
    remedy = f"end the other program that listens on port {port}, then run poc-sheets serve"
    return Sign(f"another program answers at port {port}", ok=False, do=remedy)


def _trust(on: Setup, wanted: TrustList) -> str:
    if on.run(wanted.look).code == 0:
        return f"It is trusted by {wanted.name} already."
    for command in wanted.add:
        said = on.run(command)
        if said.code:
            _stop(wanted, command, said)
    return f"It is trusted by {wanted.name} now."


def _distrust(on: Setup) -> list[str]:
    done: list[str] = []
    for each in on.lists() if on.files.root.is_file() else ():
        if on.run(each.look).code:
            continue
        said = [on.run(command) for command in each.remove]
        if on.run(each.look).code == 0:
            _stop(each, each.remove[0], said[0])
        done.append(f"It is no longer trusted by {each.name}.")
    return done


def _stop(wanted: TrustList, command: Sequence[str], said: Said) -> None:
    remedy = "answer Yes when the system asks"
    if said.code == 127 and wanted.needs:
        remedy = f"install {wanted.needs} (Debian and Ubuntu: apt install {wanted.needs})"
    seen = said.text.splitlines()[0][:200] if said.text else f"code {said.code}"
    raise NOT_TRUSTED.stop(name=wanted.name, command=command[0], seen=seen, remedy=remedy)


def _excel_steps(on: Setup) -> list[str]:
    if on.system == "win32":
        return [f"an entry in the registry, {_REGISTRY}"]
    if on.system == "darwin":
        return [f"a copy in {on.mac_file.parent}"]
    return ["in Excel on the web by Home > Add-ins > More Add-ins > Upload My Add-in"]


def _give_manifest(on: Setup) -> str:
    text = manifest(__version__)
    on.manifest_file.parent.mkdir(parents=True, exist_ok=True)
    on.manifest_file.write_text(text, encoding="utf-8")
    web = f"For Excel on the web: Home > Add-ins > More Add-ins > Upload My Add-in, {on.manifest_file}."
    if on.system == "darwin":
        on.mac_file.parent.mkdir(parents=True, exist_ok=True)
        on.mac_file.write_text(text, encoding="utf-8")
        return f"Excel finds the add-in when it starts again. {web}"
    if on.system == "win32":
        path = str(on.manifest_file)
        entry = ("reg", "add", _REGISTRY, "/v", ADD_IN_ID, "/t", "REG_SZ", "/d", path, "/f")
        said = on.run(entry)
        if said.code:
            return f"Excel for Windows could not be told of it: {said.text or said.code}. {web}"
        return f"Excel finds the add-in when it starts again. {web}"
    return web
