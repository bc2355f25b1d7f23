"""What tomorrow costs by the deals of people, and who cannot be costed."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from datetime import datetime

from poc_sheets.workbook import Cell, ErrorValue
from tests.actions.costed_show import CREW, cost, found, person, show


def test_who_cannot_be_costed_is_named_and_never_counted_as_zero() -> None:
    crew: list[list[Cell]] = [
        ["Department", "Position", "Name", "Call", "Rate", "Rate basis"],
        ["Grip", "Grip", "Al Moe", None, None, None],
        ["Grip", "Grip", "Bo Lum", None, "scale", None],
        ["Grip", "Grip", "Cy Day", None, 500.0, "Flat"],
        ["Grip", "Grip", "Di Fox", None, ErrorValue("#REF!"), None],
        ["Office", "Coordinator", "Ed Gil", "O/C", 40.0, None],
        ["Sound", "Mixer", "Pat Ro", None, 40.0, None],
        ["Sound", "Boom", "Flo Ito", "7:0a", 40.0, None],
        ["Art", "Designer", "Gus Kay", "N/A", None, None],
    ]

    message, rows = cost(show(Crew=crew))

    missing = {row["Name"]: row["Missing"] for row in rows if row["Line"] == "Person"}
    assert missing == {
        "Al Moe": "no rate",
        "Bo Lum": "rate cannot be read",
        "Cy Day": 'the rate basis "Flat" is not known',
        "Di Fox": "rate cannot be read",
        "Ed Gil": "no time",
        "Pat Ro": None,
        "Flo Ito": "the call cannot be read",
    }
    assert all(person(rows, name)["Total"] is None for name, why in missing.items() if why)
    assert float(rows[0]["Total"]) == 530.0
    assert rows[0]["Missing"] == "6 people not counted"
    titles = [f.title for f in found(message, "not-in-the-cost")]
    assert "Not in the cost of day 2: 1 person, no rate" in titles
    assert "Not in the cost of day 2: 2 people, rate cannot be read" in titles
    [rate] = [f for f in found(message, "not-in-the-cost") if "no rate" in f.title]
    assert (rate.place.tab, rate.place.cell, rate.what) == ("Crew", "E2", "Al Moe, Grip")
    [code] = found(message, "no-time-no-cost")
    assert code.what == "Ed Gil, Coordinator"


def test_a_last_out_that_is_not_known_is_said_and_can_be_assumed() -> None:
    times = show()["Production Times"][:1]

    message, rows = cost(show(Production_Times=times))
    [rest] = found(message, "rest-not-in-the-cost")
    assert rest.what.endswith("Jo Lee, Key Grip; Al Moe, Grip; Pat Ro, Mixer")
    assert person(rows, "Al Moe")["Rest penalty"] is None
    assert float(person(rows, "Al Moe")["Total"]) == 720.0

    message, rows = cost(show(Production_Times=times), last_out="10:12P")
    assert found(message, "rest-not-in-the-cost") == []
    assert float(person(rows, "Al Moe")["Rest penalty"]) == 70.0

    message, _ = cost(show(Production_Times=times), last_out="late")
    assert [f.problem for f in message.findings] == ["option-not-a-time"]


def test_the_actual_wrap_of_the_crew_stands_in_for_a_missing_line() -> None:
    days = show()["Shoot Days"]
    days[1][5] = "10:12P"

    _, rows = cost(show(Shoot_Days=days, Production_Times=show()["Production Times"][:1]))

    assert [float(person(rows, n)["Rest penalty"]) for n in ("Al Moe", "Pat Ro")] == [70.0, 40.0]


def test_day_and_week_rates_guarantees_and_fringes() -> None:
    """700 for 12 hours are 14 pay hours of 50; 4,000 a week are 800 a day."""
    crew: list[list[Cell]] = [
        ["Department", "Position", "Name", "Rate", "Rate basis", "Guaranteed hours", "Fringe"],
        ["Sound", "Mixer", "Pat Ro", 700.0, "Day", 12.0, 0.25],
        ["ADs", "1st AD", "Kim Ott", 4000.0, "Weekly", None, None],
    ]
    for row, agreement in zip(crew, ("Agreement", CREW, "DGA"), strict=True):
        row.append(agreement)

    _, rows = cost(show(Crew=crew))

    pat, kim = person(rows, "Pat Ro"), person(rows, "Kim Ott")
    assert float(pat["Straight"]) + float(pat["Overtime"]) + float(pat["Golden"]) == 700.0
    assert float(pat["Fringes"]) == 175.0
    assert (float(kim["Straight"]), float(kim["Total"])) == (800.0, 800.0)


def test_a_day_rate_without_hours_is_not_guessed() -> None:
    crew: list[list[Cell]] = [
        ["Department", "Position", "Name", "Rate", "Rate basis", "Agreement"],
        ["Office", "PA", "Al Moe", 250.0, "Day", "Non-union California"],
    ]

    message, _ = cost(show(Crew=crew))

    [finding] = found(message, "not-in-the-cost")
    assert "no guaranteed hours for the day rate" in finding.title


def test_the_sixth_day_of_the_week_counts_the_days_worked() -> None:
    """Monday to Saturday with Sunday off; the mixer missed the Tuesday."""
    days = show()["Shoot Days"][:1]
    dates = [datetime(2026, 3, 9 + n) for n in range(6)]
    days += [[n + 1.0, on, "8:00A", "2:00P", "8:00P", "8:00P"] for n, on in enumerate(dates)]
    times = show()["Production Times"][:1]
    for day in range(1, 6):
        times.append([float(day), "Al Moe", "Grip", "8:00A", "2:00P", "2:30P", "8:00P"])
        if day != 2:
            times.append([float(day), "Pat Ro", "Mixer", "8:00A", "2:00P", "2:30P", "8:00P"])
    production: list[list[Cell]] = [["Setting", "Value"], ["Days off", "Sun"], ["Kind", "Feature"]]

    _, rows = cost(show(Shoot_Days=days, Production_Times=times, Production=production), day=6)

    assert "6" in str(rows[0]["Day"])
    assert float(person(rows, "Al Moe")["Straight"]) == 0.0
    assert float(person(rows, "Pat Ro")["Straight"]) == 320.0


def test_a_performer_is_out_after_the_last_scene_and_their_last_out_is_not_guessed() -> None:
    tabs = show(
        Schedule=[
            ["Day", "Scene", "Set", "Pages", "Cast"],
            [1.0, "1", "HALL", "1", "3"],
            [2.0, "2", "HALL", "1", "3"],
        ],
        Cast=[
            ["ID", "Character", "Performer", "Rate", "Rate basis"],
            [3.0, "Cy", "Kim Dee", 1200.0, None],
        ],
    )

    times = tabs["Production Times"]
    tabs["Production Times"] = times[:1]
    message, rows = cost(tabs)
    [rest] = found(message, "rest-not-in-the-cost")
    assert rest.what.endswith("Kim Dee")
    kim = person(rows, "Kim Dee")
    assert (kim["Agreement"], kim["Department"], float(kim["Total"])) == (
        "SAG-AFTRA",
        "Cast",
        1200.0,
    )
    assert kim["Planned wrap"] == "11:15A"

    tabs["Production Times"].append([1.0, "Kim Dee", "Cy", "7:00A", None, None, "9:00P"])
    tabs["Production Times"][0].append("No.")
    tabs["Production Times"][-1].append("3")
    _, rows = cost(tabs)
    assert float(person(rows, "Kim Dee")["Rest penalty"]) == 950.0


def test_a_rule_that_is_open_keeps_its_people_out_and_says_so() -> None:
    crew: list[list[Cell]] = [
        ["Department", "Position", "Name", "Rate", "Agreement"],
        ["Transport", "Driver", "Al Moe", 50.0, "Teamsters 399"],
        ["Grip", "Grip", "Bo Lum", 50.0, "Local 9999"],
    ]
    times = show()["Production Times"][:1]
    times.append([1.0, "Al Moe", "Driver", "8:00A", "2:00P", "2:30P", "1:00A"])
    times.append([1.0, "Bo Lum", "Grip", "8:00A", "2:00P", "2:30P", "8:00P"])

    message, rows = cost(show(Crew=crew, Production_Times=times))

    assert "rest.penalty_kind of Teamsters 399" in person(rows, "Al Moe")["Missing"]
    assert 'no agreement "Local 9999"' in person(rows, "Bo Lum")["Missing"]
    assert {f.place.tab for f in found(message, "cost-without-rule")} == {"Rules"}
    assert "nobody called has a rate that is known" in message.summary


def test_an_out_that_cannot_be_read_is_not_replaced_by_the_crews_wrap() -> None:
    tabs = show()
    tabs["Shoot Days"][1][5] = "8:00P"
    tabs["Production Times"][2][6] = "10:12"
    tabs["Production Times"][3][6] = "late"

    message, rows = cost(tabs)

    [rest] = found(message, "rest-not-in-the-cost")
    assert rest.what.endswith("known yet: Pat Ro, Mixer")
    assert person(rows, "Pat Ro")["Missing"] == "no last out, so no rest"
    # 10:12 without its P is in the morning, after the call.
    assert person(rows, "Al Moe")["Missing"] == "the last out comes after the call"
