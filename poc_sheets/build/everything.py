"""All files that are generated: templates, macros, and the tables in the docs."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from poc_sheets.build.apps_script import build_apps_script
from poc_sheets.build.excel_macros import build_excel_macros
from poc_sheets.build.macros_libreoffice import build_libreoffice
from poc_sheets.build.officejs import build_officejs
from poc_sheets.build.pages import generated_pages
from poc_sheets.build.templates import build_templates

#: Each writes its files below the folder that it is given.
Builder = Callable[[Path], None]
BUILDERS: Mapping[str, Builder] = {
    "workbook_templates": build_templates,
    "macros/excel": build_excel_macros,
    "macros/apps_script": build_apps_script,
    "macros/libreoffice": build_libreoffice,
    "macros/officejs": build_officejs,
}


def project_folder() -> Path:
    """The checkout that this package is in: generated files are written there only."""
    return Path(__file__).resolve().parents[2]


def build_everything(*, write: bool) -> list[str]:
    """The generated files that differ from what the code says now, by their paths.

    Args:
        write: write them; else only say which are stale.
    """
    root = project_folder()
    stale: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, build in BUILDERS.items():
            fresh = Path(folder) / name
            fresh.mkdir(parents=True)
            build(fresh)
            stale += _sync(fresh, root / name, root, write=write)
    for path, text in generated_pages(root).items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(str(path.relative_to(root)))
            if write:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    return stale


def _sync(fresh: Path, kept: Path, root: Path, *, write: bool) -> list[str]:
    """Make a folder hold exactly the fresh files; the paths that differed."""
    new = {p.relative_to(fresh): p.read_bytes() for p in sorted(fresh.rglob("*")) if p.is_file()}
    old = {p.relative_to(kept): p.read_bytes() for p in sorted(kept.rglob("*")) if p.is_file()}
    changed = sorted(name for name in new.keys() | old.keys() if new.get(name) != old.get(name))
    if write:
        for name in changed:
            target = kept / name
            if name in new:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(new[name])
            else:
                target.unlink()
    return [str((kept / name).relative_to(root)) for name in changed]
