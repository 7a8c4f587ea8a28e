"""Shares of subjects: each over time, and each among the bodies. The measure is `measures.book.OF_A_SUBJECT`.

Stacks the series so that all are charted at once. What rises over a body's own past is `themes.emerging`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hub.oversight.arrays import Bools
from hub.oversight.comparison.funnels import Funnels
from hub.oversight.comparison.shares import share_funnels
from hub.oversight.learning.subject_table import SubjectTable
from hub.oversight.measures.book import OF_A_SUBJECT
from hub.oversight.spc.charting import p_charts
from hub.oversight.spc.charts import Charts


@dataclass(frozen=True, slots=True, eq=False)
class BySubject:
    """Charts and funnels of subjects.

    Shapes: `charts` has a series for each subject of each body, those of a body together; `funnels` are subjects x
    bodies, of the last period.
    """

    charts: Charts
    funnels: Funnels
    subjects: int

    def row(self, body: int, subject: int) -> int:
        """Where the series of a subject of a body stands."""
        return body * self.subjects + subject


def by_subject(table: SubjectTable, starts: Bools) -> BySubject:
    """The shares of all subjects. Shapes: `starts` is bodies x periods, True where a new baseline begins.

    Units: of complaints received; where more of a subject are told than were received, as when several subjects are
    given to a complaint, of those.
    """
    bodies, subjects, periods = table.counts.shape
    of = np.maximum(table.received[:, None, :], table.counts)
    series = (bodies * subjects, periods)
    charts = p_charts(
        table.counts.reshape(series),
        of.reshape(series),
        float(OF_A_SUBJECT.direction.sign),
        np.repeat(starts, subjects, axis=0),
    )
    return BySubject(charts, share_funnels(table.counts[:, :, -1].T, of[:, :, -1].T), subjects)
