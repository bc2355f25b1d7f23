"""Cell functions about accounts: what is spent, committed and left."""

from decimal import Decimal

from poc_sheets.problems import CellTextError
from poc_sheets.registry import formula
from poc_sheets.settings import Settings
from poc_sheets.snapshots.costs import Costs
from poc_sheets.tabs.cells import CodeKind, Reading
from poc_sheets.trade.costs import AccountCost
from poc_sheets.trade.money import from_minor


@formula(example='=POC_SPENT("2818")')
def spent(costs: Costs, settings: Settings, account: object) -> Decimal:
    """What is posted to an account so far.

    Args:
        account: an account of the Budget tab, as text or as a number.
    """
    return from_minor(_cost(costs, account).actual, settings.exponent)


@formula(example='=POC_COMMITTED("2818")')
def committed(costs: Costs, settings: Settings, account: object) -> Decimal:
    """What approved purchase orders still have open on an account.

    Args:
        account: an account of the Budget tab, as text or as a number.
    """
    return from_minor(_cost(costs, account).committed, settings.exponent)


@formula(example='=POC_REMAINING("2818")')
def remaining(costs: Costs, settings: Settings, account: object) -> Decimal:
    """What can still be spent on an account within its revised budget; below zero: over.

    Args:
        account: an account of the Budget tab, as text or as a number.
    """
    return from_minor(_cost(costs, account).remaining, settings.exponent)


def _cost(costs: Costs, account: object) -> AccountCost:
    code = CodeKind().read(account, Reading()) if account is not None else ""  # type: ignore[arg-type]  # a cell, of any type
    if code in costs.doubtful:
        raise CellTextError(f"check {code}: a row could not be read")
    if code not in costs.accounts:
        raise CellTextError(f"no account {code}")
    return costs.accounts[code]
