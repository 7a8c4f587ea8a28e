"""What a funnel says, in sentences that need no statistics. Its verdicts are the funnel's; it ranks nobody."""

from __future__ import annotations

from dataclasses import dataclass

from hub.oversight.comparison.funnels import Flag, Funnels
from hub.oversight.written import Writer, capital, how_many, percent, plain

MUCH = 2.0  # phi from which bodies differ for reasons that no return tells
ONE_DIGIT = 0.1  # fewer false flags than that are not counted out
A_QUESTION = "That is a question to ask, not an answer."


@dataclass(frozen=True, slots=True)
class Manner:
    """How the values of a funnel are told: shares as percentages, counts as observed to expected."""

    write: Writer
    beside: str
    low: str


SHARES = Manner(percent, "{parts:,.0f} of {wholes:,.0f}", " A low figure is as much of a question as a high one.")
COUNTS = Manner(
    plain,
    "{parts:,.0f}, where its size lets expect {wholes:,.1f}",
    " Few can also mean that people do not know how to complain, or are not heard.",
)


def body_words(funnels: Funnels, measure: int, body: int, manner: Manner = SHARES) -> str:
    """Where a body lies among the others."""
    flag, at = Flag(funnels.flag[measure, body]), (measure, body)
    if flag is Flag.NOT_COMPARED:
        return _not_compared(funnels, measure)
    limits = funnels.limits
    value = f"{manner.write(float(funnels.values[at]))} ({_beside(funnels, at, manner)})"
    lower, upper = manner.write(float(limits.lower_95[at])), manner.write(float(limits.upper_95[at]))
    if funnels.edge[at]:
        return f"Just past a limit: {value}. So few are compared that chance gives this more often than the limit says."
    if flag is Flag.WITHIN:
        return f"Within the limits: {value}. For its size they are {lower} and {upper}."
    way = "Higher" if flag > 0 else "Lower"
    level = "99.8%" if abs(flag) == Flag.FAR_ABOVE else "95%"
    low = manner.low if flag < 0 else ""
    return f"{way} than chance explains: {value}, beyond the {level} limits. {A_QUESTION}{low}"


def funnel_words(funnels: Funnels, measure: int) -> tuple[str, ...]:
    """What the whole funnel says: how many are flagged, how many chance would flag, how they differ."""
    compared = int(funnels.bodies[measure])
    if not compared:
        return ("Nothing is compared: fewer than two bodies have figures for this, or all figures are 0.",)
    return (
        f"{how_many(compared, 'body is', 'bodies are')} compared.",
        beyond_words("95%", int(funnels.found_95[measure]), float(funnels.expected_95[measure])),
        beyond_words("99.8%", int(funnels.found_998[measure]), float(funnels.expected_998[measure])),
        *_differing(funnels, measure),
    )


def beyond_words(level: str, found: int, expected: float, called: tuple[str, str] = ("body", "bodies")) -> str:
    """How many lie beyond a pair of limits, beside how many chance puts there. Shapes: `called` is one and several."""
    lie = "lies" if found <= 1 else "lie"
    count = how_many(found, *called)
    would = plain(round(expected, 1)) if expected >= ONE_DIGIT else f"fewer than {ONE_DIGIT}"
    return f"{capital(count)} {lie} beyond the {level} limits; chance alone would put {would} there."


def _differing(funnels: Funnels, measure: int) -> tuple[str, ...]:
    phi = float(funnels.phi[measure])
    if phi <= 1:
        return ("The bodies differ no more than chance has them differ.",)
    said = (
        f"The bodies differ {plain(phi)} times as much as chance alone has them differ, and the limits allow for that"
    )
    if phi <= MUCH:
        return (f"{said}.",)
    told = [f"{said}: they differ for reasons that the return does not explain."]
    if not funnels.can_flag[measure]:
        told.append("So much that no body could be flagged, whatever its figure.")
    elif not funnels.found_95[measure]:
        told.append("So much that no body stands out.")
    return tuple(told)


def _beside(funnels: Funnels, at: tuple[int, int], manner: Manner) -> str:
    return manner.beside.format(parts=float(funnels.parts[at]), wholes=float(funnels.wholes[at]))


def _not_compared(funnels: Funnels, measure: int) -> str:
    if funnels.bodies[measure] == 0:
        return "Not compared: fewer than two bodies have figures for this, or all figures are 0."
    return "Not compared: it has no figures for this that can be compared."  # none, of nothing, or not shown
