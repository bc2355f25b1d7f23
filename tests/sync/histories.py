"""Random histories of people, crashes and faults, and what each cell must hold in the end.

The oracle knows nothing of the merge: it remembers what was typed on each side and not yet seen on
the other. Every typed value is unlike every other, so that equal means arrived.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from poc_sheets.problems import SheetError
from poc_sheets.testing.gsheets.calls import Call
from tests.sync.conftest import Crash, Two

STEPS = ("read", "planned", "journal", "workbook saved", "sending", "sent", "verified")
FAULTS: tuple[dict[str, Any], ...] = (
    {"status": 429},
    {"status": 503},
    {"status": 502, "html": True},
    {"reset": "before"},
    {"reset": "after"},
    {"truncate": True},
)
COLUMNS = ("Phone", "Days")
Cell = tuple[str, str]


@dataclass
class History:
    """One history: what was typed where, and not yet met by the other side."""

    two: Two
    seed: int
    length: int = 12
    typed: dict[tuple[str, Cell], Any] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    next_value: int = 1000
    moving: Callable[[], object] | None = None

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311  (a test's dice)
        self.two.google.between_calls(self._between)

    def _between(self, call: Call) -> None:
        if self.moving and call.path.endswith(":batchUpdate"):
            action, self.moving = self.moving, None
            action()

    def play(self) -> None:
        """Live the history, then let three quiet runs end it and compare."""
        for _ in range(self.length):
            self._step()
        self.two.google.heal()
        self.moving = None
        for _ in range(3):
            self.two.sync()
        self._compare()

    def _step(self) -> None:
        action = self.random.choices(
            (self._type, self._add, self._delete, self._sort, self._sync), (8, 1, 1, 1, 5)
        )[0]
        action()

    def _rows(self, side: str) -> dict[str, dict[str, Any]]:
        rows = self.two.sheet_rows() if side == "sheet" else self.two.office_rows()
        headings = rows[0]
        return {
            str(row[0]): {h: row[i] if i < len(row) else None for i, h in enumerate(headings)}
            for row in rows[1:]
            if row[0]
        }

    def _type(self) -> None:
        side = self.random.choice(("sheet", "office"))
        other = "office" if side == "sheet" else "sheet"
        rows = self._rows(side)
        names = [name for name in rows if name not in self.deleted]
        if not names:
            return
        name, column = self.random.choice(names), self.random.choice(COLUMNS)
        cell = (name, column)
        self.next_value += 1
        value: Any = float(self.next_value) if column == "Days" else f"0{self.next_value}"
        if (other, cell) in self.typed and rows[name][column] == self.typed[other, cell]:
            del self.typed[other, cell]  # the person saw what the other one typed
        self.typed[side, cell] = value
        if side == "sheet":
            self.two.type_sheet(name, column, value)
        else:
            self.two.type_office(name, column, value)

    def _add(self) -> None:
        self.next_value += 1
        name, phone = f"N{self.next_value}", f"0{self.next_value}"
        if self.random.random() < 0.5:
            self.two.add_office(name, phone)
            self.typed["office", (name, "Phone")] = phone
        else:
            row = len(self.two.sheet.rows(self.two.tab)) + 1
            self.two.sheet.put(f"'{self.two.tab}'!A{row}", [name, phone])
            self.typed["sheet", (name, "Phone")] = phone

    def _delete(self) -> None:
        side = self.random.choice(("sheet", "office"))
        names = [n for n in self._rows(side) if n not in self.deleted]
        if len(names) < 4 or len(self.deleted) >= 2:
            return
        name = self.random.choice(names)
        self.deleted.add(name)
        for column in COLUMNS:
            self.typed.pop((side, (name, column)), None)
        if side == "sheet":
            self.two.delete_sheet(name)
        else:
            self.two.delete_office(name)

    def _sort(self) -> None:
        self.two.sheet.sort(self.two.tab, "A", descending=self.random.random() < 0.5)

    def _sync(self) -> None:
        dice = self.random.random()
        crash = ""
        if dice < 0.35:
            crash = self.random.choice(STEPS)
        elif dice < 0.65:
            self.two.google.fail("*:batchUpdate", **self.random.choice(FAULTS))
        if self.random.random() < 0.3:
            self.moving = self._sort
        with suppress(Crash, SheetError):
            self.two.sync(crash_at=crash)
        self.two.google.heal()
        self.moving = None
        self._forget_what_met()

    def _forget_what_met(self) -> None:
        """A cell that is equal on both sides has been seen by both."""
        left, right = self._rows("sheet"), self._rows("office")
        for name in left.keys() & right.keys():
            for column in COLUMNS:
                if left[name][column] == right[name][column]:
                    self.typed.pop(("sheet", (name, column)), None)
                    self.typed.pop(("office", (name, column)), None)

    def _compare(self) -> None:
        left, right = self._rows("sheet"), self._rows("office")
        told = f"seed {self.seed}"
        assert left.keys() == right.keys() or self._asked(), told
        asked = self._asked()
        for (side, (name, column)), value in self.typed.items():
            rows = left if side == "sheet" else right
            if name in self.deleted and name not in rows:
                continue
            assert name in rows, (told, name)
            assert rows[name][column] == value, (told, side, name, column, value, rows[name])
        for name in left.keys() & right.keys():
            for column in COLUMNS:
                is_asked = (name, column) in asked or (name, "(the whole row)") in asked
                assert left[name][column] == right[name][column] or is_asked, (told, name, column)

    def _asked(self) -> set[Cell]:
        records = self.two.pair.state.conflicts().values()
        return {(r["row_key"], r["heading"]) for r in records if r["status"] == "open"}
