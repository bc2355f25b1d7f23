"""The mail server of a production: waiting for it, its certificate, its password."""

import ssl
import stat
from pathlib import Path

import pytest

from poc_sheets.problems import SheetError
from poc_sheets.sending.calls import send_calls
from poc_sheets.sending.password import keep_password, mail_password
from poc_sheets.sending.server import MailServer

from .conftest import PASSWORD, Started, issued, local, publish_again, signed_in, states


def test_a_server_that_says_nothing_is_waited_for_no_longer_than_the_time_out(
    tmp_path: Path,
) -> None:
    import socket  # noqa: PLC0415  (only here)

    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        book = issued(tmp_path / "show.xlsx")
        with pytest.raises(SheetError) as stopped:
            send_calls(book, local(silent.getsockname()[1], timeout=0.3))
    assert stopped.value.finding.problem == "mail-server-silent"
    assert stopped.value.finding.what == "no answer came in time"
    assert set(states(book).values()) == {("to send", "")}


@pytest.mark.parametrize("security", ["TLS", "STARTTLS"])
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_mails_go_over_tls_with_the_password(
    tmp_path: Path, mail_server: Started, certificate: ssl.SSLContext, security: str
) -> None:
    options = (
        {"ssl_context": certificate, "auth_require_tls": False}
        if security == "TLS"
        else {"tls_context": certificate, "require_starttls": True}
    )
    office, port = mail_server(authenticator=signed_in, auth_required=True, **options)
    book = issued(tmp_path / "show.xlsx")
    server = MailServer("localhost", port, security, "office", PASSWORD)  # type: ignore[arg-type]  # one of both
    assert send_calls(book, server).summary == "Day 1: 3 sent."
    assert len(office.received) == 3
    wrong = MailServer("localhost", port, security, "office", "guess-99")  # type: ignore[arg-type]  # as above
    publish_again(book)
    with pytest.raises(SheetError) as refused:
        send_calls(book, wrong)
    assert refused.value.finding.problem == "mail-password-refused"
    assert "guess-99" not in refused.value.finding.as_text()


def test_a_certificate_of_somebody_else_is_refused(
    tmp_path: Path,
    mail_server: Started,
    certificate: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office, port = mail_server(ssl_context=certificate)
    monkeypatch.delenv("SSL_CERT_FILE")
    book = issued(tmp_path / "show.xlsx")
    with pytest.raises(SheetError) as refused:
        send_calls(book, MailServer("localhost", port, "TLS"))
    assert refused.value.finding.problem == "mail-server-not-safe"
    assert office.received == []


def test_a_password_never_travels_in_the_clear() -> None:
    from poc_sheets.sending.server import connected  # noqa: PLC0415  (only here)

    server = MailServer("mail.show.example", 25, "none", "office", PASSWORD)
    assert PASSWORD not in repr(server)
    with pytest.raises(SheetError) as refused:
        connected(server)
    assert refused.value.finding.problem == "mail-server-not-safe"


def test_the_password_is_kept_in_a_file_of_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POC_SHEETS_MAIL_PASSWORD", raising=False)
    keep_password("office", "mail.example", PASSWORD, tmp_path / "kept")
    [kept] = (tmp_path / "kept").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert mail_password("office", "mail.example", tmp_path / "kept") == PASSWORD
    monkeypatch.setenv("POC_SHEETS_MAIL_PASSWORD", "of the environment")
    assert mail_password("office", "mail.example", tmp_path / "kept") == "of the environment"
