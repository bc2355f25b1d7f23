"""Statements and receipts with the noise of real ones, and the truth about them.

Every rate is data (`Noise`), so that a benchmark can turn one kind of trouble up or down. The same
seed gives the same month. Nothing here is taken from the matching engine: what it does not expect
is what this file is for.
"""

from collections.abc import Callable
from datetime import timedelta

from benchmarks.noise_office import RATES, Office, Purchase
from benchmarks.noise_rates import CLEAN, DEFAULT, HARD, PROFILES, Month, Noise
from poc_sheets.trade.matching import Line, Options

__all__ = ["CLEAN", "DEFAULT", "HARD", "PROFILES", "Month", "Noise", "noisy_month"]


def _plain(office: Office) -> None:
    bought = office.purchase()
    food = bought.vendor.trade in ("food", "taxi")
    for _ in range(2 if office.happens(office.noise.repeat) else 1):
        amount = office.price(bought.vendor)
        tip = int(amount * office.chance.uniform(0.15, 0.25))
        if food and office.happens(office.noise.tip_shown):
            office.tie(
                "tip shown",
                [office.line(bought, amount + tip)],
                [office.receipt(bought, amount, tip=tip)],
            )
        elif food and office.happens(office.noise.tip_hidden):
            office.tie(
                "tip hidden", [office.line(bought, amount + tip)], [office.receipt(bought, amount)]
            )
        else:
            office.tie("exact", [office.line(bought, amount)], [office.receipt(bought, amount)])


def _repeat(office: Office) -> None:
    bought = office.purchase()
    amount = office.price(bought.vendor)
    same_day = office.posted(bought.day) if office.happens(0.7) else None
    lines = [
        office.line(bought, amount, **({"date": same_day} if same_day else {})) for _ in range(2)
    ]
    receipts = [office.receipt(bought, amount) for _ in range(2)]
    for line, receipt in zip(lines, receipts, strict=True):
        office.tie("exact", [line], [receipt])


def _refund(office: Office) -> None:
    bought = office.purchase()
    amount = -office.price(bought.vendor)
    office.tie("refund", [office.line(bought, amount)], [office.receipt(bought, amount)])


def _surcharge(office: Office) -> None:
    bought = office.purchase()
    amount = office.price(bought.vendor)
    rate = office.chance.choice(
        (0.015, 0.02, 0.025, 0.03, 0.035, office.chance.uniform(0.01, 0.04))
    )
    office.tie(
        "surcharge",
        [office.line(bought, round(amount * (1 + rate)))],
        [office.receipt(bought, amount)],
    )


def _foreign(office: Office) -> None:
    bought = office.purchase()
    code = office.chance.choice(list(RATES))
    charged = office.price(bought.vendor)
    rate = RATES[code] * office.chance.uniform(0.99, 1.01) * (1 + office.chance.uniform(0.0, 0.035))
    minor = 1 if code == "JPY" else 100
    asked = max(1, round(charged / 100 / rate * minor))
    billed = round(asked / minor * rate * 100)
    office.tie("fx", [office.line(bought, billed)], [office.receipt(bought, asked, currency=code)])


def _several_receipts(office: Office) -> None:
    bought = office.purchase()
    amounts = [
        office.price(bought.vendor) for _ in range(office.chance.choice((2, 2, 2, 3, 3, 4, 5)))
    ]
    if office.happens(0.1):
        amounts[-1] = -amounts[0] // 3
    days = [bought.day - timedelta(office.chance.randrange(4)) for _ in amounts]
    receipts = [office.receipt(bought, a, d) for a, d in zip(amounts, days, strict=True)]
    office.tie("one line many receipts", [office.line(bought, sum(amounts))], receipts)


def _several_lines(office: Office) -> None:
    bought = office.purchase(office.chance.choice(("online", "rental", "hotel")))
    amounts = [office.price(bought.vendor) for _ in range(office.chance.choice((2, 2, 2, 3, 3, 4)))]
    if office.happens(0.3):
        total = sum(amounts)
        amounts = [total // 2, total - total // 2]
    lines = [
        office.line(bought, a, bought.day + timedelta(office.chance.randrange(9))) for a in amounts
    ]
    office.tie("many lines one receipt", lines, [office.receipt(bought, sum(amounts))])


def _payable(office: Office) -> None:
    bought = office.purchase(office.chance.choice(("payable", "rental")))
    count = office.chance.choice((1, 1, 1, 1, 2, 3))
    numbers = [f"INV-{office.chance.randrange(100, 99_999)}" for _ in range(count)]
    amounts = [office.price(bought.vendor) * 3 for _ in range(count)]
    paid_on = bought.day + timedelta(office.chance.randrange(45))
    receipts = [
        office.receipt(bought, a, bought.day - timedelta(office.chance.randrange(8)), card="", holder="",
                       reference=n, vendor=bought.vendor.legal, method="")
        for a, n in zip(amounts, numbers, strict=True)
    ]  # fmt: skip
    paid = sum(amounts)
    kind = "payable" if count == 1 else "one line many receipts"
    if count == 1 and office.happens(office.noise.short_pay):
        paid, kind = (
            round(
                paid
                * (1 - office.chance.choice((0.01, 0.02, 0.05, office.chance.uniform(0.005, 0.08))))
            ),
            "short pay",
        )
    cheque = office.happens(0.5)
    vendor = (
        f"CHECK {office.chance.randrange(1000, 9999)}"
        if cheque and office.happens(0.3)
        else bought.vendor.legal.upper()[:30]
    )
    reference = numbers[0] if office.happens(0.3) else str(office.chance.randrange(1000, 9999))
    line = office.line(
        bought,
        paid,
        paid_on,
        card="",
        kind="check" if cheque else "ach",
        vendor=vendor,
        reference=reference,
    )
    office.tie(kind, [line], receipts)


def _slip(office: Office) -> None:
    bought = office.purchase()
    amount = office.price(bought.vendor)
    text = str(amount)
    at = office.chance.randrange(len(text) - 1)
    keyed = int(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
    if office.happens(0.4):
        keyed = max(amount // 100 * 100, 100)
    office.tie("slip", [office.line(bought, amount)], [office.receipt(bought, keyed)])


def _loose_ends(office: Office) -> None:
    """Lines without a receipt and receipts without a line, at their rates."""
    noise = office.noise
    extra: list[tuple[float, Callable[[Purchase, int], object]]] = [
        (noise.missing, office.line),
        (noise.fee, lambda b, a: office.line(b, max(a // 30, 50), vendor="FOREIGN TRANSACTION FEE")),
        (noise.pending, lambda b, a: _pending(office, b, a)),
        (noise.cash, lambda b, a: office.receipt(
            b, a, card="", method="cash" if office.happens(noise.cash_said) else "")),
    ]  # fmt: skip
    for share, make in extra:
        if office.happens(share):
            bought = office.purchase()
            make(bought, office.price(bought.vendor))
    if office.happens(noise.double_charge):
        bought = office.purchase()
        amount = office.price(bought.vendor)
        _posted(office, bought, amount)
        office.line(bought, amount)
    if office.happens(noise.reimported) and office.month.lines:
        old = office.chance.choice(office.month.lines)
        if old.reference:
            values = {name: getattr(old, name) for name in Line.__slots__}
            values["id"] = f"L{len(office.month.lines) + 1}"
            office.month.lines.append(Line(**values))
            office.month.alike[str(values["id"])] = office.month.alike[old.id]
    if office.happens(noise.twin_receipt):
        bought = office.purchase()
        amount = office.price(bought.vendor)
        _posted(office, bought, amount)
        office.receipt(bought, amount)


def _posted(office: Office, bought: Purchase, amount: int) -> None:
    office.tie("exact", [office.line(bought, amount)], [office.receipt(bought, amount)])


def _pending(office: Office, bought: Purchase, amount: int) -> None:
    office.line(bought, amount, pending=True)
    _posted(office, bought, amount)


def noisy_month(size: int, noise: Noise = DEFAULT, seed: int = 1) -> Month:
    """About `size` statement lines with their receipts and the truth, in no order."""
    office = Office(size, noise, seed)
    kinds: list[tuple[float, Callable[[Office], None]]] = [
        (noise.refund, _refund),
        (noise.surcharge, _surcharge),
        (noise.foreign, _foreign),
        (noise.several_receipts, _several_receipts),
        (noise.several_lines, _several_lines),
        (noise.payable, _payable),
        (noise.slip, _slip),
        (noise.repeat / 2, _repeat),
    ]
    plain = 1.0 - sum(share for share, _ in kinds)
    makers = [_plain, *(make for _, make in kinds)]
    shares = [plain, *(share for share, _ in kinds)]
    while len(office.month.lines) < size:
        office.chance.choices(makers, shares)[0](office)
        _loose_ends(office)
    if office.happens(noise.daily_rates):
        every = [office.start + timedelta(day) for day in range(-5, office.days + 20)]
        daily = {(code, day): rate for code, rate in RATES.items() for day in every}
        office.month.options = Options(daily_rates=daily)
    else:
        months = {f"{office.start + timedelta(day):%Y-%m}" for day in range(-5, office.days + 20)}
        office.month.options = Options(
            monthly_rates={(code, month): rate for code, rate in RATES.items() for month in months}
        )
    office.chance.shuffle(office.month.lines)
    office.chance.shuffle(office.month.receipts)
    return office.month
