"""What the screens read from: who looks, what a period says to them, what one return says, and the frame around it.

Made by `hub.app`; the screens ask nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hub.auth.permissions import Area, Viewer
from hub.contract.life_cycle import Standing
from hub.contract.model import Return
from hub.contract.period import Period
from hub.dashboards.forum_read import ForumRead, MeetingRead, PaperFile
from hub.dashboards.library_read import LibraryRead, Wanted
from hub.dashboards.life import Desk, Life
from hub.dashboards.one_organisation import OrganisationRead, VersionsRead
from hub.dashboards.tier_read import TierRead, TiersRead
from hub.dashboards.use import UseRead
from hub.decisions import AgendaItem, Decision, last_about
from hub.errors import nothing_here
from hub.frame import Page
from hub.oversight.picture import Picture
from hub.oversight.standards import BodyStandards
from hub.oversight.themes.decided import Heading, ThemesDecided
from hub.oversight.themes.quoted import Quoted
from hub.oversight.themes.theme import Theme
from hub.store.entries import Found, Sought, Told
from hub.store.kept import KeptReturn
from hub.store.ledger import Head
from hub.store.services import SharedService
from hub.store.steps import Unexplained, Withdrawn


@dataclass(frozen=True, slots=True)
class ReturnRead:
    """One version of a return, what it says, whose it is, the body's other versions for the period, and its life.

    Shapes: `marks` say where the body comes from and who oversees it; `services` are those that it shares, and
    `service_names` the names of the organisations that do, by code.
    Missing: `entry` is empty where its `receipt` names no entry of the audit ledger.
    """

    kept: KeptReturn
    return_: Return
    organisation_name: str
    versions: tuple[KeptReturn, ...]
    life: Life
    receipt: Mapping[str, Any] = field(default_factory=dict)
    entry: str = ""
    marks: tuple[str, ...] = ()
    services: tuple[SharedService, ...] = ()
    service_names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LedgerRead:
    """A page of the ledger, with its present end, and the names of the organisations that its reader sees, by code."""

    department: str
    department_name: str
    found: Found
    head: Head
    organisations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ThemesRead:
    """The themes of a period, what was decided about them, and what was sent to the agenda.

    Shapes: `decisions` the oldest first, also those that hold no longer; `agenda` the oldest first.
    """

    picture: Picture
    decided: ThemesDecided
    decisions: tuple[Decision, ...]
    agenda: tuple[AgendaItem, ...]

    @property
    def names(self) -> dict[str, str]:
        """What the organisations of the period are called, by code."""
        return {row.organisation.code: row.organisation.name for row in self.picture.rows}

    def last_about(self, heading: Heading) -> str:
        """The id of the last decision about any of its themes. Missing: empty where there is none."""
        return last_about(self.decisions, {theme.key for theme in heading.themes})


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a screen may ask for.

    Shapes: `standings` are those of a period's returns, by return id; `withdrawn` is what was withdrawn of the returns
    for some periods and has no later version, by organisation and name of the period; `unexplained` are the returns of
    every period with a query that waits, newest period first.
    `themes_to_decide` are for an act, and not shown; `quoted` are the words behind themes of a picture.
    `agenda_file` is given the form of the file.
    Missing: `picture` and `themes` take None for the period that `period_to_show` chooses; `ledger` takes None for its
    newest page.
    Raises: `viewer` raises NotAuthenticated when nobody is signed in; reads raise NotFound outside the scope.
    """

    viewer: Callable[[], Viewer]
    picture: Callable[[Viewer, Period | None], Picture]
    themes: Callable[[Viewer, Period | None], ThemesRead]
    themes_to_decide: Callable[[Viewer, Period | None], ThemesRead]
    quoted: Callable[[Viewer, Picture, Sequence[Theme]], tuple[Quoted, ...]]
    standings: Callable[[Viewer, Period], Mapping[str, Standing]]
    withdrawn: Callable[[Viewer, Sequence[Period]], Mapping[tuple[str, str], Withdrawn]]
    unexplained: Callable[[Viewer], tuple[Unexplained, ...]]
    return_: Callable[[Viewer, str], ReturnRead]
    organisation: Callable[[Viewer, str], OrganisationRead]
    versions: Callable[[Viewer, str, Period, int, int], VersionsRead]
    standards: Callable[[Viewer, Sequence[str]], tuple[BodyStandards, ...]]
    use: Callable[[Viewer, str, Period | None], UseRead]
    forum: Callable[[Viewer], ForumRead]
    meeting: Callable[[Viewer, str], MeetingRead]
    agenda_file: Callable[[Viewer, str, str], PaperFile]
    calendar_file: Callable[[Viewer, str], PaperFile]
    own_bodies: Callable[[Viewer], Mapping[str, str]]
    desk: Callable[[Viewer], Desk]
    library: Callable[[Viewer, Wanted], LibraryRead]
    ledger: Callable[[Viewer, Sought, int | None], LedgerRead]
    whole_ledger: Callable[[Viewer, Sought], Iterator[Told]]
    tiers: Callable[[Viewer], TiersRead]
    tier: Callable[[Viewer, str, Period | None], TierRead]
    tier_brief: Callable[[Viewer, str, Period | None, str], PaperFile]
    page: Callable[[str, Viewer], Page]


def permit(viewer: Viewer, area: Area) -> None:
    """See that somebody may open an area. Raises: NotFound, as for an address that does not exist."""
    if not viewer.may(area):
        raise nothing_here()
