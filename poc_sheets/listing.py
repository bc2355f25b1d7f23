"""What the registry knows, as a list for people and scripts."""

import importlib
import pkgutil

import poc_sheets
from poc_sheets.problems import Problem, declared_problems
from poc_sheets.registry import every_action, every_formula
from poc_sheets.tabs import every_tab
from poc_sheets.tabs.model import columns_of

Entry = dict[str, str]


def listed(what: str) -> list[Entry] | None:
    """The entries of a sort, each with `name` and `about`; `None` for an unknown sort."""
    makers = {"actions": _actions, "formulas": _formulas, "tabs": _tabs, "problems": _problems}
    return makers[what]() if what in makers else None


def _actions() -> list[Entry]:
    return [
        {"name": a.name, "label": a.label, "group": a.group, "about": a.tooltip}
        | {"options": ", ".join(option.name for option in a.options)}
        for a in every_action()
    ]


def _formulas() -> list[Entry]:
    return [
        {"name": f.cell_name, "about": f.tooltip, "example": f.example} for f in every_formula()
    ]


def _tabs() -> list[Entry]:
    return [
        {"name": tab.tab, "id": tab.tab_id, "about": tab.about}
        | {"headings": ", ".join(spec.heading for spec in columns_of(tab))}
        for tab in every_tab()
    ]


def _problems() -> list[Entry]:
    return [
        {"name": problem.code, "level": problem.level, "about": problem.title, "do": problem.do}
        for problem in every_problem()
    ]


def every_problem() -> list[Problem]:
    """Every problem that any module declares, by code."""
    for module in pkgutil.walk_packages(poc_sheets.__path__, "poc_sheets."):
        try:
            importlib.import_module(module.name)
        except ImportError:
            # A host whose programs or extras are not installed declares nothing here.
            continue
    return declared_problems()
