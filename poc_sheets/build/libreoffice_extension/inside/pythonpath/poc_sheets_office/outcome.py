"""What became of the workbook when the server ended in the middle of a press."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

#: So begins the name that the server gives a press in the list of steps to undo.
_OURS = "poc_sheets "

NOTHING = "Nothing was changed."
EVERYTHING = "The workbook was changed completely; only the message about it is lost."


def last_step(model: Any) -> str:
    """The last step that a person could undo; blank where there is none."""
    with suppress(Exception):
        titles = model.getUndoManager().getAllUndoActionTitles()
        return str(titles[0]) if titles else ""
    return ""


def settle(model: Any, before: str) -> str:
    """Take back what the server left half done; what became of the workbook, in a sentence.

    Args:
        model: the document.
        before: `last_step` before the press.
    """
    undo = model.getUndoManager()
    was_at_work = False
    # A step that is still open was never finished. Where none is open this is refused.
    with suppress(Exception):
        undo.leaveUndoContext()
        was_at_work = True
    last = last_step(model)
    is_ours = last != before and last.startswith(_OURS)
    if not is_ours:
        return NOTHING
    if not was_at_work:
        return EVERYTHING
    undo.undo()
    return NOTHING
