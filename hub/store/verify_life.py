"""Are the steps of returns, the words that explain queries and the questions about them those of the ledger?

The ledger is chained and these rows are not, so whatever of them differs was changed past the hub.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

import orjson
from sqlalchemy import Connection, select

from hub.contract.life_cycle import Move
from hub.store.standing import LEDGER_WORDS
from hub.store.tables import EXPLANATIONS, LEDGER, POSTS, RETURNS, STEPS, THREADS

MOVES = {words: move.value for move, words in LEDGER_WORDS.items()}
TOLD_AGAIN = {"published_at": "locked", "withdrawn_at": "withdrawn"}  # columns of `returns`, and what they stand for
Entry = tuple[Any, dict[str, Any]]  # a row of the ledger, and its detail


def life_faults(moment: Connection) -> list[str]:
    """A sentence for each step, explanation and question that is not as the ledger has it."""
    return [
        *_step_faults(moment),
        *_lock_faults(moment),
        *_explanation_faults(moment),
        *_question_faults(moment),
    ]


def _step_faults(moment: Connection) -> Iterator[str]:
    told = Counter(
        (row.object, MOVES[row.what], row.who, row.role, row.at, detail.get("why", ""), detail.get("named_role", ""))
        for row, detail in _entries(moment, MOVES)
    )
    order = (STEPS.c.return_id, STEPS.c.move, STEPS.c.who, STEPS.c.role, STEPS.c.at, STEPS.c.why, STEPS.c.named_role)
    kept = Counter(tuple(row) for row in moment.execute(select(*order)))
    different = (told - kept) + (kept - told)
    for return_id, move in sorted({(return_id, move) for return_id, move, *_ in different}):
        yield f"A step of return {return_id} ({move}) is not as the ledger has it."


def _lock_faults(moment: Connection) -> Iterator[str]:
    """What the row of a return says again of its steps decides whether the next version is taken."""
    told: dict[str, dict[str, str | None]] = {}
    for step in moment.execute(select(STEPS).order_by(STEPS.c.return_id, STEPS.c.number)):
        at = told.setdefault(step.return_id, {"published_at": None, "withdrawn_at": None})
        if step.move in (Move.PUBLISH, Move.UNLOCK):
            at["published_at"] = step.at if step.move == Move.PUBLISH else None
        elif step.move == Move.WITHDRAW:
            at["withdrawn_at"] = step.at
    columns = (RETURNS.c.id, RETURNS.c.organisation, RETURNS.c.period_name, RETURNS.c.current)
    newest_first = (RETURNS.c.organisation, RETURNS.c.period_name, RETURNS.c.version.desc())
    of_last = None
    for row in moment.execute(select(*columns, *(RETURNS.c[name] for name in TOLD_AGAIN)).order_by(*newest_first)):
        for name, what in TOLD_AGAIN.items():
            if getattr(row, name) != told.get(row.id, {}).get(name):
                yield f"Return {row.id} is not {what} as its steps say."
        latest, of_last = (row.organisation, row.period_name) != of_last, (row.organisation, row.period_name)
        if row.current != (latest and not told.get(row.id, {}).get("withdrawn_at")):
            yield f"Return {row.id} is {'' if row.current else 'not '}the current version, and should not be so."


def _explanation_faults(moment: Connection) -> Iterator[str]:
    told = {
        (detail["organisation"], detail["period"], detail["key"]): (
            detail["text"],
            row.who,
            row.role,
            row.at,
            row.object,
        )
        for row, detail in _entries(moment, ("query.explained",))
    }
    kept = {
        (row.organisation, row.period_name, row.key): (row.text, row.who, row.role, row.at, row.return_id)
        for row in moment.execute(select(EXPLANATIONS))
    }
    for organisation, period, key in _different(told, kept):
        yield f"The explanation of {key} by {organisation} for {period} is not as the ledger has it."


def _question_faults(moment: Connection) -> Iterator[str]:
    said: dict[str, list[Any]] = {}
    about: dict[str, Any] = {}
    closed: dict[str, Any] = {}
    for row, detail in _entries(moment, ("question.asked", "question.replied", "question.closed")):
        if row.what == "question.closed":
            closed[row.object] = (row.who, row.role, row.at, detail["why"])
        else:
            said.setdefault(row.object, []).append((detail["text"], row.who, row.role, row.at))
        if row.what == "question.asked":
            about[row.object] = (detail["return"], detail["pointer"])
    posts: dict[str, list[Any]] = {}
    for row in moment.execute(select(POSTS).order_by(POSTS.c.thread_id, POSTS.c.number)):
        posts.setdefault(row.thread_id, []).append((row.text, row.who, row.role, row.at))
    ends = select(THREADS).where(THREADS.c.closed_at.is_not(None))
    ended = {row.id: (row.closed_by, row.closed_role, row.closed_at, row.closed_why) for row in moment.execute(ends)}
    asked = {row.id: (row.return_id, row.pointer) for row in moment.execute(select(THREADS))}
    for thread_id in sorted({*_different(said, posts), *_different(closed, ended), *_different(about, asked)}):
        yield f"The question {thread_id} is not as the ledger has it."


def _different(told: dict[Any, Any], kept: dict[Any, Any]) -> list[Any]:
    return sorted(key for key in {*told, *kept} if told.get(key) != kept.get(key))


def _entries(moment: Connection, words: Collection[str]) -> Iterator[Entry]:
    wanted = select(LEDGER).where(LEDGER.c.what.in_(list(words))).order_by(LEDGER.c.seq)
    for row in moment.execute(wanted):
        yield row, orjson.loads(row.detail)
