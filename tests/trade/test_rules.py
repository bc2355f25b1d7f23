"""Which row of the Rules tab counts, and what a new workbook starts with."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from poc_sheets.problems import Finding, Place
from poc_sheets.trade.policy import default_lines
from poc_sheets.trade.rule_values import UNITS, DayStep, Step, parse_value
from poc_sheets.trade.rules import Rule, RuleBook, default_book, value_of
from poc_sheets.trade.terms import Terms

DAY = date(2026, 3, 12)
CREW = "IATSE West Coast"


def rule(value: str, condition: str = "", **more: object) -> Rule:
    facts: dict[str, object] = {"rule": "rest.daily", "agreement": "Local", "unit": "hours"}
    return Rule(value=value, condition=condition, **{**facts, **more})  # type: ignore[arg-type] # names of fields, checked when built


def value(book: RuleBook, *conditions: str, on: date = DAY, agreement: str = "Local") -> object:
    return book.value(agreement, "rest.daily", on, frozenset(conditions))


def test_the_row_with_more_conditions_goes_first() -> None:
    book = RuleBook([rule("10"), rule("9", "distant"), rule("11", "camera operator, distant")])

    assert value(book) == 600
    assert value(book, "Distant ") == 540
    assert value(book, "distant", "camera operator", "feature") == 660


def test_or_gives_a_choice() -> None:
    book = RuleBook([rule("10"), rule("9", "bus-to or distant")])

    assert value(book, "bus-to") == value(book, "distant") == 540


def test_the_dates_of_a_row_count_both_ends() -> None:
    book = RuleBook(
        [
            rule("9", valid_to=date(2024, 8, 3)),
            rule("10", valid_from=date(2024, 8, 4), valid_to=date(2027, 7, 31)),
        ]
    )

    assert value(book, on=date(2024, 8, 3)) == 540
    assert value(book, on=date(2024, 8, 4)) == 600
    assert isinstance(value(book, on=date(2027, 8, 1)), Finding)


def test_a_later_row_replaces_an_open_one() -> None:
    book = RuleBook([rule("9"), rule("10", valid_from=date(2024, 8, 4))])

    assert value(book) == 600


def test_an_agreement_takes_from_the_one_it_is_based_on_only_what_it_does_not_say() -> None:
    book = RuleBook(
        [
            Rule("agreement.based_on", "City", value="Local", unit="agreement"),
            rule("10"),
            rule("8", "distant"),
            rule("12", agreement="City"),
            Rule("meal.minimum", "Local", value="30", unit="minutes"),
        ]
    )

    assert value(book, "distant", agreement="City") == 720
    assert book.value("City", "meal.minimum", DAY) == 30


def test_a_missing_rule_is_a_finding_that_says_what_there_is() -> None:
    found = value(RuleBook([rule("9", "distant")]), "studio")

    assert isinstance(found, Finding)
    assert found.problem == "rule-missing"
    assert "distant" in found.what
    assert "studio" in found.what


def test_two_rows_that_fit_equally_well_are_never_chosen_between() -> None:
    book = RuleBook([rule("9", "distant"), rule("11", "feature", place=Place("Rules", 7))])

    found = value(book, "distant", "feature")

    assert isinstance(found, Finding)
    assert (found.problem, found.place.row) == ("rule-stands-twice", 7)


def test_none_says_there_is_no_rule_and_a_question_mark_that_nobody_knows_yet() -> None:
    assert value(RuleBook([rule("none")])) is None
    for blank in ("", "?"):
        found = value(RuleBook([rule(blank)]))
        assert isinstance(found, Finding)
        assert found.problem == "rule-blank"


def test_an_unknown_agreement_lists_the_known_ones() -> None:
    found = value(RuleBook([rule("10")]), agreement="Lokal")

    assert isinstance(found, Finding)
    assert "Local" in found.what


def test_agreements_that_go_in_a_circle_are_reported() -> None:
    book = RuleBook(
        [
            Rule("agreement.based_on", "A", value="B", unit="agreement"),
            Rule("agreement.based_on", "B", value="A", unit="agreement"),
        ]
    )

    found = value(book, agreement="A")

    assert isinstance(found, Finding)
    assert found.problem == "agreement-based-on-itself"
    assert [finding.problem for finding in book.check()] == ["agreement-based-on-itself"] * 2


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("12.5", "hours", 750),
        ("12.0", "minutes", 12),
        ("$1,250.50", "money", 125_050),
        ("7.50; 10.00; 12.50", "money list", (750, 1000, 1250)),
        ("1.5 after 8; 2 after 12 elapsed", "steps", None),
        ("20:00", "clock", 1200),
        ("0.8333333333333334", "clock", 1200),
        ("6:00A", "Clock", 360),
        ("90 %", "percent", Decimal(90)),
        ("Yes", "yes or no", True),
        ("a; b ;", "text list", ("a", "b")),
    ],
)
def test_values_are_read_by_their_unit(text: str, unit: str, expected: object) -> None:
    if expected is None:
        expected = (Step(Decimal("1.5"), 480), Step(Decimal(2), 720, "elapsed"))
    assert parse_value(text, unit) == expected


def test_parts_of_a_day_are_read() -> None:
    assert parse_value("0.5 after 13; 1 each 4 after 19", "day steps") == (
        DayStep(Decimal("0.5"), 780),
        DayStep(Decimal(1), 1140, 240),
    )


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("ten", "hours"),
        ("0.01", "hours"),
        ("twice after 8", "steps"),
        ("NaN", "factor"),
        ("Infinity", "money"),
        ("maybe", "yes or no"),
        ("O/C", "clock"),
        ("10", "furlongs"),
    ],
)
def test_values_that_do_not_fit_their_unit_are_findings(text: str, unit: str) -> None:
    found = value_of(Rule("x", "Local", value=text, unit=unit, place=Place("Rules", 9)))

    assert isinstance(found, Finding)
    assert (found.problem, found.place.row) == ("rule-unreadable", 9)


def test_terms_refuse_a_value_of_another_unit_and_note_it_once() -> None:
    terms = Terms(RuleBook([rule("10", unit="money")]), "Local", DAY)

    assert terms.minutes("rest.daily") is None
    assert terms.minutes("rest.daily") is None
    assert [finding.problem for finding in terms.findings] == ["rule-unreadable"]


def test_terms_stay_silent_about_rules_that_need_not_be() -> None:
    terms = Terms(RuleBook([rule("10")]), "Local", DAY)

    assert terms.count("consecutive.days", required=False) is None
    assert terms.findings == []


def test_every_default_value_can_be_read() -> None:
    assert default_book().check() == []
    assert {row.unit for row in default_book().rules()} <= set(UNITS)


def test_no_default_rows_contradict_each_other() -> None:
    rows = default_book().rules()
    times = Counter((r.agreement, r.rule, r.condition, r.valid_from) for r in rows)

    assert [key for key, count in times.items() if count > 1] == []


def test_every_default_row_has_a_source_and_a_topic() -> None:
    assert [row for row in default_book().rules() if not row.source or not row.topic] == []


def test_the_default_agreements_are_there() -> None:
    assert set(default_book().agreements) == {
        CREW,
        "IATSE Area Standards",
        "SAG-AFTRA",
        "DGA",
        "Teamsters 399",
        "SAG-AFTRA Background",
        "Non-union California",
        "Minors California",
    }


@pytest.mark.parametrize("kind", ["feature", "tv"])
@pytest.mark.parametrize("place", [(), ("studio",), ("report-to",), ("bus-to",), ("distant",)])
@pytest.mark.parametrize("week", [(), ("6th day",), ("7th day",), ("holiday",)])
@pytest.mark.parametrize("on", [date(2023, 5, 1), DAY])
def test_overtime_of_every_kind_of_day_is_stated_once(
    kind: str, place: tuple[str, ...], week: tuple[str, ...], on: date
) -> None:
    conditions = frozenset({kind, *place, *week})
    for agreement in default_book().agreements[:-1]:
        row = default_book().find(agreement, "overtime.steps", on, conditions)
        assert isinstance(row, Rule), row


def test_triple_time_began_in_august_2024() -> None:
    steps = {
        day: default_book().value(CREW, "overtime.steps", day, frozenset({"feature"}))
        for day in (date(2024, 8, 3), date(2024, 8, 4))
    }

    assert [len(value) for value in steps.values() if isinstance(value, tuple)] == [2, 3]


def test_the_policy_lines_have_one_id_each_and_a_meaning() -> None:
    text = files("poc_sheets").joinpath("tabs/defaults/policy.csv").read_text(encoding="utf-8")
    rows = [line.split(",", 1)[0] for line in text.splitlines()[1:]]

    assert len(rows) == len(set(rows)) == len(default_lines())
    assert all(default_lines().values())


def test_every_policy_line_is_read_by_something() -> None:
    """A threshold that nothing reads would mislead whoever changes it."""
    package = Path(str(files("poc_sheets")))
    code = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    made_of_parts = (
        r"approval\.tier_\d_(who|amount)",
        r"call_sheet\.\w+_minutes",
        r"receipt\.\w+",
        r"reconcile\.(card|payable|split)_days_(before|after)",
        r"tax\.1099_threshold_\d{4}",
    )
    for name in default_lines():
        word = name.partition(".")[2].removesuffix("_minutes")
        in_parts = any(re.fullmatch(pattern, name) for pattern in made_of_parts)
        is_word = f'"{word}"' in code or word.startswith(
            ("tier_", "1099_", "card_", "payable_", "split_")
        )
        assert name in code or (in_parts and is_word), name


def test_the_thresholds_of_the_policy_are_those_of_the_trade() -> None:
    lines = default_lines()

    assert (lines["overspend.over_amount"], lines["overspend.over_percent"]) == ("500", "5")
    assert (lines["tax.1099_threshold_2025"], lines["tax.1099_threshold_2026"]) == ("600", "2000")
    assert lines["receipt.meal_per_head"] == "15"
