"""Random histories of people, crashes and faults on both sides of a sync.

People type, clear, add, delete, rename, sort, decide and rename headings; the machine dies at any
step and Google fails in any way. In the end three quiet runs follow, and the oracle looks.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from poc_sheets.problems import SheetError
from poc_sheets.testing.gsheets.calls import Call
from poc_sheets.workbook import Value
from tests.sync.conftest import Crash, Two
from tests.sync.oracle import ABSENT, Oracle, Rows

STEPS = ("read", "planned", "journal", "workbook saved", "sending", "sent", "verified")
FAULTS: tuple[dict[str, Any], ...] = (
    {"status": 429},
    {"status": 500},
    {"status": 503},
    {"status": 502, "html": True},
    {"status": 400},
    {"reset": "before"},
    {"reset": "after"},
    {"truncate": True},
)
COLUMNS = ("Phone", "Days")
LOST_HEADING = "Telephone"
CONFLICTS = "Sync Conflicts"


@dataclass
class History:
    """One history: the same seed gives the same one."""

    two: Two
    seed: int
    length: int = 14
    next_value: int = 1000
    moving: Callable[[], object] | None = None
    oracle: Oracle = field(default_factory=Oracle)
    #: What was done, to be read when something is lost.
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311  (a test's dice)
        self.two.google.between_calls(self._between)
        for name, cells in self._rows("sheet").items():
            self.oracle.begin(name, {column: cells[column] for column in COLUMNS})

    def _between(self, call: Call) -> None:
        if self.moving and call.path.endswith(":batchUpdate"):
            action, self.moving = self.moving, None
            action()

    def play(self) -> None:
        """Live the history, let three quiet runs end it, and ask the oracle.

        Raises:
            AssertionError: an edit is lost, or the sides differ and nobody was asked.
        """
        actions = (
            (self._type, 16),
            (self._clear, 1),
            (self._add, 2),
            (self._delete, 2),
            (self._rename, 1),
            (self._sort, 2),
            (self._decide, 3),
            (self._rename_heading, 1),
            (self._sync, 11),
        )
        for _ in range(self.length):
            self.random.choices([a for a, _ in actions], [weight for _, weight in actions])[0]()
        self.two.google.heal()
        self.moving = None
        self._put_heading_back()
        for _ in range(3):
            self.two.sync()
        self._compare()

    # What people see.

    def _rows(self, side: str) -> dict[str, dict[str, Any]]:
        rows = self.two.sheet_rows() if side == "sheet" else self.two.office_rows()
        headings = ["Phone" if heading == LOST_HEADING else str(heading) for heading in rows[0]]
        return {
            str(row[0]): {h: row[i] if i < len(row) else None for i, h in enumerate(headings)}
            for row in rows[1:]
            if row[0]
        }

    def _side(self) -> str:
        return self.random.choice(("sheet", "office"))

    def _note(self, *words: object) -> None:
        self.told.append(" ".join(map(str, words)))

    # What people do.

    def _type(self) -> None:
        side, column = self._side(), self.random.choice(COLUMNS)
        rows = self._rows(side)
        if rows:
            self.next_value += 1
            value = float(self.next_value) if column == "Days" else f"0{self.next_value}"
            self._put(side, self.random.choice(list(rows)), column, value, rows)

    def _clear(self) -> None:
        side, column = self._side(), self.random.choice(COLUMNS)
        rows = self._rows(side)
        if rows:
            self._put(side, self.random.choice(list(rows)), column, None, rows)

    def _put(self, side: str, name: str, column: str, value: Value, rows: Rows) -> None:
        seen = rows[name][column]
        if value is None and seen is None:
            return  # nothing is changed
        self._note(side, "types", name, column, value, "over", seen)
        self.oracle.type(side, (name, column), value, seen)
        if side == "office":
            self.two.type_office(name, column, value)
        else:
            heading = LOST_HEADING if column == "Phone" and self._is_lost() else column
            self.two.type_sheet(name, heading, value)

    def _add(self) -> None:
        """Add a row, sometimes one that the other side has just added too."""
        side = self._side()
        here, there = self._rows(side), self._rows("office" if side == "sheet" else "sheet")
        self.next_value += 1
        name, phone = f"N{self.next_value}", f"0{self.next_value}"
        twins = [n for n in there if n not in here and n.startswith("N")]
        if twins and self.random.random() < 0.5:
            name = self.random.choice(twins)
        self._add_row(side, name, [phone, None])

    def _add_row(self, side: str, name: str, cells: list[Any]) -> None:
        self._note(side, "adds", name, cells)
        for column, value in zip(COLUMNS, cells, strict=True):
            self.oracle.add(side, (name, column), value)
        if side == "office":
            self.two.add_office(name, *cells)
        else:
            row = len(self.two.sheet.rows(self.two.tab)) + 1
            self.two.sheet.put(f"'{self.two.tab}'!A{row}", [name, *cells])

    def _delete(self) -> None:
        side = self._side()
        rows = self._rows(side)
        if len(rows) < 3:
            return
        name = self.random.choice(list(rows))
        self._note(side, "deletes", name, rows[name])
        for column in COLUMNS:
            self.oracle.type(side, (name, column), ABSENT, rows[name][column])
        if side == "sheet":
            self.two.delete_sheet(name)
        else:
            self.two.delete_office(name)

    def _rename(self) -> None:
        side = self._side()
        rows = self._rows(side)
        if not rows:
            return
        self.next_value += 1
        old, new = self.random.choice(list(rows)), f"R{self.next_value}"
        self._note(side, "renames", old, "to", new)
        for column in COLUMNS:
            self.oracle.type(side, (old, column), ABSENT, rows[old][column])
            self.oracle.add(side, (new, column), rows[old][column])
        if side == "sheet":
            self.two.type_sheet(old, "Name", new)
        else:
            self.two.type_office(old, "Name", new)

    def _sort(self) -> None:
        self._note("rows are sorted")
        self.two.sheet.sort(self.two.tab, "A", descending=self.random.random() < 0.5)

    def _is_lost(self) -> bool:
        return LOST_HEADING in self.two.sheet_rows()[0]

    def _rename_heading(self) -> None:
        if self._is_lost():
            self._put_heading_back()
        else:
            self._note("the heading Phone is renamed")
            self.two.sheet.put(f"'{self.two.tab}'!B1", LOST_HEADING)

    def _put_heading_back(self) -> None:
        self._note("the heading Phone is back")
        self.two.sheet.put(f"'{self.two.tab}'!B1", "Phone")

    def _decide(self) -> None:
        """Choose for one conflict in the drop-down, on either side."""
        side = self._side()
        try:
            rows = (
                self.two.sheet_rows(CONFLICTS)
                if side == "sheet"
                else self.two.office_rows(CONFLICTS)
            )
        except Exception:  # noqa: BLE001  (the tab is not there before the first conflict)
            return
        headings = [str(heading) for heading in rows[0]]
        lines = [dict(zip(headings, row, strict=False)) for row in rows[1:]]
        waiting = [w for w in lines if w.get("Status") == "open" and w.get("Column") in COLUMNS]
        if not waiting:
            return
        line = self.random.choice(waiting)
        place = (str(line["Row"]), str(line["Column"]))
        sheet, office = (
            _value_of(line.get(h), place[1]) for h in ("Google Sheet has", "Workbook has")
        )
        choice = self.random.choice(("keep sheet", "keep office", "use New value"))
        self._note(side, "decides", place, choice, sheet, office)
        type_into = self.two.type_sheet if side == "sheet" else self.two.type_office
        if choice == "use New value":
            self.next_value += 1
            new: Value = float(self.next_value) if place[1] == "Days" else f"0{self.next_value}"
            self.oracle.decide(place, new, sheet)
            self.oracle.decide(place, new, office)
            type_into(str(line["Conflict"]), "New value", new, CONFLICTS)
        else:
            kept, dropped = (sheet, office) if choice == "keep sheet" else (office, sheet)
            self.oracle.decide(place, kept, dropped)
        type_into(str(line["Conflict"]), "Decision", choice, CONFLICTS)

    # What the machine does.

    def _sync(self) -> None:
        dice = self.random.random()
        crash = ""
        if dice < 0.35:
            crash = self.random.choice(STEPS)
        elif dice < 0.65:
            self.two.google.fail("*:batchUpdate", **self.random.choice(FAULTS))
        elif dice < 0.72:
            self.two.google.fail("/v4/*", method="GET", **self.random.choice(FAULTS))
        if self.random.random() < 0.3:
            self.moving = self._sort
        waiting = list(self.two.google._faults.waiting)
        self._note(
            "sync", crash and f"dies at {crash}", waiting, "and a sort" if self.moving else ""
        )
        with suppress(Crash, SheetError):
            report = self.two.sync(crash_at=crash)
            self._note("  ", report.summary)
        self.two.google.heal()
        self.moving = None
        told: dict[tuple[str, str], list[Any]] = {}
        for record in self.two.pair.state.conflicts().values():
            column = record["heading"]
            if record["status"] == "open" and column in COLUMNS:
                values = [_value_of(record[w], column) for w in ("sheet_value", "office_value")]
                told[record["row_key"], column] = values
        self.oracle.looked({side: self._rows(side) for side in ("sheet", "office")}, told)

    # The end.

    def _compare(self) -> None:
        rows = {side: self._rows(side) for side in ("sheet", "office")}
        records = self.two.pair.state.conflicts().values()
        asked = [r for r in records if r["status"] == "open"]
        cells = {(r["row_key"], r["heading"]) for r in asked}
        names = {
            r[c] for r in asked if r["kind"] == "renamed" for c in ("sheet_value", "office_value")
        }
        astray = {
            (r["row_key"], r["heading"]): _value_of(r["agreed"], r["heading"])
            for r in asked
            if r["kind"] == "misplaced"
        }
        found = self.oracle.complaints(rows, astray)
        for name in rows["sheet"].keys() ^ rows["office"].keys():
            if name not in names | {row for row, _ in astray}:
                found.append(f"{name} is on one side only")
        for name in rows["sheet"].keys() & rows["office"].keys():
            for column in COLUMNS:
                left, right = (rows[side][name][column] for side in ("sheet", "office"))
                if left != right and (name, column) not in cells:
                    found.append(f"{name} {column}: {left} and {right}")
        assert not found, "\n".join([f"seed {self.seed}", *found, *self.told])


def _value_of(text: Any, column: str) -> Any:
    """What a line of the conflicts shows, as it stands in the cell."""
    if text is None or text == "(empty)":
        return None
    return float(text) if column == "Days" else str(text)
