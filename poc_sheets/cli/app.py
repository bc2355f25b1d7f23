"""The command line's application, and the one way in which a command ends.

A command returns a `Message`-like report; `finish` prints it for a person or as one JSON object,
and gives the exit code.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Annotated, Any, TypeVar

import typer

from poc_sheets.problems import SheetError
from poc_sheets.runner import fault_message, stopped_message
from poc_sheets.workbook import Message

app = typer.Typer(
    name="poc-sheets",
    help="Call sheets, expense reconciliation and overspend flags in the sheets you already use.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
F = TypeVar("F", bound=Callable[..., Any])

#: How many findings stand in the text; `--json` and the Findings tab have all.
SHOWN = 3


class WrongUseError(Exception):
    """A command was typed in a way that it does not take; the text says what it takes."""


def command(name: str, **settings: Any) -> Callable[[F], F]:
    """Declare a command: a stopped run and a fault of ours end in words, never in a traceback."""

    def declare(function: F) -> F:
        @wraps(function)
        def guarded(*args: Any, **options: Any) -> None:
            as_json = bool(options.get("as_json"))
            try:
                code = int(function(*args, **options) or 0)
            except SheetError as stopped:
                code = finish(stopped_message(stopped), as_json=as_json)
            except WrongUseError as wrong:
                raise typer.BadParameter(str(wrong)) from None
            except Exception as fault:  # noqa: BLE001  (the boundary of the command line)
                code = finish(fault_message(fault), as_json=as_json)
            raise typer.Exit(code)

        app.command(name, **settings)(guarded)
        return function

    return declare


def finish(message: Message, *, as_json: bool, code: int | None = None) -> int:
    """Print what happened; the exit code."""
    if as_json:
        typer.echo(json.dumps(as_object(message), ensure_ascii=False))
    elif message.ok:
        typer.echo(message.as_text(SHOWN))
    else:
        typer.echo(message.as_text(1), err=True)
    return message.exit_code if code is None else code


def as_object(message: Message) -> dict[str, Any]:
    """The JSON object of a message: the contract that scripts rely on."""
    return {
        "ok": message.ok,
        "summary": message.summary,
        "findings": [finding.as_dict() for finding in message.findings],
        "changed_cells": message.changed_cells,
        "documents": list(message.documents),
    }


@contextmanager
def working(text: str, *, quiet: bool) -> Iterator[None]:
    """A moving line on a terminal while something takes more than a moment."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(text):
        yield
