"""The projection: rows that can be made again from the documents at any time.

One place says what they are, so that keeping a return and `hub.store.rebuild` cannot differ. Writes nothing itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from hub.contract.figures import Figures
from hub.contract.model import number, quantity
from hub.contract.period import Period
from hub.contract.sheet import sheet_of
from hub.store.kept import KeptFigures, SubjectSum

Row = dict[str, Any]
SUMS = ("count", "bodies", "went_wrong", "went_wrong_of", "went_wrong_bodies")
NOTHING = (0,) * len(SUMS)


def figures_row(figures: Figures, period: Period) -> Row:
    """What the row of figures says of the figures themselves; whose they are is added by whoever writes it."""
    return {
        "period_name": period.name,
        "period_start": period.start.isoformat(),
        "received": number(figures.received),
        "closed": number(figures.closed),
        "went_wrong": number(figures.went_wrong),
        "early_days": quantity(figures.early_days),
        "closer_days": quantity(figures.closer_days),
        "facts": orjson.dumps(figures.as_json()).decode(),
    }


def sheet_row(figures: Figures, period: Period) -> Row:
    """What the row of the sheet says of the numbers themselves."""
    return {"period_name": period.name, "sheet": sheet_of(figures, period)}


def narrative_row(figures: Figures, period: Period) -> Row:
    """What the row of the narrative says."""
    return {"period_name": period.name, "told": orjson.dumps(figures.told.as_json()).decode()}


def figures_of_facts(facts: str) -> Figures:
    """The figures again, from a row's facts."""
    return Figures.from_json(orjson.loads(facts))


class SubjectSums:
    """Sums per subject that returns are added to and taken from; only a difference may be negative."""

    def __init__(self) -> None:
        self._sums: dict[str, tuple[int, ...]] = {}

    def add(self, subjects: Mapping[str, tuple[int, int | None]], times: int = 1) -> None:
        """Add the subjects of one return; take them away with `times=-1`."""
        for subject, (count, went_wrong) in subjects.items():
            told = went_wrong is not None
            one = (count, 1, went_wrong or 0, count if told else 0, int(told))
            before = self._sums.get(subject)
            if before is None and times == 1:
                self._sums[subject] = one  # as for nearly every return
            else:
                sums = zip(before or NOTHING, one, strict=True)
                self._sums[subject] = tuple([sum_ + times * part for sum_, part in sums])

    def add_sum(self, row: Mapping[Any, Any]) -> None:
        """Add a row of sums whose subject has none yet."""
        self._sums[row["subject"]] = tuple([row[name] for name in SUMS])

    def rows(self, department: str, period_name: str) -> list[Row]:
        """A row for each subject that these sums change."""
        whose = {"department": department, "period_name": period_name}
        return [
            {**whose, "subject": subject, **dict(zip(SUMS, sums, strict=True))}
            for subject, sums in sorted(self._sums.items())
            if sums != NOTHING
        ]


def sums_over(kept: Iterable[KeptFigures], ready: Iterable[Mapping[Any, Any]] = ()) -> Iterator[SubjectSum]:
    """The sums of just these figures, and of rows of sums that are ready, by period and subject."""
    periods: defaultdict[str, SubjectSums] = defaultdict(SubjectSums)
    for row in ready:
        periods[row["period_name"]].add_sum(row)
    for one in kept:
        periods[one.period_name].add(one.figures.subjects)
    for period_name, sums in sorted(periods.items()):
        yield from map(subject_sum, sums.rows("", period_name))


def subject_sum(row: Mapping[Any, Any]) -> SubjectSum:
    """What a row of sums tells."""
    return SubjectSum(
        row["period_name"],
        row["subject"],
        row["count"],
        row["bodies"],
        row["went_wrong"] if row["went_wrong_bodies"] else None,
        row["went_wrong_of"],
    )
