"""What one organisation learns: where its loops break, and which actions are due, overdue or lack something."""

from __future__ import annotations

from hub.dashboards import pieces
from hub.dashboards.markup import Node
from hub.dashboards.one_organisation import OrganisationRead
from hub.dashboards.pages.return_page.words import label
from hub.dashboards.tables import Cell, table
from hub.oversight.learning.body import BodyLearning
from hub.oversight.learning.loop import Loop
from hub.oversight.learning.plans import Plan, PlanState
from hub.oversight.learning.words import body_words, break_words, plan_words

NONE = "No return of this organisation tells of learning or actions yet."
LOOP = (
    "A loop is closed when learning has led to an action that is done, its effect is measured, and service users have "
    "been told. Where it breaks is a question for the next conversation."
)
TONES = {PlanState.OVERDUE: "ask", PlanState.DUE: "plain", PlanState.NO_DAY: "attention", PlanState.DONE: "quiet"}
ORDER = (PlanState.OVERDUE, PlanState.NO_DAY, PlanState.DUE, PlanState.DONE)
NO_SUBJECT = Cell("", only_in_rows=True)


def told(read: OrganisationRead) -> str:
    """`3 of 7 loops closed, 2 of 9 actions overdue`. Missing: `nothing told` where no return tells of any."""
    body = read.learning
    if body is None or not (body.loops or body.plans):
        return "nothing told"
    return f"{body.closed} loops closed, {len(body.overdue):,} of {len(body.plans):,} actions overdue"


def section(read: OrganisationRead) -> list[Node]:
    """What stands out, the loops that break, and the actions that are not done or lack something."""
    body, until = read.learning, read.learning_until
    if body is None or until is None or not (body.loops or body.plans):
        return [pieces.paragraph(NONE)]
    said = [*body_words(body)]
    return [
        pieces.paragraph(f"From the returns for the periods up to {until.label}."),
        pieces.bullets(said) if said else None,
        *_loops(body, read),
        *_plans(body),
    ]


def _loops(body: BodyLearning, read: OrganisationRead) -> list[Node]:
    if not body.loops:
        return []
    parts: list[Node] = [pieces.subheading("Learning loops"), pieces.paragraph(LOOP)]
    if not body.broken:
        return [*parts, pieces.paragraph(f"Closed: {body.closed}.")]
    rows = [_loop(one, read) for one in body.broken]
    return [*parts, table("Loops that break", ["Learning", "Subject", "Where it breaks"], rows)]


def _loop(one: Loop, read: OrganisationRead) -> list[Cell]:
    latest = next((each.latest for each in read.periods if each.period == one.last), None)
    name = pieces.link(one.id, f"/returns/{latest.id}") if latest else one.id
    return [
        Cell([name, pieces.small(f"Last told for {one.last.label}")]),
        _subject(one.subject),
        Cell(pieces.lines([break_words(each) for each in one.breaks])),
    ]


def _plans(body: BodyLearning) -> list[Node]:
    if not body.plans:
        return []
    shown = [plan for state in ORDER for plan in body.plans if plan.state is state and (_is_open(plan) or plan.lacks)]
    parts: list[Node] = [pieces.subheading("Action plans"), pieces.paragraph(f"Done: {body.done} actions.")]
    if not shown:
        return parts
    head = ["Action", "Subject", "State", "Where it stands"]
    return [*parts, table("Actions that are not done, or that lack something", head, [_plan(one) for one in shown])]


def _is_open(plan: Plan) -> bool:
    return plan.state is not PlanState.DONE


def _plan(plan: Plan) -> list[Cell]:
    return [
        Cell([plan.id, pieces.small(f"Last told for {plan.last.label}")]),
        _subject(plan.subject),
        Cell(pieces.status(plan.state.label, TONES[plan.state])),
        Cell(plan_words(plan)),
    ]


def _subject(code: str | None) -> Cell:
    return Cell(label("subjects", code)) if code else NO_SUBJECT
