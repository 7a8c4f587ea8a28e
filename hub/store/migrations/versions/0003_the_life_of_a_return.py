"""Explanations, steps and threads; who signed a return off as it came; seals of receipts; mean days of the figures.

A return that was kept before is signed off by the role that its document names, unless a query was found in it. Its
receipt stays without a seal.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROWS_AT_ONCE = 200  # documents in memory
LONGEST_ROLE = 200


def upgrade() -> None:
    _add_columns()
    _add_tables()
    _sign_off(op.get_bind())


def _add_columns() -> None:
    """Before the document: SQLite would read a list of returns past every document otherwise."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    place = {"insert_before": "raw"} if on_sqlite else {}
    with op.batch_alter_table("returns", recreate="always" if on_sqlite else "never") as returns:
        for column in (
            sa.Column("signed_off_as", sa.String(), server_default=sa.text("''"), nullable=False),
            sa.Column("withdrawn_at", sa.String(), nullable=True),
            sa.Column("published_at", sa.String(), nullable=True),
            sa.Column("seal", sa.Text(), server_default=sa.text("''"), nullable=False),
        ):
            returns.add_column(column, **place)
    with op.batch_alter_table("figures") as figures:
        figures.add_column(sa.Column("early_days", sa.Float(), nullable=True))
        figures.add_column(sa.Column("closer_days", sa.Float(), nullable=True))


def _add_tables() -> None:
    op.create_table(
        "explanations",
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("period_name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("return_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.code"], name=op.f("fk_explanations_organisation")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_explanations_return_id")),
        sa.PrimaryKeyConstraint("organisation", "period_name", "key", name=op.f("pk_explanations")),
    )
    op.create_table(
        "steps",
        sa.Column("return_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("named_role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_steps_return_id")),
        sa.PrimaryKeyConstraint("return_id", "number", name=op.f("pk_steps")),
    )
    op.create_table(
        "threads",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("return_id", sa.String(), nullable=False),
        sa.Column("opened_at", sa.String(), nullable=False),
        sa.Column("pointer", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("closed_role", sa.String(), nullable=True),
        sa.Column("closed_at", sa.String(), nullable=True),
        sa.Column("closed_why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_threads_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threads")),
    )
    op.create_index(op.f("ix_threads_return_id"), "threads", ["return_id"])
    op.create_table(
        "posts",
        sa.Column("thread_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name=op.f("fk_posts_thread_id")),
        sa.PrimaryKeyConstraint("thread_id", "number", name=op.f("pk_posts")),
    )


def _sign_off(connection: sa.Connection) -> None:
    returns = sa.table("returns", *(sa.column(name) for name in ("id", "findings", "raw", "signed_off_as")))
    some = sa.select(returns).where(returns.c.id > sa.bindparam("last")).order_by(returns.c.id).limit(ROWS_AT_ONCE)
    sign = sa.update(returns).where(returns.c.id == sa.bindparam("signed")).values(signed_off_as=sa.bindparam("role"))
    last = ""
    while rows := connection.execute(some, {"last": last}).all():
        for row in rows:
            if role := _role_named_in(bytes(row.raw), row.findings):
                connection.execute(sign, {"signed": row.id, "role": role})
        last = rows[-1].id


def _role_named_in(raw: bytes, findings: str) -> str:
    if any(finding["code"].startswith("Q") for finding in json.loads(findings)):
        return ""
    signed_off_by = json.loads(raw).get("signed_off_by")
    role = signed_off_by.get("role", "") if isinstance(signed_off_by, dict) else ""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in role)[:LONGEST_ROLE]
