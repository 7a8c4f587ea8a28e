"""What became of each piece of learning, found by its body and id. Decides nothing: the verdicts are `effect`'s."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hub.oversight.learning.before_after import Verdict
from hub.oversight.learning.body import BodyLearning
from hub.oversight.learning.effect import Effect
from hub.oversight.learning.effect_words import effect_words, unit_after
from hub.oversight.learning.loop import Loop
from hub.oversight.written import listed, plain

NOT_SHOWN = "not shown"
NOT_REACHED = "Not compared: it is told in a return that is not among the periods that are compared."
NOTHING_TO_COMPARE = "Not compared: it names no action and no measure."
Piece = tuple[str, str]  # organisation, id


class Evidenced(NamedTuple):  # as many as there are pieces of learning
    """One piece over all returns that are compared. Missing: `effect` is None where it names no action or measure."""

    loop: Loop
    effect: Effect | None

    @property
    def verdict(self) -> Verdict | None:
        """What the figures say. Missing: None where nothing could be compared."""
        return self.effect.verdict if self.effect else None


def evidenced(learning: Sequence[BodyLearning], effects: Iterable[Effect]) -> dict[Piece, Evidenced]:
    """Each piece of these bodies, with what became of it."""
    found = {(effect.organisation, effect.loop.id): effect for effect in effects}
    return {
        (body.organisation, loop.id): Evidenced(loop, found.get((body.organisation, loop.id)))
        for body in learning
        for loop in body.loops
    }


def evidence_words(one: Evidenced | None, labels: Mapping[str, str], each: str) -> str:
    """What the figures say, as `effect_words`; or why they say nothing."""
    if one is None:
        return NOT_REACHED
    return effect_words(one.effect, labels, each, own_measure=False) if one.effect else NOTHING_TO_COMPARE


def measure_words(one: Evidenced) -> str:
    """The values of its measure in a sentence, as far as they may be shown. Missing: empty without any."""
    measure, values = one.loop.measure, one.loop.every_value
    if measure is None:
        return ""
    unit = unit_after(measure)
    told = []
    if measure.baseline is not None or one.loop.baseline_withheld:
        told.append(f"to begin with {_value(measure.baseline, unit)}")
    if values and all(value is None for _, value in values):
        told.append(f"{'the value' if len(values) == 1 else 'the values'} since not shown")
    elif values:
        told.append(f"then {listed([_value(value, unit) for _, value in values])}")
    if measure.target is not None:
        told.append(f"the target is {_value(measure.target, unit)}{_met(one.effect)}")
    sentence = ", ".join(told)
    return f"{sentence[:1].upper()}{sentence[1:]}." if told else ""


def _value(value: float | None, unit: str) -> str:
    return NOT_SHOWN if value is None else f"{plain(value)}{unit}"


def _met(effect: Effect | None) -> str:
    met = effect.target_met if effect else None
    return "" if met is None else ", which is met" if met else ", which is not met yet"
