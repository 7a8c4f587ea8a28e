"""Long lists in pages, by address: which of its rows are shown, and the way to the others. Knows no list.

A list that is not much longer than a page is shown whole. All of a list at once is for who prints it or searches in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.errors import nothing_here

ON_A_PAGE = 20
SHOWN_WHOLE = 2  # pages: of a list that is no longer, nothing is gained by turning them
ALL = "all"
PAGE = re.compile("[1-9][0-9]{0,5}")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list is asked for: the number of a page, or ALL; `size` is how many rows a page has."""

    page: str = "1"
    size: int = ON_A_PAGE

    @classmethod
    def from_query(cls, query: Mapping[str, str], name: str = "page", size: int = ON_A_PAGE) -> Paging:
        """What an address asks for. Raises: NotFound for what is no page."""
        page = query.get(name, "1")
        if page != ALL and not PAGE.fullmatch(page):
            raise nothing_here()
        return cls(page, size)

    @property
    def first(self) -> int:
        """How many rows come before the page."""
        return 0 if self.page == ALL else (int(self.page) - 1) * self.size

    def whole(self, count: int) -> bool:
        """Whether so many rows are shown at once."""
        return self.page == ALL or (self.page == "1" and self.short(count))

    def short(self, count: int) -> bool:
        """Whether a list of so many rows has no pages."""
        return count <= SHOWN_WHOLE * self.size

    def of(self, rows: Sequence[T]) -> Sequence[T]:
        """The rows of the page."""
        return rows if self.whole(len(rows)) else rows[self.first : self.first + self.size]


FIRST_PAGE = Paging()
Address = Callable[[str], str]


def pages(paging: Paging, count: int, address: Address, of: str) -> list[Node]:
    """The way to the other pages of a list of so many rows. Shapes: `of` names what is listed: `organisations`.

    Missing: nothing where the list is shown whole because it is short.
    """
    if paging.whole(count):
        way = pieces.link("Show them in pages", address("1"))
        return [] if paging.short(count) else [_paragraph(f"All {count:,} {of}. ", way)]
    last, now = max(1, -(-count // paging.size)), int(paging.page)
    told = f"{of.capitalize()} {paging.first + 1:,} to {min(paging.first + paging.size, count):,} of {count:,}."
    none = f"There are no more {of} on this page. Go back to the first one."
    named: Any = {"aria-label": f"Pages of {of}"}
    return [
        _paragraph(f"{told if now <= last else none} ", pieces.link("Show all on one page", address(ALL), of)),
        html.Nav(
            [
                _beside("Previous page", address(str(min(now - 1, last))), "prev") if now > 1 else None,
                html.Ul([*_items(now, last, address)], className="govuk-pagination__list"),
                _beside("Next page", address(str(now + 1)), "next") if now < last else None,
            ],
            className="govuk-pagination hub-not-on-paper",
            **named,
        ),
    ]


def _items(now: int, last: int, address: Address) -> Iterator[Node]:
    before = 0
    for page in sorted({1, last, now - 1, now, now + 1} & {*range(1, last + 1)}):
        if page > before + 1:
            yield html.Li("⋯", className="govuk-pagination__item govuk-pagination__item--ellipsis")
        yield _item(page, page == now, address)
        before = page


def _item(page: int, is_this: bool, address: Address) -> Node:
    told: Any = {"aria-label": f"Page {page}", **({"aria-current": "page"} if is_this else {})}
    link = html.A(str(page), href=address(str(page)), className="govuk-link govuk-pagination__link", **told)
    return html.Li(link, className=f"govuk-pagination__item{' govuk-pagination__item--current' if is_this else ''}")


def _beside(words: str, address: str, which: str) -> Node:
    title = html.Span(words, className="govuk-pagination__link-title")
    link = html.A(title, href=address, className="govuk-link govuk-pagination__link", rel=which)
    return html.Div(link, className=f"govuk-pagination__{which}")


def _paragraph(words: str, way: Node) -> Node:
    return html.P([words, html.Span(way, className="hub-not-on-paper")], className="govuk-body")
