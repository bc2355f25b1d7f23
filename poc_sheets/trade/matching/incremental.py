"""A reconciliation that takes in a new line or receipt without working through everything again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from poc_sheets.trade.matching.descriptors import card_key, vendor_name
from poc_sheets.trade.matching.desk import Desk
from poc_sheets.trade.matching.engine import match
from poc_sheets.trade.matching.exceptions import TWIN_DAYS, result_of
from poc_sheets.trade.matching.model import Alias, Decision, Line, Receipt, Result
from poc_sheets.trade.matching.options import DEFAULTS, Options

# A receipt of another vendor and card is looked at where its amount is so much of the line's.
_LEAST, _MOST = 0.6, 1.6
_OPEN_LINES = ("missing receipt", "possible duplicate")


def _fixed_lines(decisions: Sequence[Decision]) -> set[str]:
    """Lines whose place a person settled: no later row reopens them."""
    return {name for each in decisions if each.verdict != "no match" for name in each.line_ids}


class Reconciler:
    """A finished reconciliation that stays open for more rows.

    What was matched, suggested or decided before is not moved: a new line may only take receipts
    that no line has. What was learned about lags, names and cards holds for the new rows.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        receipts: Sequence[Receipt],
        decisions: Sequence[Decision] = (),
        aliases: Sequence[Alias] = (),
        options: Options = DEFAULTS,
    ) -> None:
        """Reconcile everything once; the arguments are those of `reconcile`."""
        self._desk = Desk(lines, receipts, decisions, aliases, options)
        match(self._desk)
        self.result = result_of(self._desk)
        self._decisions = tuple(decisions)
        self._lines = {line.id: line for line in lines}
        self._receipts = {receipt.id: receipt for receipt in receipts}
        self._by_amount: dict[int, list[str]] = defaultdict(list)
        for line in lines:
            self._by_amount[line.amount].append(line.id)
        self._fixed = _fixed_lines(decisions)
        self._open_lines = self._ids_of(self.result.line_buckets, _OPEN_LINES) - self._fixed
        self._open_receipts = self._ids_of(self.result.receipt_buckets, ("no line yet",))

    @staticmethod
    def _ids_of(buckets: Mapping[str, str], wanted: Sequence[str]) -> set[str]:
        return {name for name, bucket in buckets.items() if bucket in wanted}

    def add(
        self,
        lines: Sequence[Line] = (),
        receipts: Sequence[Receipt] = (),
        decisions: Sequence[Decision] = (),
    ) -> Result:
        """Take in new rows and return the whole result with them.

        Args:
            lines: new lines, with ids that are not here yet.
            receipts: new receipts, likewise.
            decisions: what people said about the new rows and those still open. A decision about
                a row that is linked already needs a new run.
        """
        self._decisions += tuple(decisions)
        self._fixed |= _fixed_lines(decisions)
        named = {name for decision in decisions for name in decision.line_ids}
        nearby = [*lines, *self._nearby_lines(lines, receipts, named)]
        twins = self._twins(lines)
        named = {name for decision in decisions for name in decision.receipt_ids}
        fitting = [*receipts, *self._nearby_receipts(nearby, named)]
        options = self._desk.options
        settled = frozenset(line.id for line in twins)
        small = Desk(
            [*nearby, *twins],
            fitting,
            self._decisions_on(nearby, fitting),
            (),
            options,
            self._desk,
            settled,
        )
        match(small)
        self.result = self._merged(result_of(small), settled)
        self._lines.update((line.id, line) for line in lines)
        self._receipts.update((receipt.id, receipt) for receipt in receipts)
        for line in lines:
            self._by_amount[line.amount].append(line.id)
        for line in nearby:
            keep = self.result.line_buckets[line.id] in _OPEN_LINES and line.id not in self._fixed
            (self._open_lines.add if keep else self._open_lines.discard)(line.id)
        for receipt in fitting:
            keep = self.result.receipt_buckets[receipt.id] == "no line yet"
            (self._open_receipts.add if keep else self._open_receipts.discard)(receipt.id)
        return self.result

    def _reach(self) -> int:
        options = self._desk.options
        windows = (options.card_window, options.payable_window, options.split_window)
        return max(max(-first, last) for first, last in windows)

    def _nearby_lines(
        self, lines: Sequence[Line], receipts: Sequence[Receipt], named: set[str]
    ) -> list[Line]:
        """Open lines of the same vendor, card or holder as a new row, and those named."""
        rows: list[Line | Receipt] = [*lines, *receipts]
        vendors = {vendor_name(row.vendor) for row in rows} - {""}
        cards = {card_key(row.card) for row in rows} - {""}
        amounts = {receipt.amount for receipt in receipts}
        days = [line.date.toordinal() for line in lines]
        days += [receipt.date.toordinal() for receipt in receipts if receipt.date]
        if not days and not receipts and not named:
            return []
        first, last = (min(days), max(days)) if days else (0, 4_000_000)
        reach = self._reach()
        found = []
        for name in sorted(self._open_lines):
            line = self._lines[name]
            if name in named:
                found.append(line)
                continue
            if not first - reach <= line.date.toordinal() <= last + reach:
                continue
            related = card_key(line.card) in cards or vendor_name(line.vendor) in vendors
            if related or line.amount in amounts:
                found.append(line)
        return found

    def _nearby_receipts(self, lines: Sequence[Line], named: set[str]) -> list[Receipt]:
        """Open receipts that are named, or in reach of the lines' days, with an amount, vendor or card that may fit."""
        if not lines:
            return []
        reach = self._reach()
        first = min(line.date.toordinal() for line in lines) - reach
        last = max(line.date.toordinal() for line in lines) + reach
        smallest = min(abs(line.amount) for line in lines)
        largest = max(abs(line.amount) for line in lines)
        vendors = {vendor_name(line.vendor) for line in lines} - {""}
        cards = {card_key(line.card) for line in lines} - {""}
        nameless = any(not vendor_name(line.vendor) for line in lines)
        found = []
        for name in sorted(self._open_receipts):
            row = self._receipts[name]
            if name in named:
                found.append(row)
                continue
            if row.date is not None and not first <= row.date.toordinal() <= last:
                continue
            fits = _LEAST * smallest <= abs(row.amount) <= _MOST * largest
            related = card_key(row.card) in cards or vendor_name(row.vendor) in vendors
            if fits or related or row.currency or (nameless and not row.card):
                found.append(row)
        return found

    def _twins(self, lines: Sequence[Line]) -> list[Line]:
        """Lines that are not open and could be what a new line repeats."""
        found: dict[str, Line] = {}
        for line in lines:
            for name in self._by_amount.get(line.amount, ()):
                other = self._lines[name]
                if name not in self._open_lines and abs((other.date - line.date).days) <= TWIN_DAYS:
                    found[name] = other
        return list(found.values())

    def _decisions_on(self, lines: Sequence[Line], receipts: Sequence[Receipt]) -> list[Decision]:
        here = {line.id for line in lines}
        there = {receipt.id for receipt in receipts}
        return [
            decision
            for decision in self._decisions
            if (
                here.intersection(decision.line_ids) and there.intersection(decision.receipt_ids)
                if decision.verdict == "no match"
                else here.issuperset(decision.line_ids) and there.issuperset(decision.receipt_ids)
            )
        ]

    def _merged(self, small: Result, settled: frozenset[str]) -> Result:
        whole = self.result
        fresh = {name: b for name, b in small.line_buckets.items() if name not in settled}
        asked = {question.line_ids[:1] for question in whole.questions}
        return replace(
            whole,
            links=whole.links + small.links,
            line_buckets={**whole.line_buckets, **fresh},
            receipt_buckets={**whole.receipt_buckets, **small.receipt_buckets},
            questions=whole.questions
            + tuple(
                q
                for q in small.questions
                if q.kind != "stale pending" and q.line_ids[:1] not in asked
            ),
            amounts={**whole.amounts, **small.amounts},
        )
