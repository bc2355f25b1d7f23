"""The elements of a CAMT message, found by their names without the version's namespace."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from poc_sheets.readers.amounts import Ambiguous, parse_amount
from poc_sheets.readers.problems import NOT_A_STATEMENT, UNSAFE_FILE
from poc_sheets.readers.texts import one_line

Element = Any  # an element of defusedxml's tree, which carries no types


def root_of(path: Path, content: bytes) -> Element:
    """The outermost element of a file.

    Raises:
        SheetError: `unsafe-file` where the XML declares entities, `not-a-statement` where it is
            broken.
    """
    # Loaded on use: few files are CAMT, and a press in Excel pays for every import.
    import defusedxml.ElementTree  # type: ignore[import-untyped]
    from defusedxml import DefusedXmlException

    try:
        return defusedxml.ElementTree.fromstring(content.strip(), forbid_dtd=True)
    except DefusedXmlException:
        reason = "its text declares entities of its own"
        raise UNSAFE_FILE.stop(file=path.name, reason=reason) from None
    except (SyntaxError, ValueError, LookupError) as error:
        raise NOT_A_STATEMENT.stop(file=path.name, reason=f"its XML is broken ({error})") from None


def amount_of(element: Element | None) -> Decimal | None:
    """The amount of an element; ISO 20022 allows a point only, some banks send a comma."""
    text = (element.text or "").strip() if element is not None else ""
    value = parse_amount(text, decimal="," if "," in text and "." not in text else ".")
    return None if isinstance(value, Ambiguous) else value


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def children(element: Element, name: str) -> Iterator[Element]:
    """The elements of one name directly below an element."""
    return (child for child in element if _name(child) == name)


def every(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these names, at any depth."""
    return (child for child in element.iter() if _name(child) in names)


def find(element: Element | None, *path: str) -> Element | None:
    """The first element at a path of names; `None` where there is none."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def text_at(element: Element | None, *path: str) -> str:
    """The text at a path of names, as one line; blank where there is none."""
    found = find(element, *path)
    return one_line(found.text or "") if found is not None else ""
