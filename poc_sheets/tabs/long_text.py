"""Text that is longer than a cell can hold, kept in several rows."""

from collections.abc import Iterator

#: A cell of a spreadsheet holds 32,767 characters.
_PART = 30_000


def pieces(text: str) -> Iterator[str]:
    """The text in pieces that a cell can hold; none begins or ends with a blank, which cells lose."""
    at = 0
    while at < len(text):
        end = min(at + _PART, len(text))
        while end < len(text) and (text[end - 1].isspace() or text[end].isspace()):
            end -= 1
        yield text[at:end]
        at = end
