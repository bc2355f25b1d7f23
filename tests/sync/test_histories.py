"""Random histories: whatever happens in whatever order, no edit is lost and no value goes astray."""

import os
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


@pytest.mark.parametrize(
    "seed",
    [
        1603,
        2006,
        7185,
        20480,
        40485,
        41168,
        41747,
        41751,
        42810,
        64801,
        71051,
        102192,
        111583,
        211020,
        211022,
        312365,
    ],
)
def test_histories_that_once_lost_an_edit(make_two: Callable[..., Two], seed: int) -> None:
    """A decision about a cell that was typed into since; a cell emptied in a row that had just come
    back; values typed over by a stray one, once and twice, that nobody was told of.
    """
    two = make_two()
    two.sync()
    History(two, seed).play()


@pytest.mark.parametrize("first", SEEDS[::BLOCK])
def test_known_histories(make_two: Callable[..., Two], first: int) -> None:
    """People and machines do what they like on both sides; a failure prints its seed and story."""
    _play(make_two, first)


def test_histories_from_a_seed_of_ones_own(make_two: Callable[..., Two]) -> None:
    """POC_SHEETS_SEED plays others; thousands of them: `python -m benchmarks.sync_histories`."""
    _play(make_two, int(os.environ.get("POC_SHEETS_SEED", "1000000")))
