"""The desk on which one reconciliation is worked: what is free, what is linked, what was learned."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from poc_sheets.trade.matching import rules
from poc_sheets.trade.matching.candidates import Chance, Pairs, windows_of
from poc_sheets.trade.matching.descriptors import vendor_name
from poc_sheets.trade.matching.evidence import Evidence, Facts, facts_of, owners
from poc_sheets.trade.matching.model import Alias, Decision, Line, Receipt
from poc_sheets.trade.matching.naming import alike_to, one_name, repeated
from poc_sheets.trade.matching.one_to_one import best_first, confidence, unrivalled
from poc_sheets.trade.matching.options import Options
from poc_sheets.trade.matching.setting_aside import set_aside
from poc_sheets.trade.matching.similarity import ALIKE, Likeness
from poc_sheets.trade.matching.splits import Group
from poc_sheets.trade.matching.tables import (
    UNDATED,
    Floats,
    Ints,
    Names,
    base_currency,
    line_table,
    receipt_table,
)

_CHANCE_SAMPLE = 6_000
# How often a vendor's other purchase of the same amount has lost its own line or receipt.
_SPARE = 0.2


class Desk:
    """One reconciliation at work."""

    def __init__(
        self,
        lines: Sequence[Line],
        receipts: Sequence[Receipt],
        decisions: Sequence[Decision],
        aliases: Sequence[Alias],
        options: Options,
        known: "Desk | None" = None,
        settled: frozenset[str] = frozenset(),
    ) -> None:
        """Lay out the rows.

        Args:
            lines: the statement.
            receipts: what the production holds.
            decisions: earlier answers of people.
            aliases: vendors known under two names.
            options: windows, caps, rates and thresholds.
            known: a desk whose habits and aliases hold here too, so that nothing is learned anew.
            settled: ids of lines that are matched already and stand here only to be compared with.
        """
        self.known = known
        self.decisions = tuple(decisions)
        self.names: Names = known.names if known else Names.empty()
        self.base: str = known.base if known else base_currency(lines, receipts, options.currency)
        self.options = options if options.currency else replace(options, currency=self.base)
        self.cards_known: bool = (
            known.cards_known if known else any(line.card or line.holder for line in lines)
        )
        self.lines = line_table(lines, self.names, self.base, cards_known=self.cards_known)
        self.receipts = receipt_table(receipts, self.names, self.base)
        self.line_row = {line.id: row for row, line in enumerate(self.lines.rows)}
        self.receipt_row = {receipt.id: row for row, receipt in enumerate(self.receipts.rows)}
        self.aliases: list[Alias] = list(known.aliases) if known else []
        self.alias_sources: dict[tuple[int, int], str] = known.alias_sources if known else {}
        self.likeness: Likeness = known.likeness if known else Likeness(self.names.vendors)
        self.evidence: Evidence = known.evidence if known else Evidence(options)
        self.owner: Ints = known.owner if known else np.zeros(1, dtype=np.int64)
        if known:
            self._fill_holders()
        else:
            self.evidence.count_vendors(self.receipts.vendor, len(self.names.vendors.texts))
        self.line_names, self.receipt_names = self._names_with(aliases)
        for alias in aliases:
            self.know_alias(alias)
        self.groups: list[Group] = []
        #: Pairs of ids, line and receipt, that were matched in the last run.
        self.stood: frozenset[tuple[str, str]] = frozenset()
        self.aside = set_aside(self.lines, self.receipts, self.decisions, settled)
        self._know_decided()
        self.free_lines = self.aside.free_lines
        self.free_receipts = self.aside.free_receipts
        self.windows = windows_of(self.lines.kind, options)
        self.chance: Chance = known.chance if known else self._chance()

    def _chance(self) -> Chance:
        home = self.free_receipts & (self.receipts.currency == 0)
        return Chance(
            self.receipts.amount[home], self.receipts.day[home], self.lines.day[self.free_lines]
        )

    def _names_with(self, aliases: Sequence[Alias]) -> tuple[Ints, Ints]:
        """Under which name each descriptor goes, and each vendor on a receipt."""
        number = self.names.vendors.number
        lefts = [number(vendor_name(alias.descriptor)) for alias in aliases]
        rights = [number(vendor_name(alias.vendor)) for alias in aliases]
        vendors, likeness = self.names.vendors, self.likeness
        return (
            one_name(np.append(self.lines.vendor, lefts).astype(np.int64), vendors, likeness),
            one_name(np.append(self.receipts.vendor, rights).astype(np.int64), vendors, likeness),
        )

    def _know_decided(self) -> None:
        """A person who links two names says that they are one vendor."""
        for rows, columns, _ in self.aside.decided:
            if len(rows) == len(columns) == 1:
                line, receipt = self.lines.rows[rows[0]], self.receipts.rows[columns[0]]
                names = vendor_name(line.vendor), vendor_name(receipt.vendor)
                codes = self.lines.vendor[list(rows)], self.receipts.vendor[list(columns)]
                if all(names) and float(self.likeness.of(*codes)[0]) < ALIKE:
                    self.know_alias(Alias(*names, receipt.id))

    def know_alias(self, alias: Alias) -> None:
        """Take two names for one vendor from now on."""
        left = self.names.vendors.number(vendor_name(alias.descriptor))
        right = self.names.vendors.number(vendor_name(alias.vendor))
        if self.likeness.add_alias(left, right):
            source = self.alias_sources[left, right] = alias.source or "an earlier month"
            self.aliases.append(alias)
            for one in alike_to(left, self.line_names):
                for two in alike_to(right, self.receipt_names):
                    if self.likeness.add_alias(one, two):
                        self.alias_sources[one, two] = source

    def allowed(self, pairs: Pairs) -> Pairs:
        """The pairs that no person has ruled out."""
        if not self.aside.forbidden:
            return pairs
        wanted = np.array(sorted(self.aside.forbidden), dtype=np.int64)
        return pairs.take(~np.isin((pairs.line << 32) + pairs.receipt, wanted))

    def facts(self, line: Ints, receipt: Ints) -> tuple[Facts, Floats]:
        """The classes and the likeness of pairs."""
        likeness = self.likeness.of(self.lines.vendor[line], self.receipts.vendor[receipt])
        return facts_of(self.lines, self.receipts, line, receipt, likeness), likeness

    def weight(
        self, line: Ints, receipt: Ints, floor: float = -99.0, *, part: bool = False
    ) -> Floats:
        """Log-odds of pairs, amounts aside; a lag says at most `floor` against a pair.

        A line that names another receipt says nothing against a `part`: of the invoices that a
        cheque pays, the bank prints one.
        """
        facts, _ = self.facts(line, receipt)
        if part:
            facts.reference[facts.reference > 1] = 0
        dated = self.receipts.day[receipt] != UNDATED
        name = self.evidence.name_weight(facts, self.receipts.vendor[receipt])
        return name + self.evidence.other_weight(facts, dated=dated, floor=floor)

    def scored(self, pairs: Pairs) -> Floats:
        """Log-odds of pairs of equal amount.

        A vendor with a fixed price meets itself again and again, so where the vendors agree chance
        is at least as large as that vendor's other purchases of this very amount.
        """
        facts, _ = self.facts(pairs.line, pairs.receipt)
        dated = self.receipts.day[pairs.receipt] != UNDATED
        vendor = self.receipts.vendor[pairs.receipt]
        name = self.evidence.name_weight(facts, vendor)
        score = pairs.base + name + self.evidence.other_weight(facts, dated=dated)
        alike = name > 0
        of_line = np.bincount(pairs.line[alike], minlength=len(self.lines))[pairs.line]
        of_receipt = np.bincount(pairs.receipt[alike], minlength=len(self.receipts))[pairs.receipt]
        spare = np.abs(of_line - of_receipt) + 0.1 * (np.minimum(of_line, of_receipt) - 1)
        known = np.maximum(spare * _SPARE, 1e-6)
        chance = np.array([rule.odds for rule in rules.RULES])[pairs.rule] - pairs.base - name
        return score - np.where(alike, np.maximum(np.log(known) - chance, 0.0), 0.0)

    def learn(self, pairs: Pairs) -> None:
        """Learn the habits of this data from pairs that the amount alone settles."""
        self._learn_holders(pairs)
        pairs = pairs.take(pairs.rule != rules.DRIFT)
        alone = unrivalled(pairs.line, pairs.receipt, len(self.lines), len(self.receipts))
        clear = alone & (pairs.base > rules.RULES[rules.EXACT].odds + 3.0)
        clear &= self.receipts.day[pairs.receipt] != UNDATED
        true, _ = self.facts(pairs.line[clear], pairs.receipt[clear])
        rows, columns = np.flatnonzero(self.free_lines), np.flatnonzero(self.free_receipts)
        steps = np.arange(min(_CHANCE_SAMPLE, 4 * len(rows), 4 * len(columns)), dtype=np.int64)
        line = rows[(steps * 7919) % len(rows)]
        receipt = columns[(steps * 104_729 + 13) % len(columns)]
        chance, _ = self.facts(line, receipt)
        self.evidence.learn(true, chance)

    def _learn_holders(self, pairs: Pairs) -> None:
        """Fill in whose card it is, where lines name the card and receipts only the person."""
        alone = unrivalled(pairs.line, pairs.receipt, len(self.lines), len(self.receipts))
        line, receipt = pairs.line[alone], pairs.receipt[alone]
        cards = [
            self.lines.card,
            self.receipts.card,
            self.lines.card[line],
            self.receipts.card[receipt],
        ]
        holders = [
            self.lines.holder, self.receipts.holder, self.receipts.holder[receipt], self.lines.holder[line],
        ]  # fmt: skip
        self.owner = owners(
            np.concatenate(cards), np.concatenate(holders), len(self.names.cards.texts)
        )
        self._fill_holders()

    def _fill_holders(self) -> None:
        owner = np.zeros(len(self.names.cards.texts), dtype=np.int64)
        owner[: len(self.owner)] = self.owner
        for table in (self.lines, self.receipts):
            table.holder = np.where(table.holder == 0, owner[table.card], table.holder)

    def settle(self, pairs: Pairs, least: float) -> None:
        """Link free pairs one to one, best first, where the confidence is at least `least`."""
        found = self.paired(pairs, least)
        self.groups += found
        self.free_lines[[group.lines[0] for group in found]] = False
        self.free_receipts[[group.receipts[0] for group in found]] = False

    def paired(self, pairs: Pairs, least: float) -> list[Group]:
        """Free pairs one to one, best first, where the confidence is at least `least`."""
        pairs = pairs.take(self.free_lines[pairs.line] & self.free_receipts[pairs.receipt])
        score = self.scored(pairs)
        hopeful = np.flatnonzero(score > -6.0)
        pairs, score = pairs.take(hopeful), score[hopeful]
        chosen = best_first(pairs.line, pairs.receipt, score, len(self.lines), len(self.receipts))
        twins = (self.aside.line_twin, self.aside.receipt_twin)
        sure = confidence(pairs.line, pairs.receipt, score, chosen, twins)
        keep = (sure >= least) & (score[chosen] >= self.options.suggest)
        chosen, sure = chosen[keep], sure[keep]
        return [
            Group((line,), (receipt,), rule, value, strength=raw)
            for line, receipt, rule, value, raw in zip(
                pairs.line[chosen].tolist(), pairs.receipt[chosen].tolist(),
                pairs.rule[chosen].tolist(), sure.tolist(), score[chosen].tolist(), strict=True,
            )
        ]  # fmt: skip

    def take(self, group: Group) -> None:
        """Link the group; its lines and receipts are no longer free."""
        self.groups.append(group)
        self.free_lines[list(group.lines)] = False
        self.free_receipts[list(group.receipts)] = False

    def learn_aliases(self) -> bool:
        """Aliases that at least two sure links show; whether any is new.

        Descriptors differ from line to line (cut, with a town, misspelt), so links are counted by
        the names under which descriptor and vendor go.
        """
        sure = [g for g in self.groups if len(g.lines) == len(g.receipts) == 1 and g.score >= 8.0]
        line = np.array([g.lines[0] for g in sure], dtype=np.int64)
        receipt = np.array([g.receipts[0] for g in sure], dtype=np.int64)
        if len(line) == 0:
            return False
        left, right = self.lines.vendor[line], self.receipts.vendor[receipt]
        odd = np.flatnonzero((self.likeness.of(left, right) < ALIKE) & (left != 0) & (right != 0))
        new = repeated(self.line_names[left], self.receipt_names[right], odd)
        for one, two, at in new:
            texts = self.names.vendors.texts
            receipt_id = self.receipts.rows[sure[at].receipts[0]].id
            self.know_alias(Alias(texts[one], texts[two], receipt_id))
        return bool(new)
