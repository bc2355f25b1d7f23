"""How a number is shown: the common number formats, and the automatic one."""

import re
from decimal import ROUND_HALF_UP, Decimal

from poc_sheets.testing.gsheets.dates import has_date_parts, show_date
from poc_sheets.testing.gsheets.wire import Json

#: The pattern of a format type without a pattern of its own, in an American spreadsheet.
DEFAULT_PATTERNS = {
    "NUMBER": "#,##0.00",
    "PERCENT": "0.00%",
    "CURRENCY": '"$"#,##0.00',
    "DATE": "M/d/yyyy",
    "TIME": "h:mm:ss am/pm",
    "DATE_TIME": "M/d/yyyy h:mm:ss",
    "SCIENTIFIC": "0.00E+00",
}
#: Decimal mark and thousands separator by language; others are as in English.
_MARKS = {"de": (",", "."), "fr": (",", "\u202f"), "es": (",", "."), "it": (",", ".")}
_DIGITS = re.compile(r"[0#?,]*[0#?],*(?:\.[0#?]*)?|\.[0#?]+")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')


#: The condition of a format's first part: `[>120]`.
_ABOVE = re.compile(r"\[>(-?\d+(?:\.\d+)?)\]")


def marks(locale: str) -> tuple[str, str]:
    """Decimal mark and thousands separator of a locale."""
    return _MARKS.get(locale.partition("_")[0], (".", ","))


def pattern_of(number_format: Json | None) -> str:
    """The pattern of a cell's number format, blank for the automatic one."""
    if not number_format:
        return ""
    kind = str(number_format.get("type", ""))
    if kind == "TEXT":
        return "@"
    return str(number_format.get("pattern") or DEFAULT_PATTERNS.get(kind, ""))


def is_date_format(number_format: Json | None) -> bool:
    """Whether a number format shows a date or a time."""
    return has_date_parts(pattern_of(number_format))


def show_number(value: float, number_format: Json | None, locale: str = "en_US") -> str:
    """A number as the cell shows it."""
    pattern = pattern_of(number_format)
    if not pattern or pattern == "@" or pattern.lower() == "general":
        return show_automatic(value, locale)
    if has_date_parts(pattern):
        return show_date(value, pattern)
    sections = _sections(pattern)
    condition = _ABOVE.match(sections[0])
    if condition and len(sections) > 1:
        is_above = value > float(condition.group(1))
        chosen = sections[0][condition.end() :] if is_above else sections[1]
        return ("-" if value < 0 else "") + _show_section(abs(value), chosen, locale)
    if value < 0 and len(sections) > 1 and sections[1]:
        return _show_section(-value, sections[1], locale)
    if value == 0 and len(sections) > 2:
        return _show_section(value, sections[2], locale)
    shown = _show_section(abs(value), sections[0], locale)
    return "-" + shown if value < 0 and re.search(r"[1-9]", shown) else shown


def show_automatic(value: float, locale: str = "en_US") -> str:
    """A number without a format: up to ten significant digits after the point."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    size = abs(value)
    if size >= 1e15 or size < 1e-9:
        mantissa, _, exponent = f"{value:.10g}".partition("e")
        if exponent:
            return f"{mantissa}E{int(exponent):+03d}"
    digits = f"{value:.10f}".rstrip("0").rstrip(".") if size < 1 else f"{value:.10g}"
    if "e" in digits:
        digits = repr(value)
    return digits.replace(".", marks(locale)[0])


def _sections(pattern: str) -> list[str]:
    """The parts of a pattern at `;`, where it stands outside quotes."""
    parts, quoted = [""], False
    for sign in pattern:
        quoted ^= sign == '"'
        if sign == ";" and not quoted:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _show_section(value: float, section: str, locale: str) -> str:
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match.group(1) or match.group(2) or match.group(3) or "")
        return chr(0xE000 + len(literals) - 1)

    plain = _LITERAL.sub(keep, section)
    number = Decimal(repr(value)) * 100 ** plain.count("%")
    match = _DIGITS.search(plain)
    shown = _digits(number, plain, match, locale) if match else plain
    for index, literal in enumerate(literals):
        shown = shown.replace(chr(0xE000 + index), literal)
    return shown


def _digits(number: Decimal, plain: str, match: re.Match[str], locale: str) -> str:
    head, digits, tail = plain[: match.start()], match.group(), plain[match.end() :]
    exponent = re.match(r"[Ee]([+-]?)(0+)", tail)
    power = 0
    if exponent:
        power = number.adjusted() if number else 0
        number = number.scaleb(-power)
        sign = "-" if power < 0 else "+" if exponent.group(1) == "+" else ""
        tail = f"E{sign}{abs(power):0{len(exponent.group(2))}d}" + tail[exponent.end() :]
    whole, _, fraction = digits.partition(".")
    if whole.endswith(","):
        thousands = len(whole) - len(whole.rstrip(","))
        number = number.scaleb(-3 * thousands)
        whole = whole.rstrip(",")
    places = len(fraction)
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    left, _, right = f"{rounded:f}".partition(".")
    least = whole.count("0")
    left = left.lstrip("0").rjust(least, "0") if least else left.lstrip("0")
    while right and fraction[len(right) - 1] != "0" and right.endswith("0"):
        right = right[:-1]
    decimal_mark, separator = marks(locale)
    if "," in whole:
        left = re.sub(r"(?<=\d)(?=(\d{3})+$)", separator, left)
    return head + left + (decimal_mark + right if right else "") + tail
