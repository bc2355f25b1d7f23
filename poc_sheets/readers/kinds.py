"""What sort of line a statement line is, from its type and its words."""

from poc_sheets.readers.texts import folded, has_word

#: Money that a card's holder pays to the issuer.
_PAYMENTS = (
    "payment thank you|payment - thank you|payment, thank you|thank you for your payment"
    "|payment received|autopay|auto pay|automatic payment|direct debit payment|mobile payment"
    "|online payment|payment - online|electronic payment received|internet payment"
)
_REFUNDS = (
    "refund|refunded|credit note|credit voucher|merchandise credit|merchandise return"
    "|purchase return|credit memo"
)
#: Not any deposit: a production pays deposits for locations and equipment.
_INCOME = (
    "(?:direct|mobile|counter|cash|check|cheque|bank|online) deposit|payroll|salary"
    "|interest (?:earned|paid|payment)|dividend"
)
_FEES = (
    "(?:foreign|international|intl|overseas|non.sterling|cross.border|late|late payment|annual"
    "|cash advance|returned payment|over ?limit|overdraft|wire|monthly|fx|currency conversion"
    "|balance transfer|card|atm|bank|account|maintenance)"
    "(?: (?:transaction|txn|trans|currency|exchange|purchase|membership|service|usage|trx))?"
    " (?:fees?|charges?)"
    "|finance charge fee|service charges?|bank charges?|fx mark.?up"
)
_INTEREST = "interest charged?|purchase interest|interest on|interest|finance charges?"
_CASH = "atm|cash advance|cash withdrawal|cash machine"

_TYPES = {
    "payment": "", "sale": "charge", "purchase": "charge", "refund": "credit",
    "return": "credit", "credit": "credit", "credit note": "credit", "fee": "fee", "fees": "fee",
    "interest": "interest", "adjustment": "", "atm": "cash", "cash": "cash", "check": "check",
    "cheque": "check", "transfer": "transfer", "debit": "charge", "service charge": "fee",
}  # fmt: skip


def is_payment_text(text: str) -> bool:
    """Whether the words are those of a payment to the card."""
    return has_word(text, _PAYMENTS)


def is_refund_text(text: str) -> bool:
    """Whether the words say that money comes back."""
    return has_word(text, _REFUNDS)


def is_fee_text(text: str) -> bool:
    """Whether the words are those of a bank's own fee or interest."""
    return has_word(text, _FEES) or has_word(text, _INTEREST)


def is_income_text(text: str) -> bool:
    """Whether the words are those of money paid into a bank account."""
    return has_word(text, _INCOME) or folded(text) == "deposit"


def type_direction(text: str) -> str:
    """`in` or `out` where the type of a line says which way money goes, else blank."""
    kind = _TYPES.get(folded(text), "")
    words = text.replace("_", " ")
    if kind == "credit" or has_word(words, "(?:ach|bank|direct) (?:credit|deposit)"):
        return "in"
    if kind in {"charge", "fee"} or has_word(words, "(?:ach|direct|card) debit|debit card"):
        return "out"
    return ""


def kind_of(amount: int, *, type_text: str, text: str) -> str:
    """The sort of a line.

    Args:
        amount: positive is money out.
        type_text: the bank's own word for it, often blank.
        text: vendor and memo.
    """
    stated = _TYPES.get(folded(type_text), "")
    if amount < 0 and (is_payment_text(text) or folded(type_text) == "payment"):
        return "payment"
    if stated in {"fee", "interest", "cash", "check", "transfer"}:
        return stated
    if has_word(text, _FEES):
        return "fee"
    if has_word(text, _INTEREST):
        return "interest"
    if amount < 0:
        return "credit"
    return "cash" if has_word(text, _CASH) else "charge"
