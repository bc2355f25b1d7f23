"""LibreOffice opens what we patched, and shows the new totals."""

import shutil
import subprocess
from pathlib import Path

import pytest

from poc_sheets.hosts.xlsx.workbook import open_workbook
from poc_sheets.workbook import NEVER_CALCULATED, Append, Change
from tests.hosts.xlsx.budget_tab import budget

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
#: Every tab as CSV, values as shown; the fields are LibreOffice's own "Token" positions.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def shown(path: Path, folder: Path) -> dict[str, list[list[str]]]:
    """What LibreOffice shows in every tab."""
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{folder}/profile",
            "--headless", "--convert-to", CSV, "--outdir", str(folder), str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    return {
        each.stem.partition("-")[2]: [line.split(",") for line in each.read_text().splitlines()]
        for each in folder.glob("*.csv")
    }


@pytest.mark.parametrize("is_known", [True, False])
def test_libreoffice_shows_the_new_totals(tmp_path: Path, *, is_known: bool) -> None:
    """Whether the results were computed here, or left out for the program to compute."""
    path = budget(tmp_path / "a.xlsx", totals=True, is_known=is_known)
    workbook = open_workbook(path)

    workbook.write(
        [Change("Budget", 5, 3, 100.0, 150)],
        [Append("Budget", 9, ({1: "new", 3: 10.0}, {1: "newer", 3: 20.0}))],
    )
    stored = workbook.read(["Sum It's"])["Sum It's"].at(1, 1)
    tabs = shown(path, tmp_path / "out")

    assert stored == (1580.0 if is_known else NEVER_CALCULATED)
    assert [row[0] for row in tabs["Sum It's"]] == ["1580", "1581", "1580", "150"][
        : 3 + (not is_known)
    ]
    assert tabs["Budget"][11][2] == "1580"
    assert tabs["Budget"][10][3] == "40"
