"""The day out of days gives the codes and totals of the trade's rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.trade.dood import DoodRow, day_out_of_days, describe


def june(*days: int) -> list[date]:
    """June 2026: the 1st is a Monday."""
    return [date(2026, 6, day) for day in days]


SHOOT = june(1, 2, 3, 4, 5, 8, 9, 10, 11, 12)
ACTOR_3 = {"3": june(2, 4, 10)}


def only(rows: tuple[DoodRow, ...]) -> DoodRow:
    assert len(rows) == 1
    return rows[0]


def test_holds_between_work_days_but_never_on_the_weekend() -> None:
    row = only(day_out_of_days(ACTOR_3, SHOOT))
    assert row.as_text() == "– SW H W H H H WF – –"
    assert (row.work, row.hold, row.total) == (3, 4, 7)
    assert (row.start, row.finish) == (date(2026, 6, 2), date(2026, 6, 10))


def test_a_weekend_that_has_a_column_is_no_hold() -> None:
    """Somebody else travels on Sunday the 7th; actor 3 is off that day."""
    rows = day_out_of_days({**ACTOR_3, "9": june(8)}, SHOOT, travel={"9": june(7)})
    assert rows[0].as_text() == "– SW H W H – H H WF – –"
    assert rows[0].hold == 4


def test_where_hold_is_not_allowed_the_days_are_blank() -> None:
    row = only(day_out_of_days(ACTOR_3, SHOOT, may_hold=False))
    assert row.codes == ("", "SW", "", "W", "", "", "", "WF", "", "")
    assert (row.work, row.hold) == (3, 0)


def test_drops_and_picks_up_where_the_gap_reaches_the_drop_days() -> None:
    """From the 4th to the 10th lie five calendar days."""
    row = only(day_out_of_days(ACTOR_3, SHOOT, drop_days=5))
    assert row.as_text() == "– SW H WD – – – PWF – –"
    assert (row.work, row.hold) == (3, 1)


def test_a_gap_one_day_short_of_the_drop_days_is_held() -> None:
    assert only(day_out_of_days(ACTOR_3, SHOOT, drop_days=6)).hold == 4
    assert only(day_out_of_days(ACTOR_3, SHOOT, drop_days=None)).hold == 4


def test_one_day_of_work_starts_and_finishes() -> None:
    row = only(day_out_of_days({"9": june(4)}, SHOOT))
    assert row.as_text() == "– – – SWF – – – – – –"


def test_someone_who_starts_and_is_dropped_and_picked_up_again_keeps_each_letter() -> None:
    row = only(day_out_of_days({"7": june(1, 4, 12)}, SHOOT, drop_days=2))
    assert row.as_text() == "SWD – – PWD – – – – – PWF"


def test_hold_and_drop_are_settings_of_each_person() -> None:
    rows = day_out_of_days(
        {"1": june(1, 5), "2": june(1, 5)},
        SHOOT,
        may_hold={"2": False},
        drop_days={"1": None},
    )
    assert rows[0].as_text() == "SW H H H WF – – – – –"
    assert rows[1].as_text() == "SW – – – WF – – – – –"


def test_travel_fitting_and_rehearsal_show_on_their_days_and_start_nothing() -> None:
    """Travel can fall on a day off, which then has a column; start stays the first strip."""
    row = only(
        day_out_of_days(
            {"1": june(8, 10)},
            SHOOT,
            travel={"1": june(7, 9)},
            fitting={"1": june(3)},
            rehearsal={"1": june(4)},
        )
    )
    assert row.as_text() == "– – FT R – TR SW TR WF – –"
    assert (row.travel, row.fitting, row.rehearsal, row.work, row.hold) == (2, 1, 1, 2, 0)
    assert row.total == 6
    assert row.start == date(2026, 6, 8)


def test_a_holiday_and_a_company_move_count_for_those_on_hold() -> None:
    shoot = [day for day in SHOOT if day.day not in {3, 9}]
    rows = day_out_of_days(
        {"1": june(2, 4), "2": june(10), "3": june(8, 10)},
        shoot,
        holidays=june(3),
        company_moves=june(9),
    )
    assert rows[0].as_text() == "– SW / WF – – – – – –"
    assert (rows[0].holiday, rows[0].total) == (1, 3)
    assert rows[1].as_text() == "– – – – – – – SWF – –"
    assert rows[2].as_text() == "– – – – – SW M WF – –"
    assert rows[2].hold == 1


def test_someone_without_a_strip_has_a_blank_row() -> None:
    row = only(day_out_of_days({"5": []}, SHOOT))
    assert set(row.codes) == {""}
    assert describe(row) == "no work day, total 0"


def test_a_row_in_words() -> None:
    row = only(day_out_of_days(ACTOR_3, SHOOT))
    shown = "starts Tue 2 Jun 2026, finishes Wed 10 Jun 2026, work 3, hold 4, total 7"
    assert describe(row) == shown
    assert row.code_on(date(2026, 6, 3)) == "H"
    assert row.code_on(date(2030, 1, 1)) == ""


@given(
    days=st.sets(st.integers(0, 40), min_size=1, max_size=12),
    gap=st.one_of(st.none(), st.integers(1, 12)),
    holds=st.booleans(),
)
def test_every_row_has_one_start_one_finish_and_a_pick_up_for_each_drop(
    *, days: set[int], gap: int | None, holds: bool
) -> None:
    first = date(2026, 6, 1)
    work = [first + timedelta(days=day) for day in days]
    shoot = [first + timedelta(days=day) for day in range(41)]
    row = only(day_out_of_days({"1": work}, shoot, may_hold=holds, drop_days=gap))
    codes = "".join(row.codes)
    assert (codes.count("S"), codes.count("F")) == (1, 1)
    assert codes.count("D") == codes.count("P")
    assert codes.count("W") == row.work == len(days)
    assert row.total == row.work + row.hold
    assert holds or row.hold == 0


@pytest.mark.parametrize("gap", [0, 1])
def test_neighbouring_days_are_never_a_drop(gap: int) -> None:
    assert only(day_out_of_days({"1": june(1, 2)}, SHOOT, drop_days=gap)).codes[:2] == ("SW", "WF")
