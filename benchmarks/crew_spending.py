"""A second month of noise, made another way: from what a crew does in a day, not from rates of trouble.

People of departments go shopping on shooting days. A till adds items and tax; a slip is written up from
memory days later; a bank prints what it got. Troubles follow from that (rounded-up tips, weekly rentals of
one price, orders that ship in parts, folios of hotels), so their mix differs from `statement_noise`, and
the engine is tuned on neither. `trouble` scales how careless everybody is.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from benchmarks.crew_people import FIRST_DAY, Buyer, Crew, written_name
from benchmarks.crew_vendors import CURRENCIES, DEPARTMENTS, Shop, rate_walk
from benchmarks.noise_rates import Month
from poc_sheets.trade.matching import Options

_CARELESS = {"clean": 0.35, "default": 1.0, "hard": 2.4}


def _errand(crew: Crew) -> None:
    buyer, shop = crew.someone()
    day, amount = crew.day(), crew.till(shop)
    if shop.trade in ("meals", "rides") and crew.chance.random() < 0.6:
        _tipped(crew, buyer, shop, day, amount)
        return
    line = crew.line(buyer, shop, day, amount)
    if not crew.careless(0.05):
        crew.tie("exact", [line], [crew.slip(buyer, shop, day, amount)])
    if crew.careless(0.012):
        crew.line(buyer, shop, day, amount)  # charged twice
    if crew.careless(0.01):
        crew.slip(buyer, shop, day, amount)  # the slip and its carbon copy


def _tipped(crew: Crew, buyer: Buyer, shop: Shop, day: int, amount: int) -> None:
    """A tip that makes the total round, a fifth, or a button on a tablet."""
    tip = crew.chance.choice(
        (round(amount * 0.18), round(amount * 0.2), -(-int(amount * 1.15) // 100) * 100 - amount,
         max(amount // 700 * 100, 100))
    )  # fmt: skip
    line = crew.line(buyer, shop, day, amount + tip)
    if crew.careless(0.25):
        crew.tie("tip hidden", [line], [crew.slip(buyer, shop, day, amount)])
    elif crew.chance.random() < 0.5:
        crew.tie("tip shown", [line], [crew.slip(buyer, shop, day, amount + tip, tip=tip)])
    else:
        crew.tie("tip shown", [line], [crew.slip(buyer, shop, day, amount, tip=tip)])


def _weekly_rental(crew: Crew) -> None:
    """One price, week after week: only the days tell which is which."""
    buyer, shop = crew.someone("rentals")
    amount, day = round(crew.chance.choice(shop.prices) * 10 * (1 + shop.tax)), crew.day()
    for week in range(crew.chance.randrange(2, 5)):
        line = crew.line(buyer, shop, day + 7 * week, amount)
        if not crew.careless(0.04):
            crew.tie("exact", [line], [crew.slip(buyer, shop, day + 7 * week, amount)])


def _return(crew: Crew) -> None:
    buyer, shop = crew.someone("hardware", "wardrobe", "props")
    day, back = crew.day(), round(crew.chance.choice(shop.prices) * (1 + shop.tax))
    kept = crew.till(shop) + back
    crew.tie("exact", [crew.line(buyer, shop, day, kept)], [crew.slip(buyer, shop, day, kept)])
    line = crew.line(buyer, shop, day + 4, -back)
    if not crew.careless(0.1):
        sign = 1 if crew.careless(0.08) else -1
        crew.tie("refund", [line], [crew.slip(buyer, shop, day + 3, sign * back)])


def _ships_in_parts(crew: Crew) -> None:
    buyer, shop = crew.someone("online")
    parts = [crew.till(shop) for _ in range(crew.chance.choice((2, 2, 3, 4)))]
    day = crew.day()
    slip = crew.slip(buyer, shop, day, sum(parts))
    lines = [crew.line(buyer, shop, day + crew.chance.randrange(7), part) for part in parts]
    crew.tie("many lines one receipt", lines, [slip])


def _deposit_and_rest(crew: Crew) -> None:
    buyer, shop = crew.someone("rentals", "hotel")
    total = crew.till(shop) * 8
    share = crew.chance.choice((total // 2, total // 4, round(total / 3)))
    day = crew.day()
    lines = [crew.line(buyer, shop, day, share)]
    lines.append(crew.line(buyer, shop, day + crew.chance.randrange(5, 20), total - share))
    crew.tie("many lines one receipt", lines, [crew.slip(buyer, shop, day, total)])


def _one_charge(crew: Crew) -> None:
    """Rides of a day, nights of a stay, slips of a site account, charged in one sum."""
    buyer, shop = crew.someone("rides", "hotel", "hardware", "props")
    day = crew.day()
    amounts = [crew.till(shop) for _ in range(crew.chance.choice((2, 2, 3, 3, 4, 6)))]
    slips = [
        crew.slip(buyer, shop, max(day - crew.chance.randrange(3), 0), amount) for amount in amounts
    ]
    crew.tie("one line many receipts", [crew.line(buyer, shop, day, sum(amounts))], slips)


def _card_fee(crew: Crew) -> None:
    buyer, shop = crew.someone("rentals", "locations", "online")
    day, amount = crew.day(), crew.till(shop)
    fee = crew.chance.choice((round(amount * 0.03), round(amount * 0.029) + 30, 250, 395))
    line = crew.line(buyer, shop, day, amount + fee)
    crew.tie("surcharge", [line], [crew.slip(buyer, shop, day, amount)])


def _abroad(crew: Crew) -> None:
    buyer, shop = crew.someone("meals", "hotel", "online")
    code, minor = crew.chance.choice(CURRENCIES)
    day = crew.day()
    asked = max(round(crew.till(shop) / 100 / crew.rates[code][0] * minor), 1)
    margin = crew.chance.choice((0.0, 0.01, 0.0275, 0.03))
    billed = round(asked / minor * crew.rates[code][day] * (1 + margin) * 100)
    shown = {"original_amount": asked, "original_currency": code} if crew.shows_original else {}
    line = crew.line(buyer, shop, day, max(billed, 1), **shown)
    crew.tie("fx", [line], [crew.slip(buyer, shop, day, asked, currency=code)])
    if margin == 0.0:
        crew.line(buyer, replace(shop, name="FOREIGN TRANSACTION FEE", branch=""), day,
                  max(round(billed * 0.03), 1), vendor="FOREIGN TRANSACTION FEE")  # fmt: skip


def _cheque_run(crew: Crew) -> None:
    """Invoices that the office pays by cheque or transfer, one or a few at once."""
    _, shop = crew.someone("rentals", "locations")
    day = crew.day()
    count = crew.chance.choice((1, 1, 1, 2, 4))
    amounts = [round(crew.chance.choice(shop.prices) * crew.chance.randrange(8, 90) * (1 + shop.tax))
               for _ in range(count)]  # fmt: skip
    numbers = [str(crew.chance.randrange(1_000, 999_999)) for _ in amounts]
    slips = [
        crew.slip(None, shop, day, amount, reference=number)
        for amount, number in zip(amounts, numbers, strict=True)
    ]
    paid, kind = sum(amounts), "payable" if count == 1 else "one line many receipts"
    if count == 1 and crew.careless(0.06):
        paid, kind = round(paid * 0.98), "short pay"
    cheque = crew.chance.random() < 0.5
    line = crew.line(
        None, shop, day + crew.chance.choice((3, 7, 14, 30, 30)), paid,
        kind="Check" if cheque else "ACH Debit",
        reference=str(4000 + len(crew.month.lines)) if cheque else "",
        vendor=f"CHECK {4000 + len(crew.month.lines)}" if cheque else shop.name.upper(),
        memo=f"INV {numbers[0]}" if crew.chance.random() < 0.4 else "",
    )  # fmt: skip
    crew.tie(kind, [line], slips)


def _slip_of_the_pen(crew: Crew) -> None:
    buyer, shop = crew.someone()
    day, amount = crew.day(), crew.till(shop)
    text = str(amount)
    at = crew.chance.randrange(len(text) - 1)
    keyed = crew.chance.choice(
        (int(text[:at] + text[at + 1] + text[at] + text[at + 2 :]), amount // 100 * 100)
    )
    line = crew.line(buyer, shop, day, amount)
    crew.tie("slip", [line], [crew.slip(buyer, shop, day, max(keyed, 1))])


def _not_on_paper(crew: Crew) -> None:
    """Private purchases, fuel holds, cash slips."""
    buyer, shop = crew.someone()
    day = crew.day()
    kind = crew.chance.randrange(4)
    if kind == 0:
        crew.line(buyer, shop, day, crew.till(shop))
    elif kind == 1:
        crew.line(buyer, shop, day, crew.chance.choice((100, 10_000, 12_500)), pending=True)
    else:
        said = {"method": "cash"} if not crew.careless(0.3) else {}
        crew.slip(buyer, shop, day, crew.till(shop), card="", **said)


_EVENTS: tuple[tuple[Callable[[Crew], None], float, float], ...] = (
    (_weekly_rental, 0.012, 0.0), (_return, 0.015, 0.0), (_ships_in_parts, 0.006, 0.006),
    (_deposit_and_rest, 0.004, 0.005), (_one_charge, 0.01, 0.015), (_card_fee, 0.004, 0.014),
    (_abroad, 0.006, 0.012), (_cheque_run, 0.07, 0.0), (_slip_of_the_pen, 0.0, 0.008),
    (_not_on_paper, 0.02, 0.06),
)  # fmt: skip


def crew_month(size: int, profile: str = "default", seed: int = 1) -> Month:
    """About `size` statement lines with their receipts and the truth, in no order.

    Args:
        size: lines wanted.
        profile: clean, default or hard.
        seed: the same seed gives the same month.
    """
    chance = random.Random(seed * 7919 + 5)
    crew = Crew(chance, _CARELESS[profile], days=max(25, min(250, size // 120)))
    crew.shows_purchase_day = seed % 2 == 0
    crew.shows_original = seed % 3 == 0
    shops = {name: [Shop.invented(trade, chance) for trade in trades for _ in range(5 + size // 1200)]
             for name, trades in DEPARTMENTS.items()}  # fmt: skip
    for number in range(max(6, int(size**0.45))):
        department = chance.choice(list(DEPARTMENTS))
        crew.buyers.append(
            Buyer(
                written_name(chance),
                f"{(number * 3571 + seed * 17) % 10_000:04}",
                tuple(shops[department]),
            )
        )
    crew.rates = {code: rate_walk(code, chance, crew.days + 40) for code, _ in CURRENCIES}
    events = [event for event, _, _ in _EVENTS]
    shares = [base + extra * crew.trouble for _, base, extra in _EVENTS]
    while len(crew.month.lines) < size:
        chance.choices([_errand, *events], [1.0 - sum(shares), *shares])[0](crew)
    crew.month.options = _known_rates(crew, daily=profile != "hard")
    chance.shuffle(crew.month.lines)
    chance.shuffle(crew.month.receipts)
    return crew.month


def _known_rates(crew: Crew, *, daily: bool) -> Options:
    days = [FIRST_DAY + timedelta(day) for day in range(crew.days + 40)]
    if daily:
        table = {
            (code, day): rate
            for code, walk in crew.rates.items()
            for day, rate in zip(days, walk, strict=True)
        }
        return Options(currency="USD", daily_rates=table)
    months: dict[tuple[str, str], list[float]] = {}
    for code, walk in crew.rates.items():
        for day, rate in zip(days, walk, strict=True):
            months.setdefault((code, f"{day:%Y-%m}"), []).append(rate)
    means = {key: sum(found) / len(found) for key, found in months.items()}
    return Options(currency="USD", monthly_rates=means)
