"""The emulator against Google's recorded answers and gspread's own suite; opt-in.

Set POC_SHEETS_GSPREAD to a checkout of gspread (github.com/burnash/gspread).
"""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import gspread
import pytest
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

from poc_sheets.testing.gsheets import Emulator
from poc_sheets.testing.gsheets.conformance import compare

CHECKOUT = os.environ.get("POC_SHEETS_GSPREAD", "")


class ToEmulator(HTTPAdapter):
    """Sends what was meant for Google to the emulator."""

    def __init__(self, base: str) -> None:
        self.base = base
        super().__init__()

    def send(self, request: PreparedRequest, *args: object, **options: object) -> Response:
        parts = urlsplit(str(request.url))
        request.url = self.base + parts.path + (f"?{parts.query}" if parts.query else "")
        return super().send(request, *args, **options)  # type: ignore[arg-type]  # passed on as they came


@pytest.fixture
def client(google: Emulator) -> Iterator[gspread.Client]:
    made = gspread.service_account_from_dict(google.service_account())
    made.http_client.session.mount("https://", ToEmulator(google.url))
    yield made
    made.http_client.session.close()


@pytest.mark.skipif(not CHECKOUT, reason="POC_SHEETS_GSPREAD names no checkout of gspread")
def test_recorded_answers_are_equal() -> None:
    found = compare(Path(CHECKOUT))

    assert found.answers == 2130
    assert found.equal >= 2128, found.differences


def test_gspread_works_against_the_emulator(
    google: Emulator, client: gspread.Client, sheet: str
) -> None:
    google.share(sheet, google.service_account())
    worksheet = client.open_by_key(sheet).worksheet("Crew")

    worksheet.append_row(["Sound", "Cy", "007"])
    worksheet.update([["=1+1"]], "D2", raw=False)

    assert worksheet.get_all_values()[1] == ["Camera", "Ana", "0042", "2"]
    assert google.spreadsheet(sheet).rows("Crew!A4:C4") == [["Sound", "Cy", "007"]]
    found = worksheet.find("Cy")
    assert found is not None
    assert found.row == 4


def test_gspread_creates_and_deletes_files(google: Emulator, client: gspread.Client) -> None:
    made = client.create("New one")

    assert [file["name"] for file in client.list_spreadsheet_files()] == ["New one"]
    client.del_spreadsheet(made.id)
    assert google.drive.files == {}
