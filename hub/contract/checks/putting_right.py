"""Q04 and Q05: where something went wrong something is done, and what is to be done can be followed."""

from __future__ import annotations

from collections.abc import Iterator

from hub.contract.checks.gaps import is_gap
from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding, pointer
from hub.contract.model import Action, Missing, Return, number, told
from hub.contract.period import Period

# What is done for one person needs no measure; what changes a service does. Codes of the list remedies.
CHANGES_A_SERVICE = frozenset(
    {"staff-training", "procedure-changed", "guidance-changed", "system-changed", "capacity-added"}
)
OVERDUE = "Complete it, or say who will have done it by when, and what held it up."


def something_was_done(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """Q04: where something went wrong, the return tells of an action."""
    wrong, actions = number(return_.went_wrong.count), return_.actions
    if wrong and not (isinstance(actions, tuple) and actions):
        yield Finding(
            "Q04",
            f"Something went wrong in {wrong} {_complaints(wrong)}, and the return tells of no action.",
            "Tell what was done for the people concerned or about the cause, or say why nothing was.",
            (pointer("went_wrong", "count"), pointer("actions")),
            {"went_wrong": wrong, "actions": actions if isinstance(actions, Missing) else 0},
        )


def _complaints(count: int) -> str:
    return "complaint" if count == 1 else "complaints"


def actions_can_be_followed(return_: Return, now: Circumstances) -> Iterator[Finding]:
    """Q05: no action is overdue or lost sight of, and each has an owner, a date and a measure of its effect."""
    actions = return_.actions if isinstance(return_.actions, tuple) else ()
    measured = _measured(return_) if actions else frozenset()
    for at, action in enumerate(actions):
        lacks, due = _lacks(action, measured), _overdue(action, return_.period)
        if lacks or due:
            yield _to_be_followed(at, action, lacks, due)
    yield from _lost_sight_of(actions, now)


def _measured(return_: Return) -> frozenset[str]:
    """The actions whose effect some learning of the return measures."""
    learning = return_.learning if isinstance(return_.learning, tuple) else ()
    return frozenset([action for entry in learning if not is_gap(entry.measure) for action in entry.actions])


def _lacks(action: Action, measured: frozenset[str]) -> list[str]:
    lacks = ["owner"] if is_gap(action.owner) else []
    if is_gap(action.due) and is_gap(action.completed) and is_gap(action.begins):
        lacks.append("date")
    if action.remedy in CHANGES_A_SERVICE and action.id not in measured and is_gap(action.impact):
        lacks.append("measure")
    return lacks


def _overdue(action: Action, period: Period | None) -> str | None:
    """The day on which it was due, when that has passed with the period and it is not said to be done."""
    due = told(action.due)
    if due is None or period is None or told(action.completed):
        return None
    return due if due < period.end.isoformat() else None


def _to_be_followed(at: int, action: Action, lacks: list[str], due: str | None) -> Finding:
    facts = [f"was due on {due} and is not said to be done"] if due else []
    facts += [f"has no {' and no '.join(lacks)}"] if lacks else []
    return Finding(
        "Q05",
        f"The action {action.id} {' and '.join(facts)}.",
        OVERDUE if due else "Say who will have done it by when, and how its effect will be known.",
        (pointer("actions", at),),
        {"action": action.id, "due": due, "lacks": lacks},
    )


def _lost_sight_of(actions: tuple[Action, ...], now: Circumstances) -> Iterator[Finding]:
    """Actions of the period before that were not done, and are not mentioned any more."""
    before = now.history.previous if now.history else None
    if before is None or not isinstance(before.actions, tuple):
        return
    mentioned = {action.id for action in actions}
    for action in before.actions:
        if action.id not in mentioned and told(action.due) and not told(action.completed):
            yield Finding(
                "Q05",
                f"The action {action.id} of {before.period_name}, due on {told(action.due)}, is not mentioned any more "
                "and was never said to be done.",
                OVERDUE,
                (pointer("actions"),),
                {"action": action.id, "due": told(action.due), "mentioned": False},
            )
