"""Explanations of queries: what an organisation says to a query, and for how long it stands.

An explanation belongs to an organisation, a period and a query's key, not to one version: it answers the next version
too, for as long as the query cites the same values. Other values give another key, and the query asks again.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from hub.contract.life_cycle import NOT_THIS_VERSION, ORGANISATION, STATE_WORDS, State, query_keys, side_of
from hub.errors import MoveRefused, NotFound
from hub.scope import Scope
from hub.store import written
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.explained import Explanation, explain, explained
from hub.store.kept import KeptReturn
from hub.store.ledger import By
from hub.store.standing import expect_no_lock

__all__ = ["Explanation", "Explanations"]


class Explanations:
    """What was explained, read and given within a scope."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def at(self, moment: Connection) -> Explanations:
        """The explanations as they stood at a moment that `Database.read` opened."""
        return Explanations(self._database, moment)

    def of(self, scope: Scope, organisation: str, period_name: str) -> Mapping[str, Explanation]:
        """What was explained for one organisation's return for one period, by key. Nothing outside the scope."""
        with self._database.read(self._at) as connection:
            if not Archive(self._database, connection).returns(
                scope, period=period_name, organisation=organisation, limit=1
            ):
                return {}
            return explained(connection, organisation, period_name)

    def give(self, scope: Scope, return_id: str, key: str, text: str, by: By) -> Explanation:
        """Answer a query of the current version. Said again in other words, the last words stand, and need a sign-off.

        Raises: NotFound when the return is not in scope or has no query of this key; Locked; MoveRefused when it is
        not the current version, or for anybody but the organisation; InputRefused for a text that is blank or too long.
        """
        words = written.text("text", text)
        _expect_the_organisation(by)

        def give(connection: Connection) -> Explanation:
            kept = Archive(self._database, connection).return_(scope, return_id)
            _expect_query(kept, key)
            known = explained(connection, kept.organisation, kept.period.name).get(key)
            if known and known.text == words:
                return known  # sent again, because the answer was lost
            _expect_current(kept)
            expect_no_lock(connection, kept)
            return explain(connection, kept, key, words, by)

        return self._database.write(give)


def _expect_the_organisation(by: By) -> None:
    if side_of(by.role) != ORGANISATION:
        raise MoveRefused(
            "Only the organisation that reports explains the queries on its return.",
            "Ask it about the field instead; its answer stands beside the return.",
        )


def _expect_query(kept: KeptReturn, key: str) -> None:
    if key not in query_keys(kept.findings):
        raise NotFound(
            "This return has no query with that key.", "Take the key from the findings of the return.", key=key
        )


def _expect_current(kept: KeptReturn) -> None:
    if not kept.current:
        state = State.WITHDRAWN if kept.withdrawn_at else State.SUPERSEDED
        raise MoveRefused(
            f"The queries of this return cannot be explained any more: it is {STATE_WORDS[state]}.",
            NOT_THIS_VERSION,
            state=state.value,
        )
