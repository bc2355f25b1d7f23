"""Telling a person that the scheduled sync fails: the second time in a row, then once a day.

Nobody sits at a scheduled run. The first failure is often gone with the next run, so it is silent.
"""

import json
import os
import smtplib
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from poc_sheets.problems import Exit, SheetError
from poc_sheets.sync.problems import RUNNING
from poc_sheets.sync.schedule import Job
from poc_sheets.sync.state import State

#: So many failures in a row are told.
MANY = 2
AGAIN = timedelta(hours=24)
_FACT = "failures"
#: The texts come by the environment, so that nothing in them is taken for a command.
_WINDOWS = (
    "Add-Type -AssemblyName System.Windows.Forms; "
    "$n = New-Object System.Windows.Forms.NotifyIcon; "
    "$n.Icon = [System.Drawing.SystemIcons]::Warning; $n.Visible = $true; "
    "$n.ShowBalloonTip(20000, $env:POC_TITLE, $env:POC_TEXT, 'Warning'); "
    "Start-Sleep -Seconds 20; $n.Dispose()"
)
_MAC = "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run"


@dataclass(slots=True)
class Failures:
    """The failures since the last run that ended well; moments as ISO text."""

    count: int = 0
    since: str = ""
    told: str = ""


def is_failure(code: int) -> bool:
    """Whether a run that ended so did not do its work; conflicts that wait are no failure."""
    return code >= Exit.GUARD


def note_end(state: State, code: int, now: datetime) -> Failures | None:
    """Count a run that ended; the failures if a person has to be told now, else `None`."""
    kept = state.fact(_FACT)
    failures = Failures(**json.loads(kept)) if kept else Failures()
    if not is_failure(code):
        if kept:
            _keep(state, None)
        return None
    failures.count += 1
    failures.since = failures.since or now.isoformat(timespec="minutes")
    last = datetime.fromisoformat(failures.told) if failures.told else None
    is_due = failures.count >= MANY and (last is None or now - last >= AGAIN)
    if is_due:
        failures.told = now.isoformat(timespec="minutes")
    _keep(state, failures)
    return failures if is_due else None


def counts_as_a_run(stopped: SheetError) -> bool:
    """Whether a stop says anything of the sync: not where another run is under way."""
    return stopped.finding.problem != RUNNING.code


def _keep(state: State, failures: Failures | None) -> None:
    with state.together() as connection:
        text = json.dumps(asdict(failures)) if failures else ""
        state.keep_facts(connection, {_FACT: text})


def failure_text(name: str, failures: Failures, said: str) -> tuple[str, str]:
    """The title and the text of the notice."""
    title = f"The sync of {name} failed {failures.count} times in a row"
    return (
        title,
        f"{said}\nSince {failures.since.replace('T', ' ')}. To see more: poc-sheets sync {name}",
    )


def schedule_status(job: Job, state: State, *, is_known: bool) -> str:
    """What a person is told who asks for a scheduled sync."""
    known = "is scheduled" if is_known else "is not scheduled"
    last = state.fact("last sync").replace("T", " ") or "never"
    text = f"{job.name} {known}; the last sync that ended well: {last}."
    kept = state.fact(_FACT)
    if kept:
        failures = Failures(**json.loads(kept))
        since = failures.since.replace("T", " ")
        text += f" It has failed {failures.count} times in a row, since {since}."
    return text


def show_notice(title: str, text: str) -> bool:
    """Show a notice on the desktop; whether this computer has a way to."""
    environment = os.environ | {"POC_TITLE": title, "POC_TEXT": text}
    if sys.platform == "win32":
        command = ["powershell", "-NoProfile", "-Command", _WINDOWS]
    elif sys.platform == "darwin":
        command = ["osascript", "-e", _MAC, title, text]
    else:
        command = ["notify-send", "--app-name=poc_sheets", "--urgency=critical", "--", title, text]
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def send_mail(to: str, server: str, title: str, text: str) -> bool:
    """Send a mail by a server that takes it without a sign-in; whether it was taken.

    Args:
        to: who gets it; several with commas between.
        server: host, or host:port.
        title: the subject.
        text: what it says.
    """
    mail = EmailMessage()
    mail["Subject"], mail["To"] = title, to
    mail["From"] = f"poc_sheets@{socket.gethostname()}"
    mail.set_content(text)
    host, _, port = server.partition(":")
    with suppress(OSError, smtplib.SMTPException):
        with smtplib.SMTP(host, int(port or 25), timeout=30) as connection:
            connection.send_message(mail)
        return True
    return False
