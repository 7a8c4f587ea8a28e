"""What returns tell, as an audience may have it: learning that may be shared, no small number in a measure.

Numbers of the sheets are `rule`. Words that a body wrote are not searched for numbers: the decision record says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hub.contract.narrative import LearningTold, MeasureTold, Narrative
from hub.contract.period import Period
from hub.oversight.disclosure.audience import Audience
from hub.oversight.material import Material
from hub.oversight.themes.theme import Confirmed

NOT_OF_PEOPLE = ("%", "per cent", "percent", "percentage", "day", "week", "hour", "minute", "£", "pound")
Told = Sequence[tuple[Period, Narrative]]
Piece = tuple[str, str]  # name of a period, id of a piece of learning


def as_told_to(audience: Audience, material: Material, smallest_shown: int) -> Material:
    """What bodies tell, for an audience. Other bodies see no learning that is not to be shared."""
    if not audience.protected:
        return material
    to_others = audience is Audience.FORUM
    kept_back = {code: _not_shared(told) if to_others else frozenset() for code, told in material.narratives.items()}
    narratives = {
        code: tuple((period, _seen(period, one, kept_back[code], smallest_shown)) for period, one in told)
        for code, told in material.narratives.items()
    }
    return replace(
        material,
        narratives=narratives,
        repeated={code: repeated for code, repeated in material.repeated.items() if not kept_back.get(code)},
        confirmed=tuple(_still_told(material.confirmed, narratives)) if to_others else material.confirmed,
    )


def _not_shared(told: Told) -> frozenset[Piece]:
    """The learning that a body keeps to itself. What it says last of a piece holds for what it told of it before."""
    if all(one.may_be_shared is not False for _, narrative in told for one in narrative.learning or ()):
        return frozenset()
    pieces = [(period.name, one) for period, narrative in told for one in narrative.learning or ()]
    last = {one.id: one.may_be_shared for _, one in pieces}
    return frozenset((name, one.id) for name, one in pieces if False in (one.may_be_shared, last[one.id]))


def _still_told(confirmed: Sequence[Confirmed], narratives: Mapping[str, Told]) -> Iterator[Confirmed]:
    """Failings by the learning that is told. What is left of one body alone is none that several have."""
    if not confirmed:
        return
    told = {
        (body, period.name, one.id)
        for body, its in narratives.items()
        for period, narrative in its
        for one in narrative.learning or ()
    }
    for one in confirmed:
        left = tuple(place for place in one.learning if place in told)
        if len(left) == len(one.learning) or len({body for body, *_ in left}) > 1:
            yield replace(one, learning=left)


def _seen(period: Period, narrative: Narrative, kept_back: frozenset[Piece], smallest_shown: int) -> Narrative:
    learning = narrative.learning
    if not learning:
        return narrative
    if kept_back:
        name = period.name
        learning = tuple([one for one in learning if (name, one.id) not in kept_back])
    protected = tuple([_protected(one, smallest_shown) for one in learning])
    return Narrative(narrative.actions, protected, narrative.challenges)


def _protected(learning: LearningTold, smallest_shown: int) -> LearningTold:
    """A measure without a unit may count people. Its target counts nobody."""
    measure = learning.measure
    if measure is None:
        return learning
    baseline, latest = _small(measure.baseline, smallest_shown), _small(measure.latest, smallest_shown)
    if not (baseline or latest) or _is_not_of_people(measure):
        return learning
    shown = measure._replace(baseline=None if baseline else measure.baseline, latest=None if latest else measure.latest)
    return learning._replace(measure=shown)


def _small(value: float | None, smallest_shown: int) -> bool:
    return value is not None and 0 < value < smallest_shown


def _is_not_of_people(measure: MeasureTold) -> bool:
    told = (measure.unit or "").lower()
    return any(unit in told for unit in NOT_OF_PEOPLE)
