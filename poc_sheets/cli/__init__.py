"""The command line: everything a button does, without a spreadsheet program."""

from poc_sheets.cli.app import app


def main() -> None:
    """Run the command line; the process ends with the exit code of the command."""
    # Imported for their commands.
    from poc_sheets.cli import books, fleet, making, sending, serving, setting_up, syncing  # noqa: F401

    app()
