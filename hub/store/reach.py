"""How far a scope reaches: which rows a read finds, and which organisations of other departments belong to it.

Reads only. Whom a role names is for `hub.auth`; that one organisation merged into another is told by
`hub.store.lineage`, that it has a second parent by `hub.store.parents`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, bindparam, or_, select, union

from hub.scope import Scope
from hub.store.database import Database
from hub.store.statements import Prepared
from hub.store.tables import LINEAGE, ORGANISATIONS, OTHER_PARENTS

T = TypeVar("T")

MERGED = "merged"  # the kind of lineage that carries an organisation's history to another
MOST_NAMED = 32  # statements kept ready, one for each number of organisations that are named


def scope_of(
    database: Database, department: str, organisations: Collection[str] | None = None, at: Connection | None = None
) -> Scope:
    """The scope of somebody for whom a department, or some of what it oversees, is named.

    Whoever sees an organisation sees those that merged into it, and those that merged into them. One that the
    department does not oversee, or no longer, is not seen although it is named.
    Missing: `organisations` is None for the whole department, also what is added later.
    """
    named = None if organisations is None else frozenset(organisations)
    with database.read(at) as connection:
        if named is None:
            others = _BESIDE.all(connection, {"wanted": department})
            return Scope(department, None, frozenset(row["code"] for row in others if row["department"] != department))
        wanted = {"wanted": department, **_by_number(named)}
        found = _overseen_and_merged(len(named)).all(connection, wanted) if named else ()
        reached = {row["code"]: row["department"] for row in found}
    also = frozenset(code for code, lead in reached.items() if lead != department)
    return Scope(department, named | frozenset(reached), also)


def within(scope: Scope, table: Table) -> list[ColumnElement[bool]]:
    """The conditions that keep a read of a table inside a scope, by its department and its organisation."""
    return reaching(scope, table.c.department, table.c.organisation)


def reaching(scope: Scope, department: Any, organisation: Any) -> list[ColumnElement[bool]]:
    """As `within`, where the columns have other names.

    The departments of the organisations in `also` are told too: the keys of the figures begin with it.
    """
    own: ColumnElement[bool] = department == scope.department
    if scope.also:
        also = sorted(scope.also)
        leads = select(ORGANISATIONS.c.department).where(ORGANISATIONS.c.code.in_(also))
        own = or_(own, and_(department.in_(leads), organisation.in_(also)))
    if scope.organisations is None:
        return [own]
    return [own, organisation.in_(sorted(scope.organisations))]


def _overseen(count: int) -> Select[Any]:
    """Those of so many organisations named of which this department is a parent."""
    named: list[Any] = [bindparam(key) for key in _by_number(range(count))]
    another = select(OTHER_PARENTS.c.organisation).where(OTHER_PARENTS.c.department == bindparam("wanted"))
    return select(ORGANISATIONS.c.code).where(
        ORGANISATIONS.c.code.in_(named),
        or_(ORGANISATIONS.c.department == bindparam("wanted"), ORGANISATIONS.c.code.in_(another)),
    )


def _by_number(named: Iterable[T]) -> dict[str, T]:
    return {f"named_{number}": each for number, each in enumerate(named)}


def _beside() -> Select[Any]:
    """Where what a whole department sees of others begins: at its further bodies, and what merged into its own.

    Not at its own bodies: there may be very many, and few of them have a history elsewhere.
    """
    merged = (
        select(LINEAGE.c.from_organisation.label("code"))
        .join(ORGANISATIONS, ORGANISATIONS.c.code == LINEAGE.c.organisation)
        .where(LINEAGE.c.kind == MERGED, ORGANISATIONS.c.department == bindparam("wanted"))
    )
    further = select(OTHER_PARENTS.c.organisation.label("code")).where(
        OTHER_PARENTS.c.department == bindparam("wanted")
    )
    return select(union(merged, further).subquery().c.code)


def _with_what_merged(begin: Select[Any]) -> Select[Any]:
    """The lead department of each organisation where this begins, and of all that merged into them."""
    begun = begin.cte("reached", recursive=True)
    reached = begun.union(
        select(LINEAGE.c.from_organisation).where(LINEAGE.c.kind == MERGED, LINEAGE.c.organisation == begun.c.code)
    )
    return select(ORGANISATIONS.c.code, ORGANISATIONS.c.department).join(
        reached, reached.c.code == ORGANISATIONS.c.code
    )


_BESIDE = Prepared(_with_what_merged(_beside()))


@lru_cache(MOST_NAMED)
def _overseen_and_merged(count: int) -> Prepared:
    return Prepared(_with_what_merged(_overseen(count)))
