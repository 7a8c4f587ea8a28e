"""What somebody finds before them at the start: an organisation its own returns, a sponsor what waits for the sponsor.

A way in: each line leads to the page where it is dealt with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from hub.auth.permissions import OF_AN_ORGANISATION, Act, Viewer
from hub.contract.life_cycle import Standing, State
from hub.contract.period import Period
from hub.dashboards import html, pieces
from hub.dashboards.addresses import organisation_address
from hub.dashboards.life import Desk, OwnReturn
from hub.dashboards.markup import Node
from hub.dashboards.pages import shared_services, states, taken_back
from hub.dashboards.pages.taken_back import NO_WITHDRAWALS, Withdrawals
from hub.dashboards.tables import Cell, table
from hub.oversight.picture import Picture
from hub.store.kept import KeptReturn
from hub.store.threads import Thread, ThreadState

OWN = "Your returns"
HAPPENED = "What became of your organisation"
NOT_SENT = "Nothing received"
WHOLE_PAGE = (
    "Every return, queries and questions, learning and actions, the four steps, self-assessment, conversations."
)
MOST_QUESTIONS = 20


def before_them(
    viewer: Viewer,
    desk: Desk | None,
    picture: Picture | None,
    standings: Mapping[str, Standing] = states.NO_STANDINGS,
    withdrawn: Withdrawals = NO_WITHDRAWALS,
) -> list[Node]:
    """The parts of the start that are this viewer's own.

    Shapes: `standings` are those of the picture's returns, by return id; `withdrawn` by organisation and period.
    Missing: `desk` is None for somebody whose role does not open returns.
    """
    if desk is None:
        return []
    if viewer.role in OF_AN_ORGANISATION:
        waiting = _questions(desk, ThreadState.OPEN, "Questions that wait for your answer")
        return [*_own_returns(desk), *waiting, *_happened(desk), *_shared(desk)]
    waits = _to_publish(picture, viewer, standings, withdrawn) if picture and viewer.does(Act.PUBLISH) else []
    return [*waits, *_questions(desk, ThreadState.ANSWERED, "Questions that have been answered")]


def _own_returns(desk: Desk) -> list[Node]:
    if not desk.returns:
        return []
    several = len({each.organisation for each in desk.returns}) > 1
    head = ["Period", *(["Organisation"] if several else []), "Version", "Where it stands", "What it waits for"]
    rows = [_own_return(each, desk, several) for each in desk.returns]
    periods = len({each.period for each in desk.returns})
    which = "the last period" if periods == 1 else f"each of the last {periods:,} periods, newest first"
    whole = [_whole_page(code, desk.names[code]) for code in dict.fromkeys(each.organisation for each in desk.returns)]
    return [pieces.heading(OWN), table(f"The latest version for {which}", head, rows), *whole]


def _whole_page(code: str, name: str) -> Node:
    link = pieces.link(name, organisation_address(code))
    return pieces.paragraph(html.Span([link, pieces.small(WHOLE_PAGE)]))


def _happened(desk: Desk) -> list[Node]:
    return [pieces.heading(HAPPENED), pieces.bullets(list(desk.happened))] if desk.happened else []


def _shared(desk: Desk) -> list[Node]:
    return shared_services.section(desk.services, desk.service_names)


def _own_return(own: OwnReturn, desk: Desk, several: bool) -> list[Cell]:
    of_body = [Cell(pieces.marked(desk.names[own.organisation], own.marks))] if several else []
    of_period = () if several else own.marks
    if own.kept is None or own.standing is None:
        nothing = Cell("", only_in_rows=True)
        label = pieces.marked(own.period.label, of_period)
        return [Cell(label), *of_body, nothing, Cell(pieces.quiet(NOT_SENT)), nothing]
    waiting = [
        one for one in desk.questions if (one.organisation, one.period_name) == (own.organisation, own.period.name)
    ]
    return [
        Cell(pieces.marked(pieces.link(own.period.label, f"/returns/{own.kept.id}"), of_period)),
        *of_body,
        Cell(f"{own.kept.version:,}"),
        Cell(_stands(own.kept, own.standing)),
        Cell([states.waits_for(own.standing), _unanswered(waiting)]),
    ]


def _stands(kept: KeptReturn, standing: Standing) -> list[Node]:
    state = pieces.status(states.label(standing.state), states.tone(standing.state))
    if standing.state is not State.WITHDRAWN:
        return [state]
    return [state, taken_back.told(standing.steps[-1]), taken_back.link(kept.id, f"for {kept.period.label}")]


def _unanswered(waiting: Sequence[Thread]) -> Node:
    count = sum(thread.state is ThreadState.OPEN for thread in waiting)
    if not count:
        return None
    words = "1 question waits" if count == 1 else f"{count:,} questions wait"
    return html.Div(pieces.status(f"{words} for an answer", "ask"), className="hub-stands-at")


def _to_publish(
    picture: Picture, viewer: Viewer, standings: Mapping[str, Standing], withdrawn: Withdrawals
) -> list[Node]:
    """How the returns of the latest period stand, and those that this viewer can publish."""
    current = {row.return_id: row.organisation for row in picture.rows if row.return_id in standings}
    others = viewer.scope.also - viewer.reach(Act.PUBLISH).also
    gone = [
        html.Li(
            [
                row.organisation.name,
                taken_back.told(one.step),
                taken_back.link(one.kept.id, f"of {row.organisation.name}"),
            ]
        )
        for row in picture.rows
        if (one := taken_back.of(row, picture.period, withdrawn))
    ]
    if not current and not gone:
        return []
    counted = Counter(standings[return_id].state for return_id in current if return_id)
    told = [
        (pieces.status(states.label(state), states.tone(state)), f"{counted[state]:,}")
        for state in State
        if counted[state]
    ]
    ready = [
        html.Li(pieces.link(body.name, f"/returns/{return_id}"))
        for return_id, body in current.items()
        if return_id and standings[return_id].state is State.SIGNED_OFF and body.code not in others
    ]
    waiting: list[Node] = [("Wait for you to publish", html.Ul(ready, className="hub-reasons"))] if ready else []
    back: list[Node] = [(taken_back.state(), html.Ul(gone, className="hub-reasons"))] if gone else []
    return [
        pieces.heading(f"Where the returns for {picture.period.label} stand"),
        pieces.facts([*told, *back, *waiting]),
    ]


def _questions(desk: Desk, state: ThreadState, title: str) -> list[Node]:
    found = [thread for thread in desk.questions if thread.state is state]
    if not found:
        return []
    more = len(found) - MOST_QUESTIONS
    listed = [_question(thread, desk) for thread in found[:MOST_QUESTIONS]]
    rest = pieces.paragraph(f"And {more:,} more, which the pages of the returns show.") if more > 0 else None
    return [pieces.heading(title), pieces.bullets(listed), rest]


def _question(thread: Thread, desk: Desk) -> Node:
    name = desk.names.get(thread.organisation, thread.organisation)
    where = f"/returns/{thread.return_id}#question-{thread.id}"
    period = f"{Period.named(thread.period_name).label}, version {thread.version}"
    return html.Span([pieces.link(f"{name}, {period}", where), f": “{thread.posts[0].text}”"])
