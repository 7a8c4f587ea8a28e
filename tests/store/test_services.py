"""Shared services: one lead, one point of contact that is nobody in person, and parts that somebody answers for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from handmade import BY
from sqlalchemy import text

from hub.errors import Conflict, InputRefused, NotFound, SettingWrong
from hub.scope import Scope
from hub.store.database import Database
from hub.store.register import Department, Register
from hub.store.services import SharedService, SharedServices

PILOTS = SharedService("pilots", "Pilot boats", "harbours", "Pilot complaints team")


@pytest.fixture
def services(register: Register, database: Database) -> SharedServices:
    register.add_department(Department("canals", "Department for Canals"), BY)
    services = SharedServices(database)
    services.add(PILOTS, BY)
    services.part("pilots", "lights", "Signals at night.", BY)
    return services


def told(database: Database) -> list[tuple[Any, ...]]:
    wanted = text("SELECT what, object, organisation, detail FROM ledger WHERE what LIKE 'service.%' ORDER BY seq")
    with database.read() as connection:
        return [(*row[:3], json.loads(row.detail)) for row in connection.execute(wanted)]


def test_a_service_is_seen_by_those_who_lead_it_or_have_a_part_in_it(services: SharedServices) -> None:
    seen = SharedService("pilots", "Pilot boats", "harbours", "Pilot complaints team", {"lights": "Signals at night."})
    for named in ({"harbours"}, {"lights"}, {"lights", "wrecks"}):
        assert services.of(Scope("ferries", frozenset(named))) == [seen]
    assert services.of(Scope("ferries")) == services.all() == [seen]
    assert services.of(Scope("ferries", frozenset({"wrecks"}))) == services.of(Scope("canals")) == []
    assert services.names([seen]) == {"harbours": "Harbours", "lights": "Lights"}


def test_lead_contact_and_parts_are_changed_once_and_the_ledger_has_them_all(
    services: SharedServices, database: Database
) -> None:
    for _ in range(2):
        services.change("pilots", BY, lead="wrecks", contact=" Pilot desk ")
        services.part("pilots", "lights", "Signals.", BY)
    services.part("pilots", "lights", "", BY)
    assert services.all() == [SharedService("pilots", "Pilot boats", "wrecks", "Pilot desk")]
    assert [(what, whose, sorted(detail)) for what, _, whose, detail in told(database)] == [
        ("service.added", "harbours", ["code", "contact", "lead", "name"]),
        ("service.part_told", "lights", ["organisation", "part"]),
        ("service.changed", "wrecks", ["contact", "lead"]),
        ("service.part_told", "lights", ["organisation", "part"]),
        ("service.part_told", "lights", ["organisation", "part"]),
    ]


@pytest.mark.parametrize(
    "contact", ["", " ", "anne@ferries.example", "Mrs Anne Example", "020 7946 0000", "two\nlines"]
)
def test_a_point_of_contact_is_one_line_and_nobody_in_person(services: SharedServices, contact: str) -> None:
    with pytest.raises(InputRefused, match="“contact”"):
        services.add(SharedService("tolls", "Tolls", "lights", contact), BY)
    with pytest.raises(InputRefused, match="“contact”"):
        services.change("pilots", BY, contact=contact)
    with pytest.raises(InputRefused, match="“part”"):
        services.part("pilots", "wrecks", "Ask anne@ferries.example.", BY)
    assert [one.code for one in services.all()] == ["pilots"]


def test_what_cannot_be_is_refused(services: SharedServices) -> None:
    with pytest.raises(Conflict, match="already a service called 'pilots'"):
        services.add(PILOTS, BY)
    with pytest.raises(SettingWrong, match="cannot be the code of a shared service"):
        services.add(SharedService("Tolls", "Tolls", "lights", "Desk"), BY)
    with pytest.raises(SettingWrong, match="cannot be the name of a shared service"):
        services.add(SharedService("tolls", "", "lights", "Desk"), BY)
    for act in (
        lambda: services.add(SharedService("tolls", "Tolls", "quays", "Desk"), BY),
        lambda: services.change("pilots", BY, lead="quays"),
        lambda: services.change("tolls", BY, lead="lights"),
        lambda: services.part("pilots", "quays", "Signals.", BY),
        lambda: services.part("tolls", "lights", "Signals.", BY),
        lambda: services.part("pilots", "wrecks", " ", BY),
    ):
        with pytest.raises(NotFound):
            act()
