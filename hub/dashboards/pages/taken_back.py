"""A return that was withdrawn and has no later version, as pages tell it: when, by whom, why, and where to read it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hub.config import UK
from hub.contract.life_cycle import SIDE_WORDS, State, Step, side_of
from hub.contract.period import Period
from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.dashboards.pages import states
from hub.oversight.picture import Row
from hub.oversight.reporting import day_in_words
from hub.store.steps import Withdrawn

Withdrawals = Mapping[tuple[str, str], Withdrawn]  # by organisation and name of the period
NO_WITHDRAWALS: Withdrawals = MappingProxyType({})
LONGEST_WHY = 240  # characters that a cell shows; the page of the return has them all


def of(row: Row, period: Period, withdrawals: Withdrawals) -> Withdrawn | None:
    """What a body withdrew of its return for a period. Missing: None where one stands, or none ever came."""
    return None if row.return_id else withdrawals.get((row.organisation.code, period.name))


def state() -> Node:
    """The word for it, as in every list of states."""
    return pieces.status(states.label(State.WITHDRAWN), states.tone(State.WITHDRAWN))


def told(step: Step) -> Node:
    """`20 July 2026, by the organisation: “Counted twice.”`"""
    why = step.why if len(step.why) <= LONGEST_WHY else f"{step.why[:LONGEST_WHY].rstrip()}…"
    words = f"{day_in_words(step.at.astimezone(UK).date())}, by {SIDE_WORDS[side_of(step.role)]}: “{why}”"
    return pieces.small(html.Span(words, className="hub-anywhere"))


def link(return_id: str, of_whom: str) -> Node:
    """The way to the document as it was sent; `of_whom` completes its words for those who hear the page."""
    return html.Div(pieces.link("Read what was withdrawn", f"/returns/{return_id}", of_whom))
