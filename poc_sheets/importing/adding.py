"""Adding rows to a tab: what is there already is not added again."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from poc_sheets.importing.problems import ALREADY_THERE_DIFFERENT
from poc_sheets.problems import Finding
from poc_sheets.tabs.model import BY_FORMULA, R, Row, Rows, column_of, columns_of, place_of


@dataclass
class Added:
    """The rows that a tab lacks, and how many of the file were there already."""

    rows: list[Row] = field(default_factory=list)
    already: int = 0
    findings: list[Finding] = field(default_factory=list)


def missing_rows(tab: type[R], present: Rows[R], new: Sequence[R]) -> Added:
    """The rows of a file that a tab does not have yet.

    A row is known by its key, or by its whole content where it has none. Rows that are equal
    stay as many as they are: of three in the file and two in the tab, one is added.
    """
    added = Added()
    left: Counter[Hashable] = Counter(_identity(tab, row) for row in present)
    by_key = {_identity(tab, row): row for row in present}
    for row in new:
        identity = _identity(tab, row)
        if left[identity] > 0:
            left[identity] -= 1
            added.already += 1
            added.findings += _differences(tab, by_key[identity], row)
        else:
            added.rows.append(row)
    return added


def _identity(tab: type[R], row: R) -> Hashable:
    named = tuple(getattr(row, key) for key in tab.key)
    if any(part not in (None, "") for part in named):
        return named
    return tuple(getattr(row, key) for key in _typed(tab))


def _typed(tab: type[Row]) -> tuple[str, ...]:
    return tuple(spec.key for spec in columns_of(tab) if not spec.filled_by)


def _differences(tab: type[R], kept: R, row: R) -> list[Finding]:
    """One note for a row that the file has with other values; empty cells of the file say nothing."""
    if not tab.key:
        return []
    differing = [
        key
        for key in _typed(tab)
        if getattr(row, key) not in (None, "", (), getattr(kept, key))
        and column_of(tab, key).filled_by != BY_FORMULA
    ]
    if not differing:
        return []
    first = differing[0]
    heading = column_of(tab, tab.key[0]).heading
    return [
        ALREADY_THERE_DIFFERENT.at(
            place_of(kept, first),
            heading=heading,
            value=getattr(kept, tab.key[0]),
            seen=f"{column_of(tab, first).heading} {getattr(row, first)}",
        )
    ]
