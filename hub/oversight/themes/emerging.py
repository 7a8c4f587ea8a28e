"""Emerging subjects: what people complain about more than a body's own past explains.

Two looks at each subject of each body: this period beside the eight before, and the last year beside the two before,
which has every season in both. A rise is one of the share *and* of the number: a share that grows only because the
total fell is told apart. What several bodies have in common is `shared`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from hub.oversight.arrays import Bools, Codes, Floats, closed
from hub.oversight.themes.discovery import FALSE_DISCOVERIES, discoveries, either
from hub.oversight.themes.rates import beside_swings, number_rises, probability, share_rises, swing
from hub.oversight.written import at_most, how_many

PAST = 8  # periods, two years of quarters
FEWEST_BEFORE = 4  # periods of the past with figures; fewer say nothing of what is usual
FEWEST_MENTIONS = 5  # now and before together; fewer can never be more than chance
QUARTERS = 4
A_QUARTER_MISSING = 1  # of the last year


class Look(IntEnum):
    """Which stretch of time is set beside the past."""

    NONE = -1
    PERIOD = 0
    YEAR = 1


@dataclass(frozen=True, slots=True)
class Emerging:
    """What rose and what fell, for each subject of each body.

    Shapes: all [bodies, subjects], but `swing` [bodies].
    Units: `p_rose` and `p_fell` are chances when nothing has changed, of the better look; `q_rose` and `q_fell` are
    Benjamini and Hochberg's over all bodies and subjects. `share_rises` and `number_rises` are standard errors, this
    period beside the past. `look` says which stretch the figures are of: `now` of `now_of`, `before` of `before_of`,
    and in how many periods with figures: `periods` and `periods_before`.
    `only_share` is where the share rose and the number did not; `swing` is
    as in `rates`.
    Missing: NaN, and `look` NONE, where a body's past is too short or a subject too rare.
    """

    p_rose: Floats
    p_fell: Floats
    q_rose: Floats
    q_fell: Floats
    rose: Bools
    fell: Bools
    only_share: Bools
    share_rises: Floats
    number_rises: Floats
    look: Codes
    now: Floats
    now_of: Floats
    before: Floats
    before_of: Floats
    periods: Floats
    periods_before: Floats
    swing: Floats

    @property
    def tested(self) -> int:
        """How many subjects of bodies could be tested."""
        return int(np.isfinite(self.p_rose).sum())

    @property
    def found(self) -> int:
        """How many of them are emerging."""
        return int(self.rose.sum())

    @property
    def expected_by_chance(self) -> float:
        """How many of those found are expected to be chance, at most."""
        return FALSE_DISCOVERIES * self.found

    @property
    def says(self) -> str:
        """How many rises there are beside how many of them may be chance."""
        found, tests = how_many(self.found, "rise", "rises"), how_many(self.tested, "test", "tests")
        chance = at_most(self.expected_by_chance)
        return f"{found} found in {tests}, of which at most {chance} may be expected to be chance."


class _Looked(NamedTuple):
    now: Floats
    now_of: Floats
    before: Floats
    before_of: Floats
    share: Floats
    number: Floats
    swing: Floats
    have: Floats
    had: Floats


def emerging(subject_counts: Floats, bases: Floats, usable: Bools, in_a_year: int = QUARTERS) -> Emerging:
    """Tests each subject of each body beside the body's own past, and controls false discoveries over all of them.

    Shapes: `subject_counts` is [bodies, subjects, periods], `bases` (received) and `usable` are [bodies, periods], the
    oldest period first; the last is the one asked about.
    Units: `usable` is False where a period cannot be compared with the last: before a break in the series, or coded in
    another way. `in_a_year` is how many periods make a year.
    Missing: NaN in a count is one that was not given, never 0.
    """
    counts = np.where(usable[:, None, :], subject_counts, np.nan)
    base = np.where(np.isfinite(counts), np.maximum(bases[:, None, :], counts), 0.0)
    counts = np.where(base > 0, counts, np.nan)
    looks = [_look(counts, base, 1, 0)]
    if in_a_year > 1:
        looks.append(_look(counts, base, in_a_year, A_QUARTER_MISSING))
    return _judged(looks)


def _look(counts: Floats, base: Floats, periods: int, may_lack: int) -> _Looked:
    """The last periods beside those before; NaN where either has too little."""
    given = np.isfinite(counts)
    split = max(counts.shape[2] - periods, 0)
    recent, past = np.s_[:, :, split:], np.s_[:, :, max(split - PAST, 0) : split]
    filled = np.where(given, counts, 0.0)
    have, had = given[recent].sum(axis=2), given[past].sum(axis=2)
    now, before = filled[recent].sum(axis=2), filled[past].sum(axis=2)
    enough = given[:, :, -1] & (have >= periods - may_lack) & (had >= FEWEST_BEFORE)
    enough &= now + before >= FEWEST_MENTIONS
    now, before = np.where(enough, now, np.nan), np.where(enough, before, np.nan)
    now_of, before_of = base[recent].sum(axis=2), base[past].sum(axis=2)
    swings = swing(counts[past], base[past])
    rises = share_rises(now, now_of, before, before_of)
    with np.errstate(divide="ignore", invalid="ignore"):  # NaN where there is too little
        share = beside_swings(rises, (now, now_of), (before, before_of), swings[:, None] * (1 / have + 1 / had))
    have, had = have.astype(float), had.astype(float)
    number = number_rises(now, before, have, had)
    return _Looked(now, now_of, before, before_of, share, number, swings, have, had)


def _judged(looks: list[_Looked]) -> Emerging:
    rises = [np.maximum(probability(look.share), probability(look.number)) for look in looks]
    falls = [np.maximum(probability(-look.share), probability(-look.number)) for look in looks]
    shares = [probability(look.share) for look in looks]
    p_rose, p_fell, p_share = (_best(chances) for chances in (rises, falls, shares))
    q_rose, q_fell, q_share = (discoveries(chances) for chances in (p_rose, p_fell, p_share))
    rose, fell = q_rose <= FALSE_DISCOVERIES, q_fell <= FALSE_DISCOVERIES
    which = _look_used([np.fmin(*pair) for pair in zip(shares, falls, strict=True)])
    told = [[look.now, look.now_of, look.before, look.before_of, look.have, look.had] for look in looks]
    now, now_of, before, before_of, have, had = (closed(_of(each, which)) for each in zip(*told, strict=True))
    return Emerging(
        p_rose=closed(p_rose),
        p_fell=closed(p_fell),
        q_rose=closed(q_rose),
        q_fell=closed(q_fell),
        rose=closed(rose),
        fell=closed(fell),
        only_share=closed((q_share <= FALSE_DISCOVERIES) & ~rose),
        share_rises=closed(looks[0].share),
        number_rises=closed(looks[0].number),
        look=closed(which),
        now=now,
        now_of=now_of,
        before=before,
        before_of=before_of,
        periods=have,
        periods_before=had,
        swing=closed(looks[0].swing),
    )


def _best(chances: list[Floats]) -> Floats:
    return chances[0] if len(chances) == 1 else either(*chances)


def _look_used(chances: list[Floats]) -> Codes:
    """The look with the smaller chance; this period where both say the same."""
    used = np.where(np.isfinite(chances[0]), Look.PERIOD, Look.NONE).astype(np.int8)
    if len(chances) > 1:
        better = np.isfinite(chances[1]) & ~(chances[1] >= chances[0])
        used[better] = Look.YEAR
    return used


def _of(figures: Sequence[Floats], which: Codes) -> Floats:
    """The figures of the look that is used. Shapes: one for each look."""
    figure = np.full(which.shape, np.nan)
    for number, of_the_look in enumerate(figures):
        figure = np.where(which == number, of_the_look, figure)
    return figure
