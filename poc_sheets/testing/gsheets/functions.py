"""The functions and operators that the emulator's formulas know."""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from poc_sheets.testing.gsheets.calculated import Failure, Result, Value
from poc_sheets.testing.gsheets.numbers import show_automatic

_VALUE = Failure("#VALUE!", "The value is of a kind that this place cannot take.")


def one(value: Value) -> Result:
    """A single value: of a range, its first cell."""
    if isinstance(value, list):
        return value[0][0] if value and value[0] else None
    return value


def flat(values: list[Value]) -> Iterator[Result]:
    """All single values of the arguments, ranges opened."""
    for value in values:
        if isinstance(value, list):
            for row in value:
                yield from row
        else:
            yield value


def _number(value: Result) -> float | Failure:
    if isinstance(value, Failure):
        return value
    if value is None:
        return 0.0
    if isinstance(value, bool | int | float):
        return float(value)
    try:
        return float(value)
    except ValueError:
        message = f"Parameter expects number values. But '{value}' is a text and cannot be coerced."
        return Failure("#VALUE!", message)


def _text(value: Result) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return show_automatic(float(value))
    return value.text if isinstance(value, Failure) else value


def operate(sign: str, left_value: Value, right_value: Value) -> Result:
    """The result of an operator between two values."""
    left, right = one(left_value), one(right_value)
    for value in (left, right):
        if isinstance(value, Failure):
            return value
    if sign == "&":
        return _text(left) + _text(right)
    if sign in _COMPARE:
        return _COMPARE[sign](_order(left, right))
    first, second = _number(left), _number(right)
    if isinstance(first, Failure):
        return first
    if isinstance(second, Failure):
        return second
    return _arithmetic(sign, first, second)


def _arithmetic(sign: str, first: float, second: float) -> Result:
    if sign == "/" and second == 0:
        return Failure("#DIV/0!", "Function DIVIDE parameter 2 cannot be zero.")
    try:
        result = _ARITHMETIC[sign](first, second)
    except (OverflowError, ZeroDivisionError):
        return Failure("#NUM!")
    return result if isinstance(result, float) else Failure("#NUM!")


_ARITHMETIC: dict[str, Callable[[float, float], object]] = {
    "+": lambda first, second: first + second,
    "-": lambda first, second: first - second,
    "*": lambda first, second: first * second,
    "/": lambda first, second: first / second,
    "^": lambda first, second: first**second,
}


def _rank(value: Result) -> int:
    if isinstance(value, bool):
        return 2
    return 1 if isinstance(value, str) else 0


def _order(left: Result, right: Result) -> int:
    """Below zero, zero, above zero; numbers come before texts before booleans."""
    if left is None:
        left = "" if isinstance(right, str) else 0.0
    if right is None:
        right = "" if isinstance(left, str) else 0.0
    if _rank(left) != _rank(right):
        return _rank(left) - _rank(right)
    if isinstance(left, str) and isinstance(right, str):
        first, second = left.lower(), right.lower()
        return (first > second) - (first < second)
    number, other = _number(left), _number(right)
    if isinstance(number, Failure) or isinstance(other, Failure):
        return 0
    return (number > other) - (number < other)


_COMPARE: dict[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "<>": lambda order: order != 0,
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


def call(name: str, arguments: list[Value]) -> Result:
    """The result of a function; an unknown one gives #NAME?."""
    if name == "IF":
        return _if(arguments)
    if name in ("IFERROR", "IFNA"):
        return _if_error(arguments)
    values = list(flat(arguments))
    if name == "ISERROR":
        return isinstance(values[0] if values else None, Failure)
    failure = next((value for value in values if isinstance(value, Failure)), None)
    if failure and name not in ("COUNT", "COUNTA"):
        return failure
    return _over_values(name, values)


def _over_values(name: str, values: list[Result]) -> Result:
    if name in _OVER_NUMBERS:
        numbers = [
            float(v) for v in values if isinstance(v, int | float) and not isinstance(v, bool)
        ]
        return _OVER_NUMBERS[name](numbers)
    function = _OVER_VALUES.get(name)
    if function is None:
        return Failure("#NAME?", f"Unknown function: '{name}'.")
    try:
        return function(values)
    except (IndexError, ValueError, ArithmeticError):
        return Failure("#N/A", f"Wrong number of arguments to {name}.")


def _if_error(arguments: list[Value]) -> Result:
    value = one(arguments[0]) if arguments else None
    other = one(arguments[1]) if len(arguments) > 1 else None
    return other if isinstance(value, Failure) else value


def _if(arguments: list[Value]) -> Result:
    test = one(arguments[0]) if arguments else None
    if isinstance(test, Failure):
        return test
    if isinstance(test, str):
        return _VALUE
    chosen = arguments[1:2] if test else arguments[2:3]
    return one(chosen[0]) if chosen else bool(test)


def _average(numbers: list[float]) -> Result:
    if not numbers:
        return Failure("#DIV/0!", "Evaluation of function AVERAGE caused a divide by zero error.")
    return sum(numbers) / len(numbers)


_OVER_NUMBERS: dict[str, Callable[[list[float]], Result]] = {
    "SUM": lambda numbers: float(sum(numbers)),
    "AVERAGE": _average,
    "MIN": lambda numbers: min(numbers, default=0.0),
    "MAX": lambda numbers: max(numbers, default=0.0),
    "COUNT": lambda numbers: float(len(numbers)),
}


def _round(values: list[Result]) -> Result:
    number = _number(values[0])
    places = _number(values[1]) if len(values) > 1 else 0.0
    if isinstance(number, Failure) or isinstance(places, Failure):
        return _VALUE
    step = Decimal(1).scaleb(-int(places))
    return float(Decimal(repr(number)).quantize(step, rounding=ROUND_HALF_UP))


_OVER_VALUES: dict[str, Callable[[list[Result]], Result]] = {
    "NA": lambda _: Failure("#N/A"),
    "COUNTA": lambda values: float(sum(value is not None for value in values)),
    "CONCATENATE": lambda values: "".join(_text(value) for value in values),
    "LEN": lambda values: float(len(_text(values[0]))),
    "UPPER": lambda values: _text(values[0]).upper(),
    "LOWER": lambda values: _text(values[0]).lower(),
    "ABS": lambda values: operate("*", values[0], -1.0 if operate("<", values[0], 0.0) else 1.0),
    "ROUND": _round,
    "AND": lambda values: all(bool(value) for value in values),
    "OR": lambda values: any(bool(value) for value in values),
    "NOT": lambda values: not values[0],
    "HYPERLINK": lambda values: values[1] if len(values) > 1 else values[0],
}
