"""Sheets and narratives of returns, rebases of series, failings that several bodies share; returns found by period.

The last change of a department is found without its readings, of which there may be very many more than of changes.

Sheets and narratives of the returns that were there before are made from the documents: by the hub when it starts, or
by `hub rebuild`, since how a document is read is not the database's to know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PLACE = ("department", "period_name", "organisation")
BY = ("who", "role", "at")
NO_READING = "what NOT IN ('figures.read', 'return.read', 'questions.read', 'ledger.read')"


def upgrade() -> None:
    op.create_index("returns_of_a_period", "returns", ["department", "period_name"])
    changes = sa.text(NO_READING)
    op.create_index(
        "ledger_of_changes", "ledger", ["department", "seq"], sqlite_where=changes, postgresql_where=changes
    )
    op.create_table(
        "sheets",
        *_key(*PLACE),
        _of_a_return("sheets"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first_accepted_at", sa.String(), nullable=False),
        sa.Column("sheet", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(*PLACE, name=op.f("pk_sheets")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "earlier_sheets",
        *_key(*PLACE),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sheet", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(*PLACE, "version", name=op.f("pk_earlier_sheets")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "narratives",
        *_key(*PLACE),
        _of_a_return("narratives"),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(*PLACE, name=op.f("pk_narratives")),
        sqlite_with_rowid=False,
    )
    rebases, failings = _key("measure", "period_name", *BY), _key("subject", *BY)
    _of_a_department("rebases", _organisation(), *rebases, *_end("why"))
    _of_a_department("shared_failings", *failings, *_end("failing", "learning"))


def _key(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _of_a_return(table: str) -> sa.Column:
    to = sa.ForeignKey("returns.id", name=op.f(f"fk_{table}_return_id"))
    return sa.Column("return_id", sa.String(), to, nullable=False)


def _of_a_department(table: str, *columns: sa.Column) -> None:
    to = sa.ForeignKey("departments.code", name=op.f(f"fk_{table}_department"))
    first = sa.Column("id", sa.String()), sa.Column("department", sa.String(), to, nullable=False)
    op.create_table(table, *first, *columns, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))
    op.create_index(op.f(f"ix_{table}_department"), table, ["department"])


def _organisation() -> sa.Column:
    to = sa.ForeignKey("organisations.code", name=op.f("fk_rebases_organisation"))
    return sa.Column("organisation", sa.String(), to, nullable=False)


def _end(*texts: str) -> list[sa.Column]:
    told = [sa.Column(name, sa.Text(), nullable=False) for name in texts]
    return [*told, sa.Column("removed_at", sa.String(), nullable=True)]
