"""Petty cash: the worked example of an envelope, and the rules for receipts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.trade.petty_cash import EnvelopeState, FloatState
from poc_sheets.trade.policy import Policy
from poc_sheets.trade.receipt_policy import Slip, policy_flags

HOUSE = Policy({})


def test_an_envelope_to_the_cent() -> None:
    """500.00 advanced, 261.52 in receipts, 237.48 counted: 1.00 short; 31.05 disallowed."""
    envelope = EnvelopeState(212_47 + 31_05 + 18_00, 31_05, 500_00, 237_48)
    assert envelope.receipts == 261_52
    assert envelope.over_short == -1_00
    assert envelope.replenish == 230_47
    assert envelope.owed == 32_05
    assert EnvelopeState(261_52).over_short is None, "not counted cannot be told"


@given(st.integers(0, 9999), st.integers(0, 9999), st.integers(0, 9999), st.integers(-50, 50))
def test_a_float_is_cash_and_receipts(
    unsubmitted: int, submitted: int, cash: int, missing: int
) -> None:
    """The float holds exactly where nothing is missing, and says how much is."""
    issued = unsubmitted + submitted + cash
    state = FloatState(issued, 0, unsubmitted, submitted, cash + missing)
    assert state.holds == (missing == 0)
    assert state.over_short == missing
    assert state.expected_cash == cash


GOOD = {"amount": 20_00, "day": date(2026, 3, 4), "vendor": "Alder Hardware", "tax": 1_80}


@pytest.mark.parametrize(
    ("more", "flags"),
    [
        ({}, []),
        ({"description": "Two beers"}, ["alcohol or tobacco"]),
        ({"description": "Root beer cooler"}, ["alcohol or tobacco"]),
        ({"vendor": "Fine Foods"}, []),
        ({"description": "Parking ticket"}, ["fine or parking ticket"]),
        ({"description": "E-gift card"}, ["gift card"]),
        ({"description": "Fuel"}, ["fuel without driver and plate"]),
        ({"description": "Fuel, van 8ABC123", "people": "Cal"}, []),
        ({"description": "Prepaid fuel 8ABC123", "people": "Cal"}, ["prepaid fuel"]),
        ({"description": "Day rate helper"}, ["labour: goes through payroll"]),
        ({"description": "Lunch"}, ["meal without the diners' names"]),
        ({"description": "Lunch", "people": "A, B"}, []),
        ({"description": "Lunch", "people": "A"}, ["meal above the amount a head"]),
        ({"tax": None}, ["tax not shown"]),
        ({"not_itemised": True, "is_missing": True}, ["not itemised", "receipt missing"]),
        ({"day": date(2026, 3, 1), "float_from": date(2026, 3, 2)},
         ["outside the dates of the float"]),
        ({"holder": "Jo", "envelope_holder": "Al"}, ["handed in by another holder"]),
        ({"amount": 500_00}, ["should have been a purchase order"]),
        ({"amount": 500_01, "has_order": True}, ["above the limit of a single purchase"]),
    ],
)  # fmt: skip
def test_the_rules_of_a_new_workbook(more: dict[str, object], flags: list[str]) -> None:
    """Each rule speaks of what it looks at, and of nothing else."""
    slip = Slip(**(GOOD | more))  # type: ignore[arg-type]  # fields of any type
    assert list(policy_flags(slip, HOUSE)) == flags


def test_a_rule_that_is_off_says_nothing() -> None:
    """Each rule is a switch, each limit a line of the policy."""
    slip = Slip(amount=20_00, description="Lunch", people="A", tax=1)
    assert policy_flags(slip, Policy({"receipt.meal_cap": "off"})) == ()
    assert policy_flags(slip, Policy({"receipt.meal_per_head": "20"})) == ()
