"""Charts of measures out of a picture: the funnel of a measure, and the series of a body. For screens and papers alike.

Chooses what is drawn; every line, flag and verdict is the picture's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from hub.charts.funnel import FunnelChart, Lies, Point
from hub.charts.time import Means, TimeChart
from hub.oversight.among_others import Compared
from hub.oversight.arrays import Floats
from hub.oversight.comparison.curves import curves
from hub.oversight.comparison.funnels import Flag
from hub.oversight.comparison.words import COUNTS
from hub.oversight.meaning import Meaning
from hub.oversight.measures.record import Kind, Measure
from hub.oversight.once import once_for_each
from hub.oversight.over_time import OverTime, over_time, told_over_time, writer_of
from hub.oversight.picture import Picture
from hub.oversight.spc.charts import Judged
from hub.oversight.written import percent, plain

ALL_NAMED = 12  # bodies; of more only those that were chosen, or lie beyond a limit, are named
LIES = {
    Flag.WITHIN: Lies.WITHIN,
    Flag.ABOVE: Lies.BEYOND,
    Flag.BELOW: Lies.BEYOND,
    Flag.FAR_ABOVE: Lies.FAR_BEYOND,
    Flag.FAR_BELOW: Lies.FAR_BEYOND,
}
MEANS = {Judged.IMPROVEMENT: Means.BETTER, Judged.CONCERN: Means.WORSE, Judged.NEUTRAL: Means.CHANGED}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Scale = tuple[float, float]


def funnel_chart(picture: Picture, measure: Measure, one: Compared, chosen: str = "") -> FunnelChart | None:
    """The funnel of a measure; `chosen` is the code of an organisation that is named in it whatever its place.

    Missing: None where fewer than two bodies are compared.
    """
    of_all = _funnel_of_all(picture, measure, one)
    if of_all is None or not chosen:
        return of_all
    codes = [picture.rows[body].organisation.code for body in _compared_bodies(one)]
    points = tuple(_where_one_is(point, code == chosen) for code, point in zip(codes, of_all.points, strict=True))
    return replace(of_all, points=points, of_all=of_all)


def said_first(one: Compared) -> int:
    """Which sentence of a funnel is its finding: of the wider limits where a body lies beyond them."""
    return 2 if one.funnels.found_998[one.row] else 1


def _where_one_is(point: Point, chosen: bool) -> Point:
    named = chosen or point.lies is not Lies.WITHIN
    return replace(point, named=named, chosen=chosen) if (named, chosen) != (point.named, point.chosen) else point


@once_for_each
def _funnel_of_all(picture: Picture, measure: Measure, one: Compared) -> FunnelChart | None:
    counts = one.manner is COUNTS
    drawn = curves(one.funnels, one.row, counts)
    if drawn is None:
        return None
    lines = ("lower_998", "lower_95", "upper_95", "upper_998")
    centre = float(one.funnels.centre[one.row])
    said = one.says[said_first(one)]
    return FunnelChart(
        finding=f"{measure.name}: {said[:1].lower()}{said[1:].rstrip('.')}",
        across=f"complaints that its {one.exposure} let expect" if counts else measure.of,
        up="received to expected" if counts else measure.name,
        points=tuple(_points(picture, one)),
        centre=centre,
        centre_name="as expected" if counts else f"all together, {percent(centre)}",
        sizes=tuple(drawn.sizes.tolist()),
        lines={name: tuple(getattr(drawn, name).tolist()) for name in lines},
        write=plain if counts else percent,
        most=math.inf if counts else 1.0,
    )


def _points(picture: Picture, one: Compared) -> Iterable[Point]:
    values, sizes = one.funnels.values[one.row], one.funnels.wholes[one.row]
    few = int(one.funnels.bodies[one.row]) <= ALL_NAMED
    for body in _compared_bodies(one):
        name, flag = picture.rows[body].organisation.name, one.flag(body)
        named = few or flag is not Flag.WITHIN
        yield Point(name, float(sizes[body]), float(values[body]), LIES[flag], named, False, one.of(body))


def _compared_bodies(one: Compared) -> list[int]:
    found: list[int] = np.flatnonzero(one.funnels.flag[one.row] != Flag.NOT_COMPARED).tolist()
    return found


@once_for_each
def time_chart(picture: Picture, measure: Measure, body: int, scale: Scale | None = None) -> TimeChart | None:
    """A measure of one body over time. Missing: None where nothing was told; its own scale where none is given."""
    told = over_time(picture.meaning, measure, body)
    if told.latest is None:
        return None
    lowest, highest = scale or scale_of(measure, [told])
    charts, row = told.charts, told.row
    begins = [at for at in range(1, len(told.labels)) if _begins(charts.centre[row], at)]
    return TimeChart(
        finding=f"{picture.rows[body].organisation.name}, {measure.name[:1].lower()}{measure.name[1:]}: {told.verdict}",
        unit=_unit(measure),
        labels=tuple(short(label, told.monthly) for label in told.labels),
        values=tuple(charts.values[row].tolist()),
        centre=tuple(charts.centre[row].tolist()),
        lower=tuple(charts.lower[row].tolist()),
        upper=tuple(charts.upper[row].tolist()),
        means=tuple(MEANS.get(Judged(int(code)), Means.CHANCE) for code in charts.judged[row]),
        begins=tuple(begins),
        lowest=lowest,
        highest=highest,
        write=writer_of(measure),
    )


@once_for_each
def common_scale(meaning: Meaning, measure: Measure) -> Scale:
    """The scale on which a measure of every body can be drawn."""
    return scale_of(measure, [one for _, one in told_over_time(meaning, measure)])


def scale_of(measure: Measure, told: Sequence[OverTime]) -> Scale:
    """One scale for several series: all their values, and as much of their limits as can be and is not far from them.

    A share's limits may pass 0 and 1, where no share can be.
    """
    lines = [_finite(one.charts.values[one.row]) for one in told]
    limits = [_finite(getattr(one.charts, line)[one.row]) for one in told for line in ("lower", "upper")]
    values = np.concatenate(lines) if lines else np.array([])
    if not values.size:
        return 0.0, 1.0
    every = np.concatenate([values, *limits])
    lowest, highest = float(values.min()), float(values.max())
    if lowest >= 0:
        top = max(min(float(every.max()), 2 * highest), highest) or 1.0
        return 0.0, min(top, 1.0) if measure.kind is Kind.SHARE else top
    return float(every.min()), float(every.max())


def _finite(line: Floats) -> Floats:
    return np.asarray(line[np.isfinite(line)])


def _begins(centre: Floats, at: int) -> bool:
    """Whether a new baseline begins at a point: the average is another."""
    before, now = float(centre[at - 1]), float(centre[at])
    return not (math.isnan(before) or math.isnan(now)) and before != now


def _unit(measure: Measure) -> str:
    return f"{measure.what}, of {measure.of}" if measure.kind is Kind.SHARE else measure.unit


def short(label: str, monthly: bool = False) -> str:
    """A period or a month as an axis has room for it: `Q2 2026-27`, `Jul 26`."""
    if monthly:
        year, _, month = label.partition("-")
        return f"{MONTHS[int(month) - 1]} {year[2:]}"
    years, _, quarter = label.partition("-Q")
    return f"Q{quarter} {years}" if quarter else years
