"""Every organisation against its own past: a small chart each, on one scale, with the table of what they show.

Organisations stand in the order of their names; nothing here sorts by a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub.charts.of_measures import Scale, common_scale, time_chart
from hub.dashboards import html, pieces
from hub.dashboards.charted import Beside, with_beside
from hub.dashboards.data_tables import DataTable, Field, Value
from hub.dashboards.drawings import panel
from hub.dashboards.markup import Node
from hub.dashboards.pages.comparison.choices import ADDRESS, Choices, address, query_of
from hub.dashboards.pages.comparison.numbers import sources
from hub.dashboards.paging import pages
from hub.oversight.facts import number
from hub.oversight.measures.record import Kind, Measure
from hub.oversight.over_time import OverTime, changed, told_over_time, writer_of
from hub.oversight.picture import Picture
from hub.oversight.spc.charts import Judged
from hub.oversight.spc.signals import SIGNALS
from hub.oversight.written import how_many

PANELS = "panels"
OWN_SCALES = "Each has a scale of its own: how many complaints come depends on how large an organisation is."
ONE_SCALE = "All have one scale."


@dataclass(frozen=True, slots=True)
class Panels:
    """The small charts of a page.

    Shapes: `told` are all bodies with figures, by their place in the picture; `shown` those of the page.
    Missing: `scale` is None where each has its own.
    """

    told: Sequence[tuple[int, OverTime]]
    shown: Sequence[tuple[int, OverTime]]
    scale: Scale | None


def panels_of(picture: Picture, choices: Choices) -> Panels:
    """What is drawn for these choices."""
    told = told_over_time(picture.meaning, choices.measure)
    scale = None if choices.measure.kind is Kind.COUNT else common_scale(picture.meaning, choices.measure)
    return Panels(told, choices.paging.of(told), scale)


def panels_table(picture: Picture, measure: Measure, panels: Panels) -> DataTable:
    """The small charts in numbers: a row for each, a column for each point, and what holds for the latest of them."""
    write = writer_of(measure)
    points = list(dict.fromkeys(label for _, one in panels.shown for label in one.labels))
    fields = (
        Field("organisation", "Organisation"),
        *(Field(point, point, write) for point in points),
        Field("average", "Average now", write),
        Field("lower", "Limits of chance now, from", write),
        Field("upper", "Limits of chance now, to", write),
        Field("says", "What it says"),
    )
    rows = tuple((picture.rows[body].organisation.name, *_values(one, points)) for body, one in panels.shown)
    caption = f"{measure.name} of each organisation over time"
    return DataTable(PANELS, caption, fields, rows, (changed(picture.meaning, measure).says, *measure.caveats))


def _values(one: OverTime, points: Sequence[str]) -> Iterator[Value]:
    charts, values = one.charts, dict(zip(one.labels, one.charts.values[one.row], strict=True))
    yield from (number(values[point]) if point in values else None for point in points)
    for line in (charts.centre, charts.lower, charts.upper):
        yield number(line[one.row, charts.latest[one.row]])
    yield one.verdict


def section(picture: Picture, choices: Choices, panels: Panels, table: DataTable) -> list[Node]:
    """The small charts of the page with what belongs beside them."""
    measure = choices.measure
    places = [
        (picture.rows[body].organisation.code, name)
        for body, one in panels.shown
        for name in dict.fromkeys(period.name for period in one.of)
    ]
    points = sum(int(one.charts.points[one.row]) for _, one in panels.shown)
    of = how_many(len(panels.shown), "organisation", "organisations")
    beside = Beside(
        says=(),
        number=f"{of}, {how_many(points, 'point', 'points')}.",
        sources=sources(picture, places),
        caveats=(ONE_SCALE if panels.scale else OWN_SCALES, *measure.caveats),
        table=table,
        address=ADDRESS,
        query=query_of(picture.period.name, measure.code, choices.asked.organisation, choices.paging.page),
        paging=choices.of_table if choices.table == PANELS else None,
    )
    drawn = html.Ul([_panel(picture, choices, *each, panels.scale) for each in panels.shown], className="hub-panels")
    return [
        pieces.paragraph(changed(picture.meaning, measure).says),
        with_beside([drawn, *further(picture, choices, panels)], beside),
    ]


def _panel(picture: Picture, choices: Choices, body: int, told: OverTime, scale: Scale | None) -> Node:
    organisation = picture.rows[body].organisation
    spec = time_chart(picture, choices.measure, body, scale)
    signal = Judged(int(told.charts.variation[told.row])) in SIGNALS
    way = address(picture.period.name, choices.measure.code, organisation.code)
    return html.Li(
        [
            html.H3(pieces.link(organisation.name, way), className="govuk-heading-s"),
            panel(spec) if spec else None,
            html.P(html.Strong(told.verdict) if signal else told.verdict, className="hub-verdict"),
        ],
        className="hub-panel",
    )


def further(picture: Picture, choices: Choices, panels: Panels) -> list[Node]:
    """The way to the other pages of small charts. Missing: nothing where there is one page."""

    def way(page: str) -> str:
        asked = address(picture.period.name, choices.measure.code, choices.asked.organisation, page)
        return f"{asked}#{PANELS}"

    return pages(choices.paging, len(panels.told), way, "organisations")
