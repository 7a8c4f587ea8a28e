"""The page Comparison: the funnel of a measure with what to mind, every organisation against its own past, one chosen.

Organisations stand in the order of their names wherever they are listed; nothing here sorts by a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from hub.charts.of_measures import funnel_chart, said_first, time_chart
from hub.dashboards import html, pieces
from hub.dashboards.charted import Beside, charted
from hub.dashboards.data_tables import DataTable
from hub.dashboards.drawings import Draw
from hub.dashboards.markup import Node
from hub.dashboards.pages.comparison.choices import ADDRESS, TITLE, Choices, query_of
from hub.dashboards.pages.comparison.numbers import BETWEEN, OVER_TIME, sources
from hub.dashboards.pages.comparison.panels import PANELS, Panels, further, section
from hub.dashboards.pages.compliance import period_options
from hub.oversight.among_others import Compared
from hub.oversight.measures.book import MEASURES
from hub.oversight.measures.record import Direction, Kind
from hub.oversight.once import once_for_each
from hub.oversight.over_time import over_time
from hub.oversight.picture import Picture
from hub.oversight.written import capital, how_many

COMPARED = "organisation", "organisations"
BETTER = {
    Direction.UP: "More is better.",
    Direction.DOWN: "Less is better.",
    Direction.NEUTRAL: "Neither more nor less is better by itself.",
}
NOT_COMPARED = {
    Kind.COUNT: "A count depends on how large an organisation is, so it is not compared between organisations. "
    "Each is shown against its own past.",
    Kind.MEAN: "Means without their single cases cannot be compared fairly between organisations. "
    "Each is shown against its own past.",
    Kind.RATE: "Fewer than three organisations count the same exposure, so there is nobody to compare with. "
    "Each is shown against its own past.",
}
NOTHING_TOLD = "No organisation has told anything of this measure yet. Choose another measure, or another period."


def layout(
    picture: Picture,
    choices: Choices,
    among: Sequence[Compared],
    panels: Panels,
    tables: Mapping[str, DataTable],
    draw: Draw,
) -> Node:
    """The page. Shapes: `tables` are those of the charts, by name."""
    measure = choices.measure
    return html.Div(
        [
            html.Span(picture.department_name, className="govuk-caption-l"),
            html.H1(f"{TITLE}: {measure.name}, {picture.period.label}", className="govuk-heading-l"),
            _filters(picture, choices),
            pieces.paragraph(f"{measure.why} {BETTER[measure.direction]}"),
            pieces.paragraph(_what(choices)),
            pieces.paragraph(picture.meaning.disclosure.in_words()) if picture.meaning.disclosure else None,
            *_chosen(picture, choices, tables, draw),
            *_between(picture, choices, among, tables, draw),
            *_panels(picture, choices, panels, tables),
        ]
    )


def chosen_body(picture: Picture, choices: Choices) -> int | None:
    """The place of the organisation that was chosen. Missing: None where none was, or it is not one of these."""
    codes = [row.organisation.code for row in picture.rows]
    return codes.index(choices.asked.organisation) if choices.asked.organisation in codes else None


def _filters(picture: Picture, choices: Choices) -> Node:
    bodies = [("", "All organisations")] + [(row.organisation.code, row.organisation.name) for row in picture.rows]
    return pieces.filters(
        ADDRESS,
        pieces.select("Measure", "measure", [(one.code, one.name) for one in MEASURES], choices.measure.code),
        pieces.select("Period", "period", period_options(picture), picture.period.name),
        pieces.select("Organisation", "organisation", bodies, choices.asked.organisation),
    )


def _what(choices: Choices) -> str:
    measure = choices.measure
    if measure.kind is Kind.SHARE:
        return f"It is {measure.what}, out of {measure.of}."
    if measure.kind is Kind.RATE:
        return f"It is {measure.what} for every {measure.per:,} of {measure.of}."
    if measure.kind is Kind.COUNT:
        return f"It is the number of {measure.what}."
    return f"It is the {measure.what}."


def _between(
    picture: Picture, choices: Choices, among: Sequence[Compared], tables: Mapping[str, DataTable], draw: Draw
) -> Iterator[Node]:
    yield pieces.heading("Between organisations")
    if not among:
        yield pieces.paragraph(NOT_COMPARED.get(choices.measure.kind, NOTHING_TOLD))
        return
    for place, one in enumerate(among, 1):
        table = tables[BETWEEN if place == 1 else f"{BETWEEN}-{place}"]
        spec = funnel_chart(picture, choices.measure, one, choices.asked.organisation)
        yield charted(draw, spec, _beside(picture, choices, one, table))
    yield from _counting(picture)


def _beside(picture: Picture, choices: Choices, one: Compared, table: DataTable) -> Beside:
    measure, there = choices.measure, np.isfinite(one.funnels.wholes[one.row])
    told = picture.meaning.latest[measure.code]
    places = [(picture.rows[at].organisation.code, told.periods[at].name) for at in np.flatnonzero(there).tolist()]
    parts, wholes = one.funnels.parts[one.row][there].sum(), one.funnels.wholes[one.row][there].sum()
    of = f"{wholes:,.0f} {measure.of}" if measure.kind is Kind.SHARE else f"counted by {one.exposure}"
    return Beside(
        says=[" ".join(_beside_the_finding(one))] if places else one.says,  # the chart says the rest
        number=capital(f"{how_many(len(places), *COMPARED)} compared: {parts:,.0f} {measure.what}, {of}."),
        sources=sources(picture, places),
        caveats=measure.caveats,
        table=table,
        address=ADDRESS,
        query=query_of(picture.period.name, measure.code, choices.asked.organisation),
        paging=choices.of_table if choices.table == table.name else None,
    )


def _beside_the_finding(one: Compared) -> Iterator[str]:
    return (words for at, words in enumerate(one.says) if at not in (0, said_first(one)))


def _counting(picture: Picture) -> Iterator[Node]:
    """Which organisations count otherwise than most: the comparison stands, and this stands beside it."""
    told, differing = picture.meaning.comparability, _differing(picture)
    if not differing and not told.divided:
        return
    yield pieces.heading("Who counts otherwise", "s")
    if told.divided:
        yield pieces.bullets(list(told.divided))
    if differing:
        yield pieces.facts([(name, pieces.lines(says)) for name, says in differing])


@once_for_each
def _differing(picture: Picture) -> tuple[tuple[str, tuple[str, ...]], ...]:
    told = picture.meaning.comparability
    remarks = ((row.organisation.name, told.of(row.organisation.code)) for row in picture.rows)
    return tuple((name, says) for name, says in remarks if says)


def _chosen(picture: Picture, choices: Choices, tables: Mapping[str, DataTable], draw: Draw) -> Iterator[Node]:
    body = chosen_body(picture, choices)
    if body is None:
        return
    organisation, told = picture.rows[body].organisation, over_time(picture.meaning, choices.measure, body)
    yield pieces.heading(f"{organisation.name} against its own past")
    places = list(dict.fromkeys((organisation.code, period.name) for period in told.of))
    points = int(told.charts.points[told.row])
    beside = Beside(
        says=[*([] if told.latest else [told.verdict]), *_breaks(picture, choices, body)],  # else the chart says it
        number=f"{how_many(points, 'point', 'points')}, each a {'month' if told.monthly else picture.period.kind}.",
        sources=sources(picture, places),
        caveats=choices.measure.caveats,
        table=tables[OVER_TIME],
        address=ADDRESS,
        query=query_of(picture.period.name, choices.measure.code, organisation.code),
    )
    yield charted(draw, time_chart(picture, choices.measure, body), beside)


def _breaks(picture: Picture, choices: Choices, body: int) -> list[str]:
    return [one.says for one in picture.meaning.breaks[body] if one.measure in ("", choices.measure.code)]


def _panels(picture: Picture, choices: Choices, panels: Panels, tables: Mapping[str, DataTable]) -> Iterator[Node]:
    yield pieces.heading("Each organisation against its own past")
    if panels.shown:
        yield from section(picture, choices, panels, tables[PANELS])
    elif panels.told:
        yield from further(picture, choices, panels)
    else:
        yield pieces.paragraph(NOTHING_TOLD)
