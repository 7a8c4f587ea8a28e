"""A name and a password belong to one person who may sign in, or to nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from directory import PASSWORD, Directory, GivenRole, KeptSession, Person
from forging import NOW

from hub.auth.known import Hand
from hub.auth.passwords import verify_password
from hub.auth.people import account_of, held, recognise, viewer_of
from hub.auth.permissions import Held, Role, Viewer
from hub.errors import SettingWrong
from hub.scope import Scope

SPONSOR = Person("j.adeyemi")
TODAY = NOW.date()


def by(name: str) -> Hand:
    return Hand(name, NOW, "browser at 192.0.2.7")


def test_a_name_and_its_password_are_that_person() -> None:
    assert recognise(Directory({SPONSOR: ()}), PASSWORD, by("j.adeyemi")) == SPONSOR


@pytest.mark.parametrize("name", ["j.adeyemi ", "J.Adeyemi", "", "nobody", "\0", "j.adeyemi\n", "a" * 201, "é" * 200])
def test_any_other_name_is_nobody(name: str) -> None:
    assert recognise(Directory({SPONSOR: ()}), PASSWORD, by(name)) is None


@pytest.mark.parametrize("password", ["", "another pilot boat", PASSWORD + "\0"])
def test_any_other_password_is_nobody(password: str) -> None:
    assert recognise(Directory({SPONSOR: ()}), password, by("j.adeyemi")) is None


def test_a_disabled_account_is_nobody() -> None:
    directory = Directory({Person("j.adeyemi", disabled_at=NOW): ()})
    assert recognise(directory, PASSWORD, by("j.adeyemi")) is None
    assert account_of(directory, "j.adeyemi") is None


@pytest.mark.parametrize("password", ["", PASSWORD, " " * 12])
def test_an_account_without_a_password_is_opened_by_none(password: str) -> None:
    directory = Directory({Person("j.adeyemi", password_hash=""): ()})
    assert recognise(directory, password, by("j.adeyemi")) is None


def test_a_hash_from_weaker_days_is_made_again_at_the_next_sign_in() -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    directory = Directory({Person("j.adeyemi", password_hash=weaker): ()})
    account = recognise(directory, PASSWORD, by("j.adeyemi"))
    assert account == directory.person("j.adeyemi")
    assert verify_password(PASSWORD, directory.person("j.adeyemi").password_hash).outdated is False


def seen(*roles: GivenRole, chosen: str | None = None) -> Viewer | None:
    session = KeptSession("a session", "j.adeyemi", NOW, NOW, "browser at 192.0.2.1", acts_as=chosen)
    holds = tuple(each for each in held("j.adeyemi", roles) if each.holds(TODAY))
    return viewer_of(Directory({SPONSOR: roles}), "j.adeyemi", holds, session, "browser at 192.0.2.7")


def test_a_person_becomes_a_viewer_with_the_scope_of_their_role() -> None:
    sponsor = Held("1", Role.SPONSOR, "harbours")
    where = ("browser at 192.0.2.7", "a session")
    expected = Viewer("j.adeyemi", Role.SPONSOR, Scope("harbours"), *where, (sponsor,), "1")
    assert seen(GivenRole("sponsor")) == expected
    signatory = seen(GivenRole("signatory", ("ferry-fares",)))
    assert signatory is not None
    assert signatory.scope == Scope("harbours", frozenset({"ferry-fares"}))


def test_a_role_that_has_ended_or_not_begun_has_no_effect() -> None:
    ended = GivenRole("sponsor", ends_on=TODAY - timedelta(days=1))
    to_come = GivenRole("board", starts_on=TODAY + timedelta(days=1))
    assert seen(ended, to_come) is None
    viewer = seen(ended, to_come, GivenRole("operator", starts_on=TODAY, ends_on=TODAY))
    assert viewer is not None
    assert (viewer.role, [held.role for held in viewer.holds]) == (Role.OPERATOR, [Role.OPERATOR])


def test_somebody_acts_in_the_role_that_they_chose_while_they_hold_it() -> None:
    both = (GivenRole("sponsor"), GivenRole("signatory", ("ferry-fares",), id="2"))
    acts = [seen(*both, chosen=chosen) for chosen in (None, "1", "2", "3")]
    assert [viewer.role for viewer in acts if viewer] == [Role.SPONSOR, Role.SPONSOR, Role.SIGNATORY, Role.SPONSOR]
    left = seen(both[0], chosen="2")
    assert left is not None
    assert (left.role, left.scope) == (Role.SPONSOR, Scope("harbours"))


def test_a_role_that_does_not_exist_is_the_operators_to_mend() -> None:
    with pytest.raises(SettingWrong, match="has the role 'minister'"):
        seen(GivenRole("minister"))
