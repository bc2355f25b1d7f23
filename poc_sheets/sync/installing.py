"""Putting a scheduled sync into the computer's scheduler, asking for it, taking it out."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from poc_sheets.sync.schedule import (
    NOT_SCHEDULED,
    Job,
    cron_line,
    launchd_plist,
    scheduler,
    systemd_units,
    windows_task,
)


def job_files(job: Job, kind: str, home: Path) -> dict[Path, bytes]:
    """The files that a scheduler reads, by where it looks for them; none for cron."""
    match kind:
        case "systemd":
            folder = home / ".config" / "systemd" / "user"
            return {folder / name: text.encode() for name, text in systemd_units(job).items()}
        case "launchd":
            return {home / "Library" / "LaunchAgents" / f"{job.name}.plist": launchd_plist(job)}
        case "windows":
            path = home / "AppData" / "Local" / "poc-sheets" / f"{job.name}.xml"
            return {path: windows_task(job).encode("utf-16")}
        case _:
            return {}


def install(job: Job, kind: str = "", home: Path | None = None) -> str:
    """Put the job into the scheduler, in the place of an older one; where it went.

    Raises:
        SheetError: the scheduler refused it.
    """
    chosen = kind or scheduler()
    files = job_files(job, chosen, home or Path.home())
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    place = str(next(iter(files), ""))
    match chosen:
        case "systemd":
            _do("systemctl", "--user", "daemon-reload")
            _do("systemctl", "--user", "enable", "--now", f"{job.name}.timer")
        case "launchd":
            _ask("launchctl", "unload", place)
            _do("launchctl", "load", place)
        case "windows":
            _do("schtasks", "/Create", "/F", "/TN", job.name, "/XML", place)
        case _:
            _set_crontab([*_other_lines(job), cron_line(job)])
    return chosen


def remove(job: Job, kind: str = "", home: Path | None = None) -> str:
    """Take the job out of the scheduler; nothing happens where it is not there."""
    chosen = kind or scheduler()
    files = job_files(job, chosen, home or Path.home())
    match chosen:
        case "systemd":
            _ask("systemctl", "--user", "disable", "--now", f"{job.name}.timer")
        case "launchd":
            _ask("launchctl", "unload", str(next(iter(files))))
        case "windows":
            _ask("schtasks", "/Delete", "/F", "/TN", job.name)
        case _:
            _set_crontab(_other_lines(job))
    for path in files:
        path.unlink(missing_ok=True)
    return chosen


def is_installed(job: Job, kind: str = "", home: Path | None = None) -> bool:
    """Whether the scheduler has the job."""
    chosen = kind or scheduler()
    files = job_files(job, chosen, home or Path.home())
    if files:
        return all(path.exists() for path in files)
    return any(line.endswith(f"# {job.name}") for line in _crontab())


def _crontab() -> list[str]:
    """The lines of the person's crontab; none where there is no crontab yet."""
    code, text = _ask("crontab", "-l")
    return text.splitlines() if code == 0 else []


def _other_lines(job: Job) -> list[str]:
    return [line for line in _crontab() if not line.endswith(f"# {job.name}")]


def _set_crontab(lines: Sequence[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    try:
        done = subprocess.run(
            ["crontab", "-"], input=text, capture_output=True, text=True, check=False
        )
    except OSError:
        raise NOT_SCHEDULED.stop(said="there is neither systemd nor cron") from None
    if done.returncode:
        raise NOT_SCHEDULED.stop(said=done.stderr.strip())


def _do(*command: str) -> None:
    code, text = _ask(*command)
    if code:
        raise NOT_SCHEDULED.stop(said=text.strip() or f"{command[0]} ended with {code}")


def _ask(*command: str) -> tuple[int, str]:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired) as error:
        return 127, str(error)
    return done.returncode, done.stdout if done.returncode == 0 else done.stderr
