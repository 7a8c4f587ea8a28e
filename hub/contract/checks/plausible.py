"""Q08, Q10, Q11 and Q13: what adds up, and is still unlikely or of little use."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hub.contract.checks.gaps import is_gap
from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding, pointer
from hub.contract.model import Caseload, FeedbackGroup, Missing, Ombudsman, Return, Timescale, number
from hub.contract.period import NAMES_REMEMBERED, Period

OTHER = "other"
MOST_OTHER = 0.2
FEWEST_OTHER = 5  # fewer tell nothing about how a body files its complaints
FEWEST_PROMISED = 30
GROUPS = {
    "complainants": "people who complained",
    "complained_about": "colleagues complained about",
    "investigators": "colleagues who investigated",
}


def other_is_small(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """Q08: at most a fifth of what is filed under a subject is filed under “other”."""
    lines = return_.subjects if isinstance(return_.subjects, tuple) else ()
    other = sum([number(line.count) or 0 for line in lines if line.subject == OTHER])
    filed = sum([number(line.count) or 0 for line in lines]) if other else 0
    if other >= FEWEST_OTHER and other > MOST_OTHER * filed:
        yield Finding(
            "Q08",
            f"Under the subject “other” are filed {other} of {filed} ({100 * other / filed:.0f} %).",
            "Use the codes of the list where they fit, or say what these complaints are about.",
            tuple(
                pointer("subjects", at) for at, line in enumerate(lines) if line.subject == OTHER and number(line.count)
            ),
            {"other": other, "filed": filed},
        )


def every_date_kept(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """Q10: of many dates promised, not every one was kept."""
    if not isinstance(return_.timescale, Timescale):
        return
    promised, within = number(return_.timescale.promised), number(return_.timescale.within)
    if promised is not None and promised >= FEWEST_PROMISED and promised == within:
        yield Finding(
            "Q10",
            f"Every promised date was kept: {within} of {promised}.",
            "Say how dates are promised, and how it is recorded that they were kept.",
            (pointer("timescale", "within"), pointer("timescale", "promised")),
            {"within": within, "promised": promised},
        )


def every_group_heard(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """Q11: each of the three groups was asked how complaints are handled, unless there was no complaint."""
    closed = return_.caseload.closed if isinstance(return_.caseload, Caseload) else None
    if return_.nil_return or number(closed) == 0:
        return
    silent = {name: why for name, group in return_.feedback.groups if (why := _silent(group))}
    if silent:
        yield Finding(
            "Q11",
            f"Nothing was heard from {' or from '.join(GROUPS[name] for name in silent)}.",
            "Say why the group was not heard, and from when on it will be.",
            tuple(pointer("feedback", name) for name in silent),
            {"groups": silent},
        )


def _silent(group: FeedbackGroup | Missing | None) -> str:
    """Why a group is empty: the status given, or that nobody answered; an empty text when it is not."""
    if not isinstance(group, FeedbackGroup):
        return (group or "") if is_gap(group) else ""
    responses = number(group.responses)
    if responses or group.summary:
        return ""
    if responses == 0:
        return "no responses"
    return "no numbers" if is_gap(group.responses) and is_gap(group.invited) and is_gap(group.satisfied) else ""


def ombudsmans_year_is_expected(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """Q13: the Ombudsman's figures are of the last year that had ended, or of the one that the period lies in."""
    if not isinstance(return_.ombudsman, Ombudsman) or return_.period is None:
        return
    expected = _years_expected(return_.period)
    given = return_.ombudsman.year
    if given and given not in expected:
        yield Finding(
            "Q13",
            f"The Ombudsman's figures are of {given}; with {return_.period.name}, {expected[0]} is expected.",
            "Give the latest year that the Ombudsman has reported on, or say why another one stands here.",
            (pointer("ombudsman", "year"),),
            {"given": given, "expected": expected[0]},
        )


@lru_cache(NAMES_REMEMBERED)
def _years_expected(period: Period) -> tuple[str, ...]:
    """The last year that had ended with the period, and the one that it lies in where that still ran."""
    running = Period.containing(period.last_day, "year")
    return (running.name,) if running.end == period.end else (running.previous().name, running.name)
