"""Google's refusals and the network's failures, turned into ours."""

from dataclasses import dataclass
from typing import Any

import requests
from google.auth.exceptions import RefreshError, TransportError

from poc_sheets.hosts.google import problems
from poc_sheets.hosts.google.redaction import redacted, short_id
from poc_sheets.problems import Place, Problem, SheetError

#: Statuses after which nobody knows whether a write was done.
DOUBTFUL = frozenset({408, 429, 500, 502, 503, 504})
_NO_RANGE = "Unable to parse range: "
_RATE_REASONS = frozenset(
    {"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED", "quotaExceeded"}
)


@dataclass(frozen=True, slots=True)
class Said:
    """A refusal as Google put it."""

    status: int
    message: str
    reasons: frozenset[str]

    @property
    def is_rate(self) -> bool:
        """Whether the refusal is about too many calls."""
        return self.status == 429 or (self.status == 403 and bool(self.reasons & _RATE_REASONS))

    @property
    def is_passing(self) -> bool:
        """Whether the same call may well work later."""
        return self.is_rate or self.status in DOUBTFUL


def said(response: requests.Response) -> Said:
    """What a refused call's answer says; a page instead of JSON says only its status."""
    try:
        error = response.json()["error"]
    except (ValueError, KeyError, TypeError):
        return Said(response.status_code, f"status {response.status_code}", frozenset())
    if not isinstance(error, dict):
        return Said(response.status_code, redacted(str(error)), frozenset())
    reasons = {str(one.get("reason", "")) for one in _dicts(error.get("errors"))}
    reasons |= {str(one.get("reason", "")) for one in _dicts(error.get("details"))}
    message = redacted(str(error.get("message") or f"status {response.status_code}"))
    return Said(response.status_code, message, frozenset(reasons))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def refusal_error(refused: Said, address: str, document: str, *, writes: bool) -> SheetError:
    """The error for a refused call.

    Args:
        refused: What Google said.
        address: Whose sign-in it was; the address to share the sheet with.
        document: The sheet's id, blank where none was meant.
        writes: Whether the call would have changed something.
    """
    if writes and refused.is_passing:
        return unknown_outcome(f"{refused.message} (status {refused.status})")
    if refused.message.startswith(_NO_RANGE):
        tab = refused.message.removeprefix(_NO_RANGE).partition("!")[0]
        return problems.NO_SUCH_TAB.stop(Place(), tab=tab.strip("'"), tabs="other tabs")
    problem = _problem_of(refused)
    return problem.stop(
        Place(),
        address=address,
        sheet=short_id(document) or "asked for",
        said=f"{refused.message} (status {refused.status})",
        want="edit" if writes else "read",
        role="Editor" if writes else "Viewer",
    )


def _problem_of(refused: Said) -> Problem:
    text = refused.message.lower()
    if refused.is_passing:
        return problems.BUSY
    if refused.status == 403:
        return _forbidden(refused, text)
    if refused.status in _BY_STATUS:
        return _BY_STATUS[refused.status]
    if "protected cell" in text:
        return problems.PROTECTED
    if "above the limit" in text:
        return problems.SHEET_FULL
    return problems.REFUSED


_BY_STATUS = {401: problems.SIGNED_OUT, 404: problems.NO_SUCH_SHEET}


def _forbidden(refused: Said, text: str) -> Problem:
    if "storageQuotaExceeded" in refused.reasons:
        return problems.NO_STORAGE
    if "SERVICE_DISABLED" in refused.reasons or "accessNotConfigured" in refused.reasons:
        return problems.API_SWITCHED_OFF
    if "scopes" in text or "ACCESS_TOKEN_SCOPE_INSUFFICIENT" in refused.reasons:
        return problems.TOO_FEW_RIGHTS
    return problems.NOT_SHARED


def unknown_outcome(what: str) -> problems.UnknownOutcome:
    """The error for a write whose fate is not known."""
    finding = problems.UNKNOWN_OUTCOME.at(Place(), said=redacted(what))
    return problems.UnknownOutcome(finding)


def never_sent(error: BaseException) -> bool:
    """Whether a failure happened before the call left this machine, so that it cannot be done."""
    if isinstance(error, RefreshError | TransportError | requests.ConnectTimeout):
        return True
    text = repr(error)
    return isinstance(error, requests.ConnectionError) and (
        "NewConnectionError" in text or "NameResolutionError" in text
    )


def transport_error(error: Exception, address: str, *, writes: bool) -> SheetError:
    """The error for a call that got no answer: from requests or from google-auth."""
    if isinstance(error, RefreshError) and not error.retryable:
        return problems.SIGNED_OUT.stop(Place(), address=address, said=redacted(_first(error)))
    if writes and not never_sent(error):
        return unknown_outcome(f"the connection broke ({type(error).__name__})")
    return problems.UNREACHABLE.stop(Place(), said=f"no answer ({type(error).__name__})")


def _first(error: Exception) -> str:
    return str(error.args[0]) if error.args else type(error).__name__
