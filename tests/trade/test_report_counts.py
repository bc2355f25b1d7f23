"""Counts of a production report are read as the trade writes them, and added only where both are known."""

from decimal import Decimal

import pytest

from poc_sheets.trade.report_counts import MINUTES, NUMBERS, PAGES, Counted, Counting, added


@pytest.mark.parametrize(
    ("counting", "typed", "read", "shown"),
    [
        (PAGES, "2 4/8", 20, "2 4/8"),
        (PAGES, "0", 0, "0/8"),
        (PAGES, "1-5/8", 13, "1 5/8"),
        (MINUTES, "4:30", 270, "4:30"),
        (MINUTES, "4.5", 270, "4:30"),
        (MINUTES, "0:09", 9, "0:09"),
        (MINUTES, "-1:05", -65, "-1:05"),
        (NUMBERS, "1,204", 1204, "1204"),
        (NUMBERS, "+2", 2, "2"),
        (NUMBERS, "\u22121", -1, "-1"),
        (NUMBERS, "120", 120, "120"),
    ],
)
def test_a_count_is_read_and_shown(counting: Counting, typed: str, read: int, shown: str) -> None:
    count = counting.read(typed)
    assert count == Counted(Decimal(read))
    assert counting.show(count) == shown


@pytest.mark.parametrize(
    ("counting", "typed"),
    [(PAGES, "two"), (PAGES, "1/3"), (MINUTES, "4:75"), (MINUTES, "4 min"), (NUMBERS, "a few")],
)
def test_what_cannot_be_counted_is_not_zero(counting: Counting, typed: str) -> None:
    assert counting.read(typed) is None


def test_a_unit_stays_with_its_number() -> None:
    before, today = NUMBERS.read("33.6 TB"), NUMBERS.read("3.4 TB")
    total = added(before, today)
    assert total == Counted(Decimal("37.0"), "TB")
    assert NUMBERS.show(total) == "37 TB"
    assert added(NUMBERS.read("0"), today) == today


def test_what_is_unknown_or_in_another_unit_is_not_added() -> None:
    assert added(NUMBERS.read("3"), None) is None
    assert added(NUMBERS.read("3 TB"), NUMBERS.read("500 GB")) is None
    assert added(NUMBERS.read("3"), NUMBERS.read("2 TB")) is None


def test_a_difference_can_be_less_than_nothing() -> None:
    left = added(PAGES.read("1"), PAGES.read("1 2/8"), -1)
    assert left is not None
    assert PAGES.show(left) == "-2/8"
