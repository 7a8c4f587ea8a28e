"""Are the four steps, the adoption of the Standards and the conversations that were recorded those of the ledger?

These rows are not chained, so whatever of them differs was changed past the hub.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row

from hub.store.beside import in_turn
from hub.store.compared import different, kept_rows
from hub.store.tables import ADOPTIONS, CONVERSATIONS, FOUR_STEPS

Facts = dict[str, Any]
BY = ("department", "organisation", "who", "role", "at")
STEP = ("step", "state", "evidence", "on_day", "next_review")
ADOPTION = ("adoption", "evidence", "on_day")
CONVERSATION = ("on_day", "with_role", "agreed", "help", "help_by")


@dataclass(slots=True)
class _Told:
    """What the ledger says of these, entry after entry, by their ids."""

    steps: dict[str, Facts] = field(default_factory=dict)
    adoptions: dict[str, Facts] = field(default_factory=dict)
    conversations: dict[str, Facts] = field(default_factory=dict)


def standards_faults(moment: Connection) -> Iterator[str]:
    """A sentence for each of these that is not as the ledger has it."""
    told = _Told()
    yield from in_turn(moment, told, TELLS)
    yield from different("The record of a step", told.steps, kept_rows(moment, FOUR_STEPS, (*BY, *STEP)))
    yield from different("The record of adoption", told.adoptions, kept_rows(moment, ADOPTIONS, (*BY, *ADOPTION)))
    kept = kept_rows(moment, CONVERSATIONS, (*BY, *CONVERSATION, "help_given_on"))
    yield from different("The conversation", told.conversations, kept)


def _facts(entry: Row[Any], facts: Facts, names: tuple[str, ...]) -> Facts:
    whose = {"department": entry.department, "organisation": entry.organisation}
    return {**whose, "who": entry.who, "role": entry.role, "at": entry.at, **{name: facts[name] for name in names}}


def _step(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.steps[facts["id"]] = _facts(entry, facts, STEP)


def _adoption(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.adoptions[facts["id"]] = _facts(entry, facts, ADOPTION)


def _conversation(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.conversations[facts["id"]] = {**_facts(entry, facts, CONVERSATION), "help_given_on": None}


def _help_given(told: _Told, _entry: Row[Any], facts: Facts) -> None:
    told.conversations.setdefault(facts["id"], {})["help_given_on"] = facts["help_given_on"]


TELLS: Mapping[str, Callable[[_Told, Row[Any], Facts], None]] = {
    "step.recorded": _step,
    "adoption.recorded": _adoption,
    "conversation.recorded": _conversation,
    "help.given": _help_given,
}
