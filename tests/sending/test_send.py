"""Calls by mail, through a server of this machine that really receives them."""

import datetime as dt
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import vobject
from filelock import FileLock

from poc_sheets.problems import SheetError
from poc_sheets.sending.calls import send_calls

from .conftest import Office, Started, issued, local, production, publish, states


def test_each_person_gets_their_own_call_and_nothing_of_anybody_else(
    tmp_path: Path, mail_server: Started
) -> None:
    """The mail that arrived has one call, its calendar entry, and no private field."""
    office, port = mail_server()
    book = issued(tmp_path / "show.xlsx")
    message = send_calls(book, local(port))
    assert message.summary == "Day 1: 3 sent."
    assert office.addresses == ["jo@crew.example", "al@crew.example", "zoe@crew.example"]
    mail = office.received[0][1]
    assert mail["From"] == "The Show <office@show.example>"
    assert mail["To"] == "Jo Lee <jo@crew.example>"
    assert mail["X-Unsent"] is None
    assert mail["Subject"] == "The Show, Day 1 of 1, Thu 12 Mar: your call 6:00A (FINAL)"
    body = mail.get_body()
    assert body is not None
    whole = body.get_content() + str(mail)
    assert "Your call:  6:00A" in whole
    for other in ("Al Moe", "Zo", "Di Fox", "al@", "555-0102", "vegan", "home of", "4200"):
        assert other not in whole, other
    [entry] = mail.iter_attachments()
    event = vobject.readOne(entry.get_content()).vevent
    assert event.dtstart.value == dt.datetime(2026, 3, 12, 13, tzinfo=dt.UTC)
    assert states(book) == {
        "Jo Lee 0": ("sent", ""),
        "Al Moe 0": ("sent", ""),
        "Zoë Lum 0": ("sent", ""),
        "Di Fox 0": ("to send", ""),
    }
    assert send_calls(book, local(port)).summary == "No mail of day 1 is left to send."
    assert len(office.received) == 3


def test_a_refused_address_bounces_with_the_servers_reason_and_the_others_go_out(
    tmp_path: Path, mail_server: Started
) -> None:
    """550 is a bounce; 451 is tried again by the next press, and only that one."""
    office, port = mail_server(Office(refused=("jo@crew.example",), later=("al@crew.example",)))
    book = issued(tmp_path / "show.xlsx")
    message = send_calls(book, local(port))
    assert message.summary == "Day 1: 1 sent, 1 came back, 1 left."
    assert message.exit_code == 30
    assert states(book)["Jo Lee 0"] == ("bounced", "550 5.1.1 no such mailbox")
    [left] = [f for f in message.findings if f.problem == "mails-left"]
    assert left.what == "451 4.7.1 try again in five minutes; left: Al Moe"
    office.later = ()
    assert send_calls(book, local(port)).summary == "Day 1: 1 sent."
    assert office.addresses == ["zoe@crew.example", "al@crew.example"]


@pytest.mark.parametrize("before_data", [True, False])
def test_a_server_that_goes_away_half_way_never_makes_a_second_mail(
    tmp_path: Path, mail_server: Started, *, before_data: bool
) -> None:
    """Before the mail is handed over it is left; after, nobody knows, and it is not sent again."""
    office = Office(ends_after=1 if before_data else 2, ends_before_data=before_data)
    _, port = mail_server(office)
    book = issued(tmp_path / "show.xlsx")
    message = send_calls(book, local(port))
    [left] = [f for f in message.findings if f.problem == "mails-left"]
    assert message.exit_code == 30
    office.ends_after = None
    if before_data:
        assert left.what.endswith("left: Al Moe, Zoë Lum")
        assert send_calls(book, local(port)).summary == "Day 1: 2 sent."
    else:
        assert left.what.endswith("left: Zoë Lum")
        assert [f.title for f in message.findings if f.problem == "mail-not-known"] == [
            "It is not known whether Al Moe got the mail"
        ]
        again = send_calls(book, local(port))
        assert again.summary == "Day 1: 1 sent."
        assert [f.problem for f in again.findings] == ["mail-not-known"]
        assert states(book)["Al Moe 0"][0] == "to send"
    assert sorted(set(office.addresses)) == sorted(office.addresses)
    assert len(office.addresses) == 3


def test_a_run_that_is_killed_is_taken_up_where_it_ended(
    tmp_path: Path, mail_server: Started
) -> None:
    """Killed after the second mail, before the workbook was written: the third is sent, once."""
    office, port = mail_server()
    path = tmp_path / "show.xlsx"
    issued(path)
    code = f"""
import os
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.sending import calls, handing_over
from poc_sheets.sending.server import MailServer
from pathlib import Path
settle = handing_over._settle
def killed(mail, *rest):
    settle(mail, *rest)
    if mail.line.person == "Al Moe":
        os._exit(9)
handing_over._settle = killed
calls.send_calls(XlsxWorkbook(Path({str(path)!r})), MailServer("127.0.0.1", {port}, "none"))
"""
    ended = subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2])
    assert ended.returncode == 9
    from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook  # noqa: PLC0415  (as on the next morning)

    book = XlsxWorkbook(path)
    assert states(book)["Jo Lee 0"][0] == "to send"
    assert send_calls(book, local(port)).summary == "Day 1: 1 sent."
    assert office.addresses == ["jo@crew.example", "al@crew.example", "zoe@crew.example"]
    assert {states(book)[f"{name} 0"][0] for name in ("Jo Lee", "Al Moe", "Zoë Lum")} == {"sent"}


def test_the_command_sends_and_says_what_is_missing(tmp_path: Path, mail_server: Started) -> None:
    """Settings of the Production tab; a user without a kept password is told how to keep one."""
    office, port = mail_server()
    path = tmp_path / "show.xlsx"
    facts = {"mail_server": "127.0.0.1", "mail_port": port, "mail_security": "none"}
    publish(production(path, **facts))
    done = run_command("send", str(path), "--with-sheet", "--json")
    assert json.loads(done.stdout)["summary"] == "Day 1: 3 sent."
    names = [part.get_filename() for part in office.received[0][1].iter_attachments()]
    assert names == ["call.ics", "SHOW_CS_D01_2026-03-12_FINAL-WHITE.pdf"]
    other = tmp_path / "other.xlsx"
    publish(production(other, **facts, mail_user="office"))
    refused = run_command("send", str(other), "--json", POC_SHEETS_MAIL_PASSWORD="")
    assert refused.returncode == 40
    assert json.loads(refused.stdout)["findings"][0]["problem"] == "no-mail-password"
    archive = next((tmp_path / "show documents").glob("*_NOTICES.zip"))
    with zipfile.ZipFile(archive) as mails:
        assert all(b"X-Unsent: 1" in mails.read(name) for name in mails.namelist())


def run_command(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "poc_sheets", *words],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ
        | {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "XDG_CONFIG_HOME": "/nowhere"}
        | environment,
    )


def test_a_file_of_replies_marks_who_confirmed(tmp_path: Path) -> None:
    """Names and mail heads, one a line; by the command line, as a coordinator has them."""
    book = issued(tmp_path / "show.xlsx")
    replies = tmp_path / "replies.txt"
    replies.write_text('"Zoë Lum" <zoe@crew.example>\nAl Moe\nwho@else.example\n', "utf-8")
    done = run_command(
        "run", "confirm_call", str(book.path), "--day", "1", "--names", f"@{replies}", "--json"
    )
    message = json.loads(done.stdout)
    assert message["summary"] == "Day 1: 2 of 4 have confirmed, 2 not sent yet."
    titles = [f["title"] for f in message["findings"]]
    assert titles == [
        "who@else.example is not on the distribution of day 1",
        "Jo Lee, Key Grip has not confirmed the call at 6:00A",
        "Di Fox, Dolly Grip has not confirmed the call at 7:00A",
    ]
    assert message["findings"][1]["tab"] == "Distribution"
    assert message["findings"][1]["heading"] == "Status"


def test_two_who_send_at_once_send_once(tmp_path: Path, mail_server: Started) -> None:
    """The second is told to wait; nothing of it went out."""
    office, port = mail_server()
    book = issued(tmp_path / "show.xlsx")
    lock = book.documents_folder / "SHOW_CS_D01_2026-03-12_FINAL-WHITE_SENT.lock"
    with FileLock(lock), pytest.raises(SheetError) as refused:
        send_calls(book, local(port))
    assert refused.value.finding.problem == "sending-elsewhere"
    assert office.received == []


def test_mails_that_are_gone_are_not_made_anew(tmp_path: Path, mail_server: Started) -> None:
    """What goes out is what was approved: without the archive nothing does."""
    office, port = mail_server()
    book = issued(tmp_path / "show.xlsx")
    next(book.documents_folder.glob("*_NOTICES.zip")).unlink()
    with pytest.raises(SheetError) as refused:
        send_calls(book, local(port))
    assert refused.value.finding.problem == "mails-missing"
    assert office.received == []
