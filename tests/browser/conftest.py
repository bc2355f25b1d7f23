"""A real browser for the tests of this folder, and the pane open in it."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Browser, sync_playwright

from poc_sheets.build.officejs.manifest import ADDRESS
from tests.browser.office import CHECKER, OFFICE_JS, Pane, Served, Tabs

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
#: Excel on the web, at its narrowest.
NARROW = 320

BUDGET: list[list[Any]] = [
    ["Account", "Description", "Budget", "ETC mode", "Flag", "Money at risk", "Why"],
    [2818, "Rentals", 1000, "", "", "", ""],
    [2820, "<b>Purchases</b>", 500, "", "", "", ""],
]
ACTUALS: list[list[Any]] = [["Account", "Amount"], ["2818", 1250.5], ["2820", 100]]
FINDINGS: list[list[Any]] = [
    ["When", "Button", "Level", "What happened", "Tab", "Cell", "What was seen", "What to do"]
]
ORDERS = {
    "PO Log": [["PO No.", "Vendor", "Status", "Date"], ["1001", "Acme Rentals", "Approved", 46090]],
    "PO Lines": [
        ["PO No.", "Line", "Account", "Description", "Amount"],
        ["1001", 1, "2818", "Dolly", 300],
    ],
}
TABS: dict[str, list[list[Any]]] = {"Budget": BUDGET, "Actuals": ACTUALS, "Findings": FINDINGS}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The add-in's server."""
    served = Served(tmp_path_factory.mktemp("served"))
    yield served
    served.stop()


@pytest.fixture(scope="module")
def browser(served: Served) -> Iterator[Browser]:
    """Chromium, in which the address of the add-in is that of our server.

    Ended with its module: while it runs, no other test of this process can start an event loop.
    """
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    if not OFFICE_JS.is_dir() or not CHECKER.is_file():
        pytest.skip("office.js is not installed: run .ci/node_packages")
    there = f"--host-resolver-rules=MAP localhost:8443 127.0.0.1:{served.port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[there, "--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_pane(browser: Browser, served: Served) -> Iterator[Callable[..., Pane]]:
    """Opens the pane; at the end no script of it may have failed."""
    served.start()
    opened: list[tuple[Any, Pane]] = []

    def open_one(
        tabs: Tabs = TABS, key: str | None = None, address: str = ADDRESS, **look: Any
    ) -> Pane:
        context = browser.new_context(
            ignore_https_errors=True, viewport={"width": NARROW, "height": 720}, **look
        )
        pane = Pane(context, tabs, served.key.read() if key is None else key, address)
        opened.append((context, pane))
        return pane

    yield open_one
    faults = [fault for _, pane in opened for fault in pane.faults]
    for context, _ in opened:
        context.close()
    served.start()
    assert faults == []


@pytest.fixture
def pane(open_pane: Callable[..., Pane]) -> Pane:
    """The pane beside a small budget, connected."""
    pane = open_pane()
    pane.wait_for_text("#connection", "Connected")
    return pane
