"""Steps of returns: sign-off, publication by the sponsor, unlocking, withdrawal; and where each return stands.

What may follow what, and who may do it, is `hub.contract.life_cycle`; here it is kept, with its entry in the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from sqlalchemy import Connection, exists, func, insert, or_, select, update

from hub.contract.life_cycle import Move, Standing, State, Step, expect_move, query_keys
from hub.contract.period import Period
from hub.scope import Scope
from hub.store import ledger, written
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.explained import entry_about
from hub.store.keeping import FACTS, kept_return
from hub.store.kept import KeptReturn
from hub.store.ledger import By
from hub.store.moments import moment_text
from hub.store.projecting import take_figures_away
from hub.store.reach import within
from hub.store.standing import LEDGER_WORDS, of_periods, standing_of, standings_of
from hub.store.tables import RETURNS, STEPS


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A version that was taken back and has none after it, and the step that took it back."""

    kept: KeptReturn
    step: Step


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A current return, and how many of its queries nobody has explained yet."""

    organisation: str
    period: Period
    return_id: str
    queries: int


STATE_AFTER = {
    Move.SIGN_OFF: State.SIGNED_OFF,
    Move.PUBLISH: State.PUBLISHED,
    Move.WITHDRAW: State.WITHDRAWN,
}  # an unlocked return stands as before it was published


class Steps:
    """Where returns stand, and the steps that they take."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def at(self, moment: Connection) -> Steps:
        """The steps as they stood at a moment that `Database.read` opened."""
        return Steps(self._database, moment)

    def of(self, scope: Scope, return_id: str) -> tuple[Step, ...]:
        """The steps that one version has taken, oldest first. Raises: NotFound."""
        return self.standing(scope, return_id).steps

    def standing(self, scope: Scope, return_id: str) -> Standing:
        """Where one version stands. Raises: NotFound."""
        with self._database.read(self._at) as connection:
            return standing_of(connection, Archive(self._database, connection).return_(scope, return_id))

    def standings(self, scope: Scope, periods: Sequence[str]) -> Mapping[str, Standing]:
        """Where the returns for these periods stand, by return id: each current version, and each withdrawn one."""
        wanted = select(*FACTS).where(
            *within(scope, RETURNS),
            RETURNS.c.period_name.in_(periods),
            or_(RETURNS.c.current, RETURNS.c.withdrawn_at.is_not(None)),
        )
        with self._database.read(self._at) as connection:
            returns = [kept_return(row) for row in connection.execute(wanted).mappings()]
            return standings_of(connection, returns, of_periods(scope, periods))

    def withdrawn(self, scope: Scope, periods: Sequence[str]) -> Mapping[tuple[str, str], Withdrawn]:
        """What was withdrawn of the returns for these periods and has no later version, by organisation and period."""
        later = RETURNS.alias("later")
        wanted = select(*FACTS).where(
            *within(scope, RETURNS),
            RETURNS.c.period_name.in_(periods),
            RETURNS.c.withdrawn_at.is_not(None),
            ~exists().where(
                later.c.organisation == RETURNS.c.organisation,
                later.c.period_name == RETURNS.c.period_name,
                later.c.version > RETURNS.c.version,
            ),
        )
        with self._database.read(self._at) as connection:
            found = [kept_return(row) for row in connection.execute(wanted).mappings()]
            if not found:
                return {}
            standings = standings_of(connection, found, STEPS.c.return_id.in_([kept.id for kept in found]))
        return {(kept.organisation, kept.period.name): Withdrawn(kept, standings[kept.id].steps[-1]) for kept in found}

    def unexplained(self, scope: Scope) -> tuple[Unexplained, ...]:
        """The current returns of every period with queries that nobody has explained yet, the newest period first."""
        theirs = (*within(scope, RETURNS), RETURNS.c.current)
        wanted = select(*FACTS).where(*theirs).order_by(RETURNS.c.organisation)
        with self._database.read(self._at) as connection:
            found = [kept_return(row) for row in connection.execute(wanted).mappings()]
            asked = [kept for kept in found if query_keys(kept.findings)]
            steps = STEPS.c.return_id.in_(select(RETURNS.c.id).where(*theirs))
            standings = standings_of(connection, asked, steps)
        newest_first = sorted(asked, key=lambda kept: (kept.period.end, kept.period.start), reverse=True)
        waiting = (
            Unexplained(kept.organisation, kept.period, kept.id, len(standings[kept.id].open_queries))
            for kept in newest_first
        )
        return tuple(one for one in waiting if one.queries)

    def take(self, scope: Scope, return_id: str, move: Move, by: By, why: str = "", named_role: str = "") -> Standing:
        """Take a step; where the return stands then. The same step said again by the same is taken once.

        A withdrawn return leaves the figures; the next one for its period is the next version.
        Raises: NotFound; Locked; MoveRefused; InputRefused when a reason or the role is needed and not given.
        """
        why = written.text_or_nothing("why", why)
        step = Step(move, by.who, by.role, by.at, why, written.line_or_nothing("role", named_role))

        def take(connection: Connection) -> Standing:
            archive = Archive(self._database, connection)
            kept = archive.return_(scope, return_id)
            before = standing_of(connection, kept)
            if _is_said_again(before, step):
                return before
            expect_move(before, step)
            _write(connection, kept, step, by)
            return standing_of(connection, archive.return_(scope, return_id))

        return self._database.write(take)


def _is_said_again(before: Standing, step: Step) -> bool:
    """Whether it is the last step once more, word for word: a program whose answer was lost asks twice."""
    last = before.steps[-1] if before.steps else None
    return last is not None and replace(last, at=step.at) == step and before.state is STATE_AFTER.get(step.move)


def _write(connection: Connection, kept: KeptReturn, step: Step, by: By) -> None:
    taken = select(func.count()).select_from(STEPS).where(STEPS.c.return_id == kept.id)
    number = connection.execute(taken).scalar_one() + 1
    row = {**asdict(step), "move": step.move.value, "at": moment_text(step.at)}
    connection.execute(insert(STEPS), {"return_id": kept.id, "number": number, **row})
    if step.move is Move.WITHDRAW:
        take_figures_away(connection, kept)
    if told := _told_by_the_return(step):
        connection.execute(update(RETURNS).where(RETURNS.c.id == kept.id).values(told))
    detail = {"named_role": step.named_role} if step.named_role else {}
    ledger.append(connection, entry_about(kept, by, LEDGER_WORDS[step.move], detail, why=step.why))


def _told_by_the_return(step: Step) -> dict[str, object]:
    """What the row of the return says again of a step, for whoever keeps the next version."""
    told: dict[Move, dict[str, object]] = {
        Move.PUBLISH: {"published_at": moment_text(step.at)},
        Move.UNLOCK: {"published_at": None},
        Move.WITHDRAW: {"withdrawn_at": moment_text(step.at), "current": False},
    }
    return told.get(step.move, {})
