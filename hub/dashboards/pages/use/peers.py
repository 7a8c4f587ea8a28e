"""An organisation beside others that are not named: a chart without their names, a table with its own row alone."""

from __future__ import annotations

from dataclasses import replace

from hub.charts.funnel import FunnelChart, Point
from hub.charts.of_measures import funnel_chart
from hub.dashboards.data_tables import DataTable
from hub.dashboards.pages.comparison.numbers import between_table
from hub.dashboards.use import UseRead
from hub.oversight.among_others import Compared
from hub.oversight.comparison.funnels import Flag
from hub.oversight.measures.record import Measure
from hub.oversight.once import once_for_each

FEWEST = 5  # organisations in a comparison: of fewer, one could tell which is which
BESIDE = "beside"  # the table
UNNAMED = "another organisation"


def enough(among: Compared | None) -> bool:
    """Whether so many are compared that nobody can tell which is which."""
    return among is not None and int(among.funnels.bodies[among.row]) >= FEWEST


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
    own = next((point for point in spec.points if point.chosen), None) if spec else None
    if spec is None or own is None:
        return None
    others = _without_names(spec.of_all or spec)
    here = others.points.index(_unnamed(own))
    points = (own, *others.points[:here], *others.points[here + 1 :])
    return replace(spec, finding=_own_finding(read, measure, among), points=points, of_all=others)


@once_for_each
def _without_names(spec: FunnelChart) -> FunnelChart:
    """The same, in the order of their sizes: in that of their names one could tell which is which."""
    points = sorted(map(_unnamed, spec.points), key=lambda point: (point.size, point.value))
    return replace(spec, points=tuple(points))


def _unnamed(point: Point) -> Point:
    return replace(point, name=UNNAMED, named=False, chosen=False, says="")


def _own_finding(read: UseRead, measure: Measure, among: Compared) -> str:
    """The title: where the organisation itself lies, for the chart is about it and not about the others."""
    (body,) = [at for at, row in enumerate(read.forum.rows) if row.organisation.code == read.code]
    where = among.of(body).split(". ", 1)[0].rstrip(".").replace(": ", ", ", 1)
    return f"{measure.name} of {read.forum.rows[body].organisation.name}: {where[:1].lower()}{where[1:]}"


def own_row(read: UseRead, measure: Measure, among: Compared, body: int) -> DataTable:
    """The numbers of the organisation itself, and the limits for its size."""
    table = between_table(read.forum, measure, among)
    return replace(table, name=BESIDE, rows=(table.rows[body],))
