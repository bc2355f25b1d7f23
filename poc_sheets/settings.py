"""The Production tab as one object: what is true of the whole production."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from poc_sheets.problems import Finding, Place
from poc_sheets.tabs.cells import CallKind, CodeKind, DateKind, IdsKind, WholeKind, YesKind
from poc_sheets.tabs.headings import normalise
from poc_sheets.tabs.kinds import Kind, Reading, TextKind, Unreadable
from poc_sheets.tabs.problems import NOT_READABLE
from poc_sheets.tabs.production import ProductionSetting
from poc_sheets.trade.clock import CallCode, Clock, Style
from poc_sheets.trade.money import exponent_of
from poc_sheets.workbook import Cell

_TEXT, _CODE, _DATE, _WHOLE, _IDS = TextKind(), CodeKind(), DateKind(), WholeKind(), IdsKind()
_CALL, _YES = CallKind(), YesKind()


def _line(
    heading: str,
    group: str,
    note: str,
    default: Any = "",
    kind: Kind = _TEXT,
    choices: Sequence[str] = (),
) -> Any:
    line = {"heading": heading, "group": group, "note": note, "kind": kind}
    return dataclasses.field(default=default, metadata=line | {"choices": tuple(choices)})


@dataclass(frozen=True)
class Settings:
    """What the Production tab says; a line that is missing or empty keeps its default."""

    production_id: str = _line(
        "Production ID", "Workbook", "Made with the workbook; calendars and mails refer to it"
    )
    title: str = _line("Title", "Production", "As it stands on every document")
    short_title: str = _line("Short title", "Production", "For file names, without blanks")
    kind: str = _line(
        "Kind", "Production", "", "Feature", choices=("Feature", "Series", "Commercial")
    )
    episode: str = _line("Episode", "Production", "Number and title of the episode")
    production_no: str = _line("Production no.", "Production", "", kind=_CODE)
    company: str = _line("Company", "Production", "")
    executive_producers: str = _line("Executive producers", "Principals", "")
    producers: str = _line("Producers", "Principals", "")
    director: str = _line("Director", "Principals", "")
    writer: str = _line("Writer", "Principals", "")
    upm: str = _line("UPM", "Principals", "Unit production manager")
    first_ad: str = _line("1st AD", "Principals", "")
    second_ad: str = _line("2nd AD", "Principals", "")
    coordinator: str = _line("Coordinator", "Principals", "Production office coordinator")
    agency: str = _line("Agency", "Principals", "Commercials only")
    client: str = _line("Client", "Principals", "Commercials only")
    product: str = _line("Product", "Principals", "Commercials only")
    spots: str = _line(
        "Spots", "Principals", "Commercials only: titles with length, such as Dawn :30"
    )
    office_address: str = _line("Office address", "Office", "")
    office_phone: str = _line("Office phone", "Office", "")
    office_email: str = _line("Office e-mail", "Office", "")
    shoot_start: date | None = _line("Shoot start", "Schedule", "First shoot day", None, _DATE)
    shoot_days: int | None = _line(
        "Shoot days",
        "Schedule",
        "The Y of Day X of Y; empty: as many as Shoot Days has",
        None,
        _WHOLE,
    )
    days_off: tuple[str, ...] = _line(
        "Days off", "Schedule", "Weekdays, separated by commas", ("Sat", "Sun"), _IDS
    )
    crew_call: Clock | CallCode | None = _line(
        "General crew call", "Schedule", "Used where a shoot day has none", None, _CALL
    )
    time_zone: str = _line("Time zone", "Schedule", "IANA name", "America/Los_Angeles")
    sheet_style: str = _line(
        "Call sheet style",
        "Documents",
        "The words and the statements",
        "US",
        choices=("US", "UK/EU"),
    )
    clock: str = _line("Clock", "Documents", "", "12h", choices=("12h", "24h"))
    paper: str = _line(
        "Paper", "Documents", "", "US legal", choices=("US legal", "US letter", "A4")
    )
    script_color: str = _line("Script colour", "Versions", "", "White")
    script_date: date | None = _line("Script date", "Versions", "", None, _DATE)
    schedule_color: str = _line("Schedule colour", "Versions", "", "White")
    schedule_date: date | None = _line("Schedule date", "Versions", "", None, _DATE)
    revision_colors: tuple[str, ...] = _line(
        "Revision colours",
        "Versions",
        "In their order",
        ("White", "Blue", "Pink", "Yellow", "Green", "Goldenrod", "Buff", "Salmon", "Cherry"),
        _IDS,
    )
    agreement: str = _line(
        "Crew agreement", "Rules", "Used where a person has none", "IATSE West Coast"
    )
    cast_agreement: str = _line(
        "Cast agreement", "Rules", "Used where a performer has none", "SAG-AFTRA"
    )
    background_agreement: str = _line(
        "Background agreement", "Rules", "Of background in Production Times", "SAG-AFTRA Background"
    )
    conditions: tuple[str, ...] = _line(
        "Conditions", "Rules", "What is true of everybody's work: studio, distant", (), _IDS
    )
    safety_contact: str = _line("Safety contact", "Rules", "Name and phone, on every call sheet")
    safety_hotline: str = _line("Safety hotline", "Rules", "")
    harassment_reporting: str = _line(
        "Harassment reporting", "Rules", "How to report, on every call sheet"
    )
    housing_contact: str = _line(
        "Housing and rides", "Rules", "Who arranges courtesy housing or a ride home: name, phone"
    )
    mail_server: str = _line(
        "Mail server", "Mail", "Empty: notices are drafts; else the host that sends them"
    )
    mail_port: int | None = _line(
        "Mail port", "Mail", "Empty: 465 with TLS, 587 with STARTTLS", None, _WHOLE
    )
    mail_security: str = _line(
        "Mail security", "Mail", "", "STARTTLS", choices=("TLS", "STARTTLS", "none")
    )
    mail_user: str = _line(
        "Mail user", "Mail", "Its password is kept on the computer, never in the workbook"
    )
    currency: str = _line("Currency", "Money", "ISO 4217", "USD", _CODE)
    amounts_with_tax: bool = _line(
        "Amounts with tax",
        "Money",
        "Purchase orders and invoices both include tax",
        default=False,
        kind=_YES,
    )
    period: str = _line("Cost report period", "Money", "Name of the open period, such as 2026-11")
    variance_sign: str = _line(
        "Variance shows", "Money", "", "Over as plus", choices=("Over as plus", "Over as minus")
    )
    to_complete: str = _line(
        "Estimate to complete shows",
        "Money",
        "Commitments stand in their own column; some reports count them here too",
        "Without commitments",
        choices=("Without commitments", "With commitments"),
    )
    fx_account: str = _line(
        "Exchange differences to",
        "Money",
        "Account of realised exchange differences; empty: they stay with the receipt",
        "",
        _CODE,
    )

    @property
    def style(self) -> Style:
        """How times are printed."""
        return "24h" if self.clock == "24h" else "12h"

    @property
    def exponent(self) -> int:
        """Decimals of the currency."""
        return exponent_of(self.currency)

    @property
    def reading(self) -> Reading:
        """How cells of this production are read."""
        return Reading(self.exponent)


def setting_lines() -> tuple[dataclasses.Field[Any], ...]:
    """The lines of the Production tab in their order; the metadata say what each is."""
    return dataclasses.fields(Settings)


def settings_of(
    rows: Sequence[ProductionSetting],
    place: Place = Place(),  # noqa: B008  (a frozen value)
) -> tuple[Settings, list[Finding]]:
    """The settings that the lines of the Production tab say, and a finding for each unreadable.

    Lines with other names are people's own and are left alone.
    """
    lines = {normalise(line.metadata["heading"]): line for line in setting_lines()}
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for row in rows:
        line = lines.get(normalise(row.setting))
        if line is None or row.value is None or row.value == "":
            continue
        try:
            values[line.name] = _value(line.metadata["kind"], row.value)
        except Unreadable as unreadable:
            where = Place(place.tab, row.row, place.column, line.metadata["heading"])
            findings.append(
                NOT_READABLE.at(
                    where, heading=line.metadata["heading"], seen=row.value, expected=unreadable
                )
            )
    return Settings(**values), findings


def _value(kind: Kind, cell: Cell) -> Any:
    return kind.read(cell, Reading())
