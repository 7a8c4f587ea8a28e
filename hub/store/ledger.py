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
FORM = 2  # of the entries that are written now
FORMS = {  # which columns the hash of an entry covers, in this order
    1: ("seq", "at", "who", "role", "what", "object", "detail", "previous"),
    2: ("form", "seq", "at", "who", "role", "origin", "what", "object", "version", "department", "organisation", "why",
        "detail", "previous"),
}  # fmt: skip
_ALL = select(LEDGER).order_by(LEDGER.c.seq).execution_options(yield_per=ROWS_AT_ONCE)
_APPEND = Prepared(insert(LEDGER))


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, in which role, at which moment, from where.

    Missing: `origin` is empty where nobody knows, such as for what was done before the ledger told it.
    """

    who: str
    role: str
    at: datetime
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: what was done (`return.accepted`) to which object, and the facts of it.

    Missing: `version` is None for what has no versions; `department` and `organisation` where it concerns none, or the
    whole hub; `why` is empty where no reason was given.
    """

    by: By
    what: str
    object: str
    detail: Mapping[str, Any]
    version: int | None = None
    department: str | None = None
    organisation: str | None = None
    why: str = ""


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


def append(connection: Connection, entry: Entry) -> Head:
    """Add one entry, inside the write whose act it tells; the chain ends with it then."""
    last = head(connection)
    row = {
        "form": FORM,
        "seq": last.seq + 1,
        "at": moment_text(entry.by.at),
        "who": entry.by.who,
        "role": entry.by.role,
        "origin": entry.by.origin,
        "what": entry.what,
        "object": entry.object,
        "version": entry.version,
        "department": entry.department,
        "organisation": entry.organisation,
        "why": entry.why,
        "detail": orjson.dumps(entry.detail, option=orjson.OPT_SORT_KEYS).decode(),
        "previous": last.hash,
    }
    hash_ = _hash(row)
    _APPEND.run(connection, {**row, "hash": hash_})
    return Head(last.seq + 1, hash_)


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
    if row.form not in FORMS or row.hash != _hash(row._mapping):
        return BrokenLink(row.seq, "the entry is not what it was when it was written")
    if known is not None and known.seq == row.seq and known.hash != row.hash:
        return BrokenLink(row.seq, "the entry is not the one that was seen before")
    return None


def _hash(row: Mapping[Any, Any]) -> str:
    """SHA-256 over the columns of its form in their order, as a JSON array without spaces, in UTF-8."""
    return hashlib.sha256(orjson.dumps([row[name] for name in FORMS[row["form"]]])).hexdigest()
