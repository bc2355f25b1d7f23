"""What stands in the three certificates of the local server, and how long each lasts.

Why there are three, and where they are kept, is told in `certificates`.
"""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import Certificate, CertificateBuilder

#: What the root is called in the lists of trusted authorities.
ROOT_NAME: Final = "poc_sheets on this computer only"
NAMES: Final = ("localhost",)
ADDRESSES: Final = ("127.0.0.1", "::1")
SERVER_DAYS: Final = 90
_ROOT_DAYS: Final = 5 * 365
#: Clocks differ; a certificate of this very second may lie in the future of a program.
_EARLIER: Final = timedelta(minutes=5)


def new_key() -> EllipticCurvePrivateKey:
    """A key for one of the certificates."""
    return generate_private_key(SECP256R1())


def root_certificate(key: EllipticCurvePrivateKey, now: datetime) -> Certificate:
    """The root, signed with its own key; it may sign an issuer for this computer and no more."""
    name = _name(ROOT_NAME)
    builder = _begun(ROOT_NAME, name, key, now, now + timedelta(days=_ROOT_DAYS))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    return _sign(_this_computer_only(builder), key)


def issuer_certificate(
    key: EllipticCurvePrivateKey,
    root: Certificate,
    root_key: EllipticCurvePrivateKey,
    now: datetime,
) -> Certificate:
    """The issuer, signed by the root: it may sign servers of this computer, and no other issuer."""
    builder = _begun(f"{ROOT_NAME}, issuer", root.subject, key, now, root.not_valid_after_utc)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    return _sign(_for_servers(_below(_this_computer_only(builder), root)), root_key)


def server_certificate(
    issuer: Certificate,
    issuer_key: EllipticCurvePrivateKey,
    names: tuple[str, ...],
    addresses: tuple[str, ...],
    now: datetime,
) -> tuple[bytes, bytes]:
    """A server's certificate with the issuer's below it, and its new key, as PEM texts."""
    key = new_key()
    end = min(now + timedelta(days=SERVER_DAYS), issuer.not_valid_after_utc)
    alternatives = [x509.DNSName(name) for name in names]
    alternatives += [x509.IPAddress(ip_address(address)) for address in addresses]  # type: ignore[misc]  # both are general names
    builder = _begun(names[0], issuer.subject, key, now, end)
    builder = builder.add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
    builder = builder.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    builder = _for_servers(_below(builder, issuer))
    return certificate_text(_sign(builder, issuer_key)) + certificate_text(issuer), key_text(key)


def certificate_text(certificate: Certificate) -> bytes:
    """A certificate as PEM text."""
    return certificate.public_bytes(Encoding.PEM)


def key_text(key: EllipticCurvePrivateKey) -> bytes:
    """A key as PEM text, without a password."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


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


def _sign(builder: CertificateBuilder, key: EllipticCurvePrivateKey) -> Certificate:
    return builder.sign(key, SHA256())
