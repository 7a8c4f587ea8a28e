"""One write at a time for a process, and what waits together is committed together.

Decides when a transaction begins and ends, never what is written in it. Nobody is answered before the commit that
carries their work. There is no thread of its own: whoever finds nobody writing writes, for all who wait by then, and
hands the turn to the first who came meanwhile. So a lone caller waits for nothing but the disk, many callers share
one commit, and a fork leaves no thread behind that would have to be started again.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from hub.errors import HubError
from hub.store.faults import CANNOT_REACH, unavailable
from hub.store.statements import driver

T = TypeVar("T")
V = TypeVar("V")
MOST_AT_ONCE = 64  # works in one transaction: a commit that fails then fails for no more callers than these
LONGEST_FAREWELL = 30  # seconds for what is being written when the hub ends


class _Work:
    """Something to be made ready and then written, where its caller waits, and what the caller will be told."""

    __slots__ = ("act", "answered", "called", "failure", "made", "make", "result")

    def __init__(self, make: Callable[[], Any], act: Callable[[Connection, Any], Any]) -> None:
        self.make = make
        self.act = act
        self.called = threading.Lock()  # held until the caller is answered or has the turn
        self.called.acquire()
        self.answered = False
        self.failure: BaseException | None = None
        self.made: Any = None
        self.result: Any = None

    def is_ready(self) -> bool:
        """Make it ready; whether there is anything to write."""
        try:
            self.made = self.make()
        except BaseException as fault:  # whatever it is, it is told to whoever brought it
            self.failure = fault
        return self.failure is None

    def write(self, connection: Connection) -> None:
        self.result = self.act(connection, self.made)


class Writer:
    """Takes works from many threads and writes them one after another."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None  # of whoever has the turn; kept, since taking one costs a tenth
        self._door = threading.Lock()  # guards what follows, never held while writing
        self._idle = threading.Condition(self._door)
        self._waiting: deque[_Work] = deque()
        self._busy = False  # somebody has the turn
        self._closed = False
        self._inside = threading.local()  # whether this thread is writing just now

    def write(self, make: Callable[[], V], act: Callable[[Connection, V], T]) -> T:
        """What `act` gives of what `make` made, once it has been committed.

        Both run in the turn, `make` before the transaction begins: so only one thread of a process is at work on
        what many bring, which Python does in half the time of many threads.
        Raises: Unavailable when it could not be committed; whatever either raises, with nothing of it kept.
        """
        work = _Work(make, act)
        if not self._enter(work):
            work.called.acquire()
        if not work.answered:
            self._write_waiting()
        if work.failure is not None:
            raise work.failure
        result: T = work.result
        return result

    def close(self) -> None:
        """Let everything end that waits now; whatever comes later is `Unavailable`."""
        with self._door:
            self._closed = True
            if self._idle.wait_for(lambda: not self._busy, timeout=LONGEST_FAREWELL):
                self._let_go()

    def _enter(self, work: _Work) -> bool:
        """Put a work in the queue; whether its caller has the turn at once."""
        if getattr(self._inside, "writes", False):
            raise RuntimeError("a work cannot wait for another work: pass it the connection")
        with self._door:
            if self._closed:
                raise unavailable()
            self._waiting.append(work)
            has_turn, self._busy = not self._busy, True
            return has_turn

    def _write_waiting(self) -> None:
        """Write what waits by now, the caller's own work first among it; then hand on the turn and answer."""
        with self._door:
            works = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_AT_ONCE))]
        self._inside.writes = True
        ready: list[_Work] = []
        try:
            ready += [work for work in works if work.is_ready()]
            if ready:
                self._write_together(ready)
        except BaseException as fault:
            _fail(ready or works, fault)
        finally:
            self._inside.writes = False
            self._hand_on()
            for work in works:
                work.answered = True
                work.called.release()

    def _hand_on(self) -> None:
        with self._door:
            if self._waiting:
                self._waiting[0].called.release()
            else:
                self._busy = False
                self._idle.notify_all()

    def _write_together(self, works: list[_Work]) -> None:
        """All in one transaction. A work that fails alone takes only itself back; the store's own failure ends it."""
        with self._transaction() as connection:
            if len(works) == 1:
                works[0].write(connection)
            else:
                for work in works:
                    _write_one_of_many(connection, work)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """A transaction on the kept connection; it is let go when anything but a refusal comes of it."""
        try:
            connection = self._begun()
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()
        except HubError:
            raise
        except BaseException:
            self._let_go()
            raise

    def _begun(self) -> Connection:
        """The kept connection in a transaction. One that broke while nobody wrote is replaced without a word."""
        if self._connection is not None:
            try:
                self._connection.begin()
            except DBAPIError as fault:
                if not fault.connection_invalidated:
                    raise
                self._let_go()
            else:
                return self._connection
        self._connection = self._engine.connect()
        self._connection.begin()
        return self._connection

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()


def _write_one_of_many(connection: Connection, work: _Work) -> None:
    straight = driver(connection)  # as in `statements`: the way round by SQLAlchemy costs more than the statement
    straight.execute("SAVEPOINT work")
    try:
        work.write(connection)
    except CANNOT_REACH:
        raise
    except Exception as fault:
        work.failure = fault
        straight.execute("ROLLBACK TO SAVEPOINT work")
    straight.execute("RELEASE SAVEPOINT work")


def _fail(works: list[_Work], fault: BaseException) -> None:
    """The first caller, in whose thread it happened, is told what it was; for the others the store was out of reach."""
    for work in works:
        work.failure = unavailable(fault)
    if not isinstance(fault, CANNOT_REACH):
        works[0].failure = fault
