"""The button "Reconcile card"."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from poc_sheets.problems import Finding, Problem
from poc_sheets.registry import Fill, Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.snapshots.decisions import decisions_of
from poc_sheets.snapshots.statement import (
    line_of,
    options_of,
    rate_findings,
    receipt_of,
)
from poc_sheets.tabs.card_statement import AliasRow, CardLine, MatchRow
from poc_sheets.tabs.fx_rates import FxRate
from poc_sheets.tabs.model import Row, Rows, place_of
from poc_sheets.tabs.petty_cash import ReceiptRow
from poc_sheets.tabs.rules import PolicyRow
from poc_sheets.trade.matching import (
    Alias,
    Link,
    Result,
    reconcile,
)
from poc_sheets.trade.money import as_text
from poc_sheets.trade.policy import policy_of

MISSING_RECEIPT = Problem(
    "missing-receipt",
    title="{vendor}, {amount}, has no receipt",
    what="{date}, card {card}; no receipt of that amount fits",
    do="ask {holder} for the receipt, or decide Missing, Personal or Carry over",
    level="warning",
)
POSSIBLE_DUPLICATE = Problem(
    "possible-duplicate",
    title="{vendor}, {amount}, may be charged twice",
    what="{text}",
    do="ask the vendor; decide Duplicate, or Match with the receipt of each",
    level="warning",
)
RECEIPT_TWICE = Problem(
    "receipt-twice",
    title="Receipt {receipts} may be a copy",
    what="{text}",
    do="take the copy off, or decide Match on the line that it belongs to",
    level="warning",
)
STALE_PENDING = Problem(
    "stale-pending",
    title="{vendor}, {amount}, is still pending",
    what="{text}",
    do="ask the bank whether it was posted under another amount, or take the line off",
    level="warning",
)
UNCLEAR_ROWS = Problem(
    "unclear-decision",
    title="{vendor}, {amount}: a decision does not fit any more",
    what="{text}",
    do="correct the decision, or clear it",
    level="warning",
)
SUGGESTED = Problem(
    "suggested-match",
    title="{vendor}, {amount}, may be receipt {receipts}",
    what="{reason}",
    do="decide Match or No match",
    level="note",
)
NO_PROOF = Problem(
    "buckets-differ",
    title="The statement does not add up",
    what="the lines come to {total}, the groups to {sum}",
    do="press again; if it stays, send the workbook to the people who look after poc_sheets",
)
_ASKED = {
    "stale pending": STALE_PENDING,
    "decision without its rows": UNCLEAR_ROWS,
    "decided twice": UNCLEAR_ROWS,
}
#: How many findings of one sort are worth reading one by one.
_MOST_OF_A_SORT = 500


@action("Reconcile card", group="Money")
def reconcile_card(
    lines: Rows[CardLine],
    receipts: Rows[ReceiptRow],
    settings: Settings,
    known_aliases: Rows[AliasRow] = Rows(),  # noqa: B008  (no tab, no rows)
    matches: Rows[MatchRow] = Rows(),  # noqa: B008  (no tab, no rows)
    policy: Rows[PolicyRow] = Rows(),  # noqa: B008  (no tab, no rows)
    fx_rates: Rows[FxRate] = Rows(),  # noqa: B008  (no tab, no rows)
) -> Outcome:
    """Match card statement lines to receipts, and say why.

    A line is matched where amount, date, vendor and card fit well enough; what fits less well is a
    suggestion for a person. What a person decided in the Decision column is never moved. Every line
    ends in exactly one group, and the groups add up to the statement.

    Args:
        lines: the statement; plus is money out; a blank card is an unknown one.
        receipts: those paid by card, and those that do not say how they were paid; cash receipts
            never match.
        settings: the currency of the statement.
        known_aliases: what vendors are called on statements, from earlier runs.
        matches: what stood in the last run stays unless it became clearly weaker; written anew.
        policy: how many days a line may stand from its receipt, the caps of tips and surcharges.
        fx_rates: what foreign currencies cost, by day or by month.

    Returns:
        Fills Status, Receipts, Score and Reason of each line, Statement line and Match of each
        receipt; writes Matches and Vendor Aliases anew.

    Problems:
        missing-receipt: a line with no receipt.
        possible-duplicate: two equal charges with one receipt.
        receipt-twice: two equal receipts of one purchase.
        stale-pending: a line pending for more than a week.
        suggested-match: a match that a person should look at.
        unknown-receipt: a decision names a receipt that is not there.
        nothing-decided: Match is decided, and nobody knows with what.
        unclear-decision: a decision about rows that are gone.
        missing-rate: foreign receipts whose value nobody can tell.
        unusable-rate: a rate of zero, or of no day and no month.
    """
    options = options_of(policy_of((row.policy, row.value) for row in policy), settings, fx_rates)
    decided = decisions_of(lines, {row.receipt_id for row in receipts})
    findings = decided.findings
    result = reconcile(
        [line_of(row, settings) for row in lines],
        [receipt_of(row, settings) for row in receipts],
        decided.decisions,
        [Alias(row.descriptor, row.vendor, row.learned_from) for row in known_aliases],
        options,
        {(row.line_id, row.receipt_id) for row in matches if row.status == "auto"},
    )
    findings += _findings(result, lines, settings) + _copies(result, receipts)
    # A receipt that was matched by what its line says of the currency lacks no rate.
    buckets = result.receipt_buckets
    unmatched = [row for row in receipts if buckets[row.receipt_id] != "matched"]
    findings += rate_findings(fx_rates, unmatched, options)
    return Outcome(
        summary=_summary(result, lines, settings),
        findings=findings,
        fills=[*_line_fills(result, lines, decided.ruled_out), *_receipt_fills(result, receipts)],
        rewrites={MatchRow: _match_rows(result, settings), AliasRow: _alias_rows(result)},
    )


def _line_fills(
    result: Result, lines: Iterable[CardLine], ruled_out: Mapping[str, tuple[str, ...]]
) -> list[Fill]:
    links = {line_id: link for link in result.links for line_id in link.line_ids}
    questions = {q_id: q.text for q in result.questions for q_id in q.line_ids}
    fills = []
    for row in lines:
        link = links.get(row.line_id)
        reason = link.reason if link else questions.get(row.line_id, "")
        fills += [
            Fill(row, "status", result.line_buckets[row.line_id]),
            Fill(row, "receipts", ", ".join(link.receipt_ids) if link else ""),
            Fill(row, "score", _score(link) if link else None),
            Fill(row, "reason", reason),
            Fill(row, "ruled_out", ", ".join(ruled_out.get(row.line_id, ()))),
        ]
    return fills


def _receipt_fills(result: Result, receipts: Iterable[ReceiptRow]) -> list[Fill]:
    links = {receipt_id: link for link in result.links for receipt_id in link.receipt_ids}
    fills = []
    for row in receipts:
        link = links.get(row.receipt_id)
        fills += [
            Fill(row, "matched_to", ", ".join(link.line_ids) if link else ""),
            Fill(row, "match_status", result.receipt_buckets[row.receipt_id]),
        ]
    return fills


def _match_rows(result: Result, settings: Settings) -> list[Row]:
    """One row for each pair; the exchange difference stands in the first row of its link."""
    rows: list[Row] = []
    for link in result.links:
        pairs = [(a, b) for a in link.line_ids for b in link.receipt_ids]
        for place, (line_id, receipt_id) in enumerate(pairs):
            realised = link.fx_difference if place == 0 else None
            rows.append(
                MatchRow(
                    line_id=line_id,
                    receipt_id=receipt_id,
                    status=link.status,
                    score=_score(link),
                    rule=link.rule,
                    difference=link.difference,
                    fx_difference=realised,
                    fx_account=settings.fx_account if realised else "",
                    reason=link.reason,
                )
            )
    return rows


def _score(link: Link) -> Decimal:
    return Decimal(str(round(link.score, 3)))


def _alias_rows(result: Result) -> list[Row]:
    return [
        AliasRow(descriptor=a.descriptor, vendor=a.vendor, learned_from=a.source)
        for a in result.aliases
    ]


def _findings(result: Result, lines: Sequence[CardLine], settings: Settings) -> list[Finding]:
    by_id = {row.line_id: row for row in lines}
    findings: list[Finding] = []
    proof = result.proof()
    if not proof.holds:
        total, parts = proof.total, sum(proof.by_bucket.values())
        findings.append(NO_PROOF.at(place_of(lines[0]), total=total, sum=parts))
    for question in result.questions:
        row = by_id.get(question.line_ids[0]) if question.line_ids else None
        if row is not None:
            place = place_of(row, "decision")
            problem = _ASKED.get(question.kind, POSSIBLE_DUPLICATE)
            findings.append(problem.at(place, **_facts(row, settings), text=question.text))
    missing = [row for row in lines if result.line_buckets[row.line_id] == "missing receipt"]
    missing.sort(key=lambda row: -abs(row.amount))
    findings += [
        MISSING_RECEIPT.at(place_of(row, "status"), **_facts(row, settings))
        for row in missing[:_MOST_OF_A_SORT]
    ]
    findings += _suggestions(result.links, by_id, settings)
    return findings


def _copies(result: Result, receipts: Sequence[ReceiptRow]) -> list[Finding]:
    by_id = {row.receipt_id: row for row in receipts}
    return [
        RECEIPT_TWICE.at(
            place_of(by_id[question.receipt_ids[0]], "match_status"),
            receipts=question.receipt_ids[0],
            text=question.text,
        )
        for question in result.questions
        if question.kind == "possible duplicate receipt"
    ]


def _suggestions(
    links: Sequence[Link], by_id: dict[str, CardLine], settings: Settings
) -> list[Finding]:
    suggested = [link for link in links if link.status == "suggested"]
    return [
        SUGGESTED.at(
            place_of(by_id[link.line_ids[0]], "decision"),
            **_facts(by_id[link.line_ids[0]], settings),
            receipts=", ".join(link.receipt_ids),
            reason=link.reason,
        )
        for link in suggested[:_MOST_OF_A_SORT]
    ]


def _facts(row: CardLine, settings: Settings) -> dict[str, str]:
    return {
        "vendor": row.vendor or "A line without a vendor",
        "amount": as_text(row.amount, settings.exponent),
        "date": f"{row.date:%a} {row.date.day} {row.date:%b %Y}",
        "card": row.card or "unknown",
        "holder": row.holder or "the card's holder",
    }


def _summary(result: Result, lines: Sequence[CardLine], settings: Settings) -> str:
    counts = Counter(result.line_buckets.values())
    parts = [f"{count} {bucket}" for bucket, count in counts.most_common()]
    total = as_text(result.proof().total, settings.exponent)
    held = "the groups add up to the statement" if result.proof().holds else "NOT adding up"
    return f"{len(lines)} lines: {', '.join(parts) or 'none'}; {settings.currency} {total}, {held}."
