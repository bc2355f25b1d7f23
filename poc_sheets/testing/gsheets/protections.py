"""Protected ranges: who may edit which cells."""

from dataclasses import dataclass

from poc_sheets.testing.gsheets.a1 import Area
from poc_sheets.testing.gsheets.document import Ranged, Spreadsheet
from poc_sheets.testing.gsheets.wire import bad_request


@dataclass(frozen=True, slots=True)
class Editor:
    """Who changes a spreadsheet; its owner may edit every protected range."""

    email: str
    owner: bool = True


def may_edit(protection: Ranged, editor: Editor) -> bool:
    """Whether an editor may change the cells of a protection; a warning stops nobody."""
    if editor.owner or protection.data.get("warningOnly"):
        return True
    users = (protection.data.get("editors") or {}).get("users") or []
    return editor.email.lower() in {str(user).lower() for user in users}


def check_protected(book: Spreadsheet, tab_id: int, area: Area, editor: Editor) -> None:
    """Refuse a change of cells that the editor may not edit.

    Raises:
        Refusal: 400, in Google's words.
    """
    tab = book.tab(tab_id)
    for protection in tab.protections:
        if tab.area(protection.area).touches(area) and not may_edit(protection, editor):
            bad_request(
                "You are trying to edit a protected cell or object. Please contact the "
                "spreadsheet owner to remove protection if you need to edit."
            )
