"""The certificates of the local server: an authority of its own that can vouch for nobody else.

Excel opens pages over HTTPS only, and no public authority vouches for `localhost`. So each person
gets an authority that exists on this computer alone. Three certificates, because of what could be
stolen:

- The *root* is what the person's programs are told to trust. Its key signs once and is destroyed:
  it is never written anywhere, so nothing else can ever be signed by it.
- The *issuer* is signed by the root for `localhost`, `127.0.0.1` and `::1` only, for servers only.
  Programs need not heed a limit that stands in a root, but they must heed it in an issuer. Its key
  is kept (mode 0600), so that the server can renew its own certificate without asking the person
  to trust something new. Whoever steals it can pretend to be this computer to this computer.
- The *server's* certificate lasts 90 days and is renewed when the server starts.

Keeping no issuer key would mean a certificate of five years, or a new root to trust every 90 days.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import Certificate, load_pem_x509_certificate

from poc_sheets.hosts.web.certificate_contents import (
    ADDRESSES,
    NAMES,
    SERVER_DAYS,
    certificate_text,
    issuer_certificate,
    key_text,
    new_key,
    root_certificate,
    server_certificate,
)
from poc_sheets.hosts.web.private_files import is_private, make_private_folder, write_private
from poc_sheets.hosts.web.state import data_folder

_RENEW_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class CertificateFiles:
    """Where the certificates are; `root` and `server` may be read by anybody, keys may not."""

    folder: Path

    @property
    def root(self) -> Path:
        """The certificate that programs are told to trust."""
        return self.folder / "root.pem"

    @property
    def issuer(self) -> Path:
        """The certificate of the issuer."""
        return self.folder / "issuer.pem"

    @property
    def issuer_key(self) -> Path:
        """The issuer's key."""
        return self.folder / "issuer.key"

    @property
    def server(self) -> Path:
        """The server's certificate, followed by the issuer's."""
        return self.folder / "server.pem"

    @property
    def server_key(self) -> Path:
        """The server's key."""
        return self.folder / "server.key"


def certificate_files() -> CertificateFiles:
    """The person's own."""
    return CertificateFiles(data_folder() / "certificates")


def make_certificates(files: CertificateFiles, now: datetime | None = None) -> bool:
    """Make root, issuer and the server's certificate, unless a root is there that still lasts.

    Args:
        files: where they are.
        now: the moment; the present one by default.

    Returns:
        Whether there is a new root, which programs have to be told of.
    """
    moment = now or datetime.now(UTC)
    if lasts(files, moment):
        renew_server(files, moment)
        return False
    make_private_folder(files.folder)
    root_key, issuer_key = new_key(), new_key()
    root = root_certificate(root_key, moment)
    issuer = issuer_certificate(issuer_key, root, root_key, moment)
    # The root's key ends here.
    del root_key
    write_private(files.issuer_key, key_text(issuer_key))
    write_private(files.issuer, certificate_text(issuer))
    _write_server(files, issuer, issuer_key, moment)
    write_private(files.root, certificate_text(root))
    return True


def renew_server(files: CertificateFiles, now: datetime | None = None) -> bool:
    """Renew the server's certificate when less than 30 of its 90 days are left.

    Returns:
        Whether it was renewed; `False` too where there is no issuer that could.
    """
    moment = now or datetime.now(UTC)
    if _end_of(files.server) - moment > timedelta(days=_RENEW_DAYS):
        return False
    if not is_made(files) or lasts_until(files) < moment:
        return False

    key: Any = load_pem_private_key(files.issuer_key.read_bytes(), password=None)
    _write_server(files, load_pem_x509_certificate(files.issuer.read_bytes()), key, moment)
    return True


def is_made(files: CertificateFiles) -> bool:
    """Whether all five files are there."""
    return all(
        path.is_file()
        for path in (files.root, files.issuer, files.issuer_key, files.server, files.server_key)
    )


def lasts_until(files: CertificateFiles) -> datetime:
    """When the root ends; long ago where there is none, or not all of its files."""
    return _end_of(files.root) if is_made(files) else datetime.min.replace(tzinfo=UTC)


def lasts(files: CertificateFiles, now: datetime | None = None) -> bool:
    """Whether the root lasts for another whole certificate of the server."""
    left = lasts_until(files) - (now or datetime.now(UTC))
    return left > timedelta(days=SERVER_DAYS)


def server_lasts_until(files: CertificateFiles) -> datetime:
    """When the server's certificate ends; long ago where there is none."""
    return _end_of(files.server)


def fingerprint(files: CertificateFiles) -> str:
    """The root's SHA-1 as Windows and macOS name a certificate: 40 hexadecimal digits."""
    # It names a certificate in a list, and protects nothing.
    return load_pem_x509_certificate(files.root.read_bytes()).fingerprint(SHA1()).hex().upper()  # noqa: S303


def keys_are_private(files: CertificateFiles) -> bool:
    """Whether nobody else can read the keys."""
    return all(is_private(path) for path in (files.issuer_key, files.server_key) if path.exists())


def forget_certificates(files: CertificateFiles) -> None:
    """Take all files away."""
    for path in (files.issuer_key, files.server_key, files.server, files.issuer, files.root):
        path.unlink(missing_ok=True)
    if files.folder.is_dir() and not any(files.folder.iterdir()):
        files.folder.rmdir()


def sign_server(
    files: CertificateFiles,
    names: tuple[str, ...],
    addresses: tuple[str, ...] = (),
    now: datetime | None = None,
) -> tuple[bytes, bytes]:
    """A server's certificate with the issuer's below it, and its key, as PEM texts.

    The issuer signs whatever it is given; that programs refuse other names than this computer's
    is what its limits are for.
    """
    key: Any = load_pem_private_key(files.issuer_key.read_bytes(), password=None)
    issuer = load_pem_x509_certificate(files.issuer.read_bytes())
    return server_certificate(issuer, key, names, addresses, now or datetime.now(UTC))


def _write_server(
    files: CertificateFiles, issuer: Certificate, key: EllipticCurvePrivateKey, now: datetime
) -> None:
    certificates, server_key = server_certificate(issuer, key, NAMES, ADDRESSES, now)
    write_private(files.server_key, server_key)
    write_private(files.server, certificates)


def _end_of(path: Path) -> datetime:
    try:
        return load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
    except (OSError, ValueError):
        return datetime.min.replace(tzinfo=UTC)
