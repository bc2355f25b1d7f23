"""Fonts of cells, of shapes, and of single letters in either."""

from typing import Any

from xlwings import base_classes

from poc_sheets.hosts.live.libreoffice.colors import Color, from_calc, to_calc
from poc_sheets.hosts.live.libreoffice.uno_bridge import enum

_BOLD, _NORMAL = 150.0, 100.0
_AUTOMATIC_IS_BLACK = (0, 0, 0)


class Font(base_classes.Font):
    """The font of anything in the office that has characters."""

    def __init__(self, text: Any) -> None:
        self._text = text

    @property
    def api(self) -> Any:
        """The object in the office."""
        return self._text

    @property
    def bold(self) -> bool:
        """Whether it is bold."""
        return bool(self._text.CharWeight > _NORMAL)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._text.CharWeight = _BOLD if value else _NORMAL

    @property
    def italic(self) -> bool:
        """Whether it is slanted."""
        return bool(self._text.CharPosture.value != "NONE")

    @italic.setter
    def italic(self, value: bool) -> None:
        self._text.CharPosture = enum("awt.FontSlant", "ITALIC" if value else "NONE")

    @property
    def size(self) -> float:
        """Height in points."""
        return float(self._text.CharHeight)

    @size.setter
    def size(self, value: float) -> None:
        self._text.CharHeight = float(value)

    @property
    def color(self) -> tuple[int, int, int]:
        """Red, green, blue; an automatic colour counts as black."""
        return from_calc(self._text.CharColor) or _AUTOMATIC_IS_BLACK

    @color.setter
    def color(self, color_or_rgb: Color) -> None:
        self._text.CharColor = to_calc(color_or_rgb)

    @property
    def name(self) -> str:
        """The family."""
        return str(self._text.CharFontName)

    @name.setter
    def name(self, value: str) -> None:
        self._text.CharFontName = value


class Characters(base_classes.Characters):
    """The text of a cell or shape, or a part of it."""

    def __init__(self, holder: Any, part: slice = slice(None)) -> None:
        self._holder = holder
        self._part = part

    @property
    def api(self) -> Any:
        """The part of the text in the office."""
        start, stop, _ = self._part.indices(len(self._holder.getString()))
        cursor = self._holder.createTextCursor()
        cursor.gotoStart(False)  # noqa: FBT003 - UNO takes no names: do not select on the way
        cursor.goRight(start, False)  # noqa: FBT003
        cursor.goRight(max(0, stop - start), True)  # noqa: FBT003
        return cursor

    @property
    def text(self) -> str:
        """The letters."""
        return str(self.api.getString())

    @property
    def font(self) -> Font:
        """The font of the letters."""
        return Font(self.api)

    def __getitem__(self, item: int | slice) -> "Characters":
        if isinstance(item, slice):
            return Characters(self._holder, item)
        return Characters(self._holder, slice(item, item + 1))
