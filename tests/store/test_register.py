"""Who is known to the hub, and what it says of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from handmade import BY, DEPARTMENT, NOW, ORGANISATIONS
from sqlalchemy import text

from hub.contract import circumstances
from hub.errors import Conflict, NotFound
from hub.scope import Scope
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.register import Client, Department, Person, Register, RelatedOrganisation

CLIENT = Client("client-1", "harbours", "a hash", NOW, expires_at=NOW + timedelta(days=365))
PERSON = Person("sam", "a hash", "sponsor", "ferries", organisations=("harbours", "lights"))
LATER = By("registrar", "operator", NOW + timedelta(days=1))


def test_what_is_registered_is_found_again(register: Register) -> None:
    canals = Department("canals", "Department for Canals", collects_from=date(2025, 4, 1))
    lock = RelatedOrganisation(
        "locks", "Lock Board", "Agency", "canals", "year", date(2024, 4, 1), date(2026, 3, 31), "sluices",
        "Independent Examiner", ("Passage", "Moorings"),
    )  # fmt: skip
    register.add_department(canals, BY)
    register.add_organisation(lock, BY)
    register.add_client(CLIENT, BY)
    register.add_person(PERSON, BY)
    assert register.departments() == [canals, DEPARTMENT]
    assert (register.department("canals"), register.organisation("locks")) == (canals, lock)
    assert (register.client("client-1"), register.person("sam")) == (CLIENT, PERSON)


def test_an_organisation_tells_the_circumstances_of_its_returns() -> None:
    told = replace(ORGANISATIONS[0], opened_on=date(2026, 4, 1)).circumstances()
    assert told == circumstances.Organisation("harbours", "Harbours", "quarter", date(2026, 4, 1), None)


def test_a_caller_sees_the_organisations_in_scope(register: Register) -> None:
    def codes(scope: Scope) -> list[str]:
        return [organisation.code for organisation in register.organisations(scope)]

    assert codes(Scope("ferries")) == ["harbours", "lights", "wrecks"]
    assert codes(Scope("ferries", frozenset({"lights", "locks"}))) == ["lights"]
    assert codes(Scope("canals")) == []


def test_nobody_is_registered_twice(register: Register) -> None:
    register.add_client(CLIENT, BY)
    register.add_person(PERSON, BY)
    with pytest.raises(Conflict, match="already a department called 'ferries'"):
        register.add_department(DEPARTMENT, BY)
    with pytest.raises(Conflict, match="already an organisation called 'harbours'"):
        register.add_organisation(ORGANISATIONS[0], BY)
    with pytest.raises(Conflict, match="already a client called 'client-1'"):
        register.add_client(CLIENT, BY)
    with pytest.raises(Conflict, match="already a person called 'sam'"):
        register.add_person(PERSON, BY)


def test_who_is_not_registered_is_not_found(register: Register) -> None:
    for read in (register.department, register.organisation, register.client, register.person):
        with pytest.raises(NotFound, match="called 'nobody'"):
            read("nobody")
    with pytest.raises(NotFound):
        register.revoke_client("nobody", BY)
    with pytest.raises(NotFound):
        register.set_password("nobody", "a hash", BY)


def test_nobody_belongs_to_what_is_not_registered(register: Register) -> None:
    with pytest.raises(NotFound, match="no department called 'canals'"):
        register.add_organisation(replace(ORGANISATIONS[0], code="locks", department="canals"), BY)
    with pytest.raises(NotFound, match="no organisation called 'locks'"):
        register.add_client(replace(CLIENT, organisation="locks"), BY)


def test_a_client_is_revoked_once(register: Register) -> None:
    register.add_client(CLIENT, BY)
    register.revoke_client("client-1", BY)
    register.revoke_client("client-1", LATER)
    assert register.client("client-1").revoked_at == NOW


def test_a_password_is_replaced(register: Register) -> None:
    register.add_person(PERSON, BY)
    register.set_password("sam", "another hash", BY)
    assert register.person("sam") == replace(PERSON, password_hash="another hash")


def test_no_hash_of_a_secret_is_shown_or_put_in_the_ledger(register: Register, database: Database) -> None:
    register.add_client(CLIENT, BY)
    register.add_person(PERSON, BY)
    register.set_password("sam", "another hash", BY)
    assert "hash" not in repr(CLIENT) + repr(PERSON)
    with database.read() as connection:
        details = connection.execute(text("SELECT detail FROM ledger")).scalars().all()
    assert not any("hash" in detail for detail in details)


def test_a_page_sees_the_register_of_its_moment(register: Register, database: Database) -> None:
    with database.read() as moment:
        then = register.at(moment)
        assert len(then.organisations(Scope("ferries"))) == 3
        register.add_organisation(replace(ORGANISATIONS[0], code="piers"), BY)
        assert len(then.organisations(Scope("ferries"))) == 3
    assert len(register.organisations(Scope("ferries"))) == 4
