"""JavaScript that the add-in of Excel and the script of Google Sheets share."""

from pathlib import Path

#: Copied as it is to both.
CHANGES = Path(__file__).parent / "changes.js"
