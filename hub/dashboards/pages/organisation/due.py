"""What is due from an organisation, or from the department to it: each a line that leads to where it is dealt with."""

from __future__ import annotations

from collections.abc import Iterator

from hub.contract.life_cycle import State
from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.dashboards.one_organisation import OrganisationRead, PeriodOfOne
from hub.dashboards.pages import assessment, states
from hub.oversight.reporting import ReturnState
from hub.oversight.written import how_many
from hub.store.threads import ThreadState

NOTHING = "Nothing is due. What is missing, asked, overdue or to be reviewed stands here."


def items(read: OrganisationRead) -> list[Node]:
    """A line for each thing that is due."""
    return [*_of_returns(read), *_of_questions(read), *_of_learning(read), *_of_standards(read), *_of_assessments(read)]


def section(told: list[Node]) -> list[Node]:
    """The lines, or that there is none."""
    return [pieces.bullets(told) if told else pieces.paragraph(NOTHING)]


def _of_returns(read: OrganisationRead) -> Iterator[Node]:
    for one in read.periods:
        if one.state is ReturnState.MISSING:
            yield f"The return for {one.period.label} is missing. {one.why}"
        elif one.standing and (words := _waits(one)):
            yield pieces.link(f"{one.period.label}: {words}", f"/returns/{one.latest.id}" if one.latest else "#returns")


def _waits(one: PeriodOfOne) -> str:
    """What a return waits for. Missing: empty where nothing is to be done."""
    if one.standing is None:
        return ""
    return {
        State.ACCEPTED_WITH_QUERIES: states.open_queries(one.standing),
        State.ACCEPTED: "it waits for the organisation to sign it off",
        State.SIGNED_OFF: "it waits for the sponsor team to publish it",
    }.get(one.standing.state, "")


def _of_questions(read: OrganisationRead) -> Iterator[Node]:
    waiting = sum(thread.state is ThreadState.OPEN for thread in read.threads)
    if waiting:
        yield pieces.link(f"{how_many(waiting, 'question waits', 'questions wait')} for an answer", "#queries")


def _of_learning(read: OrganisationRead) -> Iterator[Node]:
    overdue = len(read.learning.overdue) if read.learning else 0
    if overdue:
        yield pieces.link(f"{how_many(overdue, 'action is', 'actions are')} overdue", "#learning")


def _of_standards(read: OrganisationRead) -> Iterator[Node]:
    places = ["#steps"] * len(read.standards.reviews_due) + ["#conversations"] * len(read.standards.help_overdue)
    for words, place in zip(read.standards.due(), places, strict=True):
        yield html.Span(pieces.link(words, place))


def _of_assessments(read: OrganisationRead) -> Iterator[Node]:
    for words in assessment.due(read.assessments):
        yield pieces.link(words, "#self-assessment")
