"""A native job that runs the sync every so often: Task Scheduler, launchd, systemd, else cron.

A job runs `poc-sheets sync CONFIG --once`. Missed runs become one run, never a queue; two runs never
overlap, since the scheduler starts no second one and the sync holds a lock of its own.
"""

import plistlib
import shlex
import shutil
import subprocess
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from poc_sheets.problems import Exit, Problem

#: Minutes that divide the hour: jobs then fall on the same minutes of every hour.
INTERVALS = (5, 10, 15, 20, 30, 60)
WRONG_INTERVAL = Problem(
    "schedule-wrong-interval",
    "The sync cannot run every {every}",
    "it runs every 5, 10, 15, 20, 30 or 60 minutes",
    "use --every 15m",
    exit_code=Exit.WRONG_USE,
)
NOT_SCHEDULED = Problem(
    "schedule-refused",
    "The computer's scheduler did not take the job",
    "{said}",
    "put it right, then type the command again",
)


@dataclass(frozen=True, slots=True)
class Job:
    """A scheduled sync of one configuration."""

    id: str
    config: Path
    minutes: int

    @property
    def name(self) -> str:
        """The job's name in the scheduler."""
        return f"poc-sheets-sync-{self.id[:12]}"

    @property
    def command(self) -> list[str]:
        """The command with its arguments."""
        return [_python(), "-m", "poc_sheets", "sync", str(self.config), "--once"]

    @property
    def minute(self) -> int:
        """The first minute of the hour: not the same for all, so that not all call at once."""
        return zlib.crc32(self.id.encode()) % self.minutes


def _python() -> str:
    """This Python; on Windows the one that opens no black window every quarter of an hour."""
    silent = Path(sys.executable).with_name("pythonw.exe")
    return str(silent) if sys.platform == "win32" and silent.exists() else sys.executable


def minutes_of(every: str) -> int:
    """`15m`, `1h` or `15` as minutes.

    Raises:
        SheetError: it is none of the intervals.
    """
    text = every.strip().casefold()
    number = text.rstrip("mh")
    minutes = int(number) * (60 if text.endswith("h") else 1) if number.isdecimal() else 0
    if minutes not in INTERVALS:
        raise WRONG_INTERVAL.stop(every=every)
    return minutes


def systemd_units(job: Job) -> dict[str, str]:
    """The user's service and timer, by file name; missed runs are made up for once."""
    command = " ".join(_quoted_for_systemd(word) for word in job.command)
    calendar = f"*:{job.minute}" if job.minutes == 60 else f"*:{job.minute}/{job.minutes}"
    service = f"""[Unit]
Description=Sync of {_percent(job.config.name)} with Google Sheets
After=network-online.target

[Service]
Type=oneshot
ExecStart={command}
# Conflicts that wait for a person are no failure.
SuccessExitStatus=10
TimeoutStartSec=10min
"""
    timer = f"""[Unit]
Description=Sync of {_percent(job.config.name)} every {job.minutes} minutes

[Timer]
OnCalendar={calendar}
Persistent=true
RandomizedDelaySec=60

[Install]
WantedBy=timers.target
"""
    return {f"{job.name}.service": service, f"{job.name}.timer": timer}


def _percent(text: str) -> str:
    return text.replace("%", "%%")


def _quoted_for_systemd(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{_percent(escaped)}"'


def launchd_plist(job: Job) -> bytes:
    """The user's agent; an interval slept through becomes one run at wake-up."""
    return plistlib.dumps(
        {
            "Label": job.name,
            "ProgramArguments": job.command,
            "StartInterval": job.minutes * 60,
            "ProcessType": "Background",
            "RunAtLoad": False,
        }
    )


def windows_task(job: Job) -> str:
    """The task for the logged-on user, so that their store of sign-ins opens."""
    program, *arguments = job.command
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Sync of {escape(job.config.name)} with Google Sheets</Description>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <Repetition><Interval>PT{job.minutes}M</Interval></Repetition>
      <StartBoundary>2026-01-01T00:{job.minute:02d}:00</StartBoundary>
      <Enabled>true</Enabled>
      <RandomDelay>PT1M</RandomDelay>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author"><LogonType>InteractiveToken</LogonType></Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>true</RunOnlyIfNetworkAvailable>
    <ExecutionTimeLimit>PT10M</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(subprocess.list2cmdline(arguments))}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def cron_line(job: Job) -> str:
    """The line of a crontab; missed runs are not made up for."""
    whole_hour = job.minutes == 60
    when = f"{job.minute} * * * *" if whole_hour else f"{job.minute}-59/{job.minutes} * * * *"
    command = shlex.join(job.command).replace("%", "\\%")
    return f"{when} {command} # {job.name}"


def scheduler() -> str:
    """The scheduler of this computer: windows, launchd, systemd or cron."""
    if sys.platform == "win32":
        return "windows"
    if sys.platform == "darwin":
        return "launchd"
    has_systemd = shutil.which("systemctl") and Path("/run/systemd/system").is_dir()
    return "systemd" if has_systemd else "cron"
