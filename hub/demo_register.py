"""The register of the demonstration: departments, bodies, clients, and what became of the bodies, out of the fixtures.

Fills an empty database; people and returns are for `hub.demo`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from hub.auth.credentials import hash_secret, new_credential
from hub.lineage import Kind
from hub.store.clients import Client, Clients
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.lineage import Lineage
from hub.store.parents import Parents
from hub.store.register import Department, Register, RelatedOrganisation, day_or_never
from hub.store.services import SharedService, SharedServices

Facts = dict[str, Any]


def register_all(database: Database, described: Facts, by: By) -> Iterator[Facts]:
    """Register a department and its bodies, each with a client; gives what is told of the clients."""
    register = Register(database)
    department = _department(described)
    register.add_department(department, by)
    for body in described["organisations"]:
        register.add_organisation(_organisation(body, department.code), by)
        credential = new_credential()
        client = Client(credential.client_id, body["code"], hash_secret(credential.secret), by.at)
        Clients(database).add(client, by)
        yield {
            "organisation": body["code"],
            "client_id": credential.client_id,
            "client_secret": credential.secret,
        }


def tell_what_became(database: Database, described: Facts, by: By, today: date) -> None:
    """Tell of mergers, new names and further parents, and of the services that bodies share."""
    lineage, names = Lineage(database), {body["code"]: body["name"] for body in described["organisations"]}
    for told in described["lineage"]:
        code, on, why = told["organisation"], date.fromisoformat(told["on"]), told["why"]
        if told["kind"] == Kind.MERGED:
            lineage.merge(told["other"], code, on, by, today, why)
        else:
            lineage.rename(code, names[code], on, by, today, why)
    for told in described["further_parents"]:
        department = _department({**described, "department": {"code": told["department"], "name": told["name"]}})
        Register(database).add_department(department, by)
        Parents(database).add(told["organisation"], department.code, by, told["why"])
    services = SharedServices(database)
    for told in described["shared_services"]:
        services.add(SharedService(told["code"], told["name"], told["lead"], told["contact"]), by)
        for code, part in told["parts"].items():
            services.part(told["code"], code, part, by)


def _department(described: Facts) -> Department:
    told, deadlines = described["department"], described.get("deadlines_from")
    return Department(
        told["code"],
        told["name"],
        date.fromisoformat(described["collects_from"]),
        None if deadlines is None else day_or_never(deadlines),
    )


def _organisation(body: Facts, department: str) -> RelatedOrganisation:
    return RelatedOrganisation(
        code=body["code"],
        name=body.get("first_name") or body["name"],
        kind=body["kind"],
        department=department,
        reports=body["reports"],
        successor=body.get("successor"),
        independent_tier=body.get("independent_tier"),
        services=tuple(body.get("services", ())),
        opened_on=_day_told(body, "opened_on"),
        closed_on=_day_told(body, "closed_on"),
    )


def _day_told(body: Facts, name: str) -> date | None:
    return date.fromisoformat(body[name]) if body.get(name) else None
