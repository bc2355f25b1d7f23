"""What a lag, a name, a card or a reference says for or against a pair.

Every weight is a log ratio: how often the fact is seen among true pairs, over how often among
pairs made by chance. Both are counted on the data at hand, true pairs where the amount alone
settles them, and start from the hand-set shares below, which count as `_TRUST` observations. So
ten lines are judged by experience and ten thousand by their own habits.
"""

from dataclasses import dataclass

import numpy as np

from poc_sheets.trade.matching.options import Options
from poc_sheets.trade.matching.similarity import ALIAS, UNKNOWN
from poc_sheets.trade.matching.tables import (
    CARD,
    PAYABLE,
    PURCHASE,
    UNDATED,
    Bools,
    Floats,
    Ints,
    Lines,
    Receipts,
)

_TRUST = 40.0

#: Lower ends of the classes of likeness; class 0 is unknown, the last is an alias.
_LIKENESS = np.array([0.0, 40.0, 55.0, 65.0, 75.0, 85.0, 95.0, ALIAS])
_LIKENESS_TRUE = np.array([0.05, 0.05, 0.03, 0.03, 0.04, 0.06, 0.12, 0.60, 0.02])
_LIKENESS_CHANCE = np.array([0.05, 0.70, 0.18, 0.045, 0.012, 0.005, 0.003, 0.0045, 0.0005])
_ALIKE = 5

#: nothing known on either side, same card, another card, another card but the same holder,
#: only the line names one, only the receipt names one
_CARD_TRUE = np.array([0.25, 0.60, 0.03, 0.03, 0.06, 0.03])
_CARD_CHANCE = np.array([0.25, 0.06, 0.56, 0.04, 0.06, 0.03])

#: nothing to compare, the receipt's reference stands in the line, it does not, another one does
_REFERENCE_TRUE = np.array([0.80, 0.12, 0.07, 0.01])
_REFERENCE_CHANCE = np.array([0.80, 0.0005, 0.12, 0.0795])


def _prior_lags(kind: int, first: int, last: int) -> Floats:
    lags = np.arange(first, last + 1)
    if kind == PAYABLE:
        shape = np.where(lags < 0, 0.2, np.where(lags <= 45, 1.0, 0.4))
    elif kind == PURCHASE:
        shape = np.where(lags == 0, 0.85, 0.12 * 0.5 ** np.abs(lags)) + 0.002
    else:
        shape = np.where(lags < 0, 0.03 * 0.4 ** (-lags - 1.0), 0.3 * 0.75**lags) + 0.002
    shares: Floats = shape / shape.sum()
    return shares


@dataclass(slots=True)
class Facts:
    """The classes that each pair falls into."""

    lag: Ints
    kind: Ints
    likeness: Ints
    card: Ints
    reference: Ints


def likeness_class(likeness: Floats) -> Ints:
    """0 for unknown, then by how alike the names are."""
    found = np.searchsorted(_LIKENESS, likeness, side="right").astype(np.int64)
    found[likeness == UNKNOWN] = 0
    return found


def card_class(lines: Lines, receipts: Receipts, line: Ints, receipt: Ints) -> Ints:
    """Which of the six card classes each pair falls into."""
    card_left, card_right = lines.card[line], receipts.card[receipt]
    holder_left, holder_right = lines.holder[line], receipts.holder[receipt]
    both_cards = (card_left != 0) & (card_right != 0)
    both_holders = (holder_left != 0) & (holder_right != 0)
    same_card = both_cards & (card_left == card_right)
    same_holder = both_holders & (holder_left == holder_right)
    found = np.zeros(len(line), dtype=np.int64)
    found[((card_left != 0) | (holder_left != 0)) & (card_right == 0) & (holder_right == 0)] = 4
    found[(card_left == 0) & (holder_left == 0) & ((card_right != 0) | (holder_right != 0))] = 5
    found[both_cards | both_holders] = 2
    found[both_cards & ~same_card & same_holder] = 3
    found[same_card | (same_holder & ~both_cards)] = 1
    return found


def reference_class(lines: Lines, receipts: Receipts, line: Ints, receipt: Ints) -> Ints:
    """Whether the receipt's reference stands in the line's reference, memo or descriptor."""
    wanted = receipts.reference[receipt]
    found = np.zeros(len(line), dtype=np.int64)
    if not len(lines.mentions):
        return found
    has = np.zeros(len(lines), dtype=np.bool_)
    has[lines.mentions >> 32] = True
    found[(wanted != 0) & has[line]] = 2
    open_ones = lines.mentions[np.isin(lines.mentions & 0xFFFFFFFF, receipts.reference)]
    has[:] = False
    has[open_ones >> 32] = True
    found[(wanted != 0) & has[line]] = 3
    keys = (line << 32) + wanted
    at = np.minimum(np.searchsorted(lines.mentions, keys), len(lines.mentions) - 1)
    found[(wanted != 0) & (lines.mentions[at] == keys)] = 1
    found[(wanted != 0) & (lines.reference[line] == wanted)] = 1
    return found


class Evidence:
    """The weights, and the scoring of pairs with them."""

    def __init__(self, options: Options) -> None:
        self._first = {
            CARD: min(options.card_window[0], options.split_window[0]),
            PURCHASE: min(options.purchase_window[0], options.split_window[0]),
            PAYABLE: min(options.payable_window[0], options.payable_split_window[0]),
        }
        windows = {
            CARD: options.card_window,
            PURCHASE: options.purchase_window,
            PAYABLE: options.payable_window,
        }
        self._windows = windows
        self._lag_shares = {k: _prior_lags(k, *window) for k, window in windows.items()}
        self._likeness = np.log(_LIKENESS_TRUE / _LIKENESS_CHANCE)
        self._likeness_true = _LIKENESS_TRUE
        self._card = np.log(_CARD_TRUE / _CARD_CHANCE)
        self._reference = np.log(_REFERENCE_TRUE / _REFERENCE_CHANCE)
        self._vendor_shares: Floats = np.full(1, 0.01)

    def count_vendors(self, vendors: Ints, codes: int) -> None:
        """Take note of how common each vendor is: agreeing on a rare one says more."""
        counts = np.bincount(vendors, minlength=codes).astype(np.float64)
        self._vendor_shares = (counts + 1.0) / (counts.sum() + 20.0)

    def learn(self, true: Facts, chance: Facts) -> None:
        """Move the weights from experience towards what this data shows."""
        for kind, (first, last) in self._windows.items():
            prior = _prior_lags(kind, first, last)
            lags = true.lag[(true.kind == kind) & (true.lag >= first) & (true.lag <= last)]
            counts = np.bincount(lags - first, minlength=last - first + 1).astype(np.float64)
            if kind == PAYABLE:
                counts = np.convolve(counts, np.full(5, 0.2), mode="same")
            self._lag_shares[kind] = (counts + _TRUST * prior) / (counts.sum() + _TRUST)
        self._likeness, self._likeness_true = _learned(
            true.likeness, chance.likeness, _LIKENESS_TRUE, _LIKENESS_CHANCE
        )
        self._card, _ = _learned(true.card, chance.card, _CARD_TRUE, _CARD_CHANCE)
        self._reference, _ = _learned(
            true.reference, chance.reference, _REFERENCE_TRUE, _REFERENCE_CHANCE
        )

    def lag_weight(self, lag: Ints, kind: Ints) -> Floats:
        """Log ratio of each lag against one that chance spreads evenly over the window."""
        weight = np.zeros(len(lag))
        for k, (first, last) in self._windows.items():
            table = np.log(self._lag_shares[k] * (last - first + 1))
            chosen = kind == k
            at = np.clip(lag[chosen] - first, 0, last - first)
            beyond = (lag[chosen] < first) | (lag[chosen] > last)
            weight[chosen] = np.where(beyond, table.min() - 0.5, table[at])
        return weight

    def name_weight(self, facts: Facts, vendor: Ints) -> Floats:
        """Log-odds from the names; agreeing on a rare vendor says more than on a common one.

        Args:
            facts: the classes of each pair.
            vendor: vendor code of each pair's receipt.
        """
        name: Floats = self._likeness[facts.likeness]
        share = np.full(len(vendor), self._vendor_shares.min())
        counted = vendor < len(self._vendor_shares)
        share[counted] = self._vendor_shares[vendor[counted]]
        rarity = np.log(np.maximum(self._likeness_true[facts.likeness], 0.05) / share)
        alike = facts.likeness >= _ALIKE
        weight: Floats = np.where(alike, np.minimum(np.maximum(rarity, 0.5), 7.0), name)
        return weight

    def other_weight(self, facts: Facts, *, dated: Bools, floor: float = -99.0) -> Floats:
        """Log-odds from lag, card and reference.

        Args:
            facts: the classes of each pair.
            dated: whether each pair's receipt has a date.
            floor: the most that a lag may say against a pair.
        """
        said = np.maximum(self.lag_weight(facts.lag, facts.kind), floor)
        lag: Floats = np.where(dated, said, 0.0)
        weight: Floats = lag + self._card[facts.card] + self._reference[facts.reference]
        return weight


def _learned(
    true: Ints, chance: Ints, prior_true: Floats, prior_chance: Floats
) -> tuple[Floats, Floats]:
    size = len(prior_true)
    seen = np.bincount(true, minlength=size) + _TRUST * prior_true
    random = np.bincount(chance, minlength=size) + 4 * _TRUST * prior_chance
    seen, random = seen / seen.sum(), random / random.sum()
    return np.log(seen / random), seen


def facts_of(
    lines: Lines, receipts: Receipts, line: Ints, receipt: Ints, likeness: Floats
) -> Facts:
    """The classes that pairs of rows fall into."""
    return Facts(
        lag=np.where(receipts.day[receipt] == UNDATED, 0, lines.day[line] - receipts.day[receipt]),
        kind=lines.kind[line],
        likeness=likeness_class(likeness),
        card=card_class(lines, receipts, line, receipt),
        reference=reference_class(lines, receipts, line, receipt),
    )


def owners(card: Ints, holder: Ints, cards: int) -> Ints:
    """The holder of each card code: seen at least twice with it, and in most cases; else 0."""
    owner = np.zeros(cards, dtype=np.int64)
    both = (card != 0) & (holder != 0)
    keys, counts = np.unique((card[both] << 32) + holder[both], return_counts=True)
    total = np.bincount(card[both], minlength=cards)
    good = (counts >= 2) & (counts >= 0.6 * total[keys >> 32])
    owner[keys[good] >> 32] = keys[good] & 0xFFFFFFFF
    return owner
