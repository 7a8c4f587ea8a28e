"""A name and a password belong to one person who may sign in, or to nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from directory import PASSWORD, Directory, GivenRole, Person
from forging import NOW

from hub.auth.passwords import verify_password
from hub.auth.people import account_of, password_mark, recognise, viewer_of
from hub.auth.permissions import Held, Role, Viewer
from hub.errors import SettingWrong
from hub.scope import Scope

SPONSOR = Person("j.adeyemi")
TODAY = NOW.date()


def test_a_name_and_its_password_are_that_person() -> None:
    assert recognise(Directory({SPONSOR: ()}), "j.adeyemi", PASSWORD) == SPONSOR


@pytest.mark.parametrize("name", ["j.adeyemi ", "J.Adeyemi", "", "nobody", "\0", "j.adeyemi\n", "a" * 201, "é" * 200])
def test_any_other_name_is_nobody(name: str) -> None:
    assert recognise(Directory({SPONSOR: ()}), name, PASSWORD) is None


@pytest.mark.parametrize("password", ["", "another pilot boat", PASSWORD + "\0"])
def test_any_other_password_is_nobody(password: str) -> None:
    assert recognise(Directory({SPONSOR: ()}), "j.adeyemi", password) is None


def test_a_disabled_account_is_nobody() -> None:
    directory = Directory({Person("j.adeyemi", disabled_at=NOW): ()})
    assert recognise(directory, "j.adeyemi", PASSWORD) is None
    assert account_of(directory, "j.adeyemi") is None


def test_a_hash_from_weaker_days_is_made_again_at_the_next_sign_in() -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    directory = Directory({Person("j.adeyemi", password_hash=weaker): ()})
    account = recognise(directory, "j.adeyemi", PASSWORD)
    assert account == directory.person("j.adeyemi")
    assert verify_password(PASSWORD, directory.person("j.adeyemi").password_hash).outdated is False


def seen(*roles: GivenRole) -> Viewer | None:
    return viewer_of(Directory({SPONSOR: roles}), "j.adeyemi", TODAY)


def test_a_person_becomes_a_viewer_with_the_scope_of_their_role() -> None:
    sponsor = Held("1", Role.SPONSOR, "harbours")
    assert seen(GivenRole("sponsor")) == Viewer("j.adeyemi", Role.SPONSOR, Scope("harbours"), holds=(sponsor,))
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


def test_a_role_that_does_not_exist_is_the_operators_to_mend() -> None:
    with pytest.raises(SettingWrong, match="has the role 'minister'"):
        seen(GivenRole("minister"))


def test_the_mark_of_a_password_changes_with_it_and_does_not_tell_it() -> None:
    other = Person("j.adeyemi", password_hash=SPONSOR.password_hash + "x")
    assert password_mark(SPONSOR) == password_mark(SPONSOR) != password_mark(other)
    assert password_mark(SPONSOR) not in SPONSOR.password_hash
