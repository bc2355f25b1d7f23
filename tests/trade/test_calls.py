"""Calls come down from the general call, and a push moves all of them but the pins."""

from datetime import datetime, timedelta

import pytest

from poc_sheets.trade.calls import (
    CallCode,
    CallSpec,
    Offset,
    PersonCall,
    Pin,
    PushResult,
    push,
    push_times,
    resolve_calls,
    show_offset,
)


def at(hour: int, minute: int = 0, day: int = 12) -> datetime:
    return datetime(2026, 3, day, hour, minute)  # noqa: DTZ001 - a call sheet's times are local


CREW_CALL = at(7)
DEPARTMENTS: dict[str, CallSpec] = {
    "Grip": Offset(timedelta(minutes=-30)),
    "Office": CallCode("O/C"),
    "Medic": Pin(at(6, 45)),
}
PEOPLE = [
    PersonCall("Best Boy", "grip "),
    PersonCall("Key Grip", "Grip", Pin(at(6))),
    PersonCall("Caterer", "Catering", Pin(at(5, 30))),
    PersonCall("Mixer", "Sound"),
    PersonCall("Loader", "Camera", Offset(timedelta(minutes=15))),
    PersonCall("Dolly", "Grip", Offset(timedelta(minutes=15))),
    PersonCall("Nurse", "Medic", Offset(timedelta(minutes=15))),
    PersonCall("Runner", "Office", Offset(timedelta(minutes=-15))),
    PersonCall("Coordinator", "Office"),
    PersonCall("Medic", "Medic"),
    PersonCall("Rigger", "Grip", CallCode("PER DH")),
    PersonCall("Lead", "Cast", Offset(timedelta(0)), timedelta(minutes=45)),
]


def test_the_nearest_rule_gives_the_call_and_says_so() -> None:
    calls = resolve_calls(CREW_CALL, DEPARTMENTS, PEOPLE)
    seen = [(call.person, call.at, call.code, call.origin, call.is_pre_call) for call in calls]
    assert seen == [
        ("Best Boy", at(6, 30), "", "department offset -0:30", True),
        ("Key Grip", at(6), "", "person pin", True),
        ("Caterer", at(5, 30), "", "person pin", True),
        ("Mixer", at(7), "", "general crew call", False),
        ("Loader", at(7, 15), "", "person offset +0:15", False),
        ("Dolly", at(6, 45), "", "person offset +0:15 from Grip -0:30", True),
        ("Nurse", at(7), "", "person offset +0:15 from department pin", False),
        ("Runner", at(6, 45), "", "person offset -0:15", True),
        ("Coordinator", None, "O/C", "department code O/C", False),
        ("Medic", at(6, 45), "", "department pin", True),
        ("Rigger", None, "PER DH", "person code PER DH", False),
        ("Lead", at(7), "", "person offset +0:00", False),
    ]
    assert calls[-1].pick_up == at(6, 15)


@pytest.fixture
def pushed() -> PushResult:
    return push(CREW_CALL, DEPARTMENTS, PEOPLE, timedelta(hours=1))


def test_a_push_moves_everyone_but_the_pins(pushed: PushResult) -> None:
    """Crew call 8:00, grips 7:30; the Key Grip's 6:00 and the caterer's 5:30 stay and are reported."""
    assert pushed.general == at(8)
    assert [(move.person, move.before, move.after) for move in pushed.moved] == [
        ("Best Boy", at(6, 30), at(7, 30)),
        ("Mixer", at(7), at(8)),
        ("Loader", at(7, 15), at(8, 15)),
        ("Dolly", at(6, 45), at(7, 45)),
        ("Runner", at(6, 45), at(7, 45)),
        ("Lead", at(7), at(8)),
    ]
    assert [(call.person, call.at) for call in pushed.kept] == [
        ("Key Grip", at(6)),
        ("Caterer", at(5, 30)),
        ("Nurse", at(7)),
        ("Medic", at(6, 45)),
    ]
    assert [call.code for call in pushed.untimed] == ["O/C", "PER DH"]


def test_a_push_re_times_pick_ups(pushed: PushResult) -> None:
    lead = pushed.pick_ups[0]
    assert (lead.person, lead.pick_up_before, lead.pick_up_after) == ("Lead", at(6, 15), at(7, 15))


def test_everyone_is_moved_kept_or_without_a_time(pushed: PushResult) -> None:
    told = len(pushed.moved) + len(pushed.kept) + len(pushed.untimed)
    assert told == len(pushed.calls) == len(PEOPLE)


def test_a_call_before_midnight_keeps_its_date() -> None:
    """A night shoot is called at 0:15; the grips come at 23:45 the evening before."""
    calls = resolve_calls(at(0, 15, day=13), DEPARTMENTS, [PersonCall("Best Boy", "Grip")])
    assert calls[0].at == at(23, 45, day=12)


def test_other_times_of_the_day_move_alike() -> None:
    assert push_times({"lunch": at(13)}, timedelta(hours=-1)) == {"lunch": at(12)}


@pytest.mark.parametrize(
    ("minutes", "shown"), [(-30, "-0:30"), (60, "+1:00"), (0, "+0:00"), (-75, "-1:15")]
)
def test_offsets_are_shown_as_beside_a_department(minutes: int, shown: str) -> None:
    assert show_offset(timedelta(minutes=minutes)) == shown
