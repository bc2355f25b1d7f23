"""The files of a scheduled sync, read back by what reads them on each system."""

import plistlib
import shutil
import subprocess
from pathlib import Path

import pytest
from defusedxml import ElementTree  # type: ignore[import-untyped]  # it has no types

from poc_sheets.problems import SheetError
from poc_sheets.sync.installing import is_installed, job_files, remove
from poc_sheets.sync.schedule import (
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
        "Triggers",
        "Principals",
        "Settings",
        "Actions",
    ]
    assert task.findtext(f".//{space}Interval") == "PT15M"
    assert task.findtext(f".//{space}MultipleInstancesPolicy") == "IgnoreNew"
    assert task.findtext(f".//{space}StartWhenAvailable") == "true"
    assert task.findtext(f".//{space}ExecutionTimeLimit") == "PT10M"
    assert f'"{JOB.config}"' in str(task.findtext(f".//{space}Arguments"))


def test_the_line_of_cron() -> None:
    """A percent sign would end the command."""
    line = cron_line(JOB)
    assert line.startswith("*/15 * * * * ")
    assert "100\\% Ana" in line


def test_the_units_of_systemd(tmp_path: Path) -> None:
    """The system itself reads them, where it is at hand."""
    units = systemd_units(JOB)
    assert "OnCalendar=*:0/15" in units[f"{JOB.name}.timer"]
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
