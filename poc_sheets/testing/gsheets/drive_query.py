"""The search words of Drive's `files.list`: `name = 'x' and 'root' in parents and trashed=false`."""

import re
from collections.abc import Callable

from poc_sheets.testing.gsheets.clock import as_rfc3339
from poc_sheets.testing.gsheets.files import File
from poc_sheets.testing.gsheets.wire import Refusal, drive_refusal

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<word>[A-Za-z_]+)|(?P<sign><=|>=|!=|[=<>()]))"""
)
Test = Callable[[File], bool]


def parse_query(text: str) -> Test:
    """A test for files; a blank text lets every file through.

    Raises:
        Refusal: the text is none that Drive understands.
    """
    if not text.strip():
        return lambda _: True
    tokens: list[tuple[str, str]] = []
    position = 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _invalid()
        position = match.end()
        tokens.append((str(match.lastgroup), match.group(str(match.lastgroup))))
    test, rest = _either(tokens)
    if rest:
        raise _invalid()
    return test


Tokens = list[tuple[str, str]]


def _either(tokens: Tokens) -> tuple[Test, Tokens]:
    test, rest = _both(tokens)
    while rest and rest[0] == ("word", "or"):
        second, rest = _both(rest[1:])
        test = _joined(test, second, any)
    return test, rest


def _both(tokens: Tokens) -> tuple[Test, Tokens]:
    test, rest = _single(tokens)
    while rest and rest[0] == ("word", "and"):
        second, rest = _single(rest[1:])
        test = _joined(test, second, all)
    return test, rest


def _joined(first: Test, second: Test, how: Callable[[list[bool]], bool]) -> Test:
    return lambda file: how([first(file), second(file)])


def _single(tokens: Tokens) -> tuple[Test, Tokens]:
    if not tokens:
        raise _invalid()
    if tokens[0] == ("word", "not"):
        inner, rest = _single(tokens[1:])
        return (lambda file: not inner(file)), rest
    if tokens[0][1] == "(":
        test, rest = _either(tokens[1:])
        if not rest or rest[0][1] != ")":
            raise _invalid()
        return test, rest[1:]
    if len(tokens) < 3:
        raise _invalid()
    (left_kind, left), (_, operator), (_, right) = tokens[:3]
    if left_kind == "text" and operator == "in":
        return _membership(_plain(left), right), tokens[3:]
    return _comparison(left, operator, right), tokens[3:]


def _membership(value: str, name: str) -> Test:
    if name == "parents":
        return lambda file: value in file.parents
    if name in ("owners", "writers", "readers"):
        wanted = {"owners": "owner", "writers": "writer", "readers": "reader"}[name]
        return lambda file: file.role_of(value) == wanted
    raise _invalid()


def _comparison(name: str, operator: str, raw: str) -> Test:
    value = _plain(raw)
    fields: dict[str, Callable[[File], str]] = {
        "name": lambda file: file.name,
        "title": lambda file: file.name,
        "mimeType": lambda file: file.mime_type,
        "trashed": lambda file: str(file.trashed).lower(),
        "starred": lambda _: "false",
        "sharedWithMe": lambda file: str(len(file.permissions) > 1).lower(),
        "fullText": lambda file: file.name,
        "modifiedTime": lambda file: as_rfc3339(file.history[-1].time),
        "createdTime": lambda file: as_rfc3339(file.created),
    }
    if name not in fields:
        raise _invalid()
    field = fields[name]
    tests: dict[str, Test] = {
        "=": lambda file: field(file) == value,
        "!=": lambda file: field(file) != value,
        "contains": lambda file: value.lower() in field(file).lower(),
        "<": lambda file: field(file) < value,
        ">": lambda file: field(file) > value,
        "<=": lambda file: field(file) <= value,
        ">=": lambda file: field(file) >= value,
    }
    if operator not in tests:
        raise _invalid()
    return tests[operator]


def _plain(text: str) -> str:
    if text[:1] in "'\"":
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return text


def _invalid() -> Refusal:
    return drive_refusal(400, "invalid", "Invalid Value", "q")
