"""Papers that somebody waits for: what was asked, how far it is, and what came of it. Every worker process reads them.

No act and no truth: what was issued is `hub.store.issued`. What a day old is, is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import Connection, Row, delete, insert, select, update

from hub.errors import NotFound, TooManyRequests
from hub.store import rows
from hub.store.database import Database
from hub.store.moments import moment_of, moment_text
from hub.store.tables import PAPER_JOBS

SILENT = timedelta(seconds=15)  # longer than this a worker that lives is never silent
KEPT = timedelta(days=1)
MOST_AT_ONCE = 20  # that wait for one person
WITHOUT_FILE = [column for column in PAPER_JOBS.c if column.name != "file"]


class State(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"  # its process ended without a word; read, never written


@dataclass(frozen=True, slots=True)
class PaperJob:
    """One paper that somebody waits for.

    Shapes: `asked` is what was asked, as whoever makes it reads it; `done` of `out_of` steps.
    Missing: `says` is empty unless there is something to tell, `gives` unless something was issued.
    """

    id: str
    department: str
    who: str
    role: str
    asked: Mapping[str, Any]
    state: State
    doing: str
    done: int
    out_of: int
    says: str
    gives: str


class PaperJobs:
    """What is waited for. Moments are those of the machine's clock: they say what a process does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, department: str, who: str, role: str, asked: Mapping[str, Any], out_of: int) -> str:
        """Put one behind those that wait; its id. Raises: TooManyRequests."""
        job, now = uuid4().hex, moment_text(_now())

        def ask(connection: Connection) -> str:
            _forget(connection)
            theirs = select(*WITHOUT_FILE).where(PAPER_JOBS.c.department == department, PAPER_JOBS.c.who == who)
            states = [_job(row).state for row in connection.execute(theirs)]
            if sum(state in (State.WAITING, State.RUNNING) for state in states) >= MOST_AT_ONCE:
                raise TooManyRequests(
                    "You wait for several papers already.", "Wait until one of them has come.", retry_after=10
                )
            row = {
                "id": job, "department": department, "who": who, "role": role, "asked": orjson.dumps(asked).decode(),
                "state": State.WAITING.value, "doing": "", "asked_at": now, "moved_at": now, "done": 0,
                "out_of": out_of, "says": "", "gives": "",
            }  # fmt: skip
            connection.execute(insert(PAPER_JOBS), row)
            return job

        return self._database.write(ask)

    def one(self, department: str, who: str, job: str) -> PaperJob:
        """One of somebody's own. Raises: NotFound."""
        with self._database.read() as connection:
            return _job(_theirs(connection, department, who, job))

    def file(self, department: str, who: str, job: str) -> bytes:
        """What was made. Raises: NotFound, also while it is not."""
        with self._database.read() as connection:
            row = _theirs(connection, department, who, job)
            raw = connection.execute(select(PAPER_JOBS.c.file).where(PAPER_JOBS.c.id == row.id)).scalar()
        if raw is None:
            raise _not_there()
        return bytes(raw)

    def take(self) -> PaperJob | None:
        """The one that has waited longest, for a process to work at. Missing: None where another works, or none waits.

        One that was left by a process that ended is not taken up again: it might end the next one too.
        """

        def take(connection: Connection) -> PaperJob | None:
            _forget(connection)
            unfinished = PAPER_JOBS.c.state.in_([State.WAITING.value, State.RUNNING.value])
            found = connection.execute(select(*WITHOUT_FILE).where(unfinished).order_by(PAPER_JOBS.c.asked_at)).all()
            if any(_job(row).state is State.RUNNING for row in found):
                return None
            first = next((row for row in found if row.state == State.WAITING.value), None)
            if first is None:
                return None
            _change(connection, first.id, {"state": State.RUNNING.value})
            return _job(first)

        return self._database.write(take)

    def tell(self, job: str, doing: str, done: int) -> None:
        """Say how far it is."""
        self._write(job, {"doing": doing, "done": done})

    def beat(self, job: str) -> None:
        """Say that the process lives."""
        self._write(job, {})

    def give(self, job: str, *, file: bytes | None = None, gives: str = "", says: str = "") -> None:
        """Say that it is done, with what was made; `says` tells what is to be told of it."""
        self._write(job, {"state": State.DONE.value, "file": file, "gives": gives, "says": says})

    def fail(self, job: str, says: str) -> None:
        """Say that it could not be made, and why."""
        self._write(job, {"state": State.FAILED.value, "says": says})

    def _write(self, job: str, values: Mapping[str, Any]) -> None:
        self._database.write(lambda connection: _change(connection, job, values))


def _forget(connection: Connection) -> None:
    connection.execute(delete(PAPER_JOBS).where(PAPER_JOBS.c.asked_at < moment_text(_now() - KEPT)))


def _change(connection: Connection, job: str, values: Mapping[str, Any]) -> None:
    connection.execute(
        update(PAPER_JOBS).where(PAPER_JOBS.c.id == job).values({**values, "moved_at": moment_text(_now())})
    )


def _theirs(connection: Connection, department: str, who: str, job: str) -> Row[Any]:
    wanted = select(*WITHOUT_FILE).where(
        rows.is_called(PAPER_JOBS.c.id, job),
        PAPER_JOBS.c.department == department,
        PAPER_JOBS.c.who == who,
        PAPER_JOBS.c.asked_at >= moment_text(_now() - KEPT),
    )
    row = connection.execute(wanted).first()
    if row is None:
        raise _not_there()
    return row


def _job(row: Row[Any]) -> PaperJob:
    state = State(row.state)
    if state is State.RUNNING and moment_of(row.moved_at) < _now() - SILENT:
        state = State.STOPPED
    return PaperJob(
        row.id, row.department, row.who, row.role, orjson.loads(row.asked), state, row.doing, row.done, row.out_of,
        row.says, row.gives,
    )  # fmt: skip


def _now() -> datetime:
    return datetime.now(UTC)


def _not_there() -> NotFound:
    return NotFound("There is no such paper.", "Look in the list of issued papers.")
