"""Subjects that are high everywhere: among the largest in most bodies, whether they rise or not. Tests nothing."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from hub.oversight.arrays import Bools, Floats
from hub.oversight.learning.subject_table import SubjectTable

AMONG = 3  # a body's largest subjects
FEWEST_COMPLAINTS = 20  # in a year; of fewer, which subject is largest is chance
MOST = 0.5  # of the bodies that can be looked at


class High(NamedTuple):
    """Which subjects are high in which bodies, over the last year.

    Shapes: `everywhere` is [subjects], `members` [bodies, subjects], `looked_at` [bodies]; the rest are
    counts over the last year, and in how many of its periods they were given, [bodies, subjects].
    """

    everywhere: Bools
    members: Bools
    looked_at: Bools
    counts: Floats
    of: Floats
    periods: Floats


def high(table: SubjectTable, in_a_year: int, fewest_bodies: int) -> High:
    """The subjects that are among the three largest of more than half of the bodies.

    Where more than three share a body's third place, none of those is among its three largest.
    """
    counts, of, periods = last_year(table, in_a_year)
    looked_at = of.max(axis=1, initial=0.0) >= FEWEST_COMPLAINTS
    as_large = (counts[:, :, None] <= counts[:, None, :]).sum(axis=2)  # itself too, and what it shares its place with
    members = (as_large <= AMONG) & (counts > 0) & looked_at[:, None]
    bodies = members.sum(axis=0)
    everywhere = (bodies >= fewest_bodies) & (bodies > MOST * looked_at.sum())
    return High(everywhere, members, looked_at, counts, of, periods)


def last_year(table: SubjectTable, in_a_year: int) -> tuple[Floats, Floats, Floats]:
    """Counts over the last year, the complaints received in the periods that give them, and the number of these.

    Shapes: [bodies, subjects].

    What was counted in another way, or by a body of before a merger, is left out.
    """
    counts = np.where(table.usable[:, None, -in_a_year:], table.counts[:, :, -in_a_year:], np.nan)
    given = np.isfinite(counts)
    received = np.broadcast_to(table.received[:, None, -in_a_year:], counts.shape)
    given_in = given.sum(axis=2).astype(float)
    return np.where(given, counts, 0.0).sum(axis=2), np.where(given, received, 0.0).sum(axis=2), given_in
