"""The same engine on data that others wrote: real card months, and a public set of payment pairs.

Neither is in the project: `POC_SHEETS_SAMPLES` names the folder, `<project>/../shared/samples` is
looked at otherwise.
"""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from benchmarks.statement_noise import Month
from poc_sheets.trade.matching import Line, Options, Receipt
from poc_sheets.trade.money import to_minor

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "samples"
SAMPLES = Path(os.environ.get("POC_SHEETS_SAMPLES", _BESIDE))

#: Lag of 1 to 21 days, amounts moved by up to an eighth either way, no card and no receipt's date slip.
PAYMENT_PAIR_OPTIONS = Options(card_window=(1, 21), drift_cap=0.12)

_LEGAL = ("", "", " Ltd", " Limited", " plc", " & Co")
#: Mid rates of the month of the April 2017 file, pounds for one unit.
_RATES = {"EUR": 0.848, "USD": 0.791, "DKK": 0.114}


def _payments(frame: pd.DataFrame) -> Iterator[tuple[str, tuple[date, int, str]]]:
    for row in frame.to_dict("records"):
        day = date.fromisoformat(str(row["transaction_date"])[:10])
        yield str(row["ground_truth"]), (day, to_minor(row["amount"]), str(row["memo"]))


def payment_pairs() -> Month:
    """Origins as receipts, destinations as lines."""
    folder = SAMPLES / "payment_pairs"
    origin = pd.read_parquet(folder / "transactions_origin.parquet")
    target = pd.read_parquet(folder / "transactions_destination.parquet")
    month = Month(options=PAYMENT_PAIR_OPTIONS)
    for name, row in _payments(target):
        month.lines.append(Line(f"L{name}", *row))
    for name, row in _payments(origin):
        month.receipts.append(Receipt(f"R{name}", *row))
        month.truth.append(("pair", (f"L{name}",), (f"R{name}",)))
    return month


def card_lines(path: Path) -> list[Line]:
    """The lines of one month of purchase cards, as published."""
    frame = pd.read_excel(path, engine="calamine", dtype={"CARD NUMBER": str})
    frame.columns = [str(name).strip().upper() for name in frame.columns]
    billed = "BILLING GROSS AMT" if "BILLING GROSS AMT" in frame else "ORIGINAL GROSS AMT"
    frame = frame.dropna(subset=["TRANS DATE", billed]).reset_index(drop=True)
    frame["PLACE"] = frame.index
    return [
        Line(
            id=f"L{row['PLACE']}",
            date=row["TRANS DATE"].date(),
            amount=to_minor(row[billed]),
            vendor=str(row["MERCHANT NAME"]),
            card=str(row["CARD NUMBER"]),
            original_amount=to_minor(row["ORIGINAL GROSS AMT"]),
            original_currency=str(row.get("ORIGINAL CUR", "GBP")),
            currency="GBP",
        )
        for row in frame.to_dict("records")
    ]


def _slip_name(vendor: str, chance: random.Random) -> str:
    words = [word for word in vendor.split() if not any(sign.isdigit() for sign in word)] or [
        vendor
    ]
    kind = chance.random()
    if kind < 0.05:
        return ""
    if kind < 0.12:
        return (
            chance.choice(("Sodexo", "Compass Group", "Midland Retail", "Hartwell"))
            + " Holdings Ltd"
        )
    if kind < 0.35 and len(words) > 1:
        words = words[: chance.randrange(1, len(words) + 1)]
    name = " ".join(words).title()
    if chance.random() < 0.1 and len(name) > 4:
        at = chance.randrange(1, len(name) - 1)
        name = name[:at] + name[at + 1 :]
    return name + chance.choice(_LEGAL)


def card_month(path: Path, seed: int = 1) -> Month:
    """Real lines, with a receipt derived for most of them; foreign ones without the original amount."""
    chance = random.Random(seed)
    month = Month(options=Options(currency="GBP"))
    rates: dict[tuple[str, str], float] = {}
    first: dict[tuple[object, ...], str] = {}
    for line in card_lines(path):
        foreign = line.original_currency if line.original_currency != "GBP" else ""
        month.lines.append(replace(line, original_amount=None, original_currency=""))
        key = (line.date, line.amount, line.vendor, line.card)
        month.alike[line.id] = first.setdefault(key, line.id)
        rates.update({(code, f"{line.date:%Y-%m}"): rate for code, rate in _RATES.items()})
        if chance.random() < 0.05:
            continue
        name = line.id.replace("L", "R")
        asked = (
            line.original_amount if foreign and line.original_amount is not None else line.amount
        )
        lag = chance.choices((0, 1, 2, 3, 4, 5, 8), (20, 28, 22, 14, 9, 5, 2))[0]
        month.receipts.append(
            Receipt(
                id=name,
                date=line.date - timedelta(lag),
                amount=asked,
                vendor=_slip_name(line.vendor, chance),
                card=line.card[-4:] if chance.random() < 0.85 else "",
                currency=foreign,
            )
        )
        month.alike[name] = month.alike[line.id].replace("L", "R")
        month.truth.append(("fx" if foreign else "exact", (line.id,), (name,)))
    for count in range(len(month.lines) // 25):
        like = chance.choice(month.lines)
        cash = Receipt(f"C{count}", like.date, like.amount, _slip_name(like.vendor, chance))
        month.receipts.append(cash)
    month.options = replace(month.options, monthly_rates=rates)
    return month


def card_months() -> dict[str, Month]:
    """Every month of the samples folder, by file name."""
    return {
        path.stem: card_month(path) for path in sorted((SAMPLES / "purchase_card").glob("*.xls"))
    }
