"""Who gets a second mail: those whom a correction, a revision or a cancelled call concerns."""

from pathlib import Path

import vobject

from poc_sheets.runner import press
from poc_sheets.sending.calls import send_calls
from poc_sheets.workbook import Change

from .conftest import EVENING, Office, Started, issued, local, publish, publish_again, states


def test_a_corrected_address_is_mailed_again_when_asked(
    tmp_path: Path, mail_server: Started
) -> None:
    office, port = mail_server(Office(refused=("jo@crew.example",)))
    book = issued(tmp_path / "show.xlsx")
    send_calls(book, local(port))
    sheet = book.read(["Distribution"])["Distribution"]
    place = next(
        (r, c)
        for r, row in enumerate(sheet.cells, 1)
        for c, cell in enumerate(row, 1)
        if cell == "jo@crew.example"
    )
    book.write([Change("Distribution", *place, "jo@crew.example", "jo@new.example")])
    send_calls(book, local(port), again="Jo Lee")
    assert office.received[-1][1]["To"] == "Jo Lee <jo@new.example>"
    assert states(book)["Jo Lee 0"][0] == "sent"


def test_of_a_revision_only_those_it_concerns_are_told_again(
    tmp_path: Path, mail_server: Started
) -> None:
    """The pinned key grip hears nothing of the push, and is not asked to confirm again."""
    office, port = mail_server()
    book = issued(tmp_path / "show.xlsx")
    send_calls(book, local(port))
    press("confirm_call", book, now=EVENING, day=1, names="Jo Lee; al@crew.example")
    publish_again(book)
    assert send_calls(book, local(port)).summary == "Day 1: 2 sent."
    assert office.addresses[3:] == ["al@crew.example", "zoe@crew.example"]
    mail = office.received[3][1]
    event = vobject.readOne(next(mail.iter_attachments()).get_content()).vevent
    first = vobject.readOne(next(office.received[1][1].iter_attachments()).get_content())
    assert event.uid.value == first.vevent.uid.value
    assert (first.vevent.sequence.value, event.sequence.value) == ("0", "1")
    left = press("confirm_call", book, now=EVENING, day=1)
    assert left.summary == "Day 1: 1 of 4 have confirmed, 2 not answered, 1 not sent yet."
    assert [f.title.partition(",")[0] for f in left.findings] == ["Di Fox", "Al Moe", "Zoë Lum"]


def test_who_left_the_day_is_told_and_the_calendar_entry_goes(
    tmp_path: Path, mail_server: Started
) -> None:
    office, port = mail_server()
    path = tmp_path / "show.xlsx"
    book = issued(path)
    send_calls(book, local(port))
    cells = book.read(["Crew"])["Crew"].cells
    head = next(row for row in cells if "Working" in row)
    row = next(i for i, each in enumerate(cells, 1) if "Al Moe" in each)
    column = list(head).index("Working") + 1
    was = book.read(["Crew"])["Crew"].at(row, column)
    book.write([Change("Crew", row, column, was, "No")])
    publish(book)
    assert send_calls(book, local(port)).summary == "Day 1: 1 sent."
    address, mail = office.received[-1]
    assert address == "al@crew.example"
    assert "not called" in mail["Subject"]
    calendar = vobject.readOne(next(mail.iter_attachments()).get_content())
    assert calendar.method.value == "CANCEL"


def test_another_hospital_is_told_to_everybody(tmp_path: Path) -> None:
    """Nobody's call moved, and everybody has to know."""
    book = issued(tmp_path / "show.xlsx")
    sheet = book.read(["Locations"])["Locations"]
    place = next(
        (r, c)
        for r, row in enumerate(sheet.cells, 1)
        for c, cell in enumerate(row, 1)
        if cell == "Mercy"
    )
    book.write([Change("Locations", *place, "Mercy", "County General")])
    message = press("publish_call_sheet", book, now=EVENING, day=1, override="a test")
    assert message.summary.startswith("Day 1 of 1 issued as REV 1 BLUE: 1 cells changed, 4 people")
