"""Commands that set a machine up and say what is wrong with it: doctor."""

import json

import typer

from poc_sheets.cli.app import Json, command
from poc_sheets.problems import Exit


@command("doctor")
def doctor(as_json: Json = False) -> int:
    """Say in plain words what works on this machine, and what to do about the rest."""
    from poc_sheets.doctor import examine

    signs = examine()
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
