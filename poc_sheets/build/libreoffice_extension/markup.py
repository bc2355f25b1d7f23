"""The generated parts: toolbars, menu, types of the functions, manifest, description."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from poc_sheets.registry import Action, Formula

IDENTIFIER = "org.pocsheets.extension"
ACTIONS = "org.pocsheets.Actions"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = (
    'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
)


def addons(actions: Iterable[Action]) -> str:
    """`Addons.xcu`: one toolbar for each group, and a menu with a submenu for each."""
    groups = list(_groups(actions))
    bars = "".join(
        _node(toolbar_name(group), "".join(_item(n, a) for n, a in enumerate(buttons)))
        for group, buttons in groups
    )
    menus = "".join(
        _node(
            f"g{number:02}",
            _titled(group) + f'<node oor:name="Submenu">{_items(buttons)}</node>',
        )
        for number, (group, buttons) in enumerate(groups)
    )
    top = _node(
        f"{IDENTIFIER}.menu",
        _titled("Production")
        + _prop("Context", _CALC)
        + f'<node oor:name="Submenu">{menus}</node>',
    )
    return (
        f'{_HEAD}<oor:component-data {_SCHEMA} oor:name="Addons" oor:package="org.openoffice.Office">'
        f'<node oor:name="AddonUI"><node oor:name="OfficeToolBar">{bars}</node>'
        f'<node oor:name="OfficeMenuBar">{top}</node></node></oor:component-data>\n'
    )


def window_state(actions: Iterable[Action]) -> str:
    """`CalcWindowState.xcu`: the toolbars are docked, named, and show words instead of pictures."""
    bars = "".join(
        _node(
            f"private:resource/toolbar/addon_{toolbar_name(group)}",
            '<prop oor:name="UIName" oor:type="xs:string">'
            f'<value xml:lang="en-US">{escape(group)}</value></prop>'
            + _prop("Docked", "true", "xs:boolean")
            + _prop("DockingArea", "0", "xs:int")
            + _prop("DockPos", f"0,{number + 4}", "xs:string")
            + _prop("Visible", "true", "xs:boolean")
            + _prop("ContextSensitive", "false", "xs:boolean")
            + _prop("Style", "1", "xs:int"),
        )
        for number, (group, _) in enumerate(_groups(actions))
    )
    return (
        f'{_HEAD}<oor:component-data {_SCHEMA} oor:name="CalcWindowState" '
        'oor:package="org.openoffice.Office.UI">'
        f'<node oor:name="UIElements"><node oor:name="States">{bars}</node></node>'
        "</oor:component-data>\n"
    )


def types(formulas: Iterable[Formula]) -> str:
    """The interface of the functions, as source text: LibreOffice reads it itself."""
    lines = []
    for formula in formulas:
        arguments = [
            "[in] com::sun::star::beans::XPropertySet document",
            *(f"[in] any {argument_name(option.name)}" for option in formula.arguments),
        ]
        lines.append(f"    any {method_name(formula)}({', '.join(arguments)});")
    body = "\n".join(lines)
    return f"module org {{ module pocsheets {{\n  interface XFunctions {{\n{body}\n  }};\n}}; }};\n"


def manifest() -> str:
    """`META-INF/manifest.xml`: what each file is."""
    kinds = {
        "XFunctions.idl": "application/vnd.sun.star.uno-typelibrary;type=RDB",
        "poc_buttons.py": "application/vnd.sun.star.uno-component;type=Python",
        "poc_functions.py": "application/vnd.sun.star.uno-component;type=Python",
        "Addons.xcu": "application/vnd.sun.star.configuration-data",
        "CalcWindowState.xcu": "application/vnd.sun.star.configuration-data",
        "Jobs.xcu": "application/vnd.sun.star.configuration-data",
    }
    entries = "".join(
        f"<manifest:file-entry manifest:media-type={quoteattr(kind)} manifest:full-path={quoteattr(path)}/>\n"
        for path, kind in kinds.items()
    )
    return (
        f'{_HEAD}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n'
        f"{entries}</manifest:manifest>\n"
    )


def description(version: str) -> str:
    """`description.xml`: name and version as the extension manager shows them."""
    number = re.sub(r"[^0-9.]+.*$", "", version) or "0"
    return (
        f'{_HEAD}<description xmlns="http://openoffice.org/extensions/description/2006">'
        f'<identifier value="{IDENTIFIER}"/><version value="{escape(number)}"/>'
        "<display-name><name>poc_sheets</name></display-name>"
        "</description>\n"
    )


def jobs() -> str:
    """`Jobs.xcu`: formulas that other programs wrote are looked at when a workbook is shown."""
    return (
        f'{_HEAD}<oor:component-data {_SCHEMA} oor:name="Jobs" oor:package="org.openoffice.Office">'
        '<node oor:name="Jobs">'
        + _node("org.pocsheets.Healing", _prop("Service", "org.pocsheets.Healing"))
        + '</node><node oor:name="Events"><node oor:name="OnViewCreated" oor:op="fuse">'
        '<node oor:name="JobList"><node oor:name="org.pocsheets.Healing" oor:op="replace"/>'
        "</node></node></node></oor:component-data>\n"
    )


def toolbar_name(group: str) -> str:
    """The name of a group's toolbar in the office's settings."""
    return f"{IDENTIFIER}.{re.sub(r'[^a-z0-9]+', '_', group.lower())}"


def method_name(formula: Formula) -> str:
    """The method of a formula. A file says `POC.` and the method's name in capitals."""
    return formula.name.lower()


def argument_name(name: str) -> str:
    """An argument's name in the types: no underscores, and no words of the type language."""
    return "the" + "".join(part.capitalize() for part in name.split("_"))


def _groups(actions: Iterable[Action]) -> Iterator[tuple[str, list[Action]]]:
    for group, members in groupby(actions, key=lambda action: action.group):
        yield group, list(members)


def _items(buttons: list[Action]) -> str:
    return "".join(_item(number, button) for number, button in enumerate(buttons))


def _item(number: int, button: Action) -> str:
    return _node(
        f"b{number:02}",
        _titled(button.label)
        + _prop("URL", f"service:{ACTIONS}?{button.name}")
        + _prop("Target", "_self")
        + _prop("Context", _CALC),
    )


def _titled(title: str) -> str:
    value = f'<value>{escape(title)}</value><value xml:lang="en-US">{escape(title)}</value>'
    return f'<prop oor:name="Title" oor:type="xs:string">{value}</prop>'


def _node(name: str, content: str) -> str:
    return f'<node oor:name={quoteattr(name)} oor:op="replace">{content}</node>\n'


def _prop(name: str, value: str, kind: str = "xs:string") -> str:
    return f'<prop oor:name="{name}" oor:type="{kind}"><value>{escape(value)}</value></prop>'
