"""The .oxt file: a zip that is the same, byte for byte, whenever the same is built."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from poc_sheets import __version__
from poc_sheets.build.libreoffice_extension import markup
from poc_sheets.registry import Formula, every_action, every_formula

FILE_NAME: Final = "poc_sheets.oxt"
_INSIDE: Final = Path(__file__).parent / "inside"
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
        "actions.json": _json({action.name: action.label for action in actions}),
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


def _formula(formula: Formula) -> dict[str, Any]:
    return {
        "method": markup.method_name(formula),
        "name": formula.cell_name,
        "about": f"{formula.tooltip} Example: {formula.example}",
        "arguments": [[option.name, option.help] for option in formula.arguments],
    }


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
