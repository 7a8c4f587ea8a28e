"""What the ledger tells and what a table keeps, side by side, one object after another: however many there are, only
those of one object are in memory. The database does the sorting.

Compares nothing; that is `verify_life`, `verify_register` and `verify_ways_in`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Row,
    Select,
    cast,
    func,
    literal_column,
    null,
    select,
    union_all,
)

from hub.store.first_form import detail_of
from hub.store.tables import LEDGER

T = TypeVar("T")
Tells = Callable[[T, Row[Any], dict[str, Any]], None]
ROWS_AT_ONCE = 500
COLUMNS = ("what", "who", "role", "at", "form", "why", "detail", "about")  # of entries, and of whatever they tell of
FIRST: ColumnElement[Any] = literal_column("0")
Rows = list[Row[Any]]


def told_by(words: Collection[str], *names: ColumnElement[Any], about: ColumnElement[Any] | None = None) -> Select[Any]:
    """The entries of these words, in the order of the ledger; `names` are what each is about."""
    own = {name: LEDGER.c[name] for name in COLUMNS if name in LEDGER.c}
    return kept_in(*names, order=LEDGER.c.seq, **own, about=about).where(LEDGER.c.what.in_(list(words)))


def kept_in(
    *names: ColumnElement[Any], order: ColumnElement[Any] = FIRST, **told: ColumnElement[Any] | None
) -> Select[Any]:
    """The rows of a table, by what they are about; `told` are those of the `COLUMNS` that they have."""
    columns: list[Any] = [null() if told.get(name) is None else told[name] for name in COLUMNS]
    return select(*names, order, *(column.label(name) for name, column in zip(COLUMNS, columns, strict=True)))


def beside(moment: Connection, *sides: Select[Any]) -> Iterator[tuple[tuple[Any, ...], list[Rows]]]:
    """For each object its names, and what each side has of it, in that side's order."""
    numbered = [side.add_columns(literal_column(str(number)).label("side")) for number, side in enumerate(sides)]
    names = len(numbered[0].selected_columns) - len(COLUMNS) - 2  # the others are the order, and the side
    last = names + len(COLUMNS) + 2
    places = [*range(1, names + 1), last, names + 1]
    both = union_all(*numbered).order_by(*(literal_column(str(place)) for place in places))
    rows = moment.execute(both.execution_options(yield_per=ROWS_AT_ONCE))
    for name, of_one in groupby(rows, key=lambda row: tuple(row[:names])):
        by_side: list[Rows] = [[] for _ in sides]
        for row in of_one:
            by_side[row.side].append(row)
        yield name, by_side


def member(moment: Connection, name: str) -> ColumnElement[Any]:
    """A text in the detail of an entry, for the database to look at."""
    if moment.dialect.name == "sqlite":
        return func.json_extract(LEDGER.c.detail, f'$."{name}"')
    return func.json_extract_path_text(cast(LEDGER.c.detail, JSON), name)


def in_turn(moment: Connection, told: T, tells: Mapping[str, Tells[T]]) -> Iterator[str]:
    """Let each entry of these words add to what is told; a sentence for one that no hub has written."""
    wanted = select(LEDGER).where(LEDGER.c.what.in_(list(tells))).order_by(LEDGER.c.seq)
    for entry in moment.execute(wanted.execution_options(yield_per=ROWS_AT_ONCE)):
        try:
            tells[entry.what](told, entry, detail_of(entry.detail) or {})
        except (KeyError, TypeError, ValueError):
            yield f"Ledger entry {entry.seq} ({entry.what}) does not say what a hub says in one."
