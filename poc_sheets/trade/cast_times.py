"""A first draft of the day's clock: when each scene starts, and each performer's times from it.

The day is walked in order, with minutes per eighth of a page or the time a strip states. The draft is
for a person to correct; every number is a setting.

Source:
    On set, makeup, call and lose-at follow the published defaults of a call-sheet product; pick-up
    and the lengths of banners are field practice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

SegmentKind = Literal["scene", "lunch", "move", "setup", "banner"]


@dataclass(frozen=True, slots=True)
class DraftMinutes:
    """The numbers of the draft, all in minutes."""

    #: Two hours for a page, about five pages a day.
    an_eighth: float = 15.0
    #: From the general crew call to the first scene, unless the shooting call is given.
    first_setup: int = 60
    #: From makeup and blocking to the set.
    before_set: int = 60
    #: Hair, makeup and wardrobe; set it per performer.
    hair_makeup_wardrobe: int = 30
    #: From the end of the last scene until the performer is lost.
    lose_after: int = 15
    #: Between pick-up and call, on top of the travel time.
    pick_up_buffer: int = 15
    #: Lunch starts no later than this after the general crew call.
    lunch_after: int = 360
    #: A scene that cannot end before lunch is started only if lunch is farther away than this.
    lunch_may_be_early: int = 90
    lunch: int = 30
    move: int = 60
    setup: int = 30


@dataclass(frozen=True, slots=True)
class DayItem:
    """A strip of the day, in shooting order: a scene, or a banner (COMPANY MOVE, LUNCH, SETUP).

    `minutes` is what the strip itself states; `None` estimates it. `cast_ids` are blank on banners.
    """

    text: str
    eighths: int = 0
    minutes: int | None = None
    cast_ids: tuple[str, ...] = ()
    is_banner: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the day's clock; a scene that lunch interrupts ends later by the length of lunch."""

    kind: SegmentKind
    text: str
    start: datetime
    end: datetime
    cast_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CastTimes:
    """One performer's day; `pick_up` is `None` for a self-report (no travel time is known)."""

    cast_id: str
    pick_up: datetime | None
    call: datetime
    makeup: datetime
    on_set: datetime
    lose_at: datetime
    scenes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayDraft:
    """The drafted clock of a day; `cast` comes in the order of first appearance."""

    segments: tuple[Segment, ...]
    cast: tuple[CastTimes, ...] = ()
    lunch: datetime | None = None
    wrap: datetime | None = None


def draft_day(
    items: Sequence[DayItem],
    crew_call: datetime,
    *,
    shooting_call: datetime | None = None,
    minutes: DraftMinutes = DraftMinutes(),
    hair_makeup_wardrobe: Mapping[str, int] | None = None,
    travel_minutes: Mapping[str, int] | None = None,
) -> DayDraft:
    """Draft the clock of a day and the times of its cast.

    Args:
        items: the strips of one day in shooting order.
        crew_call: the general crew call, with its date; a night shoot runs on past midnight.
        shooting_call: when the first scene starts; `None` drafts it from the crew call.
        minutes: the settings of the draft.
        hair_makeup_wardrobe: minutes by cast id, where a performer differs from the setting.
        travel_minutes: minutes from home to the report place by cast id; no pick-up without.

    Returns:
        Segments in order. Lunch is put in where no banner has it and the day runs past it.
    """
    start = shooting_call or crew_call + timedelta(minutes=minutes.first_setup)
    segments = _walk(items, start, crew_call + timedelta(minutes=minutes.lunch_after), minutes)
    lunches = [segment.start for segment in segments if segment.kind == "lunch"]
    return DayDraft(
        segments=tuple(segments),
        cast=_cast_times(segments, minutes, hair_makeup_wardrobe or {}, travel_minutes or {}),
        lunch=lunches[0] if lunches else None,
        wrap=max((segment.end for segment in segments), default=None),
    )


def kind_of(item: DayItem) -> SegmentKind:
    """What a strip does to the clock; a banner by the word in it."""
    if not item.is_banner:
        return "scene"
    words = item.text.upper()
    if "LUNCH" in words or "MEAL" in words:
        return "lunch"
    if "MOVE" in words:
        return "move"
    return "setup" if "SETUP" in words or "SET UP" in words or "SET-UP" in words else "banner"


def length_of(item: DayItem, minutes: DraftMinutes) -> timedelta:
    """How long a strip takes: as it states, else by its pages or by the kind of banner."""
    if item.minutes is not None:
        return timedelta(minutes=item.minutes)
    estimate: dict[SegmentKind, float] = {
        "scene": item.eighths * minutes.an_eighth,
        "lunch": minutes.lunch,
        "move": minutes.move,
        "setup": minutes.setup,
        "banner": 0,
    }
    return timedelta(minutes=estimate[kind_of(item)])


def _walk(
    items: Sequence[DayItem], start: datetime, lunch_by: datetime, minutes: DraftMinutes
) -> list[Segment]:
    lunch_minutes = timedelta(minutes=minutes.lunch)
    early = timedelta(minutes=minutes.lunch_may_be_early)
    needs_lunch = all(kind_of(item) != "lunch" for item in items)
    segments: list[Segment] = []
    now = start
    for item in items:
        end = now + length_of(item, minutes)
        lunch_at = None
        if needs_lunch and end > lunch_by:
            needs_lunch = False
            is_near = bool(segments) and now >= lunch_by - early
            lunch_at = now if is_near else max(now, lunch_by)
            end += lunch_minutes
            lunch = Segment("lunch", "LUNCH", lunch_at, lunch_at + lunch_minutes)
            segments.append(lunch)
            if lunch_at == now:
                now = lunch.end
        segments.append(Segment(kind_of(item), item.text, now, end, item.cast_ids))
        now = end
    return sorted(segments, key=lambda segment: segment.start)


def _cast_times(
    segments: Sequence[Segment],
    minutes: DraftMinutes,
    hair_makeup_wardrobe: Mapping[str, int],
    travel_minutes: Mapping[str, int],
) -> tuple[CastTimes, ...]:
    scenes: dict[str, list[Segment]] = {}
    for segment in segments:
        for cast_id in segment.cast_ids:
            scenes.setdefault(cast_id, []).append(segment)
    rows = []
    for cast_id, played in scenes.items():
        on_set = played[0].start
        makeup = on_set - timedelta(minutes=minutes.before_set)
        needed = hair_makeup_wardrobe.get(cast_id, minutes.hair_makeup_wardrobe)
        call = makeup - timedelta(minutes=needed)
        travel = travel_minutes.get(cast_id)
        way = None if travel is None else timedelta(minutes=travel + minutes.pick_up_buffer)
        rows.append(
            CastTimes(
                cast_id=cast_id,
                pick_up=None if way is None else call - way,
                call=call,
                makeup=makeup,
                on_set=on_set,
                lose_at=played[-1].end + timedelta(minutes=minutes.lose_after),
                scenes=tuple(segment.text for segment in played),
            )
        )
    return tuple(rows)
