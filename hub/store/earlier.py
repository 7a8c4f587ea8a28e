"""What one organisation reported before a period, for the queries that compare periods. One statement, no judgement.

Asked of every return that comes, so it is prepared, and finds its rows by the keys of the figures.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, and_, bindparam, select

from hub.contract.history import MOST_EARLIER, Earlier, History
from hub.contract.model import Return
from hub.contract.period import Period
from hub.store.statements import Prepared
from hub.store.tables import FIGURES, ORGANISATIONS, RETURNS

ReadReturn = Callable[[bytes, str, str], Return]  # document, contract, contract version
PLACES = tuple(f"before_{number}" for number in range(1, MOST_EARLIER + 1))  # the periods before, the last one first
REMEMBERED = 256  # periods
_EARLIER = Prepared(
    select(
        *(FIGURES.c.period_name, FIGURES.c.received, FIGURES.c.early_days, FIGURES.c.closer_days),
        *(RETURNS.c.contract, RETURNS.c.contract_version, RETURNS.c.raw),
    )
    .outerjoin(RETURNS, and_(RETURNS.c.id == FIGURES.c.return_id, FIGURES.c.period_name == bindparam(PLACES[0])))
    .where(
        FIGURES.c.department
        == select(ORGANISATIONS.c.department)
        .where(ORGANISATIONS.c.code == bindparam("organisation"))
        .scalar_subquery(),
        FIGURES.c.organisation == bindparam("organisation"),
        FIGURES.c.period_name.in_([bindparam(place) for place in PLACES]),
    )
    .order_by(FIGURES.c.period_start.desc())
)


def history(connection: Connection, organisation: str, period: Period, read: ReadReturn) -> History:
    """The figures of as many periods before as are compared, and the return for the one just before.

    Raises: what `read` raises.
    """
    rows = _EARLIER.all(connection, {"organisation": organisation, **_names_before(period)})
    if not rows:
        return History()
    last = rows[0]
    previous = None if last["raw"] is None else read(bytes(last["raw"]), last["contract"], last["contract_version"])
    return History(tuple([_earlier(row) for row in rows]), previous)


def _earlier(row: dict[str, Any]) -> Earlier:
    return Earlier(Period.named(row["period_name"]), row["received"], row["early_days"], row["closer_days"])


@lru_cache(REMEMBERED)
def _names_before(period: Period) -> dict[str, str]:
    names = {}
    for place in PLACES:
        period = period.previous()
        names[place] = period.name
    return names
