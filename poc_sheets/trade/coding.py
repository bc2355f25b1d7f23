"""Which account a row probably belongs to: from what was coded before, and from account patterns.

Source: the suffix pattern of feature budgets: in category 28 Property, 2816 is purchases, 2818
rentals; xx17 box rentals, xx55 car allowance, xx85 miscellaneous, xx98 loss and damage.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

#: Words of a description, and the last two digits of the account that they speak of.
SUFFIXES = (
    (
        re.compile(r"\bbox (rental|kit)s?\b|\bkit (fee|rental)s?\b", re.IGNORECASE),
        "17",
        "box rental",
    ),
    (re.compile(r"\bcar allowance\b|\bauto allowance\b", re.IGNORECASE), "55", "car allowance"),
    (
        re.compile(r"\bloss\b|\bdamage[sd]?\b|\bl\s?[&/]\s?d\b", re.IGNORECASE),
        "98",
        "loss and damage",
    ),
    (re.compile(r"\brent(al|als|ed)?\b|\bhire\b", re.IGNORECASE), "18", "rental"),
    (re.compile(r"\bmisc\b|\bmiscellaneous\b", re.IGNORECASE), "85", "miscellaneous"),
    (
        re.compile(r"\bpurchases?\b|\bsupplies\b|\bexpendables?\b|\bbuy\b", re.IGNORECASE),
        "16",
        "purchase",
    ),
)
#: A suggestion below this is no help.
LEAST_SURE = 0.4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An account, how sure it is from 0 to 1, and why in a coordinator's words."""

    account: str
    sure: float
    because: str


def plain(text: str) -> str:
    """A vendor or a description without what people write differently."""
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold().replace("'", "")))


@dataclass
class CodingHistory:
    """What was coded before, to the accounts that are open.

    Attributes:
        accounts: accounts that may be suggested.
        usual: each vendor's usual account, by plain name.
    """

    accounts: Collection[str]
    usual: Mapping[str, str] = field(default_factory=dict)
    _by_vendor: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _by_both: dict[tuple[str, str], Counter[str]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    _by_words: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def learn(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Add coded rows: vendor, description, account."""
        for vendor, description, account in rows:
            if account not in self.accounts:
                continue
            name, words = plain(vendor), plain(description)
            if name:
                self._by_vendor[name][account] += 1
            if name and words:
                self._by_both[name, words][account] += 1
            if words:
                self._by_words[words][account] += 1

    def suggest(self, vendor: str, description: str, base: str = "") -> Suggestion | None:
        """The likeliest account, `None` where nothing speaks for one.

        Args:
            vendor: as on the row.
            description: as on the row.
            base: the first two digits of the accounts of the row's department; blank: not known.
        """
        name, words = plain(vendor), plain(description)
        offers = [
            _share(self._by_both.get((name, words)), f"{vendor}, {description}", 1),
            _share(self._by_vendor.get(name), vendor, 1),
            _share(self._by_words.get(words), description, 2),
            self._usual(name, vendor),
            self._by_suffix(description, base),
        ]
        good = [offer for offer in offers if offer and offer.sure >= LEAST_SURE]
        return max(good, key=lambda offer: offer.sure, default=None)

    def _usual(self, name: str, vendor: str) -> Suggestion | None:
        account = self.usual.get(name, "")
        if account not in self.accounts:
            return None
        return Suggestion(account, 0.7, f"usual account of {vendor}")

    def _by_suffix(self, description: str, base: str) -> Suggestion | None:
        if not base:
            return None
        for pattern, suffix, kind in SUFFIXES:
            if pattern.search(description) and base + suffix in self.accounts:
                return Suggestion(
                    base + suffix, 0.5, f"{kind} of the department's accounts {base}xx"
                )
        return None


def _share(counts: Counter[str] | None, what: str, doubt: int) -> Suggestion | None:
    """The account that most rows have; `doubt` rows more are thought to have another one."""
    if not counts:
        return None
    total = counts.total()
    account, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
    rows = "row" if total == 1 else "rows"
    return Suggestion(account, most / (total + doubt), f"{most} of {total} {rows} of {what}")
