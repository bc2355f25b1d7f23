"""Random histories: whatever happens in whatever order, no edit is lost and no value goes astray."""

import os
import random
from collections.abc import Callable

import pytest

from tests.sync.conftest import Two
from tests.sync.histories import History

#: Known seeds: among them those that once found something.
SEEDS = range(18)
BLOCK = 6


def _play(make_two: Callable[..., Two], first: int) -> None:
    for seed in range(first, first + BLOCK):
        two = make_two()
        two.sync()
        History(two, seed).play()


@pytest.mark.parametrize("seed", [1603, 7185])
def test_histories_that_once_lost_an_edit(make_two: Callable[..., Two], seed: int) -> None:
    """A decision about a cell that was typed into since; a value over one that nobody was told of."""
    two = make_two()
    two.sync()
    History(two, seed).play()


@pytest.mark.parametrize("first", SEEDS[::BLOCK])
def test_known_histories(make_two: Callable[..., Two], first: int) -> None:
    """People and machines do what they like on both sides; a failure prints its seed and story."""
    _play(make_two, first)


def test_new_histories(make_two: Callable[..., Two]) -> None:
    """Others in every run; POC_SHEETS_SEED repeats those of a failure."""
    given = os.environ.get("POC_SHEETS_SEED")
    first = int(given) if given else random.SystemRandom().randrange(10**6, 10**9)
    _play(make_two, first)
