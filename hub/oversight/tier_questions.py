"""What a board's lead may ask an independent tier, and hear its answer to: each with the evidence under it.

A question is never a verdict. Computes no figure: those of the picture and of the tier's reports are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hub.contract.codelists import codelist
from hub.contract.period import Period
from hub.oversight.picture import Picture
from hub.oversight.questions import questions
from hub.oversight.reporting import Rate, day_in_words
from hub.oversight.tier import Beside, TierSaid
from hub.oversight.written import how_many, percent
from hub.tier_meetings import TierMeeting

MOST_THEMES = 2  # subjects that are asked about: those of the most cases


@dataclass(frozen=True, slots=True)
class TierQuestion:
    """One question to put when the tier is met.

    Shapes: `evidence` are sentences, each of which stands by itself; `of_returns` and `of_report` say where its figures
    come from: from the organisation's returns, from the tier's report, or both.
    """

    asks: str
    evidence: tuple[str, ...]
    of_returns: bool = False
    of_report: bool = False


def tier_questions(
    picture: Picture, told: Beside, reports: Sequence[TierSaid], meetings: Sequence[TierMeeting], on: date
) -> tuple[TierQuestion, ...]:
    """What to ask about one organisation on a day. Shapes: `reports` the latest period first."""
    return tuple(_all(picture, told, reports, meetings, on))


def _all(
    picture: Picture, told: Beside, reports: Sequence[TierSaid], meetings: Sequence[TierMeeting], on: date
) -> Iterator[TierQuestion]:
    if question := apart(told):
        yield question
    yield from _of_the_report(picture.period, reports)
    for one in questions(picture):
        if one.organisation == told.findings.organisation:
            yield TierQuestion(one.asks, (one.because,), of_returns=True)
    yield from _overdue(meetings, on)


def apart(told: Beside) -> TierQuestion | None:
    """What to ask where two findings are further apart than chance explains. Missing: None where they are not."""
    own, tier = told.findings.own, told.tier
    if not told.differ or own is None or tier is None or tier.upheld is None:
        return None
    return TierQuestion(
        "Why do the organisation and the tier come to different findings?",
        (
            f"The organisation found that something went wrong in {x_of_n(own)}, {told.findings.own_period}.",
            f"The tier upheld, in full or in part, {x_of_n(tier.upheld)} cases, {tier.period.label}.",
            "That is further apart than chance explains. The cases are not the same ones.",
        ),
        of_returns=True,
        of_report=True,
    )


def _of_the_report(period: Period, reports: Sequence[TierSaid]) -> Iterator[TierQuestion]:
    if not reports or reports[0].figures.period.end < period.end:
        last = f"The latest report is for {reports[0].figures.period.label}." if reports else "No report has come."
        yield TierQuestion(f"When will the tier report on {period.label}?", (last,), of_report=bool(reports))
    if not reports:
        return
    latest, labels = reports[0].figures, {code: entry.label for code, entry in codelist("subjects").items()}
    advice = latest.recommendations
    if advice is not None and advice.numerator < advice.denominator:
        refused = advice.denominator - advice.numerator
        yield TierQuestion(
            "What was recommended and not accepted, and why?",
            (
                f"{advice} recommendations were accepted, {latest.period.label}; "
                f"{how_many(refused, 'was', 'were')} not.",
            ),
            of_report=True,
        )
    counted = sorted(((count, code) for code, count in latest.themes if isinstance(count, int) and count), reverse=True)
    for count, code in counted[:MOST_THEMES]:
        said = reports[0].about.get(code, "")
        of = f" of {latest.figures['closed']:,}" if isinstance(latest.figures["closed"], int) else ""
        yield TierQuestion(
            f"{labels.get(code, code)}: does the tier see what the organisation learns from it?",
            (
                f"{count:,}{of} cases closed were about it, {latest.period.label}.",
                *([f"The tier: {said}"] if said else []),
            ),
            of_report=True,
        )


def _overdue(meetings: Sequence[TierMeeting], on: date) -> Iterator[TierQuestion]:
    for meeting in meetings:
        for one in meeting.follow_ups:
            if one.overdue_on(on):
                due, met = day_in_words(one.due), day_in_words(meeting.on)
                yield TierQuestion(
                    "What became of what was agreed?",
                    (
                        f"{one.says} Whose it is: {one.owner_role}. It was due on {due}, from the meeting on {met}, "
                        "and is not recorded as done.",
                    ),
                )


def x_of_n(rate: Rate) -> str:
    """`12 of 40 (30%)`."""
    return f"{rate} ({percent(rate.numerator / rate.denominator)})"
