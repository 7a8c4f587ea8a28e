"""What a body learns, in sentences: where loops break, which plans wait, and for how long nothing is told.

Decides nothing. A sentence is a question for the next conversation, and blames nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from hub.oversight.learning.body import BodyLearning
from hub.oversight.learning.loop import Break, Gap
from hub.oversight.learning.plans import Plan, PlanState
from hub.oversight.learning.silence import EveryPromiseKept, Silence
from hub.oversight.reporting import Rate, day_in_words
from hub.oversight.written import how_many, listed

LACKS = {"owner": "no owner", "day": "no day", "measure": "no way to show its effect"}


def break_words(one: Break) -> str:
    """Where a loop breaks and since when."""
    when = f"{day_in_words(one.since)}, {how_many(one.days, 'day', 'days')} ago"
    match one.gap:
        case Gap.ACTION_OVERDUE:
            return f"Its action {one.action} was due on {when}."
        case Gap.ACTION_NOT_MENTIONED:
            return f"Its action {one.action} was due on {when}; {_not_mentioned(one.returns)}."
        case Gap.SHARING_NOT_MENTIONED:
            return f"Users were to be told, said the return for the period to {when}; {_not_mentioned(one.returns)}."
    return f"{one.gap.label[:1].upper()}{one.gap.label[1:]}, since the period to {when}."


def _not_mentioned(returns: int) -> str:
    return "the return since does not mention it" if returns == 1 else f"the {returns} returns since do not mention it"


def plan_words(plan: Plan) -> str:
    """Where an action stands, and what it lacks."""
    said = [_standing(plan)]
    if plan.lacks:
        said.append(f"It has {listed([LACKS[name] for name in plan.lacks])}.")
    return " ".join(said)


def _standing(plan: Plan) -> str:
    late = how_many(plan.days_overdue, "day", "days")
    match plan.state, plan.due, plan.completed:
        case PlanState.DONE, _, done if done:
            return f"Done on {day_in_words(done)}{f', {late} late' if plan.days_overdue else ''}."
        case PlanState.OVERDUE, due, _ if due:
            silent = "" if plan.mentioned else f"; {_not_mentioned(plan.returns_since)}"
            return f"Was due on {day_in_words(due)}, {late} ago, and is not said to be done{silent}."
        case PlanState.DUE, due, _ if due:
            return f"Due on {day_in_words(due)}."
    return "No day is set for it."


def body_words(body: BodyLearning) -> Iterator[str]:
    """What stands out in what a body learns; nothing where nothing does."""
    if body.silence and body.silence.silent:
        yield from _silence(body.silence)
    if body.promises:
        yield _promises(body.promises)
    if body.overdue:
        yield f"Actions overdue: {Rate(len(body.overdue), len(body.plans))}."
    if body.cannot_be_followed:
        yield f"Actions that cannot be followed: {Rate(len(body.cannot_be_followed), len(body.plans))}."
    if body.broken:
        yield f"Pieces of learning of which every step is told: {body.closed}."
    yield from map(str, body.repeated)


def _silence(silence: Silence) -> Iterator[str]:
    for told, running, never in (
        ("action", silence.without_action, silence.never_action),
        ("learning", silence.without_learning, silence.never_learning),
    ):
        if running:
            latest = "period" if running == 1 else f"{running:,} periods"
            yield f"No {told} is told for the latest {latest} in which something went wrong ({never} in all)."


def _promises(kept: EveryPromiseKept) -> str:
    periods = how_many(kept.periods, "period", "periods in a row")
    return f"Every promised date was kept for {periods}, {kept.kept}: ask how promises are made and counted."
