"""The tables, seen by nobody outside the store.

Two are the truth: `returns` holds each document verbatim, `ledger` each act. `figures` and `subject_sums` are a
projection of the documents that `hub.store.rebuild` makes again. What people said and did about returns is in
`explanations`, `steps`, `threads` and `posts`, and each time in the ledger too. Moments are text
(`hub.store.moments`), lists and facts are JSON text: the same bytes on SQLite and PostgreSQL.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Float, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

BIG = BigInteger().with_variant(Integer, "sqlite")  # in SQLite an INTEGER key is the row's own number
NAMES = {  # constraints need names before a migration can change them
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class StoredRow(SQLModel):
    """What all tables share."""

    __table__: ClassVar[Table]
    metadata = MetaData(naming_convention=NAMES)


class DepartmentRow(StoredRow, table=True):
    """A parent department."""

    __tablename__ = "departments"
    code: str = Field(primary_key=True)
    name: str
    collects_from: date | None = None
    deadlines_from: date | None = None


class OrganisationRow(StoredRow, table=True):
    """A related organisation of one department. A successor may be registered later: no foreign key."""

    __tablename__ = "organisations"
    code: str = Field(primary_key=True)
    name: str
    kind: str
    department: str = Field(foreign_key="departments.code", index=True)
    reports: str
    opened_on: date | None = None
    closed_on: date | None = None
    successor: str | None = None
    independent_tier: str | None = None
    services: str = Field(sa_type=Text)


class ClientRow(StoredRow, table=True):
    """A machine that may send returns for one organisation."""

    __tablename__ = "clients"
    client_id: str = Field(primary_key=True)
    organisation: str = Field(foreign_key="organisations.code")
    secret_hash: str
    created_at: str
    expires_at: str | None = None
    revoked_at: str | None = None


class PersonRow(StoredRow, table=True):
    """Somebody who may sign in. `organisations` is NULL for whoever oversees the whole department."""

    __tablename__ = "people"
    name: str = Field(primary_key=True)
    password_hash: str
    role: str
    department: str = Field(foreign_key="departments.code")
    organisations: str | None = Field(default=None, sa_type=Text)
    disabled_at: str | None = None


class ReturnRow(StoredRow, table=True):
    """One version of one return.

    `signed_off_as` is empty for a document that came with an open query or that names no role; `withdrawn_at` and
    `published_at` say again what its steps say, for whoever keeps the next version.
    """

    __tablename__ = "returns"
    __table_args__ = (
        UniqueConstraint("organisation", "period_name", "version"),
        Index("one_current_version", "organisation", "period_name", unique=True, sqlite_where=text("current"),
              postgresql_where=text("current")),
        Index("returns_newest_first", "department", "received_at", "id"),
        Index("returns_of_one_body_newest_first", "organisation", "received_at", "id"),
    )  # fmt: skip
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code")
    organisation: str = Field(foreign_key="organisations.code")
    period_name: str
    version: int
    contract: str
    contract_version: str
    sha256: str
    length: int
    received_at: str
    first_accepted_at: str
    sent_by: str
    supersedes: str | None = Field(default=None, foreign_key="returns.id")
    current: bool
    findings: str = Field(sa_type=Text)
    signed_off_as: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    withdrawn_at: str | None = None
    published_at: str | None = None
    seal: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": text("''")})
    raw: bytes = Field(sa_type=LargeBinary)


class IdempotencyKeyRow(StoredRow, table=True):
    """Which return an organisation's idempotency key stands for."""

    __tablename__ = "idempotency_keys"
    organisation: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    return_id: str = Field(foreign_key="returns.id")


class FiguresRow(StoredRow, table=True):
    """The figures of the current return of one organisation and period."""

    __tablename__ = "figures"
    department: str = Field(primary_key=True)
    period_name: str = Field(primary_key=True)
    organisation: str = Field(primary_key=True)
    period_start: str
    return_id: str = Field(foreign_key="returns.id")
    version: int
    received_at: str
    first_accepted_at: str
    received: int | None = Field(default=None, sa_type=BigInteger)
    closed: int | None = Field(default=None, sa_type=BigInteger)
    went_wrong: int | None = Field(default=None, sa_type=BigInteger)
    early_days: float | None = Field(default=None, sa_type=Float)
    closer_days: float | None = Field(default=None, sa_type=Float)
    facts: str = Field(sa_type=Text)


class SubjectSumRow(StoredRow, table=True):
    """One subject in one department and period, summed over the current returns."""

    __tablename__ = "subject_sums"
    department: str = Field(primary_key=True)
    period_name: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    count: int = Field(sa_type=BigInteger)
    bodies: int
    went_wrong: int = Field(sa_type=BigInteger)
    went_wrong_of: int = Field(sa_type=BigInteger)
    went_wrong_bodies: int


class ExplanationRow(StoredRow, table=True):
    """The last words that answer a query, for one organisation and period; earlier ones are in the ledger."""

    __tablename__ = "explanations"
    organisation: str = Field(primary_key=True, foreign_key="organisations.code")
    period_name: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    text: str = Field(sa_type=Text)
    who: str
    role: str
    at: str
    return_id: str = Field(foreign_key="returns.id")


class StepRow(StoredRow, table=True):
    """One step of one version of a return, counted from 1."""

    __tablename__ = "steps"
    return_id: str = Field(primary_key=True, foreign_key="returns.id")
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    move: str
    who: str
    role: str
    at: str
    why: str = Field(sa_type=Text)
    named_role: str


class ThreadRow(StoredRow, table=True):
    """A question about a field of one version of a return. `closed_...` are NULL until it is closed."""

    __tablename__ = "threads"
    id: str = Field(primary_key=True)
    return_id: str = Field(foreign_key="returns.id", index=True)
    opened_at: str
    pointer: str = Field(sa_type=Text)
    state: str
    closed_by: str | None = None
    closed_role: str | None = None
    closed_at: str | None = None
    closed_why: str | None = Field(default=None, sa_type=Text)


class PostRow(StoredRow, table=True):
    """One thing that was said in a thread, counted from 1: the question."""

    __tablename__ = "posts"
    thread_id: str = Field(primary_key=True, foreign_key="threads.id")
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    text: str = Field(sa_type=Text)
    who: str
    role: str
    at: str


class LedgerRow(StoredRow, table=True):
    """One act, chained to the one before."""

    __tablename__ = "ledger"
    seq: int = Field(sa_type=BIG, primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: str
    who: str
    role: str
    what: str
    object: str
    detail: str = Field(sa_type=Text)
    previous: str
    hash: str


METADATA: Any = StoredRow.metadata
DEPARTMENTS, ORGANISATIONS = DepartmentRow.__table__, OrganisationRow.__table__
CLIENTS, PEOPLE = ClientRow.__table__, PersonRow.__table__
RETURNS, IDEMPOTENCY_KEYS = ReturnRow.__table__, IdempotencyKeyRow.__table__
FIGURES, SUBJECT_SUMS = FiguresRow.__table__, SubjectSumRow.__table__
EXPLANATIONS, STEPS = ExplanationRow.__table__, StepRow.__table__
THREADS, POSTS = ThreadRow.__table__, PostRow.__table__
LEDGER = LedgerRow.__table__
