"""The audit ledger: who did and who read what, newest first, as far as its reader sees; and its end, for keeping.

What is searched for stands in the address; `hub.dashboards.searching` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hub.dashboards import html, pieces, tables
from hub.dashboards.forms import CHOICE, DAY, LINE, Field, Form, Option
from hub.dashboards.markup import Node
from hub.dashboards.pages.ledger_words import KINDS, in_words, period_in_words, who_in_words
from hub.dashboards.pages.return_page.words import moment_in_words
from hub.dashboards.reading import LedgerRead
from hub.dashboards.searching import Search
from hub.store.entries import Told
from hub.store.ledger import Head
from hub.store.readings import FIGURES

ADDRESS = "/ledger"
TITLE = "Audit ledger"
HEAD = ("Entry", "When", "Who", "What", "About", "Why")
QUESTION = "question."
SEARCH = "search"  # names the form on the page


def search_form(search: Search, organisations: Mapping[str, str]) -> Form:
    """The form above the entries, with what was entered in it."""
    kinds = [Option(group, what, words) for group, kind in KINDS.items() for what, words in kind.items()]
    bodies = [Option("", code, name) for code, name in organisations.items()]
    fields = (
        Field("who", "Done by (sign-in name or client id)", LINE),
        Field("what", "What", CHOICE, options=(Option("", "", "Anything"), *kinds)),
        Field("organisation", "Organisation", CHOICE, options=(Option("", "", "All organisations"), *bodies)),
        Field("object", "About (sign-in name, code or id)", LINE),
        Field("from", "From day", DAY),
        Field("to", "To day", DAY),
    )
    told = [_entered(field, search) for field in fields]
    return Form(SEARCH, ADDRESS, "Show", tuple(told))


def _entered(field: Field, search: Search) -> Field:
    return Field(
        field.name, field.label, field.kind, options=field.options, value=search.entered[field.name],
        fault=search.faults.get(field.name, ""),
    )  # fmt: skip


def layout(search: Search, read: LedgerRead, form: Node) -> Node:
    """The page. `form` is the search, drawn."""
    return html.Div(
        [
            html.Span(read.department_name, className="govuk-caption-l"),
            html.H1(TITLE, className="govuk-heading-l"),
            pieces.paragraph(
                "Everything that was done, and every reading of figures that are not the reader’s own, is an entry "
                "here. Entries are only ever added, each chained to the one before."
            ),
            form,
            *(() if search.faults else _found(search, read)),
            *_kept_outside(read.head),
        ]
    )


def _found(search: Search, read: LedgerRead) -> list[Node]:
    told = read.found.entries
    if not told:
        return [pieces.paragraph(f"No entry matches{_in_what_was_looked_at(read)}."), _further(search, read)]
    names = {**read.organisations, read.department: read.department_name}
    rows = [_row(entry, names) for entry in told]
    many = "1 entry" if len(told) == 1 else f"{len(told):,} entries"
    caption = f"{many}, newest first, between numbers {told[0].seq:,} and {told[-1].seq:,} of the ledger"
    download = pieces.link("Download all that match (CSV)", f"{ADDRESS}.csv?{search.query()}".rstrip("?"))
    return [
        tables.table(caption, HEAD, rows),
        _further(search, read),
        html.P(download, className="govuk-body hub-not-on-paper"),
    ]


def _in_what_was_looked_at(read: LedgerRead) -> str:
    to = read.found.looked_to
    return f", as far back as entry {to:,}" if to else ""


def _further(search: Search, read: LedgerRead) -> Node:
    """Where to go on. Missing: None when this is all there is."""
    links: list[Node] = []
    if read.found.looked_to and read.found.entries:
        links.append(html.Span(f"Looked as far back as entry {read.found.looked_to:,}."))
    if read.found.before is not None:
        words = "Look further back" if read.found.looked_to else "Older entries"
        links.append(pieces.link(words, f"{ADDRESS}?{search.query(read.found.before)}"))
    if search.before is not None:
        links.append(pieces.link("Newest entries", f"{ADDRESS}?{search.query()}".rstrip("?")))
    return html.P(links, className="govuk-body hub-further hub-not-on-paper") if links else None


def _row(told: Told, names: Mapping[str, str]) -> Sequence[tables.Cell]:
    who = html.Span([told.who, pieces.small(who_in_words(told))], className="hub-anywhere")
    return [
        tables.Cell(f"{told.seq:,}"),
        tables.Cell(moment_in_words(told.at)),
        tables.Cell(who),
        tables.Cell(html.Span(in_words(told), className="hub-anywhere")),
        tables.Cell(html.Span(_about(told, names), className="hub-anywhere")),
        tables.Cell(html.Span(told.why, className="hub-said"), only_in_rows=not told.why),
    ]


def _about(told: Told, names: Mapping[str, str]) -> list[Node]:
    """What an entry is about: a version of a return with its link, or the name of something."""
    name = names.get(told.organisation or "", told.organisation or "")
    if told.what == FIGURES:
        return [period_in_words(told.object)]
    if told.version is None:
        named = names.get(told.object, told.object)
        return [named, pieces.small(name)] if name and name != named else [named]
    return_id = told.object.rpartition("-")[0] if told.what.startswith(QUESTION) else told.object
    which = f"{period_in_words(str(told.detail.get('period', 'Return')))}, version {told.version}"
    return [pieces.link(which, f"/returns/{return_id}"), pieces.small(name)]


def _kept_outside(head: Head) -> list[Node]:
    if not head.seq:
        return []
    return [
        html.H2("Keep the end of the ledger outside", className="govuk-heading-m hub-part", id="head"),
        pieces.paragraph(
            "Nobody can see from a ledger alone that its end was cut off, or that all of it was written anew. Keep "
            "this line where the people who run the hub cannot change it, such as on paper or in the minutes of a "
            "meeting. Whoever has it can later have the ledger checked against it, and so can every organisation "
            "with a receipt, which holds such a line too."
        ),
        html.Div(html.Span(str(head), className="hub-reference"), className="govuk-inset-text"),
    ]
