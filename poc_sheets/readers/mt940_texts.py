"""The free text of an MT940 line: who it was, and what for, in the common habits of banks."""

import re
from dataclasses import dataclass

from poc_sheets.readers.texts import one_line


@dataclass(frozen=True, slots=True)
class Details:
    """The name of the other side, blank where the text does not tell, and the purpose."""

    name: str
    text: str


def read_details(text: str) -> Details:
    """Name and purpose out of field 86.

    German banks number subfields (`?20` to `?29` purpose, `?32` and `?33` name), Dutch banks name
    them (`/NAME/`, `/REMI/`, `NAAM:`), some use `>20`; whatever is neither is purpose as a whole.
    """
    joined = "".join(text.split("\n")) if re.search(r"^\d{3}[?>]", text) else text
    numbered = re.split(r"[?>](?=\d{2})", joined)
    if len(numbered) > 2:
        return _numbered(numbered[1:])
    flat = text.replace("\n", "")
    if re.search(r"/(?:NAME|REMI|EREF|BENM)/", flat):
        parts = dict(re.findall(r"/([A-Z]{4})/([^/]*)", flat))
        remittance = re.search(r"/REMI/(.*?)(?:/[A-Z]{4}/|$)", flat)
        purpose = one_line(remittance[1]).strip("/ ") if remittance else ""
        return Details(one_line(parts.get("NAME", "")), purpose or one_line(flat))
    found = re.search(r"(?:NAAM|NAME):\s*(.+?)(?:$|\n|/|;)", text)
    return Details(one_line(found[1]) if found else "", one_line(text))


def _numbered(fields: list[str]) -> Details:
    """The subfields by number; a purpose runs on from one to the next without a blank."""
    parts = [(int(field[:2]), field[2:]) for field in fields]
    name = "".join(text for number, text in parts if number in {32, 33})
    purpose = "".join(text for number, text in parts if 20 <= number <= 29 or 60 <= number <= 63)
    booking = "".join(text for number, text in parts if number == 0)
    return Details(one_line(name), one_line(purpose) or one_line(booking))
