"""How alike two vendors are, for many pairs at once."""

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import cpdist

from poc_sheets.trade.matching.tables import Codes, Floats, Ints

#: The likeness of a pair of which one side is blank.
UNKNOWN = -1.0
#: Likeness from which two names count as one vendor.
ALIKE = 75.0
#: The likeness of a pair that an alias joins.
ALIAS = 101.0


class Likeness:
    """Likeness of vendor names, 0 to 100, `UNKNOWN` or `ALIAS`.

    Names arrive cut at 22 characters and with towns appended, so a pair counts as alike when its
    words are, or when its letters are up to the shorter one's length.
    """

    def __init__(self, vendors: Codes) -> None:
        self._vendors = vendors
        self._aliases: set[int] = set()

    def add_alias(self, descriptor: int, vendor: int) -> bool:
        """Take the two names for one; False where that is no news."""
        key = (descriptor << 32) + vendor
        if descriptor == vendor or not descriptor or not vendor or key in self._aliases:
            return False
        self._aliases.add(key)
        return True

    def aliases(self) -> set[tuple[int, int]]:
        """Every alias as vendor codes (line, receipt)."""
        return {(key >> 32, key & 0xFFFFFFFF) for key in self._aliases}

    def of(self, left: Ints, right: Ints) -> Floats:
        """Likeness of each pair of vendor codes (line, receipt)."""
        keys, back = np.unique((left << 32) + right, return_inverse=True)
        one, two = keys >> 32, keys & 0xFFFFFFFF
        score = np.full(len(keys), UNKNOWN)
        known = np.flatnonzero((one != 0) & (two != 0) & (one != two))
        if len(known):
            score[known] = self._compared(one[known], two[known])
        score[(one == two) & (one != 0)] = 100.0
        if self._aliases:
            wanted = np.array(sorted(self._aliases), dtype=np.int64)
            score[np.isin(keys, wanted)] = ALIAS
        return score[back]

    def _compared(self, one: Ints, two: Ints) -> Floats:
        texts = self._vendors.texts
        left = [texts[code] for code in one]
        right = [texts[code] for code in two]
        words = np.asarray(cpdist(left, right, scorer=token_set_ratio), dtype=np.float64)
        squeezed = [
            (a.replace(" ", ""), b.replace(" ", "")) for a, b in zip(left, right, strict=True)
        ]
        length = np.array([min(len(a), len(b)) for a, b in squeezed])
        cut_left = [a[: len(b)] for a, b in squeezed]
        cut_right = [b[: len(a)] for a, b in squeezed]
        letters = 100.0 * np.asarray(
            cpdist(cut_left, cut_right, scorer=Indel.normalized_similarity), dtype=np.float64
        )
        # A shared start of three letters is chance; from eight on it is the name cut short.
        trust = np.clip((length - 2) / 6.0, 0.0, 1.0)
        return np.maximum(words * np.where(length < 4, 0.8, 1.0), letters * trust)
