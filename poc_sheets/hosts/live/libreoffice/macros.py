"""Runs Basic and VBA macros that a document carries."""

import re
from typing import Any

from poc_sheets.hosts.live.libreoffice.document import Document
from poc_sheets.hosts.live.libreoffice.errors import OfficeError
from poc_sheets.hosts.live.libreoffice.uno_bridge import uno_exception, within

SECONDS = 600.0


def run(document: Document, name: str, args: list[Any]) -> Any:
    """What a macro returns.

    Args:
        document: the document that carries it; it must lie in a folder the profile trusts.
        name: `Module.Name` or `Name`.
        args: numbers, text, cells of the office.

    Raises:
        OfficeError: there is no such macro, or it may not run, or it failed.
    """
    library, module, macro = _find(document, name)
    address = f"vnd.sun.star.script:{library}.{module}.{macro}?language=Basic&location=document"
    try:
        script = document.model.getScriptProvider().getScript(address)
        result, _, _ = within(
            SECONDS, f"running {name}", lambda: script.invoke(tuple(args), (), ())
        )
    except uno_exception() as problem:
        raise OfficeError(
            f"LibreOffice did not run the macro {name} of {document.name}: {problem}. Macros run "
            "only from trusted folders (Tools, Options, Security, Macro Security, Trusted Sources)."
        ) from problem
    return int(result) if isinstance(result, bool) else result


def _find(document: Document, name: str) -> tuple[str, str, str]:
    wanted_module, _, macro = name.rpartition(".")
    begin = re.compile(
        rf"^\s*(?:Public\s+)?(?:Sub|Function)\s+{re.escape(macro)}\b", re.IGNORECASE | re.MULTILINE
    )
    libraries = document.model.BasicLibraries
    for library_name in libraries.getElementNames():
        libraries.loadLibrary(library_name)
        library = libraries.getByName(library_name)
        for module in library.getElementNames():
            if wanted_module.lower() in {"", module.lower()} and begin.search(
                library.getByName(module)
            ):
                return library_name, module, macro
    raise OfficeError(
        f"{document.name} has no macro {name}. Look it up under Tools, Macros, Edit Macros."
    )
