"""What a person is paid by, as their row of the Crew or Cast tab says it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from poc_sheets.settings import Settings
from poc_sheets.snapshots.deals import conditions_of, deal_of
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember
from poc_sheets.tabs.model import Rows, columns_of
from poc_sheets.trade.policy import Policy
from poc_sheets.trade.rules import default_book

DAY = date(2026, 3, 12)
GRIP = CrewMember(position="Grip", name="Al Moe", rate=50_00)


def shoot(settings: Settings | None = None, **rows: Rows[CrewMember]) -> Shoot:
    return Shoot(
        settings=settings or Settings(kind="Series"),
        strips=Rows(),
        days=Rows(),
        crew=rows.get("crew", Rows()),
        departments=Rows(),
        cast=Rows(),
        locations=Rows(),
        policy=Policy({}),
        book=default_book(),
    )


@pytest.mark.parametrize("tab", [CrewMember, CastMember])
def test_what_never_leaves_the_office_stands_last(tab: type) -> None:
    """The print area ends before it."""
    private = [spec.private for spec in columns_of(tab)]
    assert private == sorted(private)


@pytest.mark.parametrize(
    ("position", "typed", "settings", "expected"),
    [
        ("Grip", "", Settings(kind="Feature"), {"feature"}),
        ("Grip", "", Settings(kind="Series"), {"tv"}),
        ("Grip", "Feature, studio", Settings(kind="Series"), {"feature", "studio"}),
        ("Grip", "", Settings(kind="Feature", conditions=("Distant",)), {"feature", "distant"}),
        ("Grip", "distnat", Settings(kind="Commercial"), {"distnat"}),
        ("A Camera Operator", "", Settings(kind="Feature"), {"feature", "camera operator"}),
        ("1st AD", "", Settings(kind="Feature"), {"feature", "first assistant director"}),
        ("DP", "", Settings(kind="Feature"), {"feature", "director of photography"}),
    ],
)
def test_conditions_come_from_the_cell_the_production_and_the_post(
    position: str, typed: str, settings: Settings, expected: set[str]
) -> None:
    member = replace(GRIP, position=position, conditions=typed)
    assert conditions_of(member, shoot(settings)) == expected


def test_the_agreement_of_the_production_counts_where_a_person_has_none() -> None:
    there = shoot(Settings(agreement="IATSE Area Standards", cast_agreement="SAG-AFTRA"))

    assert deal_of(GRIP, there, DAY).agreement == "IATSE Area Standards"
    assert deal_of(replace(GRIP, agreement="DGA"), there, DAY).agreement == "DGA"
    performer = CastMember(cast_id="1", character="Wick", rate=1000_00)
    deal = deal_of(performer, there, DAY)
    assert (deal.agreement, deal.rates and deal.rates.daily) == ("SAG-AFTRA", 1000_00)


def test_hours_and_shares_are_read_from_the_row_else_from_the_policy() -> None:
    full = replace(GRIP, fringe=Decimal("0.32"), kit=25_00, budgeted_hours=Decimal("10.5"))
    deal, plain = deal_of(full, shoot(), DAY), deal_of(GRIP, shoot(), DAY)

    assert (deal.fringe, deal.kit, deal.budgeted_tenths) == (Decimal("0.32"), 25_00, 105)
    assert (plain.fringe, plain.kit, plain.budgeted_tenths) == (Decimal(0), 0, 120)


@pytest.mark.parametrize(
    ("member", "missing"),
    [
        (replace(GRIP, rate=None), "no rate"),
        (replace(GRIP, rate_basis="Flat"), 'the rate basis "Flat" is not known'),
        (
            replace(GRIP, rate_basis="day", agreement="Non-union California"),
            "no guaranteed hours for the day rate",
        ),
        (replace(GRIP, row=2), "fringe cannot be read"),
    ],
)
def test_what_keeps_the_pay_from_being_known_is_said(member: CrewMember, missing: str) -> None:
    crew = Rows([member], doubtful={2: frozenset({"fringe"})})

    deal = deal_of(member, shoot(crew=crew), DAY)

    assert (deal.missing, deal.rates) == (missing, None)
