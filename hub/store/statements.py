"""Statements compiled once for each engine and handed straight to its driver.

For the few statements that every return costs: what SQLAlchemy does around each of them took longer than the disk.
They take and give only what a driver knows by itself (text, whole numbers, bytes, yes or no), which is why the tables
that they write hold nothing else. Transactions stay SQLAlchemy's: a connection must have begun one, unless it is for
a single look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.sql.compiler import SQLCompiler

Values = Mapping[str, Any]
_Compiled = tuple[str, Callable[[Values], Any]]


class Prepared:
    """One statement for both engines; or one for each, by its name, where their words differ."""

    def __init__(self, statement: Any = None, **by_engine: Any) -> None:
        self._statement = statement
        self._by_engine = by_engine
        self._compiled: dict[str, _Compiled] = {}

    def run(self, connection: Connection, values: Values) -> None:
        """Run it once."""
        sql, bind = self._for(connection)
        driver(connection).execute(sql, bind(values))

    def run_each(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Run it for each row."""
        sql, bind = self._for(connection)
        driver(connection).cursor().executemany(sql, [bind(row) for row in rows])

    def values(self, connection: Connection, values: Values) -> tuple[Any, ...] | None:
        """What the first row that it finds holds, in the order of its columns; None when there is none."""
        found: tuple[Any, ...] | None = self._ask(connection, values).fetchone()
        return found

    def first(self, connection: Connection, values: Values) -> dict[str, Any] | None:
        """The first row that it finds, by column name; None when there is none."""
        cursor = self._ask(connection, values)
        row = cursor.fetchone()
        return None if row is None else dict(zip(_names(cursor), row, strict=True))

    def all(self, connection: Connection, values: Values) -> list[dict[str, Any]]:
        """Every row that it finds, by column name."""
        cursor = self._ask(connection, values)
        names = _names(cursor)
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def one(self, connection: Connection, values: Values) -> dict[str, Any]:
        """The row that must be there."""
        found = self.first(connection, values)
        if found is None:
            raise LookupError("a row that must be there is missing; `hub rebuild` makes projected rows again")
        return found

    def _ask(self, connection: Connection, values: Values) -> Any:
        sql, bind = self._for(connection)
        return driver(connection).execute(sql, bind(values))

    def _for(self, connection: Connection) -> _Compiled:
        engine = connection.dialect.name
        found = self._compiled.get(engine)
        if found is None:
            compiled = self._by_engine.get(engine, self._statement).compile(dialect=connection.dialect)
            found = self._compiled[engine] = (str(compiled), _binding(compiled))
        return found


def driver(connection: Connection) -> Any:
    """The driver's own connection; that of sqlite3 and that of psycopg both have `execute` and `cursor`."""
    return connection.connection.dbapi_connection


def _names(cursor: Any) -> list[str]:
    return [column[0] for column in cursor.description]


def _binding(compiled: SQLCompiler) -> Callable[[Values], Any]:
    """How named values become what the driver takes: in order for `?`, by name for `%(name)s`.

    Values that the statement itself brings along, such as a limit, are filled in.
    """
    own = {name: value for name, value in compiled.params.items() if value is not None}
    order = compiled.positiontup
    if order is None:
        return lambda values: {**own, **values}
    if not order:
        return lambda _values: ()
    if not own and len(order) > 1:
        return itemgetter(*order)
    return lambda values: tuple({**own, **values}[name] for name in order)
