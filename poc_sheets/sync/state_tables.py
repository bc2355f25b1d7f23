"""The tables in which the sync keeps what it remembers; one database may hold many productions."""

from typing import Final

import sqlalchemy as sa

META: Final = sa.MetaData()
BASE: Final = sa.Table(
    "base",
    META,
    sa.Column("book", sa.Text, primary_key=True),
    sa.Column("tab", sa.Text, primary_key=True),
    sa.Column("row_key", sa.Text, primary_key=True),
    sa.Column("col", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
FACTS: Final = sa.Table(
    "facts",
    META,
    sa.Column("book", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
RUNS: Final = sa.Table(
    "runs",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("book", sa.Text, index=True, nullable=False),
    sa.Column("started", sa.Text, nullable=False),
    sa.Column("ended", sa.Text, nullable=False, server_default=""),
    sa.Column("exit_code", sa.Integer),
    sa.Column("summary", sa.Text, nullable=False, server_default=""),
)
JOURNAL: Final = sa.Table(
    "journal",
    META,
    sa.Column("book", sa.Text, primary_key=True),
    sa.Column("run", sa.Integer, nullable=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("entry", sa.Text, nullable=False),
)
AUDIT: Final = sa.Table(
    "audit",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("book", sa.Text, index=True, nullable=False),
    sa.Column("run", sa.Integer, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("tab", sa.Text, nullable=False),
    sa.Column("row_key", sa.Text, nullable=False),
    sa.Column("col", sa.Text, nullable=False),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("old", sa.Text, nullable=False),
    sa.Column("new", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("confirmed", sa.Boolean, nullable=False, default=False),
)
CONFLICTS: Final = sa.Table(
    "conflicts",
    META,
    sa.Column("book", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("entry", sa.Text, nullable=False),
)
GONE: Final = sa.Table(
    "gone",
    META,
    sa.Column("book", sa.Text, primary_key=True),
    sa.Column("tab", sa.Text, primary_key=True),
    sa.Column("row_key", sa.Text, primary_key=True),
    sa.Column("side", sa.Text, primary_key=True),
    sa.Column("run", sa.Integer, nullable=False),
)
