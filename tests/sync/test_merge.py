"""The merge against an oracle that shares no code with it, in every state of a two-column row."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poc_sheets.sync.cells import Known, Lacks, Plain
from poc_sheets.sync.merge import merge
from poc_sheets.sync.versions import Decision, Line, Merge, Rules, Table, key_of
from poc_sheets.workbook import Cell, ErrorValue
from tests.sync.test_cells import cells

KEY = key_of(["A"])
COLUMNS = ("name", "one", "two")
RULES = Rules(COLUMNS, ("name",))
Row = tuple[Any, Any] | None
VALUES = (None, 1.0, True, "1")
ROWS: tuple[Row, ...] = (None, *((one, two) for one in VALUES for two in VALUES))


def table(row: Row, **facts: Any) -> Table:
    if row is None:
        return Table({})
    return Table({KEY: Line(2, {"name": "A", "one": row[0], "two": row[1]}, **facts)})


def run(base: Row, sheet: Row, office: Row, rules: Rules = RULES) -> Merge:
    known = {KEY: {"name": "A", "one": base[0], "two": base[1]}} if base else {}
    return merge(known, table(sheet), table(office), rules)


def applied(side: str, row: Row, wanted: Merge) -> Row:
    """The row of a side once the merge's wishes are carried out."""
    cells = {"one": row[0], "two": row[1]} if row else None
    for insert in wanted.inserts:
        if insert.side == side:
            assert cells is None
            cells = {"one": insert.cells.get("one"), "two": insert.cells.get("two")}
    for write in wanted.writes:
        if write.side == side:
            assert cells is not None
            cells[write.column] = write.new
    for delete in wanted.deletes:
        if delete.side == side:
            assert cells is not None
            cells = None
    return (cells["one"], cells["two"]) if cells else None


def oracle(base: Row, sheet: Row, office: Row) -> tuple[Row, Row, set[int]]:
    """Both rows afterwards and the columns in conflict, from the two tables of rules."""
    if sheet is None or office is None:
        only = sheet if office is None else office
        if only is None or (base is not None and repr(only) == repr(base)):
            return None, None, set()
        return only, only, set()
    left, right, clashes = list(sheet), list(office), set()
    for at in (0, 1):
        s, x = repr(sheet[at]), repr(office[at])
        b = repr(base[at]) if base else "None" if "None" in (s, x) else "nothing"
        if s == x:
            continue
        if s == b:
            left[at] = office[at]
        elif x == b:
            right[at] = sheet[at]
        else:
            clashes.add(at)
    return (left[0], left[1]), (right[0], right[1]), clashes


def test_every_state_of_a_row_of_two_columns() -> None:
    """4,913 states: three versions of a row that is absent or has two of four values."""
    states = 0
    for base, sheet, office in product(ROWS, repeat=3):
        wanted = run(base, sheet, office)
        left, right, clashes = oracle(base, sheet, office)
        seen = (applied("sheet", sheet, wanted), applied("office", office, wanted))
        assert repr(seen) == repr((left, right)), (base, sheet, office)
        assert {("one", "two").index(clash.column) for clash in wanted.clashes} == clashes
        states += 1
    assert states == 17**3


def test_a_second_merge_has_nothing_left_to_do() -> None:
    """After the wishes are carried out and agreed on, only the conflicts remain, as they were."""
    for base, sheet, office in product(ROWS[::3], repeat=3):
        wanted = run(base, sheet, office)
        left, right = applied("sheet", sheet, wanted), applied("office", office, wanted)
        known = {"name": "A", "one": base[0], "two": base[1]} if base else {}
        for write in wanted.writes:
            known[write.column] = write.new
        known |= wanted.agreed.get(KEY, {})
        for insert in wanted.inserts:
            known |= dict.fromkeys(("one", "two")) | dict(insert.cells)
        again = merge({KEY: known} if known and left else {}, table(left), table(right), RULES)
        assert (again.writes, again.inserts, again.deletes) == ([], [], [])
        assert again.clashes == wanted.clashes


def test_a_formula_gives_its_result_and_takes_none() -> None:
    """The sheet calculates column one: its new result travels, a typed value is a conflict."""
    base: dict[str, dict[str, Plain]] = {KEY: {"name": "A", "one": 1.0, "two": None}}
    calculating = table((2.0, None), formulas=frozenset({"one"}))
    wanted = merge(base, calculating, table((1.0, None)), RULES)
    assert [(w.side, w.new) for w in wanted.writes] == [("office", 2.0)]
    still = table((1.0, None), formulas=frozenset({"one"}))
    wanted = merge(base, still, table((5.0, None)), RULES)
    assert not wanted.writes
    assert [clash.kind for clash in wanted.clashes] == ["formula"]
    both = table((7.0, None), formulas=frozenset({"one"}))
    wanted = merge(base, still, both, RULES)
    assert (wanted.writes, wanted.clashes) == ([], [])


def test_a_decision_never_replaces_a_formula() -> None:
    """Keep office would write over the sheet's formula: the conflict stays."""
    base: dict[str, dict[str, Plain]] = {KEY: {"name": "A", "one": 1.0, "two": None}}
    rules = Rules(COLUMNS, ("name",), decisions={(KEY, "one"): Decision("office")})
    still = table((1.0, None), formulas=frozenset({"one"}))
    wanted = merge(base, still, table((5.0, None)), rules)
    assert not wanted.writes
    assert wanted.clashes


@pytest.mark.parametrize("side", ["sheet", "office"])
def test_an_error_is_never_copied_and_never_overwritten(side: str) -> None:
    """#REF! on a side: the cell waits until the formula is put right."""
    broken, whole = (ErrorValue("#REF!"), None), (3.0, None)
    base = (2.0, None)
    wanted = run(base, broken, whole) if side == "sheet" else run(base, whole, broken)
    assert not wanted.writes
    assert [(column, where) for _, column, where in wanted.errors] == [("one", side)]


def test_a_change_of_type_is_told() -> None:
    """2 became the text "2": copied as it is, and told."""
    wanted = run((2.0, None), ("2", None), (2.0, None))
    assert [w.new for w in wanted.writes] == ["2"]
    assert wanted.retyped == [(KEY, "one")]


def test_doubtful_cells_are_asked_about() -> None:
    """A value that may belong to another row is not carried over."""
    rules = Rules(COLUMNS, ("name",), doubtful={(KEY, "one"): 1.0})
    wanted = run((1.0, None), (9.0, None), (1.0, None), rules)
    assert not wanted.writes
    assert wanted.clashes[0].kind == "misplaced"
    rules = Rules(COLUMNS, ("name",), doubtful={(KEY, "one"): 9.0})
    wanted = run((1.0, None), (9.0, None), (1.0, None), rules)
    assert [write.new for write in wanted.writes] == [9.0], "it holds what it held before"


PAUSED = Rules(("name", "one"), ("name",), paused=("two",))


def test_a_row_that_comes_while_a_column_is_paused_lacks_that_cell() -> None:
    """What it could not get is remembered, with what stood there; a cell that is blank is not."""
    (insert,) = run(None, (1.0, "0042"), None, PAUSED).inserts
    assert (insert.cells, insert.lacks) == ({"name": "A", "one": 1.0}, {"two": "0042"})
    (insert,) = run(None, (1.0, None), None, PAUSED).inserts
    assert insert.lacks == {}


@pytest.mark.parametrize(
    ("sheet", "office", "written", "asked"),
    [
        ("0042", None, [("office", "0042")], False),
        ("0043", None, [("office", "0043")], False),
        (None, "0099", [], True),
        ("0042", "0099", [], True),
        ("0042", "0042", [], False),
        (None, None, [], False),
    ],
)
def test_a_cell_that_a_side_lacks(
    sheet: Cell,
    office: Cell,
    written: list[tuple[str, Cell]],
    asked: bool,  # noqa: FBT001  (a column of the table)
) -> None:
    """The workbook got the row without column two: it takes the value, unless somebody typed there."""
    known: dict[str, Known] = {"name": "A", "one": 1.0, "two": Lacks("office", "0042")}
    wanted = merge({KEY: known}, table((1.0, sheet)), table((1.0, office)), RULES)
    assert [(write.side, write.new) for write in wanted.writes] == written
    assert [clash.base for clash in wanted.clashes] == [None] * asked
    assert wanted.retyped == []


def test_a_row_does_not_go_with_a_cell_that_the_other_side_never_saw() -> None:
    """Deleted in the Google Sheet, which had got it without column two: it comes back."""
    known: dict[str, Known] = {"name": "A", "one": 1.0, "two": Lacks("sheet", "0042")}
    for rules in (PAUSED, RULES):
        wanted = merge({KEY: known}, table(None), table((1.0, "0042")), rules)
        assert (wanted.deletes, len(wanted.inserts)) == ([], 1)


def test_a_row_goes_back_with_the_cell_that_its_side_lacks() -> None:
    """Deleted in the Google Sheet, edited in the workbook, which never got column two."""
    known: dict[str, Known] = {"name": "A", "one": 1.0, "two": Lacks("office", "0042")}
    wanted = merge({KEY: known}, table(None), table((2.0, None)), RULES)
    assert [(write.side, write.new) for write in wanted.writes] == [("office", "0042")]
    assert [insert.cells for insert in wanted.inserts] == [{"name": "A", "one": 2.0, "two": "0042"}]
    unchanged = merge({KEY: known}, table(None), table((1.0, None)), RULES)
    assert (unchanged.inserts, unchanged.writes) == ([], [])
    assert [delete.side for delete in unchanged.deletes] == ["office"]


def test_a_new_name_that_holds_takes_the_old_row_away() -> None:
    """The question about the name is open until then; it is no question about a cell."""
    new = key_of(["B"])
    sheet = Table({new: Line(2, {"name": "B", "one": 1.0, "two": None})})
    known: dict[str, dict[str, Known]] = {KEY: {"name": "A", "one": 1.0, "two": None}}
    rules = Rules(COLUMNS, ("name",), decisions={(KEY, ""): Decision("sheet")}, asked={(KEY, "")})
    wanted = merge(known, sheet, table((1.0, None)), rules)
    assert [(delete.side, delete.key) for delete in wanted.deletes] == [("office", KEY)]
    assert [(insert.side, insert.key) for insert in wanted.inserts] == [("office", new)]


@pytest.mark.parametrize("emptied", ["sheet", "office"])
def test_an_open_question_is_not_answered_by_emptying_a_cell(emptied: str) -> None:
    """Both sides had added the row; whichever side is emptied, the question stays."""
    known: dict[str, Known] = {"name": "A", "two": None}
    sheet, office = (None, 2.0) if emptied == "sheet" else (1.0, None)
    rules = Rules(COLUMNS, ("name",), asked={(KEY, "one")})
    wanted = merge({KEY: known}, table((sheet, None)), table((office, None)), rules)
    assert (len(wanted.clashes), wanted.writes) == (1, [])
    gone = merge({KEY: known}, table(None), table((None, None)), rules)
    assert (len(gone.inserts), gone.deletes) == (1, [])


rows = st.dictionaries(st.sampled_from("ABCDE"), st.tuples(cells, cells), max_size=5)


@settings(max_examples=300, deadline=None, database=None)
@given(rows, rows, rows)
def test_random_tables_lose_no_edit(
    base: dict[str, Any], sheet: dict[str, Any], office: dict[str, Any]
) -> None:
    """Each row ends as the oracle says, unless a renaming is asked about: then nothing happens."""

    def of(rows: dict[str, Any]) -> Table:
        lines = {
            key_of([k]): Line(n, {"name": k, "one": v[0], "two": v[1]})
            for n, (k, v) in enumerate(rows.items())
        }
        return Table(lines)

    known = {key_of([k]): {"name": k, "one": v[0], "two": v[1]} for k, v in base.items()}
    wanted = merge(known, of(sheet), of(office), RULES)
    asked = any(clash.kind == "renamed" for clash in wanted.clashes)
    for name in base.keys() | sheet.keys() | office.keys():
        b, s, x = base.get(name), sheet.get(name), office.get(name)
        own = Merge(
            [w for w in wanted.writes if w.key == key_of([name])],
            [i for i in wanted.inserts if i.key == key_of([name])],
            [d for d in wanted.deletes if d.key == key_of([name])],
        )
        seen = (applied("sheet", s, own), applied("office", x, own))
        left, right, _ = oracle(b, s, x)
        untouched = asked and repr(seen) == repr((s, x))
        assert repr(seen) == repr((left, right)) or untouched
