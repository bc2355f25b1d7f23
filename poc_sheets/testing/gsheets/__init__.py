"""A stateful emulator of Google Sheets, Drive and sign-in, over real HTTP, for tests.

    with Emulator() as google:
        sheet = google.create("Crew list", {"Crew": [["Name"], ["Ana"]]})
        key = google.service_account()
        google.share(sheet, key)
        ...  # any client, sent to google.url instead of Google's hosts

Standard library only. What it covers, and how it was compared with Google's recorded answers,
is in `docs/gsheets_emulator.md`.
"""

from poc_sheets.testing.gsheets.calls import Call
from poc_sheets.testing.gsheets.clock import Clock, ManualClock, SystemClock
from poc_sheets.testing.gsheets.emulator import SOMEBODY, Emulator
from poc_sheets.testing.gsheets.faults import Fault
from poc_sheets.testing.gsheets.hands import OpenSpreadsheet
from poc_sheets.testing.gsheets.quota import Limits

__all__ = [
    "SOMEBODY",
    "Call",
    "Clock",
    "Emulator",
    "Fault",
    "Limits",
    "ManualClock",
    "OpenSpreadsheet",
    "SystemClock",
]
