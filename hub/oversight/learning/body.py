"""What one body learns, all together: its loops, its action plans, its silence, and what it tells twice.

Joins what the modules beside it find. Whether anything got better needs all bodies at once, and is `effect`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hub.contract.narrative import Narrative
from hub.contract.period import Period
from hub.oversight.learning.loop import Loop, loops
from hub.oversight.learning.plans import Plan, PlanState, plans
from hub.oversight.learning.silence import EveryPromiseKept, Silence, every_promise_kept, silence
from hub.oversight.reporting import Rate


@dataclass(frozen=True, slots=True)
class Repeated:
    """A text of the current return that repeats one of the period before. Units: `shared` of `of` words."""

    part: str
    earlier: str
    shared: int
    of: int

    def __str__(self) -> str:
        return f"{self.part[:1].upper()}{self.part[1:]} repeats {self.earlier}: {self.shared} of {self.of} words."


@dataclass(frozen=True, slots=True)
class BodyLearning:
    """What the returns of one body say of learning.

    Shapes: `loops` and `plans` in the order in which they were first told.
    Missing: `silence` is None where it is not known what went wrong; `promises` where not every promise was kept.
    """

    organisation: str
    loops: tuple[Loop, ...]
    plans: tuple[Plan, ...]
    silence: Silence | None
    promises: EveryPromiseKept | None
    repeated: tuple[Repeated, ...]

    @property
    def closed(self) -> Rate:
        """How many pieces of learning have every step."""
        return Rate(sum(loop.closed for loop in self.loops), len(self.loops))

    @property
    def done(self) -> Rate:
        """How many actions are done."""
        return Rate(sum(plan.state is PlanState.DONE for plan in self.plans), len(self.plans))

    @property
    def overdue(self) -> tuple[Plan, ...]:
        """Actions whose day has passed, and that are not said to be done."""
        return tuple(plan for plan in self.plans if plan.state is PlanState.OVERDUE)

    @property
    def due(self) -> tuple[Plan, ...]:
        """Actions that are still in time."""
        return tuple(plan for plan in self.plans if plan.state is PlanState.DUE)

    @property
    def cannot_be_followed(self) -> tuple[Plan, ...]:
        """Actions without an owner, a day or a way to show their effect."""
        return tuple(plan for plan in self.plans if plan.lacks)

    @property
    def broken(self) -> tuple[Loop, ...]:
        """Pieces of learning whose loop breaks somewhere."""
        return tuple(loop for loop in self.loops if loop.breaks)


def loop_of(
    body: str,
    told: Sequence[tuple[Period, Narrative]],
    today: date,
    *,
    went_wrong: Sequence[float] | None = None,
    promised: Sequence[float] = (),
    within: Sequence[float] = (),
    repeated: Sequence[Repeated] = (),
    seen: Sequence[tuple[Period, Narrative]] | None = None,
) -> BodyLearning:
    """What a body learns, from what its current returns tell.

    Shapes: `told` has the oldest period first; `went_wrong`, `promised` and `within` have a number for each return.
    `repeated` are the findings Q09 of the latest return. `seen` has the same returns, with the learning whose loops are
    told: plans and silence say only how much is told, and are of all of it.
    Missing: as for `silence` and `every_promise_kept`; `seen` is None where all learning is told.
    """
    acted = plans(told, today)
    return BodyLearning(
        body,
        loops(told if seen is None else seen, acted, today),
        tuple(acted.values()),
        None if went_wrong is None else silence(told, went_wrong),
        every_promise_kept(promised, within),
        tuple(repeated),
    )
