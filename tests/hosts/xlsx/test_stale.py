"""No formula keeps a result that a press has made wrong."""

from pathlib import Path

import pytest

from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook, open_workbook
from poc_sheets.workbook import NEVER_CALCULATED, Change
from tests.hosts.xlsx.parts import package, read_parts, sheet, write_parts

NUMBERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'


def pressed(tmp_path: Path, formulas: dict[str, tuple[str, str]], names: str = "") -> XlsxWorkbook:
    """Numbers!A1 goes from 1 to 10; Sums holds these formulas, by column A: text and result."""
    cells = "".join(
        f'<row r="{row}"><c r="A{row}"{kind}>{formula}</c></row>'
        for row, (kind, formula) in enumerate(formulas.values(), 1)
    )
    parts = package({"Numbers": sheet(NUMBERS), "Sums": sheet(cells)}, workbook=names)
    path = write_parts(tmp_path / "a.xlsx", parts)
    workbook = open_workbook(path)
    workbook.write([Change("Numbers", 1, 1, 1, 10)])
    return workbook


def test_results_downstream_are_computed_anew_and_others_kept(tmp_path: Path) -> None:
    """A chain of formulas, a name and a text; what does not depend keeps its stored result."""
    workbook = pressed(
        tmp_path,
        {
            "direct": ("", "<f>SUM(Numbers!A1:A2)</f><v>3</v>"),
            "chain": ("", "<f>A1*2</f><v>6</v>"),
            "by name": ("", "<f>First+1</f><v>2</v>"),
            "whole column": ("", "<f>SUM(Numbers!A:A)</f><v>3</v>"),
            "text": (' t="str"', '<f>IF(A2&gt;20,"OVER","")</f><v></v>'),
            "other": ("", "<f>Numbers!A2*2</f><v>4</v>"),
        },
        "<definedNames><definedName name='First'>Numbers!$A$1</definedName></definedNames>",
    )

    sums = workbook.read(["Sums"])["Sums"]
    parts = read_parts(workbook.path)

    assert [sums.at(row, 1) for row in range(1, 7)] == [12.0, 24.0, 11.0, 12.0, "OVER", 4.0]
    assert b'fullCalcOnLoad="1"' in parts["xl/workbook.xml"]
    assert list(sums.formulas.values())[1] == "=A1*2"


@pytest.mark.parametrize(
    "formula",
    [
        'INDIRECT("Numbers!A1")',
        "OFFSET(Numbers!A2,-1,0)",
        "FREQUENCY(Numbers!A1,Numbers!A2)",
    ],
)
def test_a_result_in_doubt_is_left_out(tmp_path: Path, formula: str) -> None:
    """Where the reach or the function is not certain, no result is better than an old one."""
    workbook = pressed(tmp_path, {"doubtful": ("", f"<f>{formula}</f><v>1</v>")})

    assert workbook.read(["Sums"])["Sums"].at(1, 1) == NEVER_CALCULATED
    assert workbook.read(["Sums"])["Sums"].formulas[(1, 1)] == f"={formula}"


def test_an_engine_that_disagrees_with_the_program_is_not_believed(tmp_path: Path) -> None:
    """A stored result that the engine computes otherwise: all affected results are left out."""
    workbook = pressed(
        tmp_path,
        {
            "affected": ("", "<f>Numbers!A1+1</f><v>2</v>"),
            "not affected, 999 by the program": ("", "<f>Numbers!A2+1</f><v>999</v>"),
        },
    )

    sums = workbook.read(["Sums"])["Sums"]

    assert sums.at(1, 1) == NEVER_CALCULATED
    assert sums.at(2, 1) == 999.0


@pytest.mark.parametrize(
    ("kind", "formula"),
    [
        ("", '<f t="shared" ref="A1:A2" si="0">Numbers!A1*2</f><v>2</v>'),
        ("", '<f t="array" ref="A1">SUM(Numbers!A1:A2*1)</f><v>3</v>'),
        (' t="str"', '<f>"n"&amp;Numbers!A1</f><v>n1</v>'),
        (' t="b"', "<f>Numbers!A1&gt;5</f><v>0</v>"),
        (' t="e"', "<f>1/(Numbers!A1-1)</f><v>#DIV/0!</v>"),
    ],
)
def test_every_form_of_a_stored_result_is_refreshed(
    tmp_path: Path, kind: str, formula: str
) -> None:
    """Shared, array, text, yes or no, error: the old result is nowhere in the part."""
    old = pressed(tmp_path, {"one": (kind, formula)})
    part = read_parts(old.path)["xl/worksheets/sheet2.xml"].decode()

    stored = formula[formula.index("<v>") :]

    assert stored not in part
    assert formula[: formula.index("<v>")] in part


def test_nothing_but_the_tab_changes_where_no_formula_depends(tmp_path: Path) -> None:
    """Without dependents the workbook part is not touched."""
    parts = package(
        {"Numbers": sheet(NUMBERS), "Sums": sheet('<row r="1"><c r="A1"><f>1+1</f></c></row>')}
    )
    path = write_parts(tmp_path / "a.xlsx", parts)
    before = read_parts(path)

    open_workbook(path).write([Change("Numbers", 1, 1, 1, 10)])

    after = read_parts(path)
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]


def test_a_spilled_array_loses_all_of_its_old_results(tmp_path: Path) -> None:
    """The cells beside the formula hold results too."""
    rows = NUMBERS.replace(
        "</row>", '<c r="C1"><f t="array" ref="C1:C2">A1:A2*FOO()</f><v>1</v></c></row>', 1
    ).replace('<c r="A2"><v>2</v></c>', '<c r="A2"><v>2</v></c><c r="C2"><v>2</v></c>')
    path = write_parts(tmp_path / "a.xlsx", package({"Numbers": sheet(rows)}))
    workbook = open_workbook(path)

    workbook.write([Change("Numbers", 1, 1, 1, 10)])

    assert workbook.read(["Numbers"])["Numbers"].at(1, 3) == NEVER_CALCULATED
    assert workbook.read(["Numbers"])["Numbers"].at(2, 3) is None
