"""The words in which a return tells its learning, with those of the actions that it names: what people search and read.

A projection, made at ingest; what can be counted of the same learning is `hub.contract.narrative`. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from hub.contract.model import Action, Learning, Measure, Return


class ActionWords(NamedTuple):
    """What was done. Missing: `remedy` is None where the return names none of the published ones."""

    what: str
    remedy: str | None


class LearningWords(NamedTuple):
    """One piece of learning as one return tells it.

    Shapes: `actions` are those of the same return that the learning names, in the order in which it names them.
    Missing: `measure`, its name, is None where none is named. `may_be_shared` is false unless the return says that
    other bodies may be told: where its contract version does not ask, nobody has said so.
    """

    id: str
    subject: str | None
    identified: str
    used: str
    measure: str | None
    actions: tuple[ActionWords, ...]
    may_be_shared: bool

    def as_json(self) -> list[Any]:
        """As the store keeps it, short."""
        return [*self[:-2], [list(action) for action in self.actions], self.may_be_shared]

    @classmethod
    def from_json(cls, facts: Sequence[Any]) -> LearningWords:
        """From what `as_json` gave."""
        id_, subject, identified, used, measure, actions, may_be_shared = facts
        told = tuple(ActionWords(*action) for action in actions)
        return cls(id_, subject, identified, used, measure, told, may_be_shared)

    def texts(self) -> list[str]:
        """What a person wrote of it, part by part."""
        return [self.identified, self.used, self.measure or "", *(action.what for action in self.actions)]


def learning_words_of(return_: Return) -> tuple[LearningWords, ...]:
    """Each piece of learning of an accepted return, in its order."""
    if not isinstance(return_.learning, tuple) or not return_.learning:
        return ()
    actions = {one.id: one for one in return_.actions if one.id} if isinstance(return_.actions, tuple) else {}
    return tuple([_words(one, actions) for one in return_.learning])


def _words(learning: Learning, actions: Mapping[str, Action]) -> LearningWords:
    named = [actions[id_] for id_ in learning.actions if id_ in actions]
    return LearningWords(
        learning.id or "",
        learning.subject,
        learning.identified,
        learning.used,
        learning.measure.name if isinstance(learning.measure, Measure) else None,
        tuple([ActionWords(action.what, action.remedy) for action in named]),
        learning.may_be_shared is True,
    )
