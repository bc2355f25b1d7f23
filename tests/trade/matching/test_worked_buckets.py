"""Lines and receipts of a purchase card that end in a bucket, or in a question, one by one."""

import pytest

from poc_sheets.problems import SheetError
from poc_sheets.trade.matching import Decision, reconcile
from tests.trade.matching.lines_and_receipts import line, only_link, receipt


def test_pending_line_is_never_matched_and_the_posted_one_is() -> None:
    result = reconcile(
        [
            line("L1", 100, "SHELL 587", 0, pending=True),
            line("L2", 6841, "SHELL KINGS 587", 2),
            line("L3", 6841, "SHELL KINGS 587", 1, pending=True),
        ],
        [receipt("R1", 6841, "Shell Kings")],
    )
    assert only_link(result).line_ids == ("L2",)
    assert result.line_buckets == {"L1": "pending", "L2": "matched", "L3": "pending"}


def test_old_pending_line_becomes_a_question() -> None:
    result = reconcile([line("L1", 100, "SHELL", 0, pending=True), line("L2", 300, "OAK", 20)], [])
    assert [asked.kind for asked in result.questions] == ["stale pending"]


def test_fee_line_needs_no_receipt() -> None:
    result = reconcile(
        [line("L1", 67, "FOREIGN TRANSACTION FEE"), line("L2", 1200, "X", kind="interest")], []
    )
    assert result.line_buckets == {"L1": "fee", "L2": "fee"}


def test_second_charge_without_a_receipt_is_a_question_not_a_drop() -> None:
    result = reconcile(
        [line("L1", 4413, "OAK CAFE"), line("L2", 4413, "OAK CAFE", 3)],
        [receipt("R1", 4413, "Oak Cafe")],
    )
    assert list(result.line_buckets.values()).count("possible duplicate") == 1
    asked = result.questions[0]
    assert asked.kind == "possible duplicate charge"
    assert set(asked.line_ids) == {"L1", "L2"}
    assert result.proof().holds


def test_two_real_equal_purchases_are_both_matched() -> None:
    result = reconcile(
        [line("L1", 10_000, "OAK CAFE"), line("L2", 10_000, "OAK CAFE")],
        [receipt("R1", 10_000, "Oak Cafe"), receipt("R2", 10_000, "Oak Cafe")],
    )
    assert set(result.line_buckets.values()) == {"matched"}
    assert set(result.receipt_buckets.values()) == {"matched"}


def test_receipt_entered_twice_is_a_possible_duplicate() -> None:
    result = reconcile(
        [line("L1", 4413, "OAK CAFE")],
        [receipt("R1", 4413, "Oak Cafe"), receipt("R2", 4413, "Oak Cafe")],
    )
    assert sorted(result.receipt_buckets.values()) == ["matched", "possible duplicate"]


def test_cash_receipt_takes_no_line() -> None:
    result = reconcile(
        [line("L1", 2000, "OAK CAFE")], [receipt("R1", 2000, "Oak Cafe", card="", method="Cash")]
    )
    assert result.links == ()
    assert result.receipt_buckets == {"R1": "cash"}


def test_same_line_with_the_same_bank_reference_is_re_imported() -> None:
    same = {"reference": "24692166075100", "day": 2}
    result = reconcile(
        [line("L1", 4413, "OAK", **same), line("L2", 4413, "OAK", **same)],  # type: ignore[arg-type]  # mirrors Line
        [receipt("R1", 4413, "Oak"), receipt("R2", 4413, "Oak")],
    )
    assert sorted(result.line_buckets.values()) == ["matched", "re-imported"]


def test_nothing_in_gives_nothing_out() -> None:
    result = reconcile([], [])
    assert result.links == ()
    assert result.proof().holds


def test_an_id_that_stands_twice_stops_the_run() -> None:
    with pytest.raises(SheetError, match="Line L1 stands 2 times"):
        reconcile([line("L1", 100, "A"), line("L1", 200, "B")], [])


def test_personal_dispute_missing_and_carry_over_fix_the_bucket() -> None:
    lines = [line(f"L{n}", 1000 + n, "OAK CAFE") for n in range(5)]
    receipts = [receipt(f"R{n}", 1000 + n, "Oak Cafe") for n in range(5)]
    result = reconcile(
        lines,
        receipts,
        [
            Decision(("L0",), (), "personal"),
            Decision(("L1",), (), "dispute"),
            Decision(("L2",), (), "missing"),
            Decision(("L3",), (), "carry over"),
        ],
    )
    assert result.line_buckets == {
        "L0": "personal",
        "L1": "dispute",
        "L2": "missing receipt",
        "L3": "carried over",
        "L4": "matched",
    }
