"""Secrets and addresses kept out of logs and messages."""

import logging
import re
from collections.abc import Callable

_HIDDEN = "(hidden)"
_NAMES = (
    "access_token|refresh_token|id_token|client_secret|private_key|private_key_id|assertion|"
    "code_verifier|authorization|password|code"
)
#: Text that is secret wherever it stands, and what is left of it.
_SECRETS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*-----|\Z)", re.DOTALL),
        _HIDDEN,
    ),
    (re.compile(r"\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+", re.IGNORECASE), rf"\1 {_HIDDEN}"),
    (
        re.compile(
            rf"([\"']?\b(?:{_NAMES})\b[\"']?\s*[=:]\s*)(?:\"[^\"]*\"|'[^']*'|[^\s,;&}}]+)",
            re.IGNORECASE,
        ),
        rf"\1{_HIDDEN}",
    ),
    (re.compile(r"\bya29\.[A-Za-z0-9._-]+"), _HIDDEN),
    (re.compile(r"\b1//[A-Za-z0-9._-]+"), _HIDDEN),
    (re.compile(r"\bGOCSPX-[A-Za-z0-9_-]+"), _HIDDEN),
    (re.compile(r"\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?"), _HIDDEN),
    (
        re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{44}(?![A-Za-z0-9_-])"),
        lambda match: short_id(match.group()),
    ),
)


def short_id(document: str) -> str:
    """The first six characters of a document's id: enough to tell sheets apart in a log."""
    return f"{document[:6]}…" if len(document) > 6 else document


def redacted(text: str) -> str:
    """A text without tokens, keys and whole document ids."""
    for pattern, left in _SECRETS:
        text = pattern.sub(left, text)
    return text


class RedactingFilter(logging.Filter):
    """Redacts a log record's message and its traceback; put it on every handler."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact, and let the record through."""
        record.msg = redacted(record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redacted(record.exc_text)
        if record.stack_info:
            record.stack_info = redacted(record.stack_info)
        return True


def redacting_logger(name: str) -> logging.Logger:
    """A logger whose own records are redacted, whatever handlers it ends in."""
    logger = logging.getLogger(name)
    if not any(isinstance(each, RedactingFilter) for each in logger.filters):
        logger.addFilter(RedactingFilter())
    return logger
