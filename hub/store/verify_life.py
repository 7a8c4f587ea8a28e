"""Are the steps of returns, the words that explain queries and the questions about them those of the ledger?

The ledger is chained and these rows are not, so whatever of them differs was changed past the hub.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, select

from hub.contract.life_cycle import Move
from hub.store.beside import ROWS_AT_ONCE, beside, kept_in, member, told_by
from hub.store.first_form import detail_of, why
from hub.store.questions import ThreadState
from hub.store.standing import LEDGER_WORDS
from hub.store.tables import EXPLANATIONS, LEDGER, POSTS, RETURNS, STEPS, THREADS

MOVES = {words: move.value for move, words in LEDGER_WORDS.items()}
TOLD_AGAIN = {"published_at": "locked", "withdrawn_at": "withdrawn"}  # columns of `returns`, and what they stand for
ASKED, REPLIED, CLOSED = "question.asked", "question.replied", "question.closed"


def life_faults(moment: Connection) -> Iterator[str]:
    """A sentence for each step, explanation and question that is not as the ledger has it."""
    yield from _step_faults(moment)
    yield from _lock_faults(moment)
    yield from _explanation_faults(moment)
    yield from _question_faults(moment)


def _step_faults(moment: Connection) -> Iterator[str]:
    of = STEPS.c
    steps = kept_in(
        of.return_id, order=of.number, what=of.move, who=of.who, role=of.role, at=of.at, why=of.why, about=of.named_role
    )
    for (return_id,), (entries, rows) in beside(moment, told_by(MOVES, LEDGER.c.object), steps):
        told = [
            (MOVES[entry.what], entry.who, entry.role, entry.at, why(entry), _facts(entry).get("named_role", ""))
            for entry in entries
        ]
        kept = [(row.what, row.who, row.role, row.at, row.why, row.about) for row in rows]
        if told != kept:
            for move in _moves_that_differ(Counter(told), Counter(kept)):
                yield f"A step of return {return_id} ({move}) is not as the ledger has it."


def _moves_that_differ(told: Counter[Any], kept: Counter[Any]) -> list[str]:
    """Of all of them when only their order does."""
    different = (told - kept) + (kept - told) or kept
    return sorted({move for move, *_ in different})


def _lock_faults(moment: Connection) -> Iterator[str]:
    """What the row of a return says again of its steps decides whether the next version is taken."""
    columns = (RETURNS.c.id, RETURNS.c.organisation, RETURNS.c.period_name, RETURNS.c.current)
    again = (RETURNS.c[name] for name in TOLD_AGAIN)
    wanted = select(*columns, *again, STEPS.c.move, STEPS.c.at).outerjoin(STEPS, STEPS.c.return_id == RETURNS.c.id)
    newest_first = (RETURNS.c.organisation, RETURNS.c.period_name, RETURNS.c.version.desc(), STEPS.c.number)
    found = moment.execute(wanted.order_by(*newest_first).execution_options(yield_per=ROWS_AT_ONCE))
    of_last = None
    for return_id, steps in groupby(found, key=lambda row: row.id):
        row, told = _as_its_steps_say(steps)
        for name, what in TOLD_AGAIN.items():
            if getattr(row, name) != told[name]:
                yield f"Return {return_id} is not {what} as its steps say."
        latest, of_last = (row.organisation, row.period_name) != of_last, (row.organisation, row.period_name)
        if row.current != (latest and not told["withdrawn_at"]):
            yield f"Return {return_id} is {'' if row.current else 'not '}the current version, and should not be so."


def _as_its_steps_say(steps: Iterator[Any]) -> tuple[Any, dict[str, str | None]]:
    """A return, and since when its steps, which stand beside it, say that it is published and withdrawn."""
    told: dict[str, str | None] = {"published_at": None, "withdrawn_at": None}
    for row in steps:
        if row.move in (Move.PUBLISH, Move.UNLOCK):
            told["published_at"] = row.at if row.move == Move.PUBLISH else None
        elif row.move == Move.WITHDRAW:
            told["withdrawn_at"] = row.at
    return row, told


def _explanation_faults(moment: Connection) -> Iterator[str]:
    of = EXPLANATIONS.c
    place = (LEDGER.c.organisation, member(moment, "period"), member(moment, "key"))
    rows = kept_in(
        of.organisation, of.period_name, of.key, who=of.who, role=of.role, at=of.at, detail=of.text, about=of.return_id
    )
    said = told_by(["query.explained"], *place, about=LEDGER.c.object)
    for (organisation, period, key), (entries, kept) in beside(moment, said, rows):
        last = [(_facts(entry).get("text"), entry.who, entry.role, entry.at, entry.about) for entry in entries[-1:]]
        if last != [(row.detail, row.who, row.role, row.at, row.about) for row in kept]:
            yield f"The explanation of {key} by {organisation} for {period} is not as the ledger has it."


def _question_faults(moment: Connection) -> Iterator[str]:
    post, of = POSTS.c, THREADS.c
    posts = kept_in(post.thread_id, order=post.number, who=post.who, role=post.role, at=post.at, detail=post.text)
    threads = kept_in(
        of.id, what=of.state, who=of.closed_by, role=of.closed_role, at=of.closed_at, why=of.closed_why,
        detail=of.pointer, about=of.return_id,
    )  # fmt: skip
    said = told_by([ASKED, REPLIED, CLOSED], LEDGER.c.object)
    for (thread_id,), (entries, written, kept) in beside(moment, said, posts, threads):
        words = [(_facts(each).get("text"), each.who, each.role, each.at) for each in entries if each.what != CLOSED]
        about = [(_facts(each).get("return"), _facts(each).get("pointer")) for each in entries if each.what == ASKED]
        ends = [(each.who, each.role, each.at, why(each)) for each in entries if each.what == CLOSED]
        if (
            words != [(row.detail, row.who, row.role, row.at) for row in written]
            or about != [(row.about, row.detail) for row in kept]
            or ends != [(row.who, row.role, row.at, row.why) for row in kept if row.at is not None]
            or len(ends) != [row.what for row in kept].count(ThreadState.CLOSED)
        ):
            yield f"The question {thread_id} is not as the ledger has it."


def _facts(entry: Row[Any]) -> dict[str, Any]:
    return detail_of(entry.detail) or {}
