"""Members of a pool that add up."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.trade.matching.subset_sums import Pools, Subset, found_subsets


def subsets(
    amounts: list[int], target: int, most: int, days: list[int] | None = None
) -> list[Subset]:
    pool = Pools(
        np.zeros(len(amounts), dtype=np.int64),
        np.array(amounts, dtype=np.int64),
        np.array(days or [0] * len(amounts), dtype=np.int64),
        np.array([target], dtype=np.int64),
    )
    return dict(found_subsets(pool, most)).get(0, [])


def test_the_smallest_subset_comes_first() -> None:
    found = subsets([1811, 4999, 3646, 2999, 8645], 10_456, 6)
    assert [hit.members for hit in found] == [(0, 4), (0, 1, 2)]


def test_of_two_subsets_of_a_size_the_closer_days_come_first_and_meet_less_by_chance() -> None:
    found = subsets([1000, 2017, 1000], 3017, 6, [0, 9, 10])
    assert [hit.members for hit in found] == [(1, 2), (0, 1)]
    many = [511 + 137 * at for at in range(20)]
    wide, close = (
        subsets(many, many[0] + many[19], 2, [*range(19), last])[0].accidental for last in (40, 19)
    )
    assert close <= wide


def test_sums_that_only_wrap_around_in_thirty_two_bits_are_none() -> None:
    assert subsets([2**31, 2**31 + 5], 5, 2) == []


def test_large_amounts_add_up() -> None:
    assert [hit.members for hit in subsets([3 * 10**9, 10**9 + 7], 4 * 10**9 + 7, 3)] == [(0, 1)]


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
def test_pools_beside_each_other_are_searched_as_if_alone(
    cases: list[tuple[list[int], int]],
) -> None:
    members = [(at, amount) for at, (pool, _) in enumerate(cases) for amount in pool]
    pools = Pools(
        np.array([at for at, _ in members], dtype=np.int64),
        np.array([amount for _, amount in members], dtype=np.int64),
        np.zeros(len(members), dtype=np.int64),
        np.array([target for _, target in cases], dtype=np.int64),
    )
    together = dict(found_subsets(pools, 4))
    alone = {at: subsets(values, target, 4) for at, (values, target) in enumerate(cases)}
    assert together == {at: found for at, found in alone.items() if found}


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=8), st.data())
def test_a_sum_that_exists_is_found(pool: list[int], data: st.DataObject) -> None:
    chosen = data.draw(
        st.lists(st.sampled_from(range(len(pool))), min_size=2, max_size=4, unique=True)
    )
    target = sum(pool[at] for at in chosen)
    assert all(sum(pool[at] for at in hit.members) == target for hit in subsets(pool, target, 4))
    assert subsets(pool, target, 4)
