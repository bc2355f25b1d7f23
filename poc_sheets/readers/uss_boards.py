"""Which schedule of a Universal Schedule Standard file is read, and the day each strip stands on.

A file holds several schedules (`stripboards`), each with boards of its own: the stripboard, the
boneyard, perhaps boards of other units. Days are written in one of two ways: one inner list per shoot
day, or a flat list with `day` strips that close a day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from poc_sheets.problems import Problem
from poc_sheets.readers.schedule import MAIN_UNIT

Entry = Mapping[str, object]

NO_SUCH_BOARD = Problem(
    code="no-such-schedule",
    title='The file has no schedule "{board}"',
    what="it has: {boards}",
    do="import again with one of these names",
)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a strip stands: the unit's shoot day, or no day."""

    strip_id: str
    unit: str
    day_number: int | None


@dataclass(frozen=True, slots=True)
class Placement:
    """All strips of one schedule in order; `days` counts shoot days by unit.

    `loose_days` are day numbers of the main unit made of strips between two days, not in one.
    """

    placed: tuple[Placed, ...] = ()
    days: Mapping[str, int] = field(default_factory=dict)
    loose_days: tuple[int, ...] = ()


def entries(value: object) -> list[Entry]:
    """The objects of a list in a file; anything else in it is skipped."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    return [entry for entry in value if isinstance(entry, Mapping)]


def _ids(board: Entry) -> list[object]:
    listed = board.get("breakdownIds", board.get("breakdownArrays"))
    return list(listed) if isinstance(listed, Sequence) and not isinstance(listed, str) else []


def _is_boneyard(board: Entry) -> bool:
    return "boneyard" in str(board.get("name") or "").casefold()


def name_of(stripboard: Entry) -> str:
    """The name of a schedule as a person sees it."""
    return str(stripboard.get("name") or "").strip()


def choose(stripboards: Sequence[Entry], board: str | None, day_breaks: set[str]) -> Entry | None:
    """The schedule to read.

    Args:
        stripboards: all schedules of the file.
        board: the name or id asked for; `None` takes the last one that has shoot days, since later
            passes and revisions are added below earlier ones, else the first.
        day_breaks: ids of the strips that close a day.

    Raises:
        SheetError: the file has no schedule of that name.
    """
    if board is not None:
        wanted = board.strip().casefold()
        for stripboard in stripboards:
            if wanted in {name_of(stripboard).casefold(), str(stripboard.get("id")).casefold()}:
                return stripboard
        names = ", ".join(name_of(stripboard) for stripboard in stripboards) or "none"
        raise NO_SUCH_BOARD.stop(board=board, boards=names)
    with_days = [each for each in stripboards if place(each, day_breaks, set()).days]
    return with_days[-1] if with_days else next(iter(stripboards), None)


def place(stripboard: Entry, day_breaks: set[str], banners: set[str]) -> Placement:
    """The day of every strip of a schedule, the boneyard last.

    Args:
        stripboard: one schedule of the file.
        day_breaks: ids of the strips that close a day.
        banners: ids of the banners; between two days they belong to the day below.
    """
    boards = entries(stripboard.get("boards"))
    active = sorted(
        (board for board in boards if not _is_boneyard(board)),
        key=lambda board: "stripboard" not in name_of(board).casefold(),
    )
    placed: list[Placed] = []
    days: dict[str, int] = {}
    loose: list[int] = []
    for index, board in enumerate(active):
        unit = MAIN_UNIT if index == 0 else name_of(board) or f"Unit {index + 1}"
        listed = _ids(board)
        numbered: list[tuple[str, int | None]]
        if any(_is_day(item) for item in listed):
            numbered = [*_by_lists(listed, banners, loose if unit == MAIN_UNIT else [])]
        elif day_breaks.intersection(map(str, listed)):
            numbered = [*_by_day_breaks([*map(str, listed)], day_breaks, banners)]
        else:
            numbered = [(str(item), None) for item in listed]
        placed += [Placed(each, unit, number) for each, number in numbered if each]
        last = max((number for _, number in numbered if number is not None), default=0)
        if last:
            days[unit] = last
    for board in boards:
        if _is_boneyard(board):
            placed += [Placed(strip_id, MAIN_UNIT, None) for strip_id in _flat(_ids(board))]
    dated = [each for each in placed if each.day_number is not None]
    undated = [Placed(each.strip_id, MAIN_UNIT, None) for each in placed if each.day_number is None]
    return Placement((*dated, *undated), days, tuple(loose))


def _is_day(item: object) -> bool:
    return isinstance(item, Sequence) and not isinstance(item, str)


def _flat(listed: Sequence[object]) -> Iterator[str]:
    for item in listed:
        if isinstance(item, Sequence) and not isinstance(item, str):
            yield from _flat(item)
        else:
            yield str(item)


def _by_lists(
    listed: Sequence[object], banners: set[str], loose: list[int]
) -> Iterator[tuple[str, int]]:
    """Strips with their day; a blank id says that a day is there even without any strip."""
    number = 0
    waiting: list[str] = []
    for is_day, run in groupby(listed, key=_is_day):
        ids = [list(_flat([item])) for item in run]
        days = ids if is_day else [[strip_id for each in ids for strip_id in each]]
        if not is_day and banners.issuperset(days[0]):
            waiting = days[0]
            continue
        for strip_ids in days:
            number += 1
            if not is_day:
                loose.append(number)
            yield from ((strip_id, number) for strip_id in ["", *waiting, *strip_ids])
            waiting = []
    yield from ((strip_id, number) for strip_id in waiting)


def _by_day_breaks(
    ids: Sequence[str], day_breaks: set[str], banners: set[str]
) -> Iterator[tuple[str, int]]:
    last_break = max(index for index, strip_id in enumerate(ids) if strip_id in day_breaks)
    ends_in_banners = banners.issuperset(ids[last_break + 1 :])
    number = 1
    for index, strip_id in enumerate(ids):
        yield strip_id, number
        if strip_id in day_breaks and not (ends_in_banners and index == last_break):
            number += 1
