"""What is due from an organisation, or from the department to it: each a line that leads to where it is dealt with."""

from __future__ import annotations

from collections.abc import Iterator

from hub.contract.life_cycle import State
from hub.dashboards import pieces
from hub.dashboards.addresses import organisation_address
from hub.dashboards.markup import Node
from hub.dashboards.one_organisation import OrganisationRead, PeriodOfOne
from hub.dashboards.pages import assessment, states
from hub.oversight.reporting import ReturnState
from hub.oversight.written import how_many
from hub.store.threads import ThreadState

QUERIES, STEPS = "queries", "steps"  # where they stand on the page of a return
NOTHING = "Nothing is due. What is missing, asked, overdue or to be reviewed stands here."


def items(read: OrganisationRead) -> list[Node]:
    """A line for each thing that is due."""
    return [*of_the_organisation(read), *_of_the_department(read)]


def of_the_organisation(read: OrganisationRead) -> list[Node]:
    """A line for each thing that is due from the organisation itself, the same at its start and on its page."""
    waits = [*_of_returns(read), *_of_questions(read), *_of_learning(read)]
    return [*waits, *_of_steps(read), *_of_assessments(read)]


def section(told: list[Node]) -> list[Node]:
    """The lines, or that there is none."""
    return [pieces.bullets(told) if told else pieces.paragraph(NOTHING)]


def _of_returns(read: OrganisationRead) -> Iterator[Node]:
    for one in read.periods:
        if one.state is ReturnState.MISSING:
            yield f"The return for {one.period.label} is missing. {one.why}"
        elif one.state is ReturnState.NOT_YET_DUE and one.latest is None:
            yield f"The return for {one.period.label} is to be sent. {one.why}"
        elif one.standing and one.latest and (words := _waits(one)):
            place = QUERIES if one.standing.state is State.ACCEPTED_WITH_QUERIES else STEPS
            yield pieces.link(f"{one.period.label}: {words}", f"/returns/{one.latest.id}#{place}")


def _of_the_department(read: OrganisationRead) -> Iterator[Node]:
    """What waits for the sponsor team or was promised by the department."""
    for one in read.periods:
        if one.latest and one.standing and one.standing.state is State.SIGNED_OFF:
            words = f"{one.period.label}: it waits for the sponsor team to publish it"
            yield pieces.link(words, f"/returns/{one.latest.id}")
    here = organisation_address(read.body.code)
    for words in read.standards.help_due():
        yield pieces.link(words, f"{here}#conversations")


def _waits(one: PeriodOfOne) -> str:
    """What a return waits for. Missing: empty where nothing is to be done."""
    if one.standing is None:
        return ""
    return {
        State.ACCEPTED_WITH_QUERIES: states.open_queries(one.standing),
        State.ACCEPTED: "it waits for the organisation to sign it off",
    }.get(one.standing.state, "")


def _of_questions(read: OrganisationRead) -> Iterator[Node]:
    waiting = sum(thread.state is ThreadState.OPEN for thread in read.threads)
    if waiting:
        words = f"{how_many(waiting, 'question waits', 'questions wait')} for an answer"
        yield pieces.link(words, f"{organisation_address(read.body.code)}#queries")


def _of_learning(read: OrganisationRead) -> Iterator[Node]:
    overdue = len(read.learning.overdue) if read.learning else 0
    if overdue:
        words = f"{how_many(overdue, 'action is', 'actions are')} overdue"
        yield pieces.link(words, f"{organisation_address(read.body.code)}#learning")


def _of_steps(read: OrganisationRead) -> Iterator[Node]:
    for words in read.standards.steps_due():
        yield pieces.link(words, f"{organisation_address(read.body.code)}#steps")


def _of_assessments(read: OrganisationRead) -> Iterator[Node]:
    for words in assessment.due(read.assessments):
        yield pieces.link(words, f"{organisation_address(read.body.code)}#self-assessment")
