"""The generated parts: toolbars, menu, types of the functions, manifest, description."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from poc_sheets.hosts.web.sent_files import IMPORT_FILE
from poc_sheets.registry import Action, Formula

IDENTIFIER = "org.pocsheets.extension"
ACTIONS = "org.pocsheets.Actions"
FILES, IMPORT = "Files", "Import file"
#: Below the office's own toolbars; and to the right in the same row: rows are dear.
_FIRST_ROW, _BESIDE_THE_FIRST = 4, "900,4"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = (
    'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
)


def addons(actions: Iterable[Action]) -> str:
    """`Addons.xcu`: one toolbar for each group, and a menu with a submenu for each.

    The button that brings a file in has a toolbar of its own, and stands below the submenus.

    A button takes what it knows by itself, and asks only for what it cannot do without. In the menu
    it stands a second time, with dots, where it can be told more.
    """
    groups = list(_groups(actions))
    bars = "".join(_node(toolbar_name(group), _items(buttons)) for group, buttons in groups)
    bars += _node(toolbar_name(FILES), _import(0))
    menus = "".join(
        _node(
            f"g{number:02}",
            _titled(group) + f'<node oor:name="Submenu">{_items(buttons)}{_asking(buttons)}</node>',
        )
        for number, (group, buttons) in enumerate(groups)
    )
    top = _node(
        f"{IDENTIFIER}.menu",
        _titled("Production")
        + _prop("Context", _CALC)
        + f'<node oor:name="Submenu">{menus}{_import(len(groups))}</node>',
    )
    return (
        f'{_HEAD}<oor:component-data {_SCHEMA} oor:name="Addons" oor:package="org.openoffice.Office">'
        f'<node oor:name="AddonUI"><node oor:name="OfficeToolBar">{bars}</node>'
        f'<node oor:name="OfficeMenuBar">{top}</node></node></oor:component-data>\n'
    )


def window_state(actions: Iterable[Action]) -> str:
    """`CalcWindowState.xcu`: the toolbars are docked, named, and show words instead of pictures."""
    docked = [(name, f"0,{row}") for row, (name, _) in enumerate(_groups(actions), _FIRST_ROW)]
    docked.append((FILES, _BESIDE_THE_FIRST))
    bars = "".join(
        _node(
            f"private:resource/toolbar/addon_{toolbar_name(group)}",
            '<prop oor:name="UIName" oor:type="xs:string">'
            f'<value xml:lang="en-US">{escape(group)}</value></prop>'
            + _prop("Docked", "true", "xs:boolean")
            + _prop("DockingArea", "0", "xs:int")
            + _prop("DockPos", position, "xs:string")
            + _prop("Visible", "true", "xs:boolean")
            + _prop("ContextSensitive", "false", "xs:boolean")
            + _prop("Style", "1", "xs:int"),
        )
        for group, position in docked
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


def extension_version(version: str) -> str:
    """The version as LibreOffice compares it: numbers and points only."""
    return re.sub(r"[^0-9.]+.*$", "", version) or "0"


def description(version: str) -> str:
    """`description.xml`: name and version as the extension manager shows them."""
    number = extension_version(version)
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
    return "".join(
        _item(number, button.label, button.name) for number, button in enumerate(buttons)
    )


def _asking(buttons: list[Action]) -> str:
    return "".join(
        _item(number, f"{button.label} ...", f"ask:{button.name}")
        for number, button in enumerate(buttons, len(buttons))
        if button.options and not any(option.required for option in button.options)
    )


def _import(number: int) -> str:
    return _item(number, f"{IMPORT} ...", IMPORT_FILE, "i")


def _item(number: int, title: str, event: str, before: str = "b") -> str:
    return _node(
        f"{before}{number:02}",
        _titled(title)
        + _prop("URL", f"service:{ACTIONS}?{event}")
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
