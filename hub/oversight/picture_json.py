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
from hub.oversight.alarms import Effects, of_effects, of_subjects
from hub.oversight.among_others import Compared, compared, where
from hub.oversight.compliance import ITEM_NAMES
from hub.oversight.disclosure.suppressed import SUPPRESSED
from hub.oversight.facts import Facts, chart_facts, flag_facts, funnel_facts, number, point_facts, signal_facts
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
from hub.oversight.subject_facts import subject_facts, together_facts
from hub.oversight.themes.quoted import Quoted
from hub.oversight.themes.theme import Theme


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
        "subjects": list(subject_facts(meaning)),
        "subjects_together": together_facts(of_subjects(meaning.emerging, meaning.by_subject)),
        "learning": [learning_facts(body) for body in meaning.learning],
        "effects": list(_effects(meaning)),
        "effects_together": _effects_together(of_effects(meaning.effects)),
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
    return signal_facts(changed(meaning, measure))


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


def _effects_together(told: Effects) -> Facts:
    """How many pieces of learning have a verdict, beside how many chance alone gives."""
    return {
        "judged": told.judged,
        "improved": told.improved,
        "got_worse": told.got_worse,
        "expected_at_most_of_each": told.expected,
        "says": told.says,
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
