"""Serial numbers and dates: days since 1899-12-30, the time as the fraction of a day."""

import re
from datetime import date, datetime, timedelta

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's date has no time zone
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_PART = re.compile(
    r'"([^"]*)"|\\(.)|(\[h+\]|\[m+\]|\[s+\]|\[[^\]]*\])'
    r"|(yyyy|yy|y|M+|m+|d+|H+|h+|s+|am/pm|AM/PM|a/p|A/P|\.0+)|(.)",
    re.DOTALL,
)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[\$[^\]]*\]|\[[A-Za-z]{3,}\]')


def has_date_parts(pattern: str) -> bool:
    """Whether a pattern shows a year, month, day, hour, minute or second."""
    plain = _QUOTED.sub("", pattern)
    return bool(re.search(r"[yMmdhHs]", plain)) and "General" not in plain


def serial_of(moment: date | datetime) -> float:
    """The serial number of a date, or of a date with a time."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 - as above
    passed = moment.replace(tzinfo=None) - EPOCH
    return passed.days + passed.seconds / 86_400 + passed.microseconds / 86_400e6


def moment_of(serial: float) -> datetime:
    """The date and time of a serial number, to the millisecond."""
    return EPOCH + timedelta(milliseconds=round(serial * 86_400_000))


def show_date(serial: float, pattern: str) -> str:
    """A serial number in a date pattern: `yyyy-mm-dd`, `M/d/yyyy h:mm am/pm`, `[h]:mm`."""
    parts = list(_PART.finditer(pattern))
    codes = [match.group(4) or match.group(3) or "" for match in parts]
    minutes = _minute_places(codes)
    twelve = any("/p" in code.lower() for code in codes)
    moment = moment_of(serial)
    shown = ""
    for index, match in enumerate(parts):
        code = codes[index]
        if not code:
            shown += match.group(1) or match.group(2) or match.group(5) or ""
        elif code.startswith("["):
            shown += _elapsed(serial, code)
        else:
            shown += _part(moment, code, index in minutes, twelve)
    return shown


def _minute_places(codes: list[str]) -> set[int]:
    """Which `m` are minutes: after an hour or before a second."""
    places: set[int] = set()
    named = [(index, code) for index, code in enumerate(codes) if code]
    for position, (index, code) in enumerate(named):
        if code[0] != "m":
            continue
        before = named[position - 1][1].lower() if position else ""
        after = named[position + 1][1].lower() if position + 1 < len(named) else ""
        if "h" in before or after.startswith(("s", "[s")):
            places.add(index)
    return places


def _elapsed(serial: float, code: str) -> str:
    width = len(code) - 2
    letter = code[1].lower()
    if letter not in "hms":
        return ""
    scale = {"h": 24, "m": 1440, "s": 86_400}[letter]
    return f"{int(serial * scale + 1e-9):0{width}d}"


def _part(moment: datetime, code: str, is_minute: bool, twelve: bool) -> str:  # noqa: FBT001 - both are properties of the pattern
    letter, width = code[0], len(code)
    if "/p" in code.lower():
        word = "AM" if moment.hour < 12 else "PM"
        return word if len(code) > 3 else word[0]
    if letter == ".":
        return f".{moment.microsecond:06d}"[:width]
    if letter == "y":
        return str(moment.year) if width > 2 else f"{moment.year % 100:02d}"
    if letter == "d":
        name = _DAYS[moment.weekday()]
        return {1: str(moment.day), 2: f"{moment.day:02d}", 3: name[:3]}.get(width, name)
    if letter in "Mm" and not is_minute:
        name = _MONTHS[moment.month - 1]
        short = {1: str(moment.month), 2: f"{moment.month:02d}", 3: name[:3], 5: name[0]}
        return short.get(width, name)
    hour = (moment.hour % 12 or 12) if twelve else moment.hour
    value = {"h": hour, "H": moment.hour, "s": moment.second}.get(letter, moment.minute)
    return f"{value:0{min(width, 2)}d}"
