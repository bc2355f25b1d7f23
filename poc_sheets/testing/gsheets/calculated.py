"""What a formula can give: a value, or a failure such as `#DIV/0!`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """What a formula gives instead of a value: `#DIV/0!` and its like."""

    text: str
    message: str = ""

    @property
    def kind(self) -> str:
        """The kind as the API names it."""
        return _KINDS.get(self.text, "ERROR")


_KINDS = {
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
    "#NULL!": "NULL_VALUE",
    "#ERROR!": "ERROR",
}

#: A calculated value; `None` is an empty cell.
Result = None | bool | float | str | Failure
#: A range's values, row by row.
Block = list[list[Result]]
#: What an argument can be: a value or a range.
Value = Result | Block
