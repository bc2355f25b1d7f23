"""What other products do, re-implemented from their help pages and public sources.

Each takes lines and receipts and returns one-to-one pairs. They get what they do not do themselves:
our cleaned vendor names, pending lines and fees left out, cash receipts left out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pandas as pd
from rapidfuzz.fuzz import token_set_ratio

from poc_sheets.trade.matching import Line, Receipt
from poc_sheets.trade.matching.descriptors import vendor_name
from poc_sheets.trade.matching.setting_aside import is_fee
from poc_sheets.trade.matching.tables import is_cash

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class _Candidate:
    line: Line
    receipt: Receipt
    days: int
    alike: float


def _usable(lines: Iterable[Line], receipts: Iterable[Receipt]) -> tuple[list[Line], list[Receipt]]:
    return (
        [line for line in lines if not line.pending and not is_fee(line)],
        [receipt for receipt in receipts if receipt.date and not is_cash(receipt)],
    )


def _same_amount(
    lines: list[Line], receipts: list[Receipt], before: int, after: int
) -> Iterator[_Candidate]:
    """Pairs of equal amount, the line from `before` days before the receipt to `after` after it."""
    by_amount: dict[int, list[Receipt]] = defaultdict(list)
    for receipt in receipts:
        by_amount[receipt.amount].append(receipt)
    for line in lines:
        name = vendor_name(line.vendor)
        for receipt in by_amount.get(line.amount, ()):
            assert receipt.date is not None
            days = (line.date - receipt.date).days
            if -before <= days <= after:
                yield _Candidate(
                    line, receipt, days, token_set_ratio(name, vendor_name(receipt.vendor))
                )


def _one_to_one(ranked: Iterable[_Candidate]) -> Pairs:
    lines: set[str] = set()
    receipts: set[str] = set()
    chosen = []
    for candidate in ranked:
        if candidate.line.id not in lines and candidate.receipt.id not in receipts:
            lines.add(candidate.line.id)
            receipts.add(candidate.receipt.id)
            chosen.append((candidate.line.id, candidate.receipt.id))
    return chosen


def pandas_merge(lines: list[Line], receipts: list[Receipt]) -> Pairs:
    """Join on amount and date, each row used once."""
    left = pd.DataFrame(
        [(x.id, x.date, x.amount) for x in lines], columns=["line", "date", "amount"]
    )
    right = pd.DataFrame(
        [(x.id, x.date, x.amount) for x in receipts], columns=["receipt", "date", "amount"]
    )
    left["nth"] = left.groupby(["date", "amount"]).cumcount()
    right["nth"] = right.groupby(["date", "amount"]).cumcount()
    both = left.merge(right, on=["date", "amount", "nth"])
    return list(zip(both["line"], both["receipt"], strict=True))


def quickbooks_like(lines: list[Line], receipts: list[Receipt]) -> Pairs:
    """Equal amount from 20 days before to 90 after, only where a single receipt fits."""
    fits: dict[str, list[_Candidate]] = defaultdict(list)
    for candidate in _same_amount(*_usable(lines, receipts), 20, 90):
        fits[candidate.line.id].append(candidate)
    return _one_to_one(found[0] for found in fits.values() if len(found) == 1)


def xero_like(lines: list[Line], receipts: list[Receipt]) -> Pairs:
    """Equal amount, then the nearest date, then the name."""
    found = _same_amount(*_usable(lines, receipts), 20, 90)
    return _one_to_one(sorted(found, key=lambda c: (abs(c.days), -c.alike)))


def actual_like(lines: list[Line], receipts: list[Receipt]) -> Pairs:
    """Equal amount within a week; the same payee first, then the nearest date."""
    found = list(_same_amount(*_usable(lines, receipts), 7, 7))
    return _one_to_one(sorted(found, key=lambda c: (c.alike < 85, abs(c.days))))


def gnucash_like(lines: list[Line], receipts: list[Receipt]) -> Pairs:
    """The import matcher's points: amount 3, day 3 or 2, description 2 or 1, number 4."""

    def points(candidate: _Candidate) -> int:
        score = 3
        score += (
            3
            if candidate.days == 0
            else 2
            if abs(candidate.days) <= 4
            else -5
            if abs(candidate.days) > 14
            else 0
        )
        score += 2 if candidate.alike >= 95 else 1 if candidate.alike >= 60 else 0
        reference = candidate.line.reference
        return score + (4 if reference and reference == candidate.receipt.reference else 0)

    found = [c for c in _same_amount(*_usable(lines, receipts), 20, 42) if points(c) > 2]
    return _one_to_one(sorted(found, key=lambda c: (-points(c), abs(c.days))))


PEERS: dict[str, Callable[[list[Line], list[Receipt]], Pairs]] = {
    "pandas merge": pandas_merge,
    "QuickBooks-like": quickbooks_like,
    "Xero-like": xero_like,
    "Actual-like": actual_like,
    "GnuCash-like": gnucash_like,
}


def _splink_settings() -> Any:
    splink = import_module("splink")
    compare = import_module("splink.comparison_library")
    return splink.SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            "l.amount = r.amount and abs(l.day - r.day) <= 21",
            "l.name = r.name and l.card = r.card and abs(l.day - r.day) <= 7",
        ],
        comparisons=[
            compare.ExactMatch("amount").configure(term_frequency_adjustments=True),
            compare.JaroWinklerAtThresholds("name", [0.92, 0.8]),
            compare.ExactMatch("card"),
            {
                "output_column_name": "day",
                "comparison_levels": [
                    {"sql_condition": "day_l is null or day_r is null", "is_null_level": True},
                    {"sql_condition": "abs(day_l - day_r) <= 1"},
                    {"sql_condition": "abs(day_l - day_r) <= 4"},
                    {"sql_condition": "abs(day_l - day_r) <= 10"},
                    {"sql_condition": "ELSE"},
                ],
            },
        ],
    )


def splink_pairs(lines: list[Line], receipts: list[Receipt]) -> Pairs:
    """Splink on amount, date, cleaned name and card, trained without labels, one to one by weight.

    Raises:
        ImportError: Splink is not installed; it is no dependency of the project.
    """
    splink = import_module("splink")
    database = splink.DuckDBAPI()
    used_lines, used_receipts = _usable(lines, receipts)
    tables = [
        database.register(_splink_rows(used_lines), dataset_display_name="line"),
        database.register(_splink_rows(used_receipts), dataset_display_name="receipt"),
    ]
    linker = splink.Linker(tables, _splink_settings(), log_level=40)
    linker.training.estimate_probability_two_random_records_match(
        ["l.amount = r.amount"], recall=0.7
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(splink.block_on("amount"))
    linker.training.estimate_parameters_using_expectation_maximisation(
        splink.block_on("name", "card")
    )
    found = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
    found = found.sort_values(
        ["match_weight", "unique_id_l", "unique_id_r"], ascending=[False, True, True]
    )
    seen: set[str] = set()
    chosen = []
    for one, two in zip(found["unique_id_l"], found["unique_id_r"], strict=True):
        line, receipt = (one, two) if one.startswith("L") else (two, one)
        if line not in seen and receipt not in seen:
            seen.update((line, receipt))
            chosen.append((line, receipt))
    return chosen


def _splink_rows(rows: Iterable[Line | Receipt]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (
                row.id,
                row.amount,
                row.date.toordinal(),
                vendor_name(row.vendor) or None,
                row.card[-4:] or None,
            )
            for row in rows
            if row.date is not None
        ],
        columns=["unique_id", "amount", "day", "name", "card"],
    )
