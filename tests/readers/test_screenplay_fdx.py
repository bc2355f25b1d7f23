"""The scene list of a Final Draft screenplay, whichever program wrote it."""

from pathlib import Path

import pytest

from poc_sheets.documents.schedule_uss import write_uss
from poc_sheets.problems import SheetError
from poc_sheets.readers.schedule import Schedule
from poc_sheets.readers.schedule_uss import read_uss
from poc_sheets.readers.screenplay_fdx import read_fdx, split_heading


def fdx(content: str, rest: str = "") -> bytes:
    text = f'<FinalDraft DocumentType="Script"><Content>{content}</Content>{rest}</FinalDraft>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode()


def heading(text: str, number: str = "1", properties: str = 'Length="3/8" Page="1"') -> str:
    return (
        f'<Paragraph Number="{number}" Type="Scene Heading">'
        f"<SceneProperties {properties}/><Text>{text}</Text></Paragraph>"
    )


def speaks(name: str) -> str:
    return f'<Paragraph Type="Character"><Text>{name}</Text></Paragraph>'


def problems(schedule: Schedule) -> set[str]:
    return {finding.problem for finding in schedule.findings}


@pytest.mark.samples
@pytest.mark.parametrize("program", ["FD", "FI"])
def test_final_draft_and_fade_in_give_the_same_scenes(samples: Path, program: str) -> None:
    schedule = read_fdx(samples / "screenplay" / f"TestFDX-{program}.fdx")
    assert schedule.title == "FDX Test Script"
    seen = [
        (strip.scene, strip.int_ext, strip.set_name, strip.day_night, strip.pages_eighths)
        for strip in schedule.strips
    ]
    assert seen == [
        ("1", "INT", "RADIO STUDIO", "", 3),
        ("2", "EXT", "OUTSIDE THE FOOD STORE", "", 2),
    ]
    assert [strip.script_page for strip in schedule.strips] == ["1", "1"]
    assert set(schedule.strips[0].cast_ids) == {"DAVE", "DJ", "JIM"}
    assert schedule.strips[1].cast_ids == ("KAY",)
    assert len(schedule.cast) == 4
    assert (schedule.days, schedule.script_color) == ((), "")


@pytest.mark.samples
def test_a_screenplay_can_go_to_a_scheduling_program(samples: Path) -> None:
    schedule = read_fdx(samples / "screenplay" / "TestFDX-FD.fdx")
    read = read_uss(write_uss(schedule))
    assert (read.strips, read.cast) == (schedule.strips, schedule.cast)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("INT./EXT. HOUSE - KITCHEN - NIGHT", ("INT/EXT", "HOUSE - KITCHEN", "NIGHT")),
        ("INT. HOUSE - KITCHEN", ("INT", "HOUSE - KITCHEN", "")),
        ("I/E CAR - DAY 2", ("I/E", "CAR", "DAY 2")),
        ("ext. porch — Continuous", ("EXT", "porch", "CONTINUOUS")),
        ("EXT. DAYTON - STREET", ("EXT", "DAYTON - STREET", "")),
        ("INTERIOR LIFE - DAY", ("", "INTERIOR LIFE", "DAY")),
        ("E. MAIN STREET - DAY", ("", "E. MAIN STREET", "DAY")),
        ("OMITTED", ("", "OMITTED", "")),
        ("", ("", "", "")),
    ],
)
def test_a_heading_comes_apart(text: str, parts: tuple[str, str, str]) -> None:
    assert split_heading(text) == parts


def test_a_time_of_day_of_the_screenplay_counts() -> None:
    times = "<SmartType><TimesOfDay><TimeOfDay>WITCHING HOUR</TimeOfDay></TimesOfDay></SmartType>"
    schedule = read_fdx(fdx(heading("INT. CRYPT - WITCHING HOUR"), times))
    assert schedule.strips[0].day_night == "WITCHING HOUR"


def test_who_speaks_is_in_the_scene_once_however_the_name_is_marked() -> None:
    """Dual dialogue stands in a paragraph of its own; (O.S.) and (CONT'D) are no names."""
    dual = f"<Paragraph><DualDialogue>{speaks('KAY')}{speaks('Dave')}</DualDialogue></Paragraph>"
    content = heading("INT. A - DAY") + speaks("DAVE (O.S.)") + dual + speaks("DAVE (CONT'D)")
    assert read_fdx(fdx(content)).strips[0].cast_ids == ("DAVE", "KAY")


def test_an_omitted_scene_keeps_its_number_and_not_its_old_text() -> None:
    inside = f"<OmittedScene>{heading('INT. OLD - DAY', '')}{speaks('GHOST')}</OmittedScene>"
    content = (
        '<Paragraph Number="7" Type="Scene Heading"><SceneProperties Length="0/8"/>'
        f"{inside}<Text>OMITTED</Text></Paragraph>"
    )
    strip = read_fdx(fdx(content)).strips[0]
    assert (strip.scene, strip.set_name, strip.cast_ids) == ("7", "OMITTED", ())


def test_a_summary_is_the_synopsis() -> None:
    content = (
        '<Paragraph Number="A12" Type="Scene Heading"><SceneProperties Length="1 2/8" Title="T">'
        "<Summary><Paragraph><Text>George </Text><Text>dives in.</Text></Paragraph></Summary>"
        "</SceneProperties><Text>EXT. </Text><Text>RIVER - DUSK</Text></Paragraph>"
    )
    strip = read_fdx(fdx(content)).strips[0]
    assert (strip.scene, strip.synopsis, strip.pages_eighths) == ("A12", "George dives in.", 10)
    assert (strip.set_name, strip.day_night) == ("RIVER", "DUSK")


def test_missing_lengths_and_numbers_are_said() -> None:
    content = heading("INT. A - DAY", "", 'Page="3"') + heading("INT. B - DAY", "2", "")
    schedule = read_fdx(fdx(content))
    assert problems(schedule) == {"scene-without-pages", "scene-without-number"}
    said = "\n".join(finding.as_text() for finding in schedule.findings)
    assert "scene INT. A - DAY, 2: read as 0/8" in said


def test_the_colour_is_that_of_a_running_revision_only() -> None:
    blue = '<Revisions ActiveSet="1" RevisionMode="{}"><Revision ID="1" Name="Blue"/></Revisions>'
    content = heading("INT. A - DAY")
    assert read_fdx(fdx(content, blue.format("Yes"))).script_color == "Blue"
    assert read_fdx(fdx(content, blue.format("No"))).script_color == ""


BOMB = (
    b'<!DOCTYPE f [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><FinalDraft>'
    b"<Content>&b;</Content></FinalDraft>"
)


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (b"", "no XML text"),
        (b"INT. HOUSE - DAY", "no XML text"),
        (BOMB, "no XML text"),
        (b'<?xml version="1.0" encoding="no-such"?><FinalDraft/>', "no XML text"),
        (b"<html/>", "XML text of the kind html"),
        (b"<FinalDraft/>", "XML text of the kind FinalDraft"),
    ],
)
def test_another_file_stops_with_what_to_do(content: bytes, seen: str) -> None:
    with pytest.raises(SheetError, match=seen):
        read_fdx(content, name="script.fdx")
