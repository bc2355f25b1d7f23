"""Call sheets to print, and the words of a printed one."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pypdf

from poc_sheets.documents.call_sheet import (
    AdvanceDay,
    Background,
    Banner,
    Calls,
    CallSheet,
    CastCall,
    CrewCall,
    Day,
    Department,
    DepartmentNote,
    Emergency,
    Header,
    Location,
    Meal,
    Principal,
    Scene,
    SignOff,
    Vehicle,
    Version,
    Weather,
)

FIRST = ["Ana", "Béla", "Chidi", "Đorđe", "Eleni", "Fatima", "Gus", "Håkon", "Ivan", "Jo"]
LAST = ["Abernathy", "Bjørnstad", "Castellanos", "D'Angelo", "Fitzgerald-Hughes", "Łukasik"]
LAST += ["Papadopoulos", "Schwarzenberger", "Nguyễn", "Юрьева"]


def names(count: int) -> list[str]:
    """That many different names."""
    return [f"{FIRST[i % 10]} {LAST[i // 10 % 10]} {i // 100 or ''}".strip() for i in range(count)]


def crew(count: int, size: int = 7) -> tuple[Department, ...]:
    """Departments of some people each, with calls of every origin."""
    calls = ((time(7), "general"), (time(5, 48), "pin"), ("O/C", "code"))
    people = [
        CrewCall(
            position="2nd assistant",
            name=f"{name} Crew",
            call=calls[i % 3][0],
            origin=calls[i % 3][1],  # type: ignore[arg-type]  # the table above holds origins
            phone=f"555-{i:04}",
        )
        for i, name in enumerate(names(count))
    ]
    parts = [tuple(people[i : i + size]) for i in range(0, count, size)]
    return tuple(Department(name=f"Department {i}", people=part) for i, part in enumerate(parts))


def cast(count: int) -> tuple[CastCall, ...]:
    """Performers who all work."""
    return tuple(
        CastCall(
            number=str(i + 1),
            performer=f"{name} Cast",
            character=f"Role {i}",
            status="W",
            report=time(6, 15),
            on_set=time(8),
        )
        for i, name in enumerate(names(count))
    )


def strips(count: int) -> tuple[Scene | Banner, ...]:
    """That many scenes of three eighths."""
    return tuple(
        Scene(
            number=f"{i}A",
            interior="INT",
            set_name=f"Set {i}",
            synopsis="A line of what happens.",
            day_night="D",
            cast="1, 2",
            pages=3,
            location="1",
        )
        for i in range(1, count + 1)
    )


def usual_day(**changes: Any) -> CallSheet:
    """A usual day: eight strips, ten performers, eighty crew."""
    sheet = CallSheet(
        header=Header(
            title="The Long Way Home",
            company="Harbor Light Pictures",
            principals=(Principal(role="UPM", name="Grace Whitfield", phone="555-0101"),),
        ),
        day=Day(
            date=date(2026, 3, 12),
            number=7,
            of=24,
            issued_at=datetime(2026, 3, 11, 18, 42, tzinfo=UTC),
        ),
        calls=Calls(crew_call=time(7), shooting_call=time(8, 15), lunch=time(13)),
        versions=(Version(what="Script", colour="Blue", dated=date(2026, 3, 9)),),
        weather=Weather(condition="Cloudy", sunrise=time(7, 3), sunset=time(18, 58)),
        emergency=Emergency(hospital="Huntington Hospital", phone="555-3970"),
        locations=(Location(label="Location 1", name="Bailey House", address="812 Oakland Ave"),),
        notices=("NO FORCED CALLS", "Closed set."),
        scenes=(*strips(7), Banner(text="Company move", starts=time(14)), *strips(1)),
        cast=cast(10),
        background=(Background(quantity=14, description="Passers-by", kind="union"),),
        department_notes=(DepartmentNote(department="Grip", text="12x12 silk"),),
        advance=(AdvanceDay(date=date(2026, 3, 13), number=8, rows=strips(2)),),
        sign_off=(SignOff(role="UPM"),),
        departments=crew(80),
        meals=(Meal(meal="Lunch", count=130, at=time(13)),),
        vehicles=(Vehicle(what="Camera truck", at=time(5, 30)),),
    )
    return replace(sheet, **changes)


def pages_of(printed: bytes) -> list[str]:
    """The words of each page, without any white space or breaks inside long words."""
    reader = pypdf.PdfReader(io.BytesIO(printed))
    return ["".join(page.extract_text().replace("\u200b", "").split()) for page in reader.pages]


def squeezed(text: str) -> str:
    """Text as `pages_of` gives it."""
    return "".join(text.split())
