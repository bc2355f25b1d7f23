"""PDF files of a document or of a part of it."""

from pathlib import Path
from typing import Any

from poc_sheets.hosts.live.libreoffice.document import Document
from poc_sheets.hosts.live.libreoffice.uno_bridge import arguments, bridge, file_url, within

SECONDS = 120.0


def export(document: Document, path: str | Path, *, selection: Any = None) -> None:
    """Write a PDF.

    Args:
        document: the document; hidden sheets are left out, as when printing.
        path: the file; one that is there is replaced.
        selection: cells of the office to print alone; None for the whole document.
    """
    values = {"FilterName": "calc_pdf_Export"}
    if selection is not None:
        data = arguments(Selection=selection)
        more = {"FilterData": bridge().Any("[]com.sun.star.beans.PropertyValue", data)}
    else:
        more = {}
    named = arguments(**values, **more)
    within(SECONDS, "writing a PDF", lambda: document.model.storeToURL(file_url(path), named))
