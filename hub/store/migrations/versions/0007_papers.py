"""The forum's meetings, and what else oversight ends in."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _forum()
    _tier()
    _issued()


def _forum() -> None:
    """Meetings of the forum, what stands on their agendas, what members asked for, and what came of them."""
    _made_by_somebody(
        "forum_meetings",
        *map(_text, ("uid", "level")),
        sa.Column("on_day", sa.Date(), nullable=False),
        _text("starts_at"),
        sa.Column("minutes", sa.Integer(), nullable=False),
        *map(_long, ("place", "invited")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("sequence", "edits")),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("present", "also_present", "cancelled_why")),
        _text("changed_at"),
    )
    _made_by_somebody(
        "forum_items",
        _of_a_meeting("forum_items"),
        *map(_text, ("source", "section")),
        *map(_long, ("title", "says", "why", "organisations", "returns")),
        _body("forum_items", "presenter"),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("edited", sa.Boolean(), nullable=False),
        sa.Column("removed_why", sa.Text(), nullable=True),
    )
    _made_by_somebody(
        "forum_proposals",
        _of_a_meeting("forum_proposals"),
        _body("forum_proposals", "organisation"),
        *map(_long, ("title", "why")),
    )
    _made_by_somebody(
        "forum_outputs",
        _of_a_meeting("forum_outputs"),
        _text("kind"),
        *map(_long, ("says", "organisations")),
        _body("forum_outputs", "owner"),
        _text("owner_role"),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("done_how", "struck_why")),
        sa.Column("done_at", sa.String(), nullable=True),
    )


def _tier() -> None:
    """Programs of independent tiers, and meetings with the tiers."""
    op.add_column("clients", sa.Column("tier", sa.String(), nullable=True))
    _made_by_somebody(
        "tier_meetings",
        _of_an_organisation("tier_meetings"),
        _text("tier"),
        sa.Column("on_day", sa.Date(), nullable=False),
        _long("place"),
        sa.Column("edits", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("present", "views", "evidence", "called_off_why")),
        sa.Column("heard_at", sa.String(), nullable=True),
        _text("changed_at"),
    )
    meeting = sa.ForeignKey("tier_meetings.id", name=op.f("fk_tier_follow_ups_meeting"))
    _made_by_somebody(
        "tier_follow_ups",
        _of_an_organisation("tier_follow_ups"),
        sa.Column("meeting", sa.String(), meeting, nullable=False),
        *map(_long, ("says", "owner_role")),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_how", sa.Text(), nullable=True),
        sa.Column("done_at", sa.String(), nullable=True),
    )


def _issued() -> None:
    """Papers that were issued, each with its forms as they were sent; and the papers that are being made."""
    _made_by_somebody(
        "issued_papers",
        *map(_text, ("kind", "title")),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("on_day", "figures_of")),
        *map(_text, ("period_name", "about", "audience")),
        *map(_long, ("organisations", "versions")),
        _text("sha256"),
        sa.Column("paper", sa.LargeBinary(), nullable=False),
    )
    paper = sa.ForeignKey("issued_papers.id", name=op.f("fk_issued_forms_paper"))
    op.create_table(
        "issued_forms",
        sa.Column("paper", sa.String(), paper),
        sa.Column("suffix", sa.String()),
        _text("sha256"),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("paper", "suffix", name=op.f("pk_issued_forms")),
    )
    department = sa.ForeignKey("departments.code", name=op.f("fk_paper_jobs_department"))
    op.create_table(
        "paper_jobs",
        sa.Column("id", sa.String()),
        sa.Column("department", sa.String(), department, nullable=False),
        *map(_text, ("who", "role")),
        _long("asked"),
        *map(_text, ("state", "doing", "asked_at", "moved_at")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("done", "out_of")),
        _long("says"),
        _text("gives"),
        sa.Column("file", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_jobs")),
    )


def _of_an_organisation(table: str) -> sa.Column:
    organisation = sa.ForeignKey("organisations.code", name=op.f(f"fk_{table}_organisation"))
    return sa.Column("organisation", sa.String(), organisation, nullable=False)


def _made_by_somebody(table: str, *columns: sa.Column) -> None:
    """A table of what somebody recorded in a department, by an id of its own."""
    department = sa.ForeignKey("departments.code", name=op.f(f"fk_{table}_department"))
    op.create_table(
        table,
        sa.Column("id", sa.String()),
        sa.Column("department", sa.String(), department, nullable=False),
        *columns,
        *map(_text, ("who", "role", "at")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_department"), table, ["department"])


def _of_a_meeting(table: str) -> sa.Column:
    meeting = sa.ForeignKey("forum_meetings.id", name=op.f(f"fk_{table}_meeting"))
    return sa.Column("meeting", sa.String(), meeting, nullable=False)


def _body(table: str, name: str) -> sa.Column:
    """An organisation. Missing: NULL where there is none."""
    body = sa.ForeignKey("organisations.code", name=op.f(f"fk_{table}_{name}"))
    return sa.Column(name, sa.String(), body, nullable=True)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False)


def _long(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)
