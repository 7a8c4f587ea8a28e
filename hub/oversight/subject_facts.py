"""Subjects as facts for JSON: of each body, and how many alarms all of them raise together. Computes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from hub.oversight.alarms import Beyond, Subjects
from hub.oversight.comparison.funnels import Flag
from hub.oversight.comparison.words import body_words
from hub.oversight.disclosure.suppressed import SUPPRESSED
from hub.oversight.facts import Facts, chart_facts, flag_facts, number, signal_facts
from hub.oversight.meaning import Meaning
from hub.oversight.spc.signals import SIGNALLED
from hub.oversight.spc.words import words
from hub.oversight.written import percent


def subject_facts(meaning: Meaning) -> Iterator[Facts]:
    """What each body tells of each subject, where it tells anything or where none at all is more than chance."""
    found, by_subject = meaning.emerging, meaning.subjects
    for body, code in enumerate(meaning.panel.bodies):
        for at, subject in enumerate(by_subject.codes):
            hidden = bool(meaning.panel.is_hidden(f"subject:{subject}")[body, -1])
            count = number(by_subject.counts[body, at, -1])
            if hidden or count or _alarms(meaning, body, at):
                yield {
                    "organisation": code,
                    "subject": subject,
                    "count": SUPPRESSED if hidden else count,
                    "received": number(by_subject.received[body, -1]),
                    "emerging": bool(found.rose[body, at]),
                    "fell": bool(found.fell[body, at]),
                    "only_its_share_rose": bool(found.only_share[body, at]),
                    "false_discovery_rate": number(found.q_rose[body, at]),
                    **_charted(meaning, body, at),
                    "now": [number(found.now[body, at]), number(found.now_of[body, at])],
                    "before": [number(found.before[body, at]), number(found.before_of[body, at])],
                    "periods": [number(found.periods[body, at]), number(found.periods_before[body, at])],
                }


def together_facts(told: Subjects) -> Facts:
    """How many rises, signals and flags there are, beside how many chance alone gives."""
    rising, compared = told.rising, told.compared
    return {
        "rising": {
            "tested": rising.tested,
            "found": rising.found,
            "expected_at_most": rising.expected_by_chance,
            "says": rising.says,
        },
        "changed": signal_facts(told.changed),
        "compared": {
            "funnels": compared.funnels,
            "compared": compared.compared,
            "beyond_95": _beyond(compared.beyond_95),
            "beyond_998": _beyond(compared.beyond_998),
            "says": list(compared.says),
        },
    }


def _beyond(told: Beyond) -> Facts:
    return {"found": told.found, "expected_by_chance": told.expected}


def _alarms(meaning: Meaning, body: int, subject: int) -> bool:
    """Whether the latest figure of a subject, which may be 0, is a flag or a signal."""
    told, row = meaning.by_subject, meaning.by_subject.row(body, subject)
    flagged = told.funnels.flag[subject, body] not in (Flag.NOT_COMPARED, Flag.WITHIN)
    is_of_the_period = told.charts.latest[row] == told.charts.values.shape[1] - 1
    return bool(flagged or (is_of_the_period and told.charts.variation[row] in SIGNALLED))


def _charted(meaning: Meaning, body: int, subject: int) -> Facts:
    """The share of a subject over time, and among the other bodies."""
    told, row = meaning.by_subject, meaning.by_subject.row(body, subject)
    compared = told.funnels.flag[subject, body] != Flag.NOT_COMPARED
    says = body_words(told.funnels, subject, body)
    return {
        "over_time": chart_facts(told.charts, row, words(told.charts, row, percent)),
        "among_others": flag_facts(told.funnels, subject, body, says) if compared else None,
        "counts_differently": list(meaning.comparability.of(meaning.panel.bodies[body], by_subject=True)),
    }
