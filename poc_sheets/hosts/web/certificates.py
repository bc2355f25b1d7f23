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
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509 import Certificate, CertificateBuilder, load_pem_x509_certificate

from poc_sheets.hosts.web.private_files import is_private, make_private_folder, write_private
from poc_sheets.hosts.web.state import data_folder

#: What the root is called in the lists of trusted authorities.
ROOT_NAME: Final = "poc_sheets on this computer only"
NAMES: Final = ("localhost",)
ADDRESSES: Final = ("127.0.0.1", "::1")
_ROOT_DAYS: Final = 5 * 365
_SERVER_DAYS: Final = 90
_RENEW_DAYS: Final = 30
#: Clocks differ; a certificate of this very second may lie in the future of a program.
_EARLIER: Final = timedelta(minutes=5)


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
    root_key, issuer_key = _new_key(), _new_key()
    root = _sign(_root(root_key, moment), root_key)
    issuer = _sign(_issuer(issuer_key, root, moment), root_key)
    # The root's key ends here.
    del root_key
    write_private(files.issuer_key, _key_text(issuer_key))
    write_private(files.issuer, _text(issuer))
    _write_server(files, issuer, issuer_key, moment)
    write_private(files.root, _text(root))
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
    return left > timedelta(days=_SERVER_DAYS)


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
    return _server(issuer, key, names, addresses, now or datetime.now(UTC))


def _write_server(
    files: CertificateFiles, issuer: Certificate, key: EllipticCurvePrivateKey, now: datetime
) -> None:
    certificates, server_key = _server(issuer, key, NAMES, ADDRESSES, now)
    write_private(files.server_key, server_key)
    write_private(files.server, certificates)


def _server(
    issuer: Certificate,
    issuer_key: EllipticCurvePrivateKey,
    names: tuple[str, ...],
    addresses: tuple[str, ...],
    now: datetime,
) -> tuple[bytes, bytes]:

    key = _new_key()
    end = min(now + timedelta(days=_SERVER_DAYS), issuer.not_valid_after_utc)
    alternatives = [x509.DNSName(name) for name in names]
    alternatives += [x509.IPAddress(ip_address(address)) for address in addresses]  # type: ignore[misc]  # both are general names
    builder = _begun(names[0], issuer.subject, key, now, end)
    builder = builder.add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
    builder = builder.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    builder = _for_servers(_below(builder, issuer))
    return _text(_sign(builder, issuer_key)) + _text(issuer), _key_text(key)


def _root(key: EllipticCurvePrivateKey, now: datetime) -> CertificateBuilder:

    name = _name(ROOT_NAME)
    builder = _begun(ROOT_NAME, name, key, now, now + timedelta(days=_ROOT_DAYS))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    return _this_computer_only(builder)


def _issuer(key: EllipticCurvePrivateKey, root: Certificate, now: datetime) -> CertificateBuilder:

    builder = _begun(f"{ROOT_NAME}, issuer", root.subject, key, now, root.not_valid_after_utc)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    return _for_servers(_below(_this_computer_only(builder), root))


def _begun(
    name: str, issuer: Any, key: EllipticCurvePrivateKey, now: datetime, end: datetime
) -> CertificateBuilder:

    public = key.public_key()
    builder = x509.CertificateBuilder().subject_name(_name(name)).issuer_name(issuer)
    builder = builder.public_key(public).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - _EARLIER).not_valid_after(end)
    own = x509.SubjectKeyIdentifier.from_public_key(public)
    return builder.add_extension(own, critical=False)


def _this_computer_only(builder: CertificateBuilder) -> CertificateBuilder:

    permitted = [x509.DNSName(name) for name in NAMES]
    permitted += [x509.IPAddress(ip_network(address)) for address in ADDRESSES]  # type: ignore[misc]  # both are general names
    # Other kinds of names, such as e-mail addresses, are of no use in a server's certificate.
    limits = x509.NameConstraints(permitted, excluded_subtrees=None)
    return builder.add_extension(limits, critical=True)


def _for_servers(builder: CertificateBuilder) -> CertificateBuilder:

    use = x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.SERVER_AUTH])
    return builder.add_extension(use, critical=False)


def _below(builder: CertificateBuilder, issuer: Certificate) -> CertificateBuilder:

    own = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    above = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)
    return builder.add_extension(above, critical=False)


def _usage(*, signs_certificates: bool) -> Any:

    no = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False
    )
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
        **no,
    )


def _name(text: str) -> Any:

    return x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, text)])


def _new_key() -> EllipticCurvePrivateKey:

    return generate_private_key(SECP256R1())


def _sign(builder: CertificateBuilder, key: EllipticCurvePrivateKey) -> Certificate:

    return builder.sign(key, SHA256())


def _text(certificate: Certificate) -> bytes:

    return certificate.public_bytes(Encoding.PEM)


def _key_text(key: EllipticCurvePrivateKey) -> bytes:

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _end_of(path: Path) -> datetime:

    try:
        return load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
    except (OSError, ValueError):
        return datetime.min.replace(tzinfo=UTC)
