"""What the ledger tells and what a table keeps, held against each other by name, and what differs put into sentences.

Knows no table: whose values these are is `verify_register`, `verify_standards` and `verify_ways_in`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Date, String, Table, select, type_coerce

LISTS = ("organisations", "groups", "learning", "invited", "present", "returns")  # columns that hold several


def different(what: str, told: Mapping[str, Any], kept: Mapping[str, Any]) -> Iterator[str]:
    """A sentence for each of these that is not the same on both sides, with whose it is and what of it differs."""
    for name in sorted({*told, *kept}, key=str):
        then, now = told.get(name), kept.get(name)
        if then == now:
            continue
        thing = f"{what} {name}{_whose(now) or _whose(then)}"
        if name not in kept:
            yield f"{thing} is in the ledger, but not in the database."
        elif name not in told:
            yield f"{thing} is in the database, but not in the ledger."
        else:
            yield f"{thing} is not as the ledger has it{_what_differs(then, now)}."


def _whose(facts: Any) -> str:
    person = facts.get("person") or facts.get("of_group") if isinstance(facts, dict) else None
    return f" of {person}" if person else ""


def _what_differs(then: Any, now: Any) -> str:
    if not isinstance(then, dict) or not isinstance(now, dict):
        return ""
    return f": {', '.join(name for name in now if then.get(name) != now[name])}"


def kept_rows(moment: Connection, table: Table, columns: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """The rows of a table by their key, days and lists as the ledger writes them."""
    (key,) = table.primary_key
    wanted = select(key, *(as_it_is(table.c[name]) for name in columns))
    return {
        row[0]: {name: plain(name, value) for name, value in zip(columns, row[1:], strict=True)}
        for row in moment.execute(wanted)
    }


def as_it_is(column: Any) -> ColumnElement[Any]:
    """A column whose value is not read as a day: whatever somebody put there is to be compared."""
    return type_coerce(column, String) if isinstance(column.type, Date) else column


def plain(name: str, value: Any) -> Any:
    """A value as the ledger writes it. Missing: the value itself where it is none that a hub has written."""
    if isinstance(value, date):
        return value.isoformat()
    if name not in LISTS or value is None:
        return value
    try:
        return orjson.loads(value)
    except (ValueError, TypeError):
        return value
