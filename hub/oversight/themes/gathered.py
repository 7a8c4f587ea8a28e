"""All themes of one period: what rises, what is high, which challenges and failings bodies have in common.

Joins what the modules beside it find, and gives each theme its figures, its texts and the remedies to borrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hub.oversight.arrays import Bools
from hub.oversight.learning.before_after import Verdict
from hub.oversight.learning.effect import Effect
from hub.oversight.learning.subject_table import SubjectTable
from hub.oversight.reporting import Rate
from hub.oversight.themes.emerging import QUARTERS, Emerging, Look
from hub.oversight.themes.high import AMONG, High, high
from hub.oversight.themes.shared import FEWEST_BODIES, Shared, shared
from hub.oversight.themes.texts import Texts, Told
from hub.oversight.themes.theme import Confirmed, Direction, InTheme, Kind, Part, Place, Remedy, Theme


def themes(
    table: SubjectTable,
    found: Emerging,
    told: Told,
    effects: Sequence[Effect],
    confirmed: Sequence[Confirmed] = (),
    in_a_year: int = QUARTERS,
) -> tuple[Theme, ...]:
    """The themes of the last period of a table, by kind and then in the order of the published subjects.

    Shapes: `found` is what `emerging` says of the same table; `told` is by organisation. A subject that is shared is
    not told again as emerging or high.
    """
    texts = Texts(told, table.periods[-in_a_year:])
    largest = high(table, in_a_year, FEWEST_BODIES)
    gathering = _Gathering(table, found, texts, _remedies(effects), largest, in_a_year)
    together = shared(found)
    return (
        *gathering.shared(together),
        *gathering.emerging(together.shared),
        *gathering.high(together.shared | found.rose.any(axis=0)),
        *gathering.challenges(),
        *(gathering.failing(one) for one in confirmed),
    )


@dataclass(frozen=True, slots=True)
class _Gathering:
    table: SubjectTable
    found: Emerging
    texts: Texts
    remedies: dict[str, tuple[Remedy, ...]]
    largest: High
    in_a_year: int

    def shared(self, together: Shared) -> Iterator[Theme]:
        for subject in np.flatnonzero(together.shared).tolist():
            above, judged = int(together.above[subject]), int(together.judged[subject])
            why = (
                f"Above their own past in {Rate(above, judged)} bodies that could be judged; "
                f"with nothing changed, chance gives {together.by_chance[subject]:.1f}."
            )
            yield self._rising(Kind.SHARED, subject, together.members[:, subject], why)

    def emerging(self, told_already: Bools) -> Iterator[Theme]:
        for subject in np.flatnonzero(self.found.rose.any(axis=0) & ~told_already).tolist():
            why = f"Above its own past in share and in number; {self.found.says}"
            yield self._rising(Kind.EMERGING, subject, self.found.rose[:, subject], why)

    def high(self, told_already: Bools) -> Iterator[Theme]:
        for subject in np.flatnonzero(self.largest.everywhere & ~told_already).tolist():
            members = self.largest.members[:, subject]
            where = Rate(int(members.sum()), int(self.largest.looked_at.sum()))
            why = f"Among the {AMONG} largest subjects {self._of_when()} in {where} bodies with enough complaints."
            bodies = [self._of_the_year(row, subject) for row in np.flatnonzero(members).tolist()]
            yield self._theme(Kind.HIGH, subject, Direction.NOT_JUDGED, bodies, why)

    def challenges(self) -> Iterator[Theme]:
        for subject, places in self.texts.challenges():
            names = list(dict.fromkeys(place.organisation for place in places))
            why = f"{len(names)} bodies raised a challenge about it {self._of_when('in')}."
            yield Theme(
                f"{Kind.CHALLENGE}:{subject}",
                Kind.CHALLENGE,
                subject,
                Direction.NOT_JUDGED,
                self._figures(names, subject),
                why,
                places,
                self._to_borrow(subject, names),
            )

    def failing(self, one: Confirmed) -> Theme:
        names = list(dict.fromkeys(organisation for organisation, _, _ in one.learning))
        places = tuple(Place(organisation, period, Part.LEARNING, id_) for organisation, period, id_ in one.learning)
        return Theme(
            f"{Kind.FAILING}:{one.id}",
            Kind.FAILING,
            one.subject,
            Direction.NOT_JUDGED,
            self._figures(names, one.subject),
            f"{one.who} confirmed on {one.on} that these tell of one failing.",
            places,
            self._to_borrow(one.subject, names),
            one,
        )

    def _of_when(self, preposition: str = "of") -> str:
        """The time that is looked at in words: the last year, or as much of it as there is."""
        if len(self.table.periods) >= self.in_a_year:
            return f"{preposition} the last year"
        each, collected = self.table.periods[-1].kind, len(self.table.periods)
        told = f"only {each}" if collected == 1 else f"{collected} {each}s"
        return f"{preposition} the {told} collected so far"

    def _rising(self, kind: Kind, subject: int, members: Bools, why: str) -> Theme:
        bodies = [self._of_the_test(row, subject) for row in np.flatnonzero(members).tolist()]
        return self._theme(kind, subject, Direction.RISING, bodies, why)

    def _theme(self, kind: Kind, subject: int, direction: Direction, bodies: list[InTheme], why: str) -> Theme:
        code, names = self.table.codes[subject], [body.organisation for body in bodies]
        places, remedies = self.texts.of(code, names), self._to_borrow(code, names)
        return Theme(f"{kind}:{code}", kind, code, direction, tuple(bodies), why, places, remedies)

    def _of_the_test(self, row: int, subject: int) -> InTheme:
        at, found = (row, subject), self.found
        now, before = (
            Rate(int(found.now[at]), int(found.now_of[at])),
            Rate(int(found.before[at]), int(found.before_of[at])),
        )
        have, had = int(found.periods[at]), int(found.periods_before[at])
        return InTheme(self.table.bodies[row], now, before, Look(int(found.look[at])), bool(found.rose[at]), have, had)

    def _of_the_year(self, row: int, subject: int) -> InTheme:
        at, largest = (row, subject), self.largest
        now = Rate(int(largest.counts[at]), int(largest.of[at])) if largest.of[at] else None
        return InTheme(self.table.bodies[row], now, None, Look.YEAR, False, int(largest.periods[at]))

    def _figures(self, names: Iterable[str], code: str) -> tuple[InTheme, ...]:
        """The last year's figures of bodies that are brought together by their words."""
        rows = {body: row for row, body in enumerate(self.table.bodies)}
        known = code in self.table.codes
        return tuple(
            self._of_the_year(rows[name], self.table.codes.index(code))
            if known and name in rows
            else InTheme(name, None, None, Look.NONE, False)
            for name in names
        )

    def _to_borrow(self, subject: str, names: Iterable[str]) -> tuple[Remedy, ...]:
        theirs = frozenset(names)
        return tuple(one for one in self.remedies.get(subject, ()) if one.organisation not in theirs)


def _remedies(effects: Iterable[Effect]) -> dict[str, tuple[Remedy, ...]]:
    """By subject, for each body the one piece of learning with the best evidence. Never one that may not be shared."""
    best: dict[tuple[str, str], Effect] = {}
    for effect in effects:
        if effect.verdict is not Verdict.IMPROVED or not effect.subject or effect.loop.may_be_shared is False:
            continue
        key = (effect.subject, effect.organisation)
        if key not in best or _strength(effect) > _strength(best[key]):
            best[key] = effect
    found: dict[str, tuple[Remedy, ...]] = {}
    for (subject, organisation), effect in best.items():
        found[subject] = (*found.get(subject, ()), Remedy(organisation, effect))
    return found


def _strength(effect: Effect) -> tuple[bool, int, int]:
    """Its target met, then followed over more returns, then with more evidence."""
    return bool(effect.target_met), len(effect.loop.values), len(effect.evidence)
