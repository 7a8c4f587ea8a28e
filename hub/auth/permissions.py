"""The one table of roles: which areas of the hub each may open, what it does to a return there, how far it sees.

Extend it here: an area, an act or a role is one line. It grants; the store filters by the scope and `hub.app` refuses.
Whether an act is possible from where a return stands is `hub.contract.life_cycle`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hub.errors import SettingWrong
from hub.scope import Scope


class Role(StrEnum):
    """What somebody is to the department."""

    ORGANISATION = "organisation"  # the people, and the programs, of one related organisation
    SPONSOR = "sponsor"  # the sponsor team
    FORUM = "forum"  # the complaint managers' forum
    BOARD = "board"  # the board and its non-executive lead
    TIER = "tier"  # the independent tier
    OPERATOR = "operator"  # runs the hub


class Area(StrEnum):
    """A part of the hub that is opened as a whole."""

    START = "start"
    COMPLIANCE = "compliance"
    RETURNS = "returns"
    API = "api"


class Act(StrEnum):
    """What somebody does to a return in their scope, after it was received."""

    EXPLAIN = "explain"  # answer a query of the hub
    SIGN_OFF = "sign_off"
    PUBLISH = "publish"
    UNLOCK = "unlock"
    WITHDRAW = "withdraw"
    ASK = "ask"  # open a question about a field
    REPLY = "reply"
    CLOSE = "close"  # a question


@dataclass(frozen=True, slots=True)
class Grant:
    """What a role includes. `oversees`: sees the whole department unless organisations are named."""

    areas: frozenset[Area]
    oversees: bool
    acts: frozenset[Act]


def _grant(*areas: Area, oversees: bool, acts: Iterable[Act] = ()) -> Grant:
    return Grant(frozenset({Area.START, *areas}), oversees, frozenset(acts))


ANSWERS_FOR_A_RETURN = (Act.EXPLAIN, Act.SIGN_OFF, Act.WITHDRAW, Act.REPLY)
OVERSEES_A_RETURN = (Act.PUBLISH, Act.UNLOCK, Act.WITHDRAW, Act.ASK, Act.REPLY, Act.CLOSE)

ROLES: Mapping[Role, Grant] = {
    Role.ORGANISATION: _grant(Area.COMPLIANCE, Area.RETURNS, Area.API, oversees=False, acts=ANSWERS_FOR_A_RETURN),
    Role.SPONSOR: _grant(Area.COMPLIANCE, Area.RETURNS, oversees=True, acts=OVERSEES_A_RETURN),
    Role.FORUM: _grant(oversees=False),
    Role.BOARD: _grant(oversees=True),  # sees protected figures only, and nothing protects them yet
    Role.TIER: _grant(oversees=False),
    Role.OPERATOR: _grant(Area.COMPLIANCE, Area.RETURNS, oversees=True),
}


def may(role: Role, area: Area) -> bool:
    """Whether a role may open an area."""
    return area in ROLES[role].areas


def may_act(role: Role, act: Act) -> bool:
    """Whether a role does this to the returns that it sees."""
    return act in ROLES[role].acts


def scope_of(role: Role, department: str, organisations: Iterable[str] | None) -> Scope:
    """Whose returns somebody of this role sees.

    Missing: `organisations` is None when none were named: a role that oversees then sees the whole department, also
    organisations added later.
    Raises: SettingWrong when none were named and the role does not oversee: nobody sees all by an oversight of ours.
    """
    if organisations is not None:
        return Scope(department, frozenset(organisations))
    if not ROLES[role].oversees:
        raise SettingWrong(
            f"The role {role} needs the organisations that it is for.", "Name at least one organisation."
        )
    return Scope(department)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who has signed in, as pages know them."""

    name: str
    role: Role
    scope: Scope

    def may(self, area: Area) -> bool:
        """Whether they may open an area."""
        return may(self.role, area)

    def does(self, act: Act) -> bool:
        """Whether they do this to the returns that they see."""
        return may_act(self.role, act)
