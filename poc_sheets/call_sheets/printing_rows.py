"""The tables of the print, row by row from the lines of the Call Sheet tab."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from poc_sheets.call_sheets.draft import Draft
from poc_sheets.documents.call_sheet import (
    AdvanceDay,
    Background,
    Banner,
    CastCall,
    CrewCall,
    Department,
    DepartmentNote,
    Location,
    Meal,
    RadioChannel,
    Scene,
    Shot,
    Vehicle,
)
from poc_sheets.documents.call_sheet_rows import BackgroundKind, Origin
from poc_sheets.documents.clock import When
from poc_sheets.tabs import crew as crew_tab
from poc_sheets.tabs.call_sheet import (
    ADVANCE,
    BACKGROUND,
    BLOCKS,
    CAST,
    CREW,
    MEALS,
    NOTES,
    PLACES,
    RADIOS,
    SCENES,
    TYPED,
    VEHICLES,
    CallSheetLine,
)
from poc_sheets.trade.calling import read_time
from poc_sheets.trade.eighths import parse_eighths
from poc_sheets.trade.rules import key

_SCENE = {
    "item": "number", "name": "set_name", "detail": "synopsis", "code": "day_night",
    "time": "starts", "pages": "pages", "cast": "cast", "location": "location", "notes": "notes",
}  # fmt: skip
_SHOT = {
    "item": "number", "name": "description", "detail": "description", "time": "starts",
    "cast": "talent", "location": "location",
}  # fmt: skip
_CAST = {
    "item": "number", "name": "performer", "detail": "character", "code": "status",
    "time": "pick_up", "call": "report", "makeup": "hair_makeup", "on_set": "on_set",
    "notes": "remarks",
}  # fmt: skip
_BACKGROUND = {
    "item": "quantity", "name": "description", "detail": "scenes", "call": "report",
    "on_set": "on_set", "notes": "holding",
}  # fmt: skip
_CREW = {"item": "position", "name": "name", "call": "call", "notes": "note"}
_MEAL = {"item": "meal", "code": "count", "time": "at", "detail": "place"}
_PLACE = {"item": "label", "name": "name", "detail": "address", "notes": "contact"}


class RowPrinter:
    """Turns lines into the rows of the print, marking what changed since the issue before."""

    def __init__(self, draft: Draft, changed: Mapping[str, frozenset[str]]) -> None:
        self._draft = draft
        self._changed = changed
        self._blocks: dict[str, list[CallSheetLine]] = {}
        for line in draft.lines:
            if any(getattr(line, cell) for cell in TYPED):
                self._blocks.setdefault(line.block, []).append(line)

    def _lines(self, block: str) -> list[CallSheetLine]:
        return self._blocks.get(block, [])

    def _when(self, text: str) -> When:
        plan = self._draft.plan
        moment = read_time(text, plan.day, plan.general)
        return moment if isinstance(moment, datetime) else text or None

    def _marks(self, line: CallSheetLine, fields: Mapping[str, str]) -> frozenset[str]:
        changed = self._changed.get(line.line, frozenset())
        return frozenset({"*"} if "*" in changed else {fields[k] for k in changed if k in fields})

    def locations(self) -> Iterator[Location]:
        """Places; the hospital of the first one stands in a box of its own."""
        known = self._draft.plan.shoot.locations_by_number
        boxed = emergency_line(self._lines(PLACES))
        for line in self._lines(PLACES):
            is_hospital = line.line.startswith("hospital:")
            if is_hospital and (not line.name or (boxed and line.line == boxed.line)):
                continue
            place = known.get(line.line.removeprefix("place:"))
            yield Location(
                label=line.item,
                name=line.name,
                address=line.detail,
                contact=line.notes,
                map_link=place.map_link if place else "",
                changed=self._marks(line, _PLACE),
            )

    def scenes(self) -> Iterator[Scene | Banner]:
        """Scenes and banners of the day."""
        return (self._scene(line) for line in self._lines(SCENES))

    def _scene(self, line: CallSheetLine) -> Scene | Banner:
        starts = self._when(line.time)
        if not line.item and not line.pages:
            return Banner(
                text=line.name or line.detail, starts=starts, changed=self._marks(line, _SCENE)
            )
        eighths = parse_eighths(line.pages)
        if eighths is None:
            eighths = parse_eighths(line.was_pages) or 0
        return Scene(
            number=line.item,
            set_name=line.name,
            synopsis=line.detail,
            day_night=line.code,
            cast=line.cast,
            pages=eighths,
            location=line.location,
            notes=line.notes,
            starts=starts,
            changed=self._marks(line, _SCENE),
        )

    def shots(self) -> Iterator[Shot | Banner]:
        """The schedule of a commercial's day: from when to when which shot, with whom, where."""
        lines = self._lines(SCENES)
        starts = [self._when(line.time) for line in lines]
        for line, start, end in zip(lines, starts, [*starts[1:], self._wrap()], strict=True):
            if not line.item and not line.pages:
                text = line.name or line.detail
                yield Banner(text=text, starts=start, changed=self._marks(line, _SCENE))
                continue
            yield Shot(
                starts=start,
                ends=end,
                number=line.item,
                description=": ".join(part for part in (line.name, line.detail) if part),
                talent=self._talent(line.cast),
                location=line.location,
                changed=self._marks(line, _SHOT),
            )

    def _wrap(self) -> When:
        wrap = self._draft.by_key.get("fact:wrap")
        return self._when(wrap.time) if wrap else None

    def _talent(self, ids: str) -> str:
        """The names behind the ids of a shot; an id that the Cast tab lacks stays as it is."""
        known = self._draft.plan.shoot.cast_by_id
        parts = [part.strip() for part in ids.split(",") if part.strip()]
        names = ((known[i].performer or known[i].character) if i in known else i for i in parts)
        return ", ".join(names)

    def cast(self) -> Iterator[CastCall]:
        """The cast with their times."""
        known = self._draft.plan.shoot.cast_by_id
        for line in self._lines(CAST):
            member = known.get(line.item)
            yield CastCall(
                number=line.item,
                performer=line.name,
                character=line.detail,
                status=line.code,
                pick_up=self._when(line.time),
                report=self._when(line.call),
                hair_makeup=self._when(line.makeup),
                on_set=self._when(line.on_set),
                remarks=line.notes,
                is_minor=member is not None and member.is_minor,
                changed=self._marks(line, _CAST),
            )

    def background(self) -> Iterator[Background]:
        """Stand-ins and background."""
        for line in self._lines(BACKGROUND):
            words = line.name.casefold()
            kind: BackgroundKind = (
                "stand-in" if "stand" in words else "car" if "car" in words.split() else ""
            )
            count = int(line.item) if line.item.isdigit() else None
            text = line.name if count is not None or not line.item else f"{line.item} {line.name}"
            yield Background(
                quantity=count,
                description=text,
                kind=kind,
                report=self._when(line.call),
                on_set=self._when(line.on_set),
                scenes=line.detail.removeprefix("Sc. "),
                holding=line.notes,
                changed=self._marks(line, _BACKGROUND),
            )

    def department_notes(self) -> Iterator[DepartmentNote]:
        """What departments must know; lines of blocks that people made up stand here too."""
        for line in self._lines(NOTES):
            text = " ".join(part for part in (line.name, line.detail, line.notes) if part)
            marks = self._marks(line, {"detail": "text", "item": "department"})
            yield DepartmentNote(department=line.item, text=text, changed=marks)
        for block, lines in self._blocks.items():
            for line in lines if block not in BLOCKS else ():
                words = " ".join(getattr(line, cell) for cell in TYPED if getattr(line, cell))
                yield DepartmentNote(department=block, text=words)

    def advance(self) -> Iterator[AdvanceDay]:
        """The days ahead."""
        dates = self._draft.plan.shoot.dates
        day: tuple[date, int, str] | None = None
        rows: list[Scene | Banner] = []
        for line in self._lines(ADVANCE):
            number = line.line.removeprefix("advance:")
            if line.line and number.isdigit():
                if day:
                    yield AdvanceDay(date=day[0], number=day[1], headline=day[2], rows=tuple(rows))
                day, rows = (dates[int(number)], int(number), line.name), []
            else:
                rows.append(self._scene(line))
        if day:
            yield AdvanceDay(date=day[0], number=day[1], headline=day[2], rows=tuple(rows))

    def departments(self, known: Sequence[crew_tab.Department]) -> Iterator[Department]:
        """The crew by department, in the order of the lines."""
        groups: dict[str, list[CrewCall]] = {}
        last = ""
        for line in self._lines(CREW):
            last = line.detail or last or "Additional"
            call = CrewCall(
                position=line.item,
                name=line.name,
                call=self._when(line.call),
                origin=_origin(line),
                note=line.notes,
                changed=self._marks(line, _CREW),
            )
            groups.setdefault(last, []).append(call)
        order = {key(row.department): index for index, row in enumerate(known)}
        for name in sorted(groups, key=lambda name: order.get(key(name), len(order))):
            yield Department(name=name, people=tuple(groups[name]))

    def meals(self) -> Iterator[Meal]:
        """Meals with their counts."""
        for line in self._lines(MEALS):
            count = int(line.code) if line.code.isdigit() else None
            meal = line.item if count is not None or not line.code else f"{line.item} ({line.code})"
            yield Meal(
                meal=meal,
                count=count,
                at=self._when(line.time),
                place=line.detail,
                changed=self._marks(line, _MEAL),
            )

    def vehicles(self) -> Iterator[Vehicle]:
        """Vehicles and equipment, as people listed them."""
        for line in self._lines(VEHICLES):
            count = int(line.code) if line.code.isdigit() else None
            yield Vehicle(
                what=line.item,
                count=count,
                driver=line.name,
                at=self._when(line.time or line.call),
                note=" ".join(part for part in (line.detail, line.notes) if part),
            )

    def radios(self) -> Iterator[RadioChannel]:
        """Radio channels, as people listed them."""
        for line in self._lines(RADIOS):
            use = " ".join(part for part in (line.name, line.detail, line.notes) if part)
            yield RadioChannel(channel=line.item, use=use)


def emergency_line(lines: Iterable[CallSheetLine]) -> CallSheetLine | None:
    """The line of the hospital that stands in the emergency box: the first that has a name."""
    named = (line for line in lines if line.line.startswith("hospital:") and line.name)
    return next(named, None)


def _origin(line: CallSheetLine) -> Origin:
    if "typed over Call" in line.origin or "person pin" in line.origin:
        return "pin"
    if "person offset" in line.origin:
        return "offset"
    if line.origin.startswith("department"):
        return "department"
    return "code" if "code" in line.origin else "general"
