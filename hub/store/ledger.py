"""The ledger: who did what and when, each entry chained to the one before by its hash. Only ever added to.

The chain shows that an entry was changed, taken out or put in between. It cannot show by itself that its end was cut
off, or that all of it was written anew: for that somebody outside keeps a head and gives it to `verify` again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, insert, select

from hub.store.database import Database
from hub.store.moments import moment_text
from hub.store.statements import Prepared
from hub.store.tables import LEDGER

BEFORE_THE_FIRST = "0" * 64
ROWS_AT_ONCE = 1000
_HEAD = Prepared(select(LEDGER.c.seq, LEDGER.c.hash).order_by(LEDGER.c.seq.desc()).limit(1))
_ALL = select(LEDGER).order_by(LEDGER.c.seq).execution_options(yield_per=ROWS_AT_ONCE)
_APPEND = Prepared(insert(LEDGER))


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, in which role, at which moment."""

    who: str
    role: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: what was done (`return.accepted`) to which object, and the facts of it."""

    by: By
    what: str
    object: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: 0 and zeros while nothing has happened."""

    seq: int = 0
    hash: str = BEFORE_THE_FIRST


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first entry that does not follow from the one before, and in which way."""

    seq: int
    why: str


def head(connection: Connection) -> Head:
    """The last entry's number and hash."""
    row = _HEAD.first(connection, {})
    return Head(row["seq"], row["hash"]) if row else Head()


def append(connection: Connection, entry: Entry) -> None:
    """Add one entry, inside the write whose act it tells."""
    last = head(connection)
    row = {
        "seq": last.seq + 1,
        "at": moment_text(entry.by.at),
        "who": entry.by.who,
        "role": entry.by.role,
        "what": entry.what,
        "object": entry.object,
        "detail": orjson.dumps(entry.detail, option=orjson.OPT_SORT_KEYS).decode(),
        "previous": last.hash,
    }
    _APPEND.run(connection, {**row, "hash": _hash(tuple(row.values()))})


def verify(database: Database, known: Head | None = None, at: Connection | None = None) -> Head | BrokenLink:
    """Walk the whole chain. Its head when every link holds, else the first that does not.

    `known` is a head that was kept outside: the chain must still run through it.
    Raises: Unavailable.
    """
    last = Head()
    with database.read(at) as connection, connection.execute(_ALL) as rows:
        for row in rows:
            if broken := _broken(row, last, known):
                return broken
            last = Head(row.seq, row.hash)
    if known is not None and known.seq > last.seq:
        return BrokenLink(last.seq + 1, f"the chain ends here, but entry {known.seq} has been seen")
    return last


def _broken(row: Row[Any], last: Head, known: Head | None) -> BrokenLink | None:
    if row.seq != last.seq + 1:
        return BrokenLink(last.seq + 1, "the entry is missing")
    if row.previous != last.hash:
        return BrokenLink(row.seq, "the entry does not follow the one before")
    if row.hash != _hash(tuple(row)[:-1]):
        return BrokenLink(row.seq, "the entry is not what it was when it was written")
    if known is not None and known.seq == row.seq and known.hash != row.hash:
        return BrokenLink(row.seq, "the entry is not the one that was seen before")
    return None


def _hash(values: tuple[Any, ...]) -> str:
    """SHA-256 over the other columns in their order, as a JSON array without spaces, in UTF-8."""
    return hashlib.sha256(orjson.dumps(values)).hexdigest()
