"""Opening and closing balance of a statement table, from its running balance or its own rows."""

from collections.abc import Sequence
from itertools import pairwise


def from_running(amounts: Sequence[int], balances: Sequence[int | None]) -> tuple[int, int] | None:
    """Opening and closing balance out of a running balance, in the sense of the lines.

    A bank's balance falls with a charge, a card's rises; files run either way in time. The sense
    and direction in which at least nine of ten steps fit are taken; fewer fit nowhere.

    Args:
        amounts: minor units in the order of the file, positive = money out.
        balances: the balance behind each line, `None` where blank.
    """
    steps = [(a, b) for a, b in zip(amounts, balances, strict=True) if b is not None]
    if len(steps) < max(2, len(amounts)):
        return None
    for lines in (steps, steps[::-1]):
        for sense in (-1, 1):
            fits = [later[1] == earlier[1] + sense * later[0] for earlier, later in pairwise(lines)]
            if sum(fits) >= 0.9 * len(fits):
                first, last = lines[0], lines[-1]
                return sense * (first[1] - sense * first[0]), sense * last[1]
    return None


def from_rows(
    opening: int | None, closing: int | None, total: int, *, charges_positive: bool
) -> tuple[int | None, int | None]:
    """Balances that stand in rows of their own, turned into the sense of the lines.

    Whether a balance is money owed or money held is not said; the sense in which the balances
    prove the lines is taken, else the one that goes with the sign of the amounts.
    """
    for sense in (1, -1) if charges_positive else (-1, 1):
        if opening is not None and closing is not None and sense * (closing - opening) == total:
            return sense * opening, sense * closing
    sense = 1 if charges_positive else -1
    return (
        None if opening is None else sense * opening,
        None if closing is None else sense * closing,
    )
