"""Makes every projected row again from the documents: what `hub rebuild` does.

How a document is read is passed in, since contracts change and documents do not. Touches no document; the ledger tells
each department that it was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, delete, func, insert, or_, select

from hub.contract.figures import Figures
from hub.contract.period import Period
from hub.store import ledger
from hub.store.database import Database
from hub.store.ledger import By, Entry
from hub.store.projection import SubjectSums, figures_row, narrative_row, sheet_row
from hub.store.shelving import Shelf, clear, put_learning
from hub.store.tables import DEPARTMENTS, EARLIER_SHEETS, FIGURES, LEARNING, NARRATIVES, RETURNS, SHEETS, SUBJECT_SUMS

Read = Callable[[bytes, str, str], Figures]  # document, contract, contract version
Progress = Callable[[int, int], None]  # returns done, of all
Told = list[tuple[Any, Figures]]  # rows of returns, with what their documents tell
REBUILT = "projection.rebuilt"
ROWS_AT_ONCE = 200  # documents in memory
PROJECTED = (FIGURES, SUBJECT_SUMS, SHEETS, EARLIER_SHEETS, NARRATIVES, LEARNING)
PLACE = ("department", "period_name", "organisation")
_NEXT = select(RETURNS).where(RETURNS.c.id > bindparam("last")).order_by(RETURNS.c.id).limit(ROWS_AT_ONCE)


def rebuild(database: Database, read: Read, by: By, progress: Progress | None = None) -> int:
    """How many returns, of every version, the projected rows were made again from, in one transaction.

    Until it is done, everybody reads the old rows; if it fails, the old rows stay.
    Raises: Unavailable; and what `read` raises.
    """

    def make_again(connection: Connection) -> int:
        done = _rebuild(connection, read, progress)
        for code in connection.execute(select(DEPARTMENTS.c.code).order_by(DEPARTMENTS.c.code)).scalars().all():
            ledger.append(connection, Entry(by, REBUILT, code, {"returns": done}, department=code))
        return done

    return database.write(make_again)


def is_behind(database: Database) -> bool:
    """Whether there are figures without the sheet or the narrative of the same return, as of an older hub."""
    lacks = or_(*(~select(table.c.return_id).where(_of_the_same(table)).exists() for table in (SHEETS, NARRATIVES)))
    with database.read() as connection:
        return connection.execute(select(FIGURES.c.return_id).where(lacks).limit(1)).first() is not None


def _of_the_same(table: Table) -> ColumnElement[bool]:
    return and_(*(table.c[name] == FIGURES.c[name] for name in (*PLACE, "return_id")))


def _rebuild(connection: Connection, read: Read, progress: Progress | None) -> int:
    clear(connection)
    for table in PROJECTED:
        connection.execute(delete(table))
    total = connection.execute(select(func.count()).select_from(RETURNS)).scalar_one()
    sums: dict[tuple[str, str], SubjectSums] = {}
    done = 0
    for rows in _returns(connection):
        told = [(row, read(bytes(row.raw), row.contract, row.contract_version)) for row in rows]
        for table, several in _projected(told, sums):
            connection.execute(insert(table), several)
        _put_learning(connection, told)
        done += len(rows)
        if progress is not None:
            progress(done, total)
    for (department, period_name), one_period in sums.items():
        if summed := one_period.rows(department, period_name):
            connection.execute(insert(SUBJECT_SUMS), summed)
    return done


def _put_learning(connection: Connection, told: Told) -> None:
    for row, figures in told:
        if row.current:
            shelf = Shelf(row.department, row.organisation, Period.named(row.period_name), row.id)
            put_learning(connection, shelf, figures.learning)


def _projected(told: Told, sums: dict[tuple[str, str], SubjectSums]) -> Iterator[tuple[Table, Any]]:
    """The rows of each table that some returns project to; the subjects of the current ones are added to the sums."""
    made: dict[Table, list[dict[str, Any]]] = {FIGURES: [], SHEETS: [], NARRATIVES: [], EARLIER_SHEETS: []}
    for row, figures in told:
        period = Period.named(row.period_name)
        whose = {"department": row.department, "organisation": row.organisation}
        sheet = {**whose, "version": row.version, **sheet_row(figures, period)}
        if not row.current:
            made[EARLIER_SHEETS].append(sheet)
            continue
        made[FIGURES].append(_row(row, figures))
        made[SHEETS].append({**sheet, "return_id": row.id, "first_accepted_at": row.first_accepted_at})
        made[NARRATIVES].append({**whose, "return_id": row.id, **narrative_row(figures, period)})
        sums.setdefault((row.department, row.period_name), SubjectSums()).add(figures.subjects)
    return ((table, several) for table, several in made.items() if several)


def _returns(connection: Connection) -> Iterator[list[Any]]:
    last = ""
    while rows := list(connection.execute(_NEXT, {"last": last})):
        yield rows
        last = rows[-1].id


def _row(row: Any, figures: Figures) -> dict[str, Any]:
    return {
        "department": row.department,
        "organisation": row.organisation,
        "return_id": row.id,
        "version": row.version,
        "received_at": row.received_at,
        "first_accepted_at": row.first_accepted_at,
        **figures_row(figures, Period.named(row.period_name)),
    }
