"""The rows that every new workbook starts with: rules, policy, departments."""

import csv
from collections.abc import Sequence
from datetime import date
from importlib.resources import files

from poc_sheets.tabs.crew import Department
from poc_sheets.tabs.model import Row
from poc_sheets.tabs.rules import PolicyRow, RuleRow

#: In the usual order of the back of a call sheet.
_DEPARTMENTS = (
    "Production", "ADs", "Accounting", "Camera", "Sound", "Video", "Script", "Electric",
    "Rigging Electric", "Grip", "Rigging Grip", "Props", "Art", "Set Dec", "Construction", "SFX",
    "VFX", "Stunts", "Wardrobe", "Hair & Makeup", "Locations", "Transportation", "Catering",
    "Craft Service", "Medic", "Casting", "Studio Teacher", "Post", "Office PAs", "Set PAs",
    "Security",
)  # fmt: skip


def starting_rows() -> dict[type[Row], Sequence[Row]]:
    """The rows of an empty production."""
    return {
        Department: [Department(department=name) for name in _DEPARTMENTS],
        RuleRow: default_rules(),
        PolicyRow: default_policy(),
    }


def default_rules() -> list[RuleRow]:
    """The figures of the agreements, as dated in the shipped list."""
    return [
        RuleRow(
            rule=line["Rule"],
            agreement=line["Agreement"],
            topic=line["Topic"],
            condition=line["Condition"],
            value=line["Value"],
            unit=line["Unit"],
            from_date=_day(line["From"]),
            to_date=_day(line["To"]),
            source=line["Source"],
            note=line["Note"],
        )
        for line in _lines("rules.csv")
    ]


def default_policy() -> list[PolicyRow]:
    """The house's thresholds that a new workbook starts with."""
    return [
        PolicyRow(
            policy=line["Policy"],
            value=line["Value"],
            unit=line["Unit"],
            meaning=line["Meaning"],
            source=line["Source"],
        )
        for line in _lines("policy.csv")
    ]


def _lines(name: str) -> list[dict[str, str]]:
    text = files("poc_sheets.tabs.defaults").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
