"""The printed call sheet: nothing is lost, nothing typed is taken for markup, changes stand out."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from poc_sheets.documents.call_sheet import (
    ALL_CHANGED,
    Background,
    Calls,
    CallSheet,
    CastCall,
    Change,
    CrewCall,
    Department,
    Emergency,
    Header,
    Principal,
    Scene,
    Shot,
    render_call_sheet,
)
from poc_sheets.documents.typesetting import Paper
from tests.documents.call_sheets import (
    cast,
    crew,
    names,
    pages_of,
    squeezed,
    strips,
    usual_day,
)

HOSTILE = [
    '#panic("x") *bold* _it_ $x^2$ `raw` [a] <b> @c = d',
    '"quotes" \\ backslash \\u{41} // comment /* x */',
    "#import \"/parts.typ\"; ~ -- --- ... 'a' &amp; %s {0} ]] }}",
]


def test_a_usual_day_is_a_front_and_a_back() -> None:
    pages = pages_of(render_call_sheet(usual_day()))

    assert len(pages) == 2
    assert "GENERALCREWCALL" in pages[0]
    assert "7:00A" in pages[0]
    assert "DAY7OF24" in pages[0]
    assert "Department0".upper() in pages[1]


@pytest.mark.parametrize("paper", ["us-legal", "a4"])
def test_every_name_of_a_large_day_is_printed_on_long_and_short_paper(paper: Paper) -> None:
    """200 crew, 60 cast and 40 strips go on over further pages, and nobody is cut off."""
    sheet = usual_day(departments=crew(200), cast=cast(60), scenes=strips(40))

    words = "".join(pages_of(render_call_sheet(sheet, paper=paper)))

    called = [f"{name} Crew" for name in names(200)] + [f"{name} Cast" for name in names(60)]
    missing = [name for name in called if squeezed(name) not in words]
    assert missing == []
    assert all(f"{i}A" in words and f"SET{i}" in words for i in range(1, 41))
    assert f"TOTALPAGES{squeezed('15')}" in words


def test_a_very_large_crew_takes_several_backs_with_all_names() -> None:
    sheet = usual_day(departments=crew(100, size=100) * 5)

    pages = pages_of(render_call_sheet(sheet, paper="us-letter"))

    words = "".join(pages)
    assert len(pages) > 2
    assert all(words.count(squeezed(f"{name} Crew")) >= 5 for name in names(100))
    assert "(CONT.)" in words


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_is_printed_as_typed(text: str) -> None:
    sheet = usual_day(
        header=Header(title=text, company=text, principals=(Principal(role="UPM", name=text),)),
        cast=(CastCall(number="1", performer=text, character=text, report=text),),
        departments=(Department(name="Grip", people=(CrewCall(position=text, name=text),)),),
        scenes=(Scene(number="1", synopsis=text, notes=text),),
    )

    words = "".join(pages_of(render_call_sheet(sheet)))

    # The set column, the header and department heads print in capitals.
    assert words.count(squeezed(text)) >= 7


def test_the_same_sheet_gives_the_same_bytes_and_another_gives_others() -> None:
    sheet = usual_day()

    first = render_call_sheet(sheet)
    other = render_call_sheet(replace(sheet, calls=Calls(crew_call=time(7, 30))))

    assert render_call_sheet(sheet) == first
    assert other != first


def test_twenty_four_hour_times_and_the_day_after() -> None:
    """A night shoot's wrap at two the next morning says so."""
    night = Calls(
        crew_call=datetime(2026, 3, 12, 18, tzinfo=UTC),
        est_wrap=datetime(2026, 3, 13, 2, tzinfo=UTC),
        lunch=time(0),
    )
    sheet = usual_day(calls=night)

    twelve = pages_of(render_call_sheet(sheet))[0]
    twenty_four = pages_of(render_call_sheet(sheet, clock="24h"))[0]

    assert "6:00P" in twelve
    assert "2:00A+1" in twelve
    assert "12:00A" in twelve
    assert "18:00" in twenty_four
    assert "02:00+1" in twenty_four
    assert "6:00P" not in twenty_four


def test_crew_phones_are_printed_only_when_asked() -> None:
    sheet = usual_day()

    assert "555-0042" not in "".join(pages_of(render_call_sheet(sheet)))
    assert "555-0042" in "".join(pages_of(render_call_sheet(sheet, with_phones=True)))


def test_a_revision_stars_what_changed_and_lists_it() -> None:
    sheet = usual_day(
        day=replace(usual_day().day, status="REV", revision=1, colour="Blue"),
        cast=(
            CastCall(
                number="1", performer="Ann", report=time(6, 45), changed=frozenset({"report"})
            ),
            CastCall(number="2", performer="Bob", report=time(9), changed=ALL_CHANGED),
        ),
        changes=(Change(what="Ann, report", before="6:15A", after="6:45A"),),
        changed=frozenset({"calls.crew_call"}),
    )

    front = pages_of(render_call_sheet(sheet))[0]

    assert "REV1·BLUE" in front
    assert "CHANGES" in front
    assert "Ann,report:6:15A→6:45A" in front
    assert "7:00A*" in front
    assert "6:45A*" in front
    assert "Ann*" not in front
    assert "Bob*" in front


def _stars(sheet: CallSheet) -> int:
    return "".join(pages_of(render_call_sheet(sheet))).count("*")


def test_each_marked_place_of_the_header_gets_a_star() -> None:
    places = ("calls.crew_call", "calls.lunch", "weather.sunrise", "emergency.phone", "day.number")

    assert _stars(usual_day(departments=())) == 0
    for count in (1, 2, 5):
        some = frozenset(places[:count])
        assert _stars(usual_day(departments=(), changed=some)) == count


def test_a_commercial_has_a_schedule_of_the_day_agency_and_client() -> None:
    sheet = usual_day(
        style="commercial",
        header=Header(
            title="Northwind",
            job=(("Agency", "Falk & Moreau"), ("Spots", "“Home” :30")),
            principals=(
                Principal(role="Agency producer", name="Dee Falk", side="Agency"),
                Principal(role="Brand", name="Ed Winters", side="Client"),
            ),
        ),
        scenes=(),
        shots=(Shot(starts=time(7), ends=time(9, 30), number="1A", description="Hero wide"),),
    )

    front = pages_of(render_call_sheet(sheet, paper="us-letter"))[0]

    assert "SCHEDULEOFDAY" in front
    assert "7:00A–9:30A" in front
    assert "TALENT" in front
    assert "DeeFalk" in front
    assert "EdWinters" in front
    assert "TOTALPAGES" not in front


def test_a_british_sheet_speaks_of_the_unit_call() -> None:
    sheet = usual_day(style="uk", emergency=Emergency(hospital="King's Lynn", number="999"))

    front = pages_of(render_call_sheet(sheet, paper="a4", clock="24h"))[0]

    assert "UNITCALL" in front
    assert "NEARESTA&E" in front
    assert "GENERALCREWCALL" not in front


def test_episodes_get_a_column_only_where_there_are_some() -> None:
    with_episode = usual_day(style="episodic", scenes=(Scene(number="23", episode="104"),))

    assert "EPSCENE" in pages_of(render_call_sheet(with_episode))[0]
    assert "EPSCENE" not in pages_of(render_call_sheet(usual_day()))[0]


def test_background_is_added_up_by_kind() -> None:
    rows = (
        Background(quantity=2, description="Doubles", kind="stand-in"),
        Background(quantity=8, description="Shoppers", kind="union"),
        Background(quantity=5, description="Diners", kind="union"),
        Background(quantity=3, description="Cars", kind="car"),
        Background(quantity=None, description="To be told"),
    )

    front = pages_of(render_call_sheet(usual_day(background=rows)))[0]

    assert "Total:Stand-ins2·Union13·Cars3" in front


def test_the_least_a_sheet_can_have_is_one_page() -> None:
    sheet = CallSheet(
        header=Header(title=""),
        day=replace(usual_day().day, date=date(2026, 1, 1), issued_at=None, of=None),
        calls=Calls(crew_call=None),
    )

    assert len(pages_of(render_call_sheet(sheet))) == 1


def test_a_word_longer_than_its_column_is_kept_whole() -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff" * 2
    sheet = usual_day(
        departments=(Department(name="X", people=(CrewCall(position=long, name=long),)),)
    )

    assert pages_of(render_call_sheet(sheet))[1].count(long) == 2


def test_a_small_department_stays_in_one_column() -> None:
    words = "".join(pages_of(render_call_sheet(usual_day(departments=crew(70, size=7)))))

    assert "(CONT.)" not in words
