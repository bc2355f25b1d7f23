"""The headings that issuers and councils use, for each field of a statement line.

The earlier heading of a field is preferred. A plural or a currency behind a heading
("Amount (GBP)") is found too.
"""

import re
from collections.abc import Mapping, Sequence

from poc_sheets.readers.currencies import CODES
from poc_sheets.workbook import Cell

HEADINGS: Mapping[str, Sequence[str]] = {
    "line_id": ("line id", "line_id", "statement line id"),
    "date": (
        "posting date", "posted date", "post date", "date posted", "posted on", "posted",
        "booking date", "booked", "date booked", "process date", "processed date",
        "date processed", "transaction posted date", "completed date", "date completed",
        "settlement date", "settled date", "buchungstag", "buchungsdatum",
        "date de comptabilisation", "date", "date utc", "statement date", "entry date", "datum",
        "fecha", "value date", "valuta",
    ),
    "transaction_date": (
        "transaction date", "trans date", "tran date", "txn date", "purchase date",
        "date of purchase", "date of transaction", "started date", "charge date", "sale date",
        "trans. date", "transactiondate", "date operation", "belegdatum",
    ),
    "amount": (
        "billing gross amt", "billing amount", "billed amount", "settlement amount",
        "posted amount", "amount in account currency", "amount", "amt", "amount charged",
        "charge amount", "gross amount", "gross amt", "net amount", "total amount", "value",
        "transaction amount", "total", "betrag", "umsatz", "montant", "importe", "bedrag",
    ),
    "debit": (
        "debit", "debit amount", "debits", "withdrawal", "withdrawals", "withdrawal amount",
        "money out", "paid out", "amount debited", "payments out", "spent", "outgoing", "out",
        "charges", "dr", "soll", "lastschrift", "outflow",
    ),
    "credit": (
        "credit", "credit amount", "credits", "deposit", "deposits", "deposit amount",
        "money in", "paid in", "amount credited", "payments in", "received", "incoming", "in",
        "payments", "cr", "haben", "gutschrift", "inflow",
    ),
    "direction": (
        "debit/credit", "dr/cr", "cr/dr", "credit/debit", "d/c", "c/d", "debit or credit",
        "credit or debit", "credit debit indicator", "debit credit indicator",
        "credit/debit flag", "transaction direction", "direction", "sign", "af bij",
    ),
    "currency": (
        "billing cur code", "billing currency", "billing currency code", "account currency",
        "settlement currency", "currency", "currency code", "ccy", "cur", "waehrung", "devise",
    ),
    "original_amount": (
        "original gross amt", "original amount", "local amount", "foreign amount",
        "source amount", "foreign currency amount", "foreign spend amount",
        "original transaction amount", "amount in original currency", "merchant amount",
        "fx amount",
    ),
    "original_currency": (
        "original cur", "original currency", "original currency code", "local currency",
        "foreign currency", "source currency", "transaction currency", "merchant currency",
    ),
    "vendor": (
        "merchant name", "merchant", "vendor", "vendor name", "payee", "payee name", "supplier",
        "supplier name", "counter party", "counterparty", "counterparty name",
        "clean merchant name", "merchant description", "description", "transaction description",
        "name", "details", "transaction details", "narrative", "narration", "particulars",
        "appears on your statement as", "beneficiary", "libelle", "text", "omschrijving",
        "beguenstigter/zahlungspflichtiger", "naam / omschrijving", "concepto",
    ),
    "card": (
        "card number", "card no", "card", "masked card number", "card last 4", "card last four",
        "last 4", "last four", "last 4 digits", "card ending", "card ending in", "card suffix",
        "pan",
    ),
    "holder": (
        "cardholder", "cardholder name", "card holder", "card holder name", "card member",
        "cardmember", "card member name", "member name", "employee", "employee name", "holder",
        "purchaser", "spender", "user", "name on card", "card name",
    ),
    "bank_number": ("fitid", "transaction id", "unique id", "transaction uuid"),
    "reference": (
        "reference", "reference number", "ref", "ref no", "transaction reference",
        "bank reference", "check number", "cheque number", "check or slip #", "check", "cheque",
        "check #", "transaction number", "authorization code", "auth code", "serial number",
        "number",
    ),
    "type": ("type", "transaction type", "trans type", "tran type", "transaction category type"),
    "status": ("status", "state", "transaction status", "pending"),
    "balance": (
        "balance", "running balance", "running bal.", "account balance", "balance after",
        "ledger balance", "available balance", "current balance", "saldo", "solde",
    ),
    "account": (
        "account number", "account no", "account #", "iban", "bank account", "account id",
        "account name", "account",
    ),
    "category": (
        "category", "merchant category", "mcc description", "trans cac desc 1",
        "spending category", "subcategory", "expense type", "merchant category code", "mcc",
    ),
    "fee": ("fee", "fees", "foreign transaction fee", "fx fee"),
    "memo": (
        "memo", "notes", "note", "extended details", "additional information", "comment",
        "comments", "remarks", "purpose", "verwendungszweck", "notes and #tags",
        "expense description", "mededelingen",
    ),
}  # fmt: skip

#: Fields that hold money, whose heading can carry the currency.
MONEY_FIELDS = ("amount", "debit", "credit", "balance", "original_amount", "fee")

#: Headings that are a memo where the vendor stands in a column of its own.
MEMO_TOO = ("description", "transaction description", "details", "transaction details", "narrative",
            "narration", "particulars", "appears on your statement as", "text", "name")  # fmt: skip

_BEHIND = re.compile(r"[\s(\[]+(?:in )?(?P<sign>[A-Z]{3}|[$£€¥])[)\]]?\s*$")


def currency_of_heading(heading: str) -> str:
    """The currency that a heading carries ("Amount (GBP)"), blank where none is certain."""
    found = _BEHIND.search(heading)
    if found is None:
        return ""
    sign = {"£": "GBP", "€": "EUR"}.get(found["sign"], found["sign"])
    return sign if sign in CODES else ""


def headings_for(rows: Sequence[Sequence[Cell]]) -> dict[str, list[str]]:
    """The accepted headings for a file, with every currency that its headings carry."""
    behind = {
        found["sign"]
        for row in rows[:60]
        for cell in row
        if isinstance(cell, str) and (found := _BEHIND.search(cell))
    }
    wanted = {key: list(headings) for key, headings in HEADINGS.items()}
    for key in MONEY_FIELDS:
        plain = list(wanted[key])
        for sign in sorted(behind):
            wanted[key] += [f"{heading} {sign}" for heading in plain]
            wanted[key] += [f"{heading} in {sign}" for heading in plain]
    return wanted
