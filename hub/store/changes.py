"""The last change within a scope: what was made from the store before it may be shown again, and what before is old.

The ledger tells it, since every change of figures, register or decision is an entry; a reading changes nothing.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, literal_column, select, text

from hub.scope import Scope
from hub.store.statements import Prepared
from hub.store.tables import LEDGER, LINEAGE, NO_READING, ORGANISATIONS

Change = tuple[tuple[str, ...], int]  # the departments that were looked at, and the number of their last entry
LAST = (  # in the words of the index, else neither engine knows it again
    select(LEDGER.c.seq).where(text(NO_READING)).order_by(LEDGER.c.seq.desc()).limit(literal_column("1"))
)
_LAST_OF = Prepared(LAST.where(LEDGER.c.department == bindparam("department")))
_ITS, _FROM = ORGANISATIONS.alias("its"), ORGANISATIONS.alias("its_from")
_TOGETHER = Prepared(  # departments between which organisations merged or were split
    select(_ITS.c.department.label("one"), _FROM.c.department.label("other"))
    .distinct()
    .join_from(LINEAGE, _ITS, _ITS.c.code == LINEAGE.c.organisation)
    .join(_FROM, _FROM.c.code == LINEAGE.c.from_organisation)
    .where(_ITS.c.department != _FROM.c.department)
)


def last_change(connection: Connection, scope: Scope) -> Change:
    """What differs as soon as anything changed for a scope, its lineage in other departments included.

    An entry about another part of a department counts too: one too many says nothing false. The departments are told
    because they may become fewer without an entry of those that are left.
    Missing: 0 when nothing has happened.
    """
    departments = _departments(connection, scope)
    last = [_LAST_OF.values(connection, {"department": one}) for one in departments]
    return departments, max((one[0] for one in last if one), default=0)


def _departments(connection: Connection, scope: Scope) -> tuple[str, ...]:
    """The scope's own, those of its organisations elsewhere, and all with which one of them shares a lineage."""
    found = {scope.department}
    if scope.also:
        leads = select(ORGANISATIONS.c.department).where(ORGANISATIONS.c.code.in_(sorted(scope.also)))
        found.update(connection.execute(leads).scalars())
    pairs = [{row["one"], row["other"]} for row in _TOGETHER.all(connection, {})]
    while reached := [pair for pair in pairs if pair & found and not pair <= found]:
        found.update(*reached)
    return tuple(sorted(found))
