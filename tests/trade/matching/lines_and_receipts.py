"""Lines and receipts of one purchase card, told by what a case is about."""

from datetime import date, timedelta

from poc_sheets.trade.matching import Line, Link, Receipt, Result

MONDAY = date(2026, 3, 2)


def line(name: str, amount: int, vendor: str, day: int = 2, **more: object) -> Line:
    """A line of the statement, so many days after Monday, on the card that ends in 4411."""
    values: dict[str, object] = {"card": "************4411", **more}
    return Line(name, MONDAY + timedelta(day), amount, vendor, **values)  # type: ignore[arg-type]  # mirrors Line


def receipt(name: str, amount: int, vendor: str, day: int = 0, **more: object) -> Receipt:
    """A receipt, so many days after Monday, paid with the same card."""
    values: dict[str, object] = {"card": "4411", **more}
    return Receipt(name, MONDAY + timedelta(day), amount, vendor, **values)  # type: ignore[arg-type]  # mirrors Receipt


def only_link(result: Result) -> Link:
    """The one link of a result."""
    assert len(result.links) == 1, result.links
    return result.links[0]
