"""One person's notice: their own call, one address, nothing of anybody else."""

from dataclasses import replace
from datetime import UTC, datetime, time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from poc_sheets.documents.call_sheet import CastCall, CrewCall
from poc_sheets.documents.notices import (
    Attachment,
    CallNotice,
    is_one_address,
    notice_for,
    notice_mail,
    notice_subject,
    notice_text,
)
from poc_sheets.problems import SheetError
from tests.documents.call_sheets import usual_day

NOW = datetime(2026, 3, 11, 18, 42, tzinfo=UTC)
CREW = CrewCall(position="Gaffer", name="Đorđe Łukasik", call=time(6, 30), phone="555-9999")
PDF = Attachment("SHOW_CS_D07.pdf", b"%PDF-1.7 \x00\xff")


def notice() -> CallNotice:
    """The gaffer's notice of a usual day."""
    return notice_for(usual_day(), CREW, issue="FINAL", contact="Kim Nguyen 555-0103")


def mail(about: CallNotice, to: str = "dl@example.com") -> EmailMessage:
    """The notice's mail as a mail program reads it."""
    drafted = notice_mail(
        about, to, sender="office@example.com", clock="12h", dated=NOW, attachments=[PDF]
    )
    return message_from_bytes(drafted, policy=default)


def test_the_draft_opens_unsent_to_one_person_with_the_call_sheet() -> None:
    read = mail(notice())

    assert read["X-Unsent"] == "1"
    assert [one.addr_spec for one in read["To"].addresses] == ["dl@example.com"]
    assert read["To"].addresses[0].display_name == "Đorđe Łukasik"
    assert read["Cc"] is None
    assert read["Subject"] == "The Long Way Home, Day 7 of 24, Thu 12 Mar: your call 6:30A (FINAL)"
    attached = list(read.iter_attachments())
    assert [part.get_filename() for part in attached] == ["SHOW_CS_D07.pdf"]
    assert attached[0].get_content_type() == "application/pdf"
    assert attached[0].get_content() == PDF.content


def test_the_text_says_where_when_and_whom_to_ask() -> None:
    body = mail(notice()).get_body()
    assert body is not None
    text = body.get_content()

    assert "Đorđe Łukasik, Gaffer" in text
    assert "Your call:  6:30A" in text
    assert "Crew call:  7:00A" in text
    assert "Bailey House, 812 Oakland Ave" in text
    assert "Huntington Hospital, 555-3970" in text
    assert "Kim Nguyen 555-0103" in text


def test_nothing_of_other_people_is_in_it() -> None:
    """Names and phones of the crew list stay out, and so does the person's own phone."""
    text = notice_text(notice(), "12h")

    assert "555-9999" not in text
    assert "Abernathy" not in text
    assert "555-0001" not in text


def test_a_performer_is_told_pick_up_and_set() -> None:
    called = CastCall(
        number="1", performer="Adaeze", character="George", pick_up=time(5, 45), on_set=time(8)
    )

    text = notice_text(notice_for(usual_day(), called, issue="REV 1 BLUE"), "24h")

    assert "Pick-up:    05:45" in text
    assert "On set:     08:00" in text


def test_a_moved_call_names_the_call_before() -> None:
    moved = notice_for(usual_day(), CREW, issue="REV 1 BLUE", earlier_call=time(6))

    assert "Your call:  6:30A (was 6:00A)" in notice_text(moved, "12h")


def test_the_same_notice_gives_the_same_bytes() -> None:
    first, second = (
        notice_mail(notice(), "a@example.com", sender="", clock="12h", dated=NOW, attachments=[PDF])
        for _ in range(2)
    )

    assert first == second


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@example.com, b@example.com",
        "a@example.com;b@example.com",
        "a@b@c.com",
        "a@example.com\nBcc: b@example.com",
        "<a@example.com>",
        "o/c",
        "#REF!",
    ],
)
def test_anything_but_one_address_stops(address: str) -> None:
    assert not is_one_address(address)
    with pytest.raises(SheetError, match="no e-mail address"):
        notice_mail(notice(), address, sender="", clock="12h", dated=NOW)


def test_line_breaks_in_cells_do_not_reach_the_head() -> None:
    odd = replace(notice(), production="Show\r\nBcc: x@example.com", person="A\nB")

    read = mail(odd)

    assert read["Bcc"] is None
    assert "\n" not in read["Subject"]


def test_a_call_still_to_come_points_to_the_sheet() -> None:
    assert "your call see call sheet" in notice_subject(replace(notice(), call=None), "12h")
