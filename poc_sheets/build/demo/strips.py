"""A hundred and eighty strips over thirty days."""

from random import Random

from poc_sheets.build.demo.show import SHOOT_DAYS, location_of
from poc_sheets.tabs.schedule import BANNER, STRIP, StripRow

_SETS = {
    "1": ("LAMP WORKSHOP", "TALLOW'S OFFICE", "CELLAR"),
    "2": ("GASWORKS YARD", "RETORT HALL", "GANTRY"),
    "3": ("FERRY LANDING", "HARBOR ROW", "ROOK'S CABIN"),
    "4": ("LANTERN HOUSE - PARLOR", "LANTERN HOUSE - ATTIC", "LANTERN HOUSE - STAIRS"),
    "5": ("RECORDS HALL", "READING ROOM", "CLERK'S DESK"),
    "6": ("MARLOWE DINER", "DINER KITCHEN", "DINER - BACK ALLEY"),
    "7": ("QUARRY ROAD BRIDGE", "UNDER THE BRIDGE", "RIVER BANK"),
    "8": ("ST. BRENDAN - NAVE", "VESTRY", "BELL TOWER"),
    "9": ("FERRIS APARTMENT", "HALLWAY", "ROOFTOP"),
    "10": ("NIGHT MARKET", "LANTERN STALL", "ALLEY"),
}
_DEEDS = (
    "finds the letter that was never sent",
    "bargains for one more night",
    "tells the truth at last",
    "hides the ledger under the floor",
    "sees the lamps go out one by one",
    "learns who owns the gasworks",
    "runs before the bell strikes",
    "makes a promise nobody believes",
    "counts the money twice",
    "says goodbye without a word",
)
_PEOPLE = ("Wick", "Nell", "Ambrose", "Odessa", "Captain Rook", "Ida Marlowe")
_STRIPS = 180


def demo_strips() -> list[StripRow]:
    """Six strips a day, pages in eighths, with a company move now and then."""
    random = Random(180)  # noqa: S311  (an invented schedule, always the same)
    scenes = list(range(1, _STRIPS + 1))
    random.shuffle(scenes)
    rows: list[StripRow] = []
    for index, scene in enumerate(scenes):
        day = index * SHOOT_DAYS // _STRIPS + 1
        place = location_of(day)
        rows.append(_strip(random, scene, day, place, f"S{index + 1:03}"))
        if index % 12 == 8:
            banner = "COMPANY MOVE TO THE SECOND SET"
            rows.append(StripRow(day=day, kind=BANNER, set_name=banner, strip_id=f"B{index:03}"))
    return rows


def _strip(random: Random, scene: int, day: int, place: str, strip_id: str) -> StripRow:
    set_name = random.choice(_SETS[place])
    outside = place in {"3", "7", "10"} or set_name in {"GASWORKS YARD", "ROOFTOP"}
    leads = random.sample(range(1, 11), random.choice((1, 2, 2, 3)))
    others = random.sample(range(11, 41), random.choice((0, 0, 1, 2)))
    crowd = random.choice(("", "", "", "12 townspeople", "6 workers", "20 market visitors"))
    return StripRow(
        day=day,
        kind=STRIP,
        scene=f"{scene}A" if scene % 23 == 0 else str(scene),
        int_ext="EXT" if outside else "INT",
        set_name=set_name,
        synopsis=f"{_PEOPLE[leads[0] % 6]} {random.choice(_DEEDS)}",
        day_night="N" if random.random() < 0.2 else "D",
        script_day=f"D{scene // 15 + 1}",
        pages=random.choice((1, 2, 3, 4, 5, 6, 8, 10, 12)),
        cast_ids=tuple(str(number) for number in sorted([*leads, *others])),
        location=place,
        background=crowd,
        stunts="Stunt double for Wick" if scene % 40 == 0 else "",
        props="Lamp, ladder" if scene % 5 == 0 else "",
        strip_id=strip_id,
    )
