"""The ledger of coded accounts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.trade.ledger import Ledger

ACCOUNTS = st.sampled_from(["2816", "2818", "0042", "3300.1", ""])
AMOUNTS = st.integers(-(10**9), 10**9)
ROWS = st.lists(st.tuples(ACCOUNTS, AMOUNTS, st.integers(0, 1)), max_size=30)


@given(start=ROWS, edits=ROWS, more=ROWS)
def test_edited_row_by_row_it_says_what_a_new_one_says(
    start: list[tuple[str, int, int]],
    edits: list[tuple[str, int, int]],
    more: list[tuple[str, int, int]],
) -> None:
    """Incremental is the same as full, for every account and name."""
    names = ("actual", "committed")
    ledger = Ledger(*_columns(start), names)
    rows = list(start)
    for position, edit in enumerate(edits[: len(rows)]):
        rows[position] = edit
        ledger.edit(position, *edit)
    ledger.append(more)
    rows += more
    for name in names:
        wanted: dict[str, int] = {}
        for account, amount, column in rows:
            if names[column] == name:
                wanted[account] = wanted.get(account, 0) + amount
        told = {account: total for account, total in ledger.totals(name).items() if total}
        assert told == {account: total for account, total in wanted.items() if total}
    assert (ledger.add_up() == ledger._totals).all()


def _columns(
    rows: list[tuple[str, int, int]],
) -> tuple[list[str], list[int], list[int]]:
    return [r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows]


def test_an_account_that_no_row_names_has_nothing() -> None:
    """A look-up never fails."""
    assert Ledger(["2818"], [12345]).total("9999") == 0
    assert Ledger([], []).totals() == {}


def test_sums_that_would_lose_a_cent_are_refused() -> None:
    """Beyond 2**53 minor units a float cannot count every cent."""
    with pytest.raises(OverflowError):
        Ledger(["2818", "2818"], [2**53, 1])
    assert Ledger(["2818", "2818"], [2**52, 1]).total("2818") == 2**52 + 1
