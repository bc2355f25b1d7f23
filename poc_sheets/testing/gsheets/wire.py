"""What travels over HTTP: a request as a handler sees it, an answer, a refusal in Google's words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn
from urllib.parse import parse_qs

Json = dict[str, Any]

_STATUS_WORDS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    502: "UNAVAILABLE",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
_STATUS_MESSAGES = {
    429: "Quota exceeded.",
    500: "Internal error encountered.",
    502: "Bad gateway.",
    503: "The service is currently unavailable.",
    504: "Deadline exceeded.",
}


class Refusal(Exception):  # noqa: N818 - the answer Google gives, not a failure of ours
    """A refusal as Google words it; the server turns it into the HTTP answer."""

    def __init__(self, status: int, body: Json, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(json.dumps(body))
        self.status = status
        self.body = body
        self.headers = dict(headers or {})


def refusal(
    status: int,
    message: str = "",
    details: list[Json] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Refusal:
    """A refusal in the form of the Sheets API (google.rpc.Status)."""
    error: Json = {
        "code": status,
        "message": message or _STATUS_MESSAGES.get(status, "Request refused."),
        "status": _STATUS_WORDS.get(status, "UNKNOWN"),
    }
    if details:
        error["details"] = details
    return Refusal(status, {"error": error}, headers)


def drive_refusal(status: int, reason: str, message: str, location: str = "") -> Refusal:
    """A refusal in the older form that the Drive API still uses."""
    one: Json = {"message": message, "domain": "global", "reason": reason}
    if location:
        one |= {"location": location, "locationType": "parameter"}
    error = {"code": status, "message": message, "errors": [one]}
    return Refusal(status, {"error": error})


def bad_request(message: str) -> NoReturn:
    """Refuse with 400 INVALID_ARGUMENT.

    Raises:
        Refusal: always.
    """
    raise refusal(400, message)


def bad_value(path: str, kind: str, value: object) -> NoReturn:
    """Refuse a JSON value of the wrong kind, with the field violation Google adds.

    Raises:
        Refusal: always.
    """
    shown = json.dumps(value, ensure_ascii=False)
    message = f"Invalid value at '{path}' ({kind}), {shown}"
    violation = {"field": path, "description": message}
    details = [{"@type": _BAD_REQUEST, "fieldViolations": [violation]}]
    raise refusal(400, message, details)


_BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"


def _no_constant(name: str) -> NoReturn:
    bad_request(f"Invalid JSON payload received. Unexpected token.\n{name}\n^")


@dataclass(frozen=True, slots=True)
class Request:
    """One request, its path decoded segment by segment by whoever reads it."""

    method: str
    path: str
    query: dict[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @staticmethod
    def of(
        method: str, target: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> "Request":
        """A request from the target of its first line (`/path?query`)."""
        path, _, query = target.partition("?")
        values = parse_qs(query, keep_blank_values=True)
        lowered = {name.lower(): value for name, value in (headers or {}).items()}
        return Request(method.upper(), path, values, lowered, body)

    def one(self, name: str, default: str = "") -> str:
        """The last value of a query parameter."""
        return self.query.get(name, [default])[-1]

    def many(self, name: str) -> list[str]:
        """All values of a query parameter."""
        return self.query.get(name, [])

    def yes(self, name: str) -> bool:
        """Whether a query parameter says true."""
        return self.one(name).lower() == "true"

    def form(self) -> dict[str, str]:
        """The body of a form post; the last value of each name."""
        fields = parse_qs(self.body.decode("utf-8", "replace"), keep_blank_values=True)
        return {name: values[-1] for name, values in fields.items()}

    def json(self) -> Json:
        """The body as a JSON object; no body is an empty one.

        Raises:
            Refusal: the body is no JSON object; `NaN` and `Infinity` are no JSON.
        """
        if not self.body.strip():
            return {}
        try:
            value = json.loads(self.body, parse_constant=_no_constant)
        except ValueError:
            bad_request("Invalid JSON payload received. Unexpected token.")
        if not isinstance(value, dict):
            bad_request(
                'Invalid JSON payload received. Unknown name "": Root element must be a message.'
            )
        return value


@dataclass(slots=True)
class Answer:
    """One answer, ready to be sent."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json; charset=UTF-8"
    headers: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def of_json(value: object, status: int = 200) -> "Answer":
        """A JSON answer, without the white space that Google adds."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return Answer(status, text.encode())

    @staticmethod
    def of_refusal(error: Refusal) -> "Answer":
        """The answer that a refusal becomes."""
        answer = Answer.of_json(error.body, error.status)
        answer.headers.update(error.headers)
        return answer
