"""Two versions of a return side by side: what changed, place by place, in the words of the contract."""

from __future__ import annotations

from typing import Any

from hub.dashboards import html, pieces
from hub.dashboards.addresses import versions_of
from hub.dashboards.markup import Node
from hub.dashboards.one_organisation import VersionsRead
from hub.dashboards.pages.places import Places
from hub.dashboards.pages.return_page.words import moment_in_words
from hub.dashboards.pages.told_values import Values
from hub.dashboards.tables import Cell, table
from hub.oversight.differences import Difference, Kind
from hub.oversight.written import how_many
from hub.store.kept import KeptReturn

NOT_THERE, TAKEN_OUT = "Not there", "Taken out"


def title(read: VersionsRead) -> str:
    """What the page is called."""
    return f"Version {read.before.version} beside version {read.after.version}"


def layout(read: VersionsRead) -> Node:
    """The page: which versions, what changed, and the choice of two others."""
    return html.Div(
        [
            html.Span(f"{read.body.name}, {read.period.label}", className="govuk-caption-l"),
            html.H1(title(read), className="govuk-heading-l"),
            _choice(read),
            pieces.facts([_version(read.before), _version(read.after)]),
            *_forms_differ(read),
            pieces.paragraph(finding(read)),
            *([_table(read)] if read.differences else []),
        ]
    )


def finding(read: VersionsRead) -> str:
    """What changed, in a sentence."""
    if read.before.id == read.after.id:
        return "This is one version beside itself. Choose two versions."
    words = how_many(len(read.differences), "place has changed", "places have changed")
    return f"{words[:1].upper()}{words[1:]} from version {read.before.version} to version {read.after.version}."


def _choice(read: VersionsRead) -> Node:
    options = [(str(kept.version), f"Version {kept.version}") for kept in read.versions]
    return pieces.filters(
        versions_of(read.body.code, read.period),
        pieces.select("From", "a", options, str(read.before.version)),
        pieces.select("To", "b", options, str(read.after.version)),
    )


def _version(kept: KeptReturn) -> tuple[Node, Node]:
    came = f"Received {moment_in_words(kept.received_at)}, in {kept.contract} {kept.contract_version}. "
    read = pieces.link("Read this version", f"/returns/{kept.id}", f"{kept.version}")
    return f"Version {kept.version}", html.Span([came, read])


def _forms_differ(read: VersionsRead) -> list[Node]:
    if read.before.contract_version == read.after.contract_version:
        return []
    words = (
        f"They were sent in different versions of the contract and are both shown as {read.contract_version} has it."
    )
    return [pieces.paragraph(f"{words} What a version did not ask is shown as not collected.")]


def _table(read: VersionsRead) -> Node:
    contract, (before, after) = read.after.contract, read.documents
    old, new = (Places.of(document, contract, read.contract_version) for document in (before, after))
    values = Values.of(contract, read.contract_version)
    rows = [_row(one, old if one.kind is Kind.REMOVED else new, values) for one in read.differences]
    head = ["Place", f"Version {read.before.version}", f"Version {read.after.version}"]
    return table("What changed", head, rows)


def _row(one: Difference, places: Places, values: Values) -> list[Cell]:
    place = [places.in_words(one.pointer), pieces.small(html.Span(one.pointer, className="hub-reference"))]
    if one.kind is Kind.MOVED:
        return [Cell(place), Cell(_order(one.before)), Cell(_order(one.after))]
    before = pieces.quiet(NOT_THERE) if one.kind is Kind.ADDED else values.drawn(one.pointer, one.before)
    after = pieces.quiet(TAKEN_OUT) if one.kind is Kind.REMOVED else values.drawn(one.pointer, one.after)
    return [Cell(place), Cell(before), Cell(after)]


def _order(names: Any) -> str:
    return f"In this order: {', '.join(names)}"
