"""Random histories: whatever happens in whatever order, no edit is lost and no value goes astray."""

import os
from collections.abc import Callable

import pytest

from tests.sync.conftest import Two
from tests.sync.histories import History

#: More of them on demand: POC_SHEETS_HISTORIES=10000.
COUNT = int(os.environ.get("POC_SHEETS_HISTORIES", "36"))
BLOCK = 6


@pytest.mark.parametrize("block", range(0, COUNT, BLOCK))
def test_random_histories(make_two: Callable[..., Two], block: int) -> None:
    """People type, add, delete and sort on both sides; the machine and Google fail at will."""
    for seed in range(block, min(block + BLOCK, COUNT)):
        two = make_two(conflicts_tab=False)
        two.sync()
        History(two, seed, length=10).play()
