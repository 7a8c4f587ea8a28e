"""One row by its key: find it, add it, change it. Opens no transaction and writes no ledger."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any, NoReturn

from sqlalchemy import ColumnElement, Connection, Table, false, insert, select, update

from hub.errors import Conflict, NotFound


def one(connection: Connection, table: Table, name: str, noun: str) -> Any:
    """The row of this name. Raises: NotFound, which calls it by its noun."""
    return _found(connection, table, name) or _not_found(noun, name)


def known(table: Table, name: str, noun: str) -> Callable[[Connection], object]:
    """What is needed of somebody: that this other one is registered."""
    return partial(one, table=table, name=name, noun=noun)


def expect_new(connection: Connection, table: Table, name: str, noun: str) -> None:
    """Raises: Conflict when there is a row of this name."""
    if _found(connection, table, name):
        article = "an" if noun[0] in "aeio" else "a"
        raise Conflict(f"There is already {article} {noun} called {name!r}.", "Choose another.", **{noun: name})


def is_called(column: ColumnElement[str], told: str) -> ColumnElement[bool]:
    """The condition that a column holds what somebody named: an id, a code. None holds NUL, nor can PostgreSQL."""
    return false() if "\0" in told else column == told


def add(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Add a row."""
    connection.execute(insert(table), row)


def change(connection: Connection, table: Table, name: str, values: dict[str, Any]) -> None:
    """Change some columns of the row of this name."""
    connection.execute(update(table).where(_key(table) == name).values(values))


def names(connection: Connection, table: Table, keys: Collection[str]) -> dict[str, str]:
    """What the rows of these keys are called."""
    key = _key(table)
    wanted = select(key, table.c.name).where(key.in_(sorted(keys)))
    return {row[0]: row[1] for row in connection.execute(wanted)}


def _found(connection: Connection, table: Table, name: str) -> Any:
    return connection.execute(select(table).where(_key(table) == name)).first()


def _key(table: Table) -> Any:
    (key,) = table.primary_key
    return key


def _not_found(noun: str, name: str) -> NoReturn:
    raise NotFound(f"There is no {noun} called {name!r}.", **{noun: name})
