"""Who may sign in, and in which roles, as the store keeps it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from handmade import BY, NOW, ORGANISATIONS
from sqlalchemy import insert, text

from hub.errors import Conflict, InputRefused, NotFound, SettingWrong
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.people import People, Person
from hub.store.register import Department, Register
from hub.store.roles import Roles, Terms
from hub.store.tables import OTHER_PARENTS

PERSON = Person("sam", "a hash")
SPONSOR = Terms("sponsor", "ferries", ("harbours", "lights"), date(2026, 4, 1), date(2027, 3, 31))
NOT_NAMES = (
    "",
    " \t",
    "n" * 201,
    "two\nlines",
    "bell\a",
    "half\ud800",
    "\u200b",
    "turned\u202eround",
    "sam\u200b",
    "ｓam",
    "ﬁona",
    "s\u0430m",
    "sam\ufe0f",
    "s\u034fam",
    "\u1160",
    "\u2800",
    "sam\U000e0101",
)
LATER = By("registrar", "operator", NOW + timedelta(days=1))


@pytest.fixture
def people(database: Database) -> People:
    return People(database)


@pytest.fixture
def roles(database: Database) -> Roles:
    return Roles(database)


def entries(database: Database, what: str) -> list[tuple[str, Any]]:
    """What the ledger says of acts of one kind: about whom, and the facts."""
    with database.read() as connection:
        rows = connection.execute(text("SELECT object, detail FROM ledger WHERE what = :what"), {"what": what})
        return [(row.object, json.loads(row.detail)) for row in rows]


def test_somebody_is_added_with_their_first_roles_in_one_write(people: People, roles: Roles) -> None:
    people.add(PERSON, BY, SPONSOR, Terms("board", "ferries"))
    assert people.person("sam") == PERSON
    first, second = roles.of("sam")
    assert (first.role, first.organisations, first.starts_on, first.ends_on) == (
        "sponsor", ("harbours", "lights"), date(2026, 4, 1), date(2027, 3, 31),
    )  # fmt: skip
    assert (first.person, first.given_by, first.given_at) == ("sam", "registrar", NOW)
    assert (second.role, second.organisations, second.starts_on, second.ends_on) == ("board", None, None, None)
    with pytest.raises(NotFound, match="no department called 'canals'"):
        people.add(Person("anne"), BY, Terms("sponsor", "canals"))
    assert [person.name for person in people.all()] == ["sam"]


def test_a_role_given_and_taken_away_is_in_the_ledger_with_whom_it_concerns_and_why(
    people: People, roles: Roles, database: Database
) -> None:
    people.add(PERSON, BY)
    given = roles.give(Terms("tier", "ferries", ("harbours",)), BY, person="sam", why="Examines appeals.")
    assert roles.remove(given.id, LATER, "Has left.").removed_at == LATER.at
    assert roles.of("sam") == []
    assert [(role.removed_by, role.removed_at) for role in roles.all()] == [("registrar", LATER.at)]
    detail = {"id": given.id, "role": "tier", "organisations": ["harbours"]}
    assert entries(database, "role.given") == entries(database, "role.removed") == [("sam", detail)]
    with database.read() as connection:
        told = text("SELECT department, organisation, why FROM ledger WHERE what LIKE 'role.%' ORDER BY seq")
        assert [tuple(row) for row in connection.execute(told)] == [
            ("ferries", "harbours", "Examines appeals."), ("ferries", "harbours", "Has left."),
        ]  # fmt: skip


def test_a_role_is_taken_away_once(people: People, roles: Roles, database: Database) -> None:
    people.add(PERSON, BY, SPONSOR)
    (given,) = roles.of("sam")
    roles.remove(given.id, BY)
    roles.remove(given.id, LATER)
    assert [role.removed_at for role in roles.all()] == [NOW]
    assert len(entries(database, "role.removed")) == 1
    with pytest.raises(NotFound, match="no role called '2'"):
        roles.remove("2", BY)


def test_a_group_of_the_provider_brings_its_roles_to_whoever_is_in_it(people: People, roles: Roles) -> None:
    people.add(PERSON, BY, SPONSOR)
    roles.give(Terms("board", "ferries"), BY, of_group="non-executives")
    assert [role.role for role in roles.of("sam")] == ["sponsor"]
    assert [role.role for role in roles.of("sam", ["others", "non-executives"])] == ["sponsor", "board"]
    assert [role.role for role in roles.of("anne", ["non-executives"])] == ["board"]


def test_a_role_is_for_one_person_or_for_one_group(roles: Roles) -> None:
    for whom in ({}, {"person": "sam", "of_group": "sponsors"}):
        with pytest.raises(ValueError, match="one person or for one group"):
            roles.give(SPONSOR, BY, **whom)
    with pytest.raises(NotFound, match="no person called 'sam'"):
        roles.give(SPONSOR, BY, person="sam")


def test_a_role_ends_no_earlier_than_it_begins(people: People, roles: Roles) -> None:
    people.add(PERSON, BY)
    day = date(2026, 4, 1)
    with pytest.raises(SettingWrong, match="cannot end on 2026-03-31: it begins on 2026-04-01"):
        roles.give(replace(SPONSOR, starts_on=day, ends_on=date(2026, 3, 31)), BY, person="sam")
    assert roles.give(replace(SPONSOR, starts_on=day, ends_on=day), BY, person="sam").ends_on == day


def test_why_a_role_is_given_names_nobody_who_can_be_reached_by_it(people: People, roles: Roles) -> None:
    people.add(PERSON, BY)
    with pytest.raises(InputRefused, match="why"):
        roles.give(SPONSOR, BY, person="sam", why="Asked by sam@ferries.example")


def test_somebody_is_named_only_for_organisations_of_their_department(
    people: People, roles: Roles, register: Register, database: Database
) -> None:
    people.add(PERSON, BY)
    locks = replace(SPONSOR, organisations=("harbours", "locks"))
    with pytest.raises(NotFound, match="no organisation called 'locks'"):
        roles.give(locks, BY, person="sam")
    register.add_department(Department("canals", "Department for Canals"), BY)
    register.add_organisation(replace(ORGANISATIONS[0], code="locks", department="canals"), BY)
    with pytest.raises(NotFound, match="'locks' is not one of the department 'ferries'"):
        roles.give(locks, BY, person="sam")
    assert roles.all() == []
    database.write(
        lambda connection: connection.execute(insert(OTHER_PARENTS), {"department": "ferries", "organisation": "locks"})
    )
    assert roles.give(locks, BY, person="sam").organisations == ("harbours", "locks")


def test_nobody_is_added_twice_and_nobody_is_found_who_was_not(people: People) -> None:
    people.add(PERSON, BY)
    with pytest.raises(Conflict, match="already a person called 'sam'"):
        people.add(PERSON, BY)
    for act in (
        people.person,
        lambda name: people.set_password(name, "a hash", BY),
        lambda name: people.disable(name, BY),
    ):
        with pytest.raises(NotFound, match="no person called 'nobody'"):
            act("nobody")


@pytest.mark.parametrize("name", NOT_NAMES)
def test_a_sign_in_name_is_typed_and_seen(people: People, name: str) -> None:
    with pytest.raises(SettingWrong, match="cannot be the name of a person"):
        people.add(Person(name), BY)


@pytest.mark.parametrize("name", ["Sam", "SAM", "şam", "sam  o’neill", "Straße"])
def test_a_sign_in_name_that_would_be_taken_for_another_is_not_registered(people: People, name: str) -> None:
    for registered in ("sam", "ŞAM", "Sam O’Neill", "strasse"):
        people.add(Person(registered), BY)
    with pytest.raises(Conflict, match="would be taken for"):
        people.add(Person(name), BY)


def test_a_sign_in_name_may_be_of_any_alphabet(people: People) -> None:
    for name in ("józef", "Саша", "李明", "zoë-2@ferries.example", "田中さん", "\U00017000"):
        people.add(Person(name), BY)
    assert len(people.all()) == 6


def test_a_sign_in_name_is_kept_without_the_space_around_it(people: People) -> None:
    people.add(Person(" sam o’neill "), BY, Terms("board", "ferries"))
    assert people.person("sam o’neill").name == "sam o’neill"


def test_a_password_is_replaced(people: People) -> None:
    people.add(PERSON, BY)
    people.set_password("sam", "another hash", BY)
    assert people.person("sam") == replace(PERSON, password_hash="another hash")


def test_no_hash_of_a_password_is_shown_or_put_in_the_ledger(people: People, database: Database) -> None:
    people.add(PERSON, BY)
    people.set_password("sam", "another hash", BY)
    assert "hash" not in repr(PERSON)
    with database.read() as connection:
        details = connection.execute(text("SELECT detail FROM ledger")).scalars().all()
    assert not any("hash" in detail for detail in details)


def test_somebody_is_disabled_once(people: People, database: Database) -> None:
    people.add(PERSON, BY)
    people.add(Person("anne"), BY)
    people.disable("sam", BY)
    people.disable("sam", LATER)
    assert [(person.name, person.disabled_at) for person in people.all()] == [("anne", None), ("sam", NOW)]
    assert entries(database, "person.disabled") == [("sam", {})]


def test_somebody_disabled_is_enabled_once_and_is_who_they_were(people: People, database: Database) -> None:
    people.add(PERSON, BY)
    people.enable("sam", BY)
    assert entries(database, "person.enabled") == []
    people.disable("sam", BY)
    people.enable("sam", LATER)
    people.enable("sam", LATER)
    assert people.person("sam") == PERSON
    assert entries(database, "person.enabled") == [("sam", {})]
    people.disable("sam", LATER)
    assert people.person("sam").disabled_at == LATER.at
    with pytest.raises(NotFound):
        people.enable("nobody", BY)


def test_nobody_is_given_one_role_twice_on_the_same_terms(people: People, roles: Roles) -> None:
    people.add(PERSON, BY, SPONSOR)
    with pytest.raises(Conflict, match="for the same organisations and days: its number is 1"):
        roles.give(SPONSOR, BY, person="sam")
    for other in (replace(SPONSOR, organisations=None), replace(SPONSOR, ends_on=None), replace(SPONSOR, role="tier")):
        roles.give(other, BY, person="sam")
    roles.give(SPONSOR, BY, of_group="sponsors")
    roles.remove("1", BY)
    roles.give(SPONSOR, BY, person="sam")
    assert len(roles.of("sam")) == 4
