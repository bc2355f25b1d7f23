"""Fifteen hundred budget lines, four hundred purchase orders, two thousand receipts."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from poc_sheets.build.demo.people import demo_crew
from poc_sheets.build.demo.show import START
from poc_sheets.tabs.budget import Actual, BudgetLine
from poc_sheets.tabs.petty_cash import Envelope, Float, ReceiptRow
from poc_sheets.tabs.purchase_orders import APPROVED, CLOSED, DRAFT, Invoice, POLine, PurchaseOrder
from poc_sheets.tabs.vendors import Vendor

BUDGET_LINES, ORDERS, RECEIPTS = 1500, 400, 2000
#: Accounts with more spent and ordered than budgeted: planted.
OVERSPENT = ("2818", "3607", "2516")
CARDS = ("4417", "4425", "4433")

_CATEGORIES = (
    ("1100", "Writer", "Above the line"), ("1200", "Producers Unit", "Above the line"),
    ("1300", "Director", "Above the line"), ("1400", "Principal Cast", "Above the line"),
    ("1500", "ATL Travel & Living", "Above the line"), ("2000", "Production Staff", "Production"),
    ("2100", "Extra Talent", "Production"), ("2200", "Set Design", "Production"),
    ("2300", "Construction", "Production"), ("2400", "Strike", "Production"),
    ("2500", "Set Operations", "Production"), ("2600", "Special Effects", "Production"),
    ("2700", "Set Dressing", "Production"), ("2800", "Property", "Production"),
    ("2900", "Wardrobe", "Production"), ("3000", "Picture Vehicles & Animals", "Production"),
    ("3100", "Makeup & Hair", "Production"), ("3200", "Lighting", "Production"),
    ("3300", "Camera", "Production"), ("3400", "Production Sound", "Production"),
    ("3500", "Transportation", "Production"), ("3600", "Location", "Production"),
    ("3700", "Production Film & Lab", "Production"), ("4200", "Stages", "Production"),
    ("4400", "Visual Effects", "Post"), ("4500", "Editing", "Post"), ("4600", "Music", "Post"),
    ("4800", "Post Sound", "Post"), ("6700", "Insurance", "Other"), ("6800", "General Expense", "Other"),
)  # fmt: skip
_ITEMS = {16: "Purchases", 17: "Box rentals", 18: "Rentals", 55: "Car allowance", 85: "Miscellaneous",
    98: "Loss & damage"}  # fmt: skip
_VENDORS = (
    "Alder & Sons Hardware", "Bright Lamp Rentals", "Canyon Grip Supply", "Delmar Fabrics",
    "Eastside Lumber", "Fairway Fuel", "Gold Coast Catering", "Hillcrest Parking", "Ironwood Props",
    "Juniper Cafe", "Kite Office Supply", "Lakeside Hotel", "Mesa Camera House", "Northgate Stages",
    "Orchard Grocers", "Pier 9 Marine", "Quartz Printing", "Riverbend Trucks", "Sable Costume House",
    "Tenth Street Deli", "Union Ice", "Vista Expendables", "Westmark Tools", "Yellow Line Taxi",
)  # fmt: skip
_FOOD = {"Juniper Cafe", "Tenth Street Deli", "Gold Coast Catering", "Yellow Line Taxi"}


@dataclass(frozen=True, slots=True)
class DemoMoney:
    """All rows of the money tabs."""

    budget: list[BudgetLine]
    actuals: list[Actual]
    orders: list[PurchaseOrder]
    order_lines: list[POLine]
    invoices: list[Invoice]
    floats: list[Float]
    envelopes: list[Envelope]
    receipts: list[ReceiptRow]
    vendors: list[Vendor]


def demo_money() -> DemoMoney:
    """The whole money of the invented show."""
    random = Random(1500)  # noqa: S311  (an invented budget, always the same)
    budget = _budget(random)
    actuals = _payroll(random, budget)
    orders, lines, invoices = _orders(random, budget)
    floats, envelopes = _petty_cash()
    receipts = _receipts(random, budget)
    budget = _overspend(budget, actuals, lines, invoices, receipts)
    return DemoMoney(
        budget, actuals, orders, lines, invoices, floats, envelopes, receipts, _vendors()
    )


def _budget(random: Random) -> list[BudgetLine]:
    rows = []
    each = BUDGET_LINES // len(_CATEGORIES)
    for base, category, level in _CATEGORIES:
        numbers = sorted({*range(1, each - len(_ITEMS) + 1), *_ITEMS})
        free = (n for n in range(1, 100) if n not in numbers)
        while len(numbers) < each:
            numbers.append(next(free))
        for number in sorted(numbers)[:each]:
            item = _ITEMS.get(number, f"Item {number:02}")
            rows.append(
                BudgetLine(
                    account=f"{base[:2]}{number:02}",
                    description=f"{category}: {item}",
                    category=f"{base} {category}",
                    level=level,
                    budgeted=random.randrange(8, 160) * 250_00 // 10,
                )
            )
    return rows


def _payroll(random: Random, budget: list[BudgetLine]) -> list[Actual]:
    rows = []
    labour = [line for line in budget if line.description.split()[-2:-1] == ["Item"]]
    for week in range(2):
        paid = START + timedelta(days=4 + 7 * week)
        for line in labour[:: 3 + week]:
            rows.append(
                Actual(
                    date=paid,
                    period=f"2026-03 W{week + 1}",
                    account=line.account,
                    payee="Payroll service",
                    description=f"Week ending {paid.isoformat()}",
                    amount=line.budgeted * random.randrange(4, 11) // 100,
                    source="Payroll",
                    reference=f"PR-{week + 1}-{line.account}",
                )
            )
    return rows


def _orders(
    random: Random, budget: list[BudgetLine]
) -> tuple[list[PurchaseOrder], list[POLine], list[Invoice]]:
    accounts = [line for line in budget if line.account[:2] in _SPENDING]
    orders, lines, invoices = [], [], []
    for index in range(ORDERS):
        number = str(1001 + index)
        vendor = random.choice(_VENDORS)
        status = (DRAFT, CLOSED, APPROVED, APPROVED, APPROVED)[index % 5]
        issued = START + timedelta(days=random.randrange(-14, 15))
        orders.append(
            PurchaseOrder(
                number=number,
                date=issued,
                vendor=vendor,
                description=f"{vendor}: order for week {issued.isocalendar().week}",
                type=("Purchase", "Rental", "Service")[index % 3],
                status=status,
                approved_by="" if status == DRAFT else "Rosa Delacroix",
                approved_on=None if status == DRAFT else issued,
            )
        )
        for line in range(1, 2 + index % 2):
            account = random.choice(accounts)
            amount = account.budgeted * random.randrange(2, 9) // 100
            lines.append(
                POLine(
                    po_number=number,
                    line=line,
                    description=account.description,
                    account=account.account,
                    amount=amount,
                    is_closed=status == CLOSED,
                )
            )
            if status in {APPROVED, CLOSED} and index % 3 != 1:
                part = 100 if status == CLOSED else random.choice((30, 50, 80))
                invoices.append(
                    Invoice(
                        vendor=vendor,
                        number=f"{number}-{line}",
                        date=issued + timedelta(days=5),
                        due=issued + timedelta(days=35),
                        period="2026-03 W2",
                        po_number=number,
                        po_line=line,
                        account=account.account,
                        amount=amount * part // 100,
                        final="F" if part == 100 else "P",
                    )
                )
    return orders, lines, invoices


_SPENDING = {"22", "23", "25", "26", "27", "28", "29", "31", "32", "33", "35", "36", "68"}


def _petty_cash() -> tuple[list[Float], list[Envelope]]:
    holders = [member for member in demo_crew() if "Coordinator" in member.position][:6]
    floats = [
        Float(
            number=f"F{index}",
            holder=member.name,
            department=member.department,
            issued=8000_00,
            date=START,
            is_signed=True,
        )
        for index, member in enumerate(holders, start=1)
    ]
    envelopes = [
        Envelope(
            number=f"{_initials(cash.holder)}{number:02}",
            float_number=cash.number,
            holder=cash.holder,
            from_date=START + timedelta(days=7 * (number - 1)),
            to_date=START + timedelta(days=7 * number - 1),
            status="Submitted",
        )
        for cash in floats
        for number in (1, 2)
    ]
    return floats, envelopes


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())


def _receipts(random: Random, budget: list[BudgetLine]) -> list[ReceiptRow]:
    accounts = [line.account for line in budget if line.account[:2] in _SPENDING]
    _, envelopes = _petty_cash()
    rows = []
    for index in range(1, RECEIPTS + 1):
        vendor = random.choice(_VENDORS)
        is_card = index % 20 < 13
        # One amount in five is of whole dollars, as on real cards.
        cents = random.randrange(300, 30000 if is_card else 9000)
        amount = cents if index % 5 else cents // 100 * 100
        is_meal = vendor in _FOOD
        envelope = envelopes[index % len(envelopes)]
        rows.append(
            ReceiptRow(
                receipt_id=f"R{index:04}",
                date=START + timedelta(days=random.randrange(0, 15)),
                vendor=vendor,
                description="Meal" if is_meal else "Supplies",
                account=random.choice(accounts),
                amount=amount,
                tax=amount * 95 // 1095,
                method="Card" if is_card else "Cash",
                card=CARDS[index % 3] if is_card else "",
                holder="" if is_card else envelope.holder,
                envelope="" if is_card else envelope.number,
                period="2026-03 W2",
                category="restaurant" if is_meal else "",
                tip=amount * 18 // 100 if is_card and is_meal and index % 2 else None,
            )
        )
    return rows


def _overspend(
    budget: list[BudgetLine],
    actuals: list[Actual],
    lines: list[POLine],
    invoices: list[Invoice],
    receipts: list[ReceiptRow],
) -> list[BudgetLine]:
    """Raise every budget above what is spent on it, but for the planted accounts."""
    spent: dict[str, int] = {}
    rows: list[Actual | POLine | Invoice | ReceiptRow] = [*actuals, *lines, *invoices, *receipts]
    for row in rows:
        spent[row.account] = spent.get(row.account, 0) + row.amount
    new = []
    for line in budget:
        used = spent.get(line.account, 0)
        budgeted = max(line.budgeted, (used * 5 // 3 + 99_99) // 100_00 * 100_00)
        if line.account in OVERSPENT:
            actuals.append(_late_cost(line.account, budgeted))
        new.append(_with_budget(line, budgeted))
    return new


def _with_budget(line: BudgetLine, budgeted: int) -> BudgetLine:
    return BudgetLine(
        account=line.account,
        description=line.description,
        category=line.category,
        level=line.level,
        budgeted=budgeted,
    )


def _late_cost(account: str, budgeted: int) -> Actual:
    return Actual(
        date=date(2026, 3, 13),
        period="2026-03 W2",
        account=account,
        payee="Late invoices",
        description="Costs that arrived after the estimate",
        amount=budgeted * 115 // 100,
        source="Journal",
        reference=f"J-{account}",
    )


def _vendors() -> list[Vendor]:
    return [
        Vendor(
            name=name,
            legal_name=f"{name} LLC",
            phone=f"(213) 555-{3000 + index:04}",
            terms="Net 30",
            has_w9=index % 6 != 0,
            tax_class="LLC",
            form_1099="NEC",
        )
        for index, name in enumerate(_VENDORS)
    ]
