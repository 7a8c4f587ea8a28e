"""The compliance table as values: with the period, the return and its version in every row."""

from __future__ import annotations

from collections.abc import Mapping

from hub.config import UK
from hub.contract.life_cycle import Standing, State
from hub.contract.minimum_data import ITEMS
from hub.dashboards.data_tables import NOT_SHOWN, DataTable, Field, Rows
from hub.dashboards.pages import states, taken_back
from hub.dashboards.pages.taken_back import NO_WITHDRAWALS, Withdrawals
from hub.oversight.compliance import ITEM_NAMES
from hub.oversight.picture import Picture, Row
from hub.store.steps import Withdrawn

FIELDS = (
    Field("organisation_code", "Organisation code"),
    Field("organisation", "Organisation"),
    Field("period", "Period"),
    Field("due_on", "Due on"),
    Field("return_state", "Return"),
    Field("why", "Why"),
    Field("return_id", "Return id"),
    Field("version", "Version"),
    Field("marks", "To know"),
    Field("stands", "Stands"),
    Field("open_queries", "Open queries"),
    Field("withdrawn_on", "Withdrawn on"),
    Field("withdrawn_why", "Withdrawn because"),
    Field("withdrawn_return_id", "Withdrawn return"),
    Field("to_talk_about", "To talk about"),
    Field("items_reported", "Items reported"),
    Field("items_asked", "Items asked for"),
    *[
        field
        for item in ITEMS
        for field in (
            Field(f"{item} {ITEM_NAMES[item]}", f"{item} {ITEM_NAMES[item]}"),
            Field(f"{item} why", f"{item}, why"),
        )
    ],
)


def compliance_table(
    picture: Picture,
    rows: tuple[Row, ...],
    standings: Mapping[str, Standing] = states.NO_STANDINGS,
    withdrawn: Withdrawals = NO_WITHDRAWALS,
) -> DataTable:
    """The table of these rows of a picture.

    Shapes: `standings` are those of the period's returns, by return id; `withdrawn` by organisation and period.
    """

    def cells(at: int) -> tuple[str, ...]:
        row = rows[at]
        standing, gone = standings.get(row.return_id or ""), taken_back.of(row, picture.period, withdrawn)
        return (*_return(picture, row), *_stands(standing, gone), *_minimum_data(row))

    return DataTable("returns", f"Returns and minimum data, {picture.period.label}", FIELDS, Rows(len(rows), cells))


def _return(picture: Picture, row: Row) -> list[str]:
    return [
        row.organisation.code,
        row.organisation.name,
        picture.period.name,
        picture.due_on.isoformat() if picture.due_on else "",
        row.state.label,
        row.why,
        row.return_id or "",
        str(row.version or ""),
        " ".join(row.marks),
    ]


def _stands(standing: Standing | None, gone: Withdrawn | None) -> list[str]:
    if gone:
        day = gone.step.at.astimezone(UK).date()
        return [states.label(State.WITHDRAWN), "", day.isoformat(), gone.step.why, gone.kept.id]
    return [
        states.label(standing.state) if standing else "",
        str(len(standing.open_queries)) if standing else "",
        *[""] * 3,
    ]


def _minimum_data(row: Row) -> list[str]:
    nothing = NOT_SHOWN if row.return_id else ""
    cells = [
        " ".join(row.to_talk_about),
        str(row.completeness.numerator) if row.completeness else nothing,
        str(row.completeness.denominator) if row.completeness else nothing,
    ]
    items = {state.item: state for state in row.items}
    for item in ITEMS:
        state = items.get(item)
        cells += [state.label, state.why] if state else [nothing or "No return", ""]
    return cells
