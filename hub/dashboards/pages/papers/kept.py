"""What the page of a meeting or of a tier says of its papers that were issued, and the form that issues one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hub.auth.permissions import TITLES, AnyAct, Role
from hub.config import UK
from hub.dashboards import html, pieces
from hub.dashboards.forms import Form
from hub.dashboards.markup import Node
from hub.dashboards.pages.papers.places import issued_address
from hub.issued import Issued, Kind
from hub.oversight.reporting import day_in_words

FOR_GOOD = (
    "What is issued stays for good: it can neither be changed nor taken back. You can issue a later one beside it."
)


def issue_form(kind: Kind, act: AnyAct, address: str, says: str = "") -> Form:
    """The form that keeps a paper for good, as it stands now."""
    return Form(
        act=act.value,
        address=address,
        button=f"Issue this {kind.short}",
        summary=f"Issue this {kind.short}: keep it for good, with a digest of each file",
        fields=(),
        says=f"{says} {FOR_GOOD}".strip(),
    )


def issued_here(issued: Sequence[Issued]) -> Iterator[Node]:
    """Those that were issued, the newest first; nothing where none was."""
    if issued:
        kind = issued[0].kind
        yield pieces.paragraph(html.Strong(f"Issued, each as it was sent, with its digests ({kind.name}):"))
        yield pieces.bullets([_line(one) for one in issued])


def _line(one: Issued) -> Node:
    link = pieces.link(f"Number {one.id}", issued_address(one.id), one.title)
    return html.Span([link, f", {issued_on(one)}, by {issuer(one)}"])


def issued_on(one: Issued) -> str:
    """The day on which it was issued, in the UK."""
    return day_in_words(one.at.astimezone(UK).date())


def issuer(one: Issued) -> str:
    """Who issued it, by their role: papers are read by people who need no names."""
    return f"the {TITLES[Role(one.role)]}" if one.role in [*Role] else one.role
