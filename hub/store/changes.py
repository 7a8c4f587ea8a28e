"""The last change within a scope: what was made from the store before it may be shown again, and what before is old.

The ledger tells it, since every change of figures, register or decision is an entry; a reading changes nothing.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from hub.scope import Scope
from hub.store.readings import READINGS
from hub.store.tables import LEDGER, ORGANISATIONS


def last_change(connection: Connection, scope: Scope) -> int:
    """The number of the last entry that changed anything for a scope. Missing: 0 when nothing has happened.

    An entry about another part of the department counts too: one too many says nothing false.
    """
    departments = LEDGER.c.department == scope.department
    if scope.also:
        leads = select(ORGANISATIONS.c.department).where(ORGANISATIONS.c.code.in_(sorted(scope.also)))
        departments |= LEDGER.c.department.in_(leads)
    changed = select(LEDGER.c.seq).where(departments, LEDGER.c.what.not_in(READINGS))
    return connection.execute(changed.order_by(LEDGER.c.seq.desc()).limit(1)).scalar() or 0
