"""Questions about a return, and their answers: threads between sponsor and organisation, each pinned to one field.

A thread stays with the version that it was asked about. It changes no figure and no state; an answer that does is a new
version.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

import orjson
from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from hub.contract.life_cycle import NOT_THIS_VERSION, SIDES, SPONSOR, STATE_WORDS, side_of
from hub.errors import InputRefused, MoveRefused
from hub.scope import Scope
from hub.store import ledger, questions, written
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.explained import entry_about
from hub.store.kept import KeptReturn
from hub.store.ledger import By
from hub.store.moments import moment_text
from hub.store.questions import Closing, Post, Thread, ThreadState
from hub.store.standing import standing_of
from hub.store.tables import POSTS, THREADS

__all__ = ["Closing", "Post", "Thread", "ThreadState", "Threads"]

PLACE_IN_A_LIST = re.compile("0|[1-9][0-9]{0,8}")


class Threads:
    """Threads within a scope."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def at(self, moment: Connection) -> Threads:
        """The threads as they stood at a moment that `Database.read` opened."""
        return Threads(self._database, moment)

    def of(self, scope: Scope, return_id: str) -> list[Thread]:
        """The threads about one version, oldest first. Raises: NotFound."""
        with self._database.read(self._at) as connection:
            kept = Archive(self._database, connection).return_(scope, return_id)
            return questions.threads(connection, scope, THREADS.c.return_id == kept.id)

    def thread(self, scope: Scope, thread_id: str) -> Thread:
        """One thread. Raises: NotFound."""
        with self._database.read(self._at) as connection:
            return questions.thread(connection, scope, thread_id)

    def waiting(self, scope: Scope) -> list[Thread]:
        """Every thread that is not closed, of any version, oldest first."""
        with self._database.read(self._at) as connection:
            return questions.threads(connection, scope, THREADS.c.state != ThreadState.CLOSED)

    def open(self, scope: Scope, return_id: str, pointer: str, text: str, by: By) -> Thread:
        """Ask about a field of a version.

        Raises: NotFound; MoveRefused for anybody but sponsor and organisation, and when the version was superseded or
        withdrawn; InputRefused when there is no such field in its document, or the text is blank or too long.
        """
        words = written.text("text", text)
        _expect_a_side(by)

        def open_(connection: Connection) -> Thread:
            archive = Archive(self._database, connection)
            kept = archive.return_(scope, return_id)
            _expect_current(connection, kept)
            _expect_place(archive.document(scope, return_id), pointer)
            thread_id = f"{kept.id}-{_count(connection, THREADS.c.return_id == kept.id) + 1}"
            row = {"id": thread_id, "return_id": kept.id, "opened_at": moment_text(by.at), "pointer": pointer}
            connection.execute(insert(THREADS), {**row, "state": ThreadState.OPEN.value})
            _say(connection, thread_id, words, by)
            detail = {"return": kept.id, "pointer": pointer, "text": words}
            ledger.append(connection, entry_about(kept, by, "question.asked", detail, object_=thread_id))
            return questions.thread(connection, scope, thread_id)

        return self._database.write(open_)

    def reply(self, scope: Scope, thread_id: str, text: str, by: By) -> Thread:
        """Say something in a thread; it is answered when the other side than the asker's spoke last.

        Raises: NotFound; MoveRefused when it is closed, or for anybody but sponsor and organisation; InputRefused for
        a text that is blank or too long.
        """
        words = written.text("text", text)
        _expect_a_side(by)

        def reply(connection: Connection) -> Thread:
            thread = _not_closed(connection, scope, thread_id)
            state = ThreadState.OPEN if side_of(by.role) == thread.asked_by else ThreadState.ANSWERED
            _say(connection, thread_id, words, by)
            _change(connection, thread_id, state=state.value)
            kept = Archive(self._database, connection).return_(scope, thread.return_id)
            said = {"text": words}
            ledger.append(connection, entry_about(kept, by, "question.replied", said, object_=thread_id))
            return questions.thread(connection, scope, thread_id)

        return self._database.write(reply)

    def close(self, scope: Scope, thread_id: str, by: By, why: str = "") -> Thread:
        """End a thread: for the side that asked, or the sponsor.

        Raises: NotFound; MoveRefused when it is closed, or for anybody else; InputRefused for its reason.
        """
        words = written.text_or_nothing("why", why)

        def close(connection: Connection) -> Thread:
            thread = _not_closed(connection, scope, thread_id)
            if side_of(by.role) not in (thread.asked_by, SPONSOR):
                raise MoveRefused(
                    "This question cannot be closed by whoever was asked.",
                    "Answer it; whoever asked closes it when the answer will do.",
                )
            closed = {"closed_by": by.who, "closed_role": by.role, "closed_at": moment_text(by.at)}
            _change(connection, thread_id, state=ThreadState.CLOSED.value, closed_why=words, **closed)
            kept = Archive(self._database, connection).return_(scope, thread.return_id)
            ledger.append(connection, entry_about(kept, by, "question.closed", {}, object_=thread_id, why=words))
            return questions.thread(connection, scope, thread_id)

        return self._database.write(close)


def _expect_a_side(by: By) -> None:
    if by.role not in SIDES:
        raise MoveRefused("Questions are between the organisation and the sponsor team.", "Speak to one of them.")


def _expect_current(connection: Connection, kept: KeptReturn) -> None:
    if kept.current:
        return
    state = standing_of(connection, kept).state
    message = f"Nothing can be asked about this version any more: it is {STATE_WORDS[state]}."
    raise MoveRefused(message, NOT_THIS_VERSION, state=state.value)


def _not_closed(connection: Connection, scope: Scope, thread_id: str) -> Thread:
    thread = questions.thread(connection, scope, thread_id)
    if thread.state is ThreadState.CLOSED:
        raise MoveRefused("This question is closed.", "Ask another one about the same field.")
    return thread


def _say(connection: Connection, thread_id: str, text: str, by: By) -> None:
    number = _count(connection, POSTS.c.thread_id == thread_id) + 1
    row = {"thread_id": thread_id, "number": number, "text": text, "who": by.who, "role": by.role}
    connection.execute(insert(POSTS), {**row, "at": moment_text(by.at)})


def _change(connection: Connection, thread_id: str, **values: str) -> None:
    connection.execute(update(THREADS).where(THREADS.c.id == thread_id).values(values))


def _count(connection: Connection, which: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).where(which)).scalar_one()


def _expect_place(raw: bytes, pointer: str) -> None:
    """See that a JSON pointer (RFC 6901) points at something in a document. Raises: InputRefused."""
    place: Any = orjson.loads(raw)
    for part in _parts(pointer):
        try:
            place = place[int(part)] if isinstance(place, list) and PLACE_IN_A_LIST.fullmatch(part) else place[part]
        except (LookupError, TypeError):
            _no_place(pointer)


def _parts(pointer: str) -> list[str]:
    if pointer and not pointer.startswith("/"):
        _no_place(pointer)
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def _no_place(pointer: str) -> NoReturn:
    raise InputRefused(
        f"There is nothing at {pointer[:200]!r} in this version's document.",
        "Give a JSON pointer into the document, such as /received/total.",
        field="pointer",
    )
