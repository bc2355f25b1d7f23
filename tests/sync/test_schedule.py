"""The files of a scheduled sync, read back by what reads them on each system."""

import plistlib
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from defusedxml import ElementTree  # type: ignore[import-untyped]  # it has no types

from poc_sheets.problems import SheetError
from poc_sheets.sync.installing import is_installed, job_files, remove
from poc_sheets.sync.schedule import (
    INTERVALS,
    Job,
    cron_line,
    launchd_plist,
    minutes_of,
    systemd_units,
    windows_task,
)

JOB = Job("0123456789abcdef", Path("/films/100% Ana & Bo/Film.sync.toml"), 15)


def test_intervals() -> None:
    """Minutes that divide the hour, and nothing else."""
    assert [minutes_of(text) for text in ("15m", "5", "1h", " 30M ")] == [15, 5, 60, 30]
    for wrong in ("7m", "0", "2h", "m", "", "-5", "15x"):
        with pytest.raises(SheetError):
            minutes_of(wrong)


def test_the_agent_of_macos() -> None:
    """Every 900 seconds, with the path as it is."""
    read = plistlib.loads(launchd_plist(JOB))
    assert read["StartInterval"] == 900
    assert read["ProgramArguments"] == JOB.command


def test_the_task_of_windows() -> None:
    """Never two at once, made up for when missed, stopped after ten minutes."""
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    task = ElementTree.fromstring(windows_task(JOB).replace('encoding="UTF-16"', ""))
    assert [part.tag.removeprefix(space) for part in task] == [
        "RegistrationInfo",
        "Triggers",
        "Principals",
        "Settings",
        "Actions",
    ]
    assert task.findtext(f".//{space}Interval") == "PT15M"
    assert task.findtext(f".//{space}MultipleInstancesPolicy") == "IgnoreNew"
    assert task.findtext(f".//{space}StartWhenAvailable") == "true"
    assert task.findtext(f".//{space}ExecutionTimeLimit") == "PT10M"
    trigger = task.find(f".//{space}TimeTrigger")
    assert trigger is not None
    order = ["Repetition", "StartBoundary", "Enabled", "RandomDelay"]  # as Windows exports them
    assert [part.tag.removeprefix(space) for part in trigger] == order
    for name in ("Interval", "RandomDelay", "ExecutionTimeLimit"):
        assert re.fullmatch(r"PT\d+M", str(task.findtext(f".//{space}{name}")))
    datetime.fromisoformat(str(task.findtext(f".//{space}StartBoundary")))
    known = {
        *("MultipleInstancesPolicy", "DisallowStartIfOnBatteries", "StopIfGoingOnBatteries"),
        *("StartWhenAvailable", "RunOnlyIfNetworkAvailable", "ExecutionTimeLimit"),
    }
    assert {part.tag.removeprefix(space) for part in task.iterfind(f"{space}Settings/*")} == known
    principal, actions = task.find(f".//{space}Principal"), task.find(f"{space}Actions")
    assert principal is not None
    assert actions is not None
    assert actions.get("Context") == principal.get("id")
    assert f'"{JOB.config}"' in str(task.findtext(f".//{space}Arguments"))


def test_the_line_of_cron() -> None:
    """A percent sign would end the command."""
    line = cron_line(JOB)
    assert line.startswith(f"{JOB.minute}-59/15 * * * * ")
    assert "100\\% Ana" in line


@pytest.mark.skipif(not shutil.which("crontab"), reason="there is no cron here")
def test_cron_itself_takes_the_line(tmp_path: Path) -> None:
    """Cron's own check reads every interval; a line with a wrong minute it refuses."""
    good, bad = tmp_path / "good", tmp_path / "bad"
    jobs = [replace(JOB, minutes=minutes) for minutes in INTERVALS]
    good.write_text("".join(f"{cron_line(job)}\n" for job in jobs))
    bad.write_text(f"99{cron_line(JOB)}\n")
    codes = [_checked_by_cron(path) for path in (good, bad)]
    assert codes == [0, 1]


def _checked_by_cron(path: Path) -> int:
    for option in ("-n", "-T"):  # Debian's and Fedora's cron
        done = subprocess.run(
            ["crontab", option, str(path)], capture_output=True, text=True, check=False
        )
        if "option" not in done.stderr:
            return done.returncode
    pytest.skip("this cron has no check")


@pytest.mark.parametrize("kind", ["cron", "systemd", "launchd"])
def test_the_command_runs_as_the_scheduler_starts_it(tmp_path: Path, kind: str) -> None:
    """Blanks, ampersands, percent and dollar signs in a folder's name arrive as they are."""
    config = tmp_path / "100% Ana & $Bo's 'cut'" / "Film.sync.toml"
    job = replace(JOB, config=config)
    if kind == "cron":
        text = cron_line(job).split(" ", 5)[5].replace("\\%", "%")
        command = ["/bin/sh", "-c", text]
    elif kind == "systemd":
        unit = systemd_units(job)[f"{job.name}.service"]
        line = next(t for t in unit.splitlines() if t.startswith("ExecStart="))
        words = line.removeprefix("ExecStart=").replace("%%", "%").replace("$$", "$")
        command = [word.replace('\\"', '"') for word in words[1:-1].split('" "')]
    else:
        command = plistlib.loads(launchd_plist(job))["ProgramArguments"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"no file {config}" in " ".join(done.stderr.split())


def test_jobs_of_several_productions_do_not_all_begin_in_the_same_minute() -> None:
    """The minute depends on the production and lies within the interval."""
    minutes = {replace(JOB, id=f"{n:016x}").minute for n in range(200)}
    assert minutes == set(range(15))


def test_the_units_of_systemd(tmp_path: Path) -> None:
    """The system itself reads them, where it is at hand."""
    units = systemd_units(JOB)
    assert f"OnCalendar=*:{JOB.minute}/15" in units[f"{JOB.name}.timer"]
    assert "Persistent=true" in units[f"{JOB.name}.timer"]
    assert '"/films/100%% Ana & Bo/Film.sync.toml"' in units[f"{JOB.name}.service"]
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not on this machine")
    for name, text in units.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [str(tmp_path / name) for name in units]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *files], capture_output=True, text=True, check=False
    )
    assert JOB.name not in done.stderr


@pytest.mark.parametrize("kind", ["systemd", "launchd", "windows"])
def test_a_job_is_where_its_scheduler_looks_until_it_is_removed(tmp_path: Path, kind: str) -> None:
    """Removing takes the files away, also where the scheduler's program is not there."""
    for path, content in job_files(JOB, kind, tmp_path).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert is_installed(JOB, kind, tmp_path)
    assert remove(JOB, kind, tmp_path) == kind
    assert not is_installed(JOB, kind, tmp_path)
