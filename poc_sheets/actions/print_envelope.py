"""The button "Print envelope"."""

from collections.abc import Sequence
from datetime import datetime

from poc_sheets.documents.approvals import Approval
from poc_sheets.documents.envelope import Envelope as TopSheet
from poc_sheets.documents.envelope import Receipt, render_envelope
from poc_sheets.documents.naming import file_name
from poc_sheets.documents.typesetting import paper_of
from poc_sheets.problems import Exit, Problem
from poc_sheets.registry import Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.tabs.model import Rows
from poc_sheets.tabs.petty_cash import Envelope, Float, ReceiptRow
from poc_sheets.trade.money import as_text
from poc_sheets.workbook import Document

NO_ENVELOPE = Problem(
    "no-envelope-to-print",
    title="The PC Envelopes tab has no envelope {number}",
    what="its last numbers are {known}",
    do="give the number of an envelope of the PC Envelopes tab",
    exit_code=Exit.WRONG_USE,
)
#: Who signs an envelope, in the order in which it goes round.
_SIGNERS = ("Holder", "Department head", "Auditor", "UPM", "Key accountant")


@action("Print envelope", group="Money")
def print_envelope(
    envelopes: Rows[Envelope],
    receipts: Rows[ReceiptRow],
    settings: Settings,
    now: datetime,
    floats: Rows[Float] = Rows(),  # noqa: B008  (no tab, no rows)
    *,
    envelope: str,
) -> Outcome:
    """Print the top sheet of a petty cash envelope: receipts, accounts, over or short.

    Args:
        envelopes: the PC Envelopes tab.
        receipts: those of the envelope are printed in their order.
        settings: titles, currency, paper.
        now: the day of an envelope that is not submitted yet.
        floats: the advance and the department, where the envelope does not say.
        envelope: the number of the envelope.

    Returns:
        The document; no cell is changed.
    """
    row = next((each for each in envelopes if each.number == envelope.strip()), None)
    if row is None:
        known = ", ".join(each.number for each in envelopes[-5:]) or "none"
        raise NO_ENVELOPE.stop(number=envelope, known=known)
    its_float = next((each for each in floats if each.number == row.float_number), None)
    advance = row.advance
    if advance is None:
        advance = its_float.issued - its_float.returned if its_float else 0
    closed = row.submitted_on or now.date()
    inside = [each for each in receipts if each.envelope == row.number]
    sheet = TopSheet(
        number=row.number,
        production=settings.title or "Untitled production",
        holder=row.holder or (its_float.holder if its_float else ""),
        department=its_float.department if its_float else "",
        receipts=tuple(_receipt(each) for each in inside),
        advance=advance,
        cash=row.cash_counted or 0,
        closed=closed,
        currency=settings.currency,
        first_date=row.from_date,
        last_date=row.to_date,
        approvals=tuple(Approval(role) for role in _SIGNERS),
        note=_note(row, inside, settings),
    )
    paper = paper_of(settings.paper, "us-letter")
    content = render_envelope(sheet, paper=paper, clock=settings.style)
    name = file_name(settings.short_title, f"PC-{row.number}", None, closed)
    count = len(sheet.receipts)
    slips = "1 receipt" if count == 1 else f"{count} receipts"
    total = f"{settings.currency} {as_text(sheet.spent, settings.exponent)}"
    return Outcome(
        f"Envelope {row.number}: {slips}, {total}.",
        documents=[Document(name, content)],
    )


def _note(row: Envelope, receipts: Sequence[ReceiptRow], settings: Settings) -> str:
    """The notes, and below them what is not accepted and what is therefore paid back."""
    refused = [each for each in receipts if each.disallowed]
    if not refused:
        return row.notes
    amount = sum(each.disallowed for each in refused)
    paid = sum(each.amount for each in receipts) - amount
    which = ", ".join(each.receipt_id for each in refused)
    told = (
        f"Disallowed {as_text(amount, settings.exponent)} ({which}): due from holder. "
        f"Replenish {as_text(paid, settings.exponent)}."
    )
    return f"{row.notes}\n{told}" if row.notes else told


def _receipt(row: ReceiptRow) -> Receipt:
    tax = row.tax or 0
    return Receipt(
        number=row.receipt_id,
        dated=row.date,
        vendor=row.vendor,
        description=row.description,
        account=row.account,
        net=row.amount - tax,
        tax=tax,
        scene=row.set_name,
        is_asset=row.is_asset,
        is_missing=row.is_missing,
    )
