"""What must still be there: a record of who typed what over what, which knows nothing of the merge.

An edit is lost when a side no longer shows it and nobody who saw it put something in its place.
Every typed value is unlike every other, so that a value tells where it was typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: What a cell shows whose row is not there.
ABSENT = "(no row)"
SIDES = ("sheet", "office")
Place = tuple[str, str]
Rows = Mapping[str, Mapping[str, Any]]


@dataclass
class Typed:
    """Something typed into a cell; `over` are the edits that the person saw there and replaced."""

    value: Any
    over: set[int] = field(default_factory=set)
    side: str = ""
    seen: Any = None
    #: What stood there before: the number of that edit.
    before: int = 0
    #: The other side has shown it.
    is_carried: bool = False


@dataclass
class Oracle:
    """What people did, cell by cell."""

    typed: dict[Place, list[Typed]] = field(default_factory=dict)
    #: The last thing that people on a side typed into a cell.
    standing: dict[tuple[str, Place], int] = field(default_factory=dict)

    def begin(self, name: str, cells: Mapping[str, Any]) -> None:
        """A row that both sides have from the beginning."""
        for column, value in cells.items():
            self.typed[name, column] = [Typed(value, is_carried=True)]
            for side in SIDES:
                self.standing[side, (name, column)] = 0

    def type(self, side: str, place: Place, value: Any, seen: Any) -> None:
        """A person on a side replaced what they saw in a cell."""
        known = self.typed.setdefault(place, [Typed(ABSENT)])
        taken_back = self._taken_back(side, place, value)
        if taken_back is not None:
            self.standing[side, place] = taken_back
            if not any(_same(each.value, value) for each in known):
                known.append(Typed(value))  # a row that they had added is there without this cell
            return
        over = {number for number, each in enumerate(known) if _same(each.value, seen)}
        if value == ABSENT:
            # Who deletes a row deletes what was brought there, also under a value gone astray.
            over |= {n for n, each in enumerate(known) if each.is_carried and each.side != side}
        before = self.standing.get((side, place), 0)
        known.append(Typed(value, over | {before}, side, seen, before))
        self.standing[side, place] = len(known) - 1

    def looked(self, rows: Mapping[str, Rows], told: Mapping[Place, list[Any]]) -> None:
        """A sync ran; this is what both sides show since, and what open questions tell of a cell."""
        for (name, column), known in self.typed.items():
            for each in known:
                other = SIDES[each.side == SIDES[0]]
                row = rows[other].get(name)
                seen = [*([] if row is None else [row[column]]), *told.get((name, column), ())]
                each.is_carried |= any(_same(each.value, value) for value in seen)

    def _taken_back(self, side: str, place: Place, value: Any) -> int | None:
        """The edit that stands again where a person took back what nobody else has seen."""
        known = self.typed[place]
        last = self.standing.get((side, place), 0)
        while known[last].side == side and not known[last].is_carried:
            each = known[last]
            last = each.before
            if _same(each.seen, value) or (value is None and each.seen == ABSENT):
                return last
        return None

    def add(self, side: str, place: Place, value: Any) -> None:
        """A person added a row with this cell; an empty cell of it is no edit of theirs."""
        if value is not None:
            self.type(side, place, value, ABSENT)
            return
        known = self.typed.setdefault(place, [Typed(ABSENT)])
        # Where they had deleted such a row, its empty cell takes the place of what they saw then.
        last = self.standing.get((side, place), 0)
        known.append(Typed(None, {last} if known[last].side else set()))

    def decide(self, place: Place, kept: Any, dropped: Any) -> None:
        """A person saw two values and chose one of them, or typed a third (known by then)."""
        known = self.typed[place]
        if not any(_same(each.value, kept) for each in known):
            # A value astray that a person made their own.
            known.append(Typed(kept, set(range(len(known)))))
        losers = {number for number, each in enumerate(known) if _same(each.value, dropped)}
        for number, each in enumerate(known):
            if _same(each.value, kept):
                each.over |= losers - {number}

    def complaints(
        self, rows: Mapping[str, Rows], astray: Mapping[Place, Any] | None = None
    ) -> list[str]:
        """The edits that are lost, and the values that stand where nobody typed them.

        `astray` are the cells of the Google Sheet about which people are asked because they may
        hold another row's value, and what the question says they held before: there the question
        must tell what is missing on a side, or the workbook have what is missing in the sheet.
        """
        found: list[str] = []
        for place, known in self.typed.items():
            name, column = place
            shown: dict[str, Any] = {}
            for side in SIDES:
                row = rows[side].get(name)
                shown[side] = ABSENT if row is None else row[column]
            for side in SIDES:
                complaint = self._complaint(side, place, shown[side], known)
                if complaint and astray and place in astray:
                    standing = known[self.standing.get((side, place), 0)].value
                    if _same(astray[place], standing):
                        complaint = []
                    elif side == "sheet":
                        complaint = self._complaint(side, place, shown["office"], known)
                found += complaint
        return found

    def _complaint(self, side: str, place: Place, shown: Any, known: list[Typed]) -> list[str]:
        candidates = [n for n, each in enumerate(known) if _same(each.value, shown)]
        if not candidates and shown is None and self._went_unseen(place, known):
            return []
        if not candidates:
            return [f"{side} {place}: shows {shown}, which nobody typed there"]
        standing = self.standing.get((side, place), 0)
        if known[standing].value == ABSENT:
            return []  # an edit of the other side may bring a deleted row back
        if any(standing in self._replaced_by(known, number) for number in candidates):
            return []
        if known[standing].value is None and any(
            0 in known[number].over
            and known[0].value == ABSENT
            and number not in self._replaced_by(known, standing)
            for number in candidates
        ):
            return []  # both sides added the row: what one of them left blank, the other filled in
        return [f"{side} {place}: {known[standing].value} is lost, it shows {shown}"]

    def _went_unseen(self, place: Place, known: list[Typed]) -> bool:
        """Every value of a cell went with its row, deleted by those who typed it, and only they had it.

        Its column was paused: an edit of the other side brings the row back without it.
        """
        return all(
            each.value in (None, ABSENT)
            or (
                not each.is_carried
                and known[self.standing.get((each.side, place), 0)].value == ABSENT
            )
            for each in known
        )

    def _replaced_by(self, known: list[Typed], number: int) -> set[int]:
        """An edit and all that it stands in the place of."""
        seen: set[int] = set()
        waiting = [number]
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting += known[each].over
        return seen


def _same(one: Any, other: Any) -> bool:
    """Equal cells; a number is no text, empty text is no cell."""
    left, right = (None if each == "" else each for each in (one, other))
    if isinstance(left, int | float) and isinstance(right, int | float):
        return float(left) == float(right)
    return type(left) is type(right) and bool(left == right)
