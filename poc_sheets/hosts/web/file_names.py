"""Names of files that came from outside: they stay in their folder on every system."""

import re
from typing import Final

_NOT_IN_FILE_NAMES: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
#: Names that are devices in Windows, whatever ending they have.
_DEVICE: Final = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)
#: Bytes of a stem or an ending; most systems take 255 for both.
_LONGEST_NAME: Final = 120


def file_name(text: str) -> str:
    """A name that stays in its folder on every system, whatever somebody says that it is."""
    plain = _NOT_IN_FILE_NAMES.sub("-", text).strip(". ")
    stem, dot, ending = _DEVICE.sub(r"-\1", plain).rpartition(".")
    return f"{_within(stem)}{dot}{_within(ending)}" or "workbook"


def _within(text: str) -> str:
    return text.encode("utf-8", "ignore")[:_LONGEST_NAME].decode("utf-8", "ignore")
