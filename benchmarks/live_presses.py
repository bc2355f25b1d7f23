"""Every button pressed many times in a running LibreOffice, on the invented production.

    python -m benchmarks.live_presses [PRESSES [ACTION ...]]

The first press of a button writes; the later ones find everything as it should be. Each line tells
the first press, then least, median and most of the others: seconds until the message, and seconds
that office and server computed, which other programs of the machine do not change.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.live_formulas import worked
from poc_sheets.build.new_production import make_production
from poc_sheets.hosts.live.libreoffice import office as offices
from poc_sheets.hosts.live.libreoffice.uno_bridge import arguments, file_url
from poc_sheets.hosts.web.wire import PressRequest
from poc_sheets.registry import every_action
from poc_sheets.serving.libreoffice import LibreOfficeDesk


def main() -> None:
    """Print a line for each button that needs no answer."""
    presses = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    wanted = set(sys.argv[2:])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["POC_SHEETS_DATA"] = os.environ["POC_SHEETS_LOGS"] = folder
        path = Path(folder) / "production.xlsx"
        make_production(path, demo=True)
        office = offices.start(locking=False)
        try:
            model = office.desktop.loadComponentFromURL(
                file_url(path), "_blank", 0, arguments(Hidden=True)
            )
            asked = {"pipe": office.pipe, "uid": model.RuntimeUID, "url": model.getURL()}
            desk = LibreOfficeDesk()
            for action in every_action():
                is_asking = any(option.required for option in action.options)
                if not is_asking and (not wanted or action.name in wanted):
                    measure(office, desk, action.name, asked, presses)
        finally:
            office.kill()


def measure(
    office: offices.Office, desk: LibreOfficeDesk, name: str, asked: dict[str, Any], presses: int
) -> None:
    """Press one button again and again."""
    seconds, computed = [], []
    for number in range(presses):
        before = time.process_time() + worked(office)
        began = time.perf_counter()
        message = desk.press(PressRequest(name, f"press-{number:04}", {}, asked))
        seconds.append(time.perf_counter() - began)
        computed.append(time.process_time() + worked(office) - before)
    print(f"{name:24} {shown(seconds)}   computed {shown(computed)}   {message.title}", flush=True)


def shown(times: list[float]) -> str:
    """The first, then least, median and most of the rest."""
    rest = times[1:] or times
    return f"{times[0]:5.2f} | {min(rest):5.2f} {median(rest):5.2f} {max(rest):5.2f}"


if __name__ == "__main__":
    main()
