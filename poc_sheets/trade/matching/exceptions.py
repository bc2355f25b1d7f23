"""Where every line and receipt ends up, and what a person is asked."""

from collections import defaultdict

from poc_sheets.trade.matching.descriptors import card_key
from poc_sheets.trade.matching.desk import Desk
from poc_sheets.trade.matching.links import decided_link, found_links
from poc_sheets.trade.matching.model import (
    Line,
    LineBucket,
    Question,
    Receipt,
    ReceiptBucket,
    Result,
)

#: Two equal charges so many days apart, or fewer, may be one charged twice.
TWIN_DAYS = 3


def result_of(desk: Desk) -> Result:
    """The links, buckets and questions of a finished desk."""
    line_buckets: dict[int, LineBucket] = dict(desk.aside.line_buckets)
    receipt_buckets: dict[int, ReceiptBucket] = dict(desk.aside.receipt_buckets)
    links = [decided_link(desk, *decided) for decided in desk.aside.decided]
    for decided_rows, columns, _ in desk.aside.decided:
        line_buckets.update((row, "matched") for row in decided_rows)
        receipt_buckets.update((column, "matched") for column in columns)
    for group, link in zip(desk.groups, found_links(desk), strict=True):
        links.append(link)
        bucket: LineBucket = "matched" if link.status == "auto" else "suggested"
        line_buckets.update((row, bucket) for row in group.lines)
        other: ReceiptBucket = "matched" if link.status == "auto" else "suggested"
        receipt_buckets.update((column, other) for column in group.receipts)
    questions = [*desk.aside.questions, *_pending(desk)]
    questions += _twin_lines(desk, line_buckets)
    questions += _twin_receipts(desk, receipt_buckets)
    rows = desk.lines.rows
    links.sort(key=lambda link: (desk.line_row[link.line_ids[0]], link.receipt_ids))
    return Result(
        links=tuple(links),
        line_buckets={
            line.id: line_buckets.get(row, "missing receipt") for row, line in enumerate(rows)
        },
        receipt_buckets={
            receipt.id: receipt_buckets.get(row, "no line yet")
            for row, receipt in enumerate(desk.receipts.rows)
        },
        questions=tuple(questions),
        aliases=tuple(desk.aliases),
        amounts={line.id: line.amount for line in rows},
    )


def _pending(desk: Desk) -> list[Question]:
    if not len(desk.lines):
        return []
    newest = max(line.date for line in desk.lines.rows)
    return [
        Question(
            "stale pending",
            (line.id,),
            (),
            f"pending since {line.date.day} {line.date:%b %Y}, never posted",
        )
        for line in desk.lines.rows
        if line.pending and (newest - line.date).days > desk.options.pending_days
    ]


def _twin_lines(desk: Desk, buckets: dict[int, LineBucket]) -> list[Question]:
    """Unmatched lines that look like a second charge; legitimate repeats look the same."""
    seen: dict[tuple[int, int, str, str], list[int]] = defaultdict(list)
    for row, line in enumerate(desk.lines.rows):
        if buckets.get(row) not in ("pending", "fee", "re-imported"):
            key = (line.amount, int(desk.lines.vendor[row]), card_key(line.card), line.holder)
            seen[key].append(row)
    questions = []
    for rows in seen.values():
        for row in rows:
            if row in buckets or desk.lines.amount[row] <= 0:
                continue
            day = int(desk.lines.day[row])
            twins = [
                other
                for other in rows
                if other != row
                and abs(int(desk.lines.day[other]) - day) <= TWIN_DAYS
                and buckets.get(other) in ("matched", "suggested")
            ]
            if twins:
                buckets[row] = "possible duplicate"
                questions.append(_twin_question(desk.lines.rows[row], desk.lines.rows[twins[0]]))
    return questions


def _twin_question(line: Line, twin: Line) -> Question:
    return Question(
        "possible duplicate charge",
        (line.id, twin.id),
        (),
        f"{line.vendor} is charged twice within {TWIN_DAYS} days ({twin.date.day} {twin.date:%b} and "
        f"{line.date.day} {line.date:%b}) and only one charge has a receipt: ask for the second receipt or "
        "dispute the charge",
    )


def _twin_receipts(desk: Desk, buckets: dict[int, ReceiptBucket]) -> list[Question]:
    seen: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    for row, receipt in enumerate(desk.receipts.rows):
        seen[receipt.amount, int(desk.receipts.vendor[row]), receipt.currency].append(row)
    questions = []
    for rows in seen.values():
        for row in rows:
            if row in buckets:
                continue
            twins = [
                other for other in rows if other != row and _same_slip(desk, row, other, buckets)
            ]
            if twins:
                buckets[row] = "possible duplicate"
                questions.append(
                    _receipt_question(desk.receipts.rows[row], desk.receipts.rows[twins[0]])
                )
    return questions


def _same_slip(desk: Desk, row: int, other: int, buckets: dict[int, ReceiptBucket]) -> bool:
    if buckets.get(other) not in ("matched", "suggested", "cash"):
        return False
    left, right = desk.receipts.rows[row], desk.receipts.rows[other]
    if left.reference and right.reference:
        return left.reference == right.reference
    if left.date is None or right.date is None:
        return left.date == right.date
    return abs((left.date - right.date).days) <= 1


def _receipt_question(receipt: Receipt, twin: Receipt) -> Question:
    return Question(
        "possible duplicate receipt",
        (),
        (receipt.id, twin.id),
        f"{receipt.vendor} stands twice with the same amount and day; one is matched: "
        "check whether it is one receipt",
    )
