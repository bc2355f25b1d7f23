"""Choosing pairs so that each line and each receipt is used once, best first."""

import numpy as np

from poc_sheets.trade.matching.tables import Bools, Floats, Ints


def best_first(line: Ints, receipt: Ints, score: Floats, lines: int, receipts: int) -> Ints:
    """Positions of the chosen pairs: the same as walking down all pairs by score.

    Pairs that are the best of both their line and their receipt are taken together, round by
    round, which is a handful of passes instead of one step for each pair. Equal scores go to the
    lower line, then the lower receipt; rows are in content order, so that is content.
    """
    order = np.lexsort((receipt, line, -score))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    left = order
    taken: list[Ints] = []
    last = len(order)
    while len(left):
        best_line = np.full(lines, last, dtype=np.int64)
        best_receipt = np.full(receipts, last, dtype=np.int64)
        np.minimum.at(best_line, line[left], rank[left])
        np.minimum.at(best_receipt, receipt[left], rank[left])
        wins = (best_line[line[left]] == rank[left]) & (best_receipt[receipt[left]] == rank[left])
        chosen = left[wins]
        taken.append(chosen)
        line_used = np.zeros(lines, dtype=np.bool_)
        receipt_used = np.zeros(receipts, dtype=np.bool_)
        line_used[line[chosen]] = True
        receipt_used[receipt[chosen]] = True
        left = left[~line_used[line[left]] & ~receipt_used[receipt[left]]]
    return np.concatenate(taken) if taken else np.empty(0, dtype=np.int64)


def confidence(
    line: Ints, receipt: Ints, score: Floats, chosen: Ints, twins: "tuple[Ints, Ints]"
) -> Floats:
    """Log-odds of each chosen pair once its rivals are taken into account.

    A rival of (a, b) is a pair (a, c) or (d, b). Where c or d is itself in a chosen pair, what counts is
    how much the swap of partners would lose. Rivals with the same content do not count: two equal lines
    can take each other's receipts and nothing is wrong.

    Args:
        line: row of the line, for every candidate pair.
        receipt: row of the receipt.
        score: log-odds.
        chosen: positions of the chosen pairs.
        twins: class of equal content of every line, and of every receipt.
    """
    if len(chosen) == 0:
        return np.empty(0)
    of_line = np.full(len(twins[0]), -1, dtype=np.int64)
    of_receipt = np.full(len(twins[1]), -1, dtype=np.int64)
    of_line[line[chosen]] = chosen
    of_receipt[receipt[chosen]] = chosen
    place = np.full(len(line), -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    odds = np.exp(-np.clip(score, -30, 30))[chosen]

    rivals = np.flatnonzero((place < 0) & (of_line[line] >= 0))
    own = of_line[line[rivals]]
    # Where the rival's receipt is free, `other` points at any pair and is masked by `taken`.
    taken = of_receipt[receipt[rivals]] >= 0
    other = np.maximum(of_receipt[receipt[rivals]], 0)
    back = np.maximum(_scores_of(line[other], receipt[own], line, receipt, score), 0.0)
    loss = score[own] - score[rivals] + np.where(taken, score[other] - back, 0.0)
    differs = twins[1][receipt[rivals]] != twins[1][receipt[own]]
    differs &= ~taken | (twins[0][line[other]] != twins[0][line[rivals]])
    np.add.at(odds, place[own], np.where(differs, np.exp(-np.clip(loss, -5, 30)), 0.0))

    rivals = np.flatnonzero((place < 0) & (of_receipt[receipt] >= 0) & (of_line[line] < 0))
    own = of_receipt[receipt[rivals]]
    differs = twins[0][line[rivals]] != twins[0][line[own]]
    loss = score[own] - score[rivals]
    np.add.at(odds, place[own], np.where(differs, np.exp(-np.clip(loss, -5, 30)), 0.0))
    return -np.log(odds)


def _scores_of(row: Ints, column: Ints, line: Ints, receipt: Ints, score: Floats) -> Floats:
    """The score of each (row, column) among the candidate pairs; -30 where it is none."""
    keys = (line << 32) + receipt
    order = np.lexsort((-score, keys))
    keys, wanted = keys[order], (row << 32) + column
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, score[order][at], -30.0)


def unrivalled(line: Ints, receipt: Ints, lines: int, receipts: int) -> Bools:
    """Which pairs are the only candidate of both their line and their receipt."""
    of_line: Ints = np.bincount(line, minlength=lines)
    of_receipt: Ints = np.bincount(receipt, minlength=receipts)
    alone: Bools = (of_line[line] == 1) & (of_receipt[receipt] == 1)
    return alone
