"""Sessions and invitations, as the store keeps them: who is behind one, how it ends, and what the ledger tells."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from handmade import BY, NOW
from sqlalchemy import text

from hub.errors import Conflict, NotFound
from hub.store.database import Database
from hub.store.invitations import Invitations
from hub.store.known import known
from hub.store.ledger import BrokenLink, By, verify
from hub.store.people import THEMSELVES, People, Person
from hub.store.roles import Roles, Terms
from hub.store.sessions import SHOWN, GoodSince, Session, Sessions

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
GOOD = GoodSince(NOW - HOUR, NOW - 12 * HOUR)
ORIGIN = "browser at 192.0.2.1"


@pytest.fixture
def people(database: Database) -> People:
    people = People(database)
    people.add(Person("sam", "a hash"), BY, Terms("sponsor", "ferries"), Terms("tier", "ferries", ("harbours",)))
    people.add(Person("anne", "a hash"), BY)
    return people


@pytest.fixture
def sessions(database: Database, people: People) -> Sessions:
    return Sessions(database)


def themselves(name: str = "sam", at: datetime = NOW) -> By:
    return By(name, THEMSELVES, at, ORIGIN)


def begin(sessions: Sessions, session_id: str, person: str = "sam", at: datetime = NOW, *groups: str) -> Session:
    session = Session(session_id, person, at, at, ORIGIN, groups=groups)
    password_hash = People(sessions._database).person(person).password_hash
    sessions.begin(session, "password", themselves(person, at), GoodSince(at - HOUR, at - 12 * HOUR), password_hash)
    return session


def entries(database: Database, what: str) -> list[tuple[str, str, Any, str]]:
    """What the ledger says of acts of one kind: who, about what, the facts, and why."""
    with database.read() as connection:
        rows = connection.execute(text("SELECT * FROM ledger WHERE what = :what ORDER BY seq"), {"what": what})
        return [(row.who, row.object, json.loads(row.detail), row.why) for row in rows]


def test_behind_a_session_are_its_person_and_every_role_that_was_not_taken_away(
    sessions: Sessions, database: Database
) -> None:
    session = begin(sessions, "one")
    found = known(database, "one")
    assert found is not None
    assert (found.session, found.person) == (session, Person("sam", "a hash"))
    assert [role.role for role in found.roles] == ["sponsor", "tier"]
    Roles(database).remove("1", BY)
    found = known(database, "one")
    assert found is not None
    assert [(role.role, role.organisations) for role in found.roles] == [("tier", ("harbours",))]
    assert known(database, "two") is None


def test_what_began_one_session_begins_no_other_also_after_it_has_ended(sessions: Sessions) -> None:
    begin(sessions, "by a password")
    begin(sessions, "by another")
    answered = Session("one", "sam", NOW, NOW, ORIGIN, began_with="the digest of an answer")
    sessions.begin(answered, "provider", themselves(), GOOD, "a hash")
    sessions.end("one", themselves(), "signed out")
    with pytest.raises(Conflict):
        sessions.begin(replace(answered, id="two"), "provider", themselves(), GOOD, "a hash")
    assert {session.id for session in sessions.open("sam", GOOD)} == {"by a password", "by another"}


def test_days_and_groups_of_roles_are_found_as_they_were_given(sessions: Sessions, database: Database) -> None:
    roles, days = Roles(database), (date(2026, 4, 1), date(2027, 3, 31))
    dated = roles.give(Terms("board", "ferries", None, *days), BY, person="anne")
    of_group = roles.give(Terms("forum", "ferries", ("lights",)), BY, of_group="lights people")
    begin(sessions, "alone", "anne")
    begin(sessions, "in a group", "anne", NOW, "lights people", "others")
    for session_id, expected in (("alone", (dated,)), ("in a group", (dated, of_group))):
        found = known(database, session_id)
        assert found is not None
        assert found.roles == expected


def test_somebody_without_a_role_is_known_all_the_same(sessions: Sessions, database: Database) -> None:
    begin(sessions, "one", "anne")
    found = known(database, "one")
    assert found is not None
    assert (found.person.name, found.roles) == ("anne", ())


def test_how_a_session_began_and_why_it_ended_is_in_the_ledger_and_what_opens_it_is_not(
    sessions: Sessions, database: Database
) -> None:
    begin(sessions, "f" * 64)
    sessions.end("f" * 64, themselves(at=NOW + MINUTE), "signed out")
    sessions.end("f" * 64, themselves(at=NOW + HOUR), "again")
    sessions.end("unknown", themselves(), "again")
    short = "f" * SHOWN
    assert entries(database, "session.began") == [
        ("sam", short, {"person": "sam", "how": "password", "groups": []}, ""),
    ]  # fmt: skip
    assert entries(database, "session.ended") == [("sam", short, {"person": "sam"}, "signed out")]
    found = known(database, "f" * 64)
    assert found is not None
    assert (found.session.ended_at, found.session.ended_why) == (NOW + MINUTE, "signed out")


def test_a_session_begins_for_nobody_unknown(sessions: Sessions) -> None:
    with pytest.raises(NotFound, match="no person called 'nobody'"):
        begin(sessions, "one", "nobody")


def test_that_a_session_was_used_is_kept_and_is_no_entry(sessions: Sessions, database: Database) -> None:
    begin(sessions, "one")
    before = verify(database)
    sessions.saw("one", NOW + MINUTE)
    found = known(database, "one")
    assert found is not None
    assert found.session.seen_at == NOW + MINUTE
    assert verify(database) == before


def test_open_sessions_are_those_within_both_limits_the_last_used_first(sessions: Sessions) -> None:
    begin(sessions, "just begun", at=NOW)
    begin(sessions, "used", at=NOW - 2 * HOUR)
    begin(sessions, "left alone", at=NOW - HOUR)
    begin(sessions, "too long", at=NOW - 12 * HOUR)
    begin(sessions, "ended")
    begin(sessions, "another's", "anne")
    sessions.saw("used", NOW + MINUTE)
    sessions.saw("too long", NOW)
    sessions.end("ended", themselves(), "signed out")
    assert [session.id for session in sessions.open("sam", GOOD)] == ["used", "just begun"]


def test_signing_in_ends_what_was_left_alone_and_says_so(sessions: Sessions, database: Database) -> None:
    begin(sessions, "left alone", at=NOW - DAY)
    begin(sessions, "another's", "anne", NOW - DAY)
    begin(sessions, "one")
    assert entries(database, "session.ended") == [("sam", "left alone", {"person": "sam"}, "not used any more")]


def test_a_role_is_chosen_for_one_session_and_the_ledger_tells_it(sessions: Sessions, database: Database) -> None:
    begin(sessions, "one")
    begin(sessions, "two")
    sessions.act_as("one", "2", themselves())
    chosen = {each: known(database, each) for each in ("one", "two")}
    assert [found and found.session.acts_as for found in chosen.values()] == ["2", None]
    told = {"person": "sam", "id": "2", "role": "tier"}
    assert entries(database, "session.role_chosen") == [("sam", "one", told, "")]
    for session_id, role_id in (("one", "3"), ("three", "2")):
        with pytest.raises(NotFound):
            sessions.act_as(session_id, role_id, themselves())


def test_another_password_and_shutting_somebody_out_end_every_session(
    sessions: Sessions, people: People, database: Database
) -> None:
    for each in ("one", "three"):
        begin(sessions, each)
    begin(sessions, "another's", "anne")
    people.set_password("sam", "another hash", themselves())
    assert sessions.open("sam", GOOD) == []
    begin(sessions, "two")
    people.disable("sam", BY)
    people.enable("sam", BY)
    assert sessions.open("sam", GOOD) == []
    assert [(who, about, why) for who, about, _, why in entries(database, "session.ended")] == [
        ("sam", "one", "password changed"),
        ("sam", "three", "password changed"),
        ("registrar", "two", "account disabled"),
    ]
    assert [session.id for session in sessions.open("anne", GOOD)] == ["another's"]


def test_a_stronger_hash_of_the_same_password_ends_nothing(
    sessions: Sessions, people: People, database: Database
) -> None:
    begin(sessions, "one")
    people.keep_hash("sam", "a stronger hash", themselves(), "a hash")
    assert people.person("sam").password_hash == "a stronger hash"
    assert len(sessions.open("sam", GOOD)) == 1
    ((*_, facts, why),) = entries(database, "person.password_rehashed")
    assert (list(facts), why) == (["password_digest"], "")


def test_a_stronger_hash_of_a_password_that_was_changed_meanwhile_is_not_kept(
    people: People, database: Database
) -> None:
    people.set_password("sam", "another hash", BY)
    people.keep_hash("sam", "a stronger hash of the first", themselves(), "a hash")
    assert people.person("sam").password_hash == "another hash"
    assert entries(database, "person.password_rehashed") == []


def test_whoever_was_shut_out_or_got_another_password_meanwhile_does_not_come_in(
    sessions: Sessions, people: People
) -> None:
    session = Session("one", "sam", NOW, NOW, ORIGIN)
    people.set_password("sam", "another hash", BY)
    with pytest.raises(Conflict, match="was changed while you signed in"):
        sessions.begin(session, "password", themselves(), GOOD, "a hash")
    people.disable("sam", BY)
    with pytest.raises(Conflict, match="was changed while you signed in"):
        sessions.begin(session, "password", themselves(), GOOD, "another hash")
    people.enable("sam", BY)
    assert sessions.open("sam", GOOD) == []


def test_who_was_not_let_in_is_in_the_ledger_with_from_where(people: People, database: Database) -> None:
    people.tell_refused("sam", "wrong password", By("not signed in", "stranger", NOW, ORIGIN))
    assert entries(database, "sign_in.refused") == [("not signed in", "sam", {"reason": "wrong password"}, "")]
    assert not isinstance(verify(database), BrokenLink)


class TestInvitations:
    def test_an_invitation_is_taken_up_once(self, people: People, database: Database) -> None:
        invitations = Invitations(database)
        invitations.make("sam", "digest", NOW + DAY, BY)
        assert [invitations.invited("digest", NOW + each) for each in (MINUTE, DAY - MINUTE)] == ["sam", "sam"]
        assert invitations.take_up("digest", "new hash", NOW + HOUR, ORIGIN) == "sam"
        assert people.person("sam").password_hash == "new hash"
        assert invitations.invited("digest", NOW + HOUR) is None
        with pytest.raises(NotFound):
            invitations.take_up("digest", "a thief's hash", NOW + HOUR, ORIGIN)
        assert people.person("sam").password_hash == "new hash"
        assert entries(database, "invitation.used") == [("sam", "sam", {"link": "digest"}, "")]

    def test_one_that_has_expired_or_was_replaced_is_like_one_that_never_was(
        self, people: People, database: Database
    ) -> None:
        invitations = Invitations(database)
        invitations.make("sam", "older", NOW + DAY, BY)
        invitations.make("sam", "newer", NOW + DAY, BY)
        invitations.make("anne", "anne's", NOW + DAY, BY)
        refusals = set()
        for digest, at in (("older", NOW), ("newer", NOW + DAY), ("never", NOW)):
            assert invitations.invited(digest, at) is None
            with pytest.raises(NotFound) as refusal:
                invitations.take_up(digest, "new hash", at, ORIGIN)
            refusals.add((refusal.value.message, refusal.value.what_to_do))
        assert len(refusals) == 1
        assert people.person("sam").password_hash == "a hash"
        assert (invitations.invited("newer", NOW), invitations.invited("anne's", NOW)) == ("sam", "anne")

    def test_nobody_sets_a_password_who_is_shut_out_or_signs_in_elsewhere(
        self, people: People, database: Database
    ) -> None:
        invitations = Invitations(database)
        people.add(Person("noor", issuer="https://provider.example", subject="7"), BY)
        for name in ("sam", "noor"):
            invitations.make(name, f"of {name}", NOW + DAY, BY)
        people.disable("sam", BY)
        assert [invitations.invited(f"of {name}", NOW) for name in ("sam", "noor")] == [None, None]

    def test_taking_it_up_ends_every_session(self, sessions: Sessions, database: Database) -> None:
        begin(sessions, "one")
        Invitations(database).make("sam", "digest", NOW + DAY, BY)
        Invitations(database).take_up("digest", "new hash", NOW, ORIGIN)
        assert sessions.open("sam", GOOD) == []

    def test_an_invitation_is_in_the_ledger_and_what_opens_it_is_not(self, people: People, database: Database) -> None:
        digest = "0123456789abcdef" * 4
        Invitations(database).make("sam", digest, datetime(2026, 10, 29, tzinfo=UTC), BY)
        told = {"expires_at": "2026-10-29T00:00:00.000000Z", "link": digest[:16]}
        assert entries(database, "invitation.made") == [("registrar", "sam", told, "")]
        with database.read() as connection:
            assert digest not in str(connection.execute(text("SELECT detail FROM ledger")).all())
        with pytest.raises(NotFound, match="no person called 'nobody'"):
            Invitations(database).make("nobody", "another", NOW, BY)
