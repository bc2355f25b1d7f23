"""Saying in a coordinator's words why a link was made."""

from functools import lru_cache

from poc_sheets.trade.matching import rules
from poc_sheets.trade.money import as_text

_SAID = {
    rules.EXACT: "same amount",
    rules.REFUND: "same refund",
    rules.TIP_SHOWN: "total plus the tip on the slip",
    rules.ORIGINAL: "same amount in the original currency",
    rules.FX: "amount fits the exchange rate",
    rules.SWAPPED: "digits swapped",
    rules.CENTS: "cents dropped on the receipt",
    rules.SIGN: "credit keyed with the other sign",
    rules.DATE_SLIP: "same amount, day and month swapped or the year keyed wrong",
    rules.ONE_LINE: "the receipts add up to the line",
    rules.ONE_RECEIPT: "the lines add up to the receipt",
    rules.NET: "receipts less a credit add up to the line",
}
_MEASURED = {
    rules.TIP_PERCENT: "total + {share} tip ({money})",
    rules.TIP: "total + {share} tip ({money})",
    rules.SURCHARGE_PERCENT: "total + {share} surcharge ({money})",
    rules.SURCHARGE: "total + {share} surcharge ({money})",
    rules.SHORT_PERCENT: "paid {share} less ({money})",
    rules.SHORT: "paid {share} less ({money})",
    rules.ROUNDING: "{money} apart",
    rules.PART: "part of the total, {money} open",
    rules.DRIFT: "amount moved by {share}",
}


def amount_reason(rule: int, paid: int, asked: int, exponent: int = 2) -> str:
    """What is said about the amounts: `total + 18.0 % tip`.

    Args:
        rule: number of the rule.
        paid: the lines' amount.
        asked: the receipts' amount.
        exponent: decimals of the production's currency.
    """
    if rule in _SAID:
        return _SAID[rule]
    difference = paid - asked
    share = f"{100 * abs(difference / asked):.1f} %" if asked else ""
    money = as_text(abs(difference), exponent)
    return _MEASURED[rule].format(share=share, money=money)


def exchange_reason(realised: int, account: str, exponent: int) -> str:
    """What is said about a realised exchange difference: `exchange difference 2.13 to account 6850`.

    Args:
        realised: in minor units; plus is a loss.
        account: where it is booked; blank for the receipt's own account.
        exponent: decimals of the production's currency.
    """
    booked = f"to account {account}" if account else "on the receipt's account"
    return f"exchange difference {as_text(realised, exponent)} {booked}"


_CARD = {1: "same card", 2: "another card", 3: "another card of the same holder"}


@lru_cache(maxsize=100_000)
def pair_reason(
    card: int, lag: int | None, reference: int, likeness: float, alias_source: str
) -> str:
    """What is said about card, days and vendor of one pair.

    Args:
        card: class of the cards, as `evidence.card_class` gives it.
        lag: days from the receipt to the line; None for a receipt without a date.
        reference: class of the references.
        likeness: of the vendors, or `UNKNOWN`.
        alias_source: where an alias of the two was learned, blank for none.
    """
    parts = [_CARD[card]] if card in _CARD else []
    if lag is None:
        parts.append("receipt without a date")
    elif lag == 0:
        parts.append("same day")
    else:
        days = "day" if abs(lag) == 1 else "days"
        parts.append(f"{abs(lag)} {days} {'later' if lag > 0 else 'earlier'}")
    parts.append(vendor_reason(likeness, alias_source))
    if reference == 1:
        parts.append("reference found on the line")
    return ", ".join(parts)


def vendor_reason(likeness: float, alias_source: str) -> str:
    """What is said about the vendor's name."""
    if alias_source:
        return f"vendor alias learned from {alias_source}"
    if likeness < 0:
        return "no vendor to compare"
    if likeness >= 99.5:
        return "same vendor"
    if likeness >= 75:
        return "similar vendor"
    return "vendor reads differently"
