"""Writes the projection of one return as it is kept or withdrawn: figures, sheet, words, part of the sums.

Runs inside the write of `hub.store.keeping` or `hub.store.steps`. What the rows say is `hub.store.projection`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from hub.contract.figures import Figures
from hub.store.kept import KeptReturn
from hub.store.moments import moment_text
from hub.store.projection import SUMS, SubjectSums, figures_of_facts, figures_row, narrative_row, sheet_row
from hub.store.shelving import Shelf, put_learning, take_learning_away
from hub.store.statements import Prepared
from hub.store.tables import EARLIER_SHEETS, FIGURES, NARRATIVES, SHEETS, SUBJECT_SUMS

PLACE = ("department", "period_name", "organisation")  # of a row of figures; the rest is replaced by a new version
REPLACED = tuple(column.name for column in FIGURES.c if column.name not in PLACE)


def _at_its_place(table: Table) -> ColumnElement[bool]:
    return and_(
        table.c.department == bindparam("of_department"),
        table.c.period_name == bindparam("of_period"),
        table.c.organisation == bindparam("of_organisation"),
    )


_FIGURES_OF = _at_its_place(FIGURES)
_FACTS_OF = Prepared(select(FIGURES.c.facts).where(_FIGURES_OF))
_ADD_FIGURES = Prepared(insert(FIGURES))
_REPLACE_FIGURES = Prepared(update(FIGURES).where(_FIGURES_OF).values({name: bindparam(name) for name in REPLACED}))
_DROP_FIGURES = Prepared(delete(FIGURES).where(_FIGURES_OF))
_ADD_SHEET, _ADD_NARRATIVE = Prepared(insert(SHEETS)), Prepared(insert(NARRATIVES))
_DROP_SHEET = Prepared(delete(SHEETS).where(_at_its_place(SHEETS)))
_DROP_NARRATIVE = Prepared(delete(NARRATIVES).where(_at_its_place(NARRATIVES)))
_LEAVE_BEHIND = Prepared(
    insert(EARLIER_SHEETS).from_select(
        [column.name for column in EARLIER_SHEETS.c],
        select(*(SHEETS.c[column.name] for column in EARLIER_SHEETS.c)).where(_at_its_place(SHEETS)),
    )
)
_DROP_EMPTY_SUMS = Prepared(
    delete(SUBJECT_SUMS).where(
        SUBJECT_SUMS.c.department == bindparam("department"),
        SUBJECT_SUMS.c.period_name == bindparam("period"),
        SUBJECT_SUMS.c.bodies == 0,
    )
)


def _adding_sums(dialect: Any) -> Any:
    adding = dialect.insert(SUBJECT_SUMS)
    more = {name: SUBJECT_SUMS.c[name] + adding.excluded[name] for name in SUMS}
    return adding.on_conflict_do_update(index_elements=list(SUBJECT_SUMS.primary_key), set_=more)


_ADD_SUMS = Prepared(sqlite=_adding_sums(sqlite), postgresql=_adding_sums(postgresql))


def put_figures(connection: Connection, kept: KeptReturn, figures: Figures, replaces: bool) -> None:
    """Put its figures in their place and add its subjects; those of the current version that it replaces go."""
    row = {
        "return_id": kept.id,
        "version": kept.version,
        "received_at": moment_text(kept.received_at),
        "first_accepted_at": moment_text(kept.first_accepted_at),
        **figures_row(figures, kept.period),
    }
    change = SubjectSums()
    change.add(figures.subjects)
    if replaces:
        _leave_sheet_behind(connection, kept)
        change.add(_figures_in_place(connection, kept).subjects, times=-1)
        _REPLACE_FIGURES.run(connection, {**_place(kept), **row})
    else:
        _ADD_FIGURES.run(connection, {**_whose(kept), **row})
    _ADD_SHEET.run(connection, {**row, **_whose(kept), **sheet_row(figures, kept.period)})
    _ADD_NARRATIVE.run(connection, {**_whose(kept), "return_id": kept.id, **narrative_row(figures, kept.period)})
    put_learning(connection, Shelf(kept.department, kept.organisation, kept.period, kept.id), figures.learning)
    _change_sums(connection, kept, change, shrinks=replaces)


def take_figures_away(connection: Connection, kept: KeptReturn) -> None:
    """Leave nothing of a current return in the projection."""
    change = SubjectSums()
    change.add(_figures_in_place(connection, kept).subjects, times=-1)
    _leave_sheet_behind(connection, kept)
    _DROP_FIGURES.run(connection, _place(kept))
    _change_sums(connection, kept, change, shrinks=True)


def _leave_sheet_behind(connection: Connection, kept: KeptReturn) -> None:
    """Move what the current version told to where earlier versions are."""
    place = _place(kept)
    _LEAVE_BEHIND.run(connection, place)
    _DROP_SHEET.run(connection, place)
    _DROP_NARRATIVE.run(connection, place)
    take_learning_away(connection, kept.organisation, kept.period.name)


def _change_sums(connection: Connection, kept: KeptReturn, change: SubjectSums, shrinks: bool) -> None:
    if rows := change.rows(kept.department, kept.period.name):
        _ADD_SUMS.run_each(connection, rows)
    if shrinks:
        _DROP_EMPTY_SUMS.run(connection, {"department": kept.department, "period": kept.period.name})


def _figures_in_place(connection: Connection, kept: KeptReturn) -> Figures:
    return figures_of_facts(_FACTS_OF.one(connection, _place(kept))["facts"])


def _whose(kept: KeptReturn) -> dict[str, str]:
    return {"department": kept.department, "organisation": kept.organisation}


def _place(kept: KeptReturn) -> dict[str, str]:
    return {"of_department": kept.department, "of_period": kept.period.name, "of_organisation": kept.organisation}
