"""Stacked bars show the numbers they were given, the same in both drawings, and carry no markup of others."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.charts.bars import BOTTOM, HEIGHT, TOP, WIDTH, Series, StackedBars, _step, plotly_figure, svg

SVG = "{http://www.w3.org/2000/svg}"
COLOURS = ("#5694ca", "#ffdd00", "#f47738", "#dddddd", "#912b88")
HOSTILE = '</text><script>alert(1)</script> & "x" \' <!-- ]]>'
ROUNDED = 0.051  # coordinates have one decimal place


def _chart(values: list[tuple[int, ...]], categories: tuple[str, ...], name: str = "Part") -> StackedBars:
    series = tuple(Series(f"{name} {i}", told, COLOURS[i]) for i, told in enumerate(values))
    return StackedBars("Two of nine came late", categories, series, "returns")


@st.composite
def charts(draw: st.DrawFn) -> StackedBars:
    periods, parts = draw(st.integers(0, 12)), draw(st.integers(1, 5))
    column = st.tuples(*[st.integers(0, draw(st.sampled_from([3, 40, 5000])))] * periods)
    return _chart([draw(column) for _ in range(parts)], tuple(f"Q1 {i}" for i in range(periods)))


def _bars_of(drawing: ElementTree.Element) -> list[tuple[float, float, float, int]]:
    """Where each bar stands, its top, its height, and the number of its series; the key's squares are left out."""
    found = []
    for rect in drawing.findall(f"{SVG}rect"):
        series = re.fullmatch(r"url\(#p(\d+)\)", rect.get("fill", ""))
        if series and rect.get("stroke-width"):
            place = (float(rect.get(name, "")) for name in ("x", "y", "height"))
            found.append((*place, int(series[1])))
    return found  # type: ignore[return-value]


@given(charts())
def test_the_height_of_a_bar_is_in_proportion_to_its_number(chart: StackedBars) -> None:
    told = [
        (number, series.values[place])
        for place in range(len(chart.categories))
        for number, series in enumerate(chart.series)
        if series.values[place]
    ]
    drawn = _bars_of(ElementTree.fromstring(svg(chart)))
    assert [number for *_, number in drawn] == [number for number, _ in told]
    of_one = (HEIGHT - TOP - BOTTOM) / max(chart.highest, 1)
    for (_, _, height, _), (_, value) in zip(drawn, told, strict=True):
        assert height == pytest.approx(value * of_one, abs=ROUNDED)


@given(charts())
def test_the_parts_of_a_whole_stand_on_each_other_inside_the_drawing(chart: StackedBars) -> None:
    columns = defaultdict(list)
    for x, top, height, _ in _bars_of(ElementTree.fromstring(svg(chart))):
        columns[x].append((top, height))
        assert 0 <= x <= WIDTH
        assert 0 <= top <= HEIGHT
    for stacked in columns.values():
        for (below, _), (top, height) in pairwise(stacked):
            assert top + height == pytest.approx(below, abs=0.2)


@given(charts())
def test_the_chart_to_explore_holds_the_numbers_that_were_given(chart: StackedBars) -> None:
    figure = plotly_figure(chart)
    assert [trace["y"] for trace in figure["data"]] == [list(series.values) for series in chart.series]
    assert [trace["name"] for trace in figure["data"]] == [series.name for series in chart.series]
    assert all(trace["x"] == list(chart.categories) for trace in figure["data"])


def test_plotly_knows_every_member_of_the_chart_to_explore() -> None:
    chart = _chart([(3, 0), (1, 2), (0, 1), (4, 4)], ("Q1 2026-27", "Q2 2026-27"))
    figure = go.Figure(plotly_figure(chart), skip_invalid=False)
    assert [tuple(bar.y) for bar in figure.data] == [series.values for series in chart.series]
    assert figure.layout.barmode == "stack"


def test_the_finding_is_the_title_of_the_picture() -> None:
    drawing = ElementTree.fromstring(svg(_chart([(2,)], ("Q1 2026-27",))))
    assert drawing.get("role") == "img"
    assert drawing[0].tag == f"{SVG}title"
    assert drawing[0].text == "Two of nine came late"


def test_names_are_text_and_never_markup() -> None:
    series = (Series(HOSTILE, (2,), COLOURS[0]),)
    drawing = ElementTree.fromstring(svg(StackedBars(HOSTILE, (HOSTILE,), series, HOSTILE)))
    texts = [text for text in drawing.itertext() if text]
    assert texts.count(HOSTILE) == 3  # the finding, the key and the unit
    first, _, second = HOSTILE.partition(" ")
    assert first in texts
    assert second in texts
    assert {element.tag.removeprefix(SVG) for element in drawing.iter()} <= {
        "svg", "title", "defs", "pattern", "rect", "path", "circle", "line", "text",
    }  # fmt: skip


@pytest.mark.parametrize("parts", [1, 4, 5])
def test_each_part_has_a_pattern_beside_its_colour_and_a_name_in_the_key(parts: int) -> None:
    chart = _chart([(1,)] * parts, ("Q1 2026-27",))
    drawing = ElementTree.fromstring(svg(chart))
    patterns = [element.get("id") for element in drawing.iter(f"{SVG}pattern")]
    assert patterns == [f"p{number}" for number in range(parts)]
    assert len(plotly_figure(chart)["data"]) == parts
    assert {f"Part {number}" for number in range(parts)} <= set(drawing.itertext())


def test_a_chart_of_nothing_is_still_a_drawing() -> None:
    for chart in (_chart([()], ()), _chart([(0,)], ("Q1 2026-27",)), StackedBars("Nothing", (), (), "returns")):
        assert _bars_of(ElementTree.fromstring(svg(chart))) == []
        go.Figure(plotly_figure(chart))


def test_one_period_is_one_column() -> None:
    bars = _bars_of(ElementTree.fromstring(svg(_chart([(3,), (1,)], ("2026-27",)))))
    assert len(bars) == 2
    assert len({x for x, *_ in bars}) == 1


@pytest.mark.parametrize(
    ("highest", "step"),
    [(0, 1), (1, 1), (5, 1), (6, 2), (10, 2), (11, 5), (12, 5), (25, 5), (26, 10), (50, 10), (51, 20), (1204, 500)],
)
def test_grid_lines_stand_at_round_distances(highest: int, step: int) -> None:
    assert _step(highest) == step


@given(st.integers(0, 10**7))
def test_there_are_at_most_five_grid_lines_above_nought(highest: int) -> None:
    step = _step(highest)
    assert highest <= 5 * step
    assert str(step).rstrip("0") in ("1", "2", "5")


def test_both_drawings_have_the_same_grid() -> None:
    chart = _chart([(12,)], ("Q1 2026-27",))
    drawing = ElementTree.fromstring(svg(chart))
    numbers = [text.text for text in drawing.findall(f"{SVG}text") if text.get("text-anchor") == "end"]
    assert numbers == ["0", "5", "10"]
    assert plotly_figure(chart)["layout"]["yaxis"]["dtick"] == 5
