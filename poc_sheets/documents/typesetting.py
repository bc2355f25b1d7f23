"""From values to a PDF: templates in `templates/`, fonts in `fonts/`, nothing else of the machine.

Values reach a template as JSON text, never as markup: a name with `#`, `*` or `$` prints as typed.
"""

import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

if TYPE_CHECKING:
    import typst

Paper = Literal["us-legal", "us-letter", "a4"]

_LONG_WORD = 18
_LONG = re.compile(rf"\S{{{_LONG_WORD + 1},}}")
_PART = re.compile(r".{1,6}")
_BREAK = "\u200b"
#: A compiler keeps the last content for its queries, so one document is made at a time.
_ONE_AT_A_TIME = threading.Lock()
_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "templates"
_FONTS = _HERE / "fonts"
#: Hebrew and Arabic up to Ethiopic and Khmer, then the scripts of East Asia: not in our own fonts.
_OTHER_SCRIPTS = re.compile(
    "[\u0530-\u1dff\u2e80-\ua4cf\ua840-\ud7ff\uf900-\ufdff\U00010000-\U0010ffff]"
)


def paper_of(setting: str, default: Paper = "us-legal") -> Paper:
    """The sheet's size of what the Production tab says: `US legal`, `US letter`, `A4`."""
    papers: dict[str, Paper] = {"us legal": "us-legal", "us letter": "us-letter", "a4": "a4"}
    return papers.get(setting.strip().casefold(), default)


def plain(value: object, print_as: Callable[[object], object] | None = None) -> Any:
    """A value as JSON can hold it: records become objects, sequences become lists.

    Args:
        value: a frozen dataclass, mapping, sequence, set, date, time, number or text.
        print_as: asked first for every value; what it returns stands, unless it is None.
    """
    if print_as is not None and (printed := print_as(value)) is not None:
        return printed
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name), print_as) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item, print_as) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        # Marks such as the names of changed fields: compared by the template, never printed.
        return sorted(str(item) for item in value)
    if isinstance(value, list | tuple):
        return [plain(item, print_as) for item in value]
    return str(value) if isinstance(value, date | time | Decimal) else value


def breakable(text: str) -> str:
    """The text with places to break inside very long words, so that a narrow column wraps them."""
    if len(text) <= _LONG_WORD:
        return text
    return _LONG.sub(lambda word: _BREAK.join(_PART.findall(word[0])), text)


def wrapped(value: object) -> object:
    """For `plain`: text that wraps anywhere, everything else as it is."""
    return breakable(value) if isinstance(value, str) else None


def typeset(
    template: str,
    content: Mapping[str, object],
    *,
    dated: datetime | date,
) -> bytes:
    """The PDF of a template filled with content; the same input gives the same bytes.

    Args:
        template: the template's name without `.typ`.
        content: what the template reads; only what JSON can hold.
        dated: the document's date inside the PDF; a time without zone counts as UTC.
    """
    return typeset_measured(template, content, (), dated=dated)[0]


def typeset_measured(
    template: str,
    content: Mapping[str, object],
    labels: Sequence[str],
    *,
    dated: datetime | date,
) -> tuple[bytes, list[float]]:
    """The PDF, and the number that the template leaves under each label."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    with _ONE_AT_A_TIME:
        compiler = _compiler(template, with_system_fonts=needs_other_fonts(text))
        printed = compiler.compile(
            format="pdf", sys_inputs={"content": text}, timestamp=_utc(dated)
        )
        numbers = [
            float(json.loads(compiler.query(f"<{label}>", field="value", one=True)))
            for label in labels
        ]
    return cast("bytes", printed), numbers


@cache
def _compiler(template: str, *, with_system_fonts: bool) -> "typst.Compiler":
    import typst

    return typst.Compiler(
        _TEMPLATES / f"{template}.typ",
        root=_TEMPLATES,
        font_paths=typst.Fonts(include_system_fonts=with_system_fonts, font_paths=[_FONTS]),
        sys_inputs={},
    )


def needs_other_fonts(text: str) -> bool:
    """Whether text has letters that our own fonts lack, such as Hebrew, Arabic or Chinese.

    They print only where the machine has a font for them; everything else looks alike everywhere.
    """
    return not text.isascii() and _OTHER_SCRIPTS.search(text) is not None


def _utc(dated: datetime | date) -> datetime:
    if not isinstance(dated, datetime):
        dated = datetime(dated.year, dated.month, dated.day, tzinfo=UTC)
    # A PDF has no fractions of a second.
    return dated.replace(tzinfo=dated.tzinfo or UTC, microsecond=0)
