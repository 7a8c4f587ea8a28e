"""Roles apart from people, sessions, invitations; other parents, lineage, shared services; the ledger tells more.

Entries that were there keep their first form, which their hashes cover; what their details tell of whom they concern
is put into the new columns too. From here on the database itself refuses to change an entry or to take one out.
"""

import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROWS_AT_ONCE = 1000
FILLED = ("version", "department", "organisation")
REFUSED = "the ledger is only ever added to"


def _trigger(name: str, when: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"


GUARDS = {
    "sqlite": (
        _trigger("ledger_no_update", "UPDATE ON ledger"),
        _trigger("ledger_no_delete", "DELETE ON ledger"),
        # a statement may replace a row, which to SQLite is no deletion
        _trigger("ledger_no_replace", "INSERT ON ledger WHEN NEW.seq <= (SELECT max(seq) FROM ledger)"),
    ),
    "postgresql": (
        "CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
        "CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()",
    ),
}


def upgrade() -> None:
    _organisations()
    _people()
    _ledger()


def _organisations() -> None:
    with op.batch_alter_table("organisations") as organisations:
        organisations.add_column(sa.Column("directory_id", sa.String(), nullable=True))
        organisations.add_column(sa.Column("ombudsman", sa.Text(), nullable=True))
        organisations.add_column(sa.Column("opened_told", sa.String(), nullable=True))
        organisations.create_unique_constraint(op.f("uq_organisations_directory_id"), ["directory_id"])
    with op.batch_alter_table("clients") as clients:
        clients.add_column(sa.Column("last_used_at", sa.String(), nullable=True))
    op.create_table(
        "other_parents",
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["department"], ["departments.code"], name=op.f("fk_other_parents_department")),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.code"], name=op.f("fk_other_parents_organisation")),
        sa.PrimaryKeyConstraint("department", "organisation", name=op.f("pk_other_parents")),
    )
    op.create_table(
        "lineage",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("from_organisation", sa.String(), nullable=True),
        sa.Column("former_name", sa.String(), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.code"], name=op.f("fk_lineage_organisation")),
        sa.ForeignKeyConstraint(
            ["from_organisation"], ["organisations.code"], name=op.f("fk_lineage_from_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lineage")),
    )
    op.create_index(op.f("ix_lineage_organisation"), "lineage", ["organisation"])
    op.create_index(op.f("ix_lineage_from_organisation"), "lineage", ["from_organisation"])
    op.create_table(
        "shared_services",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lead", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["lead"], ["organisations.code"], name=op.f("fk_shared_services_lead")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_shared_services")),
    )
    op.create_index(op.f("ix_shared_services_lead"), "shared_services", ["lead"])
    op.create_table(
        "shared_service_parts",
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["service"], ["shared_services.code"], name=op.f("fk_shared_service_parts_service")),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisations.code"], name=op.f("fk_shared_service_parts_organisation")
        ),
        sa.PrimaryKeyConstraint("service", "organisation", name=op.f("pk_shared_service_parts")),
    )
    op.create_index(op.f("ix_shared_service_parts_organisation"), "shared_service_parts", ["organisation"])


def _people() -> None:
    moved = _roles_of_people()
    with op.batch_alter_table("people") as people:
        people.drop_constraint(op.f("fk_people_department"), type_="foreignkey")
        for name in ("role", "department", "organisations"):
            people.drop_column(name)
        people.add_column(sa.Column("issuer", sa.String(), nullable=True))
        people.add_column(sa.Column("subject", sa.String(), nullable=True))
        people.create_unique_constraint(op.f("uq_people_issuer_subject"), ["issuer", "subject"])
    roles = op.create_table(
        "roles",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("of_group", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("organisations", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("given_at", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("removed_at", sa.String(), nullable=True),
        sa.Column("removed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.name"], name=op.f("fk_roles_person")),
        sa.ForeignKeyConstraint(["department"], ["departments.code"], name=op.f("fk_roles_department")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
    )
    op.create_index(op.f("ix_roles_person"), "roles", ["person"])
    op.create_index(op.f("ix_roles_of_group"), "roles", ["of_group"])
    if moved:
        op.bulk_insert(roles, moved)
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("acts_as", sa.String(), nullable=True),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("began_with", sa.String(), nullable=True),
        sa.Column("began_at", sa.String(), nullable=False),
        sa.Column("seen_at", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String(), nullable=True),
        sa.Column("ended_why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.name"], name=op.f("fk_sessions_person")),
        sa.ForeignKeyConstraint(["acts_as"], ["roles.id"], name=op.f("fk_sessions_acts_as")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("began_with", name=op.f("uq_sessions_began_with")),
    )
    op.create_index(op.f("ix_sessions_person"), "sessions", ["person"])
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("expires_at", sa.String(), nullable=False),
        sa.Column("used_at", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.name"], name=op.f("fk_invitations_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
    )
    op.create_index(op.f("ix_invitations_person"), "invitations", ["person"])


def _roles_of_people() -> list[dict[str, object]]:
    """The one role that each person had, since they were added; whoever acted for an organisation signs for it."""
    people = op.get_bind().execute(
        sa.text(
            "SELECT p.name AS person, p.role AS role, p.department AS department, p.organisations AS organisations, "
            "l.at AS given_at, l.who AS given_by FROM people p "
            "LEFT JOIN ledger l ON l.what = 'person.added' AND l.object = p.name ORDER BY p.name"
        )
    )
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return [
        {
            **row,
            "id": str(number),
            "role": "signatory" if row["role"] == "organisation" else row["role"],
            "given_at": row["given_at"] or now,
            "given_by": row["given_by"] or "upgrade",
        }
        for number, row in enumerate(people.mappings(), 1)
    ]


def _ledger() -> None:
    with op.batch_alter_table("ledger") as ledger:
        ledger.add_column(sa.Column("form", sa.Integer(), server_default=sa.text("1"), nullable=False))
        ledger.add_column(sa.Column("origin", sa.String(), nullable=True))
        ledger.add_column(sa.Column("why", sa.Text(), nullable=True))
        ledger.add_column(sa.Column("version", sa.Integer(), nullable=True))
        ledger.add_column(sa.Column("department", sa.String(), nullable=True))
        ledger.add_column(sa.Column("organisation", sa.String(), nullable=True))
    _fill_the_entries_that_are_there()
    op.create_index("ledger_of_a_department", "ledger", ["department", "seq"])
    op.create_index("ledger_by_moment", "ledger", ["at", "seq"])
    for statement in GUARDS[op.get_context().dialect.name]:
        op.execute(statement)


def _fill_the_entries_that_are_there() -> None:
    ledger = sa.table("ledger", *map(sa.column, ("seq", "what", "object", "detail", *FILLED)))
    told = sa.select(ledger.c.seq, ledger.c.what, ledger.c.object, ledger.c.detail).order_by(ledger.c.seq)
    fill = sa.update(ledger).where(ledger.c.seq == sa.bindparam("of"))
    last = 0
    while rows := op.get_bind().execute(told.where(ledger.c.seq > last).limit(ROWS_AT_ONCE)).all():
        op.get_bind().execute(fill, [{"of": row.seq, **_filled(row)} for row in rows])
        last = rows[-1].seq


def _filled(row: sa.Row) -> dict[str, object]:
    detail, noun = json.loads(row.detail), row.what.partition(".")[0]
    return {name: row.object if name == noun else detail.get(name) for name in FILLED}
