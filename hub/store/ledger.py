"""The ledger: who did what and when, each entry chained to the one before by its hash. Only ever added to.

The chain shows that an entry was changed, taken out or put in between. It cannot show by itself that its end was cut
off, or that all of it was written anew: for that somebody outside keeps a head and gives it to `verify` again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, insert, literal_column, select

from hub.store import first_form
from hub.store.database import Database, as_it_stands
from hub.store.moments import moment_text
from hub.store.statements import Prepared
from hub.store.tables import LEDGER

BEFORE_THE_FIRST = "0" * 64
NOTHING_YET = (0, BEFORE_THE_FIRST)
ROWS_AT_ONCE = 1000
_HEAD = Prepared(select(LEDGER.c.seq, LEDGER.c.hash).order_by(LEDGER.c.seq.desc()).limit(literal_column("1")))
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
    """The end of the chain, now or when it was told: 0 and zeros while nothing has happened."""

    seq: int = 0
    hash: str = BEFORE_THE_FIRST

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first entry that does not follow from the one before, and in which way.

    Missing: `what` is empty where there is no such entry, or it does not say what was done.
    """

    seq: int
    what: str
    why: str

    def __str__(self) -> str:
        return f"Ledger entry {self.seq}{f' ({self.what})' if self.what else ''}: {self.why}."


def head(connection: Connection) -> Head:
    """The last entry's number and hash."""
    return Head(*_last(connection))


def append(connection: Connection, entry: Entry) -> Head:
    """Add one entry, inside the write whose act it tells; the chain ends with it then."""
    last, previous = _last(connection)
    row: dict[str, Any] = {
        "form": FORM,
        "seq": last + 1,
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
        "previous": previous,
    }
    row["hash"] = hash_ = _hash(row)
    _APPEND.run(connection, row)
    return Head(last + 1, hash_)


def _last(connection: Connection) -> tuple[int, str]:
    return _HEAD.values(connection, {}) or NOTHING_YET


def tell_of(database: Database, act: Callable[[], Entry]) -> Entry:
    """Do something outside the store and add the entry that tells of it: it is not done while none can be added.

    Raises: Unavailable; what `act` raises, with nothing added.
    """

    def told(connection: Connection) -> Entry:
        entry = act()
        append(connection, entry)
        return entry

    return database.write(told)


def verify(
    database: Database,
    known: Collection[Head] = (),
    at: Connection | None = None,
    progress: Callable[[int], None] | None = None,
) -> Head | BrokenLink:
    """Walk the whole chain. Its head when every link holds, else the first that does not.

    `known` are heads that were kept outside: the chain must still run through each of them. `progress` is told the
    number of an entry now and then.
    Raises: Unavailable.
    """
    last, seen = Head(), {head.seq: {each.hash for each in known if each.seq == head.seq} for head in known}
    with database.read(at) as connection, as_it_stands(connection), connection.execute(_ALL) as rows:
        for row in rows:
            if broken := _broken(row, last, seen):
                return broken
            last = Head(row.seq, row.hash)
            if progress is not None and row.seq % ROWS_AT_ONCE == 0:
                progress(row.seq)
    if (latest := max(seen, default=0)) > last.seq:
        return BrokenLink(last.seq + 1, "", f"it is missing with all that came after, but entry {latest} has been seen")
    return last


def _broken(row: Row[Any], last: Head, seen: Mapping[int, set[str]]) -> BrokenLink | None:
    if row.seq != last.seq + 1:
        return BrokenLink(last.seq + 1, "", "the entry is missing")
    what = row.what if isinstance(row.what, str) else ""
    if row.previous != last.hash:
        return BrokenLink(row.seq, what, "the entry does not follow the one before")
    if not is_whole(row._mapping):
        return BrokenLink(row.seq, what, "the entry is not what it was when it was written")
    if seen.get(row.seq, {row.hash}) != {row.hash}:
        return BrokenLink(row.seq, what, "the entry is not the one that was seen before")
    return None


def is_whole(row: Mapping[Any, Any]) -> bool:
    """Whether an entry by itself is what was written; whether it follows from the one before is the chain's."""
    if row["form"] not in FORMS:
        return False
    try:
        same: bool = row["hash"] == _hash(row)
    except TypeError:  # bytes or broken letters, where somebody's statement put them in the place of a text
        return False
    if row["form"] == first_form.FORM:
        return same and first_form.is_as_filled(row)
    return same and first_form.detail_of(row["detail"]) is not None


def _hash(row: Mapping[Any, Any]) -> str:
    """SHA-256 over the columns of its form in their order, as a JSON array without spaces, in UTF-8."""
    return hashlib.sha256(orjson.dumps([row[name] for name in FORMS[row["form"]]])).hexdigest()
