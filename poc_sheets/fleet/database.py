"""The address of the fleet's PostgreSQL: read without showing it, made ready once."""

import os
import stat
from pathlib import Path

import sqlalchemy as sa
from procrastinate.schema import SchemaManager
from sqlalchemy.exc import ArgumentError, OperationalError

from poc_sheets.fleet import problems
from poc_sheets.sync.config import STATE_VARIABLE
from poc_sheets.sync.state import database_url

#: Two commands that prepare the same database at once wait for each other.
_PREPARING = 7_102_022


def address_of(file: Path | None) -> str:
    """The database's address: from a file that only its owner reads, else from the environment.

    It is never an argument of a command: every user of a machine sees those.

    Raises:
        SheetError: there is none, or it cannot be read.
    """
    if file is None:
        address = os.environ.get(STATE_VARIABLE, "").strip()
        if not address:
            raise problems.NO_DATABASE.stop(variable=STATE_VARIABLE)
    else:
        try:
            address = file.read_text("utf-8").strip()
            is_open = os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077
        except OSError as error:
            raise problems.UNREADABLE_ADDRESS.stop(seen=f"{file}: {error.strerror}") from None
        if is_open:
            raise problems.UNREADABLE_ADDRESS.stop(seen=f"others may read {file}")
    try:
        kind = sa.make_url(address).get_backend_name()
    except ArgumentError:
        raise problems.UNREADABLE_ADDRESS.stop(seen="it is no address") from None
    if kind != "postgresql":
        raise problems.UNREADABLE_ADDRESS.stop(seen=f"it names {kind}, not postgresql")
    return address


def connect(address: str) -> sa.Engine:
    """An engine for the fleet's own tables; nothing is asked of the database yet."""
    return sa.create_engine(database_url(address), pool_size=2, pool_pre_ping=True)


def plain_address(address: str) -> str:
    """The address as PostgreSQL's own library takes it, without the name of a driver."""
    url = sa.make_url(address).set(drivername="postgresql")
    return url.render_as_string(hide_password=False)


def prepare(engine: sa.Engine, tables: sa.MetaData) -> None:
    """Make what is missing in the database; doing it again changes nothing.

    Raises:
        SheetError: the database does not answer.
    """
    try:
        with engine.begin() as connection:
            connection.execute(sa.text("select pg_advisory_xact_lock(:n)"), {"n": _PREPARING})
            tables.create_all(connection)
            queue = sa.text("select to_regclass('procrastinate_jobs')")
            if connection.execute(queue).scalar() is None:
                connection.exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
    except OperationalError as error:
        said = str(error.orig).strip().partition("\n")[0]
        where = engine.url.host or "this computer"
        raise problems.UNREACHABLE.stop(seen=said, where=where) from None
