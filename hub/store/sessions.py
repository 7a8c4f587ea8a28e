"""Sessions: each signed-in browser, from when it began to how it ended, and the role that was chosen in it.

A session's id is the digest of what its cookie carries, which is kept nowhere. For how long one is good, and which
role it acts in, is for `hub.auth`. Beginning, ending and choosing a role are entries in the ledger, in the same write;
that a session was seen again is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, func, or_, select, update

from hub.config import Config
from hub.errors import Conflict
from hub.store import ledger, rows
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.moments import moment_of, moment_text
from hub.store.registering import as_text
from hub.store.roles import role_of
from hub.store.tables import PEOPLE, ROLES, SESSIONS

SHOWN = 16  # characters of an id: enough to tell sessions apart in the ledger


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser.

    Missing: `acts_as` is None while no role was chosen; `groups` are those that a provider told; `began_with`, the
    digest of what begins no other session, is None where nothing did; `ended_at` and `ended_why` until it has ended.
    """

    id: str
    person: str
    began_at: datetime
    seen_at: datetime
    origin: str
    acts_as: str | None = None
    groups: tuple[str, ...] = ()
    began_with: str | None = None
    ended_at: datetime | None = None
    ended_why: str | None = None


@dataclass(frozen=True, slots=True)
class GoodSince:
    """What a session must have been to be good still: seen later than the one moment, begun later than the other."""

    seen: datetime
    began: datetime

    @classmethod
    def at(cls, now: datetime, config: Config) -> GoodSince:
        """By the settings."""
        return cls(now - config.session_idle, now - config.session_longest)


class Sessions:
    """Who is signed in, and who was."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def open(self, person: str, good: GoodSince) -> list[Session]:
        """The sessions of somebody that are good still, the last seen first."""
        with self._database.read(self._at) as connection:
            wanted = select(SESSIONS).where(*_open(person), *_good(good))
            found = connection.execute(wanted.order_by(SESSIONS.c.seen_at.desc(), SESSIONS.c.id)).mappings()
            return [session_of(row) for row in found]

    def how_many(self, good: GoodSince) -> int:
        """How many sessions of anybody are good still."""
        with self._database.read(self._at) as connection:
            wanted = select(func.count()).where(SESSIONS.c.ended_at.is_(None), *_good(good))
            return int(connection.execute(wanted).scalar_one())

    def begin(self, session: Session, how: str, by: By, good: GoodSince, password_hash: str) -> None:
        """Keep a new one; `how` its person was recognised. Those of theirs that are good no longer end.

        Raises: NotFound when there is no such person; Conflict when what it began with has begun one before, and when
        they were shut out, or this is no longer the hash of their password.
        """

        def begin(connection: Connection) -> None:
            person = rows.one(connection, PEOPLE, session.person, "person")
            if person.disabled_at is not None or person.password_hash != password_hash:
                raise Conflict("Your account was changed while you signed in.", "Sign in again.")
            _expect_first(connection, session.began_with)
            past = (*_open(session.person), or_(SESSIONS.c.seen_at <= good.seen, SESSIONS.c.began_at <= good.began))
            _end(connection, past, by, "not used any more")
            rows.add(connection, SESSIONS, _row(session))
            detail = {"person": session.person, "how": how, "groups": session.groups}
            ledger.append(connection, ledger.Entry(by, "session.began", session.id[:SHOWN], detail))

        self._database.write(begin)

    def saw(self, session_id: str, at: datetime) -> None:
        """That it was used at this moment."""
        values = {"seen_at": moment_text(at)}
        self._database.write(lambda connection: rows.change(connection, SESSIONS, session_id, values))

    def act_as(self, session_id: str, role_id: str, by: By) -> None:
        """Choose a role for one session. Raises: NotFound when there is no such session or role."""

        def choose(connection: Connection) -> None:
            session = session_of(rows.one(connection, SESSIONS, session_id, "session")._mapping)
            role = role_of(rows.one(connection, ROLES, role_id, "role")._mapping)
            rows.change(connection, SESSIONS, session_id, {"acts_as": role_id})
            detail = {"person": session.person, "id": role_id, "role": role.role}
            what = ledger.Entry(by, "session.role_chosen", session_id[:SHOWN], detail, department=role.department)
            ledger.append(connection, what)

        self._database.write(choose)

    def end(self, session_id: str, by: By, why: str) -> None:
        """It is good for nothing from now on. Ended again, or unknown, nothing changes."""
        which = (SESSIONS.c.id == session_id, SESSIONS.c.ended_at.is_(None))
        self._database.write(lambda connection: _end(connection, which, by, why))

    def end_all(self, person: str, by: By, why: str, but: str = "") -> None:
        """End every session of somebody, but for one when it is named."""
        self._database.write(lambda connection: end_all(connection, person, by, why, but))


def end_all(connection: Connection, person: str, by: By, why: str, but: str = "") -> None:
    """As `Sessions.end_all`, inside a write that others began."""
    _end(connection, (*_open(person), SESSIONS.c.id != but), by, why)


def _expect_first(connection: Connection, began_with: str | None) -> None:
    same = select(SESSIONS.c.id).where(SESSIONS.c.began_with == began_with)
    if began_with is not None and connection.execute(same).first():
        raise Conflict("What this session began with has begun one before.", "Sign in again.")


def _open(person: str) -> tuple[Any, ...]:
    return SESSIONS.c.person == person, SESSIONS.c.ended_at.is_(None)


def _good(good: GoodSince) -> tuple[Any, ...]:
    return SESSIONS.c.seen_at > moment_text(good.seen), SESSIONS.c.began_at > moment_text(good.began)


def _end(connection: Connection, which: Sequence[Any], by: By, why: str) -> None:
    found = connection.execute(select(SESSIONS.c.id, SESSIONS.c.person).where(*which).order_by(SESSIONS.c.id)).all()
    for row in found:
        ended = {"ended_at": moment_text(by.at), "ended_why": why}
        connection.execute(update(SESSIONS).where(SESSIONS.c.id == row.id).values(ended))
        detail = {"person": row.person}
        ledger.append(connection, ledger.Entry(by, "session.ended", row.id[:SHOWN], detail, why=why))


def _row(session: Session) -> dict[str, Any]:
    moments = {name: moment_text(getattr(session, name)) for name in ("began_at", "seen_at", "ended_at")}
    return {**asdict(session), **moments, "groups": as_text(session.groups)}


def session_of(row: Mapping[Any, Any]) -> Session:
    """What a row of sessions tells."""
    return Session(
        id=row["id"],
        person=row["person"],
        began_at=moment_of(row["began_at"]),
        seen_at=moment_of(row["seen_at"]),
        origin=row["origin"],
        acts_as=row["acts_as"],
        groups=tuple(orjson.loads(row["groups"])),
        began_with=row["began_with"],
        ended_at=moment_of(row["ended_at"]),
        ended_why=row["ended_why"],
    )
