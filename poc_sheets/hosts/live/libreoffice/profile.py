"""A LibreOffice profile of its own for an office that we start."""

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_START = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
"""

#: No tips, no crash dialog, no Java: nothing that waits for a person or costs start time.
_QUIET = (
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    # A file written by a program without a calculation engine holds zeros as results.
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("Office.Calc/Formula/Load", "ODFRecalcMode", "0"),
)


def write_profile(folder: Path, trusted: Sequence[str] = (), *, locking: bool = True) -> None:
    """Fill a new profile folder; a profile that was used before is left as it is.

    Args:
        folder: made where absent.
        trusted: URLs of folders whose workbooks may run their macros. Nowhere else do macros run.
        locking: whether files that are open elsewhere are refused. Only tests turn that off.
    """
    settings = folder / "user" / "registrymodifications.xcu"
    if settings.exists():
        return
    settings.parent.mkdir(parents=True, exist_ok=True)
    items = [_item(*setting) for setting in _QUIET]
    if not locking:
        items.append(_item("Office.Common/Misc", "UseLocking", "false"))
    if trusted:
        values = "".join(f"<it>{escape(url)}</it>" for url in trusted)
        items.append(_item("Office.Common/Security/Scripting", "SecureURL", values, markup=True))
    settings.write_text(_START + "".join(items) + "</oor:items>\n", encoding="utf-8")


def _item(path: str, name: str, value: str, *, markup: bool = False) -> str:
    inner = value if markup else escape(value)
    return (
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{inner}</value></prop></item>\n"
    )
