"""Reversals, whose sign banks write in two ways; the balance says which."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from poc_sheets.problems import Finding, Place
from poc_sheets.readers.problems import REVERSALS_TURNED
from poc_sheets.readers.statement_ids import Draft
from poc_sheets.trade.money import as_text, exponent_of


def with_proven_reversals(
    drafts: Sequence[Draft],
    reversals: Collection[int],
    opening: int | None,
    closing: int | None,
    place: Place,
) -> tuple[list[Draft], list[Finding]]:
    """The lines, with reversals turned where only that makes the statement add up.

    Args:
        drafts: the lines of one statement with their signs as sent.
        reversals: indexes, from 0, of the lines that are marked as reversals.
        opening: minor units, money owed positive; `None` where not known.
        closing: the same.
        place: the file.
    """
    posted = [d.line.amount if not d.line.pending else 0 for d in drafts]
    if opening is None or closing is None or not reversals:
        return list(drafts), []
    difference = opening + sum(posted) - closing
    if not difference or difference != 2 * sum(posted[index] for index in reversals):
        return list(drafts), []
    turned = [
        replace(d, line=replace(d.line, amount=-d.line.amount)) if index in reversals else d
        for index, d in enumerate(drafts)
    ]
    exponent = exponent_of(drafts[0].line.currency)
    finding = REVERSALS_TURNED.at(
        place, difference=as_text(difference, exponent), count=len(reversals)
    )
    return turned, [finding]
