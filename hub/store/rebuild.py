"""Makes every projected row again from the documents: what `hub rebuild` does.

How a document is read is passed in, since contracts change and documents do not. Touches no document, no ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from hub.contract.figures import Figures
from hub.contract.period import Period
from hub.store.database import Database
from hub.store.projection import SubjectSums, figures_row
from hub.store.tables import FIGURES, RETURNS, SUBJECT_SUMS

Read = Callable[[bytes, str, str], Figures]  # document, contract, contract version
Progress = Callable[[int, int], None]  # returns done, of all
ROWS_AT_ONCE = 200  # documents in memory
_NEXT = (
    select(RETURNS)
    .where(RETURNS.c.current, RETURNS.c.id > bindparam("last"))
    .order_by(RETURNS.c.id)
    .limit(ROWS_AT_ONCE)
)


def rebuild(database: Database, read: Read, progress: Progress | None = None) -> int:
    """How many current returns the figures and the subject sums were made again from, in one transaction.

    Until it is done, everybody reads the old rows; if it fails, the old rows stay.
    Raises: Unavailable; and what `read` raises.
    """
    return database.write(lambda connection: _rebuild(connection, read, progress))


def _rebuild(connection: Connection, read: Read, progress: Progress | None) -> int:
    connection.execute(delete(FIGURES))
    connection.execute(delete(SUBJECT_SUMS))
    total = connection.execute(select(func.count()).where(RETURNS.c.current)).scalar_one()
    sums: dict[tuple[str, str], SubjectSums] = {}
    done = 0
    for rows in _current_returns(connection):
        figures = [read(bytes(row.raw), row.contract, row.contract_version) for row in rows]
        connection.execute(insert(FIGURES), [_row(row, one) for row, one in zip(rows, figures, strict=True)])
        for row, one in zip(rows, figures, strict=True):
            sums.setdefault((row.department, row.period_name), SubjectSums()).add(one.subjects)
        done += len(rows)
        if progress is not None:
            progress(done, total)
    for (department, period_name), one_period in sums.items():
        if summed := one_period.rows(department, period_name):
            connection.execute(insert(SUBJECT_SUMS), summed)
    return done


def _current_returns(connection: Connection) -> Iterator[list[Any]]:
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
