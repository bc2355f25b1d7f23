"""Cell functions about accounts: what is spent, committed, left and to come."""

from decimal import Decimal

from poc_sheets.problems import CellTextError
from poc_sheets.registry import formula
from poc_sheets.settings import Settings
from poc_sheets.snapshots.costs import Costs
from poc_sheets.tabs.cells import CodeKind
from poc_sheets.tabs.kinds import Reading, Unreadable
from poc_sheets.trade.costs import AccountCost
from poc_sheets.trade.money import from_minor


@formula(example='=POC_SPENT("2818")')
def spent(costs: Costs, settings: Settings, account: object) -> Decimal:
    """What is posted to an account so far.

    Args:
        account: an account of the Budget tab, as text or as a number.
    """
    return from_minor(_cost(costs, account).actual, settings.exponent)


@formula(example='=POC_ACTUAL("2818","2026-11")')
def actual(costs: Costs, settings: Settings, account: object, period: object = None) -> Decimal:
    """What is posted to an account in one period.

    Args:
        account: an account of the Budget tab, as text or as a number.
        period: as in the Period columns, such as 2026-11; empty: the open period.
    """
    code = _code(account)
    _cost(costs, code)
    name = _code(period) or settings.period
    if not name:
        raise CellTextError("no period: type one, or the Cost report period")
    return from_minor(costs.actual_in(name).get(code, 0), settings.exponent)


@formula(example='=POC_COMMITTED("2818")')
def committed(costs: Costs, settings: Settings, account: object) -> Decimal:
    """What approved purchase orders still have open on an account.

    Args:
        account: an account of the Budget tab, as text or as a number.
    """
    return from_minor(_cost(costs, account).committed, settings.exponent)


@formula(example='=POC_OPENPO("1042")')
def openpo(costs: Costs, settings: Settings, order: object) -> Decimal:
    """What is still open on a purchase order, or on an account where no order has that number.

    Args:
        order: a PO number; else an account.
    """
    code = _code(order)
    lines = [line for line in costs.ordered if line.row.po_number == code]
    if not lines:
        return from_minor(_cost(costs, code).committed, settings.exponent)
    return from_minor(sum(line.state.open for line in lines), settings.exponent)


@formula(example='=POC_REMAINING("2818")')
def remaining(costs: Costs, settings: Settings, account: object) -> Decimal:
    """What can still be spent on an account within its revised budget; below zero: over.

    Args:
        account: an account of the Budget tab, as text or as a number.
    """
    return from_minor(_cost(costs, account).remaining, settings.exponent)


@formula(example='=POC_ETC("2818")')
def etc(costs: Costs, settings: Settings, account: object) -> Decimal:
    """Estimate to complete of an account, by its ETC mode; below zero: the held amount is too low.

    Args:
        account: an account of the Budget tab, as text or as a number.
    """
    return from_minor(_cost(costs, account).to_complete, settings.exponent)


@formula(example='=POC_EFC("2818")')
def efc(costs: Costs, settings: Settings, account: object) -> Decimal:
    """Estimated final cost of an account: actual, committed and to complete.

    Args:
        account: an account of the Budget tab, as text or as a number.
    """
    return from_minor(_cost(costs, account).final_cost, settings.exponent)


@formula(example='=POC_VAR("2818")')
def var(costs: Costs, settings: Settings, account: object) -> Decimal:
    """Final cost of an account against its revised budget, signed as Variance shows says.

    Args:
        account: an account of the Budget tab, as text or as a number.
    """
    amount = _cost(costs, account).variance
    is_minus = settings.variance_sign.strip().casefold() == "over as minus"
    return from_minor(-amount if is_minus else amount, settings.exponent)


def _code(cell: object) -> str:
    if cell is None:
        return ""
    try:
        return CodeKind().read(cell, Reading())  # type: ignore[arg-type]  # a cell, of any type
    except Unreadable as unreadable:
        raise CellTextError(str(unreadable)) from None


def _cost(costs: Costs, account: object) -> AccountCost:
    code = _code(account)
    if not code:
        raise CellTextError("no account: the cell is empty")
    if code in costs.doubtful:
        raise CellTextError(f"check {code}: a row could not be read")
    if code not in costs.accounts:
        raise CellTextError(f"no account {code}")
    return costs.accounts[code]
