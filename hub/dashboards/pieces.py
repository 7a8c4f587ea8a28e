"""The pieces of a screen, as GOV.UK draws them, in Dash components. They know nothing of complaints."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from hub.dashboards import html
from hub.dashboards.markup import Node

TONES = {"plain": "hub-state", "quiet": "hub-state hub-state--quiet"}  # others are tags
TAGS = {"attention": "yellow", "ask": "orange"}

BEHIND_THE_HOST = re.compile("[/?#]")
LONGEST_SHOWN = 60  # characters of a link
A_LINK = re.compile(r"""(\bhttps://[^\s<>"“”\[\]\\]+(?<![.,;:!)]))""")

Options = Sequence[tuple[str, str]]


def status(text: str, tone: str) -> Node:
    """A state in words; the colour repeats it and never replaces it."""
    return html.Strong(text, className=f"govuk-tag govuk-tag--{TAGS[tone]} hub-status" if tone in TAGS else TONES[tone])


def quiet(text: str) -> Node:
    """Words that need no attention."""
    return html.Span(text, className="hub-state hub-state--quiet")


def small(content: Node) -> Node:
    """A reason, in smaller letters, on a line of its own."""
    return html.Span(content, className="hub-reason")


def link(text: str, address: str, hidden: str = "") -> Node:
    """A link; `hidden` completes its words for those who hear the page."""
    more = [html.Span(f" {hidden}", className="govuk-visually-hidden")] if hidden else []
    return html.A([text, *more], href=address, className="govuk-link")


def with_links(text: str) -> Node:
    """A text in which what begins with https is a link. Any other scheme, and an address with a user, stays text."""
    parts = [_linked(part) if at % 2 else part for at, part in enumerate(A_LINK.split(text))]
    return html.Span([part for part in parts if part], className="hub-anywhere")


def _linked(address: str) -> Node:
    if "@" in BEHIND_THE_HOST.split(address.removeprefix("https://"))[0]:
        return address
    shown = address if len(address) <= LONGEST_SHOWN else f"{address[:LONGEST_SHOWN]}…"
    return html.A(shown, href=address, className="govuk-link", rel="noreferrer")


def figures(rows: Sequence[tuple[str, str, str]]) -> Node:
    """A few figures at the head of a screen: what is counted, the figure, a note."""
    return html.Dl(
        [
            html.Div(
                [
                    html.Dt(counted, className="hub-figures__counted"),
                    html.Dd(figure, className="hub-figures__figure"),
                    html.Dd(note, className="hub-figures__note") if note else None,
                ],
                className="hub-figures__one",
            )
            for counted, figure, note in rows
        ],
        className="hub-figures",
    )


def select(label: str, name: str, options: Options | Mapping[str, Options], chosen: str) -> Node:
    """A native list to choose from; its choice becomes part of the address.

    Shapes: an option is its value and its text; a mapping has groups of them under their names.
    """
    if isinstance(options, Mapping):
        listed = [html.Optgroup(_options(group, chosen), label=named) for named, group in options.items()]
    else:
        listed = _options(options, chosen)
    return html.Div(
        [
            html.Label(label, htmlFor=name, className="govuk-label"),
            html.Select(listed, id=name, name=name, className="govuk-select"),
        ],
        className="govuk-form-group",
    )


def _options(options: Options, chosen: str) -> list[Node]:
    return [html.Option(text, value=value, selected=value == chosen or None) for value, text in options]


def filters(address: str, *choices: Node) -> Node:
    """A form that asks for the same page with other choices, by GET."""
    button = html.Button("Show", type="submit", className="govuk-button govuk-button--secondary")
    return html.Form([*choices, button], method="get", action=address, className="hub-filters")


def paragraph(content: Node) -> Node:
    """A paragraph of the page."""
    return html.P(content, className="govuk-body")


def heading(text: str, size: str = "m") -> Node:
    """A heading of the second order."""
    return html.H2(text, className=f"govuk-heading-{size}")


def subheading(text: str) -> Node:
    """A heading of the third order."""
    return html.H3(text, className="govuk-heading-s")


def bullets(items: Sequence[Node]) -> Node:
    """A list with bullets."""
    return html.Ul([html.Li(item) for item in items], className="govuk-list govuk-list--bullet")


def lines(texts: Sequence[str]) -> Node:
    """A few lines of text in a cell."""
    return html.Ul([html.Li(text) for text in texts], className="hub-reasons")


def marked(name: Node, marks: Sequence[str]) -> Node:
    """A body's name, and under it what must be known of it. Missing: the name alone where there is nothing."""
    return html.Span([name, *(small(mark) for mark in marks)]) if marks else name


def facts(rows: Sequence[tuple[Node, Node]]) -> Node:
    """A list of names and values."""
    return html.Dl(
        [
            html.Div(
                [
                    html.Dt(name, className="govuk-summary-list__key"),
                    html.Dd(value, className="govuk-summary-list__value"),
                ],
                className="govuk-summary-list__row",
            )
            for name, value in rows
        ],
        className="govuk-summary-list",
    )


def behind(summary: str, inside: Sequence[Node], also: str = "") -> Node:
    """What is shown when it is asked for. `also` is a class of what is inside."""
    words = html.Span(summary, className="govuk-details__summary-text")
    return html.Details(
        [
            html.Summary(words, className="govuk-details__summary"),
            html.Div(inside, className=f"govuk-details__text {also}".strip()),
        ],
        className="govuk-details",
    )
