"""Who asks the hub: somebody of every role, of every reach, and those whose right has ended; the columns of the matrix.

All of it is fictional. What each of them may see is written out here by hand, and computed nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from canaries import code

from hub.auth.permissions import Role
from hub.store.roles import Terms as Held

COASTS, MILLS, SLATES = map(code, ("coasts-and-coves", "mills-and-marshes", "slates-and-snows"))
DEPARTMENTS = {
    COASTS: "Department for Coasts and Coves",
    MILLS: "Department for Mills and Marshes",
    SLATES: "Department for Slates and Snows",
}
COVE, CLIFF, GULL, TARN, FEN = map(code, ("cove-wardens", "cliff-council", "gull-registry", "tarn-trust", "fen-office"))
MILL, OLD, SLATE, BRIDGE = map(code, ("mill-race", "old-cove-office", "slate-survey", "bridge-repairs"))
OTHER_PARENTS = {GULL: MILLS}  # which oversee a body beside its department
MERGED = {OLD: COVE}
SPLIT = {SLATE: MILL}  # what it was a part of
SHARED = {BRIDGE: (CLIFF, MILL)}  # who delivers a service together, the lead first
BODIES = {  # whose returns are asked for: their department, name, and how often they report
    COVE: (COASTS, "Cove Wardens", "quarter"),
    CLIFF: (COASTS, "Cliff Council", "quarter"),
    GULL: (COASTS, "Gull Registry", "quarter"),
    TARN: (COASTS, "Tarn Trust", "year"),
    FEN: (COASTS, "Fen Office", "quarter"),  # has never sent anything
    MILL: (MILLS, "Mill Race", "quarter"),
    OLD: (MILLS, "Old Cove Office", "quarter"),  # merged into Cove
    SLATE: (SLATES, "Slate Survey", "quarter"),
}
OF_COASTS = frozenset({COVE, CLIFF, GULL, TARN, FEN})
IN_THE_LIBRARY = {  # whose learning others may be told of, as their last return says, by the departments that oversee
    COASTS: frozenset({COVE, CLIFF, GULL, TARN}),
    MILLS: frozenset({MILL, GULL}),
    SLATES: frozenset({SLATE}),
}
NOBODYS: frozenset[str] = frozenset()


def name_of(body: str) -> str:
    """The name of a body, whose canary is its own: some see the name and nothing else."""
    return f"name of {body}"


def team_of(department: str) -> str:
    """Somebody who sponsors all of a department, and does what is theirs to do."""
    return f"team of {department}"


class Kind(Enum):
    """How somebody shows who they are: not at all, by a session, by a token."""

    STRANGER = auto()
    PERSON = auto()
    PROGRAM = auto()


@dataclass(frozen=True, slots=True)
class Caller:
    """One column: two letters, who it is, the roles held, and the organisations whose canaries may be shown.

    Of those in `counts` they see names and protected figures alone, and no word of a return but those of a theme.
    `after` is what happens once they have signed in, or have their token.
    """

    column: str
    words: str
    kind: Kind
    roles: tuple[Held, ...] = ()
    organisation: str = ""  # of a program
    sees: frozenset[str] = NOBODYS
    counts: frozenset[str] = NOBODYS
    after: str = ""

    @property
    def departments(self) -> frozenset[str]:
        """The departments whose names they may see: every parent of what they see."""
        seen = self.sees | self.counts
        parents = {BODIES[code][0] for code in seen} | {OTHER_PARENTS.get(code, "") for code in seen}
        return frozenset(parents - {""})

    @property
    def finds(self) -> frozenset[str]:
        """The bodies of which they find in the learning library what these share, and nothing else."""
        return (IN_THE_LIBRARY[self.roles[0].department] if self.roles else NOBODYS) - self.sees

    def named(self) -> frozenset[str]:
        """The departments and organisations of their roles, whose names their own account tells."""
        bodies = {body for held in self.roles for body in held.organisations or ()}
        return frozenset({held.department for held in self.roles} | bodies | {name_of(body) for body in bodies})

    def on_the_ledger(self) -> frozenset[str]:
        """Who stands in the ledger as they see it: to whom a role or a client was given in what they oversee.

        An operator sees also who can sign in, of whatever department.
        """
        acts_as = self.roles[0] if self.roles else None
        if acts_as is None or acts_as.role not in (Role.SPONSOR, Role.OPERATOR):
            return NOBODYS
        if acts_as.role is Role.OPERATOR:
            return frozenset({*(other.column for other in CALLERS), *map(team_of, DEPARTMENTS), *DEPARTMENTS})
        return frozenset(other.column for other in CALLERS if self._is_given(other, acts_as))

    def _is_given(self, other: Caller, acts_as: Held) -> bool:
        if other.organisation:
            return other.organisation in self.sees
        if acts_as.organisations is None:
            return any(held.department == acts_as.department for held in other.roles)
        return any(held.organisations and {*held.organisations} <= self.sees for held in other.roles)

    @property
    def names(self) -> frozenset[str]:
        """The bodies whose names they may see: those they see, and those with which these have to do."""
        pairs = {*MERGED.items(), *SPLIT.items(), *SHARED.values()}
        seen = self.sees | self.counts
        return seen | {body for pair in pairs if {*pair} & seen for body in pair}

    @property
    def shared(self) -> frozenset[str]:
        """The shared services that they may read of."""
        return frozenset(service for service, bodies in SHARED.items() if self.sees & {*bodies})

    def may_be_shown(self) -> frozenset[str]:
        """The owners whose canaries an answer to them may hold: themselves, whom they see, and who acts on the same."""
        beside = {other.column for other in CALLERS if (other.sees | other.counts) & self.sees}
        teams = {team_of(department) for department in self.departments}
        names = {name_of(body) for body in self.names}
        return frozenset({self.column, *self.sees, *self.departments, *self.shared, *names, *beside, *teams})


def _person(
    column: str,
    words: str,
    *roles: Held,
    sees: frozenset[str] = NOBODYS,
    counts: frozenset[str] = NOBODYS,
    after: str = "",
) -> Caller:
    return Caller(column, words, Kind.PERSON, roles, sees=sees, counts=counts, after=after)


def _program(column: str, words: str, organisation: str, sees: frozenset[str] = NOBODYS, after: str = "") -> Caller:
    return Caller(column, words, Kind.PROGRAM, organisation=organisation, sees=sees, after=after)


YESTERDAY, TOMORROW = date(2026, 7, 19), date(2026, 7, 21)
CALLERS = (
    Caller("st", "a stranger", Kind.STRANGER),
    _person("no", "somebody without a role"),
    _person("se", "sender of Cove", Held(Role.SENDER, COASTS, (COVE,)), sees=frozenset({COVE, OLD})),
    _person("si", "signatory of Cove", Held(Role.SIGNATORY, COASTS, (COVE,)), sees=frozenset({COVE, OLD})),
    _person("sp", "sponsor of Coasts", Held(Role.SPONSOR, COASTS), sees=OF_COASTS | {OLD}),
    _person("na", "sponsor of Coasts, for Cove and Gull alone", Held(Role.SPONSOR, COASTS, (COVE, GULL)),
            sees=frozenset({COVE, GULL, OLD})),
    _person("fo", "forum member of Coasts", Held(Role.FORUM, COASTS, (COVE, CLIFF)),
            counts=frozenset({COVE, CLIFF, OLD})),
    _person("bo", "board lead of Coasts", Held(Role.BOARD, COASTS), counts=OF_COASTS | {OLD}),
    _person("ti", "independent tier of Cove", Held(Role.TIER, COASTS, (COVE,)), counts=frozenset({COVE, OLD})),
    _person("op", "operator of Coasts", Held(Role.OPERATOR, COASTS), sees=OF_COASTS | {OLD}),
    _person("oc", "signatory of Cliff", Held(Role.SIGNATORY, COASTS, (CLIFF,)), sees=frozenset({CLIFF})),
    _person("sm", "sponsor of Mills, the other parent of Gull", Held(Role.SPONSOR, MILLS),
            sees=frozenset({MILL, OLD, GULL})),
    _person("ss", "sponsor of Slates", Held(Role.SPONSOR, SLATES), sees=frozenset({SLATE})),
    _person("mr", "sponsor of Slates, who is signatory of Cove too", Held(Role.SPONSOR, SLATES),
            Held(Role.SIGNATORY, COASTS, (COVE,)), sees=frozenset({SLATE})),
    _person("ed", "sponsor of Coasts until yesterday", Held(Role.SPONSOR, COASTS, ends_on=YESTERDAY)),
    _person("nb", "sponsor of Coasts from tomorrow on", Held(Role.SPONSOR, COASTS, starts_on=TOMORROW)),
    _person("rm", "sponsor of Coasts, whose role was taken away since", Held(Role.SPONSOR, COASTS), after="removed"),
    _person("di", "sponsor of Coasts, shut out since", Held(Role.SPONSOR, COASTS), after="disabled"),
    _person("so", "sponsor of Coasts, signed out since, by a copy of the cookie", Held(Role.SPONSOR, COASTS),
            after="signed out"),
    _program("pg", "program of Cove", COVE, frozenset({COVE})),
    _program("pc", "program of Cliff", CLIFF, frozenset({CLIFF})),
    _program("pr", "program of Cove, revoked since", COVE, after="revoked"),
    _program("pe", "program of Cove, expired since", COVE, after="expired"),
)  # fmt: skip
BY_COLUMN = {caller.column: caller for caller in CALLERS}
