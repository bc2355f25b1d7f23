"""The drafted day: scenes by their eighths, lunch in time, cast times from the first scene."""

from datetime import datetime

from poc_sheets.trade.cast_times import DayItem, DraftMinutes, draft_day


def at(hour: int, minute: int = 0, day: int = 12) -> datetime:
    return datetime(2026, 3, day, hour, minute)  # noqa: DTZ001 - a call sheet's times are local


DAY = [
    DayItem("12", 8, cast_ids=("1", "3")),
    DayItem("COMPANY MOVE", is_banner=True),
    DayItem("14A", 4, cast_ids=("1",)),
    DayItem("15", 2, minutes=100, cast_ids=("1", "5")),
    DayItem("16", 8, cast_ids=("5",)),
]


def test_walks_the_day_in_order() -> None:
    """Crew call 7:00, first scene 8:00, 15 minutes an eighth, a move of an hour, lunch by 13:00."""
    draft = draft_day(DAY, at(7))
    assert [(each.text, each.start, each.end) for each in draft.segments] == [
        ("12", at(8), at(10)),
        ("COMPANY MOVE", at(10), at(11)),
        ("14A", at(11), at(12)),
        ("LUNCH", at(12), at(12, 30)),
        ("15", at(12, 30), at(14, 10)),
        ("16", at(14, 10), at(16, 10)),
    ]
    assert (draft.lunch, draft.wrap) == (at(12), at(16, 10))


def test_cast_times_count_back_from_the_set() -> None:
    """Makeup an hour before the set, call 30 minutes before that, lost 15 minutes after the last."""
    draft = draft_day(DAY, at(7), hair_makeup_wardrobe={"3": 75}, travel_minutes={"1": 20})
    lead, third, fifth = draft.cast
    assert (lead.cast_id, lead.on_set, lead.makeup, lead.call) == ("1", at(8), at(7), at(6, 30))
    assert lead.pick_up == at(5, 55)
    assert (lead.lose_at, lead.scenes) == (at(14, 25), ("12", "14A", "15"))
    assert (third.call, third.pick_up, third.lose_at) == (at(5, 45), None, at(10, 15))
    assert (fifth.on_set, fifth.lose_at) == (at(12, 30), at(16, 25))


def test_a_long_scene_is_interrupted_by_lunch() -> None:
    """A scene of eight hours from 8:00 breaks at 13:00 and ends half an hour later."""
    draft = draft_day([DayItem("1", 0, minutes=480, cast_ids=("1",))], at(7))
    assert [(each.text, each.start, each.end) for each in draft.segments] == [
        ("1", at(8), at(16, 30)),
        ("LUNCH", at(13), at(13, 30)),
    ]


def test_a_lunch_on_the_board_is_not_doubled() -> None:
    day = [DayItem("1", 16), DayItem("Lunch", is_banner=True), DayItem("2", 16)]
    draft = draft_day(day, at(7))
    assert [each.kind for each in draft.segments] == ["scene", "lunch", "scene"]
    assert draft.lunch == at(12)


def test_a_short_day_has_no_lunch() -> None:
    draft = draft_day([DayItem("1", 8)], at(7))
    assert (draft.lunch, draft.wrap) == (None, at(10))


def test_a_heading_takes_no_time_and_a_setup_does() -> None:
    day = [DayItem("IT'S A NEW DAY", is_banner=True), DayItem("SETUP crane", is_banner=True)]
    draft = draft_day([*day, DayItem("1", 8)], at(7))
    assert [each.start for each in draft.segments] == [at(8), at(8), at(8, 30)]


def test_a_night_runs_past_midnight() -> None:
    draft = draft_day([DayItem("1", 24, cast_ids=("1",))], at(18), shooting_call=at(20))
    assert draft.lunch == at(0, day=13)
    assert draft.wrap == at(2, 30, day=13)
    assert draft.cast[0].lose_at == at(2, 45, day=13)


def test_every_number_is_a_setting() -> None:
    minutes = DraftMinutes(an_eighth=7.5, first_setup=30, before_set=45, lose_after=0)
    draft = draft_day([DayItem("1", 8, cast_ids=("1",))], at(7), minutes=minutes)
    lead = draft.cast[0]
    assert (lead.on_set, lead.call, lead.lose_at) == (at(7, 30), at(6, 15), at(8, 30))


def test_an_empty_day_is_empty() -> None:
    draft = draft_day([], at(7))
    assert (draft.segments, draft.cast, draft.wrap) == ((), (), None)
