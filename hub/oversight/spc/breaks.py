"""Where a series breaks: a recorded rebase, other counting rules, a merger or a split. Each with its sentence.

Before and after a break nothing is compared. Keeps nothing and asks nobody: what broke is told to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from hub.contract.period import Period
from hub.lineage import Event, Kind
from hub.oversight.arrays import Bools
from hub.oversight.comparison.comparability import RULES, SUBJECT_CODING, is_said
from hub.oversight.reporting import day_in_words


class Cause(StrEnum):
    """Why a series breaks."""

    REBASED = "rebased"
    COUNTING_RULES = "counting_rules"
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Break:
    """A new baseline of an organisation's figures: the period in which this day falls is the first of it.

    Missing: `measure` is blank where every measure breaks; `subjects_only` where only those by subject do; `to_others`,
    which names nobody and gives no reason, is blank where nobody decided.
    """

    organisation: str
    on: date
    cause: Cause
    says: str
    measure: str = ""
    subjects_only: bool = False
    to_others: str = ""


def rebased(
    organisation: str, measure: str, on: date, reason: str, who: str, decided_on: date, role: str = ""
) -> Break:
    """A new baseline that somebody decided on, with the reason.

    Raises: ValueError without a reason or somebody who answers for it.
    """
    for name, told in (("reason", reason), ("name", who)):
        if not told.strip():
            raise ValueError(f"A new baseline needs a {name}: without one it only hides a change.")
    begins, decided = f"New baseline from {day_in_words(on)}", f"on {day_in_words(decided_on)}."
    says = f"{begins}: {reason.strip().rstrip('.')}. Decided by {who.strip()} {decided}"
    to_others = f"{begins}. Decided {f'in the role of {role} ' if role else ''}{decided}"
    return Break(organisation, on, Cause.REBASED, says, measure, to_others=to_others)


def counting_breaks(organisation: str, stated: Iterable[tuple[Period, Mapping[str, str]]]) -> tuple[Break, ...]:
    """A break wherever a body counts otherwise than it last said. What is not said changes nothing.

    Shapes: `stated` is in the order of the periods; statements by name, `subject_coding` among them.
    """
    return tuple(_counted_otherwise(organisation, stated))


def _counted_otherwise(organisation: str, stated: Iterable[tuple[Period, Mapping[str, str]]]) -> Iterator[Break]:
    last: dict[str, str] = {}
    for period, statements in stated:
        for name, rule in RULES.items():
            now = statements.get(name)
            if not is_said(now):
                continue
            if name in last and last[name] != now:
                says = f"From {day_in_words(period.start)} {rule.does[now]}; before, {rule.did[last[name]]}."
                only = name == SUBJECT_CODING
                yield Break(organisation, period.start, Cause.COUNTING_RULES, says, subjects_only=only)
            last[name] = now


def lineage_breaks(organisation: str, events: Iterable[Event], names: Mapping[str, str]) -> tuple[Break, ...]:
    """A break where another body merged into this one, or a part of it became a body of its own."""
    found = []
    for event in events:
        if event.kind is Kind.MERGED and event.organisation == organisation and event.other:
            says = f"{names.get(event.other, event.other)} merged into it on {day_in_words(event.on)}."
            found.append(Break(organisation, event.on, Cause.MERGED, says))
        elif event.kind is Kind.SPLIT and event.other == organisation:
            says = f"{names.get(event.organisation, event.organisation)} was split from it on {day_in_words(event.on)}."
            found.append(Break(organisation, event.on, Cause.SPLIT, says))
    return tuple(found)


def starts(breaks: Sequence[Iterable[Break]], ends: Sequence[date]) -> Bools:
    """Where new baselines begin, for charts.

    Shapes: the breaks of each series; `ends` has, for each point, the first day after it; [series, points].
    """
    mask = np.zeros((len(breaks), len(ends)), dtype=bool)
    for series, of_it in enumerate(breaks):
        for each in of_it:
            column = sum(end <= each.on for end in ends)
            if column < len(ends):
                mask[series, column] = True
    return mask
