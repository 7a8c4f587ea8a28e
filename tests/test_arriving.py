"""Who comes in from the provider: whoever holds a role, under a name that is nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from permits import BY, DEPARTMENT, LANTERN, TODAY, register_department

from hub.arriving import Arriving
from hub.auth.known import Hand
from hub.auth.oidc.identity import Identity
from hub.auth.people import recognise
from hub.config import Config
from hub.errors import Conflict, SignInRefused
from hub.known_people import KnownPeople
from hub.store.database import Database
from hub.store.people import People, Person
from hub.store.roles import Roles, Terms

NOW = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)
HERE = "browser at 203.0.113.7"
ISSUER, GROUP = "https://sign-in.example", "sponsors"
NOOR = Identity(ISSUER, "1f2e", "noor", frozenset({GROUP, "everybody"}))
SPONSOR = Terms("sponsor", DEPARTMENT)


@dataclass
class Hub:
    """A hub in which the group has a role."""

    database: Database

    def arrives(self, identity: Identity = NOOR) -> tuple[str, frozenset[str]]:
        """Who somebody is here, and by which groups."""
        person, groups = Arriving(self.database, lambda: TODAY).arrived(identity, NOW, HERE)
        return person.name, groups

    def refusal(self, identity: Identity = NOOR) -> str:
        with pytest.raises(SignInRefused) as refused:
            self.arrives(identity)
        return refused.value.message

    def names(self) -> list[str]:
        return [person.name for person in People(self.database).all()]

    def give(self, first: date | None = None, last: date | None = None, group: str = GROUP) -> str:
        return Roles(self.database).give(Terms("sponsor", DEPARTMENT, None, first, last), BY, of_group=group).id


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    config = Config(data=tmp_path / "data")
    register_department(config)
    database = Database(config.database)
    yield Hub(database)
    database.close()


def test_whoever_is_in_a_group_with_a_role_is_registered_when_they_first_come(hub: Hub) -> None:
    hub.give()
    assert hub.arrives() == hub.arrives() == ("noor", {GROUP})
    assert People(hub.database).all() == [Person("noor", issuer=ISSUER, subject="1f2e")]


def test_whoever_has_no_role_is_not_kept(hub: Hub) -> None:
    hub.give(group="others")
    assert hub.refusal() == "You have no role in this hub."
    assert hub.names() == []


@pytest.mark.parametrize(
    ("first", "last", "comes_in"),
    [
        (TODAY, TODAY, True),
        (TODAY - timedelta(days=9), None, True),
        (TODAY + timedelta(days=1), None, False),
        (None, TODAY - timedelta(days=1), False),
    ],
)
def test_a_groups_role_has_its_days(hub: Hub, first: date | None, last: date | None, comes_in: bool) -> None:
    hub.give(first, last)
    assert (hub.arrives()[0] == "noor") if comes_in else (hub.refusal() == "You have no role in this hub.")


def test_a_role_that_was_taken_away_lets_nobody_in(hub: Hub) -> None:
    given = hub.give()
    hub.arrives()
    Roles(hub.database).remove(given, BY)
    assert hub.refusal() == "You have no role in this hub."


def test_a_role_of_their_own_is_enough_once_they_are_registered(hub: Hub) -> None:
    given = hub.give()
    hub.arrives()
    Roles(hub.database).remove(given, BY)
    Roles(hub.database).give(Terms("tier", DEPARTMENT, (LANTERN,)), BY, person="noor")
    assert hub.arrives() == ("noor", frozenset())


def test_somebody_disabled_does_not_come_in_by_way_of_the_provider(hub: Hub) -> None:
    hub.give()
    hub.arrives()
    People(hub.database).disable("noor", BY)
    assert hub.refusal() == "You have no role in this hub."
    People(hub.database).enable("noor", BY)
    assert hub.arrives()[0] == "noor"


@pytest.mark.parametrize("subject", ["1f2e", "another"])
def test_nobody_takes_over_a_local_account_of_the_same_name(hub: Hub, subject: str) -> None:
    hub.give()
    People(hub.database).add(Person("noor", "a hash"), BY, SPONSOR)
    came = Identity(ISSUER, subject, "noor", NOOR.groups)
    assert "Another account of this hub has the name" in hub.refusal(came)
    assert People(hub.database).all() == [Person("noor", "a hash")]


@pytest.mark.parametrize(("issuer", "subject"), [(ISSUER, "another"), ("https://other.example", "1f2e")])
def test_nobody_takes_over_the_account_of_another_whom_a_provider_knows(hub: Hub, issuer: str, subject: str) -> None:
    hub.give()
    hub.arrives()
    assert "Another account of this hub has the name" in hub.refusal(Identity(issuer, subject, "noor", NOOR.groups))


def test_no_local_account_and_no_password_gets_the_name_of_whom_a_provider_knows(hub: Hub) -> None:
    hub.give()
    hub.arrives()
    with pytest.raises(Conflict):
        People(hub.database).add(Person("noor", "a hash"), BY, SPONSOR)
    with pytest.raises(Conflict, match="needs no password here"):
        People(hub.database).set_password("noor", "a hash", BY)
    known = KnownPeople(hub.database, Config(data=Path()))
    assert recognise(known, "", Hand("noor", NOW, HERE)) is None


def test_a_name_that_changed_at_the_provider_stays_what_it_was_here(hub: Hub) -> None:
    hub.give()
    hub.arrives()
    assert hub.arrives(Identity(ISSUER, "1f2e", "noor.of.ports", NOOR.groups))[0] == "noor"


@pytest.mark.parametrize("name", ["", "x" * 201, "two\nlines", "turned\u202eround", "\u200b"])
def test_a_name_that_cannot_be_read_is_none(hub: Hub, name: str) -> None:
    hub.give()
    assert "has no name that this hub can use" in hub.refusal(Identity(ISSUER, "1f2e", name, NOOR.groups))
    assert hub.names() == []
