"""Commands that set a machine up and say what is wrong with it: doctor, install, uninstall."""

import json
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated, Any, Final

import typer

from poc_sheets.cli.app import Json, WrongUseError, command, finish, working
from poc_sheets.doctor import Sign
from poc_sheets.problems import Exit
from poc_sheets.workbook import Message

_PROGRAMS: Final = ("excel", "libreoffice", "officejs")

Program = Annotated[
    str,
    typer.Argument(help="excel (macros), officejs (Excel's add-in for Mac and web), libreoffice"),
]


@command("install")
def install(
    program: Program,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done (officejs).")
    ] = False,
    as_json: Json = False,
) -> int:
    """Put the buttons and formulas into a program, for this person; twice does no harm."""
    module = _of(program)
    if hasattr(module, "plan"):
        steps = module.plan()
        if dry_run:
            return finish(Message(ok=True, title="Install", summary=steps), as_json=as_json)
        typer.echo(f"What will be done:\n{steps}\n", err=True)
    elif dry_run:
        raise WrongUseError(f"install {program} has no --dry-run")
    with working("installing ...", quiet=as_json):
        done = module.install()
    return finish(Message(ok=True, title="Install", summary=done), as_json=as_json)


@command("uninstall")
def uninstall(program: Program, as_json: Json = False) -> int:
    """Take the buttons and formulas out of a program again."""
    module = _of(program)
    with working("taking out ...", quiet=as_json):
        done = module.uninstall()
    return finish(Message(ok=True, title="Uninstall", summary=done), as_json=as_json)


def _of(program: str) -> Any:
    """The module that sets a program up."""
    if program not in _PROGRAMS:
        raise WrongUseError(f"install and uninstall take {', '.join(_PROGRAMS)}")
    return import_module(f"poc_sheets.setting_up.{program}")


@command("doctor")
def doctor(as_json: Json = False) -> int:
    """Say in plain words what works on this machine, and what to do about the rest."""
    from poc_sheets.doctor import examine

    signs = [*examine(), *_of_programs()]
    if as_json:
        typer.echo(
            json.dumps({"ok": all(s.ok for s in signs), "signs": [s.as_dict() for s in signs]})
        )
    else:
        for sign in signs:
            typer.echo(f"{'ok ' if sign.ok else 'NO '} {sign.what}")
            if not sign.ok:
                typer.echo(f"    Do: {sign.do}")
    return int(Exit.DONE if all(sign.ok or sign.optional for sign in signs) else Exit.PERSON)


def _of_programs() -> list[Sign]:
    needs = {
        "excel": ("xlwings",),
        "libreoffice": ("xlwings",),
        "officejs": ("cryptography", "starlette"),
    }
    there = [program for program, libraries in needs.items() if all(map(find_spec, libraries))]
    return [sign for program in there for sign in _of(program).signs()]
