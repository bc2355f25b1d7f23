"""Every button and every formula, declared once.

A decorator takes only what Python does not know already, the label. The name, the tooltip, the tabs
that are read and the options come from the function itself, as `parameters` reads it. What every
program needs in order to offer the function is generated from here.
"""

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar

from poc_sheets.parameters import Needs, Option, parameters_of
from poc_sheets.problems import Finding
from poc_sheets.tabs.model import Row
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


_actions: dict[str, Action] = {}
_formulas: dict[str, Formula] = {}


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
        needs, options = parameters_of(function)
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
        needs, arguments = parameters_of(function)
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
