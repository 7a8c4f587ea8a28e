"""The page Themes: the themes of a period, those that were dismissed, what waits for the agenda, and the map.

Themes stand in the order of the picture, organisations in the order of their names; nothing here sorts by a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hub.contract.codelists import codelist
from hub.contract.period import Period
from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.dashboards.pages.compliance import period_options
from hub.dashboards.pages.themes.choices import (
    ADDRESS,
    ALL,
    OF_THEMES,
    REMEDIES,
    TITLE,
    Choices,
    query_of,
    theme_address,
)
from hub.dashboards.pages.themes.heat import heat_tables
from hub.dashboards.pages.themes.numbers import HEAT, THEMES, chance
from hub.dashboards.pages.themes.said import (
    RULES,
    STAYS,
    TONES,
    Names,
    bodies_in_words,
    by_whom,
    called,
    standing_sentences,
    where_sent,
)
from hub.dashboards.paging import pages
from hub.dashboards.reading import ThemesRead
from hub.oversight.heat import HeatMap
from hub.oversight.picture import Picture
from hub.oversight.themes.decided import Heading, Standing, ThemesDecided, subject_label
from hub.oversight.written import how_many

NO_THEME = (
    "The returns for this period suggest no theme. A theme needs complaints or learning of several organisations on "
    "one subject, or a rise that chance does not explain. Choose another period."
)
NOTHING_STANDS_OUT = "No subject is in a theme, and none rose or fell. Choose all subjects to see every figure."


def layout(read: ThemesRead, choices: Choices, heat: HeatMap, names: Names) -> Node:
    """The page."""
    picture = read.picture
    return html.Div(
        [
            html.Span(picture.department_name, className="govuk-caption-l"),
            html.H1(f"{TITLE}, {picture.period.label}", className="govuk-heading-l"),
            _filters(picture, choices),
            pieces.paragraph(_finding(read)),
            pieces.paragraph(picture.meaning.disclosure.in_words()) if picture.meaning.disclosure else None,
            *(_theme(one, read, names) for one in read.decided.told),
            *_dismissed(read, names),
            *_agenda(read, names),
            _files(picture, choices, THEMES, "the themes"),
            *_map(read, choices, heat, names),
            pieces.heading("How themes are decided", "s"),
            pieces.bullets(RULES),
        ]
    )


def subjects_shown(choices: Choices, heat: HeatMap, found: ThemesDecided) -> Sequence[str]:
    """The subjects of the map, in the order of the published ones."""
    if choices.subject == ALL:
        return heat.subjects
    if choices.subject != OF_THEMES:
        return (choices.subject,)
    wanted = {theme.subject for one in (*found.told, *found.dismissed) for theme in one.themes}
    wanted.update(heat.beyond_chance())
    return tuple(code for code in heat.subjects if code in wanted)


def organisations_shown(choices: Choices, heat: HeatMap) -> Sequence[str]:
    """The organisations of a page of the map."""
    return choices.paging.of(heat.organisations)


def _filters(picture: Picture, choices: Choices) -> Node:
    subjects = [
        (OF_THEMES, "Those of themes, and what rose or fell"),
        (ALL, "All subjects"),
        *((code.code, code.label) for code in codelist("subjects").values()),
    ]
    return pieces.filters(
        ADDRESS,
        pieces.select("Period", "period", period_options(picture), picture.period.name),
        pieces.select("Subjects of the map", "subject", subjects, choices.subject),
    )


def _finding(read: ThemesRead) -> str:
    told, apart = read.decided.told, len(read.decided.dismissed)
    if not told and not apart:
        return NO_THEME
    confirmed = sum(one.standing is Standing.CONFIRMED for one in told)
    words = f"{how_many(len(told), 'theme', 'themes')}, of which {confirmed} confirmed".capitalize()
    return f"{words}. {apart} dismissed." if apart else f"{words}."


def _theme(heading: Heading, read: ThemesRead, names: Names) -> Node:
    period, many = read.picture.period, len(heading.organisations)
    waits = [one for one in read.agenda if one.seen.theme == heading.key]
    others = [f"With it: {subject_label(theme.subject)}, {theme.kind.label.lower()}." for theme in heading.themes[1:]]
    return html.Section(
        [
            html.H2(pieces.link(heading.title, theme_address(heading.key, period)), className="govuk-heading-m"),
            html.P(
                [
                    pieces.status(heading.standing.label, TONES[heading.standing]),
                    f" · {heading.told_as.label} · {how_many(many, 'organisation', 'organisations')}",
                    " · Waits for the agenda" if waits else "",
                ],
                className="govuk-body",
            ),
            pieces.paragraph(f"{bodies_in_words(heading, names)}."),
            *(pieces.paragraph(theme.why) for theme in heading.themes),
            *map(pieces.paragraph, others),
            *map(pieces.paragraph, standing_sentences(heading, names)),
            *_to_borrow(heading, period, names),
        ],
        className="hub-talk",
    )


def _to_borrow(heading: Heading, period: Period, names: Names) -> Iterator[Node]:
    bodies = list(dict.fromkeys(names.get(one.organisation, one.organisation) for one in heading.remedies))
    if bodies:
        there = f"{theme_address(heading.key, period)}#{REMEDIES}"
        yield pieces.paragraph(
            html.Span(["With evidence of effect on it: ", pieces.link(", ".join(bodies), there), "."])
        )


def _dismissed(read: ThemesRead, names: Names) -> Iterator[Node]:
    if read.decided.dismissed:
        yield pieces.heading("Dismissed")
        yield pieces.paragraph(STAYS)
        for one in read.decided.dismissed:
            yield html.Section(
                [
                    html.H3(
                        pieces.link(one.title, theme_address(one.key, read.picture.period)),
                        className="govuk-heading-s",
                    ),
                    *map(pieces.paragraph, standing_sentences(one, names)),
                ],
                className="hub-talk",
            )


def _agenda(read: ThemesRead, names: Names) -> Iterator[Node]:
    yield pieces.heading("Sent to the agenda")
    if not read.agenda:
        yield pieces.paragraph("Nothing was sent. A theme is sent to the agenda from its own page.")
    for item in read.agenda:
        told = read.decided.of(item.seen.theme)
        title = told.title if told else called(item.seen.theme)
        presenter = f" Suggested to begin: {names.get(item.presenter, item.presenter)}." if item.presenter else ""
        yield html.Section(
            [
                html.H3(
                    pieces.link(title, theme_address(item.seen.theme, read.picture.period)),
                    className="govuk-heading-s",
                ),
                html.P(item.wording, className="govuk-body hub-said"),
                pieces.paragraph(f"Sent {by_whom(item)}.{presenter} {where_sent(item)}"),
            ],
            className="hub-talk",
        )


def _map(read: ThemesRead, choices: Choices, heat: HeatMap, names: Names) -> Iterator[Node]:
    subjects, organisations = subjects_shown(choices, heat, read.decided), organisations_shown(choices, heat)
    yield html.H2("Each subject beside the organisation’s own past", className="govuk-heading-m", id=HEAT)
    if not organisations:
        if heat.organisations:
            yield from _pages(read.picture, choices, len(heat.organisations))
        else:
            yield pieces.paragraph("No organisation owes a return for this period. Choose another one.")
        return
    yield pieces.bullets(
        [
            "Each cell is the share of the complaints received in the period that name the subject, and before it that "
            "of the periods before, two years at most.",
            *chance(heat),
        ]
    )
    if not subjects:
        yield pieces.paragraph(NOTHING_STANDS_OUT)
    yield from heat_tables(heat, organisations, subjects, names)
    if subjects:
        yield from _pages(read.picture, choices, len(heat.organisations))
        yield _files(read.picture, choices, HEAT, "the map")


def _pages(picture: Picture, choices: Choices, organisations: int) -> list[Node]:
    def address(page: str) -> str:
        return f"{ADDRESS}?{query_of(picture.period, choices.subject, page)}#{HEAT}"

    return pages(choices.paging, organisations, address, "organisations")


def _files(picture: Picture, choices: Choices, table: str, of: str) -> Node:
    query = f"table={table}&{query_of(picture.period, choices.subject, choices.paging.page)}"
    links: list[Any] = [
        pieces.link(f"Download as {form.upper()}", f"{ADDRESS}.{form}?{query}", of) for form in ("csv", "ods")
    ]
    return html.P(links, className="govuk-body hub-further hub-not-on-paper")
