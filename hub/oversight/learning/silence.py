"""Silence: something went wrong, and for how long nothing is told to have been done or learnt.

A body that also reports every promise kept says that all is well; that is remarked beside it. Neither is a verdict:
it is a question for the next conversation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hub.contract.narrative import Narrative
from hub.contract.period import Period
from hub.oversight.reporting import Rate

SILENT_FROM = 2  # periods in a row: one may be a slip, or a quiet quarter
PROMISES_FROM = 30  # as in Q10: fewer are kept by luck


@dataclass(frozen=True, slots=True)
class Silence:
    """What is not told, of the periods in which something went wrong.

    Units: `without_action` and `without_learning` count such periods in a row, up to the latest; `never_action` and
    `never_learning` are all such periods without, of all such.
    Missing: `since` is None where neither is missing from the latest.
    """

    without_action: int
    without_learning: int
    never_action: Rate
    never_learning: Rate
    since: Period | None

    @property
    def silent(self) -> bool:
        """Whether this is more than one quiet period."""
        return max(self.without_action, self.without_learning) >= SILENT_FROM


@dataclass(frozen=True, slots=True)
class EveryPromiseKept:
    """Every promised date kept, for so many periods in a row up to the latest. Units: `kept` is over all of them."""

    periods: int
    kept: Rate


def silence(told: Sequence[tuple[Period, Narrative]], went_wrong: Sequence[float]) -> Silence:
    """How long nothing is told though something went wrong.

    Shapes: one number for each return, the oldest first.
    Missing: NaN where it is not known whether something went wrong: such a period says nothing.
    """
    wrong = [one for one, number in zip(told, went_wrong, strict=True) if number > 0]
    acted = [bool(narrative.actions) for _, narrative in wrong]
    learnt = [bool(narrative.learning) for _, narrative in wrong]
    no_action, no_learning = _in_a_row(acted), _in_a_row(learnt)
    longest = max(no_action, no_learning)
    return Silence(
        no_action,
        no_learning,
        Rate(acted.count(False), len(wrong)),
        Rate(learnt.count(False), len(wrong)),
        wrong[-longest][0] if longest else None,
    )


def _in_a_row(there: Sequence[bool]) -> int:
    """How many from the end on are not there."""
    for at, is_there in enumerate(reversed(there)):
        if is_there:
            return at
    return len(there)


def every_promise_kept(promised: Sequence[float], within: Sequence[float]) -> EveryPromiseKept | None:
    """The periods up to the latest in which every promise was kept.

    Shapes: one number for each return, the oldest first.
    Missing: NaN where none is given. None when one was broken in the latest, or too few were made in all of them.
    """
    periods, made = 0, 0
    for asked, kept in zip(reversed(promised), reversed(within), strict=True):
        if not (asked > 0 and kept == asked):
            break
        periods, made = periods + 1, made + int(asked)
    return EveryPromiseKept(periods, Rate(made, made)) if made >= PROMISES_FROM else None
