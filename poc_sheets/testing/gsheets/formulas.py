"""A small calculator for formulas: + - * / ^ &, comparisons, references and a few functions."""

from collections.abc import Iterator
from typing import Protocol

from poc_sheets.testing.gsheets.calculated import Block, Failure, Result, Value
from poc_sheets.testing.gsheets.functions import call, one, operate
from poc_sheets.testing.gsheets.references import TOKEN


class Cells(Protocol):
    """Where a formula's references are looked up."""

    def block(self, reference_text: str) -> Block | Failure:
        """The values of a reference such as `A1:B2` or `'My tab'!A:A`."""

    def now(self) -> float:
        """The moment as a serial number."""

    def named(self, name: str) -> Block | Failure:
        """The values of a named range."""


class FormulaError(Exception):
    """The formula cannot be read."""


def calculate(formula: str, cells: Cells) -> Result:
    """The value of a formula (with its leading `=`)."""
    try:
        parser = _Parser(formula[1:], cells)
        value = parser.expression()
        parser.finish()
    except FormulaError:
        return Failure("#ERROR!", "Formula parse error.")
    return one(value)


class _Parser:
    """Reads and calculates in one go, by precedence."""

    def __init__(self, text: str, cells: Cells) -> None:
        self.cells = cells
        self.tokens = list(_tokens(text))
        self.position = 0

    def peek(self) -> str:
        return self.tokens[self.position][1] if self.position < len(self.tokens) else ""

    def take(self) -> tuple[str, str]:
        if self.position >= len(self.tokens):
            raise FormulaError
        self.position += 1
        return self.tokens[self.position - 1]

    def finish(self) -> None:
        if self.position != len(self.tokens):
            raise FormulaError

    def expression(self) -> Value:
        return self._left_to_right(0)

    def _left_to_right(self, level: int) -> Value:
        if level == len(_LEVELS):
            return self._signed()
        value = self._left_to_right(level + 1)
        while self.peek() in _LEVELS[level]:
            sign = self.take()[1]
            value = operate(sign, value, self._left_to_right(level + 1))
        return value

    def _signed(self) -> Value:
        if self.peek() == "-":
            self.take()
            return operate("*", -1.0, self._signed())
        if self.peek() == "+":
            self.take()
            return self._signed()
        value = self._atom()
        while self.peek() == "%":
            self.take()
            value = operate("/", value, 100.0)
        return value

    def _atom(self) -> Value:
        kind, text = self.take()
        if kind == "number":
            return float(text)
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "error":
            return Failure(text)
        if kind == "ref":
            return self.cells.block(text)
        if kind == "name":
            return self._named(text)
        if text == "(":
            value = self.expression()
            self._expect(")")
            return value
        raise FormulaError

    def _expect(self, sign: str) -> None:
        if self.take()[1] != sign:
            raise FormulaError

    def _named(self, name: str) -> Value:
        if self.peek() != "(":
            if name.upper() in ("TRUE", "FALSE"):
                return name.upper() == "TRUE"
            return self.cells.named(name)
        self.take()
        arguments: list[Value] = []
        while self.peek() != ")":
            if self.peek() in (",", ";"):
                arguments.append(None)
            else:
                arguments.append(self.expression())
            if self.peek() in (",", ";"):
                self.take()
            elif self.peek() != ")":
                raise FormulaError
        self.take()
        if name.upper() in ("NOW", "TODAY") and not arguments:
            return self.cells.now() if name.upper() == "NOW" else float(int(self.cells.now()))
        return call(name.upper(), arguments)


_LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            raise FormulaError
        position = match.end()
        if match.lastgroup != "space":
            yield str(match.lastgroup), match.group()
