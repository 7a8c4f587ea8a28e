"""What the forum decides about themes of a department, each decision with its reason, and only ever added to.

What follows from a decision for the themes of a period is `hub.oversight.themes.decided`; no figure changes by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, Row, func, select

from hub.contract.period import Period
from hub.decisions import Decided, Decision, SeenTheme, last_about
from hub.errors import Conflict, InputRefused, NotFound
from hub.scope import Scope
from hub.store import ledger, rows, written
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.moments import moment_of, moment_text
from hub.store.tables import THEME_DECISIONS


class ThemeDecisions:
    """Decisions about themes of a department."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def of(self, scope: Scope) -> list[Decision]:
        """All that were taken about themes of bodies in scope, the oldest first, with those of the bodies."""
        with self._database.read(self._at) as connection:
            return list(_decisions(connection, scope))

    def decide(
        self,
        scope: Scope,
        decided: Decided,
        seen: SeenTheme,
        why: str,
        by: By,
        *,
        into: str = "",
        title: str = "",
        after: str | None = None,
    ) -> Decision:
        """Keep a decision. `into` is the theme that it is merged into, `title` its new name.

        `after` is the id of the last decision about the theme in scope that was known when this one was taken, empty
        where there was none. Missing: None where it does not matter what others decided meanwhile.
        Raises: InputRefused for the reason, the name or the period; NotFound for bodies that are not in scope; Conflict
        when a theme would be a part of itself, and when somebody decided about it meanwhile.
        """
        reason = written.text("why", why)
        named = written.line("title", title) if decided is Decided.RENAMED else ""
        expect_seen(scope, seen)

        def decide(connection: Connection) -> Decision:
            if after is not None:
                _expect_last(connection, scope, seen.theme, after)
            other = into if decided is Decided.MERGED else ""
            if other:
                _expect_another(connection, scope, seen.theme, other)
            number = connection.execute(select(func.count()).select_from(THEME_DECISIONS)).scalar_one() + 1
            kept = Decision(str(number), decided, seen, reason, by.who, by.role, by.at, other, named)
            told = {"decided": decided.value, "into_theme": other, "title": named, "why": reason}
            who = {"who": by.who, "role": by.role, "at": moment_text(by.at)}
            rows.add(
                connection,
                THEME_DECISIONS,
                {"id": kept.id, "department": scope.department, **columns_of(seen), **told, **who},
            )
            _tell(connection, scope, kept, by)
            return kept

        return self._database.write(decide)


def decided_since() -> Conflict:
    """What is said to somebody who decides about a theme when another was quicker."""
    return Conflict(
        "Somebody decided about this theme after you opened its page. Nothing was changed.",
        "Read what was decided, and decide again if you still want to.",
    )


def expect_seen(scope: Scope, seen: SeenTheme) -> None:
    """See that a theme names a period, and bodies in scope alone. Raises: InputRefused, NotFound."""
    try:
        Period.named(seen.period)
    except ValueError as fault:
        raise InputRefused(
            f"{seen.period[:40]!r} is not a period.", "Name it as 2026-27-Q1, or 2026-27 for a year.", field="period"
        ) from fault
    if not seen.organisations or not all(map(scope.includes, seen.organisations)):
        raise NotFound(f"There is no theme called {seen.theme!r}.")


def columns_of(seen: SeenTheme) -> dict[str, str]:
    """A theme as it was seen, in the columns of a row."""
    bodies = orjson.dumps(seen.organisations).decode()
    return {"theme": seen.theme, "told_as": seen.told_as, "period_name": seen.period, "organisations": bodies}


def detail_of(seen: SeenTheme) -> dict[str, Any]:
    """The same, as the ledger tells it."""
    return {"told_as": seen.told_as, "period": seen.period, "organisations": list(seen.organisations)}


def seen_in(scope: Scope, row: Row[Any]) -> SeenTheme | None:
    """A theme as a row keeps it, with what of its bodies is in scope. Missing: None where none is."""
    bodies: Sequence[str] = orjson.loads(row.organisations)
    within = tuple(code for code in bodies if scope.includes(code))
    return SeenTheme(row.theme, row.told_as, row.period_name, within) if within else None


def _decisions(connection: Connection, scope: Scope) -> Iterator[Decision]:
    table = THEME_DECISIONS
    found = connection.execute(select(table).where(table.c.department == scope.department)).all()
    for row in sorted(found, key=lambda row: int(row.id)):
        if seen := seen_in(scope, row):
            yield Decision(
                row.id, Decided(row.decided), seen, row.why, row.who, row.role, moment_of(row.at), row.into_theme,
                row.title,
            )  # fmt: skip


def _expect_last(connection: Connection, scope: Scope, theme: str, known: str) -> None:
    """See that nobody decided about a theme since somebody looked. Raises: Conflict."""
    if last_about(_decisions(connection, scope), {theme}) != known:
        raise decided_since()


def _expect_another(connection: Connection, scope: Scope, theme: str, into: str) -> None:
    """See that what it is merged into is not a part of it by now, nor is itself."""
    department = Scope(scope.department)
    last = {one.seen.theme: one for one in _decisions(connection, department) if one.decided.changes_standing}
    at: str | None = into
    while at and at != theme:
        at = last[at].into if at in last else None
    if at == theme:
        raise Conflict(
            "A theme cannot be merged into itself, nor into one that is a part of it.",
            "Choose another theme, or set that one apart first.",
            field="into",
        )


def _tell(connection: Connection, scope: Scope, kept: Decision, by: By) -> None:
    more = {name: told for name, told in (("into", kept.into), ("title", kept.title)) if told}
    detail = {"id": kept.id, **detail_of(kept.seen), **more}
    what = f"theme.{kept.decided}"
    entry = ledger.Entry(by, what, kept.seen.theme, detail, department=scope.department, why=kept.why)
    ledger.append(connection, entry)
