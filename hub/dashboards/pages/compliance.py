"""Compliance: who has returned, and which of the minimum data M1 to M8 each return reports, with reasons.

What is chosen above it (a period, an organisation) decides the sentence, the figures, the table and its download alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hub.contract.life_cycle import Standing
from hub.contract.minimum_data import Reported
from hub.contract.period import Period
from hub.dashboards import html, pieces
from hub.dashboards.asked import Asked
from hub.dashboards.drawings import Draw
from hub.dashboards.elsewhere import OtherKind
from hub.dashboards.markup import Node
from hub.dashboards.pages import at_a_glance, completeness, standards, where_returns_stand
from hub.dashboards.pages.minimum_data_table import minimum_data_table
from hub.dashboards.pages.over_time import over_time
from hub.dashboards.pages.states import NO_STANDINGS
from hub.dashboards.pages.taken_back import NO_WITHDRAWALS, Withdrawals
from hub.dashboards.paging import FIRST_PAGE, Paging, pages
from hub.oversight.compliance import STATE_WORDS
from hub.oversight.picture import Picture, Row
from hub.oversight.standards import BodyStandards
from hub.oversight.written import listed

ADDRESS = "/oversight/compliance"
TITLE = "Compliance"
NOBODY_OWES = "No organisation owes a return for this period. Choose another one."
KINDS = {"quarter": "Quarters", "year": "Years"}
MEANS = {
    Reported.FULLY: "the return has a value for the item, for each thing that the item asks about.",
    Reported.PARTLY: "some of them are there, as the numbers say.",
    Reported.NOT: "there is no value, or the body gives a reason why it has none.",
    Reported.NOT_APPLICABLE: "the item cannot arise, for example no action where nothing went wrong.",
}


def chosen_rows(picture: Picture, asked: Asked) -> tuple[Row, ...]:
    """The rows that the page and its download show; with a body that was chosen, those of what merged into it."""
    return tuple(row for row in picture.rows if asked.organisation in ("", row.organisation.code, *row.successors))


def layout(
    picture: Picture,
    asked: Asked,
    chart: Draw,
    *,
    other: OtherKind | None = None,
    opens_returns: bool = True,
    standings: Mapping[str, Standing] = NO_STANDINGS,
    withdrawn: Withdrawals = NO_WITHDRAWALS,
    steps: Sequence[BodyStandards] = (),
    paging: Paging = FIRST_PAGE,
) -> Node:
    """The page. `chart` draws: as a picture for the first view, to explore once Dash has started.

    `opens_returns` is whether the reader may open a return; without it there is no link to one.
    Shapes: `standings` are those of the period's returns, by return id; `withdrawn` by organisation and period.
    `steps` are where the organisations of the picture stand with the four steps.
    Missing: `other` is None when everybody reports by this kind of period.
    """
    rows, chosen = chosen_rows(picture, asked), bool(asked.organisation)
    here = Asked(picture.period, asked.organisation).query()
    shown = {row.organisation.code for row in rows}
    table = minimum_data_table(
        picture.period, paging.of(rows), opens_returns=opens_returns, standings=standings, withdrawn=withdrawn
    )
    return html.Div(
        [
            html.Span(picture.department_name, className="govuk-caption-l"),
            html.H1(f"{TITLE}, {picture.period.label}", className="govuk-heading-l"),
            _filters(picture, asked),
            pieces.paragraph(_finding(picture, rows)),
            *(_reports_otherwise(picture, other) if other else ()),
            *((at_a_glance.figures(picture, rows), table, *_pages(picture, asked, paging, len(rows))) if rows else ()),
            _download(picture, asked),
            *_key(),
            *where_returns_stand.section(rows, standings),
            *standards.beside_compliance([body for body in steps if body.organisation in shown]),
            *completeness.section(picture, chart, ADDRESS, here),
            *over_time(
                picture,
                chart,
                "Returns over time, all organisations" if chosen else "Returns over time",
                ADDRESS,
                here,
            ),
        ]
    )


def address(period: Period, organisation: str = "") -> str:
    """Where the page shows a period, and one organisation of it."""
    return f"{ADDRESS}?{Asked(period, organisation).query()}"


def _pages(picture: Picture, asked: Asked, paging: Paging, count: int) -> list[Node]:
    query = Asked(picture.period, asked.organisation).query()
    return pages(paging, count, lambda page: f"{ADDRESS}?{query}&page={page}", "organisations")


def _finding(picture: Picture, rows: Sequence[Row]) -> str:
    if not picture.rows:
        return NOBODY_OWES
    if not rows:
        return "No organisation matches. Choose another period, or all organisations."
    return at_a_glance.finding(picture, rows)


def _filters(picture: Picture, asked: Asked) -> Node:
    bodies = [("", "All organisations")] + [(row.organisation.code, row.organisation.name) for row in picture.rows]
    return pieces.filters(
        ADDRESS,
        pieces.select("Period", "period", period_options(picture), picture.period.name),
        pieces.select("Organisation", "organisation", bodies, asked.organisation),
    )


def period_options(picture: Picture) -> pieces.Options | Mapping[str, pieces.Options]:
    """The periods to choose from, quarters apart from years where there are both."""
    unlisted = () if picture.period in picture.periods else (picture.period,)
    listed = (*unlisted, *picture.periods)
    by_kind = {
        words: [(period.name, period.label) for period in listed if period.kind == kind]
        for kind, words in KINDS.items()
    }
    there = {words: options for words, options in by_kind.items() if options}
    return there if len(there) > 1 else next(iter(there.values()))


def _reports_otherwise(picture: Picture, other: OtherKind) -> list[Node]:
    report = "report" if len(other.names) > 1 else "reports"
    words = f"{listed(other.names)} {report} by {other.period.kind}, not by {picture.period.kind}: see "
    return [pieces.paragraph(html.Span([words, pieces.link(other.period.label, address(other.period)), "."]))]


def _download(picture: Picture, asked: Asked) -> Node:
    query = Asked(picture.period, asked.organisation).query()
    links = [
        pieces.link(f"Download this table ({form.upper()})", f"{ADDRESS}.{form}?{query}") for form in ("csv", "ods")
    ]
    return html.P(links, className="govuk-body hub-further hub-not-on-paper")


def _key() -> list[Node]:
    return [
        pieces.heading("What the words mean", "s"),
        pieces.bullets([f"{STATE_WORDS[state]}: {meaning}" for state, meaning in MEANS.items()]),
        pieces.paragraph(
            "M1 to M8 are the minimum data that a parent department should see from each related organisation, at "
            "least once a year and preferably every quarter. A gap is a reason to talk, not a mark."
        ),
    ]
