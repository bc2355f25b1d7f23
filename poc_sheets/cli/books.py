"""Commands on a workbook: run, check, calc, import, export, matches, list."""

import csv
import io
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from poc_sheets.cli.app import Json, WrongUseError, command, finish, working
from poc_sheets.problems import Exit
from poc_sheets.workbook import Message

Book = Annotated[Path, typer.Argument(help="The workbook, an .xlsx or .xlsm file.")]
Override = Annotated[
    bool, typer.Option("--override-lock", help="Write although a lock file says it is open.")
]
Format = Annotated[str, typer.Option("--format", help="csv or json; uss for a schedule")]


@command("run", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def run_action(
    context: typer.Context,
    action: Annotated[str, typer.Argument(help="The button, such as flag_overspend.")],
    workbook: Book,
    as_json: Json = False,
    override_lock: Override = False,
) -> int:
    """Press a button; its options follow as --option value."""
    from poc_sheets.runner import press

    options: dict[str, Any] = dict(_options(context.args))
    book = _open(workbook, override_lock=override_lock)
    with working(f"{action} ...", quiet=as_json):
        message = press(action.replace("-", "_"), book, **options)
    return finish(message, as_json=as_json)


@command("check")
def check(workbook: Book, as_json: Json = False) -> int:
    """List every finding; nothing is written."""
    from poc_sheets.checking import check_workbook

    with working("checking ...", quiet=as_json):
        findings = check_workbook(_open(workbook))
    serious = [finding for finding in findings if finding.level != "note"]
    count = len(findings)
    summary = "Nothing to do." if not findings else f"{count} findings, {len(serious)} to act on."
    message = Message(ok=True, title="Check", summary=summary, findings=tuple(findings))
    if not as_json:
        typer.echo("\n\n".join([summary, *(finding.as_text() for finding in findings)]))
        return int(Exit.FINDINGS if serious else Exit.DONE)
    return finish(message, as_json=True, code=int(Exit.FINDINGS if serious else Exit.DONE))


@command("calc")
def calc(
    workbook: Book,
    formula: Annotated[
        str, typer.Argument(help="One formula, such as 'POC_SPENT(\"2818\")'.")
    ] = "",
    file: Annotated[Path | None, typer.Option(help="A file with one formula a line.")] = None,
    as_json: Json = False,
) -> int:
    """Calculate formulas as a cell would show them."""
    from poc_sheets.calculator import Calculator
    from poc_sheets.formula_text import calculate_text

    if bool(formula) == bool(file):
        raise WrongUseError("give one formula, or --file with one a line")
    texts = [formula] if formula else (file or Path()).read_text(encoding="utf-8").splitlines()
    book = _open(workbook)
    calculator = Calculator(book)
    values = [calculate_text(calculator, text, book) if text.strip() else "" for text in texts]
    if as_json:
        typer.echo(json.dumps({"ok": True, "values": values}, ensure_ascii=False, default=str))
    else:
        typer.echo("\n".join(_shown(value) for value in values))
    return int(Exit.DONE)


@command("import")
def import_rows(
    kind: Annotated[str, typer.Argument(help="A tab, or statement, schedule, call_sheet, auto.")],
    file: Annotated[Path, typer.Argument(help="The file with the rows.")],
    into: Annotated[Path, typer.Option(help="The workbook.")],
    day_first: Annotated[
        bool | None,
        typer.Option("--day-first/--month-first", help="How a date such as 03/04 is read."),
    ] = None,
    decimal: Annotated[str, typer.Option(help="point or comma: what stands before cents.")] = "",
    sheet: Annotated[str | None, typer.Option(help="The sheet of the file to read.")] = None,
    board: Annotated[str | None, typer.Option(help="The stripboard to read.")] = None,
    charges_positive: Annotated[
        bool | None,
        typer.Option(
            "--charges-positive/--charges-negative", help="How the issuer writes a purchase."
        ),
    ] = None,
    day: Annotated[int | None, typer.Option(help="The shoot day of a call sheet.")] = None,
    unit: Annotated[str, typer.Option(help="The unit of a call sheet, such as 2nd.")] = "",
    override_lock: Override = False,
    as_json: Json = False,
) -> int:
    """Bring the rows of a file into the workbook; importing twice adds nothing."""
    from poc_sheets.importing.call_sheets import Which
    from poc_sheets.importing.files import FileOptions, import_file
    from poc_sheets.importing.tables import Conventions

    sign = {"": None, "point": ".", ".": ".", "comma": ",", ",": ","}
    if decimal not in sign:
        raise WrongUseError("--decimal takes point or comma")
    options = FileOptions(
        Conventions(day_first, sign[decimal], sheet),
        charges_positive,
        board,
        Which(sheet, day, unit),
    )
    with working(f"reading {file.name} ...", quiet=as_json):
        book = _open(into, override_lock=override_lock)
        message = import_file(kind, file, book, options)
    return finish(message, as_json=as_json)


@command("export")
def export(
    tab: Annotated[str, typer.Argument(help="A tab, by its name or id.")],
    source: Annotated[Path, typer.Option("--from", help="The workbook.")],
    format_: Format = "csv",
    out: Annotated[Path | None, typer.Option(help="The file; else it is printed.")] = None,
    as_json: Json = False,
) -> int:
    """Print a tab as rows, with the headings as on the sheet; a schedule also as --format uss."""
    from poc_sheets.exporting import schedule_file, tab_rows

    if format_ == "uss":
        if tab.strip().casefold() != "schedule":
            raise WrongUseError("--format uss is for the schedule")
        content = schedule_file(_open(source))
        if out is None:
            sys.stdout.write(content.decode() + "\n")
        else:
            out.write_bytes(content)
        return int(Exit.DONE)
    headings, rows = tab_rows(_open(source), tab)
    _write_rows(headings, rows, "json" if as_json else format_, out)
    return int(Exit.DONE)


@command("matches")
def matches(workbook: Book, format_: Format = "csv", as_json: Json = False) -> int:
    """Print the links of the last reconciliation, one a row."""
    from poc_sheets.exporting import match_rows

    headings, rows = match_rows(_open(workbook))
    _write_rows(headings, rows, "json" if as_json else format_, None)
    return int(Exit.DONE)


@command("list")
def list_registered(
    what: Annotated[str, typer.Argument(help="actions, formulas, tabs or problems")],
    as_json: Json = False,
) -> int:
    """List what is there to press, to type in a cell, to fill in, or to be told."""
    from poc_sheets.listing import listed

    entries = listed(what)
    if entries is None:
        raise WrongUseError("list takes actions, formulas, tabs or problems")
    if as_json:
        typer.echo(json.dumps(entries, ensure_ascii=False))
    else:
        width = max(len(entry["name"]) for entry in entries)
        for entry in entries:
            typer.echo(f"{entry['name'].ljust(width)}  {entry['about']}")
    return int(Exit.DONE)


def _open(path: Path, *, override_lock: bool = False) -> Any:
    from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook

    return XlsxWorkbook(path, override_lock=override_lock)


def _options(extra: list[str]) -> dict[str, str]:
    """`--day 7 --unit=Main --names @replies.txt` as options; a lone `--flag` means yes."""
    options: dict[str, str] = {}
    rest = list(extra)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            raise WrongUseError(f"{word} belongs to no option")
        name, equals, value = word[2:].partition("=")
        if not equals:
            value = rest.pop(0) if rest and not rest[0].startswith("--") else "yes"
        options[name.replace("-", "_")] = _from_file(value)
    return options


def _from_file(value: str) -> str:
    """The value of an option; `@replies.txt` is what that file says."""
    if not value.startswith("@"):
        return value
    try:
        return Path(value[1:]).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as unreadable:
        raise WrongUseError(f"{value[1:]} cannot be read as text") from unreadable


def _write_rows(headings: list[str], rows: list[list[Any]], format_: str, out: Path | None) -> None:
    if format_ not in {"csv", "json"}:
        raise WrongUseError("--format takes csv or json")
    if format_ == "json":
        objects = [dict(zip(headings, row, strict=True)) for row in rows]
        text = json.dumps(objects, ensure_ascii=False, default=str) + "\n"
    else:
        lines = io.StringIO()
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows([_safe(cell) for cell in row] for row in rows)
        text = lines.getvalue()
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")


def _safe(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets an apostrophe (OWASP)."""
    if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{cell}"
    return cell


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join("\t".join(_shown(cell) for cell in row) for row in value)
    if isinstance(value, float):
        return format(value, ".15g")
    return "" if value is None else str(value)
