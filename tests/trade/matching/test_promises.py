"""What a reconciliation promises whatever the data: order, decisions, proof, quality."""

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.statement_noise import DEFAULT, Month, noisy_month
from poc_sheets.trade.matching import Decision, Line, Receipt, Reconciler, Result, reconcile

DAY = date(2026, 3, 2)


def small_month(seed: int = 4, size: int = 300) -> Month:
    return noisy_month(size, DEFAULT, seed)


def run(month: Month) -> Result:
    return reconcile(month.lines, month.receipts, options=month.options)


def f1(month: Month, result: Result) -> float:
    def names(lines: tuple[str, ...], receipts: tuple[str, ...]) -> list[tuple[str, str]]:
        return [(month.alike[a], month.alike[b]) for a in lines for b in receipts]

    wanted = [pair for _, lines, receipts in month.truth for pair in names(lines, receipts)]
    found = [pair for link in result.links for pair in names(link.line_ids, link.receipt_ids)]
    left = list(wanted)
    right = 0
    for pair in found:
        if pair in left:
            left.remove(pair)
            right += 1
    return 2 * right / (len(wanted) + len(found))


def test_rows_in_any_order_give_the_same_links() -> None:
    month = small_month()
    first = run(month)
    shuffled = random.Random(1)  # noqa: S311  # a shuffle, no secret
    for _ in range(3):
        shuffled.shuffle(month.lines)
        shuffled.shuffle(month.receipts)
        again = run(month)
        assert again.links == first.links
        assert again.line_buckets == first.line_buckets
        assert again.receipt_buckets == first.receipt_buckets
        assert again.questions == first.questions


def test_thousand_lines_of_default_noise_reach_ninety_five_percent() -> None:
    month = noisy_month(1000, DEFAULT, 1)
    assert f1(month, run(month)) >= 0.95


def test_automatic_links_are_right() -> None:
    month = noisy_month(1000, DEFAULT, 2)
    result = run(month)
    automatic = replace(result, links=tuple(x for x in result.links if x.status == "auto"))
    right = {
        (month.alike[a], month.alike[b])
        for _, lines, receipts in month.truth
        for a in lines
        for b in receipts
    }
    found = [
        (month.alike[a], month.alike[b])
        for link in automatic.links
        for a in link.line_ids
        for b in link.receipt_ids
    ]
    assert len(found) > 700
    assert sum(pair in right for pair in found) / len(found) >= 0.99


def test_every_row_is_in_one_bucket_and_the_buckets_add_up() -> None:
    month = small_month()
    result = run(month)
    assert set(result.line_buckets) == {line.id for line in month.lines}
    assert set(result.receipt_buckets) == {receipt.id for receipt in month.receipts}
    assert result.proof().total == sum(line.amount for line in month.lines)
    assert result.proof().holds


def test_no_row_is_used_twice() -> None:
    links = run(small_month()).links
    used = [name for link in links for name in (*link.line_ids, *link.receipt_ids)]
    assert len(used) == len(set(used))


amounts = st.integers(-20_000, 20_000).filter(bool)
vendors = st.sampled_from(["", "OAK CAFE", "SQ *JAVA HUT 22", "Pine Costumes LLC", "CHECK 12"])


@st.composite
def some_lines(draw: st.DrawFn) -> list[Line]:
    count = draw(st.integers(0, 12))
    return [
        Line(
            f"L{n}",
            DAY + timedelta(draw(st.integers(0, 20))),
            draw(amounts),
            draw(vendors),
            card=draw(st.sampled_from(["", "4411", "****0042"])),
            pending=draw(st.booleans()) and draw(st.booleans()),
            reference=draw(st.sampled_from(["", "INV-417"])),
        )
        for n in range(count)
    ]


@st.composite
def some_receipts(draw: st.DrawFn) -> list[Receipt]:
    count = draw(st.integers(0, 12))
    return [
        Receipt(
            f"R{n}",
            draw(st.one_of(st.none(), st.dates(DAY, DAY + timedelta(20)))),
            draw(amounts),
            draw(vendors),
            card=draw(st.sampled_from(["", "4411", "0042"])),
            currency=draw(st.sampled_from(["", "", "EUR"])),
            reference=draw(st.sampled_from(["", "417"])),
            method=draw(st.sampled_from(["", "cash"])),
        )
        for n in range(count)
    ]


@settings(max_examples=60, deadline=None)
@given(some_lines(), some_receipts())
def test_whatever_comes_in_the_proof_holds(lines: list[Line], receipts: list[Receipt]) -> None:
    result = reconcile(lines, receipts)
    assert result.proof().holds
    assert set(result.line_buckets) == {line.id for line in lines}
    assert set(result.receipt_buckets) == {receipt.id for receipt in receipts}
    assert result == reconcile(lines[::-1], receipts[::-1])


def test_a_decided_link_never_moves() -> None:
    month = small_month()
    wrong = Decision(("L1", "L2"), ("R5",), "match", "phoned the shop")
    result = reconcile(month.lines, month.receipts, [wrong], options=month.options)
    decided = [link for link in result.links if link.status == "decided"]
    assert [(link.line_ids, link.receipt_ids) for link in decided] == [(("L1", "L2"), ("R5",))]
    assert decided[0].reason == "decided: phoned the shop"
    assert not any(
        {"L1", "L2"} & set(link.line_ids) or "R5" in link.receipt_ids
        for link in result.links
        if link.status != "decided"
    )


def test_a_pairing_that_was_ruled_out_does_not_come_back() -> None:
    month = small_month()
    first = run(month).links
    ruled_out = [Decision(link.line_ids, link.receipt_ids, "no match") for link in first]
    again = reconcile(month.lines, month.receipts, ruled_out, options=month.options)
    before = {(a, b) for link in first for a in link.line_ids for b in link.receipt_ids}
    after = {(a, b) for link in again.links for a in link.line_ids for b in link.receipt_ids}
    assert not before & after


def test_a_decision_about_rows_that_are_gone_is_said() -> None:
    line = Line("L1", DAY, 100, "OAK")
    result = reconcile([line], [], [Decision(("L9",), ("R9",), "match")])
    assert [asked.kind for asked in result.questions] == ["decision without its rows"]


def test_a_new_line_moves_no_earlier_match() -> None:
    month = small_month(size=400)
    late = month.lines[-20:]
    reconciler = Reconciler(month.lines[:-20], month.receipts, options=month.options)
    before = reconciler.result.links
    for line in late:
        result = reconciler.add([line])
        assert result.proof().holds
        assert set(before) <= set(result.links)
    assert len(result.links) > len(before)
    assert set(result.line_buckets) == {line.id for line in month.lines}


def test_a_new_receipt_finds_its_open_line() -> None:
    line = Line("L1", DAY + timedelta(2), 6137, "SQ *JAVA HUT #22", card="4411")
    reconciler = Reconciler([line], [])
    assert reconciler.result.line_buckets == {"L1": "missing receipt"}
    result = reconciler.add(receipts=[Receipt("R1", DAY, 6137, "Java Hut", card="4411")])
    assert result.line_buckets == {"L1": "matched"}
    assert result.receipt_buckets == {"R1": "matched"}


def test_a_new_line_that_repeats_a_matched_one_is_asked_about() -> None:
    line = Line("L1", DAY + timedelta(2), 6137, "JAVA HUT", card="4411")
    reconciler = Reconciler([line], [Receipt("R1", DAY, 6137, "Java Hut", card="4411")])
    result = reconciler.add([replace(line, id="L2")])
    assert result.line_buckets == {"L1": "matched", "L2": "possible duplicate"}


def test_vendor_names_that_share_no_word_are_learned_and_reported() -> None:
    lines = [
        Line(f"L{n}", DAY + timedelta(n), 6100 + 137 * n, "SQ *JAVA HUT", card="4411")
        for n in range(8)
    ]
    receipts = [
        Receipt(f"R{n}", DAY + timedelta(n), 6100 + 137 * n, "Ortiz Holdings LLC", card="4411")
        for n in range(8)
    ]
    result = reconcile(lines, receipts)
    assert [(a.descriptor, a.vendor) for a in result.aliases] == [("java hut", "ortiz holdings")]
    assert result.aliases[0].source.startswith("R")


def test_a_decided_link_teaches_its_vendor_names() -> None:
    lines = [
        Line("L1", DAY, 6137, "SQ *JAVA HUT", card="4411"),
        Line("L2", DAY + timedelta(3), 2000, "SQ *JAVA HUT", card="4411"),
    ]
    receipts = [
        Receipt("R1", DAY, 6100, "Ortiz Holdings LLC", card="4411"),
        Receipt("R2", DAY + timedelta(3), 2000, "Ortiz Holdings LLC"),
    ]
    result = reconcile(lines, receipts, [Decision(("L1",), ("R1",), "match")])
    second = next(link for link in result.links if link.line_ids == ("L2",))
    assert "vendor alias learned from R1" in second.reason


def test_a_new_line_moves_nothing_that_people_decided() -> None:
    """Decided, refused, personal and missing lines stay so while lines and receipts come in."""
    month = small_month(size=400)
    late, early = month.lines[-20:], month.lines[:-20]
    first = reconcile(early, month.receipts, options=month.options).links
    accepted, refused = first[0], first[1]
    bare = [line.id for line in early if all(line.id not in link.line_ids for link in first)]
    decisions = [
        Decision(accepted.line_ids, accepted.receipt_ids, "match"),
        Decision(refused.line_ids, refused.receipt_ids, "no match"),
        Decision((first[2].line_ids[0],), (), "personal"),
        Decision((bare[0],), (), "missing"),
    ]
    reconciler = Reconciler(early, month.receipts, decisions, options=month.options)
    missing = next(line for line in early if line.id == bare[0])
    tempting = Receipt("NEW", missing.date, missing.amount, missing.vendor, missing.card)
    for line in late:
        result = reconciler.add([line])
    result = reconciler.add(receipts=[tempting])
    assert result.proof().holds
    decided = [link for link in result.links if link.status == "decided"]
    assert [(link.line_ids, link.receipt_ids) for link in decided] == [
        (accepted.line_ids, accepted.receipt_ids)
    ]
    pairs = {(a, b) for link in result.links for a in link.line_ids for b in link.receipt_ids}
    assert not pairs & {(a, b) for a in refused.line_ids for b in refused.receipt_ids}
    assert result.line_buckets[first[2].line_ids[0]] == "personal"
    assert result.line_buckets[bare[0]] == "missing receipt"
    assert result.receipt_buckets["NEW"] != "matched"


def test_a_new_line_can_come_with_its_decision() -> None:
    month = small_month(size=200)
    reconciler = Reconciler(month.lines, month.receipts, options=month.options)
    free = next(
        n for n, bucket in reconciler.result.receipt_buckets.items() if bucket == "no line yet"
    )
    line = Line("NEW", DAY, 1, "ANYTHING")
    result = reconciler.add([line], decisions=[Decision(("NEW",), (free,), "match", "phoned")])
    assert result.line_buckets["NEW"] == "matched"
    assert result.receipt_buckets[free] == "matched"
    assert result.proof().holds


def test_a_receipt_decided_for_two_lines_apart_is_asked_about_and_used_once() -> None:
    lines = [Line("L1", DAY, 100, "A"), Line("L2", DAY, 100, "B")]
    decisions = [Decision((name,), ("R1",), "match") for name in ("L2", "L1")]
    result = reconcile(lines, [Receipt("R1", DAY, 100, "A")], decisions)
    assert [link.line_ids for link in result.links if link.status == "decided"] == [("L1",)]
    assert "decided twice" in {question.kind for question in result.questions}
    assert result == reconcile(lines, [Receipt("R1", DAY, 100, "A")], decisions[::-1])
