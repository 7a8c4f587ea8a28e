"""The learning library: what organisations learnt from complaints, searched; each piece with what became of it.

What is searched for stands in the address; `hub.dashboards.library_asked` reads it, and what is found is read for the
viewer by `hub.learnt`.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from hub.auth.permissions import Area, Viewer
from hub.contract.codelists import codelist
from hub.dashboards import html, pieces
from hub.dashboards.data_tables import DataTable
from hub.dashboards.forms import CHOICE, LINE, Field, Form, Option, searched
from hub.dashboards.library_asked import EFFECT, EFFECTS, ON_A_PAGE, ORGANISATION, SUBJECT, WORDS, LibraryAsked
from hub.dashboards.library_read import LibraryRead
from hub.dashboards.markup import Node
from hub.dashboards.pages.learning_found import entry, found_table
from hub.dashboards.reading import Reading
from hub.dashboards.shown import Query, Screen, Shown
from hub.oversight.written import how_many

ADDRESS = "/learning"
TITLE = "Learning library"
SEARCH = "search"  # names the form on the page
HINT = (
    "Every word is looked for, also with another ending. Put a phrase in “quotation marks”, a minus before a word that "
    "must not be there, and an asterisk* after the beginning of a word."
)
OF_EVERYBODY = "What organisations learnt from complaints, newest first: each piece as it was told last."
TO_OTHERS = f"{OF_EVERYBODY} An organisation decides for each piece whether others may be told of it."


def shown(reading: Reading, viewer: Viewer, query: Query) -> Shown:
    """The page and its table for what an address asks for."""
    asked = LibraryAsked.from_query(query)
    read = reading.library(viewer, asked.wanted)
    table = found_table(read, asked.fault)
    title = f"Error: {TITLE}" if asked.fault else TITLE
    return Shown(title, lambda _draw: layout(asked, read, table), file="learning", tables=(table,))


def address_of(organisation: str) -> str:
    """Where the learning of one organisation is."""
    return _address(urlencode({ORGANISATION: organisation}))


def layout(asked: LibraryAsked, read: LibraryRead, table: DataTable) -> Node:
    """The page. Needs a request's context, for its form."""
    return html.Div(
        [
            html.Span(read.department_name, className="govuk-caption-l"),
            html.H1(TITLE, className="govuk-heading-l"),
            pieces.paragraph(TO_OTHERS),
            searched(_form(asked, read)),
            *(() if asked.fault else _found(asked, read, table)),
        ]
    )


def _form(asked: LibraryAsked, read: LibraryRead) -> Form:
    subjects = codelist("subjects")
    bodies = sorted(((name, code) for code, name in read.names.items()), key=lambda one: one[0].casefold())
    labels = [(subjects[code].label if code in subjects else code, code) for code in read.shelved.subjects]
    fields = (
        Field(WORDS, "Words to search for", LINE, hint=HINT, value=asked.entered[WORDS], fault=asked.fault),
        _choice(asked, ORGANISATION, "Organisation", "All organisations", [(code, name) for name, code in bodies]),
        _choice(asked, SUBJECT, "Subject", "All subjects", [(code, label) for label, code in sorted(labels)]),
        _choice(asked, EFFECT, "Evidence of effect", "Any, or none", [(e, v.label) for e, v in EFFECTS.items()]),
    )
    return Form(SEARCH, ADDRESS, "Search", fields)


def _choice(asked: LibraryAsked, name: str, label: str, every: str, choices: Sequence[tuple[str, str]]) -> Field:
    options = (Option("", "", every), *(Option("", value, words) for value, words in choices))
    return Field(name, label, CHOICE, options=options, value=asked.entered[name])


def _found(asked: LibraryAsked, read: LibraryRead, table: DataTable) -> list[Node]:
    found = read.found
    if not found.learning:
        return [html.H2(_how_many(read), className="govuk-heading-m hub-part"), pieces.paragraph(_nothing(asked, read))]
    return [
        html.H2(_how_many(read), className="govuk-heading-m hub-part"),
        pieces.paragraph(_which(asked, read)) if found.pieces > len(found.learning) else None,
        *(entry(one, read, asked.wanted.words) for one in found.learning),
        _further(asked, found.pieces),
        _files(asked, table),
    ]


def _how_many(read: LibraryRead) -> str:
    told = how_many(read.found.pieces, "piece of learning", "pieces of learning")
    return f"{told[:1].upper()}{told[1:]}, {how_many(read.found.bodies, 'organisation', 'organisations')}"


def _nothing(asked: LibraryAsked, read: LibraryRead) -> str:
    if read.found.pieces:
        return "There is no such page of what was found. Search again to see the first."
    if asked.narrows:
        return "Nothing matches. Search for fewer or other words, or choose all organisations and all subjects."
    return "Nothing is here yet. Learning comes with returns, once an organisation says that others may be told of it."


def _which(asked: LibraryAsked, read: LibraryRead) -> str:
    first = asked.wanted.first
    return f"{first + 1:,} to {first + len(read.found.learning):,} of {read.found.pieces:,}."


def _further(asked: LibraryAsked, pieces_in_all: int) -> Node:
    """Where to go on. Missing: None when this is all there is."""
    links = []
    if asked.page > 1:
        links.append(pieces.link("Newer", _address(asked.query(asked.page - 1)), "learning"))
    if asked.page * ON_A_PAGE < pieces_in_all:
        links.append(pieces.link("Older", _address(asked.query(asked.page + 1)), "learning"))
    return html.P(links, className="govuk-body hub-further hub-not-on-paper") if links else None


def _files(asked: LibraryAsked, table: DataTable) -> Node:
    query = asked.query(asked.page)
    links = [
        pieces.link(f"Download as {form.upper()}", f"{ADDRESS}.{form}?{query}".rstrip("?"), f"of {table.caption}")
        for form in ("csv", "ods")
    ]
    here = pieces.link("Link to this search", _address(query))
    return html.P([*links, here], className="govuk-body hub-further hub-not-on-paper")


def _address(query: str) -> str:
    return f"{ADDRESS}?{query}".rstrip("?")


SCREEN = Screen(ADDRESS, Area.LEARNING, shown, files=True)
