"""Where returns stand, read within a connection: their steps and explained queries, put to `hub.contract.life_cycle`.

Reads only; which returns somebody may see has been decided before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from hub.contract.life_cycle import Arrival, Move, Standing, Step, locked, standing
from hub.scope import Scope
from hub.store.explained import explained_at
from hub.store.kept import KeptReturn
from hub.store.moments import moment_of
from hub.store.reach import within
from hub.store.tables import RETURNS, STEPS

LEDGER_WORDS = {  # what the ledger calls each step
    Move.SIGN_OFF: "return.signed_off",
    Move.PUBLISH: "return.published",
    Move.UNLOCK: "return.unlocked",
    Move.WITHDRAW: "return.withdrawn",
}


def standing_of(connection: Connection, kept: KeptReturn) -> Standing:
    """Where one version stands."""
    return standings_of(connection, [kept], STEPS.c.return_id == kept.id)[kept.id]


def standings_of(
    connection: Connection, returns: Sequence[KeptReturn], theirs: ColumnElement[bool]
) -> Mapping[str, Standing]:
    """Where each of these versions stands, by return id; `theirs` is the condition for the rows of their steps."""
    taken = _steps(connection, theirs)
    explained = explained_at(
        connection, {kept.organisation for kept in returns}, {kept.period.name for kept in returns}
    )
    return {
        kept.id: standing(_arrival(kept), taken[kept.id], explained[kept.organisation, kept.period.name])
        for kept in returns
    }


def of_periods(scope: Scope, periods: Sequence[str]) -> ColumnElement[bool]:
    """The condition for the steps of every return in a scope for these periods."""
    theirs = select(RETURNS.c.id).where(*within(scope, RETURNS), RETURNS.c.period_name.in_(periods))
    return STEPS.c.return_id.in_(theirs)


def expect_no_lock(connection: Connection, kept: KeptReturn) -> None:
    """Raises: Locked when nothing of this return can be changed now."""
    if lock := standing_of(connection, kept).lock:
        raise locked(lock)


def _arrival(kept: KeptReturn) -> Arrival:
    return Arrival(kept.current, kept.received_at, kept.sent_by, kept.signed_off_as, kept.findings)


def _steps(connection: Connection, theirs: ColumnElement[bool]) -> Mapping[str, list[Step]]:
    steps: dict[str, list[Step]] = defaultdict(list)
    for row in connection.execute(select(STEPS).where(theirs).order_by(STEPS.c.return_id, STEPS.c.number)):
        steps[row.return_id].append(_step(row))
    return steps


def _step(row: Any) -> Step:
    return Step(Move(row.move), row.who, row.role, moment_of(row.at), row.why, row.named_role)
