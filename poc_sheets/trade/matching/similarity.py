"""How alike two vendors are, for many pairs at once."""

from collections import defaultdict

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
# A word behind so many different first words belongs to none of them.
_USUAL_FROM = 6


class Likeness:
    """Likeness of vendor names, 0 to 100, `UNKNOWN` or `ALIAS`.

    Names arrive cut at 22 characters and with towns appended, so a pair counts as alike when its
    words are, or when its letters are up to the shorter one's length.
    """

    def __init__(self, vendors: Codes) -> None:
        self._vendors = vendors
        self._aliases: set[int] = set()
        self._alias_keys: Ints | None = None
        self._usual: frozenset[str] = frozenset()
        #: by vendor code: the words of its own, and the name without blanks
        self._own: list[str] = []
        self._squeezed: list[str] = []
        #: what was compared before, by key in order
        self._keys: Ints = np.empty(0, dtype=np.int64)
        self._scores: Floats = np.empty(0)

    def add_alias(self, descriptor: int, vendor: int) -> bool:
        """Take the two names for one; False where that is no news."""
        key = (descriptor << 32) + vendor
        if descriptor == vendor or not descriptor or not vendor or key in self._aliases:
            return False
        self._aliases.add(key)
        self._alias_keys = None
        return True

    def aliases(self) -> Ints:
        """Every alias as `line code * 2**32 + receipt code`, in order."""
        if self._alias_keys is None:
            self._alias_keys = np.array(sorted(self._aliases), dtype=np.int64)
        return self._alias_keys

    def of(self, left: Ints, right: Ints) -> Floats:
        """Likeness of each pair of vendor codes (line, receipt)."""
        keys, back = np.unique((left << 32) + right, return_inverse=True)
        one, two = keys >> 32, keys & 0xFFFFFFFF
        score = np.full(len(keys), UNKNOWN)
        known = np.flatnonzero((one != 0) & (two != 0) & (one != two))
        if len(known):
            score[known] = self._recalled(keys[known])
        score[(one == two) & (one != 0)] = 100.0
        if self._aliases:
            score[np.isin(keys, self.aliases())] = ALIAS
        return score[back]

    def _recalled(self, keys: Ints) -> Floats:
        """Likeness of keys in order; each pair of names is compared once in a run."""
        at = np.searchsorted(self._keys, keys)
        seen = np.zeros(len(keys), dtype=np.bool_)
        inside = at < len(self._keys)
        seen[inside] = self._keys[at[inside]] == keys[inside]
        new = keys[~seen]
        score = np.empty(len(keys))
        score[seen] = self._scores[at[seen]]
        if len(new):
            score[~seen] = self._compared(new >> 32, new & 0xFFFFFFFF)
            self._scores = np.insert(self._scores, at[~seen], score[~seen])
            self._keys = np.insert(self._keys, at[~seen], new)
        return score

    def _prepare(self) -> None:
        """Take note of names that came since."""
        texts = self._vendors.texts
        if not self._own:
            self._usual = usual_words(texts)
        for text in texts[len(self._own) :]:
            own = [word for word in text.split(" ") if word not in self._usual]
            self._own.append(" ".join(own) or text)
            self._squeezed.append(text.replace(" ", ""))

    def _compared(self, one: Ints, two: Ints) -> Floats:
        self._prepare()
        texts, own, squeezed = self._vendors.texts, self._own, self._squeezed
        left, right = one.tolist(), two.tolist()
        words = np.minimum(
            whole := _words_alike(texts, left, right),
            (whole + _words_alike(own, left, right)) / 2.0,
        )
        pairs = [(squeezed[a], squeezed[b]) for a, b in zip(left, right, strict=True)]
        length = np.array([min(len(a), len(b)) for a, b in pairs])
        cut_left = [a[: len(b)] for a, b in pairs]
        cut_right = [b[: len(a)] for a, b in pairs]
        letters = 100.0 * np.asarray(
            cpdist(cut_left, cut_right, scorer=Indel.normalized_similarity), dtype=np.float64
        )
        # A shared start of three letters is chance; from eight on it is the name cut short.
        trust = np.clip((length - 2) / 6.0, 0.0, 1.0)
        alike: Floats = np.maximum(words * np.where(length < 4, 0.8, 1.0), letters * trust)
        return alike


def _words_alike(texts: list[str], left: list[int], right: list[int]) -> Floats:
    return np.asarray(
        cpdist([texts[a] for a in left], [texts[b] for b in right], scorer=token_set_ratio),
        dtype=np.float64,
    )


def usual_words(names: list[str]) -> frozenset[str]:
    """Words that name a trade or a town rather than a vendor: they follow many a first word.

    `willow rental` and `canyon rental` share a word and nothing else.
    """
    first_words: dict[str, set[str]] = defaultdict(set)
    for name in names:
        first, *others = name.split(" ")
        for word in others:
            first_words[word].add(first)
    return frozenset(word for word, firsts in first_words.items() if len(firsts) >= _USUAL_FROM)
