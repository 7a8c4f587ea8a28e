"""Shared failings: pieces of learning of several organisations of which a person confirmed that they tell of one.

What looks alike is only suggested (`hub.oversight.themes`); nothing is a shared failing until somebody says so here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, func, select

from hub.errors import InputRefused, NotFound
from hub.scope import Scope
from hub.store import ledger, rows, written
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.moments import moment_of, moment_text
from hub.store.reach import within
from hub.store.tables import NARRATIVES, SHARED_FAILINGS

FEWEST = 2  # organisations that share a failing
NOUN = "shared failing"
PIECE_OF_LEARNING = 3  # organisation, period, id
Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class SharedFailing:
    """A failing that several organisations learnt of.

    Shapes: `learning` are organisation, name of the period, id of the piece of learning; `subject` is a published code.
    """

    id: str
    failing: str
    subject: str
    learning: tuple[Place, ...]
    who: str
    role: str
    at: datetime


class Failings:
    """Shared failings of a department."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def of(self, scope: Scope) -> list[SharedFailing]:
        """Those confirmed for the department, the oldest first, with what of them is in scope."""
        table = SHARED_FAILINGS
        wanted = select(table).where(table.c.department == scope.department, table.c.removed_at.is_(None))
        with self._database.read(self._at) as connection:
            found = connection.execute(wanted).all()
        seen = (
            SharedFailing(
                row.id, row.failing, row.subject, _in_scope(scope, orjson.loads(row.learning)),
                row.who, row.role, moment_of(row.at),
            )
            for row in found
        )  # fmt: skip
        return sorted((one for one in seen if one.learning), key=lambda failing: int(failing.id))

    def confirm(self, scope: Scope, failing: str, subject: str, learning: Sequence[Place], by: By) -> SharedFailing:
        """Say that these tell of one failing.

        Raises: InputRefused when they are of fewer than two organisations, or for the words; NotFound for one that is
        not in a current return in scope.
        """
        words, places = written.line("failing", failing), tuple(sorted({_place(one) for one in learning}))

        def confirm(connection: Connection) -> SharedFailing:
            for place in places:
                _expect_learning(connection, scope, place)
            _expect_several(places)
            number = connection.execute(select(func.count()).select_from(SHARED_FAILINGS)).scalar_one() + 1
            kept = SharedFailing(str(number), words, subject, places, by.who, by.role, by.at)
            told = {"failing": words, "subject": subject, "learning": orjson.dumps(places).decode()}
            who = {"who": by.who, "role": by.role, "at": moment_text(by.at)}
            rows.add(connection, SHARED_FAILINGS, {"id": kept.id, "department": scope.department, **told, **who})
            detail = {"id": kept.id, "subject": subject, "learning": [list(place) for place in places]}
            _tell(connection, by, "failing.confirmed", words, detail, scope.department, "")
            return kept

        return self._database.write(confirm)

    def remove(self, scope: Scope, failing_id: str, why: str, by: By) -> None:
        """Say that they do not tell of one failing after all. Raises: NotFound; InputRefused for the reason."""
        reason = written.text("why", why)

        def remove(connection: Connection) -> None:
            row = rows.one(connection, SHARED_FAILINGS, failing_id, NOUN)
            if row.department != scope.department:
                raise NotFound(f"There is no shared failing called {failing_id!r}.", **{NOUN: failing_id})
            if row.removed_at is None:
                rows.change(connection, SHARED_FAILINGS, failing_id, {"removed_at": moment_text(by.at)})
                _tell(connection, by, "failing.removed", row.failing, {"id": row.id}, row.department, reason)

        self._database.write(remove)


def _place(told: Sequence[str]) -> Place:
    if len(told) != PIECE_OF_LEARNING:
        raise InputRefused("A piece of learning is named by organisation, period and id.", "Name all three.")
    organisation, period, id_ = told
    return organisation, period, id_


def _in_scope(scope: Scope, learning: Sequence[Sequence[str]]) -> tuple[Place, ...]:
    return tuple(_place(one) for one in learning if scope.includes(one[0]))


def _expect_several(places: Sequence[Place]) -> None:
    if len({place[0] for place in places}) < FEWEST:
        raise InputRefused(
            "A shared failing is one of at least two organisations.",
            "Name pieces of learning of each of them.",
            field="learning",
        )


def _expect_learning(connection: Connection, scope: Scope, place: Place) -> None:
    organisation, period, id_ = place
    at = NARRATIVES.c.organisation == organisation, NARRATIVES.c.period_name == period
    told = connection.execute(select(NARRATIVES.c.told).where(*within(scope, NARRATIVES), *at)).scalar()
    _actions, learning, _challenges = orjson.loads(told) if told else (None, None, None)
    if id_ not in [one[0] for one in learning or ()]:
        raise NotFound(
            f"There is no learning {id_!r} in the return of {organisation!r} for {period!r}.",
            "Name a piece by the id that its current return gives it.",
        )


def _tell(
    connection: Connection, by: By, what: str, failing: str, detail: Mapping[str, Any], department: str, why: str
) -> None:
    ledger.append(connection, ledger.Entry(by, what, failing, detail, department=department, why=why))
