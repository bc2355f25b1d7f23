"""One mail server: how it is reached, and one mail handed over with what became of it."""

import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from poc_sheets.sending.problems import (
    NO_ANSWER,
    NOT_SAFE,
    SENDER_REFUSED,
    WRONG_PASSWORD,
)

Security = Literal["TLS", "STARTTLS", "none"]
#: The usual ports: mail handed in over TLS, by STARTTLS, and in the clear.
_PORTS: dict[Security, int] = {"TLS": 465, "STARTTLS": 587, "none": 25}
_LOCAL = {"localhost", "127.0.0.1", "::1"}
_LINE_START = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server; `timeout` is in seconds, port 0 is the usual one."""

    host: str
    port: int = 0
    security: Security = "STARTTLS"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30

    @property
    def name(self) -> str:
        """Host and port, for messages."""
        return f"{self.host}:{self.port or _PORTS[self.security]}"


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of one mail.

    `sent` went out; `refused` came back at once; `later` may be tried again; `unknown` was handed
    over before the connection ended, and nobody can tell. After `lost` the connection is gone.
    """

    state: Literal["sent", "refused", "later", "unknown"]
    reason: str = ""
    lost: bool = False


def connected(server: MailServer) -> smtplib.SMTP:
    """An open connection, signed in.

    Raises:
        SheetError: the server does not answer, is not safe, or refuses the password.
    """
    if server.security == "none" and server.user and server.host not in _LOCAL:
        seen = "Mail security says none, and a password would travel in the clear"
        raise NOT_SAFE.stop(server=server.name, seen=seen)
    port = server.port or _PORTS[server.security]
    try:
        connection = _opened(server, port)
    except ssl.SSLError as unsafe:
        raise NOT_SAFE.stop(server=server.name, seen=_words(unsafe)) from None
    except smtplib.SMTPNotSupportedError:
        seen = "it offers no encryption, and Mail security asks for it"
        raise NOT_SAFE.stop(server=server.name, seen=seen) from None
    except (OSError, smtplib.SMTPException) as silent:
        raise NO_ANSWER.stop(server=server.name, seen=_words(silent)) from None
    if server.user:
        _sign_in(connection, server)
    return connection


def _opened(server: MailServer, port: int) -> smtplib.SMTP:
    if server.security == "TLS":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, port, timeout=server.timeout, context=context)
    connection = smtplib.SMTP(server.host, port, timeout=server.timeout)
    try:
        connection.ehlo_or_helo_if_needed()
        if server.security == "STARTTLS":
            connection.starttls(context=ssl.create_default_context())
            connection.ehlo()
    except BaseException:
        connection.close()
        raise
    return connection


def _sign_in(connection: smtplib.SMTP, server: MailServer) -> None:
    try:
        connection.login(server.user, server.password)
    except smtplib.SMTPException as refused:
        connection.close()
        # The answer of a server can repeat what it was given.
        seen = _words(refused).replace(server.password, "...") if server.password else ""
        seen = seen or "no password was given"
        raise WRONG_PASSWORD.stop(server=server.name, user=server.user, seen=seen) from None
    except OSError as silent:
        connection.close()
        raise NO_ANSWER.stop(server=server.name, seen=_words(silent)) from None


def hand_over(
    connection: smtplib.SMTP,
    server: MailServer,
    sender: str,
    to: str,
    content: bytes,
    on_trying: Callable[[], None],
) -> Handed:
    """Hand one mail to the server.

    Args:
        connection: as `connected` gives it.
        server: for messages.
        sender: the address of the production.
        to: the address of the person.
        content: the whole mail with its head.
        on_trying: called once the server takes the address, before the mail itself is sent: from
            there on an interruption leaves it unknown whether the mail went out.

    Raises:
        SheetError: the server does not send for this sender.
    """
    try:
        code, answer = connection.mail(sender)
        if code != 250:
            connection.rset()
            raise SENDER_REFUSED.stop(server=server.name, sender=sender, seen=_answer(code, answer))
        code, answer = connection.rcpt(to)
        if code not in {250, 251}:
            connection.rset()
            return _refused(code, answer)
        code, answer = connection.docmd("DATA")
        if code != 354:
            connection.rset()
            return _refused(code, answer)
    except (OSError, smtplib.SMTPException) as ended:
        return Handed("later", _words(ended), lost=True)
    on_trying()
    try:
        connection.send(_LINE_START.sub(b"..", content).rstrip(b"\r\n") + b"\r\n.\r\n")
        code, answer = connection.getreply()
    except (OSError, smtplib.SMTPException) as ended:
        connection.close()
        return Handed("unknown", _words(ended), lost=True)
    return Handed("sent") if code == 250 else _refused(code, answer)


def _refused(code: int, answer: bytes) -> Handed:
    # 421 says that the server closes the connection.
    is_later = 400 <= code < 500
    return Handed("later" if is_later else "refused", _answer(code, answer), lost=code == 421)


def _answer(code: int, answer: bytes) -> str:
    return f"{code} {' '.join(answer.decode('utf-8', 'replace').split())}"[:200]


def _words(trouble: BaseException) -> str:
    """What happened as one line; a server's answer comes as it was given."""
    if isinstance(trouble, smtplib.SMTPResponseException):
        answer = trouble.smtp_error
        return _answer(trouble.smtp_code, answer if isinstance(answer, bytes) else answer.encode())
    if isinstance(trouble, TimeoutError):
        return "no answer came in time"
    if isinstance(trouble, smtplib.SMTPServerDisconnected):
        # The library turns a time-out within a line into this, with the time-out in its words.
        if "timed out" in str(trouble):
            return "no answer came in time"
        return "the server ended the connection"
    return " ".join(str(getattr(trouble, "strerror", "") or trouble).split()) or "no answer"
