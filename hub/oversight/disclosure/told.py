"""What returns tell, as an audience may have it: learning that may be shared, no small number in a measure.

Numbers of the sheets are `rule`. Words that a body wrote are not searched for numbers: the decision record says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hub.contract.narrative import LearningTold, MeasureTold, Narrative
from hub.contract.period import Period
from hub.oversight.disclosure.audience import Audience

NOT_OF_PEOPLE = ("%", "per cent", "percent", "percentage", "day", "week", "hour", "minute", "£", "pound")
Told = Sequence[tuple[Period, Narrative]]


def as_told_to(audience: Audience, told: Told, smallest_shown: int) -> Told:
    """What one body tells, for an audience. Other bodies see no learning that is not to be shared."""
    if not audience.protected:
        return told
    return tuple((period, _shareable(narrative, audience, smallest_shown)) for period, narrative in told)


def _shareable(narrative: Narrative, audience: Audience, smallest_shown: int) -> Narrative:
    if narrative.learning is None:
        return narrative
    seen = [one for one in narrative.learning if audience is not Audience.FORUM or one.may_be_shared is not False]
    return replace(narrative, learning=tuple(_protected(one, smallest_shown) for one in seen))


def _protected(learning: LearningTold, smallest_shown: int) -> LearningTold:
    measure = learning.measure
    if measure is None or any(unit in (measure.unit or "").lower() for unit in NOT_OF_PEOPLE):
        return learning
    return learning._replace(measure=_without_small_numbers(measure, smallest_shown))


def _without_small_numbers(measure: MeasureTold, smallest_shown: int) -> MeasureTold:
    """A measure without a unit may count people. Its target counts nobody."""

    def shown(value: float | None) -> float | None:
        return None if value is not None and 0 < value < smallest_shown else value

    return measure._replace(baseline=shown(measure.baseline), latest=shown(measure.latest))
