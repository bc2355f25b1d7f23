"""A shoot day as worked against the day as budgeted: people, background, amounts, pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from poc_sheets.call_sheets.day import DayPlan
from poc_sheets.call_sheets.people import cast_order, is_on
from poc_sheets.day_costs.person_day import DayTimes, last_day, person_day
from poc_sheets.problems import Finding
from poc_sheets.production_reports.times import kind_of, of_day
from poc_sheets.production_reports.worked import Worked, WorkedDay
from poc_sheets.snapshots.deals import Deal, Member, deal_of
from poc_sheets.snapshots.shoot_day import unit_key
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember
from poc_sheets.tabs.hot_cost import DayAmount
from poc_sheets.tabs.model import Row, Rows
from poc_sheets.tabs.production_report import BACKGROUND, CAST, CREW, ProductionTime
from poc_sheets.trade.clock import CallCode
from poc_sheets.trade.day_cost import DayCost, PersonDay, cost_of_day
from poc_sheets.trade.hot_cost import FlatRow, PersonRow, Totals, budgeted_day
from poc_sheets.trade.hot_cost import hot_cost as hot_cost_of
from poc_sheets.trade.money import to_minor
from poc_sheets.trade.rules import key

#: The rate of background as vouchers say it: 208 for 8 hours.
_BACKGROUND_RATE = re.compile(r"\$?\s*(\d+(?:\.\d+)?)\s*/\s*([1-9]\d*(?:\.\d+)?)")


@dataclass(frozen=True)
class HotPerson:
    """One person of the day; `row` is `None` where `missing` keeps the cost from being known."""

    member: Member
    worked: WorkedDay | None
    row: PersonRow | None = None
    missing: str = ""
    finding: Finding | None = None


@dataclass(frozen=True)
class HotAmount:
    """One amount of the day that is no person's; `row` is `None` where it is not known."""

    source: Row
    section: str
    what: str
    row: FlatRow | None = None
    missing: str = ""
    why: str = ""


@dataclass(frozen=True)
class HotDay:
    """A shoot day on which people worked."""

    plan: DayPlan
    worked: Worked
    amounts: Rows[DayAmount]

    @cached_property
    def people(self) -> tuple[HotPerson, ...]:
        """Cast by id, then the crew in the order of its tab: those budgeted, and those who came."""
        shoot, day = self.plan.shoot, self.plan.day
        cast = sorted(shoot.cast_by_id.values(), key=lambda member: cast_order(member.cast_id))
        members: list[Member] = [*cast, *shoot.crew]
        there = [m for m in members if self._is_due(m) or self.worked.on(m, day)]
        found = (self._person(member) for member in there)
        return tuple(person for person in found if person is not None)

    @cached_property
    def flat(self) -> tuple[HotAmount, ...]:
        """Background by its lines of times, then the amounts typed for the day."""
        lines = of_day(self.worked.lines, self.plan.row)
        extras = [self._background(line) for line in lines if kind_of(line) == BACKGROUND]
        typed = [
            self._amount(row)
            for row in self.amounts
            if row.day in {None, self.plan.number}
            and unit_key(row.unit) == unit_key(self.plan.shoot.unit)
        ]
        return (*extras, *typed)

    @cached_property
    def totals(self) -> Totals:
        """Budget and actual of everything that is known."""
        return hot_cost_of(self.rows, self.flat_rows).day

    @property
    def rows(self) -> list[PersonRow]:
        """The people whose cost is known."""
        return [person.row for person in self.people if person.row]

    @property
    def flat_rows(self) -> list[FlatRow]:
        """The amounts that are known."""
        return [amount.row for amount in self.flat if amount.row]

    def _is_due(self, member: Member) -> bool:
        if isinstance(member, CrewMember):
            return member.is_called and is_on(member, self.plan)
        row = self.plan.shoot.dood.get(member.cast_id)
        return row is not None and "W" in row.code_on(self.plan.day)

    def _person(self, member: Member) -> HotPerson | None:
        plan = self.plan
        worked = self.worked.on(member, plan.day)
        deal = deal_of(member, plan.shoot, plan.day)
        missing = deal.missing or _trouble(worked)
        if missing and (self._is_due(member) or (worked is not None and worked.is_worked)):
            return HotPerson(member, worked, missing=missing)
        is_there = worked is not None and worked.call is not None and worked.out is not None
        if missing or not (is_there or self._is_due(member)):
            return None
        return self._costed(member, deal, worked)

    def _costed(self, member: Member, deal: Deal, worked: WorkedDay | None) -> HotPerson:
        """Budgeted as if all hours were worked in one stretch from the call."""
        plan, settings = self.plan, self.plan.shoot.settings
        call = worked.call if worked and worked.call else plan.moment(plan.general)
        tenths = deal.budgeted_tenths if self._is_due(member) else 0
        out = worked.out if worked and worked.out else call.after(tenths * 6)
        times = DayTimes(call, out, worked.meals if worked else (), worked.ndb if worked else None)
        last = last_day(plan, self.worked, member)
        if last.is_after(call):
            return HotPerson(member, worked, missing="the out of the day before comes after the in")
        day = person_day(plan, self.worked, member, deal, times, last.worked)
        book, exponent = plan.shoot.book, settings.exponent
        cost: DayCost | None = None
        if worked is not None and worked.call is not None and worked.out is not None:
            cost = cost_of_day(day, book, exponent=exponent)
            if not cost.is_complete:
                found = cost.findings[0]
                return HotPerson(member, worked, missing=found.title, finding=found)
        budgeted = budgeted_day(day, book, tenths, exponent=exponent) if tenths else 0
        row = PersonRow(
            section=CREW if isinstance(member, CrewMember) else CAST,
            position=day.position,
            name=day.name,
            budgeted_tenths=tenths,
            budgeted=budgeted,
            day=cost,
            department=day.department,
            kit=deal.kit if cost else 0,
            budgeted_kit=deal.kit if tenths else 0,
        )
        no_rest = "no last out, so no rest" if cost and last.is_unknown else ""
        return HotPerson(member, worked, row, no_rest)

    def _background(self, line: ProductionTime) -> HotAmount:
        plan, settings = self.plan, self.plan.shoot.settings
        quantity = 1 if line.quantity is None else line.quantity
        what = f"{quantity} \u00d7 {line.person}"
        worked = self.worked.read(line, plan.day)
        rate = _BACKGROUND_RATE.fullmatch(line.rate.strip()) if line.rate else None
        missing = worked.trouble or ("" if rate else "no rate such as 208/8")
        is_unread = self.worked.lines.is_doubtful(line, "quantity")
        if missing or is_unread or rate is None or worked.call is None or worked.out is None:
            seen = "the quantity cannot be read" if is_unread else missing or "no times"
            return HotAmount(line, BACKGROUND, what, missing=seen)
        hours = Decimal(rate[2])
        daily = to_minor(Decimal(rate[1]), settings.exponent)
        day = PersonDay(
            name=line.person,
            agreement=settings.background_agreement,
            hourly=Decimal(daily) / hours,
            call=worked.call,
            out=worked.out,
            meals=worked.meals,
            ndb=worked.ndb,
            general_call=plan.moment(plan.general),
            conditions=frozenset({"background"}) & plan.shoot.book.known_conditions,
            daily=daily,
            guarantee_tenths=int(hours * 10),
        )
        cost = cost_of_day(day, plan.shoot.book, exponent=settings.exponent)
        if not cost.is_complete:
            return HotAmount(line, BACKGROUND, what, missing=cost.findings[0].title)
        row = FlatRow(BACKGROUND, what, 0, cost.total * quantity, BACKGROUND)
        why = "; ".join(part.why for part in cost.lines)
        return HotAmount(line, BACKGROUND, what, row, why=why)

    def _amount(self, row: DayAmount) -> HotAmount:
        unread = [name for name in ("budgeted", "actual") if self.amounts.is_doubtful(row, name)]
        if unread:
            missing = f"{' and '.join(unread)} cannot be read"
            return HotAmount(row, row.section, row.description, missing=missing)
        flat = FlatRow(
            row.section, row.description, row.budgeted or 0, row.actual or 0, row.section
        )
        return HotAmount(row, row.section, row.description, flat, why=row.notes)


def _trouble(worked: WorkedDay | None) -> str:
    """What keeps a person's times from being paid; a code such as O/C is no time."""
    if worked is None or worked.line is None:
        return ""
    call = worked.line.call
    is_off = key(worked.line.status) in {"h", "t", "tr", "ft", "r"}
    if isinstance(call, CallCode) and call.code not in {"N/A", "H"} and not is_off:
        return f"no times, only {call.as_text()}"
    return worked.trouble


def missing_of(day: HotDay) -> Iterator[tuple[str, Row, str]]:
    """Who and what is not in the sums: a name, its row, and why."""
    for person in day.people:
        if person.missing and person.row is None:
            member = person.member
            name = member.performer if isinstance(member, CastMember) else member.name
            yield name, member, person.missing
    for amount in day.flat:
        if amount.missing:
            yield amount.what, amount.source, amount.missing


def sum_of(totals: Sequence[Totals]) -> Totals:
    """Several days together."""
    whole = Totals()
    for each in totals:
        whole += each
    return whole
