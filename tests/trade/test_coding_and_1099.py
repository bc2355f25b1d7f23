"""Suggested accounts, and what is reported to the tax office."""

from datetime import date

from poc_sheets.trade.coding import CodingHistory
from poc_sheets.trade.policy import Policy
from poc_sheets.trade.vendors_1099 import Payment, form_due, is_exempt, reportable, threshold_of


def test_an_account_is_suggested_from_what_was_coded_before() -> None:
    """The vendor's usual account; the description decides between two."""
    history = CodingHistory({"2816", "2818", "3502"})
    history.learn([("Acme Rentals", "Chairs", "2818")] * 3)
    history.learn([("ACME RENTALS", "truck", "3502"), ("Acme Rentals", "Truck", "3502")])
    history.learn([("Acme Rentals", "Chairs", "9999")])
    chairs = history.suggest("acme rentals", "chairs")
    assert chairs is not None
    assert (chairs.account, chairs.because) == ("2818", "3 of 3 rows of acme rentals, chairs")
    truck = history.suggest("Acme Rentals", "Truck")
    assert truck is not None
    assert truck.account == "3502"
    assert history.suggest("Nobody", "") is None


def test_the_pattern_of_the_accounts_helps_where_nothing_was_coded() -> None:
    """xx18 is rentals, xx16 purchases, within the department's accounts that exist."""
    history = CodingHistory({"2816", "2818"}, {"borrow co": "2816"})
    rental = history.suggest("New Shop", "Prop rental", "28")
    assert rental is not None
    assert rental.account == "2818"
    assert history.suggest("New Shop", "Car allowance", "28") is None, "2855 does not exist"
    usual = history.suggest("Borrow Co.", "")
    assert usual is not None
    assert (usual.account, usual.sure) == ("2816", 0.7)


def test_a_card_payment_is_not_reported() -> None:
    """Check 1,400 and ACH 700 are 2,100 of 2026; the 3,000 by card are not."""
    paid = [
        Payment(1_400_00, date(2026, 2, 1), "Check"),
        Payment(700_00, date(2026, 12, 31), "ACH"),
        Payment(3_000_00, date(2026, 3, 1), "Card"),
        Payment(500_00, date(2025, 12, 31), "Check"),
        Payment(900_00, None, "Check"),
    ]
    assert reportable(paid, 2026) == 2_100_00
    house = Policy({})
    assert (threshold_of(house, 2025), threshold_of(house, 2026)) == (600_00, 2_000_00)
    assert threshold_of(house, 2019) == 600_00
    assert threshold_of(Policy({"tax.1099_threshold_2027": "2050"}), 2028) == 2_050_00
    assert form_due(2_100_00, 2_000_00, "LLC", "") == "NEC"
    assert form_due(1_999_99, 2_000_00, "LLC", "") == ""


def test_corporations_are_exempt_but_not_attorneys() -> None:
    """A lawyer's corporation is reported."""
    assert is_exempt("Corporation", "")
    assert not is_exempt("Corporation", "Attorney")
    assert is_exempt("Individual", "None")
    assert not is_exempt("LLC", "")
