"""The one table of roles: which areas of the hub each may open, and how far it sees.

Extend it here: an area or a role is one line. It grants; the store filters by the scope and `hub.app` refuses.
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


@dataclass(frozen=True, slots=True)
class Grant:
    """What a role includes. `oversees`: sees the whole department unless organisations are named."""

    areas: frozenset[Area]
    oversees: bool


def _grant(*areas: Area, oversees: bool) -> Grant:
    return Grant(frozenset({Area.START, *areas}), oversees)


ROLES: Mapping[Role, Grant] = {
    Role.ORGANISATION: _grant(Area.COMPLIANCE, Area.RETURNS, Area.API, oversees=False),
    Role.SPONSOR: _grant(Area.COMPLIANCE, Area.RETURNS, oversees=True),
    Role.FORUM: _grant(oversees=False),
    Role.BOARD: _grant(oversees=True),  # sees protected figures only, and nothing protects them yet
    Role.TIER: _grant(oversees=False),
    Role.OPERATOR: _grant(Area.COMPLIANCE, Area.RETURNS, oversees=True),
}


def may(role: Role, area: Area) -> bool:
    """Whether a role may open an area."""
    return area in ROLES[role].areas


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
