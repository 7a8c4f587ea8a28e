"""Conversations with one organisation: with whom, what was agreed, which help was promised, whether it was given."""

from __future__ import annotations

from collections.abc import Mapping

from hub.auth.permissions import OrganisationAct
from hub.contract.four_steps import Conversation
from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.oversight.reporting import day_in_words
from hub.oversight.standards import BodyStandards

NONE = "No conversation has been recorded."


def told(body: BodyStandards) -> str:
    """The day of the last one. Missing: `none recorded`."""
    return f"the last on {day_in_words(body.conversations[0].on)}" if body.conversations else "none recorded"


def section(body: BodyStandards, forms: Mapping[str, Node]) -> list[Node]:
    """Each conversation, newest first, and the form to record another."""
    return [
        *([_one(one, body, forms) for one in body.conversations] or [pieces.paragraph(NONE)]),
        forms.get(OrganisationAct.RECORD_CONVERSATION),
    ]


def _one(one: Conversation, body: BodyStandards, forms: Mapping[str, Node]) -> Node:
    return html.Div(
        [
            html.H3(f"{day_in_words(one.on)}, with: {one.with_role}", className="govuk-heading-s"),
            html.P(one.agreed, className="govuk-body hub-said"),
            *(_help(one, one in body.help_overdue) if one.help else ()),
            forms.get(f"{OrganisationAct.GIVE_HELP}-{one.id}"),
        ],
        className="hub-talk",
        id=f"conversation-{one.id}",
    )


def _help(one: Conversation, overdue: bool) -> list[Node]:
    by = f", by {day_in_words(one.help_by)}" if one.help_by else ""
    return [
        html.P([html.Strong(f"Help that the department promised{by}: "), one.help], className="govuk-body hub-said"),
        html.P(_given(one, overdue), className="govuk-body"),
    ]


def _given(one: Conversation, overdue: bool) -> Node:
    if one.help_given_on:
        return pieces.status(f"Given on {day_in_words(one.help_given_on)}", "plain")
    return pieces.status("Overdue", "ask") if overdue else pieces.status("Not given yet", "attention")
