"""What the parameters of a button or a formula ask for.

A parameter's type says what is put in for it: the rows of a tab, a snapshot, the settings. What is
left is an option, which the press or the cell gives.
"""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from poc_sheets.settings import Settings
from poc_sheets.tabs.model import Row, Rows

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Option:
    """A value that a press can be given."""

    name: str
    type: Any
    default: Any
    help: str

    @property
    def required(self) -> bool:
        """The press asks for it."""
        return self.default is inspect.Parameter.empty

    @property
    def expected(self) -> str:
        """What it takes, in words."""
        choices = get_args(self.type) if get_origin(self.type) is Literal else ()
        if choices:
            return "one of " + ", ".join(map(str, choices))
        plain = _without_none(self.type)
        return {int: "a whole number", date: "a date such as 2026-03-12", bool: "yes or no"}.get(
            plain, "a text"
        )


@dataclass(frozen=True, slots=True)
class Needs:
    """What a function's parameters ask for, by parameter name."""

    tabs: dict[str, type[Row]]
    snapshots: dict[str, "Snapshot"]
    settings: tuple[str, ...]
    now: tuple[str, ...]
    #: Tabs that the function can do without: their parameter has a default.
    optional: frozenset[type[Row]]

    @property
    def all_tabs(self) -> tuple[type[Row], ...]:
        """Every tab to be read, those behind snapshots included."""
        tabs = list(self.tabs.values())
        for snapshot in self.snapshots.values():
            tabs += snapshot.needs.all_tabs
        return tuple(dict.fromkeys(tabs))

    @property
    def all_optional(self) -> frozenset[type[Row]]:
        """Every tab without which the function still works."""
        optional = set(self.optional)
        for snapshot in self.snapshots.values():
            optional |= snapshot.needs.all_optional
        return frozenset(optional)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Something computed once for many formulas, from whole tabs."""

    type: type
    function: Callable[..., Any]
    needs: Needs


_snapshots: dict[type, Snapshot] = {}


def snapshot(function: F) -> F:
    """Declare what a type of parameter is computed from, once per revision of the workbook."""
    hints = get_type_hints(function)
    needs, _ = parameters_of(function)
    _snapshots[hints["return"]] = Snapshot(hints["return"], function, needs)
    return function


def parameters_of(function: Callable[..., Any]) -> tuple[Needs, tuple[Option, ...]]:
    """What a function's parameters ask for: what is put in for them, and the options, in order."""
    hints = get_type_hints(function, include_extras=True)
    helps = _argument_helps(inspect.getdoc(function) or "")
    tabs: dict[str, type[Row]] = {}
    snapshots: dict[str, Snapshot] = {}
    settings: list[str] = []
    now: list[str] = []
    options: list[Option] = []
    optional: set[type[Row]] = set()
    for name, parameter in inspect.signature(function).parameters.items():
        hint = hints.get(name)
        if hint is None:
            raise TypeError(f"{function.__name__}: parameter {name} has no type")
        if get_origin(hint) in (Rows, list) and issubclass(get_args(hint)[0], Row):
            tabs[name] = get_args(hint)[0]
            if parameter.default is not inspect.Parameter.empty:
                optional.add(tabs[name])
        elif hint is Settings:
            settings.append(name)
        elif name == "now" and hint is datetime:
            now.append(name)
        elif isinstance(hint, type) and hint in _snapshots:
            snapshots[name] = _snapshots[hint]
        else:
            options.append(Option(name, hint, parameter.default, helps.get(name, "")))
    return Needs(tabs, snapshots, tuple(settings), tuple(now), frozenset(optional)), tuple(options)


def _argument_helps(doc: str) -> dict[str, str]:
    """The sentences of the docstring's `Args:` part."""
    part = re.search(r"^Args:\n(.*?)(?=^\w[\w ]*:$|\Z)", doc, re.MULTILINE | re.DOTALL)
    if part is None:
        return {}
    entries = re.split(r"^ {4}(?=\w+:)", part.group(1), flags=re.MULTILINE)
    helps = {}
    for entry in entries:
        name, colon, text = entry.partition(":")
        if colon:
            helps[name.strip()] = " ".join(text.split())
    return helps


def _without_none(hint: Any) -> Any:
    inner = [arg for arg in get_args(hint) if arg is not type(None)]
    return inner[0] if len(inner) == 1 else hint


def option_value(option: Option, value: object) -> Any:
    """An option's value of its text.

    Raises:
        ValueError: the text is not what the option takes.
    """
    plain = _without_none(option.type)
    if value is None or not isinstance(value, str):
        return value
    if get_origin(plain) is Literal:
        if value not in get_args(plain):
            raise ValueError(value)
        return value
    if plain is bool:
        if value.casefold() not in {"yes", "true", "1", "no", "false", "0"}:
            raise ValueError(value)
        return value.casefold() in {"yes", "true", "1"}
    if plain is int:
        return int(value)
    if plain is date:
        return date.fromisoformat(value)
    return value
