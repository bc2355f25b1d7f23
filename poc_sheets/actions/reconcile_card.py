"""The button "Reconcile card"."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from poc_sheets.problems import Finding, Problem
from poc_sheets.registry import Fill, Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.snapshots.statement import decisions_of, line_of, options_of, receipt_of
from poc_sheets.tabs.card_statement import AliasRow, CardLine, MatchRow
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
#: How many findings of one sort are worth reading one by one.
_MOST_OF_A_SORT = 500


@action("Reconcile card", group="Money")
def reconcile_card(
    lines: Rows[CardLine],
    receipts: Rows[ReceiptRow],
    settings: Settings,
    known_aliases: Rows[AliasRow] = Rows(),  # noqa: B008  (no tab, no rows)
    matches: Rows[MatchRow] = Rows(),  # noqa: B008  (named, so that the tab can be written)
    policy: Rows[PolicyRow] = Rows(),  # noqa: B008  (no tab, no rows)
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
        matches: written anew.
        policy: how many days a line may stand from its receipt, the caps of tips and surcharges.

    Returns:
        Fills Status, Receipts, Score and Reason of each line, Statement line and Match of each
        receipt; writes Matches and Vendor Aliases anew.

    Problems:
        missing-receipt: a line with no receipt.
        possible-duplicate: two equal charges with one receipt.
        suggested-match: a match that a person should look at.
        unknown-receipt: a decision names a receipt that is not there.
    """
    del matches
    decisions, findings = decisions_of(lines, {row.receipt_id for row in receipts})
    result = reconcile(
        [line_of(row, settings) for row in lines],
        [receipt_of(row, settings) for row in receipts],
        decisions,
        [Alias(row.descriptor, row.vendor, row.learned_from) for row in known_aliases],
        options_of(policy_of((row.policy, row.value) for row in policy), settings),
    )
    findings += _findings(result, lines, settings)
    return Outcome(
        summary=_summary(result, lines, settings),
        findings=findings,
        fills=[*_line_fills(result, lines), *_receipt_fills(result, receipts)],
        rewrites={MatchRow: _match_rows(result), AliasRow: _alias_rows(result)},
    )


def _line_fills(result: Result, lines: Iterable[CardLine]) -> list[Fill]:
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


def _match_rows(result: Result) -> list[Row]:
    return [
        MatchRow(
            line_id=line_id,
            receipt_id=receipt_id,
            status=link.status,
            score=_score(link),
            rule=link.rule,
            difference=link.difference,
            reason=link.reason,
        )
        for link in result.links
        for line_id in link.line_ids
        for receipt_id in link.receipt_ids
    ]


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
            findings.append(
                POSSIBLE_DUPLICATE.at(place, **_facts(row, settings), text=question.text)
            )
    missing = [row for row in lines if result.line_buckets[row.line_id] == "missing receipt"]
    missing.sort(key=lambda row: -abs(row.amount))
    findings += [
        MISSING_RECEIPT.at(place_of(row, "status"), **_facts(row, settings))
        for row in missing[:_MOST_OF_A_SORT]
    ]
    findings += _suggestions(result.links, by_id, settings)
    return findings


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
