"""The returns of one organisation, period by period: whether they came, where they stand, and their versions."""

from __future__ import annotations

from hub.contract.life_cycle import query_keys
from hub.dashboards import pieces
from hub.dashboards.addresses import organisation_address, versions_address
from hub.dashboards.looks import LOOKS
from hub.dashboards.markup import Node
from hub.dashboards.one_organisation import OrganisationRead, PeriodOfOne
from hub.dashboards.pages import states
from hub.dashboards.paging import Paging, pages
from hub.dashboards.tables import Cell, table
from hub.oversight.reporting import CAME

NONE = "No period has been asked for yet, and nothing has been received."
HEAD = ("Period", "Return", "Where it stands", "Queries", "Versions")
NOTHING = Cell("", only_in_rows=True)


def told(read: OrganisationRead) -> str:
    """`8 of 9 periods`. Missing: empty where no period is asked for."""
    came = sum(one.state in CAME for one in read.periods)
    return f"{came:,} of {len(read.periods):,} periods" if read.periods else ""


def section(read: OrganisationRead, paging: Paging) -> list[Node]:
    """The table, newest period first, in pages."""
    if not read.periods:
        return [pieces.paragraph(NONE)]
    here = organisation_address(read.body.code)
    rows = [_row(read.body.code, one) for one in paging.of(read.periods)]
    way = pages(paging, len(read.periods), lambda page: f"{here}?page={page}#returns", "periods")
    return [table(f"Returns of {read.body.name}, newest period first", HEAD, rows), *way]


def _row(code: str, one: PeriodOfOne) -> list[Cell]:
    came = [pieces.status(one.state.label, LOOKS[one.state].tone), pieces.small(one.why)]
    if one.latest is None:
        return [Cell(one.period.label), Cell(came), NOTHING, NOTHING, NOTHING]
    return [
        Cell(pieces.link(one.period.label, f"/returns/{one.latest.id}")),
        Cell(came),
        Cell(_stands(one)),
        Cell(_queries(one)),
        Cell(_versions(code, one)),
    ]


def _stands(one: PeriodOfOne) -> Node:
    if one.standing is None:
        return ""
    return pieces.status(states.label(one.standing.state), states.tone(one.standing.state))


def _queries(one: PeriodOfOne) -> Node:
    asked = len(query_keys(one.latest.findings)) if one.latest else 0
    waiting = len(one.standing.open_queries) if one.standing else 0
    if not asked:
        return pieces.quiet("None")
    return f"{waiting:,} of {asked:,} {'waits' if waiting == 1 else 'wait'} for an explanation"


def _versions(code: str, one: PeriodOfOne) -> list[Node]:
    if len(one.versions) < 2:
        return ["1"]
    before, after = one.versions[-2:]
    address = versions_address(code, one.period, before.version, after.version)
    link = pieces.link("See what changed", address, f"in the return for {one.period.label}")
    return [f"{len(one.versions):,} ", pieces.small(link)]
