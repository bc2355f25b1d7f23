"""The invented show: its settings, its days, its places."""

from datetime import date
from decimal import Decimal

from poc_sheets.settings import Settings
from poc_sheets.tabs.locations import Location
from poc_sheets.tabs.schedule import ShootDayRow
from poc_sheets.trade.clock import Clock
from poc_sheets.trade.shooting_days import shoot_dates

START = date(2026, 3, 2)
SHOOT_DAYS = 30
#: The day that the demo prepares; the evening before, the wrap was late.
TOMORROW = 12
#: The location of that day has no hospital: planted.
NO_HOSPITAL = "7"
CREW_CALL = Clock(7 * 60)
#: The wrap of the evening before, 10:12 at night: planted, it invades the rest of early calls.
LATE_WRAP = Clock(22 * 60 + 12)


def demo_settings() -> Settings:
    """What the Production tab of the invented show says."""
    return Settings(
        production_id="demo-0001",
        title="The Lamplighters",
        short_title="LAMPLIGHTERS",
        production_no="2607",
        company="Copper Kettle Pictures LLC",
        executive_producers="Ines Varga, Paul Odum",
        producers="Thea Lindqvist",
        director="Marguerite Osei",
        writer="Dominic Farrow",
        upm="Rosa Delacroix",
        first_ad="Hal Brandt",
        second_ad="Yuki Tanabe",
        coordinator="Noor Haddad",
        office_address="1420 Mill Street, Unit 5, Los Angeles, CA 90031",
        office_phone="(323) 555-0140",
        office_email="office@lamplighters.example",
        shoot_start=START,
        shoot_days=SHOOT_DAYS,
        crew_call=CREW_CALL,
        script_color="Pink",
        script_date=date(2026, 2, 20),
        schedule_color="Blue",
        schedule_date=date(2026, 2, 26),
        safety_contact="Priya Raman, (323) 555-0177",
        safety_hotline="(800) 555-0123",
        harassment_reporting="Call (800) 555-0188 at any hour, or speak to any producer",
        housing_contact="Noor Haddad, (323) 555-0140",
        period="2026-03 W3",
    )


def demo_days() -> list[ShootDayRow]:
    """Thirty shoot days, Monday to Friday."""
    rows = []
    for number, day in enumerate(shoot_dates(START, SHOOT_DAYS), start=1):
        rows.append(
            ShootDayRow(
                number=number,
                date=day,
                crew_call=CREW_CALL,
                breakfast=Clock(CREW_CALL.minutes - 30),
                wrap=Clock(CREW_CALL.minutes + 12 * 60 + 30),
                actual_wrap=LATE_WRAP if number == TOMORROW - 1 else None,
                location=location_of(number),
                weather=("Sunny", "Partly cloudy", "Morning fog, then sun")[number % 3],
                high=f"{62 + number % 9}\N{DEGREE SIGN}F",
                low=f"{48 + number % 6}\N{DEGREE SIGN}F",
                precipitation=f"{number * 7 % 30} %",
                wind=f"W {4 + number % 8} mph",
                medic="Sam Whitlock, (323) 555-0166",
                notes="Closed set. No visitors without the approval of the UPM.",
            )
        )
    return rows


def location_of(day: int) -> str:
    """The location of a shoot day: three days at each, then a move."""
    return str((day - 1) // 3 % 10 + 1) if day != TOMORROW else NO_HOSPITAL


_PLACES = (
    ("Mill Street Stages", "1420 Mill St, Los Angeles, CA 90031", "34.0725", "-118.2163"),
    ("Old Gasworks", "88 Retort Rd, Los Angeles, CA 90012", "34.0689", "-118.2290"),
    ("Harbor Row", "310 Ferry Ln, San Pedro, CA 90731", "33.7361", "-118.2923"),
    ("Lantern House", "2217 Crescent Hill Dr, Los Angeles, CA 90026", "34.0776", "-118.2606"),
    ("City Records Hall", "501 Archive Ave, Pasadena, CA 91101", "34.1478", "-118.1445"),
    ("Marlowe Diner", "77 Alder Blvd, Burbank, CA 91502", "34.1808", "-118.3090"),
    ("Quarry Road Bridge", "Quarry Rd at Mile 4, Santa Clarita, CA 91390", "34.4400", "-118.5200"),
    ("St. Brendan Church", "19 Chapel St, Los Angeles, CA 90033", "34.0522", "-118.2120"),
    ("Ferris Apartments", "640 Tenth St, Long Beach, CA 90813", "33.7801", "-118.1867"),
    ("Night Market", "12 Lantern Alley, Los Angeles, CA 90013", "34.0440", "-118.2470"),
)


def demo_locations() -> list[Location]:
    """Ten locations; the bridge has no hospital."""
    rows = []
    for number, (name, address, latitude, longitude) in enumerate(_PLACES, start=1):
        has_hospital = str(number) != NO_HOSPITAL
        rows.append(
            Location(
                number=str(number),
                name=name,
                address=address,
                contact=("Ed Marsh", "Lola Quint", "Ravi Menon")[number % 3],
                phone=f"(323) 555-02{number:02}",
                crew_parking=f"Lot {number}, shuttle from 6:00A",
                truck_parking="On the street, as posted",
                basecamp=f"Yard behind {name}",
                holding="Tent 2",
                catering="Tent 1",
                hospital="Mercy General Hospital" if has_hospital else "",
                hospital_address="1300 Hill Ave, Los Angeles, CA 90033" if has_hospital else "",
                hospital_phone="(323) 555-0911" if has_hospital else "",
                hospital_distance="2.4 mi" if has_hospital else "",
                latitude=Decimal(latitude),
                longitude=Decimal(longitude),
                permit_no=f"FLA-26-{1100 + number}",
                permit_from=START,
                permit_to=date(2026, 4, 30),
                has_release=True,
                insured_to=date(2026, 12, 31),
            )
        )
    return rows
