"""The page Board: one screen that a board lead can take in, every line with its evidence one click away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hub.auth.permissions import Area, Viewer
from hub.contract.period import Period
from hub.dashboards import data_tables, html, pieces
from hub.dashboards.addresses import organisation_address
from hub.dashboards.asked import Asked
from hub.dashboards.charted import files
from hub.dashboards.data_tables import DataTable, Field, Rows, Value
from hub.dashboards.markup import Node
from hub.dashboards.pages import compliance
from hub.dashboards.pages.at_a_glance import finding
from hub.dashboards.pages.comparison.choices import address as comparison_of
from hub.dashboards.pages.comparison.numbers import sources, why_not_told
from hub.dashboards.pages.learning_library import address_of as library_of
from hub.dashboards.pages.papers.places import ADDRESS as PAPERS
from hub.dashboards.pages.themes.choices import theme_address
from hub.dashboards.paging import FIRST_PAGE, Paging, pages
from hub.oversight.measures.book import MEASURES
from hub.oversight.measures.latest import WhyNot
from hub.oversight.measures.record import Measure
from hub.oversight.over_time import changed
from hub.oversight.picture import Picture
from hub.oversight.questions import OUTSIDE, OWN, Changed, Evidence, Findings, Question
from hub.oversight.reporting import Rate
from hub.oversight.themes.decided import Heading, Standing, ThemesDecided
from hub.oversight.themes.theme import Kind
from hub.oversight.written import how_many, percent

ADDRESS = "/board"
TITLE = "Board"
FINDINGS = "findings"
NOTHING_CHANGED = "No measure of any organisation changed more than chance explains."
NOTHING_TO_ASK = "The figures raise no question this time. Ask what they do not show: who does not complain, and why."
ABOUT_THE_TIER = (
    "The independent tier's own figures are not collected yet: hear its view of each organisation when you meet it."
)
ABOUT_BOTH = (
    "Who goes to the Ombudsman is not everybody who complains. Its figures are of a year, which can differ, and are "
    "those that were told last, so mostly in an earlier return than an organisation's own. "
    "A difference beyond chance is a question to both; agreement is no proof."
)
NOT_REPORTED = "Nothing reported"
THEMES_SHOWN = (Kind.SHARED, Kind.EMERGING, Kind.HIGH, Kind.FAILING)


def layout(
    viewer: Viewer,
    picture: Picture,
    changes: Sequence[Changed],
    questions: Sequence[Question],
    table: DataTable,
    themes: Sequence[Heading],
    paging: Paging = FIRST_PAGE,
) -> Node:
    """The page. Shapes: `table` is `findings_table`; `themes` are `themes_shown`."""
    return html.Div(
        [
            html.Span(picture.department_name, className="govuk-caption-l"),
            html.H1(f"{TITLE}, {picture.period.label}", className="govuk-heading-l"),
            pieces.filters(
                ADDRESS, pieces.select("Period", "period", compliance.period_options(picture), picture.period.name)
            ),
            pieces.paragraph(pieces.link("Board papers: make, issue or read them", PAPERS)),
            pieces.paragraph(finding(picture, picture.rows) if picture.rows else compliance.NOBODY_OWES),
            pieces.paragraph(picture.meaning.disclosure.in_words()) if picture.meaning.disclosure else None,
            _figures(picture, changes, questions, themes),
            pieces.heading("What changed"),
            *_changed(picture, changes, themes),
            pieces.heading("What to ask"),
            *_to_ask(viewer, picture, questions),
            *_findings(picture, table, paging),
        ]
    )


def themes_shown(found: ThemesDecided) -> list[Heading]:
    """The themes that a board is told of: as the page Themes tells them, and of challenges those confirmed."""
    return [one for one in found.told if one.told_as in THEMES_SHOWN or one.standing is Standing.CONFIRMED]


def _figures(
    picture: Picture, changes: Sequence[Changed], questions: Sequence[Question], themes: Sequence[Heading]
) -> Node:
    came = picture.rates.received
    of = {question.organisation for question in questions}
    return pieces.figures(
        [
            ("Returns received", str(came) if came.denominator else "None", "organisations that owe one"),
            ("Changes beyond chance", f"{len(changes):,}", "in a measure of an organisation"),
            ("Themes", f"{len(themes):,}", "suggested or confirmed"),
            ("Questions to ask", f"{len(questions):,}", f"about {how_many(len(of), 'organisation', 'organisations')}"),
        ]
    )


def _changed(picture: Picture, changes: Sequence[Changed], themes: Sequence[Heading]) -> Iterator[Node]:
    names = {row.organisation.code: row.organisation.name for row in picture.rows}
    by_measure = [(measure, [one for one in changes if one.measure is measure]) for measure in MEASURES]
    told = [(measure.name, _of_measure(picture, measure, found, names)) for measure, found in by_measure if found]
    if themes:
        listed = [_theme(one, picture.period) for one in themes]
        told.append(("Themes", html.Ul(listed, className="hub-reasons")))
    yield pieces.facts(told) if told else pieces.paragraph(NOTHING_CHANGED)


def _theme(one: Heading, period: Period) -> Node:
    of = how_many(len(one.organisations), "organisation", "organisations")
    return html.Li(
        [pieces.link(one.title, theme_address(one.key, period)), pieces.small(f"{one.standing.label}, {of}.")]
    )


def _of_measure(picture: Picture, measure: Measure, found: Sequence[Changed], names: dict[str, str]) -> Node:
    listed = [
        html.Li(
            [
                pieces.link(
                    names[one.organisation], comparison_of(picture.period.name, measure.code, one.organisation)
                ),
                pieces.small(one.says),
            ]
        )
        for one in found
    ]
    return [html.Ul(listed, className="hub-reasons"), pieces.small(changed(picture.meaning, measure).says)]


def _to_ask(viewer: Viewer, picture: Picture, questions: Sequence[Question]) -> Iterator[Node]:
    if not questions:
        yield pieces.paragraph(NOTHING_TO_ASK)
        return
    asked, told = defaultdict[str, list[Node]](list), []
    for one in questions:
        asked[one.organisation].append(_question(viewer, picture, one))
    for organisation in (row.organisation for row in picture.rows if row.organisation.code in asked):
        of_it = html.Ul(asked[organisation.code], className="hub-questions")
        told.append((pieces.marked(organisation.name, _whom(organisation.independent_tier)), of_it))
    yield pieces.facts(told)


def _whom(tier: str) -> tuple[str, ...]:
    return (f"Independent tier: {tier}",) if tier else ("No independent tier",)


def _question(viewer: Viewer, picture: Picture, one: Question) -> Node:
    way = _evidence(viewer, picture, one)
    of_words = one.evidence is Evidence.LEARNING and not viewer.may(Area.COMPLIANCE)
    leads_to = "See what it let others know of its learning" if of_words else "See the evidence"
    link = [" ", pieces.link(leads_to, way, f"for: {one.asks}")] if way else []
    return html.Li([html.Strong(one.asks), pieces.small([one.because, *link])])


def _evidence(viewer: Viewer, picture: Picture, one: Question) -> str:
    """Where it stands, as far as this reader may go. Missing: empty where the sentence is all there is to see."""
    if one.evidence in (Evidence.OVER_TIME, Evidence.BETWEEN):
        return comparison_of(picture.period.name, one.measure, one.organisation)
    if one.evidence is Evidence.OTHERS_FINDINGS:
        return f"#{FINDINGS}"
    if viewer.may(Area.COMPLIANCE):
        here = organisation_address(one.organisation)
        return f"{here}#learning" if one.evidence is Evidence.LEARNING else compliance.address(picture.period)
    return library_of(one.organisation) if one.evidence is Evidence.LEARNING else ""


def _findings(picture: Picture, table: DataTable, paging: Paging) -> Iterator[Node]:
    query, rows = Asked(picture.period).query(), paging.of(table.rows)
    way = pages(paging, len(table.rows), lambda page: f"{ADDRESS}?{query}&page={page}#{FINDINGS}", "organisations")
    yield html.Section(
        [
            pieces.heading("What the organisations found, and what others found"),
            pieces.bullets([ABOUT_BOTH, ABOUT_THE_TIER, _from(picture)]),
            data_tables.drawn(replace(table, rows=rows)),
            *way,
            files(table, ADDRESS, query),
        ],
        id=FINDINGS,
    )


def _from(picture: Picture) -> str:
    places = [
        (row.organisation.code, picture.meaning.latest[one.code].periods[body].name)
        for body, row in enumerate(picture.rows)
        for one in (OWN, OUTSIDE)
    ]
    return sources(picture, list(dict.fromkeys(places)))


def findings_table(picture: Picture, told: Sequence[Findings]) -> DataTable:
    """Own findings beside the Ombudsman's, in numbers."""
    fields = (
        Field("organisation", "Organisation"),
        Field("something_went_wrong", "Something went wrong"),
        Field("closed", "Complaints closed"),
        Field("own_share", "Share", percent),
        Field("own_period", "In"),
        Field("ombudsman_upheld", "Upheld by the Ombudsman"),
        Field("ombudsman_reported_on", "Cases it reported on"),
        Field("ombudsman_share", "Share of these", percent),
        Field("ombudsman_period", "Told in the return for"),
        Field("differ", "Do they differ?"),
        Field("independent_tier", "Independent tier"),
    )
    tiers = {row.organisation.code: row.organisation for row in picture.rows}

    def row(at: int) -> tuple[Value, ...]:
        one = told[at]
        return (
            tiers[one.organisation].name,
            *_parts(one.own, one.why_not[0]),
            one.own_period if one.own else None,
            *_parts(one.ombudsman, one.why_not[1]),
            one.its_period if one.ombudsman else None,
            _differ(one),
            tiers[one.organisation].independent_tier or "None",
        )

    notes = (ABOUT_BOTH, ABOUT_THE_TIER)
    return DataTable(
        FINDINGS, f"Findings beside each other, {picture.period.label}", fields, Rows(len(told), row), notes
    )


def _parts(rate: Rate | None, why_not: WhyNot) -> tuple[Value, Value, Value]:
    if rate is None:
        return why_not_told(why_not) or NOT_REPORTED, None, None
    return rate.numerator, rate.denominator, rate.numerator / rate.denominator


def _differ(one: Findings) -> str:
    if one.differ is None:
        return "Cannot be said"
    return "More than chance explains" if one.differ else "No more than chance explains"
