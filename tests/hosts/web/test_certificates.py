"""The local authority: what it vouches for, and that nobody believes it about anything else."""

import os
import shutil
import socket
import ssl
import stat
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate

from poc_sheets.hosts.web.certificates import (
    CertificateFiles,
    fingerprint,
    forget_certificates,
    is_made,
    keys_are_private,
    make_certificates,
    renew_server,
    server_lasts_until,
    sign_server,
)

needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
needs_nss = pytest.mark.skipif(not shutil.which("certutil"), reason="certutil is not installed")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> CertificateFiles:
    made = CertificateFiles(tmp_path_factory.mktemp("own") / "certificates")
    assert make_certificates(made)
    return made


def _openssl(files: CertificateFiles, certificate: Path, name: str) -> str:
    """What openssl says of a server's certificate, with the root as the only authority."""
    command = ["openssl", "verify", "-x509_strict", "-purpose", "sslserver"]
    command += ["-no-CAfile", "-no-CApath", "-no-CAstore"]
    command += ["-verify_hostname" if name[0].isalpha() else "-verify_ip", name]
    command += ["-CAfile", files.root, "-untrusted", files.issuer, certificate]  # type: ignore[list-item]  # paths are taken too
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def _handshake(files: CertificateFiles, chain: Path, key: Path, name: str) -> None:
    """A TLS handshake of Python's client, which trusts the root alone, with a server of ours."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain, key)
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    client.load_verify_locations(files.root)
    mine, theirs = socket.socketpair()

    def serve() -> None:
        try:
            server.wrap_socket(theirs, server_side=True).close()
        except OSError:
            theirs.close()

    worker = threading.Thread(target=serve)
    worker.start()
    try:
        client.wrap_socket(mine, server_hostname=name).close()
    finally:
        mine.close()
        worker.join(5)


@needs_openssl
@pytest.mark.parametrize("name", ["localhost"])
def test_openssl_believes_it_about_this_computer(files: CertificateFiles, name: str) -> None:
    assert _openssl(files, files.server, name).endswith("server.pem: OK\n")


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "::1"])
def test_python_believes_it_about_this_computer(files: CertificateFiles, name: str) -> None:
    _handshake(files, files.server, files.server_key, name)


FOREIGN = [
    (("example.com",), (), "example.com"),
    (("localhost", "example.com"), (), "example.com"),
    (("localhost.example.com",), (), "localhost.example.com"),
    (("localhost",), ("192.168.1.10",), "192.168.1.10"),
    (("localhost",), ("127.0.0.2",), "127.0.0.2"),
]


@pytest.mark.parametrize(("names", "addresses", "asked"), FOREIGN)
def test_nobody_believes_it_about_another(
    files: CertificateFiles,
    tmp_path: Path,
    names: tuple[str, ...],
    addresses: tuple[str, ...],
    asked: str,
) -> None:
    """The issuer signs another name; openssl and Python refuse it for the issuer's limits."""
    chain, key = tmp_path / "other.pem", tmp_path / "other.key"
    made = sign_server(files, names, addresses)
    chain.write_bytes(made[0])
    key.write_bytes(made[1])
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        _handshake(files, chain, key, asked)
    if shutil.which("openssl"):
        assert "permitted subtree violation" in _openssl(files, chain, asked)


@needs_nss
def test_browsers_refuse_another_name_too(files: CertificateFiles, tmp_path: Path) -> None:
    """The library of Firefox, and the list of Chromium on Linux: NSS."""
    chain, key = tmp_path / "other.pem", tmp_path / "other.key"
    made = sign_server(files, ("example.com",))
    chain.write_bytes(made[0])
    key.write_bytes(made[1])
    database = f"sql:{tmp_path}"

    def certutil(*words: str) -> subprocess.CompletedProcess[str]:
        command = ["certutil", "-d", database, *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert certutil("-N", "--empty-password").returncode == 0
    for name, trust, path in [
        ("root", "C,,", files.root),
        ("issuer", ",,", files.issuer),
        ("ours", ",,", files.server),
        ("other", ",,", chain),
    ]:
        assert certutil("-A", "-t", trust, "-n", name, "-i", str(path)).returncode == 0
    assert "certificate is valid" in certutil("-V", "-u", "V", "-n", "ours").stdout
    refused = certutil("-V", "-u", "V", "-n", "other").stdout
    assert "not permitted to issue a certificate with this name" in refused


def test_the_issuer_makes_no_further_authority(files: CertificateFiles) -> None:
    """Its path ends below it, and it is for servers only; the root says the same names."""
    issuer = load_pem_x509_certificate(files.issuer.read_bytes())
    limits = {extension.oid._name: extension for extension in issuer.extensions}
    assert limits["basicConstraints"].value.path_length == 0
    assert limits["basicConstraints"].critical
    assert limits["nameConstraints"].critical
    assert [use._name for use in limits["extendedKeyUsage"].value] == ["serverAuth"]


def test_the_roots_key_is_nowhere(files: CertificateFiles) -> None:
    """Two keys are kept, the issuer's and the server's; neither is the root's."""
    root = load_pem_x509_certificate(files.root.read_bytes()).public_key()
    kept = [path for path in files.folder.rglob("*") if b"PRIVATE" in path.read_bytes()]
    assert sorted(path.name for path in kept) == ["issuer.key", "server.key"]
    for path in kept:
        assert load_pem_private_key(path.read_bytes(), None).public_key() != root


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps others out of the folder itself")
def test_nobody_else_reads_the_keys(files: CertificateFiles) -> None:
    """Mode 0600 in a folder of 0700, and it is noticed where that changed."""
    assert stat.S_IMODE(files.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(files.issuer_key.stat().st_mode) == 0o600
    assert stat.S_IMODE(files.server_key.stat().st_mode) == 0o600
    assert keys_are_private(files)
    files.server_key.chmod(0o644)
    assert not keys_are_private(files)
    files.server_key.chmod(0o600)


def test_made_once_and_renewed_in_time(tmp_path: Path) -> None:
    """A second time changes nothing; after 61 days the server's certificate alone is renewed."""
    files = CertificateFiles(tmp_path / "certificates")
    begin = datetime(2026, 3, 1, tzinfo=UTC)
    assert make_certificates(files, begin)
    root, server = files.root.read_bytes(), files.server.read_bytes()
    assert not make_certificates(files, begin + timedelta(days=1))
    assert not renew_server(files, begin + timedelta(days=59))
    assert files.server.read_bytes() == server
    assert renew_server(files, begin + timedelta(days=61))
    assert files.root.read_bytes() == root
    assert server_lasts_until(files) == begin + timedelta(days=61 + 90)


def test_a_new_root_before_the_old_one_ends(tmp_path: Path) -> None:
    """Five years later, and where a file is missing; the server's never outlasts the root."""
    files = CertificateFiles(tmp_path / "certificates")
    begin = datetime(2026, 3, 1, tzinfo=UTC)
    make_certificates(files, begin)
    first = fingerprint(files)
    late = begin + timedelta(days=5 * 365 - 10)
    renew_server(files, late)
    assert server_lasts_until(files) == begin + timedelta(days=5 * 365)
    assert make_certificates(files, late)
    assert fingerprint(files) != first
    files.issuer_key.unlink()
    assert not is_made(files)
    assert make_certificates(files, late)


def test_all_is_gone(tmp_path: Path) -> None:
    files = CertificateFiles(tmp_path / "certificates")
    make_certificates(files)
    forget_certificates(files)
    assert not files.folder.exists()
    forget_certificates(files)
