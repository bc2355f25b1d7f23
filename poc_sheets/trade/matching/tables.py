"""Lines and receipts as columns of numbers, in an order that only their content decides."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from poc_sheets.trade.matching.descriptors import (
    card_key,
    fold,
    holder_key,
    reference_key,
    reference_tokens,
    vendor_name,
)
from poc_sheets.trade.matching.model import Line, Receipt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

#: The day number of a receipt without a date: before every other.
UNDATED = -1
CARD, PURCHASE, PAYABLE = 0, 1, 2
_PAYABLE_KINDS = (
    "check",
    "cheque",
    "chq",
    "ach",
    "wire",
    "transfer",
    "bill",
    "direct debit",
    "eft",
    "bacs",
)
_CASH = ("cash", "petty cash", "float", "out of pocket")


class Codes:
    """Numbers for texts; 0 is blank."""

    def __init__(self) -> None:
        self.texts: list[str] = [""]
        self._numbers: dict[str, int] = {"": 0}

    def number(self, text: str) -> int:
        """The text's number, a new one where it was not seen before."""
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return found

    def numbers(self, raw: list[str], clean: Callable[[str], str]) -> Ints:
        """The numbers of many texts, each different one cleaned once."""
        known = {text: self.number(clean(text)) for text in dict.fromkeys(raw)}
        return np.array([known[text] for text in raw], dtype=np.int64)


@dataclass(slots=True)
class Names:
    """The codes that lines and receipts share."""

    vendors: Codes
    cards: Codes
    holders: Codes
    references: Codes
    currencies: Codes

    @classmethod
    def empty(cls) -> "Names":
        """No text known yet."""
        return cls(Codes(), Codes(), Codes(), Codes(), Codes())


def _line_order(line: Line) -> tuple[object, ...]:
    return (
        line.date,
        line.amount,
        line.vendor,
        line.card,
        line.holder,
        line.reference,
        line.transaction_date or line.date,
        line.memo,
        line.original_amount or 0,
        line.original_currency,
        line.kind,
        line.id,
    )


def _receipt_order(receipt: Receipt) -> tuple[object, ...]:
    return (
        receipt.date.toordinal() if receipt.date else 0,
        receipt.amount,
        receipt.vendor,
        receipt.card,
        receipt.holder,
        receipt.reference,
        receipt.currency,
        receipt.tip or 0,
        receipt.subtotal or 0,
        receipt.memo,
        receipt.method,
        receipt.category,
        receipt.id,
    )


def is_cash(receipt: Receipt) -> bool:
    """Whether the receipt says that no card or account paid it."""
    return fold(receipt.method) in _CASH


def _kind_of_line(line: Line, *, cards_known: bool) -> int:
    kind = fold(line.kind)
    text = fold(line.vendor)
    if any(word in kind for word in _PAYABLE_KINDS) or text.startswith(
        ("check ", "chq ", "cheque ")
    ):
        return PAYABLE
    if cards_known and not line.card and not line.holder:
        return PAYABLE
    return CARD if line.transaction_date is None else PURCHASE


@dataclass(slots=True)
class Lines:
    """Columns of the statement lines."""

    rows: list[Line]
    day: Ints
    amount: Ints
    vendor: Ints
    card: Ints
    holder: Ints
    reference: Ints
    kind: Ints
    original: Ints
    currency: Ints
    #: sorted `row * 2**32 + reference code` of every reference in the line's texts
    mentions: Ints

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(slots=True)
class Receipts:
    """Columns of the receipts; `currency` 0 is the production's."""

    rows: list[Receipt]
    day: Ints
    amount: Ints
    tip: Ints
    vendor: Ints
    card: Ints
    holder: Ints
    reference: Ints
    currency: Ints

    def __len__(self) -> int:
        return len(self.rows)


def _mentions(rows: Sequence[Line], references: Codes) -> Ints:
    found = [
        (row << 32) + references.number(token)
        for row, line in enumerate(rows)
        for text in (line.vendor, line.reference, line.memo)
        if text
        for token in sorted(reference_tokens(text))
    ]
    return np.unique(np.array(found, dtype=np.int64))


def line_table(lines: Iterable[Line], names: Names, base: str, *, cards_known: bool) -> Lines:
    """The lines as columns, sorted by content and last by id.

    Args:
        lines: the statement.
        names: the codes of texts, to which new ones are added.
        base: the production's currency.
        cards_known: whether the statement names cards, so that a line without one is no card's.
    """
    rows = sorted(lines, key=_line_order)
    return Lines(
        rows=rows,
        day=np.array([(r.transaction_date or r.date).toordinal() for r in rows], dtype=np.int64),
        amount=np.array([r.amount for r in rows], dtype=np.int64),
        vendor=names.vendors.numbers([r.vendor for r in rows], vendor_name),
        card=names.cards.numbers([r.card for r in rows], card_key),
        holder=names.holders.numbers([r.holder for r in rows], holder_key),
        reference=names.references.numbers([r.reference for r in rows], reference_key),
        kind=np.array([_kind_of_line(r, cards_known=cards_known) for r in rows], dtype=np.int64),
        original=np.array([r.original_amount or 0 for r in rows], dtype=np.int64),
        currency=names.currencies.numbers(
            [r.original_currency for r in rows], partial(_currency, base)
        ),
        mentions=_mentions(rows, names.references),
    )


def receipt_table(receipts: Iterable[Receipt], names: Names, base: str) -> Receipts:
    """The receipts as columns, sorted by content and last by id."""
    rows = sorted(receipts, key=_receipt_order)
    return Receipts(
        rows=rows,
        day=np.array([r.date.toordinal() if r.date else UNDATED for r in rows], dtype=np.int64),
        amount=np.array([r.amount for r in rows], dtype=np.int64),
        tip=np.array([r.tip or 0 for r in rows], dtype=np.int64),
        vendor=names.vendors.numbers([r.vendor for r in rows], vendor_name),
        card=names.cards.numbers([r.card for r in rows], card_key),
        holder=names.holders.numbers([r.holder for r in rows], holder_key),
        reference=names.references.numbers([r.reference for r in rows], reference_key),
        currency=names.currencies.numbers([r.currency for r in rows], partial(_currency, base)),
    )


def _currency(base: str, code: str) -> str:
    code = code.strip().upper()
    return "" if code == base.strip().upper() else code


def base_currency(lines: Sequence[Line], receipts: Sequence[Receipt], wanted: str) -> str:
    """The production's currency: as set, else the statement's, else the only one of the receipts."""
    if wanted:
        return wanted
    stated = [line.currency.strip().upper() for line in lines if line.currency.strip()]
    if not stated and receipts and all(receipt.currency.strip() for receipt in receipts):
        stated = [receipt.currency.strip().upper() for receipt in receipts]
    return max(sorted(set(stated)), key=stated.count) if stated else ""
