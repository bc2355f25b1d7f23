"""Per diem by agreement, date and meals provided."""

from datetime import date

import pytest

from poc_sheets.trade.per_diem import per_diem, per_diem_of_stay
from poc_sheets.trade.rules import Rule, RuleBook, default_book

CITY = "IATSE Area Standards"


def test_breakfast_and_lunch_are_deducted() -> None:
    """Distant day of 70.00: 70 - 14 - 21 = 35.00."""
    day = per_diem(default_book(), CITY, date(2026, 3, 12), provided=["Breakfast", "lunch "])

    assert day.amount == 35_00
    assert [line.money for line in day.lines] == [70_00, -14_00, -21_00]
    assert "less 14.00 (per_diem.breakfast, IATSE Area Standards)" in day.lines[1].why
    assert day.findings == ()


@pytest.mark.parametrize(
    ("agreement", "on", "amount"),
    [
        (CITY, date(2024, 8, 3), 59_50),
        (CITY, date(2024, 8, 4), 70_00),
        (CITY, date(2026, 8, 1), 70_00),
        (CITY, date(2026, 8, 2), 75_00),
        ("SAG-AFTRA", date(2025, 11, 8), 70_00),
        ("SAG-AFTRA", date(2025, 11, 9), 75_00),
    ],
)
def test_the_amount_depends_on_the_date(agreement: str, on: date, amount: int) -> None:
    assert per_diem(default_book(), agreement, on).amount == amount


def test_all_meals_provided_leave_nothing() -> None:
    meals = ("breakfast", "lunch", "dinner")

    assert per_diem(default_book(), CITY, date(2026, 9, 1), provided=meals).amount == 0


def test_a_stay_over_the_change_of_rates() -> None:
    first, last = date(2026, 8, 1), date(2026, 8, 3)

    stay = per_diem_of_stay(
        default_book(), CITY, first, last, provided={date(2026, 8, 2): ["dinner"]}
    )

    assert [day.amount for day in stay] == [70_00, 38_00, 75_00]
    assert per_diem_of_stay(default_book(), CITY, last, first) == ()


def test_an_agreement_without_per_diem_is_a_finding() -> None:
    day = per_diem(default_book(), "Non-union California", date(2026, 3, 12))

    assert day.amount == 0
    assert [finding.problem for finding in day.findings] == ["rule-missing"]


def test_a_word_that_is_no_meal_is_named() -> None:
    day = per_diem(default_book(), CITY, date(2026, 3, 12), provided=["brunch"])

    assert day.amount == 70_00
    assert "brunch" in day.findings[0].title


def test_meals_that_do_not_add_up_to_the_day_are_noticed() -> None:
    amounts = {"day": "75", "breakfast": "14", "lunch": "21", "dinner": "35"}
    book = RuleBook(
        Rule(f"per_diem.{name}", "Local", value=value, unit="money")
        for name, value in amounts.items()
    )

    day = per_diem(book, "Local", date(2026, 3, 12), provided=["lunch"])

    assert day.amount == 54_00
    assert [finding.problem for finding in day.findings] == ["per-diem-parts-differ"]


def test_a_currency_without_decimals() -> None:
    book = RuleBook([Rule("per_diem.day", "Tokyo", value="9,500", unit="money")])

    assert per_diem(book, "Tokyo", date(2026, 3, 12), exponent=0).amount == 9500
