"""A schedule that was imported, exported and imported again fills the same tabs."""

import subprocess
import sys
from pathlib import Path

import pytest

from poc_sheets.build.workbooks import write_workbook
from poc_sheets.exporting import tab_rows
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.importing.files import FileOptions, import_file
from poc_sheets.settings import Settings

TABS = ("schedule", "shoot_days", "cast")


def empty(path: Path) -> XlsxWorkbook:
    write_workbook(path, {}, Settings(title="The Show"))
    return XlsxWorkbook(path)


@pytest.mark.samples
@pytest.mark.parametrize(
    ("file", "board"),
    [
        ("small_sample_schedule.uss", None),
        ("full_sample_schedule.uss", "Script Order"),
        ("full_sample_schedule.uss", "Rev. WHITE"),
    ],
)
def test_import_export_import_is_the_identity(
    samples: Path, tmp_path: Path, file: str, board: str | None
) -> None:
    """Every field that the tabs have comes back; the second import into the first adds nothing."""
    first, second = empty(tmp_path / "first.xlsx"), empty(tmp_path / "second.xlsx")
    import_file("schedule", samples / "schedule" / file, first, FileOptions(board=board))
    out = tmp_path / "out.uss"
    done = subprocess.run(
        [sys.executable, "-m", "poc_sheets", "export", "schedule", "--from", str(first.path),
         "--format", "uss", "--out", str(out)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    import_file("schedule", out, second)
    for tab in TABS:
        headings, rows = tab_rows(first, tab)
        again, rows_again = tab_rows(second, tab)
        assert again == headings
        assert len(rows) == len(rows_again)
        for one, other in zip(rows, rows_again, strict=True):
            assert dict(zip(headings, other, strict=True)) == dict(zip(headings, one, strict=True))
    repeated = import_file("schedule", out, first)
    assert repeated.changed_cells == 0
