"""A mail server of this machine, and a production whose calls are issued."""

import atexit
import datetime as dt
import shutil
import ssl
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from poc_sheets.build.workbooks import write_workbook
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.runner import press
from poc_sheets.sending.server import MailServer
from poc_sheets.settings import Settings
from poc_sheets.tabs.crew import CrewMember
from poc_sheets.tabs.locations import Location
from poc_sheets.tabs.schedule import ShootDayRow
from poc_sheets.trade.clock import Clock

EVENING = dt.datetime(2026, 3, 11, 18)  # noqa: DTZ001  (times of a sheet have no time zone)
PASSWORD = "lantern-42"  # noqa: S105  (of the server of this test)


@dataclass
class Office:
    """What the server does with mails, and what it received."""

    refused: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    #: The server ends the connection when this many mails were received: before or after the data.
    ends_after: int | None = None
    ends_before_data: bool = False
    received: list[tuple[str, EmailMessage]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  (the server's name for it)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.ends_before_data and len(self.received) == self.ends_after:
            _close(server)
            return "421 closing"
        if address in self.refused:
            return "550 5.1.1 no such mailbox"
        if address in self.later:
            return "451 4.7.1 try again in five minutes"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  (as above)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=default)
        self.received.append((envelope.rcpt_tos[0], mail))
        if not self.ends_before_data and len(self.received) == self.ends_after:
            _close(server)
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        """To whom mails came, in their order."""
        return [address for address, _ in self.received]


def _close(server: SMTP) -> None:
    if server.transport is not None:
        server.transport.close()


Started = Callable[..., tuple[Office, int]]


@pytest.fixture
def mail_server() -> Iterator[Started]:
    """Starts mail servers; each is stopped after the test."""
    running: list[Controller] = []

    def start(office: Office | None = None, **options: Any) -> tuple[Office, int]:
        office = office or Office()
        controller = Controller(office, hostname="127.0.0.1", port=_free_port(), **options)
        controller.start()
        running.append(controller)
        return office, controller.port

    yield start
    for controller in running:
        controller.stop()


def _free_port() -> int:
    import socket  # noqa: PLC0415  (only here)

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def local(port: int, **more: Any) -> MailServer:
    """The server of this machine that listens on a port, without TLS."""
    return MailServer("127.0.0.1", port, "none", **more)


def signed_in(
    server: SMTP, session: Session, envelope: Envelope, kind: str, data: Any
) -> AuthResult:
    """Lets the office in with its password."""
    is_right = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=is_right, handled=False)


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The server's side of TLS, with a certificate that this machine is told to believe."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    chain, private = tmp_path / "server.pem", tmp_path / "server.key"
    chain.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, private)
    return context


def issued(path: Path) -> XlsxWorkbook:
    """The production with its day issued, with the documents beside it."""
    made = _once_made()
    shutil.copy(made, path)
    documents = path.with_name(f"{path.stem} documents")
    shutil.copytree(made.with_name("made documents"), documents)
    return XlsxWorkbook(path)


@cache
def _once_made() -> Path:
    path = Path(tempfile.mkdtemp()) / "made.xlsx"
    atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    publish(production(path))
    return path


def production(path: Path, **settings: Any) -> XlsxWorkbook:
    """A day with four people on it: three with mail, one with a phone only."""
    days = [ShootDayRow(number=1, date=dt.date(2026, 3, 12), crew_call=Clock(7 * 60), location="1")]
    crew = [
        _member("Key Grip", "Jo Lee", "jo@crew.example", "555-0101", call=Clock(6 * 60)),
        _member("Grip", "Al Moe", "al@crew.example", "555-0102"),
        _member("Grip", "Zoë Lum", "zoe@crew.example", "555-0103"),
        _member("Dolly Grip", "Di Fox", "", "555-0104"),
    ]
    places = [Location(number="1", name="Mill", address="1 Mill St", hospital="Mercy")]
    known = Settings(
        production_id="p-1",
        title="The Show",
        short_title="SHOW",
        office_email="office@show.example",
        coordinator="Noor Haddad",
        office_phone="555-0100",
        **settings,
    )
    write_workbook(path, {ShootDayRow: days, CrewMember: crew, Location: places}, known)
    return XlsxWorkbook(path)


def _member(
    position: str, name: str, email: str, mobile: str, call: Clock | None = None
) -> CrewMember:
    return CrewMember(
        department="Grip",
        position=position,
        name=name,
        email=email,
        mobile=mobile,
        call=call,
        dietary="vegan",
        home_address=f"home of {name}",
        rate=4200,
    )


def publish(book: XlsxWorkbook) -> None:
    """Issue the day, whatever is missing."""
    message = press(
        "publish_call_sheet", book, now=EVENING, day=1, override="a test", approved_by="UPM"
    )
    assert message.ok, message


def publish_again(book: XlsxWorkbook) -> None:
    """Push the day by half an hour and issue it once more."""
    press("push_call", book, now=EVENING, day=1, minutes=30)
    publish(book)


def states(book: XlsxWorkbook) -> dict[str, tuple[Any, Any]]:
    """Status and reason of each line of the Distribution tab, by person and revision."""
    cells = [row for row in book.read(["Distribution"])["Distribution"].cells if any(row)]
    start = next(i for i, row in enumerate(cells) if "Person" in row)
    headings = list(cells[start])
    rows = [dict(zip(headings, row, strict=False)) for row in cells[start + 1 :]]
    return {
        f"{row['Person']} {row['Revision']:g}": (row.get("Status"), row.get("Reason") or "")
        for row in rows
    }
