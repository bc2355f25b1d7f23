"""Secrets never reach a log, a message or a traceback."""

import logging
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest

from poc_sheets.hosts.google.batch import append_rows
from poc_sheets.hosts.google.http import GoogleHttp
from poc_sheets.hosts.google.redaction import RedactingFilter, redacted, short_id
from poc_sheets.hosts.google.spreadsheet import read_all, write_batch
from poc_sheets.problems import SheetError
from poc_sheets.testing.gsheets import Emulator

SHEET = "1S_BLfCbQDFbROywtjC4LXZO18nIcmpsnVafpKgy0Kl4"


@pytest.mark.parametrize(
    "secret",
    [
        "Authorization: Bearer ya29.a0AfH6SMBx",
        '{"access_token": "abc123secret"}',
        "refresh_token=1//0gabc123secret&grant_type=x",
        "client_secret='GOCSPX-abc123secret'",
        "assertion=eyJhbGciOi.eyJpc3MiOi.abc123secret",
        "-----BEGIN PRIVATE KEY-----\nabc123secret\n-----END PRIVATE KEY-----",
        "the token ya29.abc123secret was refused",
        "code=4/0abc123secret",
        SHEET,
    ],
)
def test_a_secret_is_hidden_wherever_it_stands(secret: str) -> None:
    left = redacted(f"before {secret} after")

    for part in ("abc123secret", "AfH6SMBx", SHEET):
        assert part not in left
    assert left.startswith("before ")


def test_ordinary_words_stay() -> None:
    text = "Unable to parse range: Crew!A1 (status 400), code 12 of account 2400"

    assert redacted(text) == text


def test_a_document_is_told_by_six_characters() -> None:
    assert short_id(SHEET) == "1S_BLf…"
    assert redacted(f"sheet {SHEET}") == "sheet 1S_BLf…"


def test_a_traceback_is_redacted_too() -> None:
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(RedactingFilter())
    logger = logging.getLogger("trial of redaction")
    logger.addHandler(handler)
    text = "Bearer ya29.abc123secret"

    try:
        int(text)
    except ValueError:
        logger.exception("with %s", "refresh_token=abc123secret")
    logger.removeHandler(handler)

    assert "abc123secret" not in stream.getvalue()
    assert "ValueError" in stream.getvalue()


def test_no_trouble_lets_a_secret_out(
    google: Emulator,
    make_client: Callable[..., GoogleHttp],
    sheet: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Every kind of failure, all our log lines and messages searched for the tokens in use."""
    caplog.set_level(logging.DEBUG, "poc_sheets")
    said: list[str] = []
    client = make_client()
    troubles: tuple[dict[str, Any], ...] = (
        {"status": 403, "message": "Bearer ya29.abc123secret refused", "times": -1},
        {"status": 400, "message": "access_token=abc123secret", "times": -1},
        {"status": 503, "html": True, "times": -1},
        {"reset": "after", "times": -1},
    )

    def read() -> object:
        return read_all(client, sheet)

    def write() -> object:
        return write_batch(client, sheet, [append_rows(0, [["x"]])])

    for trouble in troubles:
        google.heal()
        google.fail("/v4/*", **trouble)
        for action in (read, write):
            try:
                action()
            except SheetError as error:
                said.append(str(error))

    everything = "\n".join([*said, caplog.text])
    assert len(said) == 8
    for secret in ("abc123secret", sheet, *google.sign_in.tokens):
        assert secret not in everything
