"""Two hundred crew and forty cast, all invented."""

from decimal import Decimal
from random import Random

from poc_sheets.build.demo.show import START
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember, Department
from poc_sheets.trade.clock import CallCode, Clock

_FIRST = """Ada Alma Amir Anouk Arlo Asha Beatriz Ben Bianca Bruno Carla Cem Chidi Cleo Dana Dario
Devi Dora Edda Eli Elsa Emre Esme Fadi Fern Finn Gala Gil Greta Hana Hugo Ida Idris Ilse Imani Ines
Iris Ivo Jada Jonas Juno Kai Kaya Kofi Lars Leda Leon Lina Luca Mae Malik Mara Marco Mei Milo Mina
Nadia Nils Noa Nora Odile Omar Otis Petra Pia Quinn Rafa Remy Rhea Rosa Rune Sami Sana Saul Selma
Silas Sofia Stellan Tariq Tess Theo Tove Uma Vera Viggo Wanda Wes Xenia Yara Yusuf Zara Zeno""".split()  # noqa: SIM905  (a list to read)
_LAST = """Abbott Achebe Almeida Amsel Arden Barlow Bassett Beck Bellamy Benitez Bloom Bosman
Brandt Cabral Carver Castell Chen Cole Corbin Crane Dahl Dalton Delgado Dietz Dorsey Duval Eames
Ekberg Ellery Escobar Farrow Finch Fontana Frost Galvez Gantz Garnet Gibbs Grant Grove Hadley
Haines Halim Harlow Hayashi Holt Ibarra Ingram Iverson Jansen Jarvis Kade Kaminski Keane Kessler
Kimura Kline Lacey Lamar Lang Larkin Leone Lowell Madaki Marsh Mercer Mistry Monroe Moss Nakata
Nash Novak Oakes Okafor Olsen Ortega Paige Park Pell Pryor Quill Rahman Rausch Reyes Rhodes Rowe
Sable Salgado Sato Shaw Sorrel Stone Strand Tamura Tate Thorne Trask Ude Vance Varga Vega Voss
Wade Weller Wick Winslow Wolfe Yardley Yates Zabel Zane""".split()  # noqa: SIM905

#: Department: account of its labour, offset from the crew call, positions from the top down.
_CREW: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "Production": ("2003", "", ("Production Coordinator", "Asst. Coordinator", "Production Secretary")),
    "ADs": ("2002", "-0:30", ("1st AD", "2nd AD", "2nd 2nd AD", "Key Set PA", "Set PA")),
    "Accounting": ("2013", "", ("Production Accountant", "1st Asst. Accountant", "Payroll Clerk")),
    "Camera": ("3301", "", ("Director of Photography", "A Camera Operator", "A 1st AC", "A 2nd AC",
        "B Camera Operator", "B 1st AC", "B 2nd AC", "Loader", "DIT")),
    "Sound": ("3401", "", ("Sound Mixer", "Boom Operator", "Sound Utility")),
    "Video": ("3310", "", ("Video Assist", "Asst. Video Assist")),
    "Script": ("2008", "", ("Script Supervisor",)),
    "Electric": ("3201", "-0:30", ("Gaffer", "Best Boy Electric", "Lighting Programmer", "Electrician")),
    "Rigging Electric": ("3205", "", ("Rigging Gaffer", "Rigging Best Boy", "Rigging Electrician")),
    "Grip": ("2501", "-0:30", ("Key Grip", "Best Boy Grip", "Dolly Grip", "Grip")),
    "Rigging Grip": ("2505", "", ("Rigging Key Grip", "Rigging Grip")),
    "Props": ("2801", "-0:30", ("Prop Master", "Asst. Prop Master", "Props")),
    "Art": ("2201", "", ("Production Designer", "Art Director", "Set Designer", "Art Dept. Coordinator")),
    "Set Dec": ("2701", "-0:30", ("Set Decorator", "Leadman", "On-Set Dresser", "Set Dresser")),
    "Construction": ("2301", "", ("Construction Coordinator", "Foreman", "Carpenter", "Painter")),
    "SFX": ("2601", "", ("SFX Coordinator", "SFX Foreman", "SFX Technician")),
    "Stunts": ("2105", "", ("Stunt Coordinator",)),
    "Wardrobe": ("2901", "-1:00", ("Costume Designer", "Costume Supervisor", "Key Costumer", "Costumer")),
    "Hair & Makeup": ("3101", "-1:00", ("Makeup Dept. Head", "Hair Dept. Head", "Key Makeup", "Key Hair",
        "Makeup Artist", "Hair Stylist")),
    "Locations": ("3601", "-1:00", ("Location Manager", "Key Asst. Location Manager", "Location Asst.")),
    "Transportation": ("3501", "-1:00", ("Transportation Coordinator", "Transportation Captain", "Driver")),
    "Catering": ("3620", "", ("Caterer", "Chef", "Catering Asst.")),
    "Craft Service": ("2511", "-0:30", ("Key Craft Service", "Craft Service Asst.")),
    "Medic": ("2515", "", ("Set Medic",)),
    "Office PAs": ("2011", "", ("Office PA",)),
    "Security": ("3630", "", ("Security",)),
}  # fmt: skip
CREW_SIZE, CAST_SIZE = 200, 40
#: Shares of the pay, invented as the rates are.
_CREW_FRINGE, _CAST_FRINGE = Decimal("0.32"), Decimal("0.21")
#: Two people of one name, as on many crews.
_TWINS = ("Chris Lee", {"Electrician", "Set Dresser"})


def demo_departments() -> list[Department]:
    """The departments with their offsets from the crew call."""
    return [
        Department(department=name, account=account, offset=offset)
        for name, (account, offset, _) in _CREW.items()
    ]


def demo_crew() -> list[CrewMember]:
    """Two hundred people; what a department's list does not fill, its last position does."""
    random = Random(20260302)  # noqa: S311  (an invented crew, always the same)
    posts = [(dept, post) for dept, (_, _, posts) in _CREW.items() for post in posts]
    growing = [(d, p[-1]) for d, (_, _, p) in _CREW.items() if len(p) > 2]
    while len(posts) < CREW_SIZE:
        posts.append(growing[len(posts) % len(growing)])
    order = {name: index for index, name in enumerate(_CREW)}
    posts.sort(key=lambda post: order[post[0]])
    names = _names(random, CREW_SIZE)
    twins = set(_TWINS[1])
    rows = []
    for number, (department, position) in enumerate(posts):
        name = names[number]
        if position in twins:
            twins.discard(position)
            name = _TWINS[0]
        rows.append(_member(number, department, position, name))
    return rows


def _member(number: int, department: str, position: str, name: str) -> CrewMember:
    pins: dict[str, Clock | CallCode] = {
        "Key Grip": Clock(6 * 60),
        "Caterer": Clock(5 * 60 + 30),
        "Production Designer": CallCode("O/C"),
        "Costume Designer": CallCode("O/C"),
        "Stunt Coordinator": CallCode("W/N"),
    }
    return CrewMember(
        department=department,
        position=position,
        name=name,
        mobile=f"(323) 555-{1000 + number:04}",
        email=f"{name.split(maxsplit=1)[0].lower()}.{number}@lamplighters.example",
        call=pins.get(position),
        conditions="studio, feature",
        start=START,
        rate=3200 + number * 37 % 4800,
        fringe=_CREW_FRINGE,
    )


_PARTS = """Wick Nell Ambrose Tallow Sister-Agathe Captain-Rook Odessa Young-Nell Bram Ida-Marlowe
Inspector-Lune Pike Dr-Sallow Mrs-Fenn Juniper The-Clerk Ostler Vesper Corporal-Dunn Father-Brendan
Lottie Old-Tallow Ferryman Mae-Quill Baker Widow-Hart Constable Reporter Magistrate Nurse
Lamplighter-1 Lamplighter-2 Gasman Night-Porter Waitress Boy-With-Kite Judge Bailiff Driver
Street-Singer""".split()  # noqa: SIM905


def demo_cast() -> list[CastMember]:
    """Forty performers; the first ten carry the story, number eight is a child."""
    names = _names(Random(77), CAST_SIZE)  # noqa: S311  (an invented cast)
    rows = []
    for number, (part, name) in enumerate(zip(_PARTS, names, strict=True), start=1):
        rows.append(
            CastMember(
                cast_id=str(number),
                character=part.replace("-", " "),
                performer=name,
                phone=f"(310) 555-{2000 + number:04}",
                email=f"{name.split()[0].lower()}.{number}@talent.example",
                agent=("Meridian Artists", "North Light Agency", "Foxglove Talent")[number % 3],
                agent_phone="(310) 555-0190",
                makeup_minutes=(75, 45, 30)[min(number // 4, 2)],
                travel_minutes=35 if number <= 6 else None,
                is_picked_up=number <= 6,
                is_minor=number == 8,
                may_hold=number <= 20,
                rate=100_00 * max(12, 64 - 4 * number),
                fringe=_CAST_FRINGE,
            )
        )
    return rows


def _names(random: Random, count: int) -> list[str]:
    firsts = [random.choice(_FIRST) for _ in range(count)]
    lasts = random.sample(_LAST * 2, count)
    names = [f"{first} {last}" for first, last in zip(firsts, lasts, strict=True)]
    seen: set[str] = set()
    for index, name in enumerate(names):
        while names[index] in seen:
            names[index] = f"{random.choice(_FIRST)} {name.split()[1]}"
        seen.add(names[index])
    return names
