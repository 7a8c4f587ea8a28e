"""What people decide on the screens, and what is searched there."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _standards()
    _themes()
    _library()
    _filings()


def _standards() -> None:
    """The four steps, the adoption of the Standards, and conversations."""
    step = [_text("state"), _long("evidence"), _day("on_day"), _day("next_review", nullable=True)]
    _of_an_organisation("four_steps", sa.Column("step", sa.Integer(), nullable=False), *step)
    _of_an_organisation("adoptions", _text("adoption"), _long("evidence"), _day("on_day"))
    help_ = [_long("help"), _day("help_by", nullable=True), _day("help_given_on", nullable=True)]
    _of_an_organisation("conversations", _day("on_day"), _text("with_role"), _long("agreed"), *help_)


def _of_an_organisation(table: str, *columns: sa.Column) -> None:
    """A table of what somebody recorded about an organisation, by an id of its own."""
    department = sa.ForeignKey("departments.code", name=op.f(f"fk_{table}_department"))
    organisation = sa.ForeignKey("organisations.code", name=op.f(f"fk_{table}_organisation"))
    op.create_table(
        table,
        sa.Column("id", sa.String()),
        sa.Column("department", sa.String(), department, nullable=False),
        sa.Column("organisation", sa.String(), organisation, nullable=False),
        *columns,
        *(_text(name) for name in ("who", "role", "at")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_department"), table, ["department"])


def _themes() -> None:
    """What is decided about themes, and what is sent to the agenda."""
    decided = [*map(_text, ("decided", "into_theme", "title")), _long("why")]
    _of_a_theme("theme_decisions", *decided)
    presenter = sa.ForeignKey("organisations.code", name=op.f("fk_agenda_items_presenter"))
    sent = [_long("wording"), sa.Column("presenter", sa.String(), presenter, nullable=True)]
    _of_a_theme("agenda_items", *sent, sa.Column("removed_at", sa.String(), nullable=True))


def _of_a_theme(table: str, *columns: sa.Column) -> None:
    """A table of what somebody said of a theme, as they saw it, by an id of its own."""
    department = sa.ForeignKey("departments.code", name=op.f(f"fk_{table}_department"))
    op.create_table(
        table,
        sa.Column("id", sa.String()),
        sa.Column("department", sa.String(), department, nullable=False),
        *map(_text, ("theme", "told_as", "period_name")),
        _long("organisations"),
        *columns,
        *map(_text, ("who", "role", "at")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_department"), table, ["department"])


def _library() -> None:
    """Learning as returns tell it, and its words as each engine searches them.

    What was there before is made from the documents by the hub when it starts: it makes everything again where a
    narrative is missing, so those that tell of learning go.
    """
    op.create_table(
        "learning",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False),
        _text("department"),
        _text("organisation"),
        *map(_text, ("period_name", "told_for")),
        sa.Column(
            "return_id", sa.String(), sa.ForeignKey("returns.id", name=op.f("fk_learning_return_id")), nullable=False
        ),
        _text("piece"),
        sa.Column("subject", sa.String(), nullable=True),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("shared", "last")),
        _long("told"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_learning")),
    )
    op.create_index("learning_of_a_department", "learning", ["department", "told_for"])
    op.create_index("learning_of_a_body", "learning", ["organisation", "piece", "told_for"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE learning_words USING fts5 (words, columnsize = 0, tokenize = 'ascii')")
        tells = "json_array_length(told, '$[1]') > 0"
    else:
        op.execute("CREATE TABLE learning_words (number bigint PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX learning_words_searched ON learning_words USING gin (words)")
        learnt = "told::json -> 1"  # which of two conditions is asked first, PostgreSQL chooses; not so within CASE
        tells = f"CASE json_typeof({learnt}) WHEN 'array' THEN json_array_length({learnt}) > 0 ELSE false END"
    op.execute(f"DELETE FROM narratives WHERE {tells}")  # noqa: S608 - words of our own


def _filings() -> None:
    """Self-assessments, and whatever else is sent beside returns."""
    department = sa.ForeignKey("departments.code", name=op.f("fk_filings_department"))
    organisation = sa.ForeignKey("organisations.code", name=op.f("fk_filings_organisation"))
    before = sa.ForeignKey("filings.id", name=op.f("fk_filings_supersedes"))
    op.create_table(
        "filings",
        sa.Column("id", sa.String()),
        sa.Column("department", sa.String(), department, nullable=False),
        sa.Column("organisation", sa.String(), organisation, nullable=False),
        *map(_text, ("contract", "contract_version", "about")),
        _day("as_at"),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("sha256"),
        sa.Column("length", sa.Integer(), nullable=False),
        *map(_text, ("received_at", "sent_by")),
        sa.Column("supersedes", sa.String(), before, nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
        *map(_long, ("findings", "seal")),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filings")),
        sa.UniqueConstraint(
            "organisation", "contract", "about", "version",
            name=op.f("uq_filings_organisation_contract_about_version"),
        ),
    )  # fmt: skip
    only_current = {"sqlite_where": sa.text("current"), "postgresql_where": sa.text("current")}
    place = ["organisation", "contract", "about"]
    op.create_index("one_current_filing", "filings", place, unique=True, **only_current)
    op.create_index("filings_newest_first", "filings", ["department", "contract", "received_at", "id"])
    key = sa.ForeignKey("filings.id", name=op.f("fk_filing_keys_filing_id"))
    op.create_table(
        "filing_keys",
        *map(_text, ("organisation", "contract", "key")),
        sa.Column("filing_id", sa.String(), key, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "contract", "key", name=op.f("pk_filing_keys")),
    )


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False)


def _long(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def _day(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=nullable)
