"""The workbooks that we write: every tab reads back as it was, and every program calculates them."""

import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from poc_sheets.build.demo.production import demo_rows
from poc_sheets.build.demo.show import demo_settings
from poc_sheets.build.workbooks import write_workbook
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.importing.files import import_file
from poc_sheets.runner import press
from poc_sheets.settings import Settings
from poc_sheets.tabs import every_tab
from poc_sheets.tabs.budget import BudgetLine
from poc_sheets.tabs.crew import CrewMember
from poc_sheets.tabs.model import columns_of
from poc_sheets.tabs.opening import open_tabs
from poc_sheets.tabs.production import ProductionSetting


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the invented production."""
    path = tmp_path_factory.mktemp("demo") / "demo.xlsx"
    write_workbook(path, demo_rows(), demo_settings())
    return path


def test_every_row_reads_back_as_it_was_written(demo: Path) -> None:
    """Writing a workbook and reading it are each other's inverse, on every tab."""
    rows = demo_rows()
    opened = open_tabs(XlsxWorkbook(demo), every_tab())
    assert not opened.findings
    assert opened.settings == demo_settings()
    for tab, written in rows.items():
        assert list(opened.rows(tab)) == list(written), tab.tab


def test_formula_cells_carry_no_result(demo: Path) -> None:
    """A writer's zero would be shown as it stands by LibreOffice."""
    with zipfile.ZipFile(demo) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"</f><v>" not in book.read(name), name


def test_every_tab_has_its_id_and_its_table(demo: Path) -> None:
    """The defined name follows a renamed tab; the table carries filter and stripes."""
    book = openpyxl.load_workbook(demo)
    names = set(book.defined_names)
    for tab in every_tab():
        assert f"_poc_tab_{tab.tab_id}" in names
        assert list(book[tab.tab].tables) == [tab.tab_id]
        table = book[tab.tab].tables[tab.tab_id]
        assert [column.name for column in table.tableColumns] == [
            spec.heading for spec in columns_of(tab)
        ]


def test_a_workbook_that_was_rearranged_by_hand_still_works(demo: Path, tmp_path: Path) -> None:
    """Tab renamed, columns moved, a column and banner rows added, a heading in other words."""
    path = tmp_path / "rearranged.xlsx"
    book = openpyxl.load_workbook(demo)
    sheet = book["Crew"]
    sheet.title = "Unit List v3"
    sheet.insert_rows(1, 3)
    sheet["A1"] = "CONFIDENTIAL"
    book.save(path)
    names = book.defined_names["_poc_tab_crew"].attr_text
    assert names.startswith("'Crew'")  # the library does not follow the rename: no id is left
    crew = open_tabs(XlsxWorkbook(path), [CrewMember]).rows(CrewMember)
    assert [(m.name, m.call) for m in crew] == [(m.name, m.call) for m in demo_rows()[CrewMember]]  # type: ignore[attr-defined]  # rows of crew


@pytest.mark.office
def test_libreoffice_calculates_what_the_functions_calculate(demo: Path, tmp_path: Path) -> None:
    """The native formulas of the Budget tab and Python agree on every account."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(demo)], check=True, capture_output=True, timeout=180)
    back = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "x")]
    subprocess.run(
        [*back, str(tmp_path / "demo.ods")], check=True, capture_output=True, timeout=180
    )
    computed = openpyxl.load_workbook(tmp_path / "x" / "demo.xlsx", data_only=True)["Budget"]
    headings = {cell.value: cell.column for cell in computed[4]}
    workbook = XlsxWorkbook(demo)
    from poc_sheets.calculator import Calculator  # noqa: PLC0415  (needed in this test only)

    calculator = Calculator(workbook)
    rows = open_tabs(workbook, [BudgetLine]).rows(BudgetLine)
    for row in rows[::37]:
        for heading, name in (("Actual to date", "SPENT"), ("Committed", "COMMITTED")):
            shown = computed.cell(row.row, headings[heading]).value
            assert shown == pytest.approx(calculator.calculate(name, [row.account])), row.account


def test_the_settings_survive_a_workbook(tmp_path: Path) -> None:
    """Dates, calls, lists and switches of the Production tab."""
    settings = replace(
        Settings(), title="=1+1", amounts_with_tax=True, currency="JPY", days_off=("Sun",)
    )
    path = tmp_path / "yen.xlsx"
    write_workbook(path, {BudgetLine: [BudgetLine(account="2400", budgeted=1500)]}, settings)
    opened = open_tabs(XlsxWorkbook(path), [ProductionSetting, BudgetLine])
    assert opened.settings == settings
    assert opened.rows(BudgetLine)[0].budgeted == 1500


def test_a_press_on_the_template_fills_ready_rows(tmp_path: Path) -> None:
    """New rows go into the rows that the table keeps ready; then the table grows."""
    path = tmp_path / "new.xlsx"
    write_workbook(path, {})
    receipts = tmp_path / "receipts.csv"
    lines = [f"R{i},2026-03-02,Vendor {i},{i}.50" for i in range(1, 61)]
    receipts.write_text("receipt_id,Date,Vendor,Amount\n" + "\n".join(lines), encoding="utf-8")
    workbook = XlsxWorkbook(path)
    message = import_file("receipts", receipts, workbook)
    assert "60 added" in message.summary
    table = openpyxl.load_workbook(path)["Receipts"].tables["receipts"]
    assert table.ref.endswith("64")
    assert press("flag_overspend", workbook).ok


def test_generated_files_are_not_stale() -> None:
    """What `poc-sheets build` writes is what is checked in.

    In a process of its own: other tests declare buttons and problems of their own.
    """
    command = [sys.executable, "-m", "poc_sheets", "build", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
