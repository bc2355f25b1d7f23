"""The fleet's own tables: its productions, and the calls of the last minute."""

import sqlalchemy as sa

metadata = sa.MetaData()

productions = sa.Table(
    "fleet_productions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("every", sa.Integer, nullable=False),
    sa.Column("due", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("started", sa.DateTime(timezone=True)),
    sa.Column("ended", sa.DateTime(timezone=True)),
    sa.Column("exit_code", sa.Integer),
    sa.Column("summary", sa.Text, nullable=False, server_default=""),
    sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
    sa.Column("worker", sa.Text, nullable=False, server_default=""),
)
calls = sa.Table(
    "fleet_calls",
    metadata,
    sa.Column("credential", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Index("fleet_calls_by_time", "credential", "kind", "at"),
)
pauses = sa.Table(
    "fleet_pauses",
    metadata,
    sa.Column("credential", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("until", sa.Float, nullable=False),
)
