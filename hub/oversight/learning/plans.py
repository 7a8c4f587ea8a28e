"""Action plans: what is due, overdue and done, and what cannot be followed for want of an owner, a date or a measure.

An action that runs on keeps its id; its last telling is what holds. What a contract version does not ask for is not
held against a body.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from hub.contract.narrative import ActionTold, Narrative
from hub.contract.period import Period

# What is done for one person needs no measure; what changes a service does. Codes of the list remedies.
CHANGES_A_SERVICE = frozenset(
    {"staff-training", "procedure-changed", "guidance-changed", "system-changed", "capacity-added"}
)


class PlanState(IntEnum):
    """Where an action stands today."""

    DONE = 1
    DUE = 2
    OVERDUE = 3
    NO_DAY = 4

    @property
    def label(self) -> str:
        """As people read it."""
        return ("Done", "Due", "Overdue", "No day set")[self - 1]


class Plan(NamedTuple):  # there are ten thousands of them, and a tuple is made three times as fast
    """One action over all returns that tell of it.

    Units: `days_overdue` is up to today, or up to the day on which it was done late; 0 where it was in time.
    `returns_since` is how many returns came after the last that tells of it; `mentioned` is whether none did.
    Shapes: `lacks` names `owner`, `day` or `measure`.
    """

    id: str
    subject: str | None
    state: PlanState
    due: date | None
    completed: date | None
    days_overdue: int
    last: Period
    returns_since: int
    lacks: tuple[str, ...]

    @property
    def mentioned(self) -> bool:
        """Whether the latest return still tells of it."""
        return self.returns_since == 0


def plans(told: Sequence[tuple[Period, Narrative]], today: date) -> dict[str, Plan]:
    """The actions of a body by id, in the order in which they were first told. Shapes: the oldest period first."""
    latest: dict[str, tuple[int, ActionTold]] = {}
    for at, (_, narrative) in enumerate(told):
        for action in narrative.actions or ():
            latest[action.id] = (at, action)
    unshown = _unshown(told, latest)
    last = len(told) - 1
    return {
        id_: _plan(action, told[at][0], last - at, id_ not in unshown, today) for id_, (at, action) in latest.items()
    }


def _unshown(told: Sequence[tuple[Period, Narrative]], latest: Mapping[str, tuple[int, ActionTold]]) -> frozenset[str]:
    """The actions that change a service, and of which neither the plan nor any learning says how to show it."""
    asked = [asks_for_plans(narrative) for _, narrative in told]
    if not any(asked):
        return frozenset()
    measured = {
        action
        for _, narrative in told
        for learning in narrative.learning or ()
        if learning.measure is not None
        for action in learning.actions
    }
    changes = {
        id_
        for id_, (at, action) in latest.items()
        if asked[at] and action.remedy in CHANGES_A_SERVICE and not action.evidenced
    }
    return frozenset(changes - measured)


def _plan(action: ActionTold, period: Period, since: int, shown: bool, today: date) -> Plan:
    id_, subject, _, owned, begins, due_on, done_on, _ = action
    due = date.fromisoformat(due_on) if due_on else None
    done = date.fromisoformat(done_on) if done_on else None
    until = done or today
    late = (until - due).days if due and until > due else 0
    state = PlanState.DONE if done else _open(due, late)
    lacks = () if shown and owned and (due or done or begins) else _lacks(action, shown)
    return Plan(id_, subject, state, due, done, late, period, since, lacks)


def _open(due: date | None, late: int) -> PlanState:
    if due is None:
        return PlanState.NO_DAY
    return PlanState.OVERDUE if late else PlanState.DUE


def _lacks(action: ActionTold, shown: bool) -> tuple[str, ...]:
    dated = action.due or action.completed or action.begins
    there = {"owner": action.owned, "day": dated, "measure": shown}
    return tuple(name for name, is_there in there.items() if not is_there)


def asks_for_plans(narrative: Narrative) -> bool:
    """Whether the contract version of a return asks how an action's effect is shown.

    It does where it asks for challenges, or whether learning may be shared: all three came together. A return that
    gives neither is not held to it.
    """
    return narrative.challenges is not None or any(one.may_be_shared is not None for one in narrative.learning or ())
