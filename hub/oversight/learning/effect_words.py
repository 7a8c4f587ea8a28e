"""Evidence of effect in sentences, with figures and days. Decides nothing: the verdicts are `effect`'s."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hub.contract.narrative import MeasureTold
from hub.oversight.learning.before_after import FEWEST_AFTER, Verdict
from hub.oversight.learning.effect import Effect, Evidence, Series
from hub.oversight.learning.loop import Loop
from hub.oversight.reporting import day_in_words
from hub.oversight.spc.charts import TRIAL_FROM
from hub.oversight.written import listed, plain

NOT_SHOWN = "one that is not shown"
MOST_LISTED = 6  # values one by one; more are told as an average


def effect_words(effect: Effect, labels: Mapping[str, str], each: str = "quarter", *, own_measure: bool = True) -> str:
    """What the figures say of one piece of learning.

    Shapes: `labels` are the published words of subjects by code; `each` is what a period is called. Without
    `own_measure` nothing is said of the values that stand beside it.
    """
    return " ".join(_sentences(effect, labels, each, own_measure))


def _sentences(effect: Effect, labels: Mapping[str, str], each: str, own_measure: bool) -> Iterator[str]:
    yield f"{effect.verdict.label}."
    if effect.verdict is Verdict.TOO_FEW:
        yield _too_few(effect.loop)
    for evidence in effect.evidence:
        yield _evidence(evidence, effect, labels, each)
    if own_measure:
        yield from _own_measure(effect)
    if effect.verdict is Verdict.WORSE:
        yield "That does not make the action the cause."
    if effect.beside and effect.verdict in (Verdict.IMPROVED, Verdict.WORSE):
        others = listed(effect.beside)
        yield f"Other learning on the same subject, with an action done within a year of this one: {others}."
        yield "Figures cannot tell which of them it was."


def _too_few(loop: Loop) -> str:
    if not loop.actions:
        return "It names no action, so there is no day to compare from."
    if loop.completed is None:
        return "No action is done yet."
    done = day_in_words(loop.completed)
    return (
        f"Its action was done on {done}; a verdict needs {TRIAL_FROM} points before that and {FEWEST_AFTER} after it."
    )


def _evidence(evidence: Evidence, effect: Effect, labels: Mapping[str, str], each: str) -> str:
    assert effect.loop.completed
    day = day_in_words(effect.loop.completed)
    what, points = _what(evidence, effect, labels, each)
    average = f"{what}: {plain(evidence.centre)} on average over the {evidence.before} {points} before {day}"
    return f"{average}, {_since(evidence.values, points)}. {_beyond(evidence)}"


def _since(values: Sequence[float], points: str) -> str:
    if len(values) > MOST_LISTED:
        return f"{plain(sum(values) / len(values))} on average over the {len(values)} {points} since"
    return f"{listed([plain(value) for value in values])} since"


def _what(evidence: Evidence, effect: Effect, labels: Mapping[str, str], each: str) -> tuple[str, str]:
    """The series in words, and what its points are called."""
    if evidence.series is Series.RECEIVED:
        return "All complaints received, by month", "months"
    if evidence.series is Series.MEASURE:
        return effect.loop.measure.name if effect.loop.measure else "", "values"
    return f"Complaints about “{labels.get(effect.subject or '', effect.subject)}”", f"{each}s"


def _beyond(evidence: Evidence) -> str:
    """Chance in words: by the limits where the latest points are outside them, else by how they lie."""
    latest = evidence.values[-FEWEST_AFTER:]
    if evidence.verdict is Verdict.NO_SIGNAL:
        return f"Chance alone gives {plain(max(evidence.lower, 0.0))} to {plain(evidence.upper)}."
    if max(latest) < evidence.lower:
        return f"Chance alone stays above {plain(evidence.lower)}."
    if min(latest) > evidence.upper:
        return f"Chance alone stays below {plain(evidence.upper)}."
    return "The latest points lie together in a way that chance alone seldom gives."


def unit_after(measure: MeasureTold) -> str:
    """The unit as it follows a value: `%` at once, another after a space. Missing: empty without one."""
    return "%" if measure.unit == "%" else f" {measure.unit}" if measure.unit else ""


def _own_measure(effect: Effect) -> Iterator[str]:
    measure, values = effect.loop.measure, effect.loop.every_value
    if measure is None or not values:
        return
    unit = unit_after(measure)
    each, last = (unit, "") if unit == "%" else ("", unit)  # a word after every number would be read again and again
    began = "" if measure.baseline is None else f"{plain(measure.baseline)}{each} to begin with, then "
    if all(value is None for _, value in values):
        yield f"Its own measure, “{measure.name}”: its values are not shown."
        return
    values_told = listed([NOT_SHOWN if value is None else f"{plain(value)}{each}" for _, value in values])
    told = f"Its own measure, “{measure.name}”: {began}{values_told}"
    if effect.target_met is None or measure.target is None:
        yield f"{told}{last if values[-1][1] is not None else ''}."
    else:
        target = f"{plain(measure.target)}{each}{last}"
        yield f"{told}; the target of {target} is {'met' if effect.target_met else 'not met yet'}."
