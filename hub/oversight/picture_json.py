"""A picture as JSON: every figure with its parts, every verdict with its words. Computes nothing.

The same picture gives the same bytes: bodies stand in the order of the picture, measures in that of the book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from hub.contract.codelists import codelist
from hub.contract.period import Period
from hub.oversight.among_others import Compared, compared, where
from hub.oversight.comparison.funnels import Flag
from hub.oversight.comparison.words import body_words
from hub.oversight.compliance import ITEM_NAMES
from hub.oversight.disclosure.suppressed import SUPPRESSED
from hub.oversight.facts import Facts, chart_facts, flag_facts, funnel_facts, number, point_facts
from hub.oversight.learning.effect_words import effect_words
from hub.oversight.learning.facts import learning_facts
from hub.oversight.meaning import Meaning
from hub.oversight.measures.book import MEASURES
from hub.oversight.measures.latest import Latest
from hub.oversight.measures.record import Measure
from hub.oversight.over_time import changed, over_time
from hub.oversight.picture import Picture, Row
from hub.oversight.reporting import Rate, ReportingRates
from hub.oversight.spc.breaks import Break
from hub.oversight.spc.words import words
from hub.oversight.themes.quoted import Quoted
from hub.oversight.themes.theme import Theme
from hub.oversight.written import percent


def as_json(picture: Picture, texts: Sequence[Quoted] = ()) -> Facts:
    """The whole picture, with the words behind its themes where they are given."""
    meaning = picture.meaning
    return {
        "department": picture.department,
        "department_name": picture.department_name,
        "audience": picture.audience,
        "today": picture.today.isoformat(),
        "period": _period(picture.period),
        "due_on": _plain(picture.due_on),
        "reporting": _rates(picture.rates),
        "trend": [{"period": each.period.name, **_rates(each.rates)} for each in picture.trend],
        "happened": list(picture.happened),
        "organisations": [_organisation(row) for row in picture.rows],
        "measures": [_measure(meaning, measure) for measure in MEASURES],
        "comparability": _plain(meaning.comparability),
        "breaks": [_break(one) for of_it in meaning.breaks for one in of_it],
        "subjects": list(_subjects(meaning)),
        "learning": [learning_facts(body) for body in meaning.learning],
        "effects": list(_effects(meaning)),
        "themes": [_theme(theme) for theme in meaning.themes],
        "texts": [_plain(text) for text in texts],
        "disclosure": _disclosure(meaning),
    }


def _period(period: Period) -> Facts:
    return {"name": period.name, "start": period.start.isoformat(), "end": period.last_day.isoformat()}


def _rates(rates: ReportingRates) -> Facts:
    states = {state.value: count for state, count in rates.counts.items()}
    return {"received": _plain(rates.received), "on_time": _plain(rates.on_time), "states": states}


def _organisation(row: Row) -> Facts:
    return {
        "organisation": row.organisation.code,
        "name": row.organisation.name,
        "state": row.state,
        "why": row.why,
        "return_id": row.return_id,
        "version": row.version,
        "minimum_data": list(_items(row)),
        "completeness": SUPPRESSED if row.items and row.completeness is None else _plain(row.completeness),
        "to_talk_about": list(row.to_talk_about),
        "marks": list(row.marks),
        "successors": list(row.successors),
    }


def _break(one: Break) -> Facts:
    told: Facts = _plain(one)
    del told["to_others"]  # whoever reads it has it as `says`
    return told


def _items(row: Row) -> Iterator[Facts]:
    told = {item.item: item for item in row.items}
    for name in ITEM_NAMES if told else ():
        one = told.get(name)
        yield {"item": name, "reported": one.reported if one else SUPPRESSED, "why": one.why if one else ""}


def _measure(meaning: Meaning, measure: Measure) -> Facts:
    told, among = meaning.latest[measure.code], compared(meaning, measure)
    return {
        "measure": measure.code,
        "name": measure.name,
        "unit": measure.unit,
        "better": measure.direction,
        "changed": _changed(meaning, measure),
        "compared": [_compared(one) for one in among],
        "organisations": [
            {
                "organisation": code,
                **_figures(told, body),
                "counts_differently": list(meaning.comparability.of(code)),
                "among_others": _among_others(among, body),
                "over_time": _over_time(meaning, measure, body),
            }
            for body, code in enumerate(meaning.panel.bodies)
        ],
    }


def _figures(told: Latest, body: int) -> Facts:
    why_not = told.why_not[body]
    return {
        "period": told.periods[body].name,
        "numerator": why_not or number(told.numerator[body]),
        "denominator": None if why_not else number(told.denominator[body]),
        "value": why_not or number(told.value[body]),
        "between": [number(told.low[body]), number(told.high[body])],
    }


def _changed(meaning: Meaning, measure: Measure) -> Facts:
    """How many bodies have a signal over time, beside how many chance alone gives."""
    told = changed(meaning, measure)
    return {"with_limits": told.judged, "found": told.found, "expected_at_most": told.expected, "says": told.says}


def _compared(one: Compared) -> Facts:
    of = {"exposure": one.exposure} if one.exposure else {}
    return {**of, "says": list(one.says), **funnel_facts(one.funnels, one.row)}


def _among_others(among: Sequence[Compared], body: int) -> Facts | None:
    one = where(among, body)
    if one is None:
        return None
    of = {"exposure": one.exposure} if one.exposure else {}
    return {**of, **flag_facts(one.funnels, one.row, body, one.of(body))}


def _over_time(meaning: Meaning, measure: Measure, body: int) -> Facts:
    told = over_time(meaning, measure, body)
    at = "month" if told.monthly else "period"
    facts = chart_facts(told.charts, told.row, told.verdict)
    return {"latest": told.latest, **facts, "points": point_facts(told.charts, told.row, at, told.labels)}


def _subjects(meaning: Meaning) -> Iterator[Facts]:
    """What each body tells of each subject, where it tells anything."""
    found, by_subject = meaning.emerging, meaning.subjects
    for body, code in enumerate(meaning.panel.bodies):
        for at, subject in enumerate(by_subject.codes):
            hidden = bool(meaning.panel.is_hidden(f"subject:{subject}")[body, -1])
            count = number(by_subject.counts[body, at, -1])
            if hidden or count:
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
                }


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


def _effects(meaning: Meaning) -> Iterator[Facts]:
    labels = {code: entry.label for code, entry in codelist("subjects").items()}
    each = meaning.panel.periods[-1].kind
    for effect in meaning.effects:
        yield {
            "organisation": effect.organisation,
            "learning": effect.loop.id,
            "subject": effect.subject,
            "verdict": effect.verdict.name.lower(),
            "target_met": effect.target_met,
            "evidence": [_plain(one) for one in effect.evidence],
            "says": effect_words(effect, labels, each),
        }


def _theme(theme: Theme) -> Facts:
    """A remedy is told by whose it is and by the learning and actions that it names: the rest is among the effects."""
    remedies = [
        {
            "organisation": one.organisation,
            "learning": one.effect.loop.id,
            "actions": list(one.effect.loop.actions),
            "consent": one.consent,
        }
        for one in theme.remedies
    ]
    told = {field.name: _plain(getattr(theme, field.name)) for field in fields(theme) if field.name != "remedies"}
    return {**told, "remedies": remedies}


def _disclosure(meaning: Meaning) -> Facts | None:
    told = meaning.disclosure
    return None if told is None else {**_plain(told), "says": told.in_words()}


def _plain(value: Any) -> Any:
    """A frozen value as JSON has it: members by name, verdicts by theirs, days as ISO 8601. Missing: None."""
    match value:
        case Rate():
            return {"numerator": value.numerator, "denominator": value.denominator}
        case Period():
            return value.name
        case Enum():
            return value.value if isinstance(value.value, str) else value.name.lower()
        case date():
            return value.isoformat()
        case float():
            return number(value)
        case tuple() | list():
            return [_plain(one) for one in value]
        case Mapping():
            return {name: _plain(one) for name, one in value.items()}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
