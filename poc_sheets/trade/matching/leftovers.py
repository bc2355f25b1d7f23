"""What is left after the sure pairs: splits, tolerances and weak pairs, best first."""

from dataclasses import replace

import numpy as np

from poc_sheets.trade.matching import rules
from poc_sheets.trade.matching.candidates import Chance, Pairs, distinct, joined, windows_of
from poc_sheets.trade.matching.desk import Desk
from poc_sheets.trade.matching.naming import alike_vendors
from poc_sheets.trade.matching.rates import rate_pairs
from poc_sheets.trade.matching.related import (
    same_card,
    same_reference,
    same_vendor,
    unique_pairs,
    within_days,
)
from poc_sheets.trade.matching.similarity import ALIKE
from poc_sheets.trade.matching.splits import MIXED, Group, Related, groups
from poc_sheets.trade.matching.tables import UNDATED, Ints
from poc_sheets.trade.matching.tolerances import Tolerances, band_rules, tippable

#: Parts of an order and instalments come late: a lag says no more than this against a member.
_LATE_PART = -1.0
#: Rivals as good as the chosen one leave a suggestion: which of three equal lines is for a person.
_AMBIGUOUS = -1.5
#: Days that a receipt without a date is taken to lie before its line.
_USUAL_LAG = 2


def leftover_groups(desk: Desk, exact: Pairs) -> list[Group]:
    """Possible links of what is free, best first; they compete, so take them in order."""
    rows = np.flatnonzero(desk.free_lines)
    columns = np.flatnonzero(desk.free_receipts)
    if len(rows) == 0 or len(columns) == 0:
        return []
    line, receipt = _related(desk, rows, columns)
    found = desk.paired(exact, least=_AMBIGUOUS)
    found += _splits(desk, line, receipt)
    found.sort(key=_rank)
    tolerant = _tolerant(desk, rows, columns, line, receipt)
    return sorted(found + tolerant, key=_rank)


def _rank(group: Group) -> tuple[float, int, tuple[int, ...], tuple[int, ...]]:
    return -group.strength, group.rule, group.lines, group.receipts


def _related(desk: Desk, rows: Ints, columns: Ints) -> tuple[Ints, Ints]:
    lines, receipts = desk.lines, desk.receipts
    first, last = (part[rows] for part in windows_of(lines.kind, desk.options, split=True))
    alike = alike_vendors(
        distinct(lines.vendor[rows]),
        distinct(receipts.vendor[columns]),
        desk.names.vendors,
        desk.likeness,
    )
    by_vendor = same_vendor(lines, rows, receipts, columns, first, last, alike)
    near_first, near_last = (part[rows] for part in desk.windows)
    by_card = same_card(lines, rows, receipts, columns, near_first, near_last)
    nameless = (lines.vendor[rows] == 0) & (lines.card[rows] == 0) & (lines.holder[rows] == 0)
    open_receipts = columns[(receipts.card[columns] == 0) & (receipts.vendor[columns] != 0)]
    cheques = within_days(
        lines, rows[nameless], receipts, open_receipts, near_first[nameless], near_last[nameless]
    )
    by_reference = same_reference(lines, rows, receipts, columns)
    return unique_pairs([by_vendor, by_card, cheques, by_reference])


def _tolerant(desk: Desk, rows: Ints, columns: Ints, line: Ints, receipt: Ints) -> list[Group]:
    home = columns[desk.receipts.currency[columns] == 0]
    chance = Chance(desk.receipts.amount[home], desk.receipts.day[home], desk.lines.day[rows])
    tolerances = Tolerances(
        desk.lines, rows, desk.receipts, columns, desk.windows, chance, desk.options
    )
    lag = desk.lines.day[line] - desk.receipts.day[receipt]
    near = (lag >= desk.windows[0][line]) & (lag <= desk.windows[1][line])
    near |= desk.receipts.day[receipt] < 0
    bands = band_rules(
        line[near],
        receipt[near],
        desk.lines,
        desk.receipts,
        tippable(desk.receipts),
        desk.windows,
        chance,
        desk.options,
    )
    foreign = rate_pairs(
        line[near],
        receipt[near],
        desk.lines,
        desk.receipts,
        desk.names.currencies.texts,
        desk.windows,
        chance,
        desk.options,
    )
    pairs = desk.allowed(joined([tolerances.exact_keys(), bands, foreign]))
    slipped = pairs.rule == rules.DATE_SLIP
    score = pairs.base + desk.weight(pairs.line, pairs.receipt)
    score[slipped] = pairs.base[slipped] + desk.weight(
        pairs.line[slipped], pairs.receipt[slipped], floor=0.0
    )
    good = np.flatnonzero(score >= desk.options.suggest_tolerance)
    return [
        Group(
            (int(pairs.line[at]),),
            (int(pairs.receipt[at]),),
            int(pairs.rule[at]),
            float(score[at]),
            strength=float(score[at]),
        )
        for at in good.tolist()
    ]


def _splits(desk: Desk, line: Ints, receipt: Ints) -> list[Group]:
    paid, asked = desk.lines.amount, desk.receipts.amount
    members = _members(desk, line, receipt)
    nameless = desk.lines.vendor[members.one] == 0
    vendor = desk.receipts.vendor[members.many]
    by_vendor = np.where(nameless, desk.receipt_names[vendor], members.pool)
    found = []
    for row, some, score, is_round, strength in groups(
        _with_mixed(replace(members, pool=by_vendor)), paid, asked, desk.options
    ):
        net = any((asked[member] < 0) != (paid[row] < 0) for member in some)
        rule = rules.NET if net else rules.ONE_LINE
        found.append(Group((row,), some, rule, score, is_round, strength))
    named = np.flatnonzero(members.weight > 0.0)
    turned = Related(
        members.many[named],
        members.one[named],
        members.weight[named],
        members.lag[named],
        members.pool[named],
    )
    for column, some, score, is_round, strength in groups(
        _with_mixed(turned), asked, paid, desk.options
    ):
        found.append(Group(some, (column,), rules.ONE_RECEIPT, score, is_round, strength))
    return [group for group in found if group.score >= _AMBIGUOUS]


def _members(desk: Desk, line: Ints, receipt: Ints) -> Related:
    """Pairs of which one side may be a part of the other, lines as the single side."""
    home = desk.receipts.currency[receipt] == 0
    if desk.aside.forbidden:
        ruled_out = np.array(sorted(desk.aside.forbidden), dtype=np.int64)
        home &= ~np.isin((line << 32) + receipt, ruled_out)
    line, receipt = line[home], receipt[home]
    weight = desk.weight(line, receipt, _LATE_PART, part=True)
    likeness = desk.likeness.of(desk.lines.vendor[line], desk.receipts.vendor[receipt])
    good = (weight > 0.0) | ((desk.lines.vendor[line] == 0) & (weight > -2.0))
    line, receipt, weight = line[good], receipt[good], weight[good]
    dated = desk.receipts.day[receipt] != UNDATED
    lag = np.where(dated, desk.lines.day[line] - desk.receipts.day[receipt], _USUAL_LAG)
    pool = np.where(likeness[good] >= ALIKE, 0, MIXED)
    return Related(line, receipt, weight, lag, pool)


def _with_mixed(related: Related) -> Related:
    """One pool of the same vendor, and beside it one with everything else that may belong.

    Fewer candidates reach an amount by chance less often, so a sum within one vendor counts for more.
    """
    single = distinct(related.one[related.pool == MIXED])
    again = np.flatnonzero((related.pool == 0) & np.isin(related.one, single))
    order = np.concatenate([np.arange(len(related.one)), again])
    pool = np.concatenate([related.pool, np.full(len(again), MIXED)])
    return Related(
        related.one[order], related.many[order], related.weight[order], related.lag[order], pool
    )
