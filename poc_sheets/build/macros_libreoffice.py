"""The LibreOffice extension in macros/libreoffice/, without what belongs to one computer."""

from pathlib import Path

from poc_sheets.build.libreoffice_extension.package import FILE_NAME, write_extension


def build_libreoffice(folder: Path) -> None:
    """Write the extension as anybody can install it."""
    write_extension(folder / FILE_NAME)
