"""Three card statements of the invented show, each in another kind of file."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from poc_sheets.build.demo.money import CARDS
from poc_sheets.tabs.petty_cash import ReceiptRow
from poc_sheets.trade.money import from_minor


@dataclass(frozen=True, slots=True)
class DemoLine:
    """One line of an invented statement; plus is money out, in cents."""

    number: str
    posted: date
    text: str
    amount: int


def write_statements(folder: Path, receipts: Sequence[ReceiptRow]) -> list[Path]:
    """Write the statements of the three cards as OFX, CSV and XLSX."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    writers = (_write_ofx, _write_csv, _write_xlsx)
    for card, write in zip(CARDS, writers, strict=True):
        lines = statement_lines(card, receipts)
        paths.append(write(folder, card, lines))
    return paths


def statement_lines(card: str, receipts: Sequence[ReceiptRow]) -> list[DemoLine]:
    """What the issuer says of a card: later, shorter, with tips, and with trouble planted.

    One receipt in fifteen is not on the statement yet; one line in twenty has no receipt. On the
    first card one charge stands twice.
    """
    random = Random(int(card))  # noqa: S311  (an invented statement, always the same)
    lines: list[DemoLine] = []
    without_tip: list[DemoLine] = []
    for row in receipts:
        if row.card != card or row.date is None or random.random() < 1 / 15:
            continue
        # A tip that the slip shows, or one that it does not.
        hidden = row.amount * 20 // 100 if row.category == "restaurant" else 0
        tip = hidden if row.tip is None else row.tip
        posted = row.date + timedelta(days=random.choice((0, 1, 1, 2, 3)))
        line = DemoLine("", posted, _descriptor(random, row.vendor), row.amount + tip)
        lines.append(line)
        if not tip:
            without_tip.append(line)
    for _ in range(len(lines) // 20):
        day = date(2026, 3, 2) + timedelta(days=random.randrange(14))
        lines.append(
            DemoLine("", day, f"SQ *STALL {random.randrange(900)}", random.randrange(400, 9000))
        )
    if card == CARDS[0]:
        lines.append(max(without_tip, key=lambda line: line.amount))
    lines.sort(key=lambda line: (line.posted, line.text, line.amount))
    return [replace(line, number=f"{card}{n:05}") for n, line in enumerate(lines, start=1)]


def _descriptor(random: Random, vendor: str) -> str:
    short = vendor.upper().replace("&", "AND")[:18]
    return random.choice(
        (short, f"SQ *{short}", f"{short} #{random.randrange(10, 99)}", f"TST* {short}")
    )


def _write_ofx(folder: Path, card: str, lines: Sequence[DemoLine]) -> Path:
    entries = "".join(
        f"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>{line.posted:%Y%m%d}120000"
        f"<TRNAMT>{from_minor(-line.amount)}<FITID>{line.number}<NAME>{_escaped(line.text)}</STMTTRN>\n"
        for line in lines
    )
    total = from_minor(-sum(line.amount for line in lines))
    text = (
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n"
        "<OFX><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>USD"
        f"<CCACCTFROM><ACCTID>XXXXXXXXXXXX{card}</CCACCTFROM>\n<BANKTRANLIST>"
        f"<DTSTART>20260301<DTEND>20260319\n{entries}</BANKTRANLIST>"
        f"<LEDGERBAL><BALAMT>{total}<DTASOF>20260319</LEDGERBAL>"
        "</CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>\n"
    )
    path = folder / f"card_{card}.ofx"
    path.write_text(text, encoding="ascii")
    return path


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _write_csv(folder: Path, card: str, lines: Sequence[DemoLine]) -> Path:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["Post Date", "Description", "Card", "Amount", "line_id"])
    for line in lines:
        posted = line.posted.isoformat()
        writer.writerow([posted, line.text, card, from_minor(line.amount), line.number])
    path = folder / f"card_{card}.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def _write_xlsx(folder: Path, card: str, lines: Sequence[DemoLine]) -> Path:
    import xlsxwriter

    path = folder / f"card_{card}.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Transactions")
        day = book.add_format({"num_format": "mm/dd/yyyy"})
        sheet.write_row(0, 0, ["Copper Kettle Pictures LLC, corporate card statement"])
        headings = ["Posting Date", "Merchant", "Card Number", "Debit", "Credit", "line_id"]
        sheet.write_row(2, 0, headings)
        for row, line in enumerate(lines, start=3):
            sheet.write_datetime(row, 0, line.posted, day)
            sheet.write_string(row, 1, line.text)
            sheet.write_string(row, 2, f"**** {card}")
            sheet.write_number(row, 3, float(from_minor(line.amount)))
            sheet.write_string(row, 5, line.number)
    return path
