"""Dates and times of day as the serial numbers a workbook keeps them as."""

import math
from datetime import date, datetime, time, timedelta
from typing import Final

#: Serial 60 is 29 February 1900, a day that never was: earlier serials count from a day later.
_PHANTOM_DAY: Final = 60
_EPOCH_1900: Final = datetime(1899, 12, 30)  # noqa: DTZ001 (a workbook's dates have no zone)
_EPOCH_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001 (a workbook's dates have no zone)
_DAY_MILLISECONDS: Final = 86_400_000
_LAST_SERIAL: Final = 2_958_466
#: Half a millisecond, in days.
TOLERANCE: Final = 0.5 / _DAY_MILLISECONDS


def to_serial(value: date | time, *, is_1904: bool) -> float | None:
    """The serial number; whole for a date, `None` before the first day the system knows."""
    if isinstance(value, time):
        return timedelta(
            hours=value.hour,
            minutes=value.minute,
            seconds=value.second,
            microseconds=value.microsecond,
        ) / timedelta(days=1)
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001 (a workbook's dates have no zone)
    moment = moment.replace(tzinfo=None)
    days = (moment - (_EPOCH_1904 if is_1904 else _EPOCH_1900)) / timedelta(days=1)
    if not is_1904 and days <= _PHANTOM_DAY:
        days -= 1
    return days if days >= 0 else None


def from_serial(serial: float, kind: str, *, is_1904: bool) -> datetime | time | float:
    """The moment a serial stands for; the number itself where it stands for none.

    A cell formatted as time of day (`kind` "time") with less than a day is a `time`; with a day
    or more (25:30) it is a `datetime`, so that no reader takes it for a plain number of hours.
    """
    if not math.isfinite(serial) or not 0 <= serial < _LAST_SERIAL:
        return serial
    days, milliseconds = divmod(round(serial * _DAY_MILLISECONDS), _DAY_MILLISECONDS)
    if kind == "time" and days == 0:
        return (_EPOCH_1900 + timedelta(milliseconds=milliseconds)).time()
    if not is_1904 and days < _PHANTOM_DAY:
        days += 1
    epoch = _EPOCH_1904 if is_1904 else _EPOCH_1900
    return epoch + timedelta(days=days, milliseconds=milliseconds)
