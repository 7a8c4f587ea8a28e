"""What each role may open, written out a second time; and that nobody sees everything by oversight."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.auth.permissions import (
    ROLES,
    Act,
    Area,
    ForumAct,
    Held,
    OrganisationAct,
    PaperAct,
    Role,
    ThemeAct,
    TierAct,
    Viewer,
    expect_organisations,
    may,
    may_act,
)
from hub.errors import SettingWrong
from hub.scope import Scope

TO_THE_BOARD = ("forum", "board", "tier")
OPENS = {
    "sender": {"start", "compliance", "returns", "organisations", "use", "forum", "api"},
    "signatory": {"start", "compliance", "returns", "organisations", "use", "forum", "api"},
    "sponsor": {"start", "compliance", "comparison", "themes", "returns", "organisations", "ledger"} | {*TO_THE_BOARD},
    "forum": {"start", "comparison", "themes", "forum"},
    "board": {"start", "comparison", "themes"} | {*TO_THE_BOARD},
    "tier": {"start", "themes", "tier"},
    "operator": {"start", "compliance", "comparison", "themes", "returns", "organisations", "ledger"} | {*TO_THE_BOARD},
}
DOES = {
    "sender": {"explain", "reply"},
    "signatory": {"explain", "sign_off", "withdraw", "reply"},
    "sponsor": {"publish", "unlock", "withdraw", "ask", "reply", "close"},
}


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_these_areas_and_no_other(role: Role) -> None:
    assert {str(area) for area in Area if may(role, area)} == OPENS[role] | {"learning"}


@pytest.mark.parametrize("role", Role)
def test_a_role_does_this_to_a_return_and_nothing_else(role: Role) -> None:
    assert {str(act) for act in Act if may_act(role, act)} == DOES.get(role, set())
    assert all(may(role, Area.RETURNS) for act in Act if may_act(role, act))


@pytest.mark.parametrize("role", Role)
def test_only_the_sponsor_team_of_the_lead_department_records_anything_about_an_organisation(role: Role) -> None:
    scope = Scope("harbours", None, frozenset({"canal-locks"}))
    for act in OrganisationAct:
        assert may_act(role, act) is (role is Role.SPONSOR)
        assert not Viewer("a.lund", Role.SPONSOR, scope).reach(act).also


@pytest.mark.parametrize("role", Role)
def test_forum_and_sponsor_decide_about_themes_and_nobody_else(role: Role) -> None:
    decides = {act for act in ThemeAct if may_act(role, act)}
    assert decides == (set(ThemeAct) if role in (Role.FORUM, Role.SPONSOR) else set())
    assert may(role, Area.THEMES) or not decides


@pytest.mark.parametrize("role", Role)
def test_forum_and_sponsor_lead_the_forum_and_its_members_ask_for_items(role: Role) -> None:
    asks = {ForumAct.ASK} if role in (Role.SENDER, Role.SIGNATORY) else set()
    assert {act for act in ForumAct if may_act(role, act)} == (
        set(ForumAct) if role in (Role.FORUM, Role.SPONSOR) else asks
    )


@pytest.mark.parametrize("role", Role)
def test_the_board_lead_and_the_sponsor_team_record_meetings_with_a_tier_and_nobody_else(role: Role) -> None:
    records = {act for act in TierAct if may_act(role, act)}
    assert records == (set(TierAct) if role in (Role.BOARD, Role.SPONSOR) else set())
    for act in TierAct:
        assert not Viewer("m.osei", Role.BOARD, Scope("harbours", None, frozenset({"canal-locks"}))).reach(act).also


@pytest.mark.parametrize("role", Role)
def test_board_and_sponsor_make_papers_for_the_board_and_nobody_else(role: Role) -> None:
    of_the_forum = {PaperAct.WRITE} if role is Role.FORUM else set()  # what changed since one of its agendas
    assert {act for act in PaperAct if may_act(role, act)} == (
        set(PaperAct) if role in (Role.BOARD, Role.SPONSOR) else of_the_forum
    )


def test_every_role_is_in_the_table() -> None:
    assert set(ROLES) == set(Role)


def test_a_signatory_may_all_that_a_sender_may() -> None:
    assert ROLES[Role.SENDER].areas == ROLES[Role.SIGNATORY].areas
    assert ROLES[Role.SENDER].acts < ROLES[Role.SIGNATORY].acts


@pytest.mark.parametrize("role", [Role.SPONSOR, Role.BOARD, Role.OPERATOR])
def test_who_oversees_holds_a_role_for_the_department_or_for_the_organisations_named(role: Role) -> None:
    assert Held("1", role, "harbours").organisations is None
    assert Held("1", role, "harbours", ("ferry-fares",)).organisations == ("ferry-fares",)


@pytest.mark.parametrize("role", [Role.SENDER, Role.SIGNATORY, Role.FORUM, Role.TIER])
def test_who_does_not_oversee_holds_no_role_without_its_organisations(role: Role) -> None:
    assert Held("1", role, "harbours", ("ferry-fares",)).organisations == ("ferry-fares",)
    with pytest.raises(SettingWrong, match=f"The role {role} needs the organisations"):
        Held("1", role, "harbours")
    with pytest.raises(SettingWrong, match=f"The role {role} needs the organisations"):
        expect_organisations(role, None)


@given(starts_on=st.none() | st.dates(), ends_on=st.none() | st.dates(), today=st.dates())
def test_a_role_holds_from_its_first_day_to_its_last(starts_on: date | None, ends_on: date | None, today: date) -> None:
    held = Held("1", Role.SPONSOR, "harbours", None, starts_on, ends_on)
    assert held.holds(today) is ((starts_on or date.min) <= today <= (ends_on or date.max))


def test_a_viewer_may_what_their_role_may() -> None:
    assert Viewer("a.lund", Role.SPONSOR, Scope("harbours")).may(Area.COMPLIANCE)
    assert not Viewer("m.osei", Role.BOARD, Scope("harbours")).may(Area.COMPLIANCE)
    assert Viewer("a.lund", Role.SPONSOR, Scope("harbours")).does(Act.PUBLISH)
    assert not Viewer("m.osei", Role.OPERATOR, Scope("harbours")).does(Act.PUBLISH)
