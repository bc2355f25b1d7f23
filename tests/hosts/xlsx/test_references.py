"""References inside formulas: found, copied, moved."""

import pytest

from poc_sheets.hosts.xlsx.moves import Move, moved_formula, moved_ranges
from poc_sheets.hosts.xlsx.references import Area, tokens, translated

GROWN = Move("Day 1", 21, 3, Area(5, 1, 20, 4), 4, 3, is_table=True)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A1+$A1+A$1+$A$1", "B3+$A3+B$1+$A$1"),
        ("SUM(A:A)+SUM($3:4)", "SUM(B:B)+SUM($3:6)"),
        ('"A1"&A1', '"A1"&B3'),
        ("LOG10(A1)*1E5+Crew!A1", "LOG10(B3)*1E5+Crew!B3"),
        ("'It''s A1'!A1:B2", "'It''s A1'!B3:C4"),
        ("Table1[[#This Row],[A1]]", "Table1[[#This Row],[A1]]"),
        ("[1]Sheet1!A1", "[1]Sheet1!B3"),
        ("TAX_A1+rate2024x", "TAX_A1+rate2024x"),
    ],
)
def test_a_copied_formula_keeps_its_fixed_parts(formula: str, expected: str) -> None:
    """Two rows down, one column right; texts, names and table columns are no cells."""
    assert translated(formula, 2, 1) == expected


def test_a_copy_that_leaves_the_sheet_refers_to_nothing() -> None:
    """Above row 1 there is nothing."""
    assert translated("A1", -1, 0) == "#REF!"


@pytest.mark.parametrize(
    ("formula", "home", "expected"),
    [
        ("'Day 1'!A21", "Sum", "'Day 1'!A24"),
        ("'Day 1'!A20", "Sum", "'Day 1'!A20"),
        ("SUM('Day 1'!$B$5:$B$20)", "Sum", "SUM('Day 1'!$B$5:$B$23)"),
        ("SUM('day 1'!B4:B20)", "Sum", "SUM('day 1'!B4:B23)"),
        ("SUM('Day 1'!B6:B20)", "Sum", "SUM('Day 1'!B6:B20)"),
        ("SUM('Day 1'!B5:E20)", "Sum", "SUM('Day 1'!B5:E20)"),
        ("SUM('Day 1'!B5:B30)", "Sum", "SUM('Day 1'!B5:B33)"),
        ("SUM(A5:A20)+A21", "Day 1", "SUM(A5:A23)+A24"),
        ("SUM(A5:A20)+A21", "Sum", "SUM(A5:A20)+A21"),
        ("SUM('Day 1'!B:B)", "Sum", "SUM('Day 1'!B:B)"),
        ("\"'Day 1'!A21\"", "Sum", "\"'Day 1'!A21\""),
        ("'[2]Day 1'!A21", "Sum", "'[2]Day 1'!A21"),
    ],
)
def test_references_follow_inserted_rows(formula: str, home: str, expected: str) -> None:
    """Three rows inserted at row 21 below the table of rows 5 to 20 (headings in 4)."""
    assert moved_formula(formula, home, GROWN) == expected


def test_a_running_total_does_not_grow_but_a_share_of_the_whole_does() -> None:
    """In the last row `SUM(B$5:B20)` ends at itself; `B20/SUM(B$5:B$20)` means all rows."""
    assert moved_formula("SUM(B$5:B20)", "Day 1", GROWN, (20, 3)) == "SUM(B$5:B20)"
    assert moved_formula("B20/SUM(B$5:B$20)", "Day 1", GROWN, (20, 3)) == "B20/SUM(B$5:B$23)"


def test_formats_grow_with_the_last_row_and_merged_cells_do_not() -> None:
    """A rule over the last row takes in the new ones; a merged cell there stays."""
    assert moved_ranges("A5:D20 F1", GROWN, grows=True) == "A5:D23 F1"
    assert moved_ranges("A20:B20", GROWN, grows=False) == "A20:B20"
    assert moved_ranges("A21:B22 A2", GROWN, grows=False) == "A24:B25 A2"


def test_names_functions_and_tables_are_told_apart() -> None:
    """The kinds that a dependency is read from."""
    kinds = [(each.kind, each.sheet) for each in tokens("SUM(T[Col];Crew!Rate;'a b'!B2)&\"x!A1\"")]

    assert kinds == [
        ("function", ""),
        ("table", ""),
        ("name", "Crew"),
        ("range", "a b"),
        ("text", ""),
    ]
