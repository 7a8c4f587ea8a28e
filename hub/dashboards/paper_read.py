"""What the pages of papers show and ask for, as values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from hub.auth.permissions import Viewer
from hub.contract.period import Period
from hub.dashboards.forum_read import PaperFile
from hub.issued import Issued, Kind
from hub.store.paper_jobs import PaperJob


@dataclass(frozen=True, slots=True)
class PapersRead:
    """What was issued, the newest first; `outdated` are the numbers of those of which a return was corrected since.

    Shapes: `periods` can be chosen, the newest first; `period` is that which is shown when none is.
    """

    department_name: str
    issued: tuple[Issued, ...]
    outdated: frozenset[str]
    periods: tuple[Period, ...]
    period: Period
    today: date


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that somebody asks for.

    Shapes: `about` is the meeting of an agenda, or the organisation of a brief.
    Missing: `number` is empty unless it is about an issued one, `about` where it is about all, `period` of an agenda.
    """

    act: str
    kind: Kind
    period: str
    day: date
    suffix: str = ""
    number: str = ""
    about: str = ""


Ask = Callable[[Viewer, Wanted], str]
"""Lets a paper be made; the id under which to ask how far it is. Raises: TooManyRequests."""


@dataclass(frozen=True, slots=True)
class PaperDesk:
    """Everything that the pages of papers ask for. Raises: reads raise NotFound outside the scope."""

    listed: Callable[[Viewer], PapersRead]
    one: Callable[[Viewer, str], tuple[Issued, bool]]
    file: Callable[[Viewer, str, str], PaperFile]
    since: Callable[[Viewer, str], Markup]
    ask: Ask
    job: Callable[[Viewer, str], PaperJob]
    made: Callable[[Viewer, str], PaperFile]
