"""Lines on which people approve a form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from poc_sheets.documents.clock import Clock, stamp_text


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approves, as what, and when; a blank name leaves a line to sign on."""

    role: str
    name: str = ""
    at: datetime | None = None


def approval_lines(approvals: Iterable[Approval], clock: Clock) -> list[dict[str, str]]:
    """The lines as a template reads them."""
    return [
        {"role": one.role, "name": one.name, "at": stamp_text(one.at, clock)} for one in approvals
    ]
