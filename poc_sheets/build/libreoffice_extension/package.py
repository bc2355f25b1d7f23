"""The .oxt file: a zip that is the same, byte for byte, whenever the same is built."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

from poc_sheets import __version__
from poc_sheets.build.libreoffice_extension import markup
from poc_sheets.hosts.web.sent_files import IMPORT_FILE
from poc_sheets.parameters import Option
from poc_sheets.registry import Action, Formula, every_action, every_formula

FILE_NAME: Final = "poc_sheets.oxt"
_INSIDE: Final = Path(__file__).parent / "inside"
#: The button that brings a file in asks for it in the office's own dialog.
_IMPORT: Final = {IMPORT_FILE: {"label": markup.IMPORT, "about": "", "options": []}}
#: The oldest time that a zip can tell.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def extension_files(installed: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Every file of the extension by its path inside.

    Args:
        installed: what belongs to one computer: `start`, the command that runs the server, and
            `state`, the file in which the server tells its port and key.
    """
    actions, formulas = every_action(), every_formula()
    files = {
        "META-INF/manifest.xml": markup.manifest(),
        "description.xml": markup.description(__version__),
        "Addons.xcu": markup.addons(actions),
        "CalcWindowState.xcu": markup.window_state(actions),
        "Jobs.xcu": markup.jobs(),
        "XFunctions.idl": markup.types(formulas),
        "actions.json": _json({action.name: _button(action) for action in actions} | _IMPORT),
        "formulas.json": _json([_formula(formula) for formula in formulas]),
    }
    if installed:
        files["installed.json"] = _json(dict(installed))
    for path in sorted(_INSIDE.rglob("*.py")):
        files[path.relative_to(_INSIDE).as_posix()] = path.read_text(encoding="utf-8")
    return files


def write_extension(path: Path, installed: Mapping[str, Any] | None = None) -> None:
    """Write the .oxt file; see `extension_files`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in extension_files(installed).items():
            package.writestr(zipfile.ZipInfo(name, _NO_TIME), text.encode())


def _button(action: Action) -> dict[str, Any]:
    """A button as its box asks for options: all values as text, as the server reads them."""
    return {
        "label": action.label,
        "about": action.tooltip,
        "options": [_option(option) for option in action.options],
    }


def _option(option: Option) -> dict[str, Any]:
    is_yes_no = option.type is bool
    default = "" if option.required or option.default is None else str(option.default)
    return {
        "name": option.name,
        "label": option.name.replace("_", " ").capitalize(),
        "help": option.help,
        "required": option.required,
        "kind": "yes_no" if is_yes_no else "text",
        "choices": list(get_args(option.type)) if get_origin(option.type) is Literal else [],
        "default": ("yes" if option.default else "no") if is_yes_no else default,
    }


def _formula(formula: Formula) -> dict[str, Any]:
    return {
        "method": markup.method_name(formula),
        "name": formula.cell_name,
        "about": f"{formula.tooltip} Example: {formula.example}",
        "arguments": [[option.name, option.help] for option in formula.arguments],
    }


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
