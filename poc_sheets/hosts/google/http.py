"""Calls to Google under gspread: time-outs, retries of reads only, a shared budget, no secrets."""

import os
import random
import time
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import gspread
import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError

from poc_sheets.hosts.google.budget import CallBudget, CallKind
from poc_sheets.hosts.google.failures import Said, refusal_error, said, transport_error
from poc_sheets.hosts.google.redaction import redacting_logger, short_id
from poc_sheets.problems import SheetError

#: The variable that sends all calls to another address, for tests and proxies.
API_VARIABLE = "POC_SHEETS_GOOGLE_API"
_GOOGLE_HOSTS = ("sheets.googleapis.com", "www.googleapis.com", "oauth2.googleapis.com")
_READING_POSTS = (":getByDataFilter", ":batchGetByDataFilter", "developerMetadata:search")
_log = redacting_logger(__name__)


def api_address(url: str) -> str:
    """An address of Google's, or its twin under POC_SHEETS_GOOGLE_API where that is set."""
    base = os.environ.get(API_VARIABLE, "").rstrip("/")
    parts = urlsplit(url)
    if not base or parts.hostname not in _GOOGLE_HOSTS:
        return url
    return base + parts.path + (f"?{parts.query}" if parts.query else "")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a read is tried; times in seconds.

    A write is tried once. After a refusal for too many calls the next minute is waited for: Google
    gives the calls back once a minute, so earlier tries would only use them up.
    """

    connect: float = 10.0
    read: float = 60.0
    #: Google ends what takes three minutes: after that nothing can arrive late any more.
    write: float = 190.0
    tries: int = 4
    total: float = 150.0
    first_wait: float = 1.0
    minute: tuple[float, float] = (50.0, 60.0)


def _chance(low: float, high: float) -> float:
    return random.uniform(low, high)  # noqa: S311 - spreads load, keeps no secret


class GoogleHttp(gspread.HTTPClient):
    """gspread's client with our rules for calls.

    Every method of `gspread.HTTPClient` goes through `request`.

    Args:
        auth: The sign-in.
        address: The sign-in's e-mail address, for messages ("share the sheet with ...").
        budget: Counts calls; `None` counts nothing.
        patience: Time-outs and tries.
        sleep: Waits some seconds.
        clock: Seconds, only for differences.
        chance: A number between two others.
    """

    def __init__(
        self,
        auth: Credentials,
        *,
        address: str = "this account",
        budget: CallBudget | None = None,
        patience: Patience = Patience(),
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[float, float], float] = _chance,
    ) -> None:
        super().__init__(auth)
        self.address = address
        self.budget = budget
        self.patience = patience
        self._sleep = sleep
        self._clock = clock
        self._chance = chance

    def close(self) -> None:
        """Close the connections."""
        self.session.close()

    def request(
        self,
        method: str,
        endpoint: str,
        params: MutableMapping[str, Any] | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: Any = None,
        headers: MutableMapping[str, str] | None = None,
    ) -> requests.Response:
        """One call; reads are tried again after passing trouble, writes never.

        Raises:
            UnknownOutcome: a write got no clear answer; read before writing again.
            SheetError: the call was refused or could not be made; nothing was changed.
        """
        kind = _kind(method, endpoint)
        writes = method.upper() != "GET" and not endpoint.endswith(_READING_POSTS)
        began = self._clock()
        tries = 1 if writes else self.patience.tries
        for attempt in range(1, tries + 1):
            self._take(kind)
            limit = self.patience.write if writes else self.patience.read
            self.set_timeout((self.patience.connect, limit))
            outcome = self._once(method, endpoint, params, data, json, files, headers)
            if isinstance(outcome, requests.Response) and outcome.ok:
                return outcome
            trouble, wait = self._trouble(outcome, endpoint, kind, attempt, writes=writes)
            late = self._clock() - began + wait > self.patience.total
            if wait < 0 or attempt == tries or late:
                raise trouble
            _log.info("waiting %.0f s before reading again: %s", wait, trouble.finding.what)
            self._sleep(wait)
        raise AssertionError  # the last try returns or raises

    def _take(self, kind: CallKind) -> None:
        if self.budget:
            waited = self.budget.take(kind)
            if waited:
                _log.info("waited %.1f s for a free %s call", waited, kind)

    def _once(
        self,
        method: str,
        endpoint: str,
        params: MutableMapping[str, Any] | None,
        data: bytes | None,
        json: Mapping[str, Any] | None,
        files: Any,
        headers: MutableMapping[str, str] | None,
    ) -> requests.Response | Exception:
        began = self._clock()
        try:
            response = self.session.request(
                method=method,
                url=api_address(endpoint),
                json=json,
                params=params,
                data=data,
                files=files,
                headers=headers,
                timeout=self.timeout,
            )
        except (requests.RequestException, GoogleAuthError) as error:
            _log.info("%s %s: %s", method.upper(), _shown(endpoint), type(error).__name__)
            return error
        took = self._clock() - began
        _log.debug("%s %s: %s in %.2f s", method, _shown(endpoint), response.status_code, took)
        return response

    def _trouble(
        self,
        outcome: requests.Response | Exception,
        endpoint: str,
        kind: CallKind,
        attempt: int,
        *,
        writes: bool,
    ) -> tuple[SheetError, float]:
        """The error that a failed call means, and the seconds to wait; below 0: do not try again."""
        if isinstance(outcome, Exception):
            error = transport_error(outcome, self.address, writes=writes)
            passing = isinstance(outcome, requests.RequestException) or _retryable(outcome)
            return error, self._backoff(attempt) if passing else -1.0
        refused = said(outcome)
        error = refusal_error(refused, self.address, _document(endpoint), writes=writes)
        if not refused.is_passing:
            return error, -1.0
        wait = self._wait_after(refused, outcome, attempt)
        if refused.is_rate and self.budget:
            self.budget.punish(kind, wait)
        return error, wait

    def _wait_after(self, refused: Said, response: requests.Response, attempt: int) -> float:
        asked = response.headers.get("Retry-After", "")
        least = float(asked) if asked.isdigit() else 0.0
        wait = self._chance(*self.patience.minute) if refused.is_rate else self._backoff(attempt)
        return max(wait, least)

    def _backoff(self, attempt: int) -> float:
        base = self.patience.first_wait * 2.0 ** (attempt - 1)
        return base + self._chance(0.0, base)


def _retryable(error: Exception) -> bool:
    return bool(getattr(error, "retryable", False))


def _kind(method: str, endpoint: str) -> CallKind:
    if "/drive/" in endpoint:
        return "drive"
    reads = method.upper() == "GET" or endpoint.endswith(_READING_POSTS)
    return "read" if reads else "write"


def _document(endpoint: str) -> str:
    """The id of the sheet or file that an address means; blank for none."""
    parts = urlsplit(endpoint).path.split("/")
    for before in ("spreadsheets", "files"):
        if before in parts[:-1]:
            return parts[parts.index(before) + 1].partition(":")[0]
    return ""


def _shown(endpoint: str) -> str:
    """An address for the log: ids shortened, ranges (which name people's tabs) left out."""
    path = urlsplit(endpoint).path
    document = _document(endpoint)
    shown = path.replace(document, short_id(document)) if document else path
    head, values, _ = shown.partition("/values/")
    return head + values
