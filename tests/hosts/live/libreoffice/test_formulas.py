"""Formulas in Excel's grammar and in LibreOffice's."""

import pytest

from poc_sheets.hosts.live.libreoffice.formulas import filled, to_calc, to_excel

BOTH_WAYS = [
    ("=SUM(A1,'My Tab'!B2:B3)", "=SUM(A1;$'My Tab'.B2:B3)"),
    ("=SUM(Budget!B:B, 2)", "=SUM($'Budget'.B:B; 2)"),
    ("=IF('Bob''s'!F2>1,\"a,b;c\",{1,2;3,4})", "=IF($'Bob''s'.F2>1;\"a,b;c\";{1;2|3;4})"),
    ("=SUM((A1,B2))", "=SUM((A1~B2))"),
    ("=SUM(A1:A3 A2:B2)", "=SUM(A1:A3!A2:B2)"),
    ("=SUM(Jan:Dec!A1)", "=SUM($'Jan'.A1:$'Dec'.A1)"),
    ("=SUM('Week 1:Week 9'!A1:B2)", "=SUM($'Week 1'.A1:$'Week 9'.B2)"),
    ("=SUM(Lines[Amount],Lines[[#This Row],[No]])", "=SUM(Lines[Amount];Lines[[#This Row];[No]])"),
    ("=IF(FALSE,1,TRUE)", "=IF(FALSE();1;TRUE())"),
    ("=CEILING(1.5,2)", "=CEILING.XCL(1.5;2)"),
    ("=INDEX(A1:B2,,1)", "=INDEX(A1:B2;;1)"),
    ("='/data/[rates.xlsx]2026'!A1*2", "='file:///data/rates.xlsx'#$'2026'.A1*2"),
    ("=#REF!+1", "=#REF!+1"),
    ('=POC.SPENT("2818")', '=POC.SPENT("2818")'),
    ("=Budget!local*-A1%^2", "=$'Budget'.local*-A1%^2"),
    ('="Budget!A1;B2"&A1', '="Budget!A1;B2"&A1'),
    ("=STDEV.S(A1:A3)", "=STDEV.S(A1:A3)"),
]


@pytest.mark.parametrize(("excel", "calc"), BOTH_WAYS)
def test_excel_to_calc(excel: str, calc: str) -> None:
    """Excel's formula as LibreOffice's bulk calls take it."""
    assert to_calc(excel) == calc


@pytest.mark.parametrize(("excel", "calc"), BOTH_WAYS)
def test_calc_to_excel(excel: str, calc: str) -> None:
    """LibreOffice's formula as a person knows it from Excel."""
    assert to_excel(calc) == excel


def test_names_of_files_and_add_ins_are_not_shown() -> None:
    """The prefix of newer functions in files, and programmatic names, are nobody's business."""
    assert to_calc("=_xlfn.CONCAT(A1,B1)") == "=CONCAT(A1;B1)"
    assert to_excel("=COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GETEDATE(A1;1)") == "=EDATE(A1,1)"
    assert to_excel("=$Budget.A1") == "=Budget!A1"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=A1*2", "=B3*2"),
        ("=$A1+A$1+$A$1", "=$A3+B$1+$A$1"),
        ("=SUM(B:B,2:3)", "=SUM(C:C,4:5)"),
        ("='My Tab'!A1&\"A1\"", "='My Tab'!B3&\"A1\""),
        ("=LOG10(A1)", "=LOG10(B3)"),
    ],
)
def test_filled_two_down_and_one_to_the_right(formula: str, expected: str) -> None:
    """References without $ move along; text, functions and names do not."""
    assert to_excel(filled(to_calc(formula), 3, 2)[2][1]) == expected


def test_filled_off_the_sheet() -> None:
    """A reference that would leave the sheet is an error, as in Excel."""
    assert filled("=A1048576+XFD1", 2, 2) == (
        ("=A1048576+XFD1", "=B1048576+#REF!"),
        ("=#REF!+XFD2", "=#REF!+#REF!"),
    )
