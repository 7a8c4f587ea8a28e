"""Stacked bars show the numbers they were given, the same in both drawings, and carry no markup of others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.charts.bars import PATTERNS, WIDEST_BAR, Series, StackedBars, plotly_figure, step
from hub.charts.drawn_bars import Frame, lying, lying_frame, upright, upright_frame

SVG = "{http://www.w3.org/2000/svg}"
Draws, Frames = Callable[[StackedBars], str], Callable[[StackedBars], Frame]
DRAWINGS: list[tuple[Draws, Frames]] = [(upright, upright_frame), (lying, lying_frame)]
COLOURS = ("#5694ca", "#ffdd00", "#f47738", "#dddddd", "#912b88")
HOSTILE = '</text><script>alert(1)</script> & "x" \' <!-- ]]>'
ROUNDED = 0.051  # coordinates have one decimal place


def _chart(values: list[tuple[int, ...]], categories: tuple[str, ...], name: str = "Part") -> StackedBars:
    series = tuple(Series(f"{name} {i}", told, COLOURS[i], PATTERNS[i]) for i, told in enumerate(values))
    return StackedBars("Two of nine came late", categories, series, "returns")


@st.composite
def charts(draw: st.DrawFn) -> StackedBars:
    periods, parts = draw(st.integers(0, 12)), draw(st.integers(1, 5))
    column = st.tuples(*[st.integers(0, draw(st.sampled_from([3, 40, 5000])))] * periods)
    return _chart([draw(column) for _ in range(parts)], tuple(f"Q1 {i}" for i in range(periods)))


def _bars_of(drawing: ElementTree.Element) -> list[tuple[dict[str, float], int]]:
    """Where each bar stands and how large it is, and the number of its series; the key's squares are left out."""
    found = []
    for rect in drawing.findall(f"{SVG}rect"):
        series = re.fullmatch(r"url\(#p(\d+)\)", rect.get("fill", ""))
        if series and rect.get("stroke-width"):
            place = {name: float(rect.get(name, "")) for name in ("x", "y", "width", "height")}
            found.append((place, int(series[1])))
    return found


@pytest.mark.parametrize(("draws", "frames"), DRAWINGS)
@given(chart=charts())
def test_the_length_of_a_bar_is_in_proportion_to_its_number(chart: StackedBars, draws: Draws, frames: Frames) -> None:
    told = [
        (number, series.values[place])
        for place in range(len(chart.categories))
        for number, series in enumerate(chart.series)
        if series.values[place]
    ]
    drawn, frame = _bars_of(ElementTree.fromstring(draws(chart))), frames(chart)
    assert [number for _, number in drawn] == [number for number, _ in told]
    along, room = ("height", frame.down) if draws is upright else ("width", frame.across)
    for (bar, _), (_, value) in zip(drawn, told, strict=True):
        assert bar[along] == pytest.approx(value * room / max(chart.highest, 1), abs=ROUNDED)


@pytest.mark.parametrize(("draws", "frames"), DRAWINGS)
@given(chart=charts())
def test_nothing_is_drawn_outside_the_drawing(chart: StackedBars, draws: Draws, frames: Frames) -> None:
    frame, drawing = frames(chart), ElementTree.fromstring(draws(chart))
    assert drawing.get("viewBox") == f"0 0 {frame.width} {frame.height}"
    for rect in drawing.findall(f"{SVG}rect"):
        x, y, width, height = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + width <= frame.width + 2 * ROUNDED
        assert 0 <= y <= y + height <= frame.height + 2 * ROUNDED
    for text in drawing.findall(f"{SVG}text"):
        assert 0 <= float(text.get("x", "")) <= frame.width
        assert 0 <= float(text.get("y", "")) <= frame.height


@given(charts())
def test_the_parts_of_a_whole_stand_on_each_other(chart: StackedBars) -> None:
    columns = defaultdict(list)
    for bar, _ in _bars_of(ElementTree.fromstring(upright(chart))):
        columns[bar["x"]].append(bar)
    for stacked in columns.values():
        for below, above in pairwise(stacked):
            assert above["y"] + above["height"] == pytest.approx(below["y"], abs=0.2)


@given(charts())
def test_the_parts_of_a_whole_lie_after_each_other(chart: StackedBars) -> None:
    rows = defaultdict(list)
    for bar, _ in _bars_of(ElementTree.fromstring(lying(chart))):
        rows[bar["y"]].append(bar)
    for laid in rows.values():
        for before, after in pairwise(laid):
            assert before["x"] + before["width"] == pytest.approx(after["x"], abs=0.2)


@pytest.mark.parametrize("periods", range(1, 13))
def test_few_bars_are_not_broad_ones(periods: int) -> None:
    bars = _bars_of(ElementTree.fromstring(upright(_chart([(3,) * periods], ("Q1",) * periods))))
    assert all(bar["width"] <= WIDEST_BAR for bar, _ in bars)
    assert len({bar["width"] for bar, _ in bars}) == 1


@given(charts())
def test_the_chart_to_explore_holds_the_numbers_that_were_given(chart: StackedBars) -> None:
    figure = plotly_figure(chart)
    assert [trace["y"] for trace in figure["data"]] == [list(series.values) for series in chart.series]
    assert [trace["name"] for trace in figure["data"]] == [series.name for series in chart.series]
    assert all([name.replace("<br>", " ") for name in trace["x"]] == list(chart.categories) for trace in figure["data"])


def test_plotly_knows_every_member_of_the_chart_to_explore() -> None:
    chart = _chart([(3, 0), (1, 2), (0, 1), (4, 4)], ("Q1 2026-27", "Q2 2026-27"))
    figure = go.Figure(plotly_figure(chart), skip_invalid=False)
    assert [tuple(bar.y) for bar in figure.data] == [series.values for series in chart.series]
    assert figure.layout.barmode == "stack"


def test_the_finding_is_the_title_of_the_picture() -> None:
    for draws in (upright, lying):
        drawing = ElementTree.fromstring(draws(_chart([(2,)], ("Q1 2026-27",))))
        assert drawing.get("role") == "img"
        assert drawing[0].tag == f"{SVG}title"
        assert drawing[0].text == "Two of nine came late"


@pytest.mark.parametrize("draws", [upright, lying])
def test_names_are_text_and_never_markup(draws: Draws) -> None:
    series = (Series(HOSTILE, (2,), COLOURS[0]),)
    drawing = ElementTree.fromstring(draws(StackedBars(HOSTILE, (HOSTILE,), series, HOSTILE)))
    texts = [text for text in drawing.itertext() if text]
    assert texts.count(HOSTILE) >= 3  # the finding, the key and the unit
    assert "".join(texts).replace(" ", "").count(HOSTILE.replace(" ", "")) == 4  # and the period, in one line or two
    assert {element.tag.removeprefix(SVG) for element in drawing.iter()} <= {
        "svg", "title", "defs", "pattern", "rect", "path", "circle", "line", "text",
    }  # fmt: skip


@pytest.mark.parametrize("draws", [upright, lying])
@pytest.mark.parametrize("parts", [1, 4, 5])
def test_each_part_has_a_pattern_beside_its_colour_and_a_name_in_the_key(parts: int, draws: Draws) -> None:
    chart = _chart([(1,)] * parts, ("Q1 2026-27",))
    drawing = ElementTree.fromstring(draws(chart))
    patterns = [element.get("id") for element in drawing.iter(f"{SVG}pattern")]
    assert patterns == [f"p{number}" for number in range(parts)]
    assert len(plotly_figure(chart)["data"]) == parts
    assert {f"Part {number}" for number in range(parts)} <= set(drawing.itertext())


def test_a_chart_of_nothing_is_still_a_drawing() -> None:
    for chart in (_chart([()], ()), _chart([(0,)], ("Q1 2026-27",)), StackedBars("Nothing", (), (), "returns")):
        assert _bars_of(ElementTree.fromstring(upright(chart))) == []
        assert _bars_of(ElementTree.fromstring(lying(chart))) == []
        go.Figure(plotly_figure(chart))


def test_one_period_is_one_column() -> None:
    bars = _bars_of(ElementTree.fromstring(upright(_chart([(3,), (1,)], ("2026-27",)))))
    assert len(bars) == 2
    assert len({bar["x"] for bar, _ in bars}) == 1


@pytest.mark.parametrize(
    ("highest", "distance"),
    [(0, 1), (1, 1), (5, 1), (6, 2), (10, 2), (11, 5), (12, 5), (25, 5), (26, 10), (50, 10), (51, 20), (1204, 500)],
)
def test_grid_lines_stand_at_round_distances(highest: int, distance: int) -> None:
    assert step(highest) == distance


@given(st.integers(0, 10**7))
def test_there_are_at_most_five_grid_lines_above_nought(highest: int) -> None:
    distance = step(highest)
    assert highest <= 5 * distance
    assert str(distance).rstrip("0") in ("1", "2", "5")


def test_a_key_never_runs_out_of_the_drawing_nor_into_the_bars() -> None:
    names = ["Received on time", "Received late", "Missing", "Not yet due", "Received", "Not asked for"]
    series = tuple(Series(name, (1,), "#ffffff", PATTERNS[place]) for place, name in enumerate(names))
    chart = StackedBars("All of them", ("Q1 2026-27",), series, "returns")
    for draws, frames in DRAWINGS:
        drawing = ElementTree.fromstring(draws(chart))
        key = [text for text in drawing.findall(f"{SVG}text") if text.text in names]
        assert [text.text for text in key] == names
        assert all(float(text.get("x", "")) + 8 * len(text.text or "") <= frames(chart).width for text in key)
        assert max(float(text.get("y", "")) for text in key) < frames(chart).top


def test_both_drawings_have_the_same_grid() -> None:
    chart = _chart([(12,)], ("Q1 2026-27",))
    drawing = ElementTree.fromstring(upright(chart))
    numbers = [text.text for text in drawing.findall(f"{SVG}text") if text.get("text-anchor") == "end"]
    assert numbers == ["0", "5", "10"]
    assert plotly_figure(chart)["layout"]["yaxis"]["dtick"] == 5
