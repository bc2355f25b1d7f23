"""What a purchase-card reconciliation links, and by which rule, one by one."""

from datetime import date, timedelta

import pytest

from poc_sheets.trade.matching import Alias, Line, Options, Receipt, reconcile
from tests.trade.matching.lines_and_receipts import MONDAY, line, only_link, receipt


def test_exact_amount_same_card_two_days_later_is_matched() -> None:
    found = only_link(
        reconcile([line("L1", 6137, "SQ *JAVA HUT #22")], [receipt("R1", 6137, "Java Hut LLC")])
    )
    assert (found.line_ids, found.receipt_ids, found.status) == (("L1",), ("R1",), "auto")
    assert found.rule == "exact"
    assert found.difference == 0
    assert found.reason == "same amount, same card, 2 days later, same vendor"


def test_shown_tip_is_added_to_the_slip() -> None:
    found = only_link(
        reconcile(
            [line("L1", 5900, "TST* BLUE FIN")], [receipt("R1", 5000, "Blue Fin Grill", tip=900)]
        )
    )
    assert found.rule == "tip"
    assert found.difference == 900
    assert "tip on the slip" in found.reason


def test_hidden_tip_on_a_meal_is_linked_and_says_how_much() -> None:
    result = reconcile(
        [line("L1", 5949, "TST* BLUE FIN")],
        [receipt("R1", 5042, "Blue Fin Grill", category="meals")],
    )
    found = only_link(result)
    assert found.rule == "tip"
    assert found.difference == 907
    assert "18.0 % tip (9.07)" in found.reason


def test_more_than_the_tip_cap_is_no_tip() -> None:
    result = reconcile(
        [line("L1", 7100, "TST* BLUE FIN")],
        [receipt("R1", 5042, "Blue Fin Grill", category="meals")],
    )
    assert result.links == ()
    assert result.line_buckets == {"L1": "missing receipt"}
    assert result.receipt_buckets == {"R1": "no line yet"}


def test_one_receipt_paid_by_two_lines() -> None:
    found = only_link(
        reconcile(
            [line("L1", 4211, "CEDAR HARDWARE 0042"), line("L2", 3377, "CEDAR HARDWARE 0042", 5)],
            [receipt("R1", 7588, "Cedar Hardware")],
        )
    )
    assert set(found.line_ids) == {"L1", "L2"}
    assert found.rule == "many lines one receipt"
    assert found.difference == 0


def test_one_line_covers_three_receipts() -> None:
    found = only_link(
        reconcile(
            [line("L1", 10_456, "AMZN Mktp US*2K3R")],
            [
                receipt("R1", 1811, "Amazon Marketplace"),
                receipt("R2", 4999, "Amazon Marketplace", 1),
                receipt("R3", 3646, "Amazon Marketplace", 1),
                receipt("R4", 2999, "Amazon Marketplace", 1),
            ],
        )
    )
    assert set(found.receipt_ids) == {"R1", "R2", "R3"}
    assert found.rule == "one line many receipts"


def test_sums_of_round_amounts_are_only_suggested() -> None:
    result = reconcile(
        [line("L1", 40_000, "OAK CAFE")],
        [receipt(f"R{n}", 5000 * n, "Oak Cafe") for n in (1, 2, 6)],
    )
    assert result.links[0].receipt_ids == ("R2", "R6")
    assert result.links[0].status == "suggested"


def test_refund_pairs_with_its_credit_receipt_and_both_stay() -> None:
    result = reconcile(
        [line("L1", 8120, "CEDAR HARDWARE"), line("L2", -8120, "CEDAR HARDWARE", 6)],
        [receipt("R1", 8120, "Cedar Hardware"), receipt("R2", -8120, "Cedar Hardware", 4)],
    )
    pairs = {(found.line_ids, found.receipt_ids, found.rule) for found in result.links}
    assert pairs == {(("L1",), ("R1",), "exact"), (("L2",), ("R2",), "refund")}


def test_invoice_less_refund_against_one_net_line() -> None:
    found = only_link(
        reconcile(
            [line("L1", 8528, "CEDAR HARDWARE")],
            [receipt("R1", 12_791, "Cedar Hardware"), receipt("R2", -4263, "Cedar Hardware", 1)],
        )
    )
    assert set(found.receipt_ids) == {"R1", "R2"}
    assert found.rule == "net of refund"


def test_original_amount_settles_foreign_currency() -> None:
    found = only_link(
        reconcile(
            [line("L1", 22_298, "SNCB INTERNET", original_amount=20_000, original_currency="EUR")],
            [receipt("R1", 20_000, "SNCB", currency="EUR")],
            options=Options(currency="USD"),
        )
    )
    assert found.rule == "fx"
    assert found.status == "auto"


@pytest.mark.parametrize("paid", [21_800, 22_400])
def test_foreign_receipt_fits_the_rate_of_the_day_with_the_banks_spread(paid: int) -> None:
    rates = {("EUR", MONDAY + timedelta(day)): 1.09 for day in range(5)}
    found = only_link(
        reconcile(
            [line("L1", paid, "SNCB INTERNET NA")],
            [receipt("R1", 20_000, "SNCB Internet", currency="EUR")],
            options=Options(currency="USD", daily_rates=rates),
        )
    )
    assert found.rule == "fx"


def test_foreign_receipt_far_from_the_rate_is_not_linked() -> None:
    rates = {("EUR", MONDAY + timedelta(day)): 1.09 for day in range(5)}
    result = reconcile(
        [line("L1", 26_000, "SNCB INTERNET NA")],
        [receipt("R1", 20_000, "SNCB Internet", currency="EUR")],
        options=Options(currency="USD", daily_rates=rates),
    )
    assert result.links == ()


def test_yen_have_no_cents() -> None:
    found = only_link(
        reconcile(
            [line("L1", 6800, "LAWSON TOKYO")],
            [receipt("R1", 10_000, "Lawson", currency="JPY")],
            options=Options(currency="USD", monthly_rates={("JPY", "2026-03"): 0.0067}),
        )
    )
    assert found.rule == "fx"


@pytest.mark.parametrize(
    ("keyed", "said"),
    [(1563, "digits swapped"), (5100, "cents dropped"), (5162, "0.01 apart")],
)
def test_keying_slips_are_suggested_with_their_reason(keyed: int, said: str) -> None:
    found = only_link(
        reconcile([line("L1", 5163, "HOME DEPOT #4412")], [receipt("R1", keyed, "Home Depot")])
    )
    assert found.status == "suggested"
    assert said in found.reason


def test_credit_note_keyed_positive_is_found() -> None:
    found = only_link(
        reconcile([line("L1", -5163, "HOME DEPOT")], [receipt("R1", 5163, "Home Depot")])
    )
    assert "other sign" in found.reason
    assert found.status == "suggested"


@pytest.mark.parametrize("written", [date(2026, 3, 2), date(2025, 2, 3)])
def test_day_and_month_swapped_or_last_years_date_is_suggested(written: date) -> None:
    result = reconcile(
        [Line("L1", date(2026, 2, 5), 6137, "CEDAR HARDWARE", card="4411")],
        [Receipt("R1", written, 6137, "Cedar Hardware", card="4411")],
    )
    assert only_link(result).rule == "date slip"
    assert only_link(result).status == "suggested"


def test_surcharge_and_short_pay_name_their_share() -> None:
    result = reconcile(
        [line("L1", 15_757, "CAB CO"), line("L2", 99_000, "ACME RENTALS", card="", kind="ach")],
        [
            receipt("R1", 15_298, "Cab Co", category="parking"),
            receipt("R2", 100_000, "Acme Rentals", card=""),
        ],
    )
    said = {found.line_ids[0]: (found.rule, found.reason) for found in result.links}
    assert said["L1"][0] == "surcharge"
    assert "3.0 % surcharge (4.59)" in said["L1"][1]
    assert said["L2"][0] == "short pay"
    assert "paid 1.0 % less (10.00)" in said["L2"][1]


def test_invoice_number_in_the_memo_decides_between_equal_invoices() -> None:
    result = reconcile(
        [line("L1", 50_000, "ACME RENTALS", 20, card="", kind="ach", memo="INV-0042 THANK YOU")],
        [
            receipt("R1", 50_000, "Acme Rentals", 17, card="", reference="INV-0041"),
            receipt("R2", 50_000, "Acme Rentals", 0, card="", reference="INV-00042"),
        ],
    )
    assert only_link(result).receipt_ids == ("R2",)


def test_cheque_that_names_nobody_pays_two_invoices_of_one_vendor() -> None:
    result = reconcile(
        [line("L1", 206_754, "CHECK 5390", 20, card="", kind="check"), line("L2", 999, "OAK", 3)],
        [
            receipt("R1", 42_264, "Pine Costumes", 5, card=""),
            receipt("R2", 164_490, "Pine Costumes", 6, card=""),
            receipt("R3", 31_011, "Bay Sound", 6, card=""),
        ],
    )
    assert set(only_link(result).receipt_ids) == {"R1", "R2"}


def test_alias_joins_names_that_share_no_word() -> None:
    lines = [line("L1", 2000, "SQ *JAVA HUT")]
    receipts = [receipt("R1", 2000, "Ortiz Holdings LLC", -5, card="")]
    without = reconcile(lines, receipts)
    known = reconcile(lines, receipts, aliases=[Alias("JAVA HUT", "Ortiz Holdings", "R-212")])
    assert not any(found.status == "auto" for found in without.links)
    found = only_link(known)
    assert "vendor alias learned from R-212" in found.reason


def test_blank_vendors_accents_and_full_width_digits_do_no_harm() -> None:
    result = reconcile(
        [line("L1", 6137, ""), line("L2", 4219, "CAFE RENE & FILS")],
        [receipt("R1", 6137, ""), receipt("R2", 4219, "Café René & Fils ２２")],
    )
    assert {found.receipt_ids for found in result.links} == {("R1",), ("R2",)}
