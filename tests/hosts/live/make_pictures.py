"""Makes the pictures of docs/libreoffice.md: a real office, a real mouse, an invented production.

python -m tests.hosts.live.make_pictures FOLDER
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.build.new_production import make_production
from poc_sheets.hosts.live.libreoffice import office as offices
from poc_sheets.setting_up.libreoffice import install
from tests.hosts.live.hand import Hand, window
from tests.hosts.live.screen import picture, press_key, screen, type_text
from tests.hosts.live.small_production import write_small_production

#: Seconds until everything is drawn.
_DRAWN = 1.5
_WIDTH = 1100
#: The columns of the Budget tab from here to its flags fit on the screen.
_MONEY_COLUMN = 6
#: Upper left corner of the tabs' cells and their size on the screen: what before and after show.
_CELLS = "1540x470+0+175"


def main() -> None:
    """Make them all."""
    target = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        patch.setenv("POC_SHEETS_DATA", str(folder / "data"))
        patch.setenv("POC_SHEETS_LOGS", str(folder / "logs"))
        install(folder / "profile")
        demo, small = folder / "The Lamplighters.xlsx", folder / "Small.xlsx"
        make_production(demo, demo=True)
        account, _ = write_small_production(small)
        with screen(patch):
            office = offices.start(visible=True, profile=folder / "profile")
            hand = Hand(office, folder / "data/server.json")
            try:
                of_demo(hand, demo, folder, target)
                of_small(hand, small, account, folder, target)
            finally:
                office.kill()
                hand.kill_server()


def of_demo(hand: Hand, path: Path, folder: Path, target: Path) -> None:
    """The template with its toolbars, and a call sheet before and after."""
    model = hand.open(path)
    show(model, "Today")
    shot(folder, target / "libreoffice_toolbars.png")
    pair(
        hand,
        model,
        ("Call Sheet", "Build call sheet"),
        folder,
        target / "libreoffice_call_sheet.png",
    )
    model.setModified(False)
    model.close(True)  # noqa: FBT003 - UNO takes no names


def of_small(hand: Hand, path: Path, account: str, folder: Path, target: Path) -> None:
    """Flags and cost report before and after, the message, the question, the function wizard."""
    model = hand.open(path)
    pair(hand, model, ("Budget", "Flag overspend"), folder, target / "libreoffice_flags.png")
    pair(
        hand,
        model,
        ("Cost Report", "Update cost report"),
        folder,
        target / "libreoffice_cost_report.png",
    )
    show(model, "Budget")
    hand.press(model, "Flag overspend")
    hand.message(close=False)
    shot(folder, target / "libreoffice_message.png")
    hand.message()
    hand.press(model, "Print order")
    shot(folder, target / "libreoffice_question.png")
    press_key("Escape")
    cell = show(model, "Today", "B24")
    cell.setFormula(f'=POC.SPENT("{account}")')
    window(model).setFocus()
    press_key("ctrl+F2")
    time.sleep(_DRAWN)
    press_key("alt+n")
    type_text(f'"{account}"', enter=False)
    shot(folder, target / "libreoffice_function_wizard.png", drawn=2 * _DRAWN)
    press_key("Escape")


def pair(hand: Hand, model: Any, what: tuple[str, str], folder: Path, target: Path) -> None:
    """A tab before and after a press, one above the other."""
    tab, label = what
    show(model, tab)
    time.sleep(_DRAWN)
    picture(folder / "before.png")
    hand.press(model, label)
    hand.message()
    show(model, tab)
    time.sleep(_DRAWN)
    picture(folder / "after.png")
    both = [str(folder / f"{name}.png") for name in ("before", "after")]
    shrink(
        [*both, "-crop", _CELLS, "+repage", "-bordercolor", "white", "-border", "0x6", "-append"],
        target,
    )


def show(model: Any, tab: str, cell: str = "A1") -> Any:
    """Bring a tab and a cell to the front."""
    sheet = model.Sheets.getByName(tab)
    controller = model.getCurrentController()
    controller.setActiveSheet(sheet)
    found = sheet.getCellRangeByName(cell)
    controller.select(found)
    if tab == "Budget":
        # The last pane is the one that scrolls both ways; the others hold what is frozen.
        pane = controller.getByIndex(controller.getCount() - 1)
        pane.setFirstVisibleColumn(_MONEY_COLUMN)
    return found


def shot(folder: Path, target: Path, drawn: float = _DRAWN) -> None:
    """The whole screen as a small file."""
    time.sleep(drawn)
    picture(folder / "shot.png")
    shrink([str(folder / "shot.png")], target)


def shrink(what: list[str], target: Path) -> None:
    """Fewer pixels and colours: nobody measures these pictures."""
    smaller = ["-resize", str(_WIDTH), "+dither", "-colors", "128", "-strip"]
    subprocess.run(["convert", *what, *smaller, f"PNG8:{target}"], check=True)


if __name__ == "__main__":
    main()
