"""Puts the learning of a return on the library's shelf as it is kept, and takes it away when it counts no more.

Runs inside the write of a return, or of a rebuild. How its words are searched is each engine's own: a virtual table of
FTS5, a `tsvector`. What is found, and by whom, is `hub.store.library`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, bindparam, cast, column, delete, func, insert, select, table, update
from sqlalchemy.dialects.postgresql import TSVECTOR

from hub.contract.codelists import codelist
from hub.contract.learning_words import LearningWords
from hub.contract.period import Period
from hub.store.statements import Prepared
from hub.store.tables import LEARNING
from hub.store.words import for_postgresql, for_sqlite

WORDS = {  # the table of each engine that holds the words, by the number of the piece that they are of
    "sqlite": table("learning_words", column("rowid"), column("words")),
    "postgresql": table("learning_words", column("number"), column("words", TSVECTOR)),
}
WRITTEN = {"sqlite": for_sqlite, "postgresql": for_postgresql}


class Shelf(NamedTuple):
    """Where the learning of one return is: whose it is, and of which period."""

    department: str
    organisation: str
    period: Period
    return_id: str

    @property
    def told_for(self) -> str:
        """By which tellings of the same piece are put in order: the later end, then the later beginning."""
        return f"{self.period.end.isoformat()}/{self.period.start.isoformat()}"


_AT_ITS_PLACE = (LEARNING.c.organisation == bindparam("organisation"), LEARNING.c.period_name == bindparam("period"))
_ITS_NUMBERS = select(LEARNING.c.number).where(*_AT_ITS_PLACE)
_LATER = LEARNING.alias("later")
_LAST_NUMBER = (
    select(_LATER.c.number)
    .where(_LATER.c.organisation == bindparam("organisation"), _LATER.c.piece == bindparam("piece"))
    .order_by(_LATER.c.told_for.desc(), _LATER.c.number.desc())
    .limit(1)
    .scalar_subquery()
)
_HIGHEST = Prepared(select(func.coalesce(func.max(LEARNING.c.number), 0).label("number")))
_PIECES = Prepared(select(LEARNING.c.piece).where(*_AT_ITS_PLACE))
_ADD = Prepared(insert(LEARNING))
_DROP = Prepared(delete(LEARNING).where(*_AT_ITS_PLACE))
_ADD_WORDS = Prepared(
    sqlite=insert(WORDS["sqlite"]).values(rowid=bindparam("number"), words=bindparam("words")),
    postgresql=insert(WORDS["postgresql"]).values(number=bindparam("number"), words=cast(bindparam("words"), TSVECTOR)),
)
_DROP_WORDS = Prepared(
    sqlite=delete(WORDS["sqlite"]).where(WORDS["sqlite"].c.rowid.in_(_ITS_NUMBERS)),
    postgresql=delete(WORDS["postgresql"]).where(WORDS["postgresql"].c.number.in_(_ITS_NUMBERS)),
)
_SETTLE = Prepared(
    update(LEARNING)
    .where(LEARNING.c.organisation == bindparam("organisation"), LEARNING.c.piece == bindparam("piece"))
    .values(last=LEARNING.c.number == _LAST_NUMBER)
)


def put_learning(connection: Connection, shelf: Shelf, learning: Sequence[LearningWords]) -> None:
    """Put the learning of a current return where it is found."""
    if not learning:
        return
    first = _HIGHEST.one(connection, {})["number"] + 1
    rows = [_row(shelf, number, one) for number, one in enumerate(learning, first)]
    _ADD.run_each(connection, rows)
    write = WRITTEN[connection.dialect.name]
    words = [{"number": row["number"], "words": write(_texts(one))} for row, one in zip(rows, learning, strict=True)]
    _ADD_WORDS.run_each(connection, words)
    _settle(connection, shelf.organisation, (one.id for one in learning))


def take_learning_away(connection: Connection, organisation: str, period: str) -> None:
    """Leave nothing on the shelf of the return of one organisation and period; what was told before holds again."""
    place = {"organisation": organisation, "period": period}
    pieces = [row["piece"] for row in _PIECES.all(connection, place)]
    if pieces:
        _DROP_WORDS.run(connection, place)
        _DROP.run(connection, place)
        _settle(connection, organisation, pieces)


def clear(connection: Connection) -> None:
    """Leave nothing on any shelf."""
    connection.execute(delete(WORDS[connection.dialect.name]))
    connection.execute(delete(LEARNING))


def _settle(connection: Connection, organisation: str, pieces: Iterable[str]) -> None:
    _SETTLE.run_each(connection, [{"organisation": organisation, "piece": piece} for piece in dict.fromkeys(pieces)])


def _texts(learning: LearningWords) -> list[str]:
    """What is searched: what the body wrote, and the published words for what it did."""
    remedies = codelist("remedies")
    return [*learning.texts(), *(remedies[one.remedy].label for one in learning.actions if one.remedy in remedies)]


def _row(shelf: Shelf, number: int, learning: LearningWords) -> dict[str, Any]:
    return {
        "number": number,
        "department": shelf.department,
        "organisation": shelf.organisation,
        "period_name": shelf.period.name,
        "told_for": shelf.told_for,
        "return_id": shelf.return_id,
        "piece": learning.id,
        "subject": learning.subject,
        "shared": learning.may_be_shared,
        "last": True,
        "told": orjson.dumps(learning.as_json()).decode(),
    }
