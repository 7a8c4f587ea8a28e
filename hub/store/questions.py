"""Questions as values, and how they are read: a thread, what was said in it, who closed it.

Reads within a connection and a scope; the public face, and what writes, is `hub.store.threads`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NoReturn

from sqlalchemy import ColumnElement, Connection, select

from hub.contract.life_cycle import side_of
from hub.errors import NotFound
from hub.scope import Scope
from hub.store.moments import moment_of
from hub.store.reach import within
from hub.store.rows import is_called
from hub.store.tables import POSTS, RETURNS, THREADS


class ThreadState(StrEnum):
    """Whose turn it is: nobody has answered yet, the asker has an answer, or it is done with."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Post:
    """One thing that was said in a thread."""

    text: str
    who: str
    role: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Closing:
    """Who closed a thread, when, and why. Missing: `why` is empty when no reason was given."""

    who: str
    role: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Thread:
    """One question about one field of one version of a return.

    Shapes: `pointer` is a JSON pointer into that version's document, empty for the whole of it; `posts` oldest first,
    the first being the question.
    Missing: `closed` is None while it is not closed.
    """

    id: str
    return_id: str
    organisation: str
    period_name: str
    version: int
    pointer: str
    state: ThreadState
    posts: tuple[Post, ...]
    closed: Closing | None = None

    @property
    def asked_by(self) -> str:
        """The side whose question it is."""
        return side_of(self.posts[0].role)


def threads(connection: Connection, scope: Scope, which: ColumnElement[bool]) -> list[Thread]:
    """The threads of this condition that are in scope, oldest first."""
    wanted = select(THREADS, RETURNS.c.organisation, RETURNS.c.period_name, RETURNS.c.version)
    wanted = wanted.join(RETURNS, RETURNS.c.id == THREADS.c.return_id).where(*within(scope, RETURNS), which)
    rows = connection.execute(wanted.order_by(THREADS.c.opened_at, THREADS.c.id)).all()
    posts: dict[str, list[Post]] = defaultdict(list)
    said = select(POSTS).where(POSTS.c.thread_id.in_([row.id for row in rows]))
    for post in connection.execute(said.order_by(POSTS.c.thread_id, POSTS.c.number)):
        posts[post.thread_id].append(Post(post.text, post.who, post.role, moment_of(post.at)))
    return [_thread_of(row, tuple(posts[row.id])) for row in rows]


def _thread_of(row: Any, posts: tuple[Post, ...]) -> Thread:
    closed = None
    if row.closed_at is not None:
        closed = Closing(row.closed_by, row.closed_role, moment_of(row.closed_at), row.closed_why)
    return Thread(
        id=row.id,
        return_id=row.return_id,
        organisation=row.organisation,
        period_name=row.period_name,
        version=row.version,
        pointer=row.pointer,
        state=ThreadState(row.state),
        posts=posts,
        closed=closed,
    )


def thread(connection: Connection, scope: Scope, thread_id: str) -> Thread:
    """One thread. Raises: NotFound."""
    found = threads(connection, scope, is_called(THREADS.c.id, thread_id))
    return found[0] if found else _not_found()


def _not_found() -> NoReturn:
    raise NotFound(
        "There is no such question, or it is not one that you may see.", "Take the id from the list of questions."
    )
