"""Registers everybody: departments, bodies, people with their roles, programs. Each name and each word is a canary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from callers import BODIES, CALLERS, CLIFF, DEPARTMENTS, MERGED, OTHER_PARENTS, SHARED, SPLIT, Held, Kind, name_of
from canaries import LENGTH, mark, text
from canary_world import BY, PASSWORD, TEAMS, TODAY, CanaryHub, client_id, sign_in_name
from permits import Credentials

from hub.auth.credentials import hash_secret, new_credential
from hub.auth.passwords import hash_password
from hub.auth.permissions import Role
from hub.store.clients import Client, Clients
from hub.store.lineage import Lineage
from hub.store.parents import Parents
from hub.store.people import People, Person
from hub.store.register import Department, Register, RelatedOrganisation
from hub.store.services import SharedService, SharedServices


def register(world: CanaryHub, collects_from: date | None) -> None:
    database = world.database
    known, clients = Register(database), Clients(database)
    for code, name in DEPARTMENTS.items():
        world.canaries.know(code, code[-LENGTH:])
        known.add_department(Department(code, f"{mark(code).capitalize()} {name}", collects_from, TODAY), BY)
    for code, (department, name, reports) in BODIES.items():
        world.canaries.know(code, code[-LENGTH:])
        world.canaries.know(name_of(code))
        known.add_organisation(_body(code, department, name, reports), BY)
        world.hub.credentials[code] = _client(world, clients, code, code)
    for code, department in OTHER_PARENTS.items():
        Parents(world.database).add(code, department, BY, text(code, "why it has another parent"))
    for code, bodies in SHARED.items():
        _share(world, code, bodies)
    password_hash = hash_password(PASSWORD)
    for who, held in _people():
        world.canaries.know(who)
        People(world.database).add(Person(sign_in_name(who), password_hash), BY, *held)
    for caller in CALLERS:
        if caller.kind is Kind.PROGRAM:
            expires_at = datetime.now(UTC) + timedelta(hours=1)
            world.hub.credentials[caller.column] = _client(
                world, clients, caller.column, caller.organisation, expires_at if caller.after == "expired" else None
            )


def _people() -> Iterator[tuple[str, tuple[Held, ...]]]:
    for code, who in TEAMS.items():
        yield who, (Held(Role.SPONSOR, code),)
    for caller in CALLERS:
        if caller.kind is Kind.PERSON:
            yield caller.column, caller.roles


def _body(code: str, department: str, name: str, reports: str) -> RelatedOrganisation:
    return RelatedOrganisation(
        code,
        f"{mark(name_of(code)).capitalize()} {'Former ' if code == CLIFF else ''}{name}",
        text(code, "kind"),
        department,
        reports=reports,
        independent_tier=text(name_of(code), "independent tier"),
        services=(text(code, "service one"), text(code, "service two")),
        directory_id=text(code, "directory"),
        ombudsman=text(code, "ombudsman"),
    )


def _share(world: CanaryHub, code: str, bodies: tuple[str, ...]) -> None:
    services = SharedServices(world.database)
    world.canaries.know(code, code[-LENGTH:])
    services.add(SharedService(code, text(code, "name"), bodies[0], text(code, "contact")), BY)
    for body in bodies:
        services.part(code, body, text(code, "part"), BY)


def _client(
    world: CanaryHub, clients: Clients, who: str, organisation: str, expires_at: datetime | None = None
) -> Credentials:
    secret = new_credential().secret
    known = client_id(who)
    world.canaries.know(who)
    clients.add(Client(known, organisation, hash_secret(secret), BY.at, expires_at=expires_at), BY)
    return Credentials(organisation, known, secret)


def become(world: CanaryHub) -> None:
    """What becomes of bodies once they have sent their returns: they merge, split, and get other names."""
    lineage = Lineage(world.database)
    for code, into in MERGED.items():
        lineage.merge(code, into, date(2026, 1, 1), BY, TODAY, text(code, "why it merged"))
    for code, old in SPLIT.items():
        lineage.split(code, old, date(2025, 10, 1), BY, TODAY, text(code, "why it was split"))
    name = f"{mark(name_of(CLIFF)).capitalize()} {BODIES[CLIFF][1]}"
    lineage.rename(CLIFF, name, date(2026, 2, 1), BY, TODAY, text(CLIFF, "why it has another name"))
