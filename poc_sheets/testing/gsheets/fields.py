"""Field masks: which parts of an answer are wanted, which parts of an object are changed."""

import re
from dataclasses import dataclass, field
from typing import Any

from poc_sheets.testing.gsheets.wire import Json, bad_request

_TOKEN = re.compile(r"\s*([A-Za-z0-9_*]+|[().,/])")


@dataclass(slots=True)
class Mask:
    """A tree of names; a mask without names wants everything below it."""

    names: dict[str, "Mask"] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether everything below is wanted."""
        return not self.names or "*" in self.names

    def sub(self, name: str) -> "Mask | None":
        """The mask below a name; `None` where the name is not wanted."""
        if not self.names:
            return self
        return self.names.get(name) or self.names.get("*")

    def wants(self, *path: str) -> bool:
        """Whether anything at a path is wanted."""
        mask: Mask | None = self
        for name in path:
            mask = mask.sub(name) if mask else None
        return mask is not None

    def apply(self, value: Any) -> Any:
        """The wanted parts of a JSON value; a mask reaches through lists."""
        if self.whole:
            return value
        if isinstance(value, list):
            return [self.apply(item) for item in value]
        if not isinstance(value, dict):
            return value
        names = self.names
        return {name: names[name].apply(item) for name, item in value.items() if name in names}

    def leaves(self) -> list[tuple[str, ...]]:
        """The paths that the mask names, longest names only."""
        paths: list[tuple[str, ...]] = []
        for name, below in self.names.items():
            deeper = below.leaves()
            paths += [(name, *path) for path in deeper] or [(name,)]
        return paths


def parse_mask(text: str) -> Mask:
    """Read a mask: `a.b(c,d),e/f`; blank wants everything.

    Raises:
        Refusal: the brackets do not match or a name is missing.
    """
    root = Mask()
    position = _parse_list(text, 0, [root])
    if position != len(text.rstrip()):
        bad_request(f"Invalid field mask: {text}")
    return root


def _parse_list(text: str, position: int, owners: list[Mask]) -> int:
    current = owners
    while match := _TOKEN.match(text, position):
        sign = match.group(1)
        if sign == ")":
            return position
        position = match.end()
        if sign == "(":
            position = _parse_list(text, position, current)
            closing = _TOKEN.match(text, position)
            if not closing or closing.group(1) != ")":
                bad_request(f"Invalid field mask: {text}")
            position = closing.end()
        elif sign == ",":
            current = owners
        elif sign not in "./":
            current = [owner.names.setdefault(sign, Mask()) for owner in current]
    return position


def update_by_mask(old: Json, new: Json, mask: Mask) -> Json:
    """`old` with the parts named by the mask taken from `new`; a part absent there is cleared."""
    if "*" in mask.names:
        return {name: value for name, value in new.items() if value is not None}
    result = dict(old)
    for name, below in mask.names.items():
        value = new.get(name)
        if below.names and not below.whole:
            inner = update_by_mask(result.get(name) or {}, value or {}, below)
            if inner:
                result[name] = inner
            else:
                result.pop(name, None)
        elif value is None:
            result.pop(name, None)
        else:
            result[name] = value
    return result
