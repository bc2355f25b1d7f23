"""Formulas between Excel's grammar and the one LibreOffice's bulk calls speak.

LibreOffice's own grammar separates arguments with `;`, writes `$'My Tab'.A1` for `'My Tab'!A1`,
`{1;2|3;4}` for `{1,2;3,4}`, `~` for a union, `!` for an intersection, and names a few functions
differently. A whole range of formulas goes through one call, so the change is made on the text here
and not formula by formula in the office.
"""

import re
from collections.abc import Iterator

from poc_sheets.hosts.live.libreoffice.area import (
    MOST_COLUMNS,
    MOST_ROWS,
    column_letters,
    column_number,
)

#: Functions that both know under different names: Excel's name, then LibreOffice's.
#: Read off the office's own tables (service FormulaOpCodeMapper, 7.4).
_RENAMED = {
    "CEILING": "CEILING.XCL",
    "ERROR.TYPE": "ERRORTYPE",
    "FLOOR": "FLOOR.XCL",
    "FORECAST.ETS": "FORECAST.ETS.ADD",
    "FORECAST.ETS.CONFINT": "FORECAST.ETS.PI.ADD",
    "FORECAST.ETS.STAT": "FORECAST.ETS.STAT.ADD",
    "FORMULATEXT": "FORMULA",
    "RRI": "ZGZ",
    "SKEW.P": "SKEWP",
}
_RENAMED_BACK = {theirs: ours for ours, theirs in _RENAMED.items()}
# Functions that Calc keeps in add-ins are read back with their programmatic names.
_ADD_IN = re.compile(r"COM\.SUN\.STAR\.SHEET\.ADDIN\.(?:ANALYSIS|DATEFUNCTIONS)\.GET(\w+)")
_FILE_PREFIX = re.compile(r"^_XL(?:FN|WS)\.(?:_XLWS\.)?")

_EXCEL_SHEET = r"(?P<excel_sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)"
_CALC_SHEET = r"""(?P<calc_file>'file:(?:[^']|'')+'\#)
    | (?P<calc_sheet>\$(?:'(?:[^']|'')+'|[^\W\d]\w*)\.
        |(?:'(?:[^']|'')+'|[^\W\d]\w*)\.(?=\$?[A-Za-z]{0,3}\$?\d|\$?[A-Za-z]{1,3}:))"""
_GRAMMAR = r"""
      (?P<text>"(?:[^"]|"")*")
    | (?P<error>\#[A-Z/0]+[!?]?)
    | SHEET
    | (?P<table>\[(?:[^\[\]]|\[[^\[\]]*\])*\])
    | (?P<span>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w(.])|\$?\d+:\$?\d+(?![\w.]))
    | (?P<function>[^\W\d][\w.]*(?=\())
    | (?P<reference>\$?[A-Za-z]{1,3}\$?\d+(?![\w.]))
    | (?P<name>[^\W\d][\w.\\]*)
    | (?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)
    | (?P<space>\s+)
    | (?P<mark>.)
    """
_EXCEL = re.compile(_GRAMMAR.replace("SHEET", _EXCEL_SHEET), re.VERBOSE | re.DOTALL)
_CALC = re.compile(_GRAMMAR.replace("SHEET", _CALC_SHEET), re.VERBOSE | re.DOTALL)
_PLAIN_SHEET = re.compile(r"[^\W\d]\w*")
_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)")
_LIKE_A_CELL = re.compile(r"(?:[A-Za-z]{1,3}\d+|[Rr]\d*(?:[Cc]\d*)?|[Cc]\d*)")
_ENDS_OPERAND = {"text", "error", "reference", "name", "number", "table", "span"}
_STARTS_OPERAND = _ENDS_OPERAND | {"excel_sheet", "function"}

Token = tuple[str, str]


def to_calc(formula: str) -> str:
    """Excel's formula in LibreOffice's bulk grammar; both with their leading `=`."""
    return "=" + "".join(_to_calc(_tokens(_EXCEL, formula)))


def to_excel(formula: str) -> str:
    """LibreOffice's bulk grammar in Excel's; both with their leading `=`."""
    return "=" + "".join(_to_excel(_tokens(_CALC, formula)))


def filled(formula: str, rows: int, columns: int) -> tuple[tuple[str, ...], ...]:
    """LibreOffice's formula as it reads in each cell when it is filled down and to the right.

    References without `$` move along; one that would leave the sheet becomes `#REF!`.
    """
    tokens = _tokens(_CALC, formula)
    return tuple(
        tuple("=" + "".join(_shifted(tokens, row, column)) for column in range(columns))
        for row in range(rows)
    )


def sheet_in_excel(name: str) -> str:
    """A tab's name as a formula of Excel shows it: quoted only where it must be."""
    if _PLAIN_SHEET.fullmatch(name) and not _LIKE_A_CELL.fullmatch(name):
        return name
    return "'" + name.replace("'", "''") + "'"


def sheet_in_calc(name: str) -> str:
    """A tab's name as LibreOffice takes it everywhere."""
    return "$'" + name.replace("'", "''") + "'"


def _tokens(grammar: re.Pattern[str], formula: str) -> list[Token]:
    found = grammar.finditer(formula.removeprefix("="))
    return [(match.lastgroup or "mark", match.group()) for match in found]


def _to_calc(tokens: list[Token]) -> Iterator[str]:
    opened: list[str] = []
    skip = 0
    for place, (kind, text) in enumerate(tokens):
        if skip:
            skip -= 1
        elif kind == "excel_sheet":
            prefix, skip = _calc_sheet(tokens, place)
            yield prefix
        elif kind == "function":
            yield _calc_function(text)
        elif kind == "table":
            yield text.replace("],[", "];[")
        elif kind == "space":
            yield "!" if _is_intersection(tokens, place) else text
        elif kind == "mark":
            yield _calc_mark(text, opened, tokens[place - 1][0] if place else "")
        elif kind == "name" and text.upper() in {"TRUE", "FALSE"}:
            yield f"{text.upper()}()"
        else:
            yield text


def _shifted(tokens: list[Token], rows: int, columns: int) -> Iterator[str]:
    for kind, text in tokens:
        if kind == "reference":
            yield _shifted_cell(text, rows, columns)
        elif kind == "span":
            ends = [_shifted_end(end, rows, columns) for end in text.split(":")]
            yield "#REF!" if "" in ends else ":".join(ends)
        else:
            yield text


def _shifted_cell(text: str, rows: int, columns: int) -> str:
    match = _CELL.fullmatch(text)
    if match is None:
        return text
    column = _shifted_end(match[1] + match[2], rows, columns)
    row = _shifted_end(match[3] + match[4], rows, columns)
    return column + row if column and row else "#REF!"


def _shifted_end(text: str, rows: int, columns: int) -> str:
    if text.startswith("$"):
        return text
    if text.isdigit():
        row = int(text) + rows
        return str(row) if 1 <= row <= MOST_ROWS else ""
    column = column_number(text) + columns
    return column_letters(column) if 1 <= column <= MOST_COLUMNS else ""


def _calc_mark(mark: str, opened: list[str], before: str) -> str:
    if mark in "({":
        opened.append("call" if mark == "(" and before == "function" else mark)
    elif mark in ")}" and opened:
        opened.pop()
    elif opened and opened[-1] == "{" and mark in ",;":
        return ";" if mark == "," else "|"
    elif mark == ",":
        return ";" if opened and opened[-1] == "call" else "~"
    return mark


def _calc_sheet(tokens: list[Token], place: int) -> tuple[str, int]:
    text = tokens[place][1][:-1]
    name = text[1:-1].replace("''", "'") if text.startswith("'") else text
    if "]" in name:
        folder, _, rest = name.partition("[")
        file, _, sheet = rest.rpartition("]")
        return f"'file://{folder}{file}'#{sheet_in_calc(sheet)}.", 0
    first, colon, last = name.partition(":")
    if not colon:
        return f"{sheet_in_calc(name)}.", 0
    # Calc writes a range over several tabs as two corners: $A.B2:$C.D5.
    ahead = [text for _, text in tokens[place + 1 : place + 4]]
    is_range = len(ahead) == 3 and ahead[1] == ":"
    corner = ahead[2] if is_range else ahead[0]
    both = f"{sheet_in_calc(first)}.{ahead[0]}:{sheet_in_calc(last)}.{corner}"
    return both, 3 if is_range else 1


def _calc_function(name: str) -> str:
    plain = _FILE_PREFIX.sub("", name.upper())
    return _RENAMED.get(plain, plain)


def _is_intersection(tokens: list[Token], place: int) -> bool:
    before = tokens[place - 1] if place else ("", "")
    after = tokens[place + 1] if place + 1 < len(tokens) else ("", "")
    ends = before[0] in _ENDS_OPERAND or before[1] == ")"
    return ends and (after[0] in _STARTS_OPERAND or after[1] == "(")


def _to_excel(tokens: list[Token]) -> Iterator[str]:
    opened: list[str] = []
    skip = 0
    for place, (kind, text) in enumerate(tokens):
        if skip:
            skip -= 1
        elif kind == "calc_file" and place + 1 < len(tokens):
            yield _excel_file(text, tokens[place + 1][1])
            skip = 1
        elif kind == "calc_sheet":
            prefix, skip = _excel_sheet(tokens, place)
            yield prefix
        elif kind == "function":
            yield _excel_function(text)
        elif kind == "table":
            yield text.replace("];[", "],[")
        elif kind == "mark":
            if text == "(" and place and tokens[place - 1][1].upper() in {"TRUE", "FALSE"}:
                # Calc writes the constants as functions without arguments.
                skip = 1
                continue
            yield _excel_mark(text, opened)
        else:
            yield text


def _excel_mark(mark: str, opened: list[str]) -> str:
    if mark in "({":
        opened.append(mark)
    elif mark in ")}" and opened:
        opened.pop()
    elif opened and opened[-1] == "{" and mark in ";|":
        return "," if mark == ";" else ";"
    return {";": ",", "~": ",", "!": " "}.get(mark, mark)


def _excel_sheet(tokens: list[Token], place: int) -> tuple[str, int]:
    name = _sheet_name(tokens[place][1])
    ahead = tokens[place + 1 : place + 5]
    kinds = [kind for kind, _ in ahead]
    if kinds[1:] == ["mark", "calc_sheet", "reference"] and ahead[1][1] == ":":
        last = _sheet_name(ahead[2][1])
        cells = ahead[0][1] if ahead[0][1] == ahead[3][1] else f"{ahead[0][1]}:{ahead[3][1]}"
        both = sheet_in_excel(f"{name}:{last}")
        plain = sheet_in_excel(name) == name and sheet_in_excel(last) == last
        return f"{f'{name}:{last}' if plain else both}!{cells}", 4
    return f"{sheet_in_excel(name)}!", 0


def _sheet_name(text: str) -> str:
    name = text.removeprefix("$").removesuffix(".")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def _excel_file(text: str, sheet: str) -> str:
    url = text[1:-2].replace("''", "'")
    folder, _, file = url.removeprefix("file://").rpartition("/")
    name = f"{folder}/[{file}]{_sheet_name(sheet)}".replace("'", "''")
    return f"'{name}'!"


def _excel_function(name: str) -> str:
    upper = name.upper()
    if match := _ADD_IN.fullmatch(upper):
        return match[1]
    return _RENAMED_BACK.get(upper, upper)
