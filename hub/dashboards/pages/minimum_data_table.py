"""The table of a period: a row for each body, with its return, what to talk about, and the eight items with reasons.

The order is that of the bodies' names. There is no score and no ranking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hub.contract.life_cycle import Standing
from hub.contract.minimum_data import ITEMS
from hub.contract.period import Period
from hub.dashboards import html, pieces
from hub.dashboards.addresses import organisation_address
from hub.dashboards.data_tables import NOT_SHOWN
from hub.dashboards.looks import ITEM_TONES, LOOKS
from hub.dashboards.markup import Node
from hub.dashboards.pages import states, taken_back
from hub.dashboards.pages.taken_back import NO_WITHDRAWALS, Withdrawals
from hub.dashboards.tables import Cell, Column, dense_table
from hub.oversight.compliance import ITEM_NAMES, ItemState
from hub.oversight.picture import Row
from hub.store.steps import Withdrawn

NO_RETURN = Cell(pieces.quiet("No return"), only_in_rows=True)
HIDDEN = Cell(pieces.quiet(NOT_SHOWN))
HEAD: tuple[str | Column, ...] = (
    "Organisation",
    "Return",
    "To talk about",
    "Reported in full",
    *(Column(ITEM_NAMES[item], item) for item in ITEMS),
)


def minimum_data_table(
    period: Period,
    rows: Sequence[Row],
    *,
    opens_returns: bool,
    standings: Mapping[str, Standing],
    withdrawn: Withdrawals = NO_WITHDRAWALS,
) -> Node:
    """The table; `opens_returns` is whether its reader may open a return.

    Shapes: `standings` by return id; a return without one is shown without its state. `withdrawn` by organisation and
    period.
    """
    cells = [_cells(row, _return(row, period, opens_returns, standings, withdrawn), opens_returns) for row in rows]
    return dense_table(f"Returns and minimum data, {period.label}", HEAD, cells)


def _cells(row: Row, return_: list[Node], opens: bool) -> list[Cell]:
    name = pieces.link(row.organisation.name, organisation_address(row.organisation.code))
    items, nothing = {state.item: state for state in row.items}, HIDDEN if row.return_id else NO_RETURN
    return [
        Cell(pieces.marked(name if opens else row.organisation.name, row.marks)),
        Cell(return_, whole_line=True),
        Cell(_talk(row), whole_line=True),
        Cell(str(row.completeness), whole_line=True) if row.completeness else nothing,
        *[_item(items[item]) if item in items else nothing for item in ITEMS],
    ]


def _return(
    row: Row, period: Period, opens_returns: bool, standings: Mapping[str, Standing], withdrawn: Withdrawals
) -> list[Node]:
    standing, gone = standings.get(row.return_id or ""), taken_back.of(row, period, withdrawn)
    return [
        pieces.status(row.state.label, LOOKS[row.state].tone),
        pieces.small(row.why),
        *(_stands(standing) if standing else ()),
        *(_withdrawn(gone) if gone else ()),
        _link(row, gone) if opens_returns else None,
    ]


def _stands(standing: Standing) -> list[Node]:
    return [
        html.Div(pieces.status(states.label(standing.state), states.tone(standing.state)), className="hub-stands-at"),
        pieces.small(f"{waiting}.") if (waiting := states.open_queries(standing)) else None,
    ]


def _withdrawn(gone: Withdrawn) -> list[Node]:
    return [html.Div(taken_back.state(), className="hub-stands-at"), taken_back.told(gone.step)]


def _link(row: Row, gone: Withdrawn | None) -> Node:
    if row.return_id is None:
        return taken_back.link(gone.kept.id, f"of {row.organisation.name}") if gone else None
    corrected = row.version is not None and row.version > 1
    version = f"Read version {row.version}, corrected" if corrected else "Read the return"
    return html.Div(pieces.link(version, f"/returns/{row.return_id}", f"of {row.organisation.name}"))


def _talk(row: Row) -> Node:
    if row.to_talk_about:
        return pieces.lines(row.to_talk_about)
    return pieces.quiet("Nothing from this return" if row.return_id else "Nothing yet")


def _item(state: ItemState) -> Cell:
    return Cell([pieces.status(state.label, ITEM_TONES[state.reported]), pieces.small(state.why)])
