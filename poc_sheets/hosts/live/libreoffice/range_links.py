"""Hyperlinks and notes of cells."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from poc_sheets.hosts.live.libreoffice.area import Area
from poc_sheets.hosts.live.libreoffice.base import RangePart
from poc_sheets.hosts.live.libreoffice.document import cell_address

if TYPE_CHECKING:
    from poc_sheets.hosts.live.libreoffice.range import Range
    from poc_sheets.hosts.live.libreoffice.sheet import Sheet

_LINK = "com.sun.star.text.TextField.URL"


class Note(base_classes.Note):
    """A note on a cell (LibreOffice: comment)."""

    def __init__(self, sheet: "Sheet", area: Area) -> None:
        self._sheet = sheet
        self._area = area

    @property
    def api(self) -> Any:
        """The note in the office."""
        cell = self._sheet.model.getCellByPosition(self._area.column - 1, self._area.row - 1)
        return cell.getAnnotation()

    @property
    def text(self) -> str:
        """What it says."""
        return str(self.api.getString())

    @text.setter
    def text(self, value: str) -> None:
        self.api.setString(value)

    @property
    def author(self) -> str:
        """Who wrote it; blank where the file does not say."""
        return str(self.api.getAuthor())

    @property
    def location(self) -> "Range":
        """The cell it is on."""
        return self._sheet.at(self._area)

    def delete(self) -> None:
        """Remove it."""
        notes = self._sheet.model.getAnnotations()
        for place in range(notes.getCount()):
            position = notes.getByIndex(place).getPosition()
            if (position.Row + 1, position.Column + 1) == (self._area.row, self._area.column):
                notes.removeByIndex(place)
                return


class RangeLinks(RangePart):
    """Things that hang on a cell."""

    @property
    def hyperlink(self) -> str:
        """The address that the first cell's text links to."""
        fields = self.first_cell.getTextFields()
        for place in range(fields.getCount()):
            field = fields.getByIndex(place)
            if field.supportsService(_LINK) or hasattr(field, "URL"):
                return str(field.URL)
        raise ValueError(f"{self.sheet.name}!{self.area.address()} has no hyperlink.")

    def add_hyperlink(
        self, address: str, text_to_display: str | None = None, screen_tip: str | None = None
    ) -> None:
        """Replace the first cell's content by a link; LibreOffice has no screen tip of its own."""
        del screen_tip
        cell = self.first_cell
        cell.setString("")
        field = self.document.model.createInstance(_LINK)
        field.URL = address
        field.Representation = text_to_display or address
        cell.insertTextContent(cell.createTextCursor(), field, False)  # noqa: FBT003 - UNO takes no names

    @property
    def note(self) -> Note | None:
        """The first cell's note, or None."""
        note = Note(self.sheet, self.area.at(0, 0))
        return note if note.text else None

    def add_note(self, text: str) -> Note:
        """Put a note on the first cell."""
        where = self.area.at(0, 0)
        address = cell_address(self.sheet.index - 1, where)
        self.sheet.model.getAnnotations().insertNew(address, text)
        return Note(self.sheet, where)
