"""A PostgreSQL of one's own for the length of a test: a new cluster behind a socket, then gone."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: A test needs no durability; a cluster that forgets is several times faster.
_QUICK = "-c fsync=off -c full_page_writes=off -c max_connections=60"


def programs() -> Path:
    """Where PostgreSQL's programs are; Debian keeps them out of the PATH.

    Raises:
        FileNotFoundError: PostgreSQL is not installed.
    """
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
    if not versions:
        raise FileNotFoundError("PostgreSQL is not installed: initdb was not found")
    return versions[-1]


@contextmanager
def own_postgres() -> Iterator[Path]:
    """A running cluster; the folder of its socket. Its user is `poc`, without a password.

    An address in it is `postgresql://poc@/postgres?host=<the folder>`.
    """
    folder = Path(tempfile.mkdtemp(prefix="poc_pg_"))  # a socket's path must be short
    as_owner: list[str] = []
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} {_QUICK}"

    def run(program: str, *words: str | Path) -> None:
        command = [*as_owner, str(programs() / program), "-D", str(data), *map(str, words)]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)

    try:
        run("initdb", "-A", "trust", "-U", "poc", "--no-sync")
        run("pg_ctl", "-l", folder / "log", "-o", options, "-w", "start")
        try:
            yield folder
        finally:
            run("pg_ctl", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)
