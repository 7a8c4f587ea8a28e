"""The state of a return in words: the same on its page, in the table of a period and at the start."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hub.contract.life_cycle import Move, Standing, State

NO_STANDINGS: Mapping[str, Standing] = MappingProxyType({})
LABELS = {
    State.ACCEPTED_WITH_QUERIES: "Accepted with queries",
    State.ACCEPTED: "Accepted, not signed off",
    State.SIGNED_OFF: "Signed off",
    State.PUBLISHED: "Published",
    State.SUPERSEDED: "Superseded",
    State.WITHDRAWN: "Withdrawn",
}
TONES = {
    State.ACCEPTED_WITH_QUERIES: "ask",
    State.ACCEPTED: "attention",
    State.SIGNED_OFF: "plain",
    State.PUBLISHED: "plain",
    State.SUPERSEDED: "quiet",
    State.WITHDRAWN: "quiet",
}


def label(state: State) -> str:
    """As people read it: `Accepted with queries`."""
    return LABELS[state]


def tone(state: State) -> str:
    """How a screen sets it off; the words carry the meaning."""
    return TONES[state]


def open_queries(standing: Standing) -> str:
    """`2 queries wait for an explanation`. Missing: empty when none does."""
    count = len(standing.open_queries)
    if not count:
        return ""
    return "1 query waits for an explanation" if count == 1 else f"{count} queries wait for an explanation"


def waits_for(standing: Standing) -> str:
    """What happens to it next, and whose turn it is."""
    steps = [step.move for step in standing.steps]
    if standing.state is State.ACCEPTED_WITH_QUERIES:
        return f"{open_queries(standing)} from the organisation. Then the organisation signs it off."
    if standing.state is State.SIGNED_OFF and Move.UNLOCK in steps:
        return (
            "The sponsor team has unlocked it. The organisation can send a corrected version; or the sponsor team "
            "publishes it again."
        )
    return {
        State.ACCEPTED: "No query is open. It waits for the organisation to sign it off.",
        State.SIGNED_OFF: "It waits for the sponsor team to publish it.",
        State.PUBLISHED: "The sponsor team has accepted it for oversight.",
        State.SUPERSEDED: "A later version has taken its place.",
        State.WITHDRAWN: "Its figures count nowhere. A return sent for this period is the next version.",
    }[standing.state]
