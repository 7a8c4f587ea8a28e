"""What needs somebody now: a line for each thing that waits, and a link to where it is dealt with.

Counts what it is given; what has passed its day, or waits, is decided where it is told in full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hub.auth.permissions import Area, ThemeAct, Viewer
from hub.contract.period import Period
from hub.dashboards import html, pieces
from hub.dashboards.addresses import organisation_address, tier_address
from hub.dashboards.forum_read import ForumRead
from hub.dashboards.life import Desk
from hub.dashboards.markup import Node
from hub.dashboards.one_organisation import OrganisationRead
from hub.dashboards.pages import compliance, standards
from hub.dashboards.pages.board import layout as board
from hub.dashboards.pages.forum.at_start import needs as of_the_forum
from hub.dashboards.pages.organisation import due
from hub.dashboards.pages.themes import choices as themes_at
from hub.dashboards.pages.use import choices as use
from hub.dashboards.reading import ThemesRead
from hub.dashboards.tier_read import TierLine
from hub.oversight.picture import Picture, Row
from hub.oversight.questions import questions
from hub.oversight.reporting import ReturnState, day_in_words
from hub.oversight.standards import BodyStandards
from hub.oversight.themes.decided import Standing
from hub.oversight.written import how_many, listed
from hub.store.steps import Unexplained
from hub.store.threads import ThreadState

TITLE = "What needs you now"
NOTHING = "Nothing waits for you now. What is late, asked, overdue or undecided will stand here."
MOST_NAMED = 5
Names = Mapping[str, str]  # of organisations, by code


@dataclass(frozen=True, slots=True)
class Waiting:
    """What may wait for somebody, as far as their role sees it.

    Shapes: `own` are the organisations that somebody acts for, whole.
    Missing: None for what the role does not see; empty for what there is none of.
    """

    picture: Picture | None = None
    missing: Sequence[tuple[Period, Sequence[Row]]] = ()
    unexplained: Sequence[Unexplained] = ()
    desk: Desk | None = None
    standards: Sequence[BodyStandards] = ()
    themes: ThemesRead | None = None
    own: Sequence[OrganisationRead] = ()
    forum: ForumRead | None = None
    tiers: Sequence[TierLine] = ()

    @property
    def names(self) -> Names:
        """What the organisations are called, by code: those that have ended too, where the desk tells of them."""
        owing = {row.organisation.code: row.organisation.name for row in self.picture.rows} if self.picture else {}
        return {**(self.desk.names if self.desk else {}), **owing}


def section(viewer: Viewer, waiting: Waiting) -> list[Node]:
    """The lines, or that there is none."""
    lines = list(_lines(viewer, waiting))
    return [pieces.heading(TITLE), pieces.bullets(lines) if lines else pieces.paragraph(NOTHING)]


def _lines(viewer: Viewer, waiting: Waiting) -> Iterator[Node]:
    if waiting.own:
        yield from _of_their_own(waiting.own)
    elif waiting.picture is not None and viewer.may(Area.COMPLIANCE):
        yield from _of_returns(waiting.picture, waiting)
        yield from _of_actions(waiting.picture)
    yield from _of_standards(waiting.standards, waiting.names)
    if waiting.forum is not None:
        yield from of_the_forum(waiting.forum)
    if waiting.themes is not None:
        yield from _of_themes(waiting.themes, decides=viewer.does(ThemeAct.CONFIRM))
    if waiting.picture is not None and viewer.may(Area.BOARD):
        yield from _of_the_board(waiting.picture)
    yield from of_the_tiers(waiting.tiers)
    if waiting.picture is not None and viewer.may(Area.USE):
        period = waiting.picture.period
        yield pieces.link(f"See what became of your return for {period.label}", f"{use.ADDRESS}?period={period.name}")


def _of_their_own(own: Sequence[OrganisationRead]) -> Iterator[Node]:
    """What is due from the organisations that somebody acts for: the same lines as on the page of each."""
    for read in own:
        lines = due.of_the_organisation(read)
        if len(own) == 1:
            yield from lines
        elif lines:
            here = pieces.link(read.body.name, f"{organisation_address(read.body.code)}#due")
            yield html.Span([here, pieces.bullets(lines)])


def _of_returns(picture: Picture, waiting: Waiting) -> Iterator[Node]:
    for period, rows in waiting.missing:
        yield pieces.link(
            f"{how_many(len(rows), 'return is', 'returns are')} missing for {period.label}", compliance.address(period)
        )
    late = sum(row.state is ReturnState.LATE for row in picture.rows)
    here = compliance.address(picture.period)
    if late:
        yield pieces.link(f"{how_many(late, 'return', 'returns')} for {picture.period.label} came late", here)
    yield from _of_queries(waiting)
    asked = waiting.desk.questions if waiting.desk else ()
    for state, words in ((ThreadState.OPEN, "for an answer"), (ThreadState.ANSWERED, "to be read and closed")):
        of_state = [thread for thread in asked if thread.state is state]
        if of_state:
            oldest = f"/returns/{of_state[0].return_id}#question-{of_state[0].id}"
            yield pieces.link(f"{how_many(len(of_state), 'question waits', 'questions wait')} {words}", oldest)


def _of_queries(waiting: Waiting) -> Iterator[Node]:
    """A line for each period, the newest first: a query of long ago waits as much as one of now."""
    of_periods: dict[Period, list[Unexplained]] = {}
    for one in waiting.unexplained:
        of_periods.setdefault(one.period, []).append(one)
    for period, returns in [*of_periods.items()][:MOST_NAMED]:
        count, for_ = how_many(len(returns), "return", "returns"), f"for {period.label}"
        have = "has" if len(returns) == 1 else "have"
        there = f"/returns/{returns[0].return_id}#queries" if len(returns) == 1 else compliance.address(period)
        yield pieces.link(f"{count} {for_} {have} queries that nobody has explained yet", there)
    if len(of_periods) > MOST_NAMED:
        older = [*of_periods.items()][MOST_NAMED:]
        latest, waiting_longer = older[0][0], sum(len(returns) for _, returns in older)
        have = how_many(waiting_longer, "return for an earlier period has", "returns for earlier periods have")
        yield pieces.link(f"{have} such queries too, the latest for {latest.label}", compliance.address(latest))


def _of_actions(picture: Picture) -> Iterator[Node]:
    names = {row.organisation.code: row.organisation.name for row in picture.rows}
    overdue = [(body.organisation, len(body.overdue)) for body in picture.meaning.learning if body.overdue]
    for code, count in overdue[:MOST_NAMED]:
        words = f"{how_many(count, 'action', 'actions')} of {names[code]} {'is' if count == 1 else 'are'} overdue"
        yield pieces.link(words, f"{organisation_address(code)}#learning")
    if len(overdue) > MOST_NAMED:
        more = len(overdue) - MOST_NAMED
        yield f"Actions of {how_many(more, 'further organisation', 'further organisations')} are overdue too"


def _of_standards(bodies: Sequence[BodyStandards], names: Names) -> Iterator[Node]:
    reviews = sum(len(body.reviews_due) for body in bodies)
    if reviews:
        who = _whose(bodies, names, lambda body: bool(body.reviews_due))
        words = (
            f"{how_many(reviews, 'review', 'reviews')} of the four steps {'is' if reviews == 1 else 'are'} due: {who}"
        )
        yield pieces.link(words, standards.ADDRESS)
    late = sum(len(body.help_overdue) for body in bodies)
    if late:
        who = _whose(bodies, names, lambda body: bool(body.help_overdue))
        are = "is past its day" if late == 1 else "are past their day"
        yield pieces.link(f"{how_many(late, 'promise', 'promises')} of help {are}: {who}", standards.ADDRESS)


def _whose(bodies: Sequence[BodyStandards], names: Names, is_theirs: Callable[[BodyStandards], bool]) -> str:
    """Whose it is, by name; of many, the first ones and how many more."""
    theirs = [names.get(body.organisation, body.organisation) for body in bodies if is_theirs(body)]
    more = len(theirs) - MOST_NAMED
    if more <= 1:
        return listed(theirs)
    return f"{', '.join(theirs[:MOST_NAMED])} and {more} more organisations"


def _of_themes(read: ThemesRead, *, decides: bool) -> Iterator[Node]:
    open_ = sum(one.standing is Standing.SUGGESTED for one in read.decided.told)
    there = themes_at.address(read.picture.period)
    if open_ and decides:
        yield pieces.link(f"{how_many(open_, 'theme waits', 'themes wait')} for a decision", there)
    waiting = sum(item.stands_on is None for item in read.agenda)
    if waiting:
        waits = how_many(waiting, "theme waits", "themes wait")
        yield pieces.link(f"{waits} for the forum's agenda", there)


def _of_the_board(picture: Picture) -> Iterator[Node]:
    asked = len(questions(picture))
    if asked:
        words = f"{how_many(asked, 'question', 'questions')} that figures raise for the board"
        yield pieces.link(words, f"{board.ADDRESS}?period={picture.period.name}")


def of_the_tiers(lines: Sequence[TierLine]) -> Iterator[Node]:
    """The next meeting with each independent tier, what waits to be recorded, and what is past its day."""
    for one in sorted(lines, key=lambda line: line.next_meeting.on if line.next_meeting else date.max):
        here, to_come = tier_address(one.organisation), one.next_meeting
        if to_come:
            words = f"Meeting with {one.tier} about {one.name} on {day_in_words(to_come.on)}"
            yield html.Span([pieces.link(words, f"{here}#meeting-{to_come.id}"), ": its brief is ready"])
        for meeting in one.meetings:
            if meeting.awaits_record(one.today):
                words = f"The meeting with {one.tier} on {day_in_words(meeting.on)} waits to be recorded"
                yield pieces.link(words, f"{here}#meeting-{meeting.id}")
        if one.overdue:
            past = how_many(one.overdue, "follow-up is past its day", "follow-ups are past their day")
            yield pieces.link(f"{past}, from meetings with {one.tier}", f"{here}#meetings")
