"""Is the register that of the ledger, wherever it decides who may see or send what?

Roles, clients, people who may sign in, the department of each organisation, its further parents and its mergers. These
rows are not chained, so whatever of them differs was changed past the hub. What the ledger does not tell, such as
passwords that were set by a hub that wrote nothing of them, cannot be compared. In memory is as much as the register
holds, however long the ledger is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Connection, Row, Table, select

from hub.store.beside import ROWS_AT_ONCE, detail
from hub.store.reach import MERGED
from hub.store.registering import digest, digest_name
from hub.store.tables import CLIENTS, LEDGER, LINEAGE, ORGANISATIONS, OTHER_PARENTS, PEOPLE, ROLES

SIGNATORY = {"organisation": "signatory"}  # what the upgrade made of the role of people who acted for an organisation
Facts = dict[str, Any]
Things = dict[str, Facts]  # by the name of each
Digests = dict[str, str]  # by the name of whose it is; empty where there is nothing
OLDER = 1  # the form of entries that tell nothing of passwords
ROLE = ("person", "of_group", "role", "department", "organisations", "starts_on", "ends_on", "given_at", "given_by",
        "removed_at", "removed_by")  # fmt: skip
CLIENT = ("organisation", "created_at", "expires_at", "revoked_at")
PERSON = ("disabled_at", "issuer", "subject")


@dataclass(slots=True)
class _Told:
    """What the ledger says of the register, entry after entry."""

    roles: Things = field(default_factory=dict)
    first_roles: Things = field(default_factory=dict)  # by person: of before roles had entries of their own
    removed: Things = field(default_factory=dict)
    clients: Things = field(default_factory=dict)
    people: Things = field(default_factory=dict)
    passwords: Digests = field(default_factory=dict)
    secrets: Digests = field(default_factory=dict)  # of clients
    departments: Things = field(default_factory=dict)  # by organisation
    parents: Things = field(default_factory=dict)
    mergers: Things = field(default_factory=dict)  # by the organisation that merged


def register_faults(moment: Connection) -> Iterator[str]:
    """A sentence for each of these that is not as the ledger has it."""
    told = _Told()
    wanted = select(LEDGER).where(LEDGER.c.what.in_(list(TELLS))).order_by(LEDGER.c.seq)
    for entry in moment.execute(wanted.execution_options(yield_per=ROWS_AT_ONCE)):
        TELLS[entry.what](told, entry, detail(entry))
    yield from _different("The role", _roles(told, moment), _kept(moment, ROLES, ROLE))
    yield from _different("The client", told.clients, _kept(moment, CLIENTS, CLIENT))
    yield from _different("The secret of client", *_digests(told.secrets, moment, CLIENTS, "secret_hash"))
    yield from _different("The person", told.people, _kept(moment, PEOPLE, PERSON))
    yield from _different("The password of", *_digests(told.passwords, moment, PEOPLE, "password_hash"))
    yield from _different("The department of", told.departments, _kept(moment, ORGANISATIONS, ("department",)))
    parents = {f"{row.department} of {row.organisation}": Facts() for row in moment.execute(select(OTHER_PARENTS))}
    yield from _different("The further parent", told.parents, parents)
    mergers = moment.execute(select(LINEAGE).where(LINEAGE.c.kind == MERGED))
    merged = {row.from_organisation: {"into": row.organisation, "on": row.on_day.isoformat()} for row in mergers}
    yield from _different("The merger of", told.mergers, merged)


def _different(what: str, told: Mapping[str, Any], kept: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted({*told, *kept}):
        if told.get(name) != kept.get(name):
            yield f"{what} {name} is not as the ledger has it."


def _kept(moment: Connection, table: Table, columns: tuple[str, ...]) -> Things:
    """The rows of a table by their key, days and lists as the ledger writes them."""
    (key,) = table.primary_key
    return {row[key.name]: {name: _plain(row[name]) for name in columns} for row in _rows(moment, table)}


def _digests(told: Digests, moment: Connection, table: Table, column: str) -> tuple[Digests, Digests]:
    """What the ledger tells of the hashes in a column, and what they are, of those of which it tells anything."""
    (key,) = table.primary_key
    rows = moment.execute(select(key, table.c[column]))
    return told, {name: digest(kept) if kept else "" for name, kept in rows if name in told}


def _rows(moment: Connection, table: Table) -> Iterator[Mapping[str, Any]]:
    for row in moment.execute(select(table)).mappings():
        yield {**row, "organisations": _list(row["organisations"])} if "organisations" in row else {**row}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _list(text: str | None) -> Any:
    """What stands in a list. Missing: the text itself where somebody put something else in its place."""
    try:
        return None if text is None else orjson.loads(text)
    except ValueError:
        return text


def _roles(told: _Told, moment: Connection) -> Things:
    """The roles that the ledger tells, those of before by the numbers that the upgrade gave them."""
    roles = dict(told.roles)
    for row in moment.execute(select(ROLES.c.id, ROLES.c.person)):
        if row.id not in roles and row.person in told.first_roles:
            roles[row.id] = told.first_roles.pop(row.person)
    return {role_id: {**role, **told.removed.get(role_id, {})} for role_id, role in roles.items()}


def _role_given(told: _Told, entry: Row[Any], facts: Facts) -> None:
    group = facts.get("of_group")
    named = {name: facts.get(name) for name in ("role", "organisations", "starts_on", "ends_on")}
    whose = {"person": None if group else entry.object, "of_group": group, "department": entry.department}
    told.roles[facts["id"]] = {**dict.fromkeys(ROLE), **named, **whose, "given_at": entry.at, "given_by": entry.who}


def _role_removed(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.removed[facts["id"]] = {"removed_at": entry.at, "removed_by": entry.who}


def _client_added(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.clients[entry.object] = {name: facts.get(name) for name in CLIENT}
    _digest_told(told.secrets, entry, facts, "secret_hash")


def _client_revoked(told: _Told, entry: Row[Any], _facts: Facts) -> None:
    told.clients.setdefault(entry.object, {})["revoked_at"] = entry.at


def _person_added(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.people[entry.object] = {name: facts.get(name) for name in PERSON}
    _digest_told(told.passwords, entry, facts, "password_hash")
    if "role" in facts:
        role = SIGNATORY.get(facts["role"], facts["role"])
        first = {"person": entry.object, "role": role, "department": facts["department"]}
        named = {"organisations": _list(facts.get("organisations")), "given_at": entry.at, "given_by": entry.who}
        told.first_roles[entry.object] = {**dict.fromkeys(ROLE), **first, **named}


def _password_set(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _digest_told(told.passwords, entry, facts, "password_hash")


def _digest_told(digests: Digests, entry: Row[Any], facts: Facts, column: str) -> None:
    """An older entry says only that there is another one now, so nothing is known of it."""
    if entry.form > OLDER:
        digests[entry.object] = facts.get(digest_name(column), "")
    else:
        digests.pop(entry.object, None)


def _person_disabled(told: _Told, entry: Row[Any], _facts: Facts) -> None:
    told.people.setdefault(entry.object, {})["disabled_at"] = entry.at


def _person_enabled(told: _Told, entry: Row[Any], _facts: Facts) -> None:
    told.people.setdefault(entry.object, {})["disabled_at"] = None


def _organisation_told(told: _Told, entry: Row[Any], facts: Facts) -> None:
    if "department" in facts:
        told.departments[entry.object] = {"department": facts["department"]}


def _parent_added(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.parents[f"{facts['department']} of {entry.object}"] = {}


def _parent_removed(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.parents.pop(f"{facts['department']} of {entry.object}", None)


def _merged(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.mergers[entry.object] = {"into": facts["into"], "on": facts["on"]}


def _merger_taken_back(told: _Told, entry: Row[Any], _facts: Facts) -> None:
    told.mergers.pop(entry.object, None)


TELLS: Mapping[str, Callable[[_Told, Row[Any], Facts], None]] = {
    "role.given": _role_given,
    "role.removed": _role_removed,
    "client.added": _client_added,
    "client.revoked": _client_revoked,
    "person.added": _person_added,
    "person.password_set": _password_set,
    "person.password_rehashed": _password_set,
    "person.disabled": _person_disabled,
    "person.enabled": _person_enabled,
    "organisation.added": _organisation_told,
    "organisation.changed": _organisation_told,
    "organisation.parent_added": _parent_added,
    "organisation.parent_removed": _parent_removed,
    "organisation.merged": _merged,
    "organisation.merger_taken_back": _merger_taken_back,
}
