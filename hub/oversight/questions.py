"""What a board may ask: questions that figures raise, each with its reason and the place where its evidence stands.

A question is never a verdict, and none is put because of a rank. Reads one picture, and computes no measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from hub.oversight.among_others import compared
from hub.oversight.comparison.funnels import Flag
from hub.oversight.learning.body import BodyLearning
from hub.oversight.learning.words import body_words
from hub.oversight.measures.book import MEASURES
from hub.oversight.measures.latest import WhyNot
from hub.oversight.measures.record import Measure
from hub.oversight.once import once_for_each
from hub.oversight.over_time import is_of_the_period, over_time
from hub.oversight.picture import Picture
from hub.oversight.reporting import Rate, ReturnState
from hub.oversight.spc.charts import Judged
from hub.oversight.spc.signals import SIGNALS
from hub.oversight.written import how_many, percent

BY_CODE = {measure.code: measure for measure in MEASURES}
OWN, OUTSIDE = BY_CODE["went-wrong"], BY_CODE["ombudsman-upheld"]
FLAGGED = (Flag.FAR_ABOVE, Flag.FAR_BELOW)  # 99.8 %: of many bodies and measures some lie beyond 95 % by chance alone
HOW_ASKED = {
    Judged.CONCERN: "What happened, and what is being done?",
    Judged.IMPROVEMENT: "What was changed, and can others use it?",
    Judged.NEUTRAL: "What changed: the complaints, the service, or the counting?",
}


class Evidence(StrEnum):
    """Where the evidence of a question stands."""

    RETURN = "return"
    OVER_TIME = "over_time"
    BETWEEN = "between"
    OTHERS_FINDINGS = "others_findings"
    LEARNING = "learning"


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one body. Missing: `measure` is empty where it is not about one."""

    organisation: str
    asks: str
    because: str
    evidence: Evidence
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A measure of a body that changed more than chance explains, in the period of the picture."""

    organisation: str
    measure: Measure
    judged: Judged
    says: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What a body found in complaints, beside what the Ombudsman found.

    Units: `own` of complaints closed in `own_period`, `ombudsman` of cases reported on in `its_period`.
    Missing: None where there are no figures, or they are not shown: `why_not` says of both which, as in `Latest`;
    `differ` is None where either is missing.
    """

    organisation: str
    own: Rate | None
    own_period: str
    ombudsman: Rate | None
    its_period: str
    differ: bool | None
    why_not: tuple[WhyNot, WhyNot]


@once_for_each
def changes(picture: Picture) -> tuple[Changed, ...]:
    """What changed more than chance explains, in the order of the measures and of the bodies' names."""
    return tuple(_changes(picture))


def _changes(picture: Picture) -> Iterator[Changed]:
    for measure in MEASURES:
        for body, row in enumerate(picture.rows):
            told = over_time(picture.meaning, measure, body)
            judged = Judged(int(told.charts.variation[told.row]))
            if judged in SIGNALS and is_of_the_period(picture.meaning, told.charts, told.row):
                yield Changed(row.organisation.code, measure, judged, told.verdict)


@once_for_each
def findings(picture: Picture) -> tuple[Findings, ...]:
    """Own findings beside the Ombudsman's, of each body in the order of the names.

    They differ where what each may be, 19 times in 20, does not overlap.
    """
    return tuple(_findings(picture, body) for body in range(len(picture.rows)))


def _findings(picture: Picture, body: int) -> Findings:
    own, outside = (picture.meaning.latest[one.code] for one in (OWN, OUTSIDE))
    rates = [_rate(float(each.numerator[body]), float(each.denominator[body])) for each in (own, outside)]
    apart = None
    if all(rates):
        apart = bool(own.high[body] < outside.low[body] or outside.high[body] < own.low[body])
    periods = own.periods[body].label, outside.periods[body].label
    code, reasons = picture.rows[body].organisation.code, (own.why_not[body], outside.why_not[body])
    return Findings(code, rates[0], periods[0], rates[1], periods[1], apart, reasons)


def _rate(numerator: float, denominator: float) -> Rate | None:
    return Rate(int(numerator), int(denominator)) if numerator >= 0 and denominator > 0 else None


@once_for_each
def questions(picture: Picture) -> tuple[Question, ...]:
    """What to ask, body by body in the order of their names."""
    changed = changes(picture)
    return tuple(
        question
        for body, row in enumerate(picture.rows)
        for question in _questions(picture, body, [one for one in changed if one.organisation == row.organisation.code])
    )


def _questions(picture: Picture, body: int, changed: list[Changed]) -> Iterator[Question]:
    row = picture.rows[body]
    code = row.organisation.code
    if row.state is ReturnState.MISSING:
        yield Question(code, "Why has no return come, and when will it?", row.why, Evidence.RETURN)
    yield from _apart(picture, body)
    for one in changed:
        asks = f"{one.measure.name}: {HOW_ASKED[one.judged][:1].lower()}{HOW_ASKED[one.judged][1:]}"
        yield Question(code, asks, one.says, Evidence.OVER_TIME, one.measure.code)
    for measure in MEASURES:
        for among in compared(picture.meaning, measure):
            if among.flag(body) in FLAGGED:
                asks = f"{measure.name}: what makes it differ from other organisations?"
                yield Question(code, asks, among.of(body), Evidence.BETWEEN, measure.code)
    learning = picture.meaning.learning[body]
    if _is_asked_about(learning):
        asks = "Learning: what became of what went wrong, and of what was promised?"
        yield Question(code, asks, " ".join(_learning_words(learning)), Evidence.LEARNING)


def _learning_words(learning: BodyLearning) -> Iterator[str]:
    """What stands out, without naming the texts that are told twice: a board is given no words of a return."""
    yield from body_words(replace(learning, repeated=()))
    if learning.repeated:
        texts = how_many(len(learning.repeated), "text repeats", "texts repeat")
        yield f"{texts[:1].upper()}{texts[1:]} what the return for the period before said."


def _is_asked_about(learning: BodyLearning) -> bool:
    """Whether more stands out than loops that are not closed yet, as nearly everybody has some."""
    silent = learning.silence is not None and learning.silence.silent
    return silent or bool(learning.promises or learning.overdue or learning.repeated)


def _apart(picture: Picture, body: int) -> Iterator[Question]:
    told = _findings(picture, body)
    if told.differ and told.own and told.ombudsman:
        yield Question(
            told.organisation,
            "Why do the organisation and the Ombudsman come to different findings?",
            f"The organisation found that something went wrong in {_x_of_n(told.own)} complaints, {told.own_period}; "
            f"the Ombudsman upheld {_x_of_n(told.ombudsman)} cases, {told.its_period}. That is further apart than "
            "chance explains. The cases are not the same ones.",
            Evidence.OTHERS_FINDINGS,
        )


def _x_of_n(rate: Rate) -> str:
    return f"{rate} ({percent(rate.numerator / rate.denominator)})"
