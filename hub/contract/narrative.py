"""What a return tells of actions, learning and challenges, without its words: enough to follow each.

A projection, packed at ingest; the words stay in the document. Judges nothing: that is `hub.oversight.learning`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from hub.contract.model import Action, Challenge, Learning, Measure, Missing, Return, Sharing, told


class ActionTold(NamedTuple):  # tens of thousands are read at once
    """One action as one return tells it.

    Units: days as `2026-03-31`. `owned` and `evidenced` say whether somebody answers for it, and whether the plan says
    how its effect is shown.
    Missing: None for what was not said, also where the body said why.
    """

    id: str
    subject: str | None
    remedy: str | None
    owned: bool
    begins: str | None
    due: str | None
    completed: str | None
    evidenced: bool


class MeasureTold(NamedTuple):  # tens of thousands are read at once
    """The measure of a piece of learning, with its latest value.

    Units: `unit` in the body's own words, `direction` is `up` or `down` for what is better.
    Missing: None for a value that was not given.
    """

    name: str
    direction: str
    baseline: float | None
    target: float | None
    latest: float | None
    unit: str | None
    review_on: str | None


class LearningTold(NamedTuple):  # tens of thousands are read at once
    """One piece of learning as one return tells it.

    Shapes: `actions` are ids in the same body. `shared_on` is the first day on which users were told.
    Missing: `measure` is None where none is named; `may_be_shared` is None where the contract version does not ask.
    """

    id: str
    subject: str | None
    actions: tuple[str, ...]
    measure: MeasureTold | None
    shared: bool
    sharing_planned: bool
    shared_on: str | None
    may_be_shared: bool | None


class ChallengeTold(NamedTuple):  # tens of thousands are read at once
    """One challenge that the body brings to the forum. Missing: `subject` is None where none is named."""

    id: str
    subject: str | None


class Narrative(NamedTuple):  # thousands are read at once
    """What one return tells in words, as far as it can be counted.

    Missing: a part is None where the body, or its contract version, gives none; empty where it says that there is none.
    """

    actions: tuple[ActionTold, ...] | None = None
    learning: tuple[LearningTold, ...] | None = None
    challenges: tuple[ChallengeTold, ...] | None = None

    def as_json(self) -> list[Any]:
        """As the store keeps it: short, since the whole past of many bodies is read at once."""
        parts = (self.actions, self.learning, self.challenges)
        return [None if part is None else [_plain(one) for one in part] for part in parts]

    @classmethod
    def from_json(cls, facts: Sequence[Any]) -> Narrative:
        """From what `as_json` gave."""
        actions, learning, challenges = facts or (None, None, None)
        return cls(
            None if actions is None else tuple(map(_action, actions)),
            None if learning is None else tuple(map(_learning, learning)),
            None if challenges is None else tuple(map(_challenge, challenges)),
        )


NOTHING_TOLD = Narrative()


def narrative_of(return_: Return) -> Narrative:
    """What an accepted return tells."""
    actions, learning, challenges = return_.actions, return_.learning, return_.challenges
    return Narrative(
        tuple(map(_action_told, actions)) if isinstance(actions, tuple) else None,
        tuple(map(_learning_told, learning)) if isinstance(learning, tuple) else None,
        tuple(map(_challenge_told, challenges)) if isinstance(challenges, tuple) else None,
    )


def _plain(told: tuple[Any, ...]) -> tuple[Any, ...]:
    """Named tuples are none to JSON."""
    return tuple([tuple(part) if isinstance(part, MeasureTold) else part for part in told])


# as `_make` does it, in half the time
_action: Callable[[Sequence[Any]], ActionTold] = partial(tuple.__new__, ActionTold)
_measure: Callable[[Sequence[Any]], MeasureTold] = partial(tuple.__new__, MeasureTold)
_whole: Callable[[Sequence[Any]], LearningTold] = partial(tuple.__new__, LearningTold)
_challenge: Callable[[Sequence[Any]], ChallengeTold] = partial(tuple.__new__, ChallengeTold)


def _learning(facts: Sequence[Any]) -> LearningTold:
    id_, subject, actions, measure, shared, planned, shared_on, may_be_shared = facts
    told = None if measure is None else _measure(measure)
    return _whole((id_, subject, tuple(actions), told, shared, planned, shared_on, may_be_shared))


def _action_told(action: Action) -> ActionTold:
    return ActionTold(
        action.id or "",
        action.subject,
        action.remedy,
        told(action.owner) is not None,
        told(action.begins),
        told(action.due),
        told(action.completed),
        told(action.impact) is not None,
    )


def _learning_told(learning: Learning) -> LearningTold:
    sharing = learning.sharing if isinstance(learning.sharing, tuple) else ()
    done = [one for one in sharing if one.state == "done"]
    return LearningTold(
        learning.id or "",
        learning.subject,
        learning.actions,
        _measure_told(learning.measure) if isinstance(learning.measure, Measure) else None,
        bool(done),
        len(done) < len(sharing),
        _first_day(done),
        None if isinstance(learning.may_be_shared, Missing) else learning.may_be_shared,
    )


def _first_day(sharing: Sequence[Sharing]) -> str | None:
    return min((one.on for one in sharing if one.on), default=None)


def _measure_told(measure: Measure) -> MeasureTold:
    return MeasureTold(
        measure.name,
        measure.direction,
        None if isinstance(measure.baseline, Missing) else measure.baseline,
        None if isinstance(measure.target, Missing) else measure.target,
        measure.latest,
        measure.unit,
        told(measure.review_on),
    )


def _challenge_told(challenge: Challenge) -> ChallengeTold:
    return ChallengeTold(challenge.id or "", challenge.subject)
