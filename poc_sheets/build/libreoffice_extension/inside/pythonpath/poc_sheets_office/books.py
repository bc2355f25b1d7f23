"""How an open document is told to the server."""

from __future__ import annotations

from typing import Any


def address(model: Any, pipe: str) -> dict[str, Any]:
    """By its id in this run of the office: two documents are never taken for each other."""
    return {
        "pipe": pipe,
        "uid": model.RuntimeUID,
        "url": model.getURL() or model.getTitle(),
    }
