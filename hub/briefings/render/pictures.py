"""Charts of a paper as SVG in the paper's own type, and as PNG for forms that take no SVG; the same everywhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from threading import Lock
from typing import Any

import typst

from hub.briefings.paper import Chart, Drawn, Paper
from hub.charts import bars, drawn_bars, funnel, time
from hub.charts.bars import StackedBars
from hub.charts.funnel import FunnelChart
from hub.charts.plane import FONT

TYPEFACE = "Source Sans 3"
PIXELS_PER_INCH = 192.0
POINTS = 0.75  # in a pixel of the drawings
FONTS = str(files("hub.briefings").joinpath("fonts"))


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing. Units: as wide and high as it was drawn, in pixels of 1/96 inch."""

    svg: str
    width: int
    height: int


def picture(chart: Chart) -> Picture:
    """The chart as it stands on a wide screen."""
    spec = chart.spec
    if isinstance(spec, Drawn):
        return Picture(spec.svg, spec.width, spec.height)
    if isinstance(spec, StackedBars):
        return Picture(_typeset(drawn_bars.upright(spec)), bars.WIDTH, bars.HEIGHT)
    if isinstance(spec, FunnelChart):
        return Picture(_typeset(funnel.wide(spec)), funnel.WIDTH, funnel.HEIGHT)
    return Picture(_typeset(time.wide(spec)), time.WIDTH, time.HEIGHT)


def as_png(paper: Paper) -> list[bytes]:
    """Every chart of a paper as PNG, in their order: one compilation, a page for each."""
    drawings = [picture(chart) for chart in paper.charts()]
    if not drawings:
        return []
    sizes = [[each.width * POINTS, each.height * POINTS] for each in drawings]
    given = {"sizes": json.dumps(sizes)} | {str(at): each.svg for at, each in enumerate(drawings)}
    made = typeset("charts.typ", format="png", ppi=PIXELS_PER_INCH, sys_inputs=given)
    if isinstance(made, bytes):
        return [made]
    assert made is not None  # it is asked for no file
    return made


def typeset(template: str, **how: Any) -> bytes | list[bytes] | None:
    """What typst makes of a template: `how` is handed to its compiler. One at a time, whichever thread asks."""
    with _ONE_AT_A_TIME:  # a compiler that two threads ask at once refuses the second
        return _compiler(template).compile(**how)


_ONE_AT_A_TIME = Lock()


@lru_cache(2)
def _compiler(template: str) -> typst.Compiler:
    """One for each template: it has read the type. From a file, since it forgets a template that was given as bytes."""
    file = files("hub.briefings.render").joinpath(template)
    return typst.Compiler(str(file), font_paths=[FONTS], ignore_system_fonts=True)


def _typeset(svg: str) -> str:
    return svg.replace(FONT, TYPEFACE)
