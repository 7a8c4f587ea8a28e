"""What was read of a scope, kept for as long as nothing in it changes, as pictures are.

Part of the composition root: what is read, and whether it depends on anything beside the store, its caller says.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection

from hub.scope import Scope
from hub.store.changes import Change, last_change
from hub.store.database import Database

MOST_KEPT = 32  # of 300 organisations each takes less than a megabyte
Asked = tuple[Any, ...]
T = TypeVar("T")


@dataclass(slots=True)
class Unchanged:
    """Reads what is asked, and keeps the last answers."""

    database: Database
    _kept: OrderedDict[tuple[Scope, Asked], tuple[Change, Any]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, scope: Scope, asked: Asked, read: Callable[[Connection], T]) -> T:
        """What `read` gives; `asked` names it, with all that it depends on beside the scope. Raises: what it raises."""
        with self.database.read() as moment:
            now = last_change(moment, scope)
            kept = self._kept.get((scope, asked))
            if kept is None or kept[0] != now:
                kept = now, read(moment)
        with self._lock:
            self._kept[scope, asked] = kept
            self._kept.move_to_end((scope, asked))
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        told: T = kept[1]
        return told
