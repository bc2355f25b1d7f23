"""Finding, starting, reaching and ending LibreOffice; files that are open elsewhere."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlwings as xw

from poc_sheets.hosts.live.libreoffice import office as offices
from poc_sheets.hosts.live.libreoffice.engine import attach, attached_book, register
from poc_sheets.hosts.live.libreoffice.errors import (
    BookLockedError,
    OfficeError,
    OfficeTimeoutError,
)
from poc_sheets.hosts.live.libreoffice.installations import find_office
from poc_sheets.hosts.live.libreoffice.locks import owner
from poc_sheets.hosts.live.libreoffice.uno_bridge import within

PROGRAM = "from poc_sheets.hosts.live.libreoffice.engine import register; register()"


def test_importing_and_registering_starts_nothing() -> None:
    """A program that only registers the engine does not load the bridge for it."""
    code = f"{PROGRAM}; import sys; assert 'uno' not in sys.modules"
    project = Path(__file__).resolve().parents[4]

    subprocess.run([sys.executable, "-c", code], check=True, timeout=120, cwd=project)


def test_a_call_that_hangs_is_given_up() -> None:
    """Nothing waits for an office for ever."""
    with pytest.raises(OfficeTimeoutError, match=r"within 0\.05 seconds \(saving\)"):
        within(0.05, "saving", lambda: time.sleep(5))


def test_a_call_that_fails_says_so() -> None:
    """What a call raises reaches the caller."""
    with pytest.raises(ZeroDivisionError):
        within(5, "dividing", lambda: 1 // 0)


def test_owner_of_a_lock(tmp_path: Path) -> None:
    """The person, the computer and the time are read from the lock."""
    lock = tmp_path / ".~lock.Budget.xlsx#"
    lock.write_text(",ruth,office-3,22.11.2026 09:15,file:///home/ruth/profile;", encoding="utf-8")

    assert owner(lock) == "by ruth on office-3 since 22.11.2026 09:15"


@pytest.mark.office
def test_no_office_at_that_pipe(app: xw.App) -> None:
    """Reaching an office that is not there ends at once, in words."""
    with pytest.raises(OfficeError, match="No LibreOffice answers"):
        offices.connect("nobody_listens_here")


@pytest.mark.office
def test_a_locked_book_names_who_has_it(app: xw.App, production_file: Path) -> None:
    """A file that is open elsewhere is refused with the owner, not with silence."""
    lock = production_file.parent / f".~lock.{production_file.name}#"
    lock.write_text("Ruth,ruth,office-3,22.11.2026 09:15,file:///x;", encoding="utf-8")

    with pytest.raises(BookLockedError, match="by Ruth on office-3"):
        app.books.open(production_file)


@pytest.mark.office
def test_a_file_that_is_no_workbook(app: xw.App, tmp_path: Path) -> None:
    """A damaged file ends in words, and the office lives on."""
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")

    with pytest.raises(OfficeError):
        app.books.open(broken).close()
    assert app.version.major >= 7


@pytest.mark.office
def test_attaching_to_a_running_office(app: xw.App, book: xw.Book) -> None:
    """A second way to the same office works on the very document that is open there."""
    pipe = app.impl.office.pipe
    attached = attached_book(pipe, book.name)

    attached.sheets[0]["A1"].value = "from the button"

    assert attach(pipe).pid == app.pid
    assert book.sheets[0]["A1"].value == "from the button"


@pytest.mark.office
def test_two_offices_side_by_side(app: xw.App) -> None:
    """Another office has its own books; ending it leaves the first one running."""
    del app
    register(activate=True)
    other = xw.App(visible=False)
    process, profile = other.impl.office.process, other.impl.office.own_profile
    other.books[0].sheets[0]["A1"].value = 1.0

    other.quit()

    assert process.poll() is not None
    assert not profile.exists()
    assert len(xw.apps) == 1


@pytest.mark.office
def test_an_office_that_cannot_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that ends at once is told from one that is slow."""
    program = find_office()
    if program is None or sys.platform == "win32":
        pytest.skip("needs LibreOffice and a shell")
    broken = tmp_path / "soffice"
    broken.write_text("#!/bin/sh\nexit 77\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(offices, "find_office", lambda: broken)

    with pytest.raises(OfficeError, match="exit code 77"):
        offices.start(seconds=20)
