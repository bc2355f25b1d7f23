"""What was learned about an issuer's file: which heading is which field, and how it writes."""

import hashlib
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from typing import Any

from poc_sheets.readers.cell_texts import text_of
from poc_sheets.readers.headers import normalise_heading
from poc_sheets.workbook import Cell

#: Headings stand below a title and some notes, not further down.
_FIRST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Mapping:
    """The headings and habits of one issuer's file, confirmed once and used for the next.

    `fields` gives the field of each heading (headings as on the sheet or normalised; a heading
    with a blank field is not read). `None` and blank leave the question to the file. `layout` is
    the signature of the headings; a blank one fits every file.
    """

    fields: AnyMapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    decimal: str = ""
    charges_positive: bool | None = None
    layout: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Plain values for a settings cell or a JSON file."""
        return {
            "fields": dict(self.fields),
            "day_first": self.day_first,
            "decimal": self.decimal,
            "charges_positive": self.charges_positive,
            "layout": self.layout,
        }

    @classmethod
    def from_dict(cls, values: AnyMapping[str, Any]) -> "Mapping":
        """The mapping that `as_dict` gave; what is missing is left to the file."""
        fields = values.get("fields", {})
        return cls(
            fields={str(heading): str(key) for heading, key in fields.items()},
            day_first=values.get("day_first"),
            decimal=str(values.get("decimal") or ""),
            charges_positive=values.get("charges_positive"),
            layout=str(values.get("layout") or ""),
        )


def signature(header: Sequence[str]) -> str:
    """A short text that is the same for every file with these headings, in whatever spelling."""
    forms = "\n".join(normalise_heading(heading) or heading.strip() for heading in header)
    return hashlib.sha256(forms.encode()).hexdigest()[:16]


def layout_of(row: Sequence[Cell]) -> str:
    """The signature of a row of headings; blank cells between them do not count."""
    texts = (text_of(cell) for cell in row)
    return signature([text for text in texts if text])


@dataclass(frozen=True, slots=True)
class Options:
    """What a person says about a statement file, and what earlier files of issuers taught.

    What a person says wins over what the file shows; what was remembered only answers a question
    that the file leaves open.
    """

    currency: str = ""
    day_first: bool | None = None
    decimal: str = ""
    charges_positive: bool | None = None
    remembered: tuple[Mapping, ...] = ()

    @classmethod
    def of(
        cls,
        remembered: Iterable[Mapping] = (),
        *,
        currency: str = "",
        day_first: bool | None = None,
        decimal: str = "",
        charges_positive: bool | None = None,
    ) -> "Options":
        """The options of one import."""
        return cls(
            currency=currency.strip().upper(),
            day_first=day_first,
            decimal=decimal,
            charges_positive=charges_positive,
            remembered=tuple(remembered),
        )

    def habits_of(self, rows: Sequence[Sequence[Cell]]) -> Mapping:
        """What was remembered of files with these headings; an empty one where nothing was."""
        known = {mapping.layout: mapping for mapping in self.remembered}
        for row in rows[:_FIRST_ROWS] if known else ():
            found = known.get(layout_of(row)) if any(row) else None
            if found is not None:
                return found
        return known.get("", Mapping())
