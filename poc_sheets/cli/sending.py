"""The command that sends the calls of a day by mail: send."""

from pathlib import Path
from typing import Annotated

import typer

from poc_sheets.cli.app import Json, command, finish, working
from poc_sheets.workbook import Message

Book = Annotated[Path, typer.Argument(help="The workbook, an .xlsx or .xlsm file.")]


@command("send")
def send(
    workbook: Book,
    day: Annotated[int | None, typer.Option(help="The shoot day; else the last issued.")] = None,
    unit: Annotated[str, typer.Option(help="The unit, such as 2nd.")] = "",
    again: Annotated[str, typer.Option(help="Names, parted by semicolons, to mail again.")] = "",
    with_sheet: Annotated[
        bool, typer.Option("--with-sheet", help="Send the call sheet itself along.")
    ] = False,
    save_password: Annotated[
        bool, typer.Option("--save-password", help="Ask for the mail password and keep it.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Send each person their own call by mail, once; what became of it stands in Distribution."""
    from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
    from poc_sheets.sending.calls import send_calls
    from poc_sheets.sending.password import keep_password
    from poc_sheets.sending.setting_up import server_of

    book = XlsxWorkbook(workbook)
    if save_password:
        server = server_of(book, with_password=False)
        keep_password(server.user, server.host, typer.prompt("Password", hide_input=True))
        summary = f"The password of {server.user} is kept on this computer."
        return finish(Message(ok=True, title="Send", summary=summary), as_json=as_json)
    with working("sending ...", quiet=as_json):
        message = send_calls(
            book, server_of(book), day=day, unit=unit, again=again, with_sheet=with_sheet
        )
    return finish(message, as_json=as_json)
