"""Cell functions in a running LibreOffice, held against native formulas in the same recalculation.

    python -m benchmarks.live_formulas [CELLS]

10,000 cells ask what is spent on 30 accounts. Once all answers are there, the whole workbook is
recalculated several times: with them, with native formulas in their place, with functions of Python
that do nothing, and with no formulas, which is taken off.
"""

import os
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from poc_sheets.hosts.live.libreoffice import office as offices
from poc_sheets.hosts.live.libreoffice.uno_bridge import arguments, file_url
from poc_sheets.hosts.web.state import read_state, state_file
from poc_sheets.setting_up.libreoffice import install
from tests.hosts.live.libreoffice.empty_add_in import FUNCTIONS, install_empty
from tests.hosts.live.small_production import ACCOUNTS, write_small_production

ROUNDS = 15
_FORMULA = 16  # com.sun.star.sheet.CellFlags.FORMULA


def main() -> None:
    """Print the times and their ratio."""
    cells = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["POC_SHEETS_DATA"] = folder
        profile, path = Path(folder) / "profile", Path(folder) / "production.xlsx"
        write_small_production(path)
        install(profile)
        install_empty(profile, Path(folder))
        office = offices.start(profile=profile)
        try:
            measure(office, path, cells)
        finally:
            office.kill()
            server = read_state(state_file())
            if server is not None:
                with suppress(ProcessLookupError):
                    os.kill(server.pid, 15)


def measure(office: offices.Office, path: Path, cells: int) -> None:
    """Recalculate the whole workbook with one kind of formulas after the other in column C."""
    model = office.desktop.loadComponentFromURL(file_url(path), "_blank", 0, arguments(Hidden=True))
    for number in range(model.Sheets.getCount()):
        # The workbook's own formulas would take longer than what is measured.
        tab = model.Sheets.getByIndex(number)
        tab.getCellRangeByPosition(0, 0, 100, 5000).clearContents(_FORMULA)
    budget = model.Sheets.getByName("Budget")
    accounts = [
        account for (account,) in budget.getCellRangeByPosition(0, 4, 0, 3 + ACCOUNTS).DataArray
    ]
    model.Sheets.insertNewByName("Cells", model.Sheets.getCount())
    sheet = model.Sheets.getByName("Cells")
    data = tuple((accounts[row % len(accounts)], float(row)) for row in range(cells))
    sheet.getCellRangeByPosition(0, 0, 1, cells - 1).setDataArray(data)
    without = recalculation(office, model)
    one = 0.0
    for title, formula in _kinds(cells).items():
        if formula.startswith("{"):
            column(sheet, cells).setArrayFormula(formula.strip("{}"))
        else:
            enter(sheet, [formula.format(row=row, next=row + 1) for row in range(1, cells + 1)])
        answered = wait(sheet, cells)
        seconds = recalculation(office, model) - without
        one = one or seconds
        print(f"{title:50} {seconds:7.3f} s {seconds / one:7.1f}  answered after {answered:.2f} s")
        column(sheet, cells).clearContents(_FORMULA)


def _kinds(cells: int) -> dict[str, str]:
    """The formulas by what they are; SUM comes first, everything is divided by it."""
    own = {
        "POC_SPENT in each cell": "=POC.SPENT(A{row})",
        "one POC_SPENT over the range": f"{{=POC.SPENT(A1:A{cells})}}",
    }
    native = {
        "SUM of two cells": "=SUM(B{row}:B{next})",
        "SUMIFS over 2,000 rows": "=SUMIFS(B$1:B$2000;A$1:A$2000;A{row})",
    }
    empty = {f"{title}, Python": f"=EMPTY.{name}(A{{row}})" for name, title in FUNCTIONS.items()}
    return native | own | empty


def wait(sheet: Any, cells: int) -> float:
    """Seconds until no cell waits for its answer."""
    began = time.perf_counter()
    while any(value == "#..." for (value,) in column(sheet, cells).getDataArray()):
        time.sleep(0.05)
    return time.perf_counter() - began


def enter(sheet: Any, formulas: list[str]) -> float:
    """Enter formulas into column C; the seconds."""
    began = time.perf_counter()
    column(sheet, len(formulas)).setFormulaArray(tuple((formula,) for formula in formulas))
    return time.perf_counter() - began


def column(sheet: Any, cells: int) -> Any:
    """Column C."""
    return sheet.getCellRangeByPosition(2, 0, 2, cells - 1)


def recalculation(office: offices.Office, model: Any) -> float:
    """Seconds of the office's own time that a recalculation of the whole workbook takes."""
    model.calculateAll()
    began = worked(office)
    for _ in range(ROUNDS):
        model.calculateAll()
    return (worked(office) - began) / ROUNDS


def worked(office: offices.Office) -> float:
    """Seconds that the office has computed so far: other programs of the machine do not count."""
    starter = office.process.pid if office.process else 0
    seconds = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[1]) == starter or stat.parent.name == str(starter):
                seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


if __name__ == "__main__":
    main()
