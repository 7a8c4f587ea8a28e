"""Funnels and series over time: every body and point is drawn where its numbers are, nothing runs out of a drawing."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest
from demo_pictures import of_demo

from hub.charts import funnel, time
from hub.charts.funnel import FunnelChart, Lies, Point
from hub.charts.of_measures import funnel_chart, short, time_chart
from hub.charts.plane import round_values
from hub.charts.time import Means, TimeChart
from hub.oversight.among_others import compared
from hub.oversight.comparison.curves import curves
from hub.oversight.disclosure.audience import Audience
from hub.oversight.measures.book import MEASURES
from hub.oversight.written import percent

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text><script>alert(1)</script> & "x" <!-- ]]>'
NAN = math.nan
AUDIENCES = [Audience.SPONSOR, Audience.BOARD]
FUNNELS = [(measure, audience) for measure in MEASURES for audience in AUDIENCES]


def _funnel(*points: tuple[str, float, float, Lies], chosen: str = "") -> FunnelChart:
    told = tuple(Point(name, size, value, lies, True, name == chosen, "") for name, size, value, lies in points)
    sizes, low, high = (10.0, 100.0, 1000.0), (0.1, 0.3, 0.4), (0.9, 0.6, 0.5)
    lines = {"lower_998": low, "lower_95": low, "upper_95": high, "upper_998": high}
    return FunnelChart("One of two", "closed", "share", told, 0.45, "together", sizes, lines, percent, 1.0)


def _series(values: tuple[float, ...], means: tuple[Means, ...] = ()) -> TimeChart:
    count = len(values)
    return TimeChart(
        "No change", "complaints", tuple(f"Q{at} 2026-27" for at in range(count)), values, (5.0,) * count,
        (1.0,) * count, (9.0,) * count, means or (Means.CHANCE,) * count, (2,), 0.0, 10.0, str,
    )  # fmt: skip


def _read(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)


def _texts(drawing: str) -> list[tuple[float, float, str, str]]:
    found = _read(drawing).iter(f"{SVG}text")
    return [
        (float(one.get("x", 0)), float(one.get("y", 0)), one.get("text-anchor", ""), one.text or "") for one in found
    ]


@pytest.mark.parametrize("draws", [funnel.wide, funnel.narrow])
def test_names_never_lie_on_one_another_and_those_that_stand_out_are_always_there(
    draws: Callable[[FunnelChart], str],
) -> None:
    crowd = [(f"Body number {at}", 100.0 + at, 0.45, Lies.WITHIN) for at in range(9)]
    spec = _funnel(
        *crowd,
        ("Far Away Board", 500.0, 0.05, Lies.FAR_BEYOND),
        ("Chosen Council", 104.0, 0.45, Lies.WITHIN),
        chosen="Chosen Council",
    )
    names = {point.name for point in spec.points}
    written = [one for one in _texts(draws(spec)) if one[3] in names]
    assert {"Far Away Board", "Chosen Council"} <= {one[3] for one in written}
    assert any(one.tag == f"{SVG}rect" for one in _read(draws(spec)).iter())
    boxes = [
        (x if anchor == "" else x - 8 * len(text) / (2 if anchor == "middle" else 1), y, 8 * len(text))
        for x, y, anchor, text in written
    ]
    for (left, low, room), (other, beneath, space) in combinations(boxes, 2):
        assert abs(low - beneath) >= 13 or left + room <= other or other + space <= left


@pytest.mark.parametrize("draws", [funnel.wide, funnel.narrow])
def test_every_body_is_drawn_by_a_mark_whose_shape_tells_where_it_lies(draws: Callable[[FunnelChart], str]) -> None:
    spec = _funnel(("A", 20, 0.5, Lies.WITHIN), ("B", 900, 0.7, Lies.BEYOND), ("C", 800, 0.1, Lies.FAR_BEYOND))
    drawing = _read(draws(spec))
    key = sum(len(list(group.iter())) for group in drawing.iter(f"{SVG}g"))
    assert key > 0
    assert len([*drawing.iter(f"{SVG}circle")]) == 2  # the body and the key
    assert len([*drawing.iter(f"{SVG}polygon")]) == 4


@pytest.mark.parametrize("draws", [funnel.wide, funnel.narrow])
def test_the_name_of_a_body_is_text(draws: Callable[[FunnelChart], str]) -> None:
    drawing = _read(draws(_funnel((HOSTILE, 50, 0.9, Lies.FAR_BEYOND), ("B", 900, 0.5, Lies.WITHIN))))
    assert [*drawing.iter(f"{SVG}script")] == []


@pytest.mark.parametrize("draws", [time.wide, time.narrow, time.panel])
def test_a_point_that_was_not_given_is_not_drawn_and_breaks_the_line(draws: Callable[[TimeChart], str]) -> None:
    drawing = _read(draws(_series((4.0, NAN, 6.0, 7.0))))
    assert len(drawing.findall(f"{SVG}circle")) == 3
    lines = [one.get("d", "") for one in drawing.findall(f"{SVG}path")]
    assert any(line.count("M") == 2 for line in lines)
    assert "nan" not in draws(_series((4.0, NAN, 6.0, 7.0)))


@pytest.mark.parametrize("means", Means)
def test_a_signal_has_a_shape_and_a_word_of_its_own(means: Means) -> None:
    drawn = time.wide(_series((4.0, 5.0, 9.5), (Means.CHANCE, Means.CHANCE, means)))
    assert means.label in drawn
    assert len({one.shape for one in Means}) == len(Means)


@pytest.mark.parametrize(("measure", "audience"), FUNNELS, ids=lambda value: getattr(value, "code", value))
def test_the_curves_pass_through_the_limits_of_every_body(measure: Any, audience: Audience) -> None:
    meaning = of_demo(audience=audience).meaning
    for one in compared(meaning, measure):
        told = curves(one.funnels, one.row, of_counts=bool(one.exposure))
        if told is None:
            continue
        for line in ("lower_998", "lower_95", "upper_95", "upper_998"):
            limits = getattr(one.funnels.limits, line)[one.row]
            for size, limit in zip(one.funnels.wholes[one.row], limits, strict=True):
                if size == size and size in told.sizes:
                    assert getattr(told, line)[list(told.sizes).index(size)] == pytest.approx(limit)
            assert ((told.lower_998 <= told.lower_95) & (told.upper_95 <= told.upper_998)).all()


@pytest.mark.parametrize(("measure", "audience"), FUNNELS, ids=lambda value: getattr(value, "code", value))
def test_every_chart_of_the_demonstration_is_whole_in_every_form(measure: Any, audience: Audience) -> None:
    picture = of_demo(audience=audience)
    for one in compared(picture.meaning, measure):
        spec = funnel_chart(picture, measure, one)
        if spec:
            assert len(spec.points) == one.funnels.bodies[one.row]
            for drawing in (funnel.wide(spec), funnel.narrow(spec)):
                assert _read(drawing).find(f"{SVG}title") is not None
            go.Figure(funnel.plotly_figure(spec))
    for body in range(len(picture.rows)):
        series = time_chart(picture, measure, body)
        if series:
            for drawing in (time.wide(series), time.narrow(series), time.panel(series)):
                assert _read(drawing).find(f"{SVG}title") is not None
            go.Figure(time.plotly_figure(series))


@pytest.mark.parametrize(
    ("lowest", "highest", "told"),
    [(0, 0.43, [0, 0.1, 0.2, 0.3, 0.4, 0.5]), (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]), (0, 1567, [0, 500, 1000, 1500, 2000]),
     (-3, 7, [-4, -2, 0, 2, 4, 6, 8]), (5, 5, [5, 6])],
)  # fmt: skip
def test_a_grid_has_round_values(lowest: float, highest: float, told: list[float]) -> None:
    assert round_values(lowest, highest) == told


def test_a_month_and_a_year_of_the_same_letters_are_told_apart() -> None:
    assert (short("2009-10", monthly=True), short("2009-10"), short("2026-27-Q2")) == (
        "Oct 09",
        "2009-10",
        "Q2 2026-27",
    )
