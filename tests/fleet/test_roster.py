"""The list of productions: taken in, due, in trouble, forgotten."""

from collections.abc import Callable
from datetime import timedelta

from poc_sheets.fleet.roster import Roster, slot
from poc_sheets.problems import Exit
from tests.fleet.conftest import NOW, Studio

StudioOf = Callable[..., Studio]


def test_productions_are_spread_over_the_interval() -> None:
    """A studio's productions do not all call at the full quarter of an hour."""
    moments = [slot(f"film{n}", 15, NOW) for n in range(300)]

    assert all(NOW < moment <= NOW + timedelta(minutes=15) for moment in moments)
    per_minute = [int((moment - NOW).total_seconds() // 60) for moment in moments]
    assert max(per_minute.count(minute) for minute in range(15)) < 40  # 20 in the mean
    assert slot("film1", 15, moments[1]) == moments[1] + timedelta(minutes=15)


def test_new_productions_are_due_at_once_and_then_in_their_own_minute(
    make_studio: StudioOf, roster: Roster
) -> None:
    studio = make_studio(3)

    assert roster.take_in([studio.folder], 15, NOW) == []
    assert roster.due(NOW) == [("film0", 15), ("film1", 15), ("film2", 15)]
    roster.put_off("film1", 15, NOW)
    assert [name for name, _ in roster.due(NOW)] == ["film0", "film2"]
    # Taken in once more, with another interval: it keeps its moment.
    roster.take_in([studio.folder], 30, NOW)
    assert [name for name, _ in roster.due(NOW)] == ["film0", "film2"]


def test_a_production_that_missed_many_runs_gets_one(make_studio: StudioOf, roster: Roster) -> None:
    studio = make_studio(1)
    roster.take_in([studio.folder], 15, NOW)
    monday = NOW + timedelta(days=3)

    assert roster.due(monday) == [("film0", 15)]
    roster.put_off("film0", 15, monday)

    assert roster.due(monday) == []
    assert roster.due(monday + timedelta(minutes=15)) == [("film0", 15)]


def test_a_copy_of_a_production_is_left_out_and_named(
    make_studio: StudioOf, roster: Roster
) -> None:
    """Somebody copies the folder of a film as a backup: two runs of one id would fight."""
    studio = make_studio(1)
    roster.take_in([studio.folder], 15, NOW)
    source = studio.configs[0].path
    copy = studio.folder / "a backup" / source.name
    copy.parent.mkdir()
    copy.write_bytes(source.read_bytes())

    findings = roster.take_in([studio.folder], 15, NOW)

    assert [finding.problem for finding in findings] == ["fleet-two-folders"]
    assert str(copy) in findings[0].what
    assert [each.path for each in roster.every_one()] == [source.resolve()]


def test_a_moved_production_is_found_again(make_studio: StudioOf, roster: Roster) -> None:
    studio = make_studio(1)
    roster.take_in([studio.folder], 15, NOW)
    moved = studio.folder / "moved"
    studio.configs[0].path.parent.rename(moved)
    gone = roster.every_one()[0].finding
    assert gone is not None
    assert gone.problem == "fleet-configuration-gone"

    assert roster.take_in([studio.folder], 15, NOW) == []
    assert roster.every_one()[0].path.parent == moved.resolve()


def test_a_broken_configuration_is_named_and_the_others_go_on(
    make_studio: StudioOf, roster: Roster
) -> None:
    studio = make_studio(2)
    studio.configs[0].path.write_text('id = "film0"\nworkbook = ', encoding="utf-8")

    findings = roster.take_in([studio.folder], 15, NOW)

    assert [finding.problem for finding in findings] == ["fleet-unreadable-configuration"]
    assert [each.id for each in roster.every_one()] == ["film1"]


def test_the_first_failure_is_silent_and_the_second_is_told(
    make_studio: StudioOf, roster: Roster
) -> None:
    studio = make_studio(1)
    roster.take_in([studio.folder], 15, NOW)

    roster.end("film0", Exit.PERSON, "The sheet is not shared", NOW)
    assert roster.every_one()[0].finding is None
    roster.end("film0", Exit.PERSON, "The sheet is not shared", NOW)
    finding = roster.every_one()[0].finding
    assert finding is not None
    assert (finding.problem, finding.what) == ("fleet-failing", "The sheet is not shared")
    roster.end("film0", Exit.CONFLICTS, "2 conflicts wait", NOW)
    assert roster.every_one()[0].finding is None


def test_a_forgotten_production_is_not_due(make_studio: StudioOf, roster: Roster) -> None:
    studio = make_studio(2)
    roster.take_in([studio.folder], 15, NOW)

    assert roster.forget(studio.configs[0].path) == 1
    assert [name for name, _ in roster.due(NOW)] == ["film1"]
    assert roster.path_of("film0") is None
