"""Shops of the second generator: names, prices, and how tills, banks and people write them."""

import random
from dataclasses import dataclass

#: What each department buys from.
DEPARTMENTS: dict[str, tuple[str, ...]] = {
    "Art": ("hardware", "props", "online", "meals", "rentals"),
    "Camera": ("rentals", "online", "meals", "rides"),
    "Costume": ("wardrobe", "online", "meals"),
    "Locations": ("locations", "hardware", "meals", "fuel"),
    "Production": ("hotel", "rides", "meals", "online"),
    "Transport": ("fuel", "rentals", "hardware"),
}
#: Currency and minor units of one.
CURRENCIES = (("EUR", 100), ("GBP", 100), ("CAD", 100), ("JPY", 1))
_START = {"EUR": 1.083, "GBP": 1.264, "CAD": 0.731, "JPY": 0.00668}

_WORDS = (
    "Amber", "Arrow", "Bayview", "Beacon", "Birch", "Canyon", "Cobalt", "Copper", "Corner", "Dovetail",
    "Eastside", "Ember", "Fern", "Foxglove", "Glenoaks", "Granite", "Harbor", "Hilltop", "Juniper",
    "Kestrel", "Lantern", "Larkspur", "Maple", "Meridian", "Nimbus", "Northgate", "Orchid", "Palisade",
    "Pepper", "Quarry", "Redwood", "Saddle", "Silver", "Sparrow", "Sunset", "Tamarind", "Thistle",
    "Union", "Valley", "Victory", "Walnut", "Westlake", "Willow", "Zephyr",
)  # fmt: skip
_KINDS = {
    "hardware": ("Hardware", "Lumber", "Tool & Supply", "Building Center"),
    "props": ("Prop House", "Antiques", "Toys", "Curios"),
    "online": ("Online", "Direct", "Marketplace", "Shop"),
    "meals": ("Cafe", "Grill", "Pizza", "Deli", "Taqueria", "Coffee"),
    "rentals": ("Camera Rental", "Grip & Lighting", "Studio Rentals", "Van Hire"),
    "rides": ("Cab", "Rides", "Car Service"),
    "wardrobe": ("Costumes", "Fabrics", "Outfitters", "Thrift"),
    "locations": ("Property Group", "Parking", "Film Permits", "Events"),
    "hotel": ("Hotel", "Inn", "Suites"),
    "fuel": ("Fuel", "Gas", "Service Station"),
}
_PRICES = {"hotel": (9900, 24_900), "rentals": (4500, 39_900), "locations": (1500, 60_000), "rides": (700, 5200)}  # fmt: skip
_OWNERS = ("Brightline", "Kowalski", "Sundaram", "D'Angelo", "Mercer", "Tran")


@dataclass(frozen=True)
class Shop:
    """A shop with its price list."""

    name: str
    legal: str
    trade: str
    prices: tuple[int, ...]
    tax: float
    town: str
    branch: str

    @classmethod
    def invented(cls, trade: str, chance: random.Random) -> "Shop":
        """A shop of a trade that does not exist."""
        words = chance.sample(_WORDS, chance.choice((1, 1, 2)))
        name = f"{' '.join(words)} {chance.choice(_KINDS[trade])}"
        owner = f"{chance.choice(_OWNERS)} {chance.choice(('Bros', 'Partners', 'Ventures'))} Inc."
        low, high = _PRICES.get(trade, (150, 8900))
        prices = []
        for _ in range(chance.randrange(8, 40)):
            price = int(low * (high / low) ** (chance.random() ** 1.6))
            ending = chance.choice((99, 95, 50, 0, price % 100))
            prices.append(max(price // 100 * 100 + ending, 100))
        return cls(
            name, owner if chance.random() < 0.06 else name, trade, tuple(prices),
            chance.choice((0.0, 0.0725, 0.095)), chance.choice(_TOWNS), f"{chance.randrange(10, 9999)}",
        )  # fmt: skip

    def on_statement(self, chance: random.Random, trouble: float) -> str:
        """The name as the bank prints it: 22 columns of name and branch, then the town and state."""
        text = self.name.upper()
        if self.trade in ("meals", "rides") and chance.random() < 0.35:
            text = chance.choice(("TST* ", "SQ *", "UBR* PENDING ")) + text
        elif self.trade == "online" and chance.random() < 0.6:
            text = chance.choice(("PAYPAL *", "SP ", "WWW.")) + text.replace(" ", "")
        elif chance.random() < 0.6:
            text = f"{text} #{self.branch}"
        if chance.random() < 0.03 * trouble:
            vowels = [at for at, sign in enumerate(text) if sign in "AEIOU"]
            if vowels:
                at = chance.choice(vowels)
                text = text[:at] + text[at + 1 :]
        text = text[:22]
        return f"{text:<22} {self.town}" if chance.random() < 0.55 else text


_TOWNS = ("BURBANK CA", "LOS ANGELES CA", "ATLANTA GA", "800-555-0139 WA", "VANCOUVER BC", "LONDON", "8665550123 NY")  # fmt: skip


def written(shop: Shop, chance: random.Random, trouble: float) -> str:
    """The name as somebody writes it on the top sheet."""
    name = shop.legal
    words = name.split()
    way = chance.random()
    if way < 0.06 * trouble and len(words) > 1:
        return words[0]
    if way < 0.1 * trouble:
        at = chance.randrange(1, len(name) - 1)
        return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
    if way < 0.25 * trouble:
        return f"{name} - {shop.town.title()}"
    return name if chance.random() < 0.7 else name.lower()


def rate_walk(code: str, chance: random.Random, days: int) -> list[float]:
    """The rate of each day: a random walk."""
    rate, found = _START[code], []
    for _ in range(days):
        rate *= 1 + chance.gauss(0, 0.004)
        found.append(rate)
    return found
