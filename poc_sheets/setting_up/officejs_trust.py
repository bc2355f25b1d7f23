"""The lists of trusted authorities on each system, and the commands that change them."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from poc_sheets.hosts.web.certificate_contents import ROOT_NAME
from poc_sheets.hosts.web.certificates import CertificateFiles, fingerprint

Command = tuple[str, ...]

#: Where Debian, Ubuntu and their kin keep authorities of the whole computer.
SYSTEM_FOLDER: Final = Path("/usr/local/share/ca-certificates")
#: Folders of the home in which Chromium, alone or as a snap, keeps its list.
_CHROMIUM: Final = (".pki/nssdb", "snap/chromium/current/.pki/nssdb")
#: Folders of the home whose sub-folders are profiles of Firefox.
_FIREFOX: Final = (
    ".mozilla/firefox",
    "snap/firefox/common/.mozilla/firefox",
    ".var/app/org.mozilla.firefox/.mozilla/firefox",
)


@dataclass(frozen=True, slots=True)
class TrustList:
    """A list of trusted authorities.

    Attributes:
        name: what a person calls it.
        look: ends with 0 where this very root is in the list.
        add: put it there, one after the other.
        remove: take it out again.
        asks: what the system asks the person while it is added; blank if nothing.
        needs: the package that brings the program, where it is not part of the system.
    """

    name: str
    look: Command
    add: tuple[Command, ...]
    remove: tuple[Command, ...]
    asks: str = ""
    needs: str = ""


def trust_lists(
    files: CertificateFiles,
    *,
    system: str = sys.platform,
    home: Path | None = None,
    is_administrator: bool = False,
    system_folder: Path = SYSTEM_FOLDER,
) -> list[TrustList]:
    """The lists that the person's spreadsheet programs and browsers look into.

    Args:
        files: the certificates, which must have been made.
        system: as `sys.platform` names it.
        home: the person's home.
        is_administrator: also the list of the whole computer, on Linux.
        system_folder: where that one is.
    """
    own_home = home or Path.home()
    if system == "win32":
        return [_windows(files)]
    if system == "darwin":
        return [_mac(files, own_home)]
    lists = [_nss(f"Chromium ({folder})", files, folder) for folder in _chromium(own_home)]
    lists += [_nss(f"Firefox ({folder.name})", files, folder) for folder in _firefox(own_home)]
    if is_administrator and system_folder.is_dir():
        lists.append(_linux(files, system_folder))
    return lists


def _windows(files: CertificateFiles) -> TrustList:
    mark = fingerprint(files)
    change = ("certutil", "-user", "-f")
    return TrustList(
        "Windows, for this person",
        look=("certutil", "-user", "-verifystore", "Root", mark),
        add=((*change, "-addstore", "Root", str(files.root)),),
        remove=((*change, "-delstore", "Root", mark),),
        asks="Windows shows a warning and asks: answer Yes.",
    )


def _mac(files: CertificateFiles, home: Path) -> TrustList:
    keychain = str(home / "Library/Keychains/login.keychain-db")
    root = str(files.root)
    add = ("security", "add-trusted-cert", "-r", "trustRoot", "-p", "ssl", "-k", keychain, root)
    return TrustList(
        "macOS, for this person",
        look=("security", "verify-cert", "-c", root, "-p", "ssl", "-l", "-L", "-q"),
        add=(add,),
        remove=(
            ("security", "remove-trusted-cert", root),
            ("security", "delete-certificate", "-Z", fingerprint(files), keychain),
        ),
        asks="macOS asks for your password: that is to change your own list of trust.",
    )


def _nss(name: str, files: CertificateFiles, folder: Path) -> TrustList:
    """A list of Mozilla's NSS library; the entry's name tells one root from an earlier one."""
    entry = f"{ROOT_NAME} {fingerprint(files)[:8]}"
    program = ("certutil", "-d", f"sql:{folder}")
    make: tuple[Command, ...] = ()
    if not (folder / "cert9.db").exists():
        make = (("mkdir", "-p", str(folder)), (*program, "-N", "--empty-password"))
    return TrustList(
        name,
        look=(*program, "-L", "-n", entry),
        add=(*make, (*program, "-A", "-t", "C,,", "-n", entry, "-i", str(files.root))),
        remove=((*program, "-D", "-n", entry),),
        needs="libnss3-tools",
    )


def _linux(files: CertificateFiles, folder: Path) -> TrustList:
    target = str(folder / f"poc_sheets_{fingerprint(files)[:8].lower()}.crt")
    return TrustList(
        "this whole computer (curl, Python and others)",
        look=("cmp", "-s", str(files.root), target),
        add=(("install", "-m", "644", str(files.root), target), ("update-ca-certificates",)),
        remove=(("rm", "-f", target), ("update-ca-certificates", "--fresh")),
    )


def _chromium(home: Path) -> Iterator[Path]:
    first, *others = (home / folder for folder in _CHROMIUM)
    yield first
    yield from (folder for folder in others if folder.is_dir())


def _firefox(home: Path) -> Iterator[Path]:
    for folder in _FIREFOX:
        yield from sorted(found.parent for found in (home / folder).glob("*/cert9.db"))
