"""An organisation beside others that are not named: a chart without their names, a table with its own row alone."""

from __future__ import annotations

from dataclasses import replace

from hub.charts.funnel import FunnelChart
from hub.charts.of_measures import funnel_chart
from hub.dashboards.data_tables import DataTable
from hub.dashboards.pages.comparison.numbers import between_table
from hub.dashboards.use import UseRead
from hub.oversight.among_others import Compared
from hub.oversight.comparison.funnels import Flag
from hub.oversight.measures.record import Measure

FEWEST = 5  # organisations in a comparison: of fewer, one could tell which is which
BESIDE = "beside"  # the table
UNNAMED = "another organisation"


def among_peers(read: UseRead, among: Compared | None) -> int | None:
    """The place of the organisation in the comparison. Missing: None where it is not compared."""
    codes = [row.organisation.code for row in read.forum.rows]
    if among is None or read.code not in codes:
        return None
    body = codes.index(read.code)
    return None if among.flag(body) is Flag.NOT_COMPARED else body


def peers_chart(read: UseRead, measure: Measure, among: Compared) -> FunnelChart | None:
    """The funnel with one name in it. The others stand in the order of their places: that of names would name them."""
    spec = funnel_chart(read.forum, measure, among, read.code)
    if spec is None:
        return None
    points = [point if point.chosen else replace(point, name=UNNAMED, named=False, says="") for point in spec.points]
    return replace(spec, points=tuple(sorted(points, key=lambda point: (not point.chosen, point.size, point.value))))


def own_row(read: UseRead, measure: Measure, among: Compared, body: int) -> DataTable:
    """The numbers of the organisation itself, and the limits for its size."""
    table = between_table(read.forum, measure, among)
    return replace(table, name=BESIDE, rows=(table.rows[body],))
