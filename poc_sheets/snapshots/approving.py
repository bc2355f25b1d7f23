"""Purchase orders and who has approved them, at which total."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from poc_sheets.tabs.approvals import APPROVE, ApprovalRow
from poc_sheets.tabs.purchase_orders import ALL_APPROVED, CHANGED, POLine, PurchaseOrder
from poc_sheets.trade.money import as_text
from poc_sheets.trade.orders import Tier, approvals_missing, approvals_needed


@dataclass(frozen=True, slots=True)
class Approving:
    """Where the approval of one order stands.

    Attributes:
        total: the order as it stands now.
        missing: who has not approved this total.
        before: the total that was approved in full, where it is another one.
        stopped: the words of the person who held or rejected it.
    """

    order: PurchaseOrder
    total: int
    missing: tuple[str, ...]
    before: int | None = None
    stopped: str = ""

    @property
    def is_complete(self) -> bool:
        """Every approval is there for the order as it stands."""
        return not self.missing and not self.stopped

    def as_text(self, exponent: int) -> str:
        """What the Approval column says."""
        if self.stopped:
            return self.stopped
        if not self.missing:
            return ALL_APPROVED
        needs = f"needs {', '.join(self.missing)}"
        if self.before is None:
            return needs[0].upper() + needs[1:]
        was, now = as_text(self.before, exponent), as_text(self.total, exponent)
        return f"{CHANGED} from {was} to {now}: {needs}"


def totals(lines: Sequence[POLine]) -> dict[str, int]:
    """What each order comes to, with its change orders."""
    amounts: dict[str, int] = defaultdict(int)
    for line in lines:
        amounts[line.po_number] += line.amount + line.change_order
    return dict(amounts)


def approving(
    order: PurchaseOrder, total: int, words: Sequence[ApprovalRow], tiers: Sequence[Tier]
) -> Approving:
    """Where the approval of an order stands; of two words of one role the later counts."""
    latest = {row.role.casefold(): row for row in words}
    given = {role: row.total for role, row in latest.items() if _is_yes(row)}
    against = [row for row in latest.values() if not _is_yes(row) and row.total == total]
    stopped = "; ".join(_stopped(row) for row in against)
    missing = approvals_missing(total, tiers, given)
    before = _approved_before(order, given, tiers)
    return Approving(order, total, missing, before if before != total else None, stopped)


def _approved_before(
    order: PurchaseOrder, given: dict[str, int], tiers: Sequence[Tier]
) -> int | None:
    """The total that had every approval, as the log remembers it or as the words say."""
    if order.approved_total is not None:
        return order.approved_total
    for total in sorted(set(given.values()), reverse=True):
        if all(given.get(who.casefold()) == total for who in approvals_needed(total, tiers)):
            return total
    return None


def _is_yes(row: ApprovalRow) -> bool:
    return row.word.casefold() == APPROVE.casefold()


def _stopped(row: ApprovalRow) -> str:
    word = "Held" if row.word.casefold().startswith("hold") else "Rejected"
    return f"{word} by {row.person or row.role}" + (f": {row.note}" if row.note else "")
