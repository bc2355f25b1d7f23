"""Every button and every formula, declared once.

A decorator takes only what Python does not know already, the label. The name, the tooltip, the tabs
that are read and the options come from the function itself. What every program needs in order to
offer the function is generated from here.
"""

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from poc_sheets.problems import Finding
from poc_sheets.settings import Settings
from poc_sheets.tabs.model import Row, Rows
from poc_sheets.workbook import Document

F = TypeVar("F", bound=Callable[..., Any])

_NAME = re.compile(r"^[a-z][a-z_]*$")
_FORMULA_NAME = re.compile(r"^[A-Z][A-Z0-9]*$")
#: A tooltip has one line in every program.
_TOOLTIP = 100


@dataclass(frozen=True, slots=True)
class Fill:
    """A column of a row gets a value; `None` empties the cell."""

    row: Row
    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action found and wants done.

    Attributes:
        summary: the first line that the person reads.
        findings: in the order in which a person should look at them.
        fills: values for columns that this action fills.
        appends: new rows, in their order, for tabs to which this action may add.
        rewrites: tabs that this action writes anew as a whole.
        documents: files to keep.
    """

    summary: str
    findings: Sequence[Finding] = ()
    fills: Sequence[Fill] = ()
    appends: Sequence[Row] = ()
    rewrites: dict[type[Row], Sequence[Row]] = field(default_factory=dict)
    documents: Sequence[Document] = ()


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
class Action:
    """A button."""

    name: str
    label: str
    group: str
    tooltip: str
    doc: str
    function: Callable[..., Outcome]
    needs: Needs
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell function; `name` is written in cells as `POC_<NAME>`."""

    name: str
    tooltip: str
    doc: str
    example: str
    function: Callable[..., Any]
    needs: Needs
    arguments: tuple[Option, ...]

    @property
    def cell_name(self) -> str:
        """As typed in a cell."""
        return f"POC_{self.name}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Something computed once for many formulas, from whole tabs."""

    type: type
    function: Callable[..., Any]
    needs: Needs


_actions: dict[str, Action] = {}
_formulas: dict[str, Formula] = {}
_snapshots: dict[type, Snapshot] = {}


def action(label: str, *, group: str = "Office") -> Callable[[F], F]:
    """Declare a button.

    Args:
        label: what stands on the button.
        group: the part of the toolbar where it stands.

    Raises:
        TypeError: the function has no docstring, an unusable name, or a name that is taken.
    """

    def declare(function: F) -> F:
        name, doc = _declared(function, _NAME)
        if name in _actions and _actions[name].function.__module__ != function.__module__:
            raise TypeError(f"two actions are called {name}")
        needs, options = _parameters(function)
        _actions[name] = Action(
            name=name,
            label=label,
            group=group,
            tooltip=doc.splitlines()[0],
            doc=doc,
            function=function,
            needs=needs,
            options=options,
        )
        return function

    return declare


def formula(*, example: str) -> Callable[[F], F]:
    """Declare a cell function, named `POC_` and the function's name in capitals.

    Args:
        example: a formula as a person types it.

    Raises:
        TypeError: the function has no docstring, an unusable name, or a name that is taken.
    """

    def declare(function: F) -> F:
        name, doc = _declared(function, _NAME)
        name = name.replace("_", "").upper()
        if not _FORMULA_NAME.match(name):
            raise TypeError(f"{name} is no name that every spreadsheet program takes")
        if name in _formulas and _formulas[name].function.__module__ != function.__module__:
            raise TypeError(f"two formulas are called {name}")
        needs, arguments = _parameters(function)
        _formulas[name] = Formula(
            name=name,
            tooltip=doc.splitlines()[0],
            doc=doc,
            example=example,
            function=function,
            needs=needs,
            arguments=arguments,
        )
        return function

    return declare


def snapshot(function: F) -> F:
    """Declare what a type of parameter is computed from, once per revision of the workbook."""
    hints = get_type_hints(function)
    needs, _ = _parameters(function)
    _snapshots[hints["return"]] = Snapshot(hints["return"], function, needs)
    return function


@cache
def _load() -> None:
    for package in ("poc_sheets.actions", "poc_sheets.formulas"):
        for module in iter_modules(import_module(package).__path__, f"{package}."):
            import_module(module.name)


def every_action() -> tuple[Action, ...]:
    """All buttons, by group, then by label."""
    _load()
    return tuple(sorted(_actions.values(), key=lambda a: (a.group, a.label)))


def every_formula() -> tuple[Formula, ...]:
    """All cell functions, by name."""
    _load()
    return tuple(sorted(_formulas.values(), key=lambda f: f.name))


def find_action(name: str) -> Action | None:
    """The action of a name; only its own file is imported."""
    if name not in _actions and _NAME.match(name):
        try:
            import_module(f"poc_sheets.actions.{name}")
        except ModuleNotFoundError as missing:
            if missing.name != f"poc_sheets.actions.{name}":
                raise
    return _actions.get(name)


def find_formula(name: str) -> Formula | None:
    """The formula of a name, with or without `POC_`."""
    _load()
    return _formulas.get(name.upper().removeprefix("POC_").removeprefix("POC."))


def _declared(function: Callable[..., Any], allowed: re.Pattern[str]) -> tuple[str, str]:
    name = function.__name__
    doc = inspect.getdoc(function) or ""
    if not allowed.match(name):
        raise TypeError(f"{name}: a name has small letters and underscores only")
    if not doc:
        raise TypeError(f"{name} has no docstring: its first line is the button's tooltip")
    if len(doc.splitlines()[0]) > _TOOLTIP:
        raise TypeError(f"{name}: the first line of the docstring is longer than {_TOOLTIP}")
    return name, doc


def _parameters(function: Callable[..., Any]) -> tuple[Needs, tuple[Option, ...]]:
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
