"""The people of the second generator, their shops, and how lines and slips are written."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from benchmarks.crew_vendors import Shop, written
from benchmarks.noise_rates import Month
from poc_sheets.trade.matching import Line, Receipt

FIRST_DAY = date(2026, 2, 2)


@dataclass(frozen=True)
class Buyer:
    """A person with a card, and where they shop."""

    name: str
    card: str
    shops: tuple[Shop, ...]


@dataclass
class Crew:
    """The people, what they spent, and the truth about it."""

    chance: random.Random
    trouble: float
    days: int
    month: Month = field(default_factory=Month)
    buyers: list[Buyer] = field(default_factory=list)
    rates: dict[str, list[float]] = field(default_factory=dict)
    shows_purchase_day: bool = False
    shows_original: bool = False
    first: dict[tuple[object, ...], str] = field(default_factory=dict)

    def careless(self, share: float) -> bool:
        """Whether something that goes wrong in that share of cases goes wrong now."""
        return self.chance.random() < min(share * self.trouble, 0.9)

    def day(self) -> int:
        """A day of the shoot; weekends are quiet."""
        found = self.chance.randrange(self.days)
        while (found % 7) > 4 and self.chance.random() < 0.7:
            found = self.chance.randrange(self.days)
        return found

    def till(self, shop: Shop) -> int:
        """The total of a till slip: items at shop prices, tax on top."""
        items = self.chance.choices((1, 2, 3, 5, 8), (40, 25, 15, 12, 8))[0]
        total = sum(self.chance.choice(shop.prices) for _ in range(items))
        return round(total * (1 + shop.tax))

    def line(self, buyer: Buyer | None, shop: Shop, day: int, amount: int, **more: object) -> str:
        """A line on the statement `more` may change; its id."""
        bought = FIRST_DAY + timedelta(day)
        lag = self.chance.choices((1, 2, 3, 4), (50, 30, 15, 5))[0]
        lag += self.chance.randrange(2, 9) if self.careless(0.015) else 0
        values: dict[str, object] = {
            "id": f"S{len(self.month.lines):06}",
            "date": _business_day(bought, lag),
            "amount": amount,
            "vendor": shop.on_statement(self.chance, self.trouble),
            "card": f"XXXX-XXXX-XXXX-{buyer.card}" if buyer else "",
            "holder": buyer.name.upper() if buyer and self.shows_purchase_day else "",
            "transaction_date": bought if self.shows_purchase_day and buyer else None,
        }
        values.update(more)
        self._same("S", shop, buyer, amount, values)
        self.month.lines.append(Line(**values))  # type: ignore[arg-type]  # mirrors Line's fields
        return str(values["id"])

    def slip(self, buyer: Buyer | None, shop: Shop, day: int, amount: int, **more: object) -> str:
        """A receipt as somebody logged it; its id."""
        logged: date | None = FIRST_DAY + timedelta(day)
        if self.careless(0.04):
            logged = FIRST_DAY + timedelta(day + self.chance.choice((-3, -1, 1, 1, 2)))
        if self.careless(0.004):
            logged = None
        name = buyer.name if buyer else ""
        if name and self.careless(0.05):
            name = name.split()[-1] + ", " + name.split()[0]
        values: dict[str, object] = {
            "id": f"{self.chance.randrange(10**6):06}-{len(self.month.receipts)}",
            "date": logged,
            "amount": amount,
            "vendor": "" if self.careless(0.01) else written(shop, self.chance, self.trouble),
            "card": buyer.card if buyer and not self.careless(0.12) else "",
            "holder": name if not self.careless(0.15) else "",
            "category": shop.trade if self.chance.random() < 0.5 else "",
        }
        values.update(more)
        self._same("R", shop, buyer, amount, values)
        self.month.receipts.append(Receipt(**values))  # type: ignore[arg-type]  # mirrors Receipt
        return str(values["id"])

    def _same(
        self, side: str, shop: Shop, buyer: Buyer | None, amount: int, values: dict[str, object]
    ) -> None:
        key = (side, shop.name, buyer, amount, values.get("currency", ""))
        self.month.alike[str(values["id"])] = self.first.setdefault(key, str(values["id"]))

    def tie(self, kind: str, lines: list[str], slips: list[str]) -> None:
        """Note what belongs together."""
        self.month.truth.append((kind, tuple(lines), tuple(slips)))

    def someone(self, *trades: str) -> tuple[Buyer, Shop]:
        """A buyer and one of their shops, of one of these trades where named."""
        while True:
            buyer = self.chance.choice(self.buyers)
            shop = self.chance.choice(buyer.shops)
            if not trades or shop.trade in trades:
                return buyer, shop


def _business_day(start: date, lag: int) -> date:
    day = start
    while lag:
        day += timedelta(1)
        lag -= day.weekday() < 5
    return day


def written_name(chance: random.Random) -> str:
    """A person's name."""
    return f"{chance.choice(('Ana', 'Ben', 'Cleo', 'Dev', 'Eli', 'Fay', 'Gus', 'Ida'))} " + (
        chance.choice(
            ("Marsh", "Okafor", "Lindqvist", "Petrov", "Castellano", "Nguyen", "Whitlock")
        )
        + chance.choice(("", "", "son", "-Reyes"))
    )
