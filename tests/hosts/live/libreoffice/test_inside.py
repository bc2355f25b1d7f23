"""Reading a document from inside the office while it is busy with cell functions in Python."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from poc_sheets.hosts.live.libreoffice import inside
from poc_sheets.hosts.live.libreoffice import office as offices
from poc_sheets.hosts.live.libreoffice.uno_bridge import arguments
from tests.hosts.live.libreoffice.empty_add_in import install_empty

CELLS, NAMES, TIMES = 2_000, 100, 60
SECONDS = 60


@pytest.mark.office
def test_the_office_does_not_stand_still_where_it_is_read_and_calculates(tmp_path: Path) -> None:
    """A thread that lets go of names while another one calls Python from a cell: both come to an end."""
    profile = tmp_path / "profile"
    install_empty(profile, tmp_path)
    office = offices.start(profile=profile)
    try:
        model = office.desktop.loadComponentFromURL(
            "private:factory/scalc", "_blank", 0, arguments(Hidden=True)
        )
        sheet = model.Sheets.getByIndex(0)
        cells = sheet.getCellRangeByPosition(1, 0, 1, CELLS - 1)
        cells.setFormulaArray(tuple((f"=EMPTY.TOLD(A{row})",) for row in range(1, CELLS + 1)))
        assert cells.getDataArray()[-1] == (1.0,), "the functions are there"
        for number in range(NAMES):
            place = sheet.getCellByPosition(0, number).getCellAddress()
            model.NamedRanges.addNewByName(f"name_{number}", f"$A${number + 1}", place, 0)

        def calculate() -> None:
            for _ in range(TIMES):
                model.calculateAll()

        def look() -> int:
            found = [inside.look(office, model, {"names": True}) for _ in range(TIMES)]
            return min(len(each["names"]) for each in found)

        pool = ThreadPoolExecutor(2)
        calculated, looked = pool.submit(calculate), pool.submit(look)
        assert looked.result(timeout=SECONDS) == NAMES
        calculated.result(timeout=SECONDS)
    finally:
        office.kill()
    pool.shutdown()
