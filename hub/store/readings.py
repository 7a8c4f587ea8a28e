"""Who read what: readings of figures and narratives, and of the ledger itself, as entries of it.

What somebody may read is decided elsewhere, and so is what of that is worth an entry: what a body reads of its own is
not, neither on its pages nor by its programs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from hub.store import ledger
from hub.store.database import Database
from hub.store.ledger import By, Entry

FIGURES, RETURN, QUESTIONS = "figures.read", "return.read", "questions.read"
LEDGER = "ledger.read"
READINGS = (FIGURES, RETURN, QUESTIONS, LEDGER)
SAME_READING = timedelta(minutes=10)
MOST_REMEMBERED = 10_000  # readings; about 4 MB
Reader = tuple[str, ...]  # who, in which role, in which session, reads what


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read, and whom it concerns.

    Shapes: `session` tells one signed-in browser from another.
    Missing: as those of `hub.store.ledger.Entry`; `session` is empty where there is none.
    """

    what: str
    object: str
    department: str | None = None
    organisation: str | None = None
    version: int | None = None
    session: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


class _Remembered:
    """When this process wrote that somebody read something."""

    def __init__(self) -> None:
        self._last: dict[Reader, datetime] = {}
        self._lock = Lock()

    def has(self, reader: Reader, at: datetime) -> bool:
        last = self._last.get(reader)
        return last is not None and timedelta() <= at - last < SAME_READING

    def keep(self, reader: Reader, at: datetime) -> None:
        with self._lock:
            self._last.pop(reader, None)  # so that the oldest stands first
            if len(self._last) >= MOST_REMEMBERED:
                del self._last[next(iter(self._last))]
            self._last[reader] = at


_remembered: WeakKeyDictionary[Database, _Remembered] = WeakKeyDictionary()


def record(database: Database, by: By, reading: Reading) -> None:
    """Write down that somebody read something; once this is done, it may be shown.

    The same by the same person, in the same role and session, within ten minutes of its entry is the same reading: so
    are both lives of a page, its file, and a page that is loaded again. Only this process remembers that: another one,
    or one that was started again, writes it again. One too many says nothing false; one too few would.
    Raises: Unavailable; then it must not be shown.
    """
    remembered = _remembered.setdefault(database, _Remembered())
    reader = (by.who, by.role, reading.session, reading.what, reading.object, reading.department or "")
    if remembered.has(reader, by.at):
        return
    entry = Entry(
        by,
        reading.what,
        reading.object,
        reading.detail,
        version=reading.version,
        department=reading.department,
        organisation=reading.organisation,
    )
    database.write(lambda connection: ledger.append(connection, entry))
    remembered.keep(reader, by.at)
