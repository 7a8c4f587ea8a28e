"""One return, readable: what the body reported, item by item, with its version, its proof and its other versions.

Each part of the page is a module; here they are put in order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hub.contract.model import Return
from hub.dashboards import html, pieces
from hub.dashboards.life import Life
from hub.dashboards.markup import Node
from hub.dashboards.pages.return_page import (
    actions,
    beside,
    contents,
    feedback,
    handling,
    insight,
    learning,
    queries,
    questions,
    received,
    stands,
    subjects,
    version,
    went_wrong,
)
from hub.store.kept import KeptReturn


def layout(kept: KeptReturn, return_: Return, name: str, versions: Sequence[KeptReturn]) -> Node:
    """The page of one version of a return of the body called `name`, with what was sent and nothing that came after."""
    return html.Div([*_head(kept, name, versions), *_sent(kept, return_), *version.others(kept, versions)])


def with_life(
    kept: KeptReturn,
    return_: Return,
    name: str,
    versions: Sequence[KeptReturn],
    life: Life,
    forms: Mapping[str, Node],
    entry: str = "",
    marks: Sequence[str] = (),
    services: Sequence[Node] = (),
) -> Node:
    """The page with where the return stands, what is asked about it, and the forms that its reader is offered.

    Shapes: `forms` are drawn, by their ids; `services` are those that the body shares, drawn too.
    Missing: `entry` is empty where the receipt names no entry of the audit ledger.
    """
    return html.Div(
        [
            *_head(kept, name, versions, marks),
            *stands.now(life.standing),
            contents.links(kept, life, forms),
            *queries.section(kept, life, versions, forms),
            *questions.section(kept, life, forms),
            html.H2("What was sent", className="govuk-heading-m hub-part", id="sent"),
            *_sent(kept, return_, entry),
            *stands.next_steps(forms),
            *stands.happened(kept, life.standing, versions),
            *version.others(kept, versions),
            *services,
        ]
    )


def _head(kept: KeptReturn, name: str, versions: Sequence[KeptReturn], marks: Sequence[str] = ()) -> list[Node]:
    return [
        html.Span(name, className="govuk-caption-l"),
        html.H1(f"Return for {kept.period.label}", className="govuk-heading-l"),
        html.Div(pieces.lines(marks), className="govuk-inset-text", id="marks") if marks else None,
        version.standing(kept, versions),
    ]


def _sent(kept: KeptReturn, return_: Return, entry: str = "") -> list[Node]:
    return [
        version.proof(kept, return_, entry),
        *received.section(return_),
        *subjects.section(return_),
        *went_wrong.section(return_),
        *actions.section(return_),
        *learning.section(return_),
        *feedback.section(return_),
        *handling.section(return_),
        *insight.section(return_),
        *beside.ombudsman(return_),
        *beside.counting_rules(return_),
    ]
