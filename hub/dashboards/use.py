"""What became of one return, as a page shows it to the organisation that sent it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hub.contract.life_cycle import Standing
from hub.decisions import AgendaItem
from hub.oversight.picture import Picture
from hub.oversight.questions import Question
from hub.oversight.themes.decided import Heading
from hub.store.kept import KeptReturn
from hub.store.threads import Thread


@dataclass(frozen=True, slots=True)
class UsedBy:
    """A paper that was issued with figures of the return. Units: `day` is that of the board or the meeting."""

    called: str
    day: date
    version: int


@dataclass(frozen=True, slots=True)
class UseRead:
    """What became of the return of one organisation for one period.

    Shapes: `own` is its own picture, `forum` that of the whole department as the forum may see it; `themes` are those
    that the organisation is in and the forum has not dismissed, `asked` the questions that the board is offered about
    it, `items` what was sent to the forum's agenda and is about it too; `papers` are those that used it, newest first.
    Missing: `kept` and `standing` are None where nothing was sent.
    """

    code: str
    own: Picture
    kept: KeptReturn | None
    standing: Standing | None
    threads: tuple[Thread, ...]
    forum: Picture
    themes: tuple[Heading, ...]
    asked: tuple[Question, ...]
    items: tuple[AgendaItem, ...]
    papers: tuple[UsedBy, ...] = ()
