"""Is that with which people and programs come in what the ledger tells: passwords, secrets, sessions and invitations?

Whoever puts one of these into the database past the hub could come in as somebody else. The ledger holds no secret: of
a password or a client's secret a digest of its hash, of a session or an invitation the beginning of its id, which is
itself a digest. What an older hub wrote nothing of cannot be compared. In memory is what is open, and every invitation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from hub.store.beside import in_turn
from hub.store.compared import different, plain
from hub.store.registering import digest, digest_name
from hub.store.sessions import SHOWN
from hub.store.tables import CLIENTS, INVITATIONS, PEOPLE, SESSIONS

OLDER = 1  # the form of entries that tell nothing of passwords
Facts = dict[str, Any]
Digests = dict[str, str]  # by the name of whose it is; empty where there is nothing
PASSWORD, SECRET = "password_hash", "secret_hash"


@dataclass(slots=True)
class _Told:
    """What the ledger says of it, entry after entry."""

    passwords: Digests = field(default_factory=dict)
    secrets: Digests = field(default_factory=dict)
    sessions: dict[str, Facts] = field(default_factory=dict)  # that have not ended, by the beginning of their ids
    links: dict[str, Facts] = field(default_factory=dict)  # of invitations, by the beginning of their ids


def ways_in_faults(moment: Connection) -> Iterator[str]:
    """A sentence for each of these that is not as the ledger has it."""
    told = _Told()
    yield from in_turn(moment, told, TELLS)
    yield from different("The password of", told.passwords, _digests(moment, PEOPLE, PASSWORD, told.passwords))
    yield from different("The secret of client", told.secrets, _digests(moment, CLIENTS, SECRET, told.secrets))
    yield from different("The session", told.sessions, _sessions(moment))
    yield from different("The invitation", told.links, _links(moment))


def _digests(moment: Connection, table: Table, column: str, told: Digests) -> Digests:
    """What the hashes in a column are, of those of which the ledger tells anything."""
    (key,) = table.primary_key
    rows = moment.execute(select(key, table.c[column]))
    return {name: digest(kept) if kept else "" for name, kept in rows if name in told}


def _sessions(moment: Connection) -> dict[str, Facts]:
    rows = moment.execute(select(SESSIONS).where(SESSIONS.c.ended_at.is_(None)))
    return {
        row.id[:SHOWN]: {"person": row.person, "groups": plain("groups", row.groups), "began_at": row.began_at}
        for row in rows
    }


def _links(moment: Connection) -> dict[str, Facts]:
    return {
        row.id[:SHOWN]: {"person": row.person, "expires_at": row.expires_at, "used": row.used_at is not None}
        for row in moment.execute(select(INVITATIONS))
    }


def _password(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _digest_told(told.passwords, entry, facts, PASSWORD)


def _password_set(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _password(told, entry, facts)
    _links_end(told, entry, facts)


def _secret(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _digest_told(told.secrets, entry, facts, SECRET)


def _digest_told(digests: Digests, entry: Row[Any], facts: Facts, column: str) -> None:
    """An older entry says only that there is another one now, so nothing is known of it."""
    if entry.form > OLDER:
        digests[entry.object] = facts.get(digest_name(column), "")
    else:
        digests.pop(entry.object, None)


def _session_began(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.sessions[entry.object] = {**{name: facts.get(name) for name in ("person", "groups")}, "began_at": entry.at}


def _session_ended(told: _Told, entry: Row[Any], _facts: Facts) -> None:
    told.sessions.pop(entry.object, None)


def _invited(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _links_end(told, entry, facts)
    told.links[facts["link"]] = {"person": entry.object, "expires_at": facts["expires_at"], "used": False}


def _invitation_used(told: _Told, _entry: Row[Any], facts: Facts) -> None:
    told.links[facts["link"]]["used"] = True


def _links_end(told: _Told, entry: Row[Any], _facts: Facts) -> None:
    """Those of somebody that are good by then end with this entry."""
    for link in told.links.values():
        if link["person"] == entry.object and not link["used"] and link["expires_at"] > entry.at:
            link["expires_at"] = entry.at


TELLS: Mapping[str, Callable[[_Told, Row[Any], Facts], None]] = {
    "person.added": _password,
    "person.password_set": _password_set,
    "person.password_rehashed": _password,
    "person.disabled": _links_end,
    "client.added": _secret,
    "session.began": _session_began,
    "session.ended": _session_ended,
    "invitation.made": _invited,
    "invitation.used": _invitation_used,
}
