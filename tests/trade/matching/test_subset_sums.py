"""Members of a pool that add up."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.trade.matching.subset_sums import reachable, subsets


def test_the_smallest_subset_comes_first() -> None:
    found = subsets([1811, 4999, 3646, 2999, 8645], 10_456, 6)
    assert [hit.members for hit in found] == [(0, 4), (0, 1, 2)]


def test_credits_take_part() -> None:
    assert [hit.members for hit in subsets([12_791, -4263, 500], 8528, 6)] == [(0, 1)]


def test_round_amounts_are_told_by_their_step_and_meet_by_chance() -> None:
    round_ones = subsets([500, 1000, 1500, 2000, 2500], 3000, 3)
    odd = subsets([517, 1013, 1551, 2029, 2483], 2564, 3)
    assert round_ones[0].step == 500
    assert odd[0].step == 1
    assert round_ones[0].accidental > 50 * odd[0].accidental


@given(
    st.lists(st.tuples(st.lists(st.integers(1, 400), max_size=9), st.integers(1, 1200)), max_size=6)
)
def test_reachable_agrees_with_the_search_itself(cases: list[tuple[list[int], int]]) -> None:
    members = [(at, rank) for at, (pool, _) in enumerate(cases) for rank in range(len(pool))]
    pool = np.array([at for at, _ in members], dtype=np.int64)
    rank = np.array([place for _, place in members], dtype=np.int64)
    amounts = np.array([cases[at][0][place] for at, place in members], dtype=np.int64)
    targets = np.array([target for _, target in cases], dtype=np.int64)
    wanted = [bool(subsets(values, target, 4)) for values, target in cases]
    assert reachable(pool, rank, amounts, targets, 4).tolist() == wanted


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=8), st.data())
def test_a_sum_that_exists_is_found(pool: list[int], data: st.DataObject) -> None:
    chosen = data.draw(
        st.lists(st.sampled_from(range(len(pool))), min_size=2, max_size=4, unique=True)
    )
    target = sum(pool[at] for at in chosen)
    assert all(sum(pool[at] for at in hit.members) == target for hit in subsets(pool, target, 4))
    assert subsets(pool, target, 4)
