"""Rows are told apart by their ids."""

from collections import Counter
from collections.abc import Iterable

from poc_sheets.problems import Problem

ID_TWICE = Problem(
    code="id-twice",
    title="{side} {id} stands {times} times",
    what="{times} rows have the id {id}; a match could not say which of them it means",
    do="give each {row} an id of its own, or clear the id column and import again",
)


def require_unique(side: str, ids: Iterable[str]) -> None:
    """Stop where an id stands for two rows.

    Args:
        side: "Line" or "Receipt".
        ids: the ids of all rows.

    Raises:
        SheetError: `id-twice`.
    """
    for name, times in Counter(ids).items():
        if times > 1:
            raise ID_TWICE.stop(side=side, row=side.lower(), id=name, times=times)
