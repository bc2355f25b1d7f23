"""Revisions go through the show's colours and then through them again, doubled."""

import pytest

from poc_sheets.trade.colors import (
    REVISION_COLORS,
    color_rgb,
    next_color,
    revision_color,
    revision_number,
)


@pytest.mark.parametrize(
    ("number", "color"),
    [
        (0, "WHITE"),
        (1, "BLUE"),
        (2, "PINK"),
        (3, "YELLOW"),
        (4, "GREEN"),
        (5, "GOLDENROD"),
        (6, "BUFF"),
        (7, "SALMON"),
        (8, "CHERRY"),
        (9, "DOUBLE BLUE"),
        (16, "DOUBLE CHERRY"),
        (17, "TRIPLE BLUE"),
        (25, "4TH BLUE"),
    ],
)
def test_the_order_of_revisions(number: int, color: str) -> None:
    assert revision_color(number) == color
    assert revision_number(color) == number


def test_a_show_has_its_own_list_and_may_repeat_white() -> None:
    """A series that goes back to double white after goldenrod."""
    colors = ("White", "Blue", "Pink", "Yellow", "Green", "Goldenrod")
    assert revision_color(6, colors, repeats_first=True) == "DOUBLE WHITE"
    assert revision_number("double white", colors, repeats_first=True) == 6
    assert revision_number("double white", colors) is None


@pytest.mark.parametrize(
    ("color", "after"),
    [("white", "BLUE"), ("Cherry", "DOUBLE BLUE"), ("2nd  blue", "DOUBLE PINK"), ("TAN", None)],
)
def test_the_next_colour(color: str, after: str | None) -> None:
    assert next_color(color) == after


def test_every_colour_can_be_shown() -> None:
    for number in range(20):
        assert color_rgb(revision_color(number)) is not None
    assert color_rgb("DOUBLE BLUE") == color_rgb("blue")
    assert color_rgb("plaid") is None
    assert len({color_rgb(color) for color in REVISION_COLORS}) == len(REVISION_COLORS)


def test_there_is_no_revision_before_the_first() -> None:
    with pytest.raises(ValueError, match="no revision -1"):
        revision_color(-1)
