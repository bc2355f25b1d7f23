"""Pages for a person who opened the server's address in a browser: what it is, what to do next."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from starlette.requests import Request

#: A page of ours loads nothing, runs nothing, and stands in no frame.
PAGE_HEADERS: Final = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 36rem; padding: 0 1rem; }}
h1 {{ font-size: 1.4rem; line-height: 1.25; }}
dt {{ font-weight: 600; }}
dd {{ margin: 0 0 .8rem; overflow-wrap: anywhere; }}
code {{ font: .95em ui-monospace, monospace; }}
li {{ margin: .4rem 0; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def wants_page(request: Request) -> bool:
    """Whether a person looks at the answer."""
    return request.method == "GET" and "text/html" in request.headers.get("accept", "")


def welcome_page(version: str, next_steps: Sequence[str]) -> str:
    """What this address is, that it works, and what to do next."""
    steps = "".join(f"<li>{_text(step)}</li>" for step in next_steps)
    body = (
        f"<p>This is the server of poc_sheets {escape(version)}. It runs, and your browser reaches it. "
        "The buttons and formulas of your spreadsheet program ask it; there is nothing to press "
        "on this page.</p>"
    )
    if steps:
        body += f"<h2>What to do next</h2><ol>{steps}</ol>"
    return _PAGE.format(title="The production office's server works", body=body)


def refusal_page(answer: Mapping[str, Any]) -> str:
    """A refusal in the four parts of every message of ours.

    Args:
        answer: as programs get it, with one finding.
    """
    finding = answer["findings"][0]
    body = (
        f"<dl><dt>What was seen</dt><dd>{escape(finding['what'])}</dd>"
        f"<dt>What to do</dt><dd>{escape(finding['do'])}</dd></dl>"
        '<p><a href="/">What this address is</a></p>'
    )
    return _PAGE.format(title=escape(finding["title"]), body=body)


def _text(step: str) -> str:
    """A step as HTML; what stands between backquotes is typed by the person."""
    parts = escape(step).split("`")
    return "".join(
        f"<code>{part}</code>" if index % 2 else part for index, part in enumerate(parts)
    )
