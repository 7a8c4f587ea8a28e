"""The loop of one piece of learning: went wrong, action, learning, measure, shared; where it breaks, and since when.

An id that runs on over returns is one piece, however its words change. What a contract version does not ask for is
never a break. Action plans by themselves are `plans`; whether anything got better is `effect`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from hub.contract.narrative import LearningTold, MeasureTold, Narrative
from hub.contract.period import Period
from hub.oversight.learning.plans import Plan, PlanState

Told = Sequence[tuple[Period, Narrative]]


class Step(IntEnum):
    """The steps of the loop, in their order."""

    WENT_WRONG = 1
    ACTION = 2
    LEARNING = 3
    MEASURE = 4
    SHARED = 5

    @property
    def label(self) -> str:
        """As people read it."""
        return ("Something went wrong", "Action", "Learning", "Measure", "Shared with users")[self - 1]


class Gap(IntEnum):
    """What is not there where a loop breaks."""

    NO_ACTION = 1
    ACTION_OVERDUE = 2
    ACTION_NOT_MENTIONED = 3
    NO_MEASURE = 4
    NO_VALUE = 5
    NOT_SHARED = 6
    SHARING_NOT_MENTIONED = 7

    @property
    def step(self) -> Step:
        """At which step of the loop."""
        if self <= Gap.ACTION_NOT_MENTIONED:
            return Step.ACTION
        return Step.MEASURE if self <= Gap.NO_VALUE else Step.SHARED

    @property
    def label(self) -> str:
        """As people read it."""
        return GAP_WORDS[self]


GAP_WORDS = {
    Gap.NO_ACTION: "no action is named for it",
    Gap.ACTION_OVERDUE: "its action is overdue",
    Gap.ACTION_NOT_MENTIONED: "its action was promised, is overdue, and is not mentioned any more",
    Gap.NO_MEASURE: "no measure is named",
    Gap.NO_VALUE: "its measure has no value yet",
    Gap.NOT_SHARED: "it is not said how users are told",
    Gap.SHARING_NOT_MENTIONED: "telling users was promised, and is not mentioned any more",
}


class Break(NamedTuple):
    """One place where a loop breaks.

    Units: `returns` is how many returns came after the one in which it was open; `days` are up to today.
    Missing: `action` is None where the break is not that of an action.
    """

    gap: Gap
    since: date
    days: int
    returns: int
    action: str | None = None


class Loop(NamedTuple):  # there are thousands of them, and a tuple is made three times as fast
    """One piece of learning over all returns that tell of it.

    Shapes: `values` are the measure's latest values as each return gave them; `breaks` are in the order of the steps.
    Missing: `completed` is the last day on which one of its actions was done, None before any is; `measure` is None
    where none was ever named; `shared_on` is None where no day was given, and `may_be_shared` where the contract
    version does not ask. `withheld` are the returns whose value is there and not shown to whom this is for, and
    `baseline_withheld` is whether there is a baseline that is not.
    """

    id: str
    subject: str | None
    first: Period
    last: Period
    actions: tuple[str, ...]
    completed: date | None
    measure: MeasureTold | None
    values: tuple[tuple[Period, float], ...]
    shared: bool
    shared_on: str | None
    may_be_shared: bool | None
    breaks: tuple[Break, ...]
    withheld: tuple[Period, ...] = ()
    baseline_withheld: bool = False

    @property
    def every_value(self) -> tuple[tuple[Period, float | None], ...]:
        """The values in order with those that are not shown. Missing: None for these."""
        if not self.withheld:
            return self.values
        every = [*self.values, *((period, None) for period in self.withheld)]
        return tuple(sorted(every, key=lambda one: one[0].start))

    @property
    def closed(self) -> bool:
        """Whether every step is there."""
        return not self.breaks


def loops(told: Told, plans: Mapping[str, Plan], today: date) -> tuple[Loop, ...]:
    """The loop of each piece of learning, in the order in which they were first told.

    Shapes: `told` has the oldest period first; `plans` are the actions of the same returns, by id.
    """
    pieces: dict[str, list[tuple[int, LearningTold]]] = {}
    for at, (_, narrative) in enumerate(told):
        for learning in narrative.learning or ():
            if learning.id in pieces:
                pieces[learning.id].append((at, learning))
            else:
                pieces[learning.id] = [(at, learning)]
    return tuple([_loop(piece, told, plans, today) for piece in pieces.values()])


def _loop(piece: list[tuple[int, LearningTold]], told: Told, plans: Mapping[str, Plan], today: date) -> Loop:
    first, (last, one) = piece[0][0], piece[-1]
    if len(piece) > 1:
        one = _together([each for _, each in piece])
    id_, subject, actions, measure, shared, _, shared_on, may_be_shared = one
    values = _values(piece, told) if measure else ()
    completed, all_done = _completed(actions, plans)
    every_step = all_done and values and shared
    breaks = () if every_step else tuple(_breaks(one, bool(values), first, last, told, plans, today))
    period, latest = told[first][0], told[last][0]
    return Loop(
        id_, subject, period, latest, actions, completed, measure, values, shared, shared_on, may_be_shared, breaks
    )


def _values(piece: list[tuple[int, LearningTold]], told: Told) -> tuple[tuple[Period, float], ...]:
    values = []
    for at, one in piece:
        measure = one.measure
        if measure is not None and measure.latest is not None:
            values.append((told[at][0], measure.latest))
    return tuple(values)


def _completed(actions: tuple[str, ...], plans: Mapping[str, Plan]) -> tuple[date | None, bool]:
    """The last day on which one of these actions was done, and whether all of them are, of which there are some."""
    latest, all_done = None, bool(actions)
    for id_ in actions:
        day = plans[id_].completed if id_ in plans else None
        if day is None:
            all_done = False
        elif latest is None or day > latest:
            latest = day
    return latest, all_done


def _together(entries: Sequence[LearningTold]) -> LearningTold:
    """One piece as several returns tell it: what was ever done, and the measure as it was last named."""
    last = entries[-1]
    return LearningTold(
        last.id,
        last.subject,
        tuple(dict.fromkeys([action for one in entries for action in one.actions])),
        next((one.measure for one in reversed(entries) if one.measure), None),
        any(one.shared for one in entries),
        any(one.sharing_planned for one in entries),
        min((one.shared_on for one in entries if one.shared_on), default=None),
        last.may_be_shared,
    )


def _breaks(
    piece: LearningTold, valued: bool, first: int, last: int, told: Told, plans: Mapping[str, Plan], today: date
) -> Iterator[Break]:
    _, _, actions, measure, shared, planned, _, _ = piece
    if not actions:
        yield _break(Gap.NO_ACTION, first, told, today)
    for id_ in actions:
        plan = plans.get(id_)
        if plan is not None and plan.state is PlanState.OVERDUE and plan.due:
            gap = Gap.ACTION_OVERDUE if plan.mentioned else Gap.ACTION_NOT_MENTIONED
            yield Break(gap, plan.due, plan.days_overdue, plan.returns_since, id_)
    if not valued:
        yield _break(Gap.NO_VALUE if measure else Gap.NO_MEASURE, first, told, today)
    if not shared and not planned:
        yield _break(Gap.NOT_SHARED, first, told, today)
    elif not shared and last < len(told) - 1:
        yield _break(Gap.SHARING_NOT_MENTIONED, last, told, today)


def _break(gap: Gap, at: int, told: Told, today: date) -> Break:
    since = told[at][0].last_day
    return Break(gap, since, (today - since).days, len(told) - 1 - at)
