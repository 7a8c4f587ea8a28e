"""The one table of roles: which areas of the hub each may open, what it does there, how far it sees.

Extend it here: an area, an act or a role is one line. It grants; the store filters by the scope and `hub.app` refuses.
Whether an act is possible from where a return stands is `hub.contract.life_cycle`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from hub.errors import SettingWrong
from hub.scope import Scope


class Role(StrEnum):
    """What somebody is to the department. A person may hold several, and acts in one of them at a time."""

    SENDER = "sender"  # sends and explains the returns of a related organisation
    SIGNATORY = "signatory"  # a sender who also answers for them: signs off and withdraws
    SPONSOR = "sponsor"  # the sponsor team
    FORUM = "forum"  # the complaint managers' forum
    BOARD = "board"  # the board and its non-executive lead
    TIER = "tier"  # the independent tier
    OPERATOR = "operator"  # runs the hub


class Area(StrEnum):
    """A part of the hub that is opened as a whole."""

    START = "start"
    COMPLIANCE = "compliance"
    COMPARISON = "comparison"
    BOARD = "board"
    USE = "use"  # what became of one's own return
    THEMES = "themes"
    FORUM = "forum"
    RETURNS = "returns"
    ORGANISATIONS = "organisations"
    LEARNING = "learning"
    TIER = "tier"  # the independent tiers, and the meetings with them
    LEDGER = "ledger"
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


class OrganisationAct(StrEnum):
    """What somebody records about an organisation in their scope."""

    RECORD_STEP = "record_step"
    RECORD_ADOPTION = "record_adoption"
    RECORD_CONVERSATION = "record_conversation"
    GIVE_HELP = "give_help"  # say that help which was promised was given


class ThemeAct(StrEnum):
    """What somebody decides about a theme of bodies in their scope."""

    CONFIRM = "confirm_theme"
    MERGE = "merge_theme"
    SET_APART = "set_theme_apart"  # what was merged into another
    RENAME = "rename_theme"
    DISMISS = "dismiss_theme"
    REOPEN = "reopen_theme"  # what was confirmed or dismissed
    SEND = "send_to_agenda"
    TAKE_BACK = "take_back_from_agenda"


class ForumAct(StrEnum):
    """What somebody does about a meeting of the forum to which bodies in their scope are invited."""

    ARRANGE = "arrange_meeting"
    MOVE = "change_meeting"
    CANCEL = "cancel_meeting"
    ATTEND = "record_attendance"
    PROPOSE = "propose_agenda"
    ADD = "add_item"
    EDIT = "change_item"
    PLACE = "move_item"
    REMOVE = "remove_item"
    PUT_BACK = "put_item_back"
    ASK = "ask_for_item"  # beforehand, as a member
    RECORD = "record_output"
    FINISH = "finish_action"
    STRIKE = "strike_output"
    ISSUE = "issue_agenda"  # keep it for good, as it is sent


class TierAct(StrEnum):
    """What somebody records about a meeting with the independent tier of an organisation in their scope."""

    PLAN = "plan_tier_meeting"
    MOVE = "move_tier_meeting"
    CALL_OFF = "call_off_tier_meeting"
    RECORD = "record_tier_meeting"  # what was heard
    FOLLOW_UP = "add_follow_up"
    FINISH = "finish_follow_up"
    ISSUE = "issue_brief"  # keep it for good, as it is sent


class PaperAct(StrEnum):
    """What somebody does about papers."""

    WRITE = "write_paper"  # have one as a file
    ISSUE = "issue_paper"  # keep one for good, as it is sent


AnyAct = Act | OrganisationAct | ThemeAct | ForumAct | TierAct | PaperAct


@dataclass(frozen=True, slots=True)
class Grant:
    """What a role includes. `oversees`: sees the whole department unless organisations are named."""

    areas: frozenset[Area]
    oversees: bool
    acts: frozenset[AnyAct]


def _grant(*areas: Area, oversees: bool, acts: Iterable[AnyAct] = ()) -> Grant:
    return Grant(frozenset({Area.START, Area.LEARNING, *areas}), oversees, frozenset(acts))


TITLES: Mapping[Role, str] = {
    Role.SENDER: "sender",
    Role.SIGNATORY: "signatory",
    Role.SPONSOR: "sponsor team",
    Role.FORUM: "forum",
    Role.BOARD: "board lead",
    Role.TIER: "independent tier",
    Role.OPERATOR: "operator",
}
OF_AN_ORGANISATION = frozenset({Role.SENDER, Role.SIGNATORY})
SENDS_A_RETURN = (Act.EXPLAIN, Act.REPLY, ForumAct.ASK)
ANSWERS_FOR_A_RETURN = (*SENDS_A_RETURN, Act.SIGN_OFF, Act.WITHDRAW)
OF_THE_LEAD_DEPARTMENT = frozenset[AnyAct](  # of those that oversee, only the lead's
    {Act.PUBLISH, Act.UNLOCK, Act.WITHDRAW, *OrganisationAct, *TierAct}
)
OVERSEES_A_RETURN = (Act.PUBLISH, Act.UNLOCK, Act.WITHDRAW, Act.ASK, Act.REPLY, Act.CLOSE)
OVERSEES = (*OVERSEES_A_RETURN, *OrganisationAct, *ThemeAct, *ForumAct, *TierAct, *PaperAct)
OF_ONE_ORGANISATION = (Area.COMPLIANCE, Area.RETURNS, Area.ORGANISATIONS)  # what leads to each other
OF_THEIR_OWN = (*OF_ONE_ORGANISATION, Area.USE, Area.FORUM)
OF_ALL_BODIES = (Area.COMPARISON, Area.THEMES)  # one beside the other
TO_THE_BOARD = (Area.FORUM, Area.BOARD, Area.TIER)

ROLES: Mapping[Role, Grant] = {
    Role.SENDER: _grant(*OF_THEIR_OWN, Area.API, oversees=False, acts=SENDS_A_RETURN),
    Role.SIGNATORY: _grant(*OF_THEIR_OWN, Area.API, oversees=False, acts=ANSWERS_FOR_A_RETURN),
    Role.SPONSOR: _grant(
        *OF_ONE_ORGANISATION, *OF_ALL_BODIES, *TO_THE_BOARD, Area.LEDGER, oversees=True, acts=OVERSEES
    ),
    Role.FORUM: _grant(*OF_ALL_BODIES, Area.FORUM, oversees=False, acts=(*ThemeAct, *ForumAct, PaperAct.WRITE)),
    # sees protected figures only
    Role.BOARD: _grant(*OF_ALL_BODIES, *TO_THE_BOARD, oversees=True, acts=(*TierAct, *PaperAct)),
    Role.TIER: _grant(Area.THEMES, Area.TIER, oversees=False),
    Role.OPERATOR: _grant(*OF_ONE_ORGANISATION, *OF_ALL_BODIES, *TO_THE_BOARD, Area.LEDGER, oversees=True),
}


def may(role: Role, area: Area) -> bool:
    """Whether a role may open an area."""
    return area in ROLES[role].areas


def may_act(role: Role, act: AnyAct) -> bool:
    """Whether a role does this to the returns, or about the organisations and themes, that it sees."""
    return act in ROLES[role].acts


def expect_organisations(role: Role, organisations: Iterable[str] | None) -> None:
    """See that a role which does not oversee is for some organisations: nobody sees all by an oversight of ours.

    Missing: `organisations` is None when none were named: a role that oversees then sees the whole department, also
    organisations added later.
    Raises: SettingWrong.
    """
    if organisations is None and not ROLES[role].oversees:
        raise SettingWrong(
            f"The role {role} needs the organisations that it is for.", "Name at least one organisation."
        )


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds, on the days from its first to its last.

    Missing: `organisations` is None for the whole department; a day is None where it has no beginning or no end.
    """

    id: str
    role: Role
    department: str
    organisations: tuple[str, ...] | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    def __post_init__(self) -> None:
        expect_organisations(self.role, self.organisations)

    def holds(self, today: date) -> bool:
        """Whether it has effect today: its first and its last day are days on which it has."""
        begun = self.starts_on is None or self.starts_on <= today
        return begun and (self.ends_on is None or today <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who has signed in, in the role that they act in, as pages know them.

    `origin` says from where they look, `session` names the signed-in browser, `holds` are the roles that have effect
    today, of which the one that they act in is `acts_as`, by its id.
    """

    name: str
    role: Role
    scope: Scope
    origin: str = ""
    session: str = ""
    holds: tuple[Held, ...] = ()
    acts_as: str = ""

    def may(self, area: Area) -> bool:
        """Whether they may open an area."""
        return may(self.role, area)

    def does(self, act: AnyAct) -> bool:
        """Whether they do this to the returns, or about the organisations and themes, that they see."""
        return may_act(self.role, act)

    def reach(self, act: AnyAct) -> Scope:
        """The part of their scope in which they do this: a further parent sees and asks, the lead decides."""
        if act in OF_THE_LEAD_DEPARTMENT and ROLES[self.role].oversees:
            return replace(self.scope, also=frozenset())
        return self.scope
