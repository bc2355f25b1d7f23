"""What was learned about an issuer's file: which heading is which field, and how it writes."""

import hashlib
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from poc_sheets.readers.headers import normalise_heading


@dataclass(frozen=True, slots=True)
class Mapping:
    """The headings and habits of one issuer's file, confirmed once and used for the next.

    `fields` gives the field of each heading (headings as on the sheet or normalised; a heading
    with a blank field is not read). `None` and blank leave the question to the file.
    """

    fields: AnyMapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    decimal: str = ""
    charges_positive: bool | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain values for a settings cell or a JSON file."""
        return {
            "fields": dict(self.fields),
            "day_first": self.day_first,
            "decimal": self.decimal,
            "charges_positive": self.charges_positive,
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
        )


def signature(header: Sequence[str]) -> str:
    """A short text that is the same for every file with these headings, in whatever spelling."""
    forms = "\n".join(normalise_heading(heading) or heading.strip() for heading in header)
    return hashlib.sha256(forms.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Options:
    """What a person, or an earlier file of the same issuer, says about a statement file."""

    currency: str = ""
    day_first: bool | None = None
    decimal: str = ""
    charges_positive: bool | None = None
    fields: AnyMapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        mapping: Mapping | None,
        *,
        currency: str = "",
        day_first: bool | None = None,
        decimal: str = "",
        charges_positive: bool | None = None,
    ) -> "Options":
        """The options of one import; what a person says now wins over what was remembered."""
        known = mapping or Mapping()
        return cls(
            currency=currency.strip().upper(),
            day_first=known.day_first if day_first is None else day_first,
            decimal=decimal or known.decimal,
            charges_positive=(
                known.charges_positive if charges_positive is None else charges_positive
            ),
            fields=known.fields,
        )
