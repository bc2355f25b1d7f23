"""What is out of the matching before it begins: decided, pending, fees, re-imported, cash."""

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from poc_sheets.trade.matching.descriptors import card_key, fold, vendor_name
from poc_sheets.trade.matching.model import (
    Decision,
    Line,
    LineBucket,
    Question,
    Receipt,
    ReceiptBucket,
    Verdict,
)
from poc_sheets.trade.matching.tables import Bools, Ints, Lines, Receipts, is_cash

_FEE_KINDS = ("fee", "interest", "finance charge", "service charge", "bank charge")
_FEE = re.compile(
    r"\b(?:foreign|international|intl|fx|currency|cross.?border|annual|late|overlimit|over limit|"
    r"cash advance|membership|maintenance|returned payment|balance transfer|overdraft|wire|atm|"
    r"bank|card|account|non.?sterling)\b.{0,16}\b(?:fees?|charges?)\b"
    r"|\binterest (?:charge|on|paid)\b|\bfinance charge\b|\bservice charge\b"
)
_FIXED: dict[Verdict, LineBucket] = {
    "personal": "personal",
    "missing": "missing receipt",
    "dispute": "dispute",
    "duplicate": "possible duplicate",
    "carry over": "carried over",
}


@dataclass(slots=True)
class Aside:
    """Rows that are out, with their buckets, and rows that are free."""

    free_lines: Bools
    free_receipts: Bools
    line_twin: Ints
    receipt_twin: Ints
    line_buckets: dict[int, LineBucket] = field(default_factory=dict)
    receipt_buckets: dict[int, ReceiptBucket] = field(default_factory=dict)
    #: decided links: rows of lines, rows of receipts, note
    decided: list[tuple[tuple[int, ...], tuple[int, ...], str]] = field(default_factory=list)
    #: `line row * 2**32 + receipt row` of pairs that a person ruled out
    forbidden: set[int] = field(default_factory=set)
    questions: list[Question] = field(default_factory=list)


@lru_cache(maxsize=200_000)
def _says_fee(kind: str, vendor: str) -> bool:
    folded = fold(kind)
    return any(word in folded for word in _FEE_KINDS) or bool(_FEE.search(fold(vendor)))


def is_fee(line: Line) -> bool:
    """Whether the line is the bank's own charge, which has no receipt."""
    return _says_fee(line.kind, line.vendor)


def line_content(line: Line) -> Hashable:
    """What makes two lines interchangeable."""
    return (
        line.date, line.amount, fold(line.vendor), card_key(line.card), line.holder, line.reference,
        line.transaction_date,
    )  # fmt: skip


def _receipt_content(receipt: Receipt) -> Hashable:
    return (
        receipt.date, receipt.amount, vendor_name(receipt.vendor), card_key(receipt.card),
        receipt.holder, receipt.reference, receipt.currency,
    )  # fmt: skip


def _classes(contents: Iterable[Hashable]) -> Ints:
    seen: dict[Hashable, int] = {}
    return np.array([seen.setdefault(content, len(seen)) for content in contents], dtype=np.int64)


def set_aside(
    lines: Lines,
    receipts: Receipts,
    decisions: Sequence[Decision],
    settled: frozenset[str] = frozenset(),
) -> Aside:
    """Which rows are free to be matched, and where the others belong.

    Args:
        lines: all lines.
        receipts: all receipts.
        decisions: answers of people.
        settled: ids of lines that were matched before.
    """
    contents = [line_content(line) for line in lines.rows]
    aside = Aside(
        free_lines=np.ones(len(lines), dtype=np.bool_),
        free_receipts=np.ones(len(receipts), dtype=np.bool_),
        line_twin=_classes(contents),
        receipt_twin=_classes(map(_receipt_content, receipts.rows)),
    )
    _apply_decisions(aside, lines, receipts, decisions)
    for row, line in enumerate(lines.rows):
        if line.id in settled:
            aside.line_buckets[row] = "matched"
    _sort_out_lines(aside, lines, contents)
    for row, receipt in enumerate(receipts.rows):
        if row not in aside.receipt_buckets and aside.free_receipts[row] and is_cash(receipt):
            aside.receipt_buckets[row] = "cash"
    aside.free_lines[list(aside.line_buckets)] = False
    aside.free_receipts[list(aside.receipt_buckets)] = False
    return aside


def _sort_out_lines(aside: Aside, lines: Lines, contents: Sequence[Hashable]) -> None:
    """Pending lines, lines that came twice with one bank reference, and fees."""
    decided = [not free for free in aside.free_lines.tolist()]
    fixed = [row for row in range(len(lines)) if decided[row] or row in aside.line_buckets]
    known = {contents[row] for row in fixed if lines.rows[row].reference}
    for row, line in enumerate(lines.rows):
        if decided[row] or row in aside.line_buckets:
            continue
        content = contents[row]
        if line.pending:
            aside.line_buckets[row] = "pending"
        elif line.reference and content in known:
            aside.line_buckets[row] = "re-imported"
        elif is_fee(line):
            aside.line_buckets[row] = "fee"
        if line.reference and not line.pending:
            known.add(content)


def _in_content_order(decision: Decision) -> tuple[object, ...]:
    return decision.verdict, decision.line_ids, decision.receipt_ids, decision.note


def _apply_decisions(
    aside: Aside, lines: Lines, receipts: Receipts, decisions: Sequence[Decision]
) -> None:
    line_row = {line.id: row for row, line in enumerate(lines.rows)}
    receipt_row = {receipt.id: row for row, receipt in enumerate(receipts.rows)}
    for decision in sorted(decisions, key=_in_content_order):
        rows = tuple(line_row[i] for i in decision.line_ids if i in line_row)
        columns = tuple(receipt_row[i] for i in decision.receipt_ids if i in receipt_row)
        gone = [i for i in decision.line_ids if i not in line_row]
        gone += [i for i in decision.receipt_ids if i not in receipt_row]
        if gone:
            text = (
                f'the decision "{decision.verdict}" names {", ".join(gone)}, which is not here now'
            )
            aside.questions.append(
                Question("decision without its rows", decision.line_ids, decision.receipt_ids, text)
            )
        if decision.verdict == "match":
            taken = [lines.rows[row].id for row in rows if not aside.free_lines[row]]
            taken += [receipts.rows[at].id for at in columns if not aside.free_receipts[at]]
            if taken:
                text = f"{', '.join(taken)} belongs to another decided match already"
                aside.questions.append(
                    Question("decided twice", decision.line_ids, decision.receipt_ids, text)
                )
            elif rows and columns:
                aside.decided.append((rows, columns, decision.note))
                aside.free_lines[list(rows)] = False
                aside.free_receipts[list(columns)] = False
        elif decision.verdict == "no match":
            aside.forbidden.update((row << 32) + column for row in rows for column in columns)
        else:
            for row in rows:
                aside.line_buckets[row] = _FIXED[decision.verdict]
            for column in columns if decision.verdict == "duplicate" else ():
                aside.receipt_buckets[column] = "possible duplicate"
