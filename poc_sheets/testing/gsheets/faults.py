"""What can go wrong on the way: asked for by path, used up one call at a time."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal
from urllib.parse import unquote

from poc_sheets.testing.gsheets.wire import Answer, Refusal, Request, refusal

Reset = Literal["", "before", "after"]

_HTML = b"<!DOCTYPE html><html><head><title>Error 502 (Server Error)!!1</title></head></html>"


@dataclass(slots=True)
class Fault:
    """One fault, for the next `times` calls whose path fits `pattern`.

    Attributes:
        pattern: A file-name pattern over the decoded path: `*:batchUpdate`, `/drive/*`.
        times: How many calls fail; below zero, all of them.
        skip: How many fitting calls go through first.
        method: Only calls of this method; blank for any.
        status: The status of the answer; 0 lets the call through.
        message: The message in Google's error body; blank for the usual one.
        reason: A reason as Drive gives it (`storageQuotaExceeded`); makes the body Drive's form.
        retry_after: Seconds in a `Retry-After` header; `None` sends none, as Google does.
        html: The body is a page instead of JSON.
        delay: Seconds to wait before anything happens.
        late: Seconds to wait with the answer after the call was done.
        reset: Cut the connection before the call is done, or after it was done.
        truncate: Send only half of the answer's body, after the call was done.
        hits: How many calls it has met.
    """

    pattern: str
    times: int = 1
    skip: int = 0
    method: str = ""
    status: int = 0
    message: str = ""
    reason: str = ""
    retry_after: int | None = None
    html: bool = False
    delay: float = 0.0
    late: float = 0.0
    reset: Reset = ""
    truncate: bool = False
    hits: int = 0

    def fits(self, request: Request) -> bool:
        """Whether this fault is meant for a call and not used up."""
        if self.times >= 0 and self.hits >= self.times:
            return False
        if self.method and self.method.upper() != request.method:
            return False
        return fnmatchcase(unquote(request.path), self.pattern)

    def answer(self) -> Answer:
        """The failed answer."""
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        if self.html:
            return Answer(self.status, _HTML, "text/html; charset=UTF-8", headers)
        error = refusal(self.status, self.message, headers=headers)
        if self.reason:
            one = {"message": self.message, "domain": "usageLimits", "reason": self.reason}
            body = {"code": self.status, "message": self.message, "errors": [one]}
            error = Refusal(self.status, {"error": body}, headers)
        return Answer.of_refusal(error)


@dataclass(slots=True)
class Faults:
    """All faults asked for, in order; a call meets at most one."""

    waiting: list[Fault] = field(default_factory=list)

    def take(self, request: Request) -> Fault | None:
        """The fault that a call meets."""
        for fault in self.waiting:
            if fault.fits(request):
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                fault.hits += 1
                return fault
        return None
