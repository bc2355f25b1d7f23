"""What moves cells: insert, delete, copy, paste, sort, select, and a PDF of a range."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from poc_sheets.hosts.live.libreoffice import clipboard, pdf
from poc_sheets.hosts.live.libreoffice.base import RangePart
from poc_sheets.hosts.live.libreoffice.document import cell_address, range_address
from poc_sheets.hosts.live.libreoffice.uno_bridge import arguments, bridge, enum, struct

if TYPE_CHECKING:
    from poc_sheets.hosts.live.libreoffice.range import Range


class RangeMoves(RangePart):
    """Things done to cells as a block."""

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Make room for cells: others go down or to the right; whole rows or columns as such.

        Without `shift` a block higher than wide goes to the right, as in Excel. New cells look
        like those above or to the left.
        """
        del copy_origin
        mode = self._whole() or (shift or ("right" if self._is_tall() else "down")).upper()
        where = range_address(self.sheet.index - 1, self.area)
        self.sheet.model.insertCells(where, enum("sheet.CellInsertMode", mode))

    def delete(self, shift: str | None = None) -> None:
        """Take cells out: others come up or from the right; whole rows or columns as such.

        Without `shift` a block wider than high is filled from below, as in Excel.
        """
        is_wide = self.area.columns > self.area.rows
        mode = self._whole() or (shift or ("up" if is_wide else "left")).upper()
        where = range_address(self.sheet.index - 1, self.area)
        self.sheet.model.removeRange(where, enum("sheet.CellDeleteMode", mode))

    def copy(self, destination: Any = None) -> None:
        """Copy to another place, or remember the range for `paste`.

        The system's clipboard is left alone: what a person has copied there stays.
        """
        if destination is None:
            self.sheet.book.app.copied = self.other(self.area)
        else:
            clipboard.paste(self.other(self.area), destination.impl, "all")

    def paste(
        self,
        paste: str | None = None,
        operation: str | None = None,
        skip_blanks: bool = False,  # noqa: FBT001, FBT002 - xlwings' signature
        transpose: bool = False,  # noqa: FBT001, FBT002 - xlwings' signature
    ) -> None:
        """Paste what `copy` remembered."""
        source = self.sheet.book.app.copied
        if source is None:
            raise ValueError("Nothing was copied. Call Range.copy() on the source first.")
        if operation is not None:
            raise NotImplementedError("Pasting with an arithmetic operation.")
        target = self.other(self.area)
        clipboard.paste(
            source, target, paste or "all", skip_blanks=skip_blanks, transpose=transpose
        )

    def copy_from(
        self,
        source_range: Any,
        copy_type: str = "all",
        skip_blanks: bool = False,  # noqa: FBT001, FBT002 - xlwings' signature
        transpose: bool = False,  # noqa: FBT001, FBT002 - xlwings' signature
    ) -> None:
        """Copy another range to here."""
        clipboard.paste(
            source_range.impl,
            self.other(self.area),
            copy_type,
            skip_blanks=skip_blanks,
            transpose=transpose,
        )

    def move(self, destination: Any) -> None:
        """Move the cells; references to them follow."""
        target = destination.impl
        target.sheet.model.moveRange(
            cell_address(target.sheet.index - 1, target.area),
            range_address(self.sheet.index - 1, self.area),
        )

    def sort(self, keys: Sequence[int], ascending: Sequence[bool], has_headers: bool) -> None:  # noqa: FBT001 - xlwings' signature
        """Sort the rows by columns of the range, counted from 1."""
        fields = tuple(
            struct("table.TableSortField", Field=key - 1, IsAscending=way, IsCaseSensitive=False)
            for key, way in zip(keys, ascending, strict=True)
        )
        typed = bridge().Any("[]com.sun.star.table.TableSortField", fields)
        descriptor = arguments(SortFields=typed, ContainsHeader=has_headers, IsSortColumns=False)
        bridge().invoke(self.api, "sort", (descriptor,))

    def replace_all(self, old: str, new: str, whole: bool, match_case: bool) -> None:  # noqa: FBT001 - xlwings' signature
        """Replace text everywhere in the range."""
        wanted = self.api.createReplaceDescriptor()
        wanted.setSearchString(old)
        wanted.setReplaceString(new)
        wanted.SearchWords = whole
        wanted.SearchCaseSensitive = match_case
        self.api.replaceAll(wanted)

    def select(self) -> None:
        """Select the range on screen; its sheet comes to the front."""
        self.sheet.activate()
        self.document.controller.select(self.api)

    def autofill(self, destination: Any, type_: str = "fill_default") -> None:
        """Continue a series into `destination`, which begins with this range."""
        if type_ not in {"fill_default", "fill_series"}:
            raise NotImplementedError(f"Filling of the kind {type_!r}.")
        target: Range = destination.impl
        downwards = target.area.rows > self.area.rows
        way = enum("sheet.FillDirection", "TO_BOTTOM" if downwards else "TO_RIGHT")
        target.api.fillAuto(way, self.area.rows if downwards else self.area.columns)

    def to_pdf(self, path: str, quality: str = "standard") -> None:
        """Write the range as a PDF file."""
        del quality
        pdf.export(self.document, path, selection=self.api)

    def _whole(self) -> str:
        if self.area.is_whole_columns:
            return "COLUMNS"
        return "ROWS" if self.area.is_whole_rows else ""

    def _is_tall(self) -> bool:
        return self.area.rows > self.area.columns
