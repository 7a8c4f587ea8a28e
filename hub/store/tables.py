"""The tables, seen by nobody outside the store.

Three are the truth: `returns` and `filings` hold each document verbatim, `ledger` each act. `figures`, `subject_sums`,
`sheets`, `earlier_sheets`, `narratives` and `learning` are a projection of the returns that `hub.store.rebuild` makes
again. What people said and did about returns is in `explanations`, `steps`, `threads`, `posts`, and in the ledger.
Moments are text (`hub.store.moments`), lists and facts are JSON text: the same bytes on SQLite and PostgreSQL.
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


NO_READING = "what NOT IN ('figures.read', 'return.read', 'questions.read', 'ledger.read')"  # of hub.store.readings


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
    directory_id: str | None = Field(default=None, unique=True)
    ombudsman: str | None = Field(default=None, sa_type=Text)
    opened_told: str | None = None


class OtherParentRow(StoredRow, table=True):
    """One more department that oversees an organisation, beside the one to which its returns are due."""

    __tablename__ = "other_parents"
    department: str = Field(primary_key=True, foreign_key="departments.code")
    organisation: str = Field(primary_key=True, foreign_key="organisations.code")


class LineageRow(StoredRow, table=True):
    """Where an organisation comes from: another that merged into it, one that it was split from, its former name."""

    __tablename__ = "lineage"
    id: str = Field(primary_key=True)
    organisation: str = Field(foreign_key="organisations.code", index=True)
    kind: str
    from_organisation: str | None = Field(default=None, foreign_key="organisations.code", index=True)
    former_name: str | None = None
    on_day: date


class SharedServiceRow(StoredRow, table=True):
    """A service that several organisations deliver. The lead handles its complaints and counts each of them once."""

    __tablename__ = "shared_services"
    code: str = Field(primary_key=True)
    name: str
    lead: str = Field(foreign_key="organisations.code", index=True)
    contact: str


class SharedServicePartRow(StoredRow, table=True):
    """What one organisation is accountable for in a shared service."""

    __tablename__ = "shared_service_parts"
    service: str = Field(primary_key=True, foreign_key="shared_services.code")
    organisation: str = Field(primary_key=True, foreign_key="organisations.code", index=True)
    part: str = Field(sa_type=Text)


class ClientRow(StoredRow, table=True):
    """A machine that may send returns for one organisation, or for its independent tier, which `tier` names."""

    __tablename__ = "clients"
    client_id: str = Field(primary_key=True)
    organisation: str = Field(foreign_key="organisations.code")
    secret_hash: str
    created_at: str
    expires_at: str | None = None
    revoked_at: str | None = None
    last_used_at: str | None = None
    tier: str | None = None


class PersonRow(StoredRow, table=True):
    """Somebody who may sign in.

    `password_hash` is empty where there is no password: before an invitation is taken up, and for whom a provider
    knows, by `issuer` and `subject`.
    """

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)
    name: str = Field(primary_key=True)
    password_hash: str
    disabled_at: str | None = None
    issuer: str | None = None
    subject: str | None = None


class RoleRow(StoredRow, table=True):
    """A role of one person, or of everybody in a group of the provider; the other of the two is NULL.

    `organisations` is NULL for whoever oversees the whole department; `starts_on` and `ends_on` are its first and last
    day; `removed_at` is NULL until somebody takes it away.
    """

    __tablename__ = "roles"
    id: str = Field(primary_key=True)
    person: str | None = Field(default=None, foreign_key="people.name", index=True)
    of_group: str | None = Field(default=None, index=True)
    role: str
    department: str = Field(foreign_key="departments.code")
    organisations: str | None = Field(default=None, sa_type=Text)
    starts_on: date | None = None
    ends_on: date | None = None
    given_at: str
    given_by: str
    removed_at: str | None = None
    removed_by: str | None = None


class SessionRow(StoredRow, table=True):
    """A signed-in browser. `id` is the SHA-256 of what its cookie carries, which is kept nowhere.

    `acts_as` is the role that was chosen, NULL for the first that holds; `groups` are those that the provider told.
    `began_with` is the digest of what begins one session and never another, NULL where nothing did.
    """

    __tablename__ = "sessions"
    id: str = Field(primary_key=True)
    person: str = Field(foreign_key="people.name", index=True)
    acts_as: str | None = Field(default=None, foreign_key="roles.id")
    groups: str = Field(sa_type=Text)
    began_with: str | None = Field(default=None, unique=True)
    began_at: str
    seen_at: str
    origin: str
    ended_at: str | None = None
    ended_why: str | None = None


class InvitationRow(StoredRow, table=True):
    """A link with which somebody sets their first or a new password, once."""

    __tablename__ = "invitations"
    id: str = Field(primary_key=True)
    person: str = Field(foreign_key="people.name", index=True)
    made_at: str
    made_by: str
    expires_at: str
    used_at: str | None = None


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
        Index("returns_of_a_period", "department", "period_name"),
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


class FilingRow(StoredRow, table=True):
    """One version of a filing: a document of another contract than the return, such as a self-assessment.

    `about` is what there is one current filing of for each organisation: the framework that it is by. `as_at` is the
    day that it tells of.
    """

    __tablename__ = "filings"
    __table_args__ = (
        UniqueConstraint("organisation", "contract", "about", "version"),
        Index("one_current_filing", "organisation", "contract", "about", unique=True, sqlite_where=text("current"),
              postgresql_where=text("current")),
        Index("filings_newest_first", "department", "contract", "received_at", "id"),
    )  # fmt: skip
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code")
    organisation: str = Field(foreign_key="organisations.code")
    contract: str
    contract_version: str
    about: str
    as_at: date
    version: int
    sha256: str
    length: int
    received_at: str
    sent_by: str
    supersedes: str | None = Field(default=None, foreign_key="filings.id")
    current: bool
    findings: str = Field(sa_type=Text)
    seal: str = Field(sa_type=Text)
    raw: bytes = Field(sa_type=LargeBinary)


class FilingKeyRow(StoredRow, table=True):
    """Which filing of a contract an organisation's idempotency key stands for."""

    __tablename__ = "filing_keys"
    organisation: str = Field(primary_key=True)
    contract: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    filing_id: str = Field(foreign_key="filings.id")


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


class SheetRow(StoredRow, table=True):
    """The numbers of the current return of one organisation and period, packed (`hub.contract.sheet`).

    Apart from the figures and in the order of its key, so that years of a department lie side by side.
    """

    __tablename__ = "sheets"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}
    department: str = Field(primary_key=True)
    period_name: str = Field(primary_key=True)
    organisation: str = Field(primary_key=True)
    return_id: str = Field(foreign_key="returns.id")
    version: int
    first_accepted_at: str
    sheet: bytes = Field(sa_type=LargeBinary)


class EarlierSheetRow(StoredRow, table=True):
    """The numbers of a version that is no longer current: somebody may have seen them."""

    __tablename__ = "earlier_sheets"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}
    department: str = Field(primary_key=True)
    period_name: str = Field(primary_key=True)
    organisation: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    sheet: bytes = Field(sa_type=LargeBinary)


class NarrativeRow(StoredRow, table=True):
    """What the current return of one organisation and period tells in words, counted (`hub.contract.narrative`)."""

    __tablename__ = "narratives"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}
    department: str = Field(primary_key=True)
    period_name: str = Field(primary_key=True)
    organisation: str = Field(primary_key=True)
    return_id: str = Field(foreign_key="returns.id")
    told: str = Field(sa_type=Text)


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


class LearningRow(StoredRow, table=True):
    """One piece of learning as the current return of one organisation and period tells it, counted from 1.

    `last` is the telling that holds, of all with the same `piece`: the last by `told_for`, the end of the period and
    then its beginning. `told` are its words (`hub.contract.learning_words`); as they are searched, they are in
    `learning_words`, a table of each engine's own kind (`hub.store.shelving`).
    """

    __tablename__ = "learning"
    __table_args__ = (
        Index("learning_of_a_department", "department", "told_for"),
        Index("learning_of_a_body", "organisation", "piece", "told_for"),
    )
    number: int = Field(sa_type=BIG, primary_key=True, sa_column_kwargs={"autoincrement": False})
    department: str
    organisation: str
    period_name: str
    told_for: str
    return_id: str = Field(foreign_key="returns.id")
    piece: str
    subject: str | None = None
    shared: bool
    last: bool
    told: str = Field(sa_type=Text)


class RebaseRow(StoredRow, table=True):
    """From which period on a series of one organisation begins anew, and why. `measure` is empty for every measure."""

    __tablename__ = "rebases"
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code", index=True)
    organisation: str = Field(foreign_key="organisations.code")
    measure: str
    period_name: str
    why: str = Field(sa_type=Text)
    who: str
    role: str
    at: str
    removed_at: str | None = None


class SharedFailingRow(StoredRow, table=True):
    """Pieces of learning of several organisations of which somebody confirmed that they tell of one failing.

    `learning` is a list of organisation, period and id.
    """

    __tablename__ = "shared_failings"
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code", index=True)
    failing: str = Field(sa_type=Text)
    subject: str
    learning: str = Field(sa_type=Text)
    who: str
    role: str
    at: str
    removed_at: str | None = None


class ThemeDecisionRow(StoredRow, table=True):
    """One decision about a theme, as somebody saw it in a period. Never changed: the last one of its sort holds.

    `organisations` is a list of codes. `into_theme` and `title` are empty but for what was merged or renamed.
    """

    __tablename__ = "theme_decisions"
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code", index=True)
    theme: str
    told_as: str
    period_name: str
    organisations: str = Field(sa_type=Text)
    decided: str
    into_theme: str
    title: str
    why: str = Field(sa_type=Text)
    who: str
    role: str
    at: str


class AgendaItemRow(StoredRow, table=True):
    """A theme that was sent to the agenda of the forum; `removed_at` is NULL while it waits."""

    __tablename__ = "agenda_items"
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code", index=True)
    theme: str
    told_as: str
    period_name: str
    organisations: str = Field(sa_type=Text)
    wording: str = Field(sa_type=Text)
    presenter: str | None = Field(default=None, foreign_key="organisations.code")
    who: str
    role: str
    at: str
    removed_at: str | None = None


class FourStepsRow(StoredRow, table=True):
    """How far an organisation was with one of the four steps, as somebody recorded it. The newest is what stands."""

    __tablename__ = "four_steps"
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code", index=True)
    organisation: str = Field(foreign_key="organisations.code")
    step: int
    state: str
    evidence: str = Field(sa_type=Text)
    on_day: date
    next_review: date | None = None
    who: str
    role: str
    at: str


class AdoptionRow(StoredRow, table=True):
    """Whether an organisation had adopted the Standards, as somebody recorded it. The newest is what stands."""

    __tablename__ = "adoptions"
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code", index=True)
    organisation: str = Field(foreign_key="organisations.code")
    adoption: str
    evidence: str = Field(sa_type=Text)
    on_day: date
    who: str
    role: str
    at: str


class ConversationRow(StoredRow, table=True):
    """A conversation with an organisation. `help_given_on` is NULL while help that was promised is not given."""

    __tablename__ = "conversations"
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code", index=True)
    organisation: str = Field(foreign_key="organisations.code")
    on_day: date
    with_role: str
    agreed: str = Field(sa_type=Text)
    help: str = Field(sa_type=Text)
    help_by: date | None = None
    help_given_on: date | None = None
    who: str
    role: str
    at: str


class ForumMeetingRow(StoredRow, table=True):
    """A meeting of the forum. `sequence` counts what calendars must hear of, `edits` whatever was recorded about it.

    `uid` names it to calendars: at random, so that no meeting of another hub overwrites it there.
    """

    __tablename__ = "forum_meetings"
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code", index=True)
    uid: str
    level: str
    on_day: date
    starts_at: str
    minutes: int
    place: str = Field(sa_type=Text)
    invited: str = Field(sa_type=Text)
    sequence: int
    edits: int
    present: str | None = Field(default=None, sa_type=Text)
    also_present: str | None = Field(default=None, sa_type=Text)
    cancelled_why: str | None = Field(default=None, sa_type=Text)
    changed_at: str
    who: str
    role: str
    at: str


class ForumItemRow(StoredRow, table=True):
    """An item of an agenda, by the `source` that it was proposed from; `removed_why` is NULL while it stands there."""

    __tablename__ = "forum_items"
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code", index=True)
    meeting: str = Field(foreign_key="forum_meetings.id")
    source: str
    section: str
    title: str = Field(sa_type=Text)
    says: str = Field(sa_type=Text)
    why: str = Field(sa_type=Text)
    organisations: str = Field(sa_type=Text)
    returns: str = Field(sa_type=Text)
    presenter: str | None = Field(default=None, foreign_key="organisations.code")
    weight: int
    minutes: int | None = None
    place: int
    edited: bool
    removed_why: str | None = Field(default=None, sa_type=Text)
    who: str
    role: str
    at: str


class ForumProposalRow(StoredRow, table=True):
    """What a member asked to talk about beforehand; `organisation` is NULL for somebody who belongs to none."""

    __tablename__ = "forum_proposals"
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code", index=True)
    meeting: str = Field(foreign_key="forum_meetings.id")
    organisation: str | None = Field(default=None, foreign_key="organisations.code")
    title: str = Field(sa_type=Text)
    why: str = Field(sa_type=Text)
    who: str
    role: str
    at: str


class ForumOutputRow(StoredRow, table=True):
    """What came of a meeting. `done_on` is NULL while an action is open, `struck_why` while the record holds."""

    __tablename__ = "forum_outputs"
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code", index=True)
    meeting: str = Field(foreign_key="forum_meetings.id")
    kind: str
    says: str = Field(sa_type=Text)
    organisations: str = Field(sa_type=Text)
    owner: str | None = Field(default=None, foreign_key="organisations.code")
    owner_role: str
    due: date | None = None
    done_on: date | None = None
    done_how: str | None = Field(default=None, sa_type=Text)
    struck_why: str | None = Field(default=None, sa_type=Text)
    done_at: str | None = None
    who: str
    role: str
    at: str


class TierMeetingRow(StoredRow, table=True):
    """A meeting with an independent tier about one organisation. What was heard there is NULL until it is recorded."""

    __tablename__ = "tier_meetings"
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code", index=True)
    organisation: str = Field(foreign_key="organisations.code")
    tier: str
    on_day: date
    place: str = Field(sa_type=Text)
    edits: int
    present: str | None = Field(default=None, sa_type=Text)
    views: str | None = Field(default=None, sa_type=Text)
    evidence: str | None = Field(default=None, sa_type=Text)
    called_off_why: str | None = Field(default=None, sa_type=Text)
    heard_at: str | None = None
    changed_at: str
    who: str
    role: str
    at: str


class TierFollowUpRow(StoredRow, table=True):
    """What follows from a meeting with a tier. `done_on` is NULL while it is not done."""

    __tablename__ = "tier_follow_ups"
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code", index=True)
    organisation: str = Field(foreign_key="organisations.code")
    meeting: str = Field(foreign_key="tier_meetings.id")
    says: str = Field(sa_type=Text)
    owner_role: str = Field(sa_type=Text)
    due: date
    done_on: date | None = None
    done_how: str | None = Field(default=None, sa_type=Text)
    done_at: str | None = None
    who: str
    role: str
    at: str


class IssuedPaperRow(StoredRow, table=True):
    """A paper that was issued: `paper` is its canonical JSON, `sha256` the digest of that. Never changed afterwards."""

    __tablename__ = "issued_papers"
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code", index=True)
    kind: str
    title: str
    on_day: date
    figures_of: date
    period_name: str
    about: str
    audience: str
    organisations: str = Field(sa_type=Text)
    versions: str = Field(sa_type=Text)
    sha256: str
    paper: bytes = Field(sa_type=LargeBinary)
    who: str
    role: str
    at: str


class IssuedFormRow(StoredRow, table=True):
    """One form of an issued paper, the file as it was sent."""

    __tablename__ = "issued_forms"
    paper: str = Field(primary_key=True, foreign_key="issued_papers.id")
    suffix: str = Field(primary_key=True)
    sha256: str
    file: bytes = Field(sa_type=LargeBinary)


class PaperJobRow(StoredRow, table=True):
    """A paper that somebody waits for. `gives` is the id of what it was issued as, `file` the file where it was not."""

    __tablename__ = "paper_jobs"
    id: str = Field(primary_key=True)
    department: str = Field(foreign_key="departments.code")
    who: str
    role: str
    asked: str = Field(sa_type=Text)
    state: str
    doing: str
    asked_at: str
    moved_at: str
    done: int
    out_of: int
    says: str = Field(sa_type=Text)
    gives: str
    file: bytes | None = Field(default=None, sa_type=LargeBinary)


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
    """One act, chained to the one before. `form` says which columns its hash covers (`hub.store.ledger`)."""

    __tablename__ = "ledger"
    __table_args__ = (
        Index("ledger_of_a_department", "department", "seq"),
        Index(
            "ledger_of_changes", "department", "seq", sqlite_where=text(NO_READING), postgresql_where=text(NO_READING)
        ),
        Index("ledger_by_moment", "at", "seq"),
    )
    seq: int = Field(sa_type=BIG, primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: str
    who: str
    role: str
    what: str
    object: str
    detail: str = Field(sa_type=Text)
    previous: str
    hash: str
    form: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})
    origin: str | None = None
    why: str | None = Field(default=None, sa_type=Text)
    version: int | None = None
    department: str | None = None
    organisation: str | None = None


METADATA: Any = StoredRow.metadata
DEPARTMENTS, ORGANISATIONS = DepartmentRow.__table__, OrganisationRow.__table__
OTHER_PARENTS, LINEAGE = OtherParentRow.__table__, LineageRow.__table__
SHARED_SERVICES, SHARED_SERVICE_PARTS = SharedServiceRow.__table__, SharedServicePartRow.__table__
CLIENTS, PEOPLE, ROLES = ClientRow.__table__, PersonRow.__table__, RoleRow.__table__
SESSIONS, INVITATIONS = SessionRow.__table__, InvitationRow.__table__
RETURNS, IDEMPOTENCY_KEYS = ReturnRow.__table__, IdempotencyKeyRow.__table__
FILINGS, FILING_KEYS = FilingRow.__table__, FilingKeyRow.__table__
FIGURES, SUBJECT_SUMS = FiguresRow.__table__, SubjectSumRow.__table__
SHEETS, EARLIER_SHEETS, NARRATIVES = SheetRow.__table__, EarlierSheetRow.__table__, NarrativeRow.__table__
LEARNING = LearningRow.__table__
REBASES, SHARED_FAILINGS = RebaseRow.__table__, SharedFailingRow.__table__
FOUR_STEPS, ADOPTIONS = FourStepsRow.__table__, AdoptionRow.__table__
CONVERSATIONS = ConversationRow.__table__
THEME_DECISIONS, AGENDA_ITEMS = ThemeDecisionRow.__table__, AgendaItemRow.__table__
FORUM_MEETINGS, FORUM_ITEMS = ForumMeetingRow.__table__, ForumItemRow.__table__
FORUM_PROPOSALS, FORUM_OUTPUTS = ForumProposalRow.__table__, ForumOutputRow.__table__
EXPLANATIONS, STEPS = ExplanationRow.__table__, StepRow.__table__
THREADS, POSTS = ThreadRow.__table__, PostRow.__table__
TIER_MEETINGS, TIER_FOLLOW_UPS = TierMeetingRow.__table__, TierFollowUpRow.__table__
ISSUED_PAPERS, ISSUED_FORMS = IssuedPaperRow.__table__, IssuedFormRow.__table__
PAPER_JOBS = PaperJobRow.__table__
LEDGER = LedgerRow.__table__
