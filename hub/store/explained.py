"""What was explained: rows of explanations, read and written within a connection.

Which queries may be answered by whom has been decided before; the public face is `hub.store.explanations`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from hub.contract.life_cycle import query_keys
from hub.store import ledger
from hub.store.kept import Accepted, KeptReturn
from hub.store.ledger import By
from hub.store.moments import moment_of, moment_text
from hub.store.statements import Prepared
from hub.store.tables import EXPLANATIONS
from hub.store.written import of_a_document

PLACE = ("organisation", "period_name", "key")  # of an explanation; the rest is what was said last
_OF_ONE_RETURN = Prepared(
    select(EXPLANATIONS).where(
        EXPLANATIONS.c.organisation == bindparam("organisation"), EXPLANATIONS.c.period_name == bindparam("period")
    )
)


def _saying(dialect: Any) -> Any:
    saying = dialect.insert(EXPLANATIONS)
    last = {column.name: saying.excluded[column.name] for column in EXPLANATIONS.c if column.name not in PLACE}
    return saying.on_conflict_do_update(index_elements=list(EXPLANATIONS.primary_key), set_=last)


_SAY = Prepared(sqlite=_saying(sqlite), postgresql=_saying(postgresql))


@dataclass(frozen=True, slots=True)
class Explanation:
    """The words that answer a query. `return_id` is the version with which, or on which, they were given."""

    key: str
    text: str
    who: str
    role: str
    at: datetime
    return_id: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What a document says to its own queries, where that was not said before, and whether a query stays open."""

    new: Mapping[str, str] = field(default_factory=dict)
    leave_open: bool = False

    def write(self, connection: Connection, accepted: Accepted, kept: KeptReturn) -> None:
        """Keep them, with the return that brought them."""
        for key, text in self.new.items():
            explain(connection, kept, key, text, accepted.by)


NO_QUERIES = Answers()  # as for nearly every return


def answers(connection: Connection, accepted: Accepted) -> Answers:
    """What a return that comes says to its queries, beside what was said before to the same ones.

    Words for a key that none of its queries has are left out.
    """
    asked = query_keys(accepted.findings)
    if not asked:
        return NO_QUERIES
    known = explained(connection, accepted.organisation, accepted.period.name)
    said = {key: of_a_document(accepted.explanations[key]) for key in asked if key in accepted.explanations}
    new = {key: text for key, text in said.items() if text and (key not in known or known[key].text != text)}
    return Answers(new, leave_open=any(key not in known and key not in new for key in asked))


def explained(connection: Connection, organisation: str, period_name: str) -> dict[str, Explanation]:
    """What was explained for one organisation and period, by key."""
    rows = _OF_ONE_RETURN.all(connection, {"organisation": organisation, "period": period_name})
    return {
        row["key"]: Explanation(
            row["key"], row["text"], row["who"], row["role"], moment_of(row["at"]), row["return_id"]
        )
        for row in rows
    }


def explained_at(
    connection: Connection, organisations: Collection[str], periods: Collection[str]
) -> Mapping[tuple[str, str], dict[str, datetime]]:
    """When queries were explained, by organisation and period and then by key; nothing where none was."""
    of = EXPLANATIONS.c
    wanted = select(of.organisation, of.period_name, of.key, of.at).where(
        of.organisation.in_(organisations), of.period_name.in_(periods)
    )
    at: dict[tuple[str, str], dict[str, datetime]] = defaultdict(dict)
    for row in connection.execute(wanted):
        at[row.organisation, row.period_name][row.key] = moment_of(row.at)
    return at


def explain(connection: Connection, kept: KeptReturn, key: str, text: str, by: By) -> Explanation:
    """Keep what was said to a query of a return; what was said to it before stays in the ledger."""
    said = Explanation(key, text, by.who, by.role, by.at, kept.id)
    row = {
        "organisation": kept.organisation,
        "period_name": kept.period.name,
        "key": key,
        "text": text,
        "who": by.who,
        "role": by.role,
        "at": moment_text(by.at),
        "return_id": kept.id,
    }
    _SAY.run(connection, row)
    ledger.append(connection, entry_about(kept, by, "query.explained", {"key": key, "text": text}))
    return said


def entry_about(
    kept: KeptReturn, by: By, what: str, detail: Mapping[str, Any], *, why: str = "", object_: str = ""
) -> ledger.Entry:
    """An entry of the ledger about one version of a return.

    Missing: `object_` is empty when the object is the return itself.
    """
    return ledger.Entry(
        by,
        what,
        object_ or kept.id,
        {"period": kept.period.name, **detail},
        version=kept.version,
        department=kept.department,
        organisation=kept.organisation,
        why=why,
    )
