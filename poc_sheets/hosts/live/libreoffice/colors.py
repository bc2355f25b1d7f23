"""Colours: Excel's integers count blue-green-red, the office's red-green-blue."""

Color = tuple[int, int, int] | list[int] | int | str | None

_NONE = -1


def to_calc(color: Color) -> int:
    """A colour as the office takes it; None is none at all."""
    if color is None:
        return _NONE
    if isinstance(color, str):
        number = int(color.removeprefix("#"), 16)
        red, green, blue = number >> 16, number >> 8 & 255, number & 255
    elif isinstance(color, int):
        red, green, blue = color & 255, color >> 8 & 255, color >> 16 & 255
    else:
        red, green, blue = color
    return int(red) << 16 | int(green) << 8 | int(blue)


def from_calc(color: int | None) -> tuple[int, int, int] | None:
    """Red, green, blue; None for none."""
    if color is None or color < 0:
        return None
    return color >> 16 & 255, color >> 8 & 255, color & 255
