"""What a body learns as facts that JSON can hold, with the sentences. Decides nothing and hides nothing."""

from __future__ import annotations

from typing import Any

from hub.contract.narrative import MeasureTold
from hub.oversight.learning.body import BodyLearning
from hub.oversight.learning.loop import Loop
from hub.oversight.learning.plans import Plan
from hub.oversight.learning.silence import Silence
from hub.oversight.learning.words import body_words, break_words, plan_words
from hub.oversight.reporting import Rate

Facts = dict[str, Any]
SUPPRESSED = "suppressed"  # as in every other part of a picture


def learning_facts(body: BodyLearning) -> Facts:
    """The loops, plans and silence of one body."""
    return {
        "organisation": body.organisation,
        "says": list(body_words(body)),
        "closed": _rate(body.closed),
        "actions_done": _rate(body.done),
        "silence": None if body.silence is None else _silence(body.silence),
        "every_promise_kept": None
        if body.promises is None
        else {"periods": body.promises.periods, "kept": _rate(body.promises.kept)},
        "repeated": [
            {"part": one.part, "earlier": one.earlier, "shared": one.shared, "of": one.of} for one in body.repeated
        ],
        "loops": [_loop(loop) for loop in body.loops],
        "actions": [_plan(plan) for plan in body.plans],
    }


def _rate(rate: Rate) -> Facts:
    return {"numerator": rate.numerator, "denominator": rate.denominator}


def _silence(silence: Silence) -> Facts:
    return {
        "silent": silence.silent,
        "periods_without_action": silence.without_action,
        "periods_without_learning": silence.without_learning,
        "never_action": _rate(silence.never_action),
        "never_learning": _rate(silence.never_learning),
        "since": silence.since.name if silence.since else None,
    }


def _loop(loop: Loop) -> Facts:
    return {
        "learning": loop.id,
        "subject": loop.subject,
        "first": loop.first.name,
        "last": loop.last.name,
        "actions": list(loop.actions),
        "completed": loop.completed.isoformat() if loop.completed else None,
        "measure": None if loop.measure is None else _measure(loop.measure, loop),
        "values": [
            {"period": period.name, "value": SUPPRESSED if value is None else value}
            for period, value in loop.every_value
        ],
        "shared": loop.shared,
        "shared_on": loop.shared_on,
        "may_be_shared": loop.may_be_shared,
        "closed": loop.closed,
        "breaks": [
            {
                "step": one.gap.step.name.lower(),
                "gap": one.gap.name.lower(),
                "since": one.since.isoformat(),
                "days": one.days,
                "returns": one.returns,
                "action": one.action,
                "says": break_words(one),
            }
            for one in loop.breaks
        ],
    }


def _measure(measure: MeasureTold, loop: Loop) -> Facts:
    told = measure._asdict()
    if loop.baseline_withheld:
        told["baseline"] = SUPPRESSED
    if loop.withheld and loop.withheld[-1] == loop.last:
        told["latest"] = SUPPRESSED
    return told


def _plan(plan: Plan) -> Facts:
    return {
        "action": plan.id,
        "subject": plan.subject,
        "state": plan.state.name.lower(),
        "due": plan.due.isoformat() if plan.due else None,
        "completed": plan.completed.isoformat() if plan.completed else None,
        "days_overdue": plan.days_overdue,
        "last_told": plan.last.name,
        "returns_since": plan.returns_since,
        "lacks": list(plan.lacks),
        "says": plan_words(plan),
    }
