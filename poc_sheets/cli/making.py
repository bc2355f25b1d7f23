"""Commands that make things: new, demo, build."""

from pathlib import Path
from typing import Annotated

import typer

from poc_sheets.cli.app import Json, command, finish, working
from poc_sheets.problems import Exit
from poc_sheets.workbook import Message


@command("new")
def new(
    file: Annotated[Path, typer.Argument(help="The workbook to make, an .xlsx or .xlsm file.")],
    title: Annotated[str, typer.Option(help="The production's title.")] = "",
    kind: Annotated[str, typer.Option(help="feature, series or commercial")] = "feature",
    demo: Annotated[bool, typer.Option("--demo", help="Fill in an invented production.")] = False,
    macros: Annotated[
        bool, typer.Option("--macros", help="An .xlsm file with buttons, for Excel.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Make a production workbook."""
    from poc_sheets.build.new_production import make_production

    with working("writing ...", quiet=as_json):
        summary = make_production(file, title=title, kind=kind, demo=demo, macros=macros)
    return finish(Message(ok=True, title="New", summary=summary), as_json=as_json)


@command("demo")
def demo(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")] = Path("demo"),
    as_json: Json = False,
) -> int:
    """Do the main job on an invented production, in a folder a person can open."""
    from poc_sheets.build.demo.run import run_demo

    with working("building the demo production ...", quiet=as_json):
        message = run_demo(folder)
    return finish(message, as_json=as_json)


@command("build")
def build(
    check: Annotated[bool, typer.Option("--check", help="Only say what is stale.")] = False,
    as_json: Json = False,
) -> int:
    """Write workbook_templates/, macros/ and the generated pages."""
    from poc_sheets.build.everything import build_everything

    stale = build_everything(write=not check)
    names = ", ".join(stale)
    if check and stale:
        summary = f"Stale: {names}. Run poc-sheets build."
    else:
        summary = f"Written: {names}." if stale else "Everything is up to date."
    failed = check and bool(stale)
    message = Message(ok=True, title="Build", summary=summary)
    return finish(message, as_json=as_json, code=int(Exit.FINDINGS if failed else Exit.DONE))
