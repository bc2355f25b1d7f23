"""A lock in the database, for computers that share what the sync remembers."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from poc_sheets.sync import problems
from poc_sheets.sync.state import database_url

#: Ours among the locks of other programs in the same database.
_OURS = "poc_sheets sync "


@contextmanager
def held_in_database(address: str, production: str, name: str) -> Iterator[None]:
    """Hold a production's lock in PostgreSQL; in another database there is nobody to share with.

    The lock belongs to a connection: it falls with the process that holds it, also on a computer
    that is switched off, so that it is never stale.

    Args:
        address: the database.
        production: the lasting id of the pair.
        name: the workbook's name, for the message.

    Raises:
        SheetError: a run is under way.
    """
    url = database_url(address)
    if url.get_backend_name() != "postgresql":
        yield
        return
    engine = sa.create_engine(url, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            take = sa.text("select pg_try_advisory_lock(hashtextextended(:whose, 0))")
            if not connection.execute(take, {"whose": _OURS + production}).scalar_one():
                raise problems.RUNNING.stop(
                    name=name, who="another computer", since="a moment ago"
                ) from None
            yield
    finally:
        engine.dispose()
