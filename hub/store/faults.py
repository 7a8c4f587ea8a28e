"""When the store itself fails: which failures of the driver mean that it cannot be reached, and what is then said.

Only translation, for reads and writes alike. A fault in a statement is none of these; it is ours and shows itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from hub.errors import Unavailable

CANNOT_REACH = (  # gone, locked, full, or no connection free; said by SQLAlchemy, or by a driver used directly
    OperationalError,
    InterfaceError,
    NoConnectionFree,
    sqlite3.OperationalError,
    psycopg.OperationalError,
    psycopg.InterfaceError,
)


def unavailable(fault: BaseException | None = None) -> Unavailable:
    """The one thing said, whatever the cause; the cause is for the log.

    A commit whose answer was lost may have been kept all the same: sending it again is then a replay.
    """
    cause = getattr(fault, "orig", None) or fault
    failure = Unavailable(
        "The store cannot be reached now; nothing was kept.",
        "Send it again in a moment.",
        reason=_reason(cause),
    )
    failure.__cause__ = fault
    return failure


def _reason(cause: BaseException | None) -> str:
    """What the log may say: SQLite's few sentences, but of a server that cannot be reached no host and no account."""
    if cause is None:
        return "closed"
    if isinstance(cause, sqlite3.Error):
        return str(cause)
    return f"{type(cause).__name__} {getattr(cause, 'sqlstate', None) or ''}".rstrip()


@contextmanager
def said_plainly() -> Iterator[None]:
    """Within it, a store that cannot be reached is `Unavailable`."""
    try:
        yield
    except CANNOT_REACH as fault:
        raise unavailable(fault) from fault
