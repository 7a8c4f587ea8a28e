"""The tables of the pages of themes as values: what is on the screen, and what is in the files beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hub.dashboards.data_tables import DataTable, Field, Rows, Value
from hub.dashboards.pages.themes.said import Names
from hub.oversight.disclosure.suppressed import SUPPRESSED
from hub.oversight.heat import Heat, HeatCell, HeatMap
from hub.oversight.picture import Picture
from hub.oversight.reporting import Rate
from hub.oversight.themes.decided import ThemesDecided, subject_label
from hub.oversight.themes.emerging import Look
from hub.oversight.themes.theme import InTheme
from hub.oversight.written import percent

THEMES, HEAT = "themes", "heat-map"
LOOKS = {Look.NONE: "", Look.PERIOD: "the period", Look.YEAR: "the last year"}
FIGURES = (
    Field("count", "Complaints"),
    Field("of", "Of"),
    Field("share", "Share", percent),
    Field("before", "Before"),
    Field("before_of", "Of, before"),
    Field("before_share", "Share before", percent),
)
OF_A_BODY = (Field("organisation", "Organisation"), Field("figures_of", "Figures of"), *FIGURES)
BY_CHANCE = (
    "Higher and lower: beside the organisation’s own past, one chance in twenty. Rose and fell: so much that, over all "
    "subjects and organisations together, one in twenty of those found is expected to be chance."
)


def themes_table(picture: Picture, found: ThemesDecided, names: Names) -> DataTable:
    """Every theme of a period, a row for each organisation in it."""
    fields = (
        Field("theme", "Theme"),
        Field("title", "Title"),
        Field("standing", "Standing"),
        Field("told_as", "Why"),
        Field("organisation_code", "Organisation’s code"),
        *OF_A_BODY,
    )
    told = [
        (heading, theme, body)
        for heading in (*found.told, *found.dismissed)
        for theme in heading.themes
        for body in theme.bodies
    ]

    def row(at: int) -> tuple[Value, ...]:
        heading, theme, body = told[at]
        first = (heading.key, heading.title, heading.standing.label, theme.kind.label, body.organisation)
        return (*first, *_body(body, names))

    return DataTable(THEMES, f"Themes, {picture.period.label}", fields, Rows(len(told), row), tuple(_notes(picture)))


def bodies_table(name: str, caption: str, bodies: Sequence[InTheme], names: Names) -> DataTable:
    """The organisations of one theme with their figures."""
    return DataTable(name, caption, OF_A_BODY, tuple(_body(body, names) for body in bodies))


def heat_table(
    picture: Picture, heat: HeatMap, organisations: Sequence[str], subjects: Sequence[str], names: Names
) -> DataTable:
    """The map as a list: a row for each of these organisations and subjects."""
    fields = (
        Field("organisation", "Organisation"),
        Field("organisation_code", "Organisation’s code"),
        Field("subject_code", "Subject’s code"),
        Field("subject", "Subject"),
        Field("says", "Beside its own past"),
        *FIGURES,
    )

    def row(at: int) -> tuple[Value, ...]:
        code, subject = organisations[at // len(subjects)], subjects[at % len(subjects)]
        (cell,) = heat.cells([code], [subject])
        return (names.get(code, code), code, subject, subject_label(subject), said(cell), *_cell(cell))

    caption, rows = f"Subjects by organisation, {picture.period.label}", Rows(len(organisations) * len(subjects), row)
    return DataTable(HEAT, caption, fields, rows, (*chance(heat), *_notes(picture)))


def said(cell: HeatCell) -> str:
    """What a cell says in words: `Rose over the last year`."""
    return f"{cell.heat.label} over the last year" if cell.over_the_year else cell.heat.label


def chance(heat: HeatMap) -> tuple[str, str]:
    """What the words of the map mean, and how many of its cells chance alone would give."""
    return (
        BY_CHANCE,
        f"{heat.judged:,} of {heat.heats.size:,} cells could be judged: of so many, chance alone makes about "
        f"{heat.by_chance:,.0f} higher and about {heat.by_chance:,.0f} lower.",
    )


def share(rate: Rate) -> str:
    """`15.3% (235 of 1,532)`."""
    return f"{percent(rate.fraction)} ({rate})" if rate.fraction is not None else str(rate)


def _body(body: InTheme, names: Names) -> tuple[Value, ...]:
    return (names.get(body.organisation, body.organisation), LOOKS[body.look], *_rate(body.now), *_rate(body.before))


def _cell(cell: HeatCell) -> tuple[Value, ...]:
    if cell.heat is Heat.HIDDEN:
        return (SUPPRESSED,) * len(FIGURES)
    return (*_rate(cell.now), *_rate(cell.before))


def _rate(rate: Rate | None) -> tuple[Value, ...]:
    return (rate.numerator, rate.denominator, rate.fraction) if rate else (None, None, None)


def _notes(picture: Picture) -> Iterator[str]:
    if picture.meaning.disclosure:
        yield picture.meaning.disclosure.in_words()
