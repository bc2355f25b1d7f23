"""One production's spending: its vendors, its cards, and how they look on paper and on the statement."""

import random
import string
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.noise_rates import Month, Noise
from poc_sheets.trade.matching import Line, Receipt

_WORDS = {
    kind: words
    for kind, *words in (
        row.split("|")
        for row in Path(__file__).with_name("vendor_words.txt").read_text("utf-8").splitlines()
    )
}
_FIRST, _SURNAMES, _CITIES = _WORDS["first"], _WORDS["surname"], _WORDS["city"]
_SECOND = {kind[6:]: words for kind, words in _WORDS.items() if kind.startswith("trade ")}
_LEGAL = (" LLC", " Inc", " Ltd", ", Inc.", " Co", " Corp", "")
_MARKS = {
    "food": ("TST* ", "SQ *", "TST*"),
    "taxi": ("SQ *", "SUMUP *"),
    "online": ("PAYPAL *", "PP*", "SP "),
}
RATES = {"EUR": 1.09, "GBP": 1.27, "CAD": 0.73, "JPY": 0.0067}


@dataclass(frozen=True)
class Vendor:
    """A shop or supplier, and how much it usually charges."""

    name: str
    legal: str
    trade: str
    city: str
    level: float
    prices: tuple[int, ...]


@dataclass(frozen=True)
class Purchase:
    """Who bought where, with which card, on which day."""

    vendor: Vendor
    card: str
    holder: str
    day: date


class Office:
    """One production's spending, purchase by purchase."""

    def __init__(self, size: int, noise: Noise, seed: int) -> None:
        self.chance = random.Random(seed)
        self.noise = noise
        self.days = max(30, min(365, size // 150))
        self.start = date(2026, 1, 5)
        self.month = Month()
        self.vendors = [self._vendor() for _ in range(max(40, int(size**0.6)))]
        self.weights = [1.0 / (rank + 3) ** 0.9 for rank in range(len(self.vendors))]
        people = [
            (f"{self.chance.randrange(10_000):04}", self._person())
            for _ in range(max(4, int(size**0.42)))
        ]
        self.cards = people
        self._first_of: dict[tuple[str, Purchase, int], str] = {}

    def _person(self) -> str:
        return f"{self.chance.choice(string.ascii_uppercase)}. {self.chance.choice(_SURNAMES)}"

    def _vendor(self) -> Vendor:
        pick = self.chance
        trade = pick.choices(list(_SECOND), (30, 10, 6, 16, 12, 14, 6, 8))[0]
        name = f"{pick.choice(_FIRST)} {pick.choice(_FIRST)} {pick.choice(_SECOND[trade])}"
        if pick.random() < 0.4:
            name = f"{pick.choice(_FIRST)} {pick.choice(_SECOND[trade])}"
        legal = name + pick.choice(_LEGAL)
        if pick.random() < self.noise.alias:
            legal = (
                f"{pick.choice(_SURNAMES)} {pick.choice(('Holdings', 'Group', 'Enterprises'))} LLC"
            )
        level = {"hotel": 160.0, "rental": 450.0, "payable": 1200.0, "fuel": 50.0}.get(trade, 38.0)
        prices = tuple(self._amount(level) // 100 * 100 for _ in range(pick.randrange(1, 5)))
        return Vendor(name, legal, trade, pick.choice(_CITIES), level, prices)

    def _amount(self, level: float) -> int:
        cents = max(150, int(self.chance.lognormvariate(0, 0.9) * level * 100))
        kind = self.chance.random()
        if kind < 0.21:
            return max(
                cents // 500 * 500 if self.chance.random() < 0.6 else cents // 100 * 100, 100
            )
        return cents // 100 * 100 + 99 if kind < 0.26 else cents

    def price(self, vendor: Vendor) -> int:
        """An amount at this vendor: one of its fixed prices or anything."""
        return (
            self.chance.choice(vendor.prices)
            if self.chance.random() < 0.25
            else self._amount(vendor.level)
        )

    def happens(self, share: float) -> bool:
        """True in that share of cases."""
        return self.chance.random() < share

    def purchase(self, trade: str = "") -> Purchase:
        """A purchase anywhere, or from a vendor of one trade."""
        vendor = self.chance.choices(self.vendors, self.weights)[0]
        while trade and vendor.trade != trade:
            vendor = self.chance.choice(self.vendors)
        card, holder = self.chance.choice(self.cards)
        return Purchase(
            vendor, card, holder, self.start + timedelta(self.chance.randrange(self.days))
        )

    def posted(self, day: date) -> date:
        """The posting day: business days later, now and then much later."""
        lag = self.chance.choices((0, 1, 2, 3, 4, 5), (35, 25, 18, 12, 6, 4))[0]
        if self.happens(self.noise.late):
            lag += self.chance.randrange(3, 8)
        while lag or day.weekday() > 4:
            day += timedelta(1)
            lag -= 1 if day.weekday() < 5 and lag else 0
        return day

    def descriptor(self, vendor: Vendor) -> str:
        """The vendor as the bank writes it: marked, cut, with a town or number, misspelt, or blank."""
        pick, text = self.chance, vendor.name
        if self.happens(self.noise.drift):
            at = pick.randrange(1, len(text) - 1)
            text = (
                text[:at] + text[at + 1 :]
                if pick.random() < 0.6
                else text[:at] + text[at] + text[at:]
            )
        if self.happens(self.noise.mangled):
            text = pick.choice(_MARKS.get(vendor.trade, ("", "", "SQ *"))) + text
            shape = pick.random()
            if shape < 0.3:
                text += f" #{pick.randrange(9999):04}"
            elif shape < 0.55:
                text += f" {vendor.city}"
            elif shape < 0.7:
                text += f" {pick.randrange(200, 999)}-{pick.randrange(100, 999)}-{pick.randrange(9999):04}"
            elif shape < 0.8 and vendor.trade == "online":
                text = f"WWW.{text.replace(' ', '')}.COM"
        if self.happens(self.noise.blank_vendor):
            return ""
        text = text[: pick.choice((22, 22, 25))]
        return text.upper() if pick.random() < 0.8 else text.lower()

    def line(self, bought: Purchase, amount: int, day: date | None = None, **more: object) -> str:
        """Put a line on the statement; returns its id. `more` sets further fields."""
        values: dict[str, object] = {
            "id": f"L{len(self.month.lines) + 1}",
            "date": self.posted(day or bought.day),
            "amount": amount,
            "vendor": self.descriptor(bought.vendor),
            "card": f"************{bought.card}",
        }
        values.update(more)
        self.interchangeable("line", bought, amount, str(values["id"]))
        self.month.lines.append(Line(**values))  # type: ignore[arg-type]  # values mirror Line's fields
        return str(values["id"])

    def receipt(
        self, bought: Purchase, amount: int, day: date | None = None, **more: object
    ) -> str:
        """Hand in a receipt; returns its id. `more` sets further fields."""
        pick, noise = self.chance, self.noise
        bought_on: date | None = day or bought.day
        if bought_on and self.happens(noise.date_off):
            bought_on += timedelta(pick.choice((-2, -1, 1, 2)))
        if bought_on and self.happens(noise.day_month) and bought_on.day <= 12:
            bought_on = date(bought_on.year, bought_on.day, bought_on.month)
        card, holder = bought.card, bought.holder
        if self.happens(noise.wrong_card):
            card, holder = pick.choice(self.cards)
        food = bought.vendor.trade in ("food", "taxi")
        values: dict[str, object] = {
            "id": f"R{len(self.month.receipts) + 1}",
            "date": None if self.happens(noise.undated) else bought_on,
            "amount": amount,
            "vendor": bought.vendor.legal
            if pick.random() < 0.5 or noise.alias > 0.1
            else bought.vendor.name,
            "card": "" if self.happens(noise.blank_card) else card,
            "holder": "" if self.happens(noise.blank_card + 0.1) else holder,
            "category": ("meals" if food else bought.vendor.trade) if pick.random() < 0.6 else "",
            "method": pick.choice(("card", "")),
        }
        values.update(more)
        self.interchangeable("receipt", bought, amount, str(values["id"]))
        self.month.receipts.append(Receipt(**values))  # type: ignore[arg-type]  # mirrors Receipt
        return str(values["id"])

    def interchangeable(self, side: str, bought: Purchase, amount: int, name: str) -> None:
        """Equal lines, or equal receipts: which is linked to which has no truth."""
        first = self._first_of.setdefault((side, bought, amount), name)
        self.month.alike[name] = first

    def tie(self, kind: str, lines: list[str], receipts: list[str]) -> None:
        """Note down as true that these lines and receipts belong together."""
        self.month.truth.append((kind, tuple(lines), tuple(receipts)))
