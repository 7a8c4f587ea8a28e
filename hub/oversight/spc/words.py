"""What a chart over time says, in a sentence that needs no statistics. Takes its verdicts from the chart alone."""

from __future__ import annotations

import numpy as np

from hub.oversight.spc.charts import LIMITS_FROM, TRIAL_FROM, Assurance, Charts, Judged, Kind, Signal
from hub.oversight.written import Writer, how_many, plain

ON_THE_LINE = 1e-9  # past a limit by less is rounding
CHANGED = {
    Judged.IMPROVEMENT: "Better than chance explains",
    Judged.CONCERN: "Worse than chance explains",
    Judged.NEUTRAL: "A change that chance does not explain",
}
REASONS = {
    Signal.ABOVE: "the latest point, {value}, is above the upper limit of {upper}",
    Signal.BELOW: "the latest point, {value}, is below the lower limit of {lower}",
    Signal.RISING: "the points have risen at least six times in a row, up to {value}",
    Signal.FALLING: "the points have fallen at least six times in a row, down to {value}",
    Signal.TWO_OF_THREE_HIGH: "at least two of the last three points are near the upper limit of {upper}; "
    "the latest is {value}",
    Signal.TWO_OF_THREE_LOW: "at least two of the last three points are near the lower limit of {lower}; "
    "the latest is {value}",
    Signal.LONG_HIGH: "the last seven points or more are all above the average of {centre}; the latest is {value}",
    Signal.LONG_LOW: "the last seven points or more are all below the average of {centre}; the latest is {value}",
}
COMMON = (
    "No change beyond chance: the latest point, {value}, is one that chance alone gives, between {lower} and {upper}."
)
FEW_CASES = (
    "No change beyond chance: the latest point, {value}, is past the limits of {lower} and {upper}, but the cases are "
    "so few that chance alone gives it often enough."
)
RELIED_ON = {
    Assurance.PASSES: "As it runs now, it can be relied on to meet the target of {target}.",
    Assurance.FAILS: "As it runs now, it cannot be relied on to meet the target of {target} at all: "
    "the target lies beyond the limits, so it is met only if something changes.",
    Assurance.HIT_AND_MISS: "As it runs now, it meets the target of {target} at some times and misses it at others, "
    "by chance alone.",
    Assurance.TOO_FEW: "Nor can it be said whether the target of {target} will be met.",
}


def words(charts: Charts, series: int, write: Writer = plain) -> str:
    """The verdict on a series: the latest point, how firm the limits are, and the target where there is one."""
    latest = int(charts.latest[series])
    if latest < 0:
        return "Nothing was reported, so there is no chart."
    told = {
        "value": write(float(charts.values[series, latest])),
        "centre": write(float(charts.centre[series, latest])),
        "target": write(float(charts.target[series])),
        **_limits(charts, series, latest, write),
    }
    said = [_variation(charts, series, latest), _how_firm(charts, series)]
    said.append(RELIED_ON.get(Assurance(charts.assurance[series]), ""))
    return " ".join(part.format(**told) for part in said if part)


def _limits(charts: Charts, series: int, latest: int, write: Writer) -> dict[str, str]:
    """The limits as they can be: where no value is negative, none is told to be."""
    lower, upper = float(charts.lower[series, latest]), float(charts.upper[series, latest])
    lowest = 0.0 if np.nanmin(charts.values[series]) >= 0 else -np.inf
    return {"lower": write(max(lower, lowest)), "upper": write(upper)}


def _variation(charts: Charts, series: int, latest: int) -> str:
    judged = Judged(charts.variation[series])
    if judged is Judged.TOO_FEW:
        given = how_many(int(charts.made_from[series]), "point", "points")
        return f"Too few to tell change from chance: {given} so far, and limits need {TRIAL_FROM}."
    if judged is Judged.COMMON:
        value, lower, upper = (table[series, latest] for table in (charts.values, charts.lower, charts.upper))
        return FEW_CASES if abs(value - (lower + upper) / 2) > (upper - lower) / 2 + ON_THE_LINE else COMMON
    return f"{CHANGED[judged]}: {REASONS[Signal(charts.signal[series, latest])]}."


def _how_firm(charts: Charts, series: int) -> str:
    if charts.kind[series] != Kind.TRIAL:
        return ""
    return f"These are trial limits, from {charts.made_from[series]} points; with {LIMITS_FROM} they are firm."
