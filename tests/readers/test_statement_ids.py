"""The same line has the same id in every file; importing twice adds nothing."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from poc_sheets.readers.statement import (
    StatementLine,
    merge_new,
    read_statement,
    replaced_pending,
    stale_pending,
)

_HEAD = "Date,Merchant,Amount,Card\n"


def lines(path: Path, *rows: str, head: str = _HEAD) -> list[StatementLine]:
    path.write_text(head + "\n".join(rows))
    return [line for statement in read_statement(path) for line in statement.lines]


COFFEE = "2026-04-01,Coffee,3.00,1147"
LUMBER = "2026-04-02,Lumber,12.50,1147"
PAINT = "2026-04-03,Paint,1.00,2222"


def test_two_identical_lines_that_are_both_real_are_both_kept(tmp_path: Path) -> None:
    found = lines(tmp_path / "a.csv", COFFEE, COFFEE, LUMBER)
    assert [line.amount for line in found] == [300, 300, 1250]
    assert len({line.line_id for line in found}) == 3


@pytest.mark.parametrize("as_ids", [True, False])
def test_the_same_file_twice_adds_nothing(tmp_path: Path, as_ids: bool) -> None:  # noqa: FBT001
    found = lines(tmp_path / "a.csv", COFFEE, COFFEE, LUMBER)
    assert merge_new([line.line_id for line in found] if as_ids else found, found) == []


def test_overlapping_files_add_only_what_is_new(tmp_path: Path) -> None:
    first = lines(tmp_path / "a.csv", COFFEE, COFFEE, LUMBER)
    second = lines(tmp_path / "b.csv", PAINT, COFFEE, LUMBER, COFFEE, COFFEE)
    new = merge_new([line.line_id for line in first], second)
    assert sorted(line.vendor for line in new) == ["Coffee", "Paint"]


def test_the_order_of_rows_does_not_change_what_is_new(tmp_path: Path) -> None:
    rows = [COFFEE, COFFEE, LUMBER, PAINT]
    first = {line.line_id for line in lines(tmp_path / "a.csv", *rows)}
    for seed in range(5):
        shuffled = random.Random(seed).sample(rows, len(rows))  # noqa: S311
        assert {line.line_id for line in lines(tmp_path / "b.csv", *shuffled)} == first


def test_a_month_published_again_in_another_shape_is_known_by_its_content(tmp_path: Path) -> None:
    first = lines(tmp_path / "may.csv", COFFEE, LUMBER)
    again = lines(
        tmp_path / "june.csv",
        "Food,COFFEE ,01/04/2026,3.0,************1147",
        "Set,lumber,02/04/2026,12.5,************1147",
        "Set,paint,13/04/2026,1,************2222",
        head="Directorate,Merchant Name,Trans Date,Gross Amt,Card Number\n",
    )
    assert [line.vendor for line in merge_new(first, again)] == ["paint"]


def test_an_id_column_is_kept_as_it_is(tmp_path: Path) -> None:
    found = lines(
        tmp_path / "a.csv", "L007,2026-04-01,Coffee,3.00", "L8,2026-04-01,Coffee,3.00",
        head="line_id,Date,Merchant,Amount\n",
    )  # fmt: skip
    assert [line.line_id for line in found] == ["L007", "L8"]


def test_a_pending_line_is_replaced_when_a_newer_file_no_longer_lists_it(tmp_path: Path) -> None:
    head = "Date,Merchant,Amount,Status\n"
    hold = "2026-04-01,Fuel,100.00,Pending"
    old = lines(tmp_path / "a.csv", hold, "2026-04-02,Lumber,12.50,Posted", head=head)
    posted = lines(tmp_path / "b.csv", "2026-04-03,Fuel station,63.10,Posted", head=head)
    still = lines(tmp_path / "c.csv", hold, "2026-04-03,Paint,1.00,Posted", head=head)
    assert [line.vendor for line in replaced_pending(old, posted)] == ["Fuel"]
    assert replaced_pending(old, still) == []


def test_a_pending_line_is_stale_after_eight_days(tmp_path: Path) -> None:
    (line,) = lines(tmp_path / "a.csv", COFFEE)
    pending = replace(line, pending=True)
    assert stale_pending([pending, line], date(2026, 4, 9)) == []
    assert stale_pending([pending, line], date(2026, 4, 10)) == [pending]
