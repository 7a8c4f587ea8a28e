"""Is the register that of the ledger, wherever it decides who may see or send what, and what people decided?

Roles, clients, people who may sign in, the department of each organisation, its further parents and its mergers;
rebases of series, and failings that somebody confirmed. These rows are not chained, so whatever of them differs was
changed past the hub. With what people and programs come in is `verify_ways_in`. In memory is as much as the register
holds, however long the ledger is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, select

from hub.store.beside import in_turn
from hub.store.compared import as_it_is, different, kept_rows, plain
from hub.store.reach import MERGED
from hub.store.tables import (
    CLIENTS,
    LINEAGE,
    ORGANISATIONS,
    OTHER_PARENTS,
    PEOPLE,
    REBASES,
    ROLES,
    SHARED_FAILINGS,
)

SIGNATORY = {"organisation": "signatory"}  # what the upgrade made of the role of people who acted for an organisation
Facts = dict[str, Any]
Things = dict[str, Facts]  # by the name of each
ROLE = ("person", "of_group", "role", "department", "organisations", "starts_on", "ends_on", "given_at", "given_by",
        "removed_at", "removed_by")  # fmt: skip
CLIENT = ("organisation", "created_at", "expires_at", "revoked_at", "tier")
PERSON = ("disabled_at", "issuer", "subject")
REBASE = ("organisation", "measure", "period_name", "why", "who", "at", "removed_at")
FAILING = ("department", "failing", "subject", "learning", "who", "at", "removed_at")


@dataclass(slots=True)
class _Told:
    """What the ledger says of the register, entry after entry."""

    roles: Things = field(default_factory=dict)
    first_roles: Things = field(default_factory=dict)  # by person: of before roles had entries of their own
    removed: Things = field(default_factory=dict)
    clients: Things = field(default_factory=dict)
    people: Things = field(default_factory=dict)
    departments: Things = field(default_factory=dict)  # by organisation
    parents: Things = field(default_factory=dict)
    mergers: Things = field(default_factory=dict)  # by the organisation that merged
    rebases: Things = field(default_factory=dict)
    failings: Things = field(default_factory=dict)


def register_faults(moment: Connection) -> Iterator[str]:
    """A sentence for each of these that is not as the ledger has it."""
    told = _Told()
    yield from in_turn(moment, told, TELLS)
    yield from different("The role", _roles(told, moment), kept_rows(moment, ROLES, ROLE))
    yield from different("The client", told.clients, kept_rows(moment, CLIENTS, CLIENT))
    yield from different("The person", told.people, kept_rows(moment, PEOPLE, PERSON))
    yield from different("The department of", told.departments, kept_rows(moment, ORGANISATIONS, ("department",)))
    parents = {f"{row.department} of {row.organisation}": Facts() for row in moment.execute(select(OTHER_PARENTS))}
    yield from different("The further parent", told.parents, parents)
    yield from different("The merger of", told.mergers, _mergers(moment))
    yield from different("The rebase", told.rebases, kept_rows(moment, REBASES, REBASE))
    yield from different("The shared failing", told.failings, kept_rows(moment, SHARED_FAILINGS, FAILING))


def _mergers(moment: Connection) -> Things:
    wanted = select(LINEAGE.c.from_organisation, LINEAGE.c.organisation, as_it_is(LINEAGE.c.on_day))
    return {
        merged: {"into": into, "on": plain("on", on)}
        for merged, into, on in moment.execute(wanted.where(LINEAGE.c.kind == MERGED))
    }


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


def _client_revoked(told: _Told, entry: Row[Any], _facts: Facts) -> None:
    told.clients.setdefault(entry.object, {})["revoked_at"] = entry.at


def _person_added(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.people[entry.object] = {name: facts.get(name) for name in PERSON}
    if "role" in facts:
        role = SIGNATORY.get(facts["role"], facts["role"])
        first = {"person": entry.object, "role": role, "department": facts["department"]}
        bodies = plain("organisations", facts.get("organisations"))
        named = {"organisations": bodies, "given_at": entry.at, "given_by": entry.who}
        told.first_roles[entry.object] = {**dict.fromkeys(ROLE), **first, **named}


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


def _rebased(told: _Told, entry: Row[Any], facts: Facts) -> None:
    series = {"organisation": entry.object, "measure": facts["measure"], "period_name": facts["period"]}
    told.rebases[facts["id"]] = {**series, "why": entry.why, "who": entry.who, "at": entry.at, "removed_at": None}


def _rebase_removed(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.rebases.setdefault(facts["id"], {})["removed_at"] = entry.at


def _failing_confirmed(told: _Told, entry: Row[Any], facts: Facts) -> None:
    said = {"department": entry.department, "failing": entry.object, "subject": facts["subject"]}
    learning = {"learning": facts["learning"], "who": entry.who, "at": entry.at, "removed_at": None}
    told.failings[facts["id"]] = {**said, **learning}


def _failing_removed(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.failings.setdefault(facts["id"], {})["removed_at"] = entry.at


TELLS: Mapping[str, Callable[[_Told, Row[Any], Facts], None]] = {
    "role.given": _role_given,
    "role.removed": _role_removed,
    "client.added": _client_added,
    "client.revoked": _client_revoked,
    "person.added": _person_added,
    "person.disabled": _person_disabled,
    "person.enabled": _person_enabled,
    "organisation.added": _organisation_told,
    "organisation.changed": _organisation_told,
    "organisation.parent_added": _parent_added,
    "organisation.parent_removed": _parent_removed,
    "organisation.merged": _merged,
    "organisation.merger_taken_back": _merger_taken_back,
    "series.rebased": _rebased,
    "series.rebase_removed": _rebase_removed,
    "failing.confirmed": _failing_confirmed,
    "failing.removed": _failing_removed,
}
