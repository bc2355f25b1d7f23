"""Quotas by the minute, with the body that Google sends when one is used up."""

from dataclasses import dataclass, field
from typing import Literal

from poc_sheets.testing.gsheets.clock import Clock
from poc_sheets.testing.gsheets.wire import refusal

CallKind = Literal["read", "write"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Calls of the Sheets API in a minute; the defaults are Google's."""

    per_user: int = 60
    per_project: int = 300


@dataclass(slots=True)
class Quota:
    """Counts calls; every budget is full again when its minute is over.

    A minute begins with the first call in it, as seen in Google's recorded refusals.
    """

    clock: Clock
    limits: Limits | None = None
    project: str = "1074179254152"
    #: (begin of the minute, calls in it) by kind and user; a blank user is the whole project.
    _minutes: dict[tuple[CallKind, str], tuple[float, int]] = field(default_factory=dict)

    def use(self, kind: CallKind, user: str) -> None:
        """Count one call.

        Raises:
            Refusal: 429 without `Retry-After`, if the user's or the project's minute is used up.
        """
        if self.limits is None:
            return
        self._count(kind, user, self.limits.per_user)
        self._count(kind, "", self.limits.per_project)

    def _count(self, kind: CallKind, user: str, limit: int) -> None:
        now = self.clock.now()
        began, count = self._minutes.get((kind, user), (now, 0))
        if now - began >= 60:
            began, count = now, 0
        if count >= limit:
            raise used_up(kind, self.project, for_user=bool(user))
        self._minutes[kind, user] = (began, count + 1)


def used_up(kind: CallKind, project: str = "1074179254152", *, for_user: bool = True) -> Exception:
    """Google's refusal when a minute's calls are used up."""
    word = "Read" if kind == "read" else "Write"
    limit = f"{word} requests per minute" + (" per user" if for_user else "")
    detail = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "service": "sheets.googleapis.com",
            "consumer": f"projects/{project}",
            "quota_limit": f"{word}RequestsPerMinutePer" + ("User" if for_user else "Project"),
            "quota_metric": f"sheets.googleapis.com/{kind}_requests",
        },
    }
    return refusal(
        429,
        f"Quota exceeded for quota metric '{word} requests' and limit '{limit}' of service "
        f"'sheets.googleapis.com' for consumer 'project_number:{project}'.",
        [detail],
    )
