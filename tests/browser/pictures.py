"""Makes the pictures of the task pane in docs/pictures: `python -m tests.browser.pictures FOLDER`."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from poc_sheets.build.new_production import make_production
from tests.browser.conftest import CHROMIUM
from tests.browser.office import Pane, Served, Tabs
from tests.sent_tabs import tabs_of

_SIZE: ViewportSize = {"width": 350, "height": 720}


def main(folder: Path) -> None:
    """The pane beside the invented production: a form, findings, a server that is away."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        served = Served(Path(temporary))
        served.start()
        there = f"--host-resolver-rules=MAP localhost:8443 127.0.0.1:{served.port}"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[there, "--no-sandbox"])
        tabs = _demo_tabs(Path(temporary))
        pane = _open(browser, served, tabs)
        pane.page.get_by_role("button", name="Build call sheet ...", exact=True).click()
        pane.page.locator("#build_call_sheet-day").fill("12")
        _take(pane, folder / "pane_buttons.png")
        pane = _open(browser, served, tabs)
        pane.press("Flag overspend")
        _take(pane, folder / "pane_findings.png")
        pane = _open(browser, served, tabs, color_scheme="dark")
        served.stop()
        pane.press("Flag overspend")
        _take(pane, folder / "pane_away.png")
        browser.close()


def _open(browser: Browser, served: Served, tabs: Tabs, **look: Any) -> Pane:
    context = browser.new_context(
        ignore_https_errors=True, viewport=_SIZE, device_scale_factor=1.5, **look
    )
    pane = Pane(context, tabs, served.key.read())
    pane.wait_for_text("#connection", "Connected")
    return pane


def _take(pane: Pane, path: Path) -> None:
    pane.page.mouse.move(0, 0)
    pane.page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    pane.page.evaluate("document.activeElement.blur()")
    pane.page.evaluate("scrollTo(0, 0)")
    pane.page.screenshot(path=path)


def _demo_tabs(folder: Path) -> Tabs:
    path = folder / "demo.xlsx"
    make_production(path, demo=True)
    return tabs_of(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
