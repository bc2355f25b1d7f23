"""Every line and every receipt ends in exactly one bucket, and the sums prove it: noise by the month."""

import random
from collections import Counter

import pytest

from benchmarks.crew_spending import crew_month
from benchmarks.noise_rates import Month
from benchmarks.statement_noise import PROFILES, noisy_month
from poc_sheets.trade.matching import Decision, Result, reconcile
from poc_sheets.trade.matching.model import Link, Verdict

LINKED = {"matched", "suggested"}


def months() -> list[tuple[str, Month]]:
    found = []
    for seed in (3, 4):
        for profile in ("clean", "default", "hard"):
            found.append((f"office {profile} {seed}", noisy_month(220, PROFILES[profile], seed)))
            found.append((f"crew {profile} {seed}", crew_month(220, profile, seed)))
    return found


def check(month: Month, result: Result) -> None:
    assert set(result.line_buckets) == {line.id for line in month.lines}
    assert set(result.receipt_buckets) == {receipt.id for receipt in month.receipts}
    total = sum(line.amount for line in month.lines)
    assert sum(result.proof().by_bucket.values()) == total == result.proof().total

    lines = Counter(name for link in result.links for name in link.line_ids)
    receipts = Counter(name for link in result.links for name in link.receipt_ids)
    assert set(lines.values()) | set(receipts.values()) <= {1}
    assert set(lines) == {n for n, bucket in result.line_buckets.items() if bucket in LINKED}
    assert set(receipts) == {n for n, bucket in result.receipt_buckets.items() if bucket in LINKED}

    paid = {line.id: line.amount for line in month.lines}
    asked = {receipt.id: receipt.amount for receipt in month.receipts}
    foreign = {receipt.id for receipt in month.receipts if receipt.currency}
    for link in result.links:
        difference = sum(paid[n] for n in link.line_ids) - sum(asked[n] for n in link.receipt_ids)
        if not foreign & set(link.receipt_ids):
            assert link.difference == difference
            assert link.fx_difference is None


VERDICTS: tuple[Verdict, ...] = (
    "match", "no match", "personal", "missing", "dispute", "carry over"
)  # fmt: skip


@pytest.mark.parametrize(("name", "month"), months())
def test_each_row_stands_in_one_bucket_and_the_buckets_add_up(name: str, month: Month) -> None:
    """Links hold each row once, agree with the buckets, and say by what the amounts differ."""
    del name
    check(month, reconcile(month.lines, month.receipts, options=month.options))


@pytest.mark.parametrize("seed", [5, 6])
def test_it_holds_whatever_people_decided_and_in_any_order(seed: int) -> None:
    """A third of the links get a decision of some kind; then the rows are shuffled."""
    month = crew_month(260, "hard", seed)
    first = reconcile(month.lines, month.receipts, options=month.options)
    chance = random.Random(seed)  # noqa: S311  # a shuffle, no secret
    decisions = []
    for link in first.links[::3]:
        verdict = chance.choice(VERDICTS)
        about = link.receipt_ids if verdict in ("match", "no match") else ()
        decisions.append(Decision(link.line_ids, about, verdict))
    again = reconcile(month.lines, month.receipts, decisions, options=month.options)
    check(month, again)
    kept = {(link.line_ids, link.receipt_ids) for link in again.links if link.status == "decided"}
    assert kept == {(d.line_ids, d.receipt_ids) for d in decisions if d.verdict == "match"}

    chance.shuffle(month.lines)
    chance.shuffle(month.receipts)
    chance.shuffle(decisions)
    assert reconcile(month.lines, month.receipts, decisions, options=month.options) == again


def test_what_was_matched_stays_when_other_lines_are_decided() -> None:
    """Decisions teach; a link that falls a little below its bar by that is not undone."""
    month = crew_month(400, "hard", 15)
    first = reconcile(month.lines, month.receipts, options=month.options)
    auto = [link for link in first.links if link.status == "auto"]
    open_links = [link for link in first.links if link.status == "suggested"]
    decisions = [Decision(a.line_ids, a.receipt_ids, "no match") for a in open_links[:12]]
    stood = {(a, b) for link in auto for a in link.line_ids for b in link.receipt_ids}

    again = reconcile(month.lines, month.receipts, decisions, options=month.options, stood=stood)
    without = reconcile(month.lines, month.receipts, decisions, options=month.options)

    assert (len(undone(without, auto)), len(undone(again, auto))) == (1, 0)
    links = {(k.line_ids, k.receipt_ids) for k in without.links}
    assert {(k.line_ids, k.receipt_ids) for k in again.links} == links  # the bar moves, no link


def undone(result: Result, auto: list[Link]) -> list[Link]:
    """The links of another run that are mere suggestions now."""
    status = {(link.line_ids, link.receipt_ids): link.status for link in result.links}
    return [k for k in auto if status.get((k.line_ids, k.receipt_ids)) == "suggested"]
