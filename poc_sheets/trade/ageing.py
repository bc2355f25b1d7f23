"""How old unpaid bills are."""

from datetime import date, timedelta

#: The usual columns of an ageing list, in days past due.
BUCKETS = ("not due", "1-30", "31-60", "61-90", "over 90")


def due_date(invoiced: date | None, due: date | None, terms_days: int) -> date | None:
    """When a bill falls due: as typed, else so many days after its date."""
    if due is not None:
        return due
    return invoiced + timedelta(days=terms_days) if invoiced else None


def bucket(due: date | None, today: date) -> str:
    """The column of an ageing list; a bill without any date is not due."""
    late = (today - due).days if due else 0
    if late <= 0:
        return BUCKETS[0]
    return BUCKETS[min(4, 1 + (late - 1) // 30)]
