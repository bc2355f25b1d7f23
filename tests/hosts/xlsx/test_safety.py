"""The file on disk is never half written, never taken from someone else, never without a backup."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from poc_sheets.hosts.xlsx import save
from poc_sheets.hosts.xlsx.locks import lock_path, owner_path
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook, open_workbook
from poc_sheets.problems import Exit, SheetError
from poc_sheets.workbook import Change, Document, Message
from tests.hosts.xlsx.parts import package, sheet, write_parts

CHANGE = [Change("Crew", 1, 1, None, "x")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook in a folder of its own."""
    folder = tmp_path / "Production"
    folder.mkdir()
    return write_parts(folder / "Crew & cast.xlsx", package({"Crew": sheet("")}))


def excel_owner(name: str) -> bytes:
    """An owner file as Excel writes it: 165 bytes, the name in single and in double bytes."""
    single = bytes([len(name)]) + name.encode("cp1252")
    wide = len(name).to_bytes(1, "little") + b"\0" + name.encode("utf-16-le")
    return single.ljust(54, b" ") + wide[:1] + wide[2:].ljust(110, b"\0")


def stopped_by(path: Path, *, override: bool = False) -> SheetError:
    """The error that a press ends with; the file is as it was and no temporary file is left."""
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    with pytest.raises(SheetError) as stopped:
        XlsxWorkbook(path, override_lock=override).write(CHANGE)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == beside
    return stopped.value


@pytest.mark.parametrize(
    ("lock", "who"),
    [
        (("~$Crew & cast.xlsx", excel_owner("Ana Díaz")), "Ana Díaz has it open"),
        (
            (".~lock.Crew & cast.xlsx#", b",Ben,ben-laptop,03.03.2026 18:04,file:///home/ben;"),
            "Ben has it open since 03.03.2026 18:04",
        ),
        ((".~lock.Crew & cast.xlsx#", b""), "someone has it open since"),
    ],
)
def test_a_workbook_open_elsewhere_is_read_but_not_written(
    path: Path, lock: tuple[str, bytes], who: str
) -> None:
    """The message names who and since when, and how to go on if the lock is stale."""
    lock_file = path.parent / lock[0]
    lock_file.write_bytes(lock[1])

    error = stopped_by(path)
    read = open_workbook(path).read(["Crew"])
    XlsxWorkbook(path, override_lock=True).write(CHANGE)

    assert error.finding.problem == "open-elsewhere"
    assert error.exit_code == Exit.PERSON
    assert who in error.finding.what
    assert "--override-lock" in error.finding.do
    assert read["Crew"].cells == []
    assert open_workbook(path).read(["Crew"])["Crew"].at(1, 1) == "x"
    assert lock_file.read_bytes() == lock[1]


def test_our_own_lock_is_gone_after_a_write(path: Path) -> None:
    """LibreOffice would otherwise open the workbook read-only."""
    open_workbook(path).write(CHANGE)

    assert sorted(each.name for each in path.parent.iterdir()) == [path.name]
    assert lock_path(path).name == ".~lock.Crew & cast.xlsx#"
    assert owner_path(path).name == "~$Crew & cast.xlsx"


def test_a_lock_of_ours_whose_process_is_gone_counts_for_nothing(path: Path) -> None:
    """A press that was killed does not lock the production out."""
    gone = subprocess.run(
        [sys.executable, "-c", "import os, socket; print(socket.gethostname(), os.getpid())"],
        capture_output=True,
        text=True,
        check=True,
    )
    host, number = gone.stdout.split()
    lock_path(path).write_text(f",Ana,{host},03.03.2026 18:04,poc_sheets:{number};")

    open_workbook(path).write(CHANGE)

    assert open_workbook(path).read(["Crew"])["Crew"].at(1, 1) == "x"


def test_a_file_saved_by_another_program_meanwhile_is_left_alone(path: Path) -> None:
    """Even where the cell itself did not change."""
    workbook = open_workbook(path)
    write_parts(path, package({"Crew": sheet(""), "New": sheet("")}))
    now = path.read_bytes()

    with pytest.raises(SheetError) as stopped:
        workbook.write(CHANGE)

    assert stopped.value.finding.problem == "changed-meanwhile"
    assert stopped.value.exit_code == Exit.LATER
    assert path.read_bytes() == now
    assert len(list(path.parent.iterdir())) == 1


@pytest.mark.parametrize(
    ("code", "problem"),
    [(errno.ENOSPC, "disk-full"), (errno.EACCES, "read-only"), (errno.EIO, "cannot-save")],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_save_that_fails_leaves_the_old_file_and_no_litter(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int, problem: str, step: str
) -> None:
    """A full disk, a refused folder, a broken one: at the temporary file or at the very end."""

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(save, "replace_atomically", fail)

    assert stopped_by(path).finding.problem == problem


def test_a_process_killed_while_saving_leaves_a_whole_file(path: Path) -> None:
    """Killed after the temporary file, before the replacement: the old file is whole."""
    before = path.read_bytes()
    code = (
        "import os, sys; from pathlib import Path\n"
        "from poc_sheets.hosts.xlsx import save; from poc_sheets.hosts.xlsx.workbook import *\n"
        "save.replace_atomically = lambda *_: os._exit(9)\n"
        "open_workbook(Path(sys.argv[1])).write([Change('Crew', 1, 1, None, 'x')])\n"
    )

    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)

    assert done.returncode == 9
    assert path.read_bytes() == before
    open_workbook(path).write(CHANGE)
    assert open_workbook(path).read(["Crew"])["Crew"].at(1, 1) == "x"


def test_five_backups_are_kept_of_each_workbook(path: Path, data_folder: Path) -> None:
    """The newest five, the last one holding what the last press replaced."""
    other = path.with_name("Other.xlsx")
    shutil.copy(path, other)
    open_workbook(other).write(CHANGE)
    contents = []
    for number in range(7):
        contents.append(path.read_bytes())
        workbook = open_workbook(path)
        workbook.write([Change("Crew", 1, 1, workbook.read(["Crew"])["Crew"].at(1, 1), number)])

    kept = sorted((data_folder / "backups").glob("Crew & cast.*.xlsx"))

    assert [each.read_bytes() for each in kept] == contents[-5:]
    assert len(list((data_folder / "backups").glob("Other.*.xlsx"))) == 1


@pytest.mark.skipif(os.name == "nt", reason="access rights of POSIX")
def test_the_rights_on_the_file_stay(path: Path) -> None:
    """A file shared with a group stays shared with it."""
    path.chmod(0o664)

    open_workbook(path).write(CHANGE)

    assert path.stat().st_mode & 0o777 == 0o664


def test_documents_are_kept_beside_the_workbook(path: Path) -> None:
    """In a folder named after it; a second version replaces the first."""
    workbook = open_workbook(path)

    workbook.keep([Document("Call sheet.pdf", b"1")])
    kept = workbook.keep([Document("Call sheet.pdf", b"2"), Document("a/b: c?.ics", b"3")])

    folder = path.parent / "Crew & cast documents"
    assert kept == (str(folder / "Call sheet.pdf"), str(folder / "a-b- c-.ics"))
    assert [Path(each).read_bytes() for each in kept] == [b"2", b"3"]
    assert len(list(folder.iterdir())) == 2


def test_a_message_is_remembered(path: Path) -> None:
    """The command line prints it."""
    workbook = open_workbook(path)
    message = Message(ok=True, title="Done", summary="1 cell")

    workbook.show(message)

    assert workbook.last_message is message
