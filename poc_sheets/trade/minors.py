"""Working days of minors: hours by age, school, turnaround, curfew, and who must be there.

Nothing here can be waived or bought with a penalty: each line is a breach with its rule.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from poc_sheets.problems import Finding
from poc_sheets.trade.clock import Clock, parse_clock
from poc_sheets.trade.meals import Meal
from poc_sheets.trade.moment import Moment
from poc_sheets.trade.rules import RuleBook
from poc_sheets.trade.terms import Breach, Terms, span_text

_AGE = re.compile(r"(\d+) (day|month|year)s?")


@dataclass(frozen=True, slots=True)
class MinorDay:
    """One minor's day, worked or planned.

    Minutes of `school` and `recreation`; `recreation` is `None` where nobody wrote it down. Time
    that is neither meal nor school nor recreation counts as work. `week_minutes` are the minutes on
    site earlier in the week. `has_parent` is `None` where it is not known.
    """

    name: str
    born: date
    arrive: Moment
    leave: Moment
    meals: tuple[Meal, ...] = ()
    school: int = 0
    recreation: int | None = None
    is_school_day: bool = True
    is_school_tomorrow: bool = True
    week_minutes: int = 0
    previous_leave: Moment | None = None
    has_parent: bool | None = None

    @property
    def meal_minutes(self) -> int:
        """Minutes at meals."""
        return sum(meal.end - meal.start for meal in self.meals)

    @property
    def work_minutes(self) -> int:
        """Minutes on site that nothing else accounts for."""
        away = self.meal_minutes + self.school + (self.recreation or 0)
        return max(0, self.leave - self.arrive - away)


@dataclass(frozen=True, slots=True)
class MinorCheck:
    """What a minor's day breaks.

    `band` is the age band, blank for a person of age. `must_leave_by` is the last out that the
    hours on site and the curfew allow; `earliest_next_call` follows from the out of this day.
    """

    band: str = ""
    breaches: tuple[Breach, ...] = ()
    findings: tuple[Finding, ...] = ()
    must_leave_by: Moment | None = None
    earliest_next_call: Moment | None = None


def age_band(ages: Sequence[str], born: date, on: date) -> str | None:
    """The band of a person's age: `6 years to 9 years`.

    Args:
        ages: the ages at which the bands change, youngest first (`15 days`, `6 months`, `2 years`).
        born: the date of birth.
        on: the day.

    Returns:
        `None` for someone younger than the first age; blank for someone past the last.

    Raises:
        ValueError: an age is not written as a number of days, months or years.
    """
    reached = [age for age in ages if _reaches(born, age) <= on]
    if not reached:
        return None
    if len(reached) == len(ages):
        return ""
    return f"{reached[-1]} to {ages[len(reached)]}"


def _reaches(born: date, age: str) -> date:
    """The day on which someone reaches an age; a 29 February becomes 1 March."""
    found = _AGE.fullmatch(age.strip().lower())
    if not found:
        raise ValueError(age)
    number, unit = int(found[1]), found[2]
    if unit == "day":
        return born + timedelta(days=number)
    months = number * (12 if unit == "year" else 1)
    years, month = divmod(born.month - 1 + months, 12)
    first = date(born.year + years, month + 1, 1)
    reached = first + timedelta(days=born.day - 1)
    return reached if reached.month == first.month else _first_of_next_month(first)


def _first_of_next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def check_minor(minor: MinorDay, book: RuleBook, agreement: str) -> MinorCheck:
    """Check one minor's day against the table of the agreement.

    Args:
        minor: the day.
        book: the production's rules.
        agreement: whose table counts, such as `Minors California`.

    Returns:
        Breaches in the order hours, school, times of day, meals, rest, week, company.
    """
    on = minor.arrive.day
    plain = Terms(book, agreement, on)
    ages = plain.texts("minor.bands")
    if not ages:
        return MinorCheck(findings=tuple(plain.findings))
    try:
        band = age_band(ages, minor.born, on)
    except ValueError:
        plain.reject("minor.bands")
        return MinorCheck(findings=tuple(plain.findings))
    if band == "":
        return MinorCheck()
    if band is None:
        why = f"{minor.name} is younger than {ages[0]} ({plain.cites('minor.bands')})"
        return MinorCheck(breaches=(Breach("minor.bands", agreement, why),))
    day = _Day(minor, _terms(book, agreement, band, minor))
    breaches = [
        *day.hours(),
        *day.school(),
        *day.times_of_day(),
        *day.meals(),
        *day.rest_and_week(),
        *day.company(),
    ]
    turnaround = day.terms.minutes("minor.turnaround")
    next_call = minor.leave.after(turnaround) if turnaround is not None else None
    findings = tuple(day.terms.findings)
    return MinorCheck(band, tuple(breaches), findings, day.must_leave_by(), next_call)


def _terms(book: RuleBook, agreement: str, band: str, minor: MinorDay) -> Terms:
    today = "school day" if minor.is_school_day else "no school day"
    tomorrow = "before school day" if minor.is_school_tomorrow else "before no school day"
    return Terms(book, agreement, minor.arrive.day, frozenset({band, today, tomorrow}))


@dataclass(frozen=True, slots=True)
class _Day:
    """A minor's day and the terms it is checked against."""

    minor: MinorDay
    terms: Terms

    def breach(self, rule: str, what: str) -> Breach:
        why = f"{self.minor.name}: {what} ({self.terms.cites(rule)})"
        return Breach(rule, self.terms.agreement, why)

    def hours(self) -> list[Breach]:
        breaches = []
        on_site, allowed = self.on_site_minutes(), self.terms.minutes("minor.on_site")
        if allowed is not None and on_site > allowed:
            what = f"{span_text(on_site)} on site without the meal, at most {span_text(allowed)}"
            breaches.append(self.breach("minor.on_site", what))
        work, allowed = self.minor.work_minutes, self.terms.minutes("minor.work")
        if allowed is not None and work > allowed:
            what = f"{span_text(work)} of work, at most {span_text(allowed)}"
            breaches.append(self.breach("minor.work", what))
        return breaches

    def on_site_minutes(self) -> int:
        """Time on site; the meal extends the day, but only by its minimum."""
        extends = self.terms.minutes("minor.meal_extends", required=False) or 0
        stay = self.minor.leave - self.minor.arrive
        return max(0, stay - min(extends, self.minor.meal_minutes))

    def school(self) -> list[Breach]:
        breaches = []
        needed = self.terms.minutes("minor.school")
        if needed is not None and self.minor.school < needed:
            what = f"{span_text(self.minor.school)} of school, at least {span_text(needed)}"
            breaches.append(self.breach("minor.school", what))
        needed = self.terms.minutes("minor.recreation")
        given = self.minor.recreation
        if needed is not None and given is not None and given < needed:
            what = f"{span_text(given)} of rest and recreation, at least {span_text(needed)}"
            breaches.append(self.breach("minor.recreation", what))
        return breaches

    def times_of_day(self) -> list[Breach]:
        breaches = []
        arrive, leave = self.minor.arrive, self.minor.leave
        earliest, latest = self.terms.minutes("minor.earliest"), self.latest()
        if earliest is not None and arrive.minutes < earliest:
            what = f"arrives {arrive.as_text()}, not before {Clock(earliest).as_text()}"
            breaches.append(self.breach("minor.earliest", what))
        if latest is not None and leave > latest:
            what = f"leaves {leave.as_text()}, not after {latest.as_text()}"
            breaches.append(self.breach("minor.latest", what))
        windows = self.terms.row("minor.windows", required=False)
        if windows is not None and not any(map(self.is_inside, self.terms.texts("minor.windows"))):
            what = f"on site {arrive.as_text()} to {leave.as_text()}, allowed {windows.value}"
            breaches.append(self.breach("minor.windows", what))
        return breaches

    def latest(self) -> Moment | None:
        minutes = self.terms.minutes("minor.latest")
        arrive = self.minor.arrive
        return None if minutes is None else Moment(arrive.day, minutes, arrive.zone)

    def is_inside(self, window: str) -> bool:
        clocks = [parse_clock(part) for part in window.split(" to ")]
        match clocks:
            case [Clock(first), Clock(last)]:
                return first <= self.minor.arrive.minutes and self.minor.leave.minutes <= last
            case _:
                self.terms.reject("minor.windows")
                return False

    def meals(self) -> list[Breach]:
        within = self.terms.minutes("minor.meal_within")
        shortest = self.terms.minutes("minor.meal_minimum", required=False) or 0
        breaches, since = [], self.minor.arrive
        for meal in sorted(self.minor.meals, key=lambda meal: meal.start):
            if meal.end - meal.start < shortest:
                what = (
                    f"a meal of {span_text(meal.end - meal.start)}, at least {span_text(shortest)}"
                )
                breaches.append(self.breach("minor.meal_minimum", what))
                continue
            breaches += self.late_meal(since, meal.start, within)
            since = meal.end
        return breaches + self.late_meal(since, self.minor.leave, within)

    def late_meal(self, since: Moment, until: Moment, within: int | None) -> list[Breach]:
        if within is None or until - since <= within:
            return []
        what = f"no meal from {since.as_text()} to {until.as_text()}, at most {span_text(within)}"
        return [self.breach("minor.meal_within", what)]

    def rest_and_week(self) -> list[Breach]:
        breaches = []
        needed, previous = self.terms.minutes("minor.turnaround"), self.minor.previous_leave
        if previous is not None and needed is not None and self.minor.arrive - previous < needed:
            rest = span_text(max(0, self.minor.arrive - previous))
            what = f"{rest} since leaving the day before, at least {span_text(needed)}"
            breaches.append(self.breach("minor.turnaround", what))
        week, allowed = (
            self.minor.week_minutes + self.on_site_minutes(),
            self.terms.minutes("minor.week"),
        )
        if allowed is not None and week > allowed:
            what = f"{span_text(week)} in the week, at most {span_text(allowed)}"
            breaches.append(self.breach("minor.week", what))
        return breaches

    def company(self) -> list[Breach]:
        under = self.terms.count("minor.parent_under", required=False)
        if under is None or self.minor.has_parent is not False:
            return []
        if _reaches(self.minor.born, f"{under} years") <= self.minor.arrive.day:
            return []
        what = f"no parent or guardian, needed under {under}"
        return [self.breach("minor.parent_under", what)]

    def must_leave_by(self) -> Moment | None:
        allowed = self.terms.minutes("minor.on_site")
        extends = self.terms.minutes("minor.meal_extends", required=False) or 0
        latest = self.latest()
        if allowed is None:
            return latest
        by_hours = self.minor.arrive.after(allowed + extends)
        return by_hours if latest is None else min(by_hours, latest)


def teachers_needed(
    book: RuleBook, agreement: str, on: date, minors: int, *, is_school_day: bool
) -> int | Finding:
    """How many studio teachers a number of minors needs; a finding where no rule says."""
    condition = "school day" if is_school_day else "no school day"
    terms = Terms(book, agreement, on, frozenset({condition}))
    each = terms.count("minor.pupils_per_teacher")
    if not each:
        return terms.findings[0] if terms.findings else 0
    return -(-minors // each)
