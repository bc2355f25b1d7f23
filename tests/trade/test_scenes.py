"""Scene numbers sort as in a script, and lists of scenes and cast ids come apart."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.trade.scenes import (
    CastMark,
    scene_key,
    scene_text,
    split_cast_ids,
    split_scene_list,
)


def test_scenes_sort_in_script_order() -> None:
    """A12 was added before 12, 12A after it; parts follow their scene; the tenth is after the ninth."""
    ordered = ["1", "2", "9", "10", "A12", "B12", "12", "12pt", "12pt1", "12PT2", "12pt10"]
    ordered += ["12A", "12A pt 2", "12AA", "12B", "A13", "13", "101-2", "101-45", "102-1"]
    ordered += ["INSERTS", "OMITTED"]
    shuffled = ordered.copy()
    random.Random(7).shuffle(shuffled)  # noqa: S311 - no secret
    assert sorted(shuffled, key=scene_key) == ordered


def test_a_number_cell_sorts_like_its_text() -> None:
    assert scene_key(12.0) == scene_key("12")
    assert scene_text(12.0) == "12"
    assert scene_text(None) == ""


@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_text_can_be_sorted(texts: list[str]) -> None:
    assert len(sorted(texts, key=scene_key)) == len(texts)


@pytest.mark.parametrize(
    ("cell", "scenes"),
    [
        ("12, 14A & 15pt", ("12", "14A", "15pt")),
        ("Sc. 12; A13\n101-45", ("12", "A13", "101-45")),
        ("1 and 2", ("1", "2")),
        (12.0, ("12",)),
        ("", ()),
        (None, ()),
    ],
)
def test_scene_lists_come_apart(cell: object, scenes: tuple[str, ...]) -> None:
    assert split_scene_list(cell) == scenes


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ("1, 3, 5x", (CastMark("1"), CastMark("3"), CastMark("5", "x"))),
        ("1 3 5V", (CastMark("1"), CastMark("3"), CastMark("5", "v"))),
        ("5 (v), 7A", (CastMark("5", "v"), CastMark("7A"))),
        (5.0, (CastMark("5"),)),
        ("x", (CastMark("x"),)),
        ("DAVE", (CastMark("DAVE"),)),
        ("", ()),
        (None, ()),
    ],
)
def test_cast_ids_keep_their_mark(cell: object, marks: tuple[CastMark, ...]) -> None:
    """Beside a number, x and v are marks; another letter belongs to the id."""
    assert split_cast_ids(cell) == marks
