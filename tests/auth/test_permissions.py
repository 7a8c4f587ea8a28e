"""What each role may open, written out a second time; and that nobody sees everything by oversight."""

from __future__ import annotations

import pytest

from hub.auth.permissions import ROLES, Act, Area, Role, Viewer, may, may_act, scope_of
from hub.errors import SettingWrong
from hub.scope import Scope

OPENS = {
    "organisation": {"start", "compliance", "returns", "api"},
    "sponsor": {"start", "compliance", "returns"},
    "forum": {"start"},
    "board": {"start"},
    "tier": {"start"},
    "operator": {"start", "compliance", "returns"},
}
DOES = {
    "organisation": {"explain", "sign_off", "withdraw", "reply"},
    "sponsor": {"publish", "unlock", "withdraw", "ask", "reply", "close"},
}


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_these_areas_and_no_other(role: Role) -> None:
    assert {str(area) for area in Area if may(role, area)} == OPENS[role]


@pytest.mark.parametrize("role", Role)
def test_a_role_does_this_to_a_return_and_nothing_else(role: Role) -> None:
    assert {str(act) for act in Act if may_act(role, act)} == DOES.get(role, set())
    assert all(may(role, Area.RETURNS) for act in Act if may_act(role, act))


def test_every_role_is_in_the_table() -> None:
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize("role", [Role.SPONSOR, Role.BOARD, Role.OPERATOR])
def test_who_oversees_sees_the_department_or_the_organisations_named(role: Role) -> None:
    assert scope_of(role, "harbours", None) == Scope("harbours")
    assert scope_of(role, "harbours", ("ferry-fares",)) == Scope("harbours", frozenset({"ferry-fares"}))


@pytest.mark.parametrize("role", [Role.ORGANISATION, Role.FORUM, Role.TIER])
def test_who_does_not_oversee_sees_the_organisations_named_and_none_without(role: Role) -> None:
    assert scope_of(role, "harbours", ["ferry-fares"]) == Scope("harbours", frozenset({"ferry-fares"}))
    with pytest.raises(SettingWrong, match=f"The role {role} needs the organisations"):
        scope_of(role, "harbours", None)


@pytest.mark.parametrize("role", Role)
def test_naming_no_organisation_is_seeing_none(role: Role) -> None:
    assert not scope_of(role, "harbours", ()).includes("ferry-fares")


def test_a_viewer_may_what_their_role_may() -> None:
    assert Viewer("a.lund", Role.SPONSOR, Scope("harbours")).may(Area.COMPLIANCE)
    assert not Viewer("m.osei", Role.BOARD, Scope("harbours")).may(Area.COMPLIANCE)
    assert Viewer("a.lund", Role.SPONSOR, Scope("harbours")).does(Act.PUBLISH)
    assert not Viewer("m.osei", Role.OPERATOR, Scope("harbours")).does(Act.PUBLISH)
