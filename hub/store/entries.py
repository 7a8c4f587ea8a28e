"""The ledger as people read it: newest first, page by page, within a scope, with what they look for.

Reads only; the ledger itself is `hub.store.ledger`. However long it is, a page costs no more than LOOKED_THROUGH rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from hub.config import UK
from hub.scope import Scope
from hub.store import first_form
from hub.store.database import Database
from hub.store.moments import moment_of, moment_text
from hub.store.reach import within
from hub.store.tables import LEDGER

IN_A_PAGE = 50
LOOKED_THROUGH = 50_000  # entries for one page; a search that found fewer than a page in them says how far it got
ABOUT_A_RETURN = "question.%"  # the words of entries whose object's name begins with that of a return


@dataclass(frozen=True, slots=True)
class Told:
    """One entry, as it stands in the ledger.

    Missing: `origin` is empty for what was written before the ledger told it, `detail` for what no hub has written;
    the others as in `ledger.Entry`.
    """

    seq: int
    at: datetime
    who: str
    role: str
    origin: str
    what: str
    object: str
    version: int | None
    department: str | None
    organisation: str | None
    why: str
    detail: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose entries somebody sees. `whole_hub`: also those that concern no department."""

    scope: Scope
    whole_hub: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for; an empty text, or None for a day, is anything.

    Units: days in the United Kingdom, the first and the last of them included.
    """

    who: str = ""
    what: str = ""
    organisation: str = ""
    object: str = ""
    first: date | None = None
    last: date | None = None

    def words(self) -> tuple[str, ...]:
        """Its texts."""
        return self.who, self.what, self.organisation, self.object


@dataclass(frozen=True, slots=True)
class Found:
    """A page of entries, newest first.

    Missing: `before` is None when there is none that is older, else the number before which the next page begins;
    `looked_to` when everything older than the page was looked at, else the number of the entry that was looked at last.
    """

    entries: tuple[Told, ...]
    before: int | None = None
    looked_to: int | None = None


def entries(
    database: Database, sight: Sight, sought: Sought, before: int | None = None, at: Connection | None = None
) -> Found:
    """A page of what is sought, of the entries before this number. Raises: Unavailable.

    Missing: `before` is None for the newest.
    """
    with database.read(at) as moment:
        bounds = _bounds(moment, sought, before)
        if bounds is None or any("\0" in word for word in sought.words()):  # PostgreSQL would fail over it
            return Found(())
        lowest, highest = bounds
        floor = max(lowest, highest - LOOKED_THROUGH + 1) if _is_a_search(sight, sought) else lowest
        found = list(islice(_newest_first(moment, sight, sought, floor, highest), IN_A_PAGE + 1))
    page = tuple(map(_told, found[:IN_A_PAGE]))
    if len(found) > IN_A_PAGE:
        return Found(page, before=page[-1].seq)
    return Found(page, before=floor, looked_to=floor) if floor > lowest else Found(page)


def every(database: Database, sight: Sight, sought: Sought) -> Iterator[Told]:
    """All that is sought, newest first, a page at a time: what is written meanwhile is newer than all of it."""
    before: int | None = None
    while True:
        found = entries(database, sight, sought, before)
        yield from found.entries
        if found.before is None:
            return
        before = found.before


def _is_a_search(sight: Sight, sought: Sought) -> bool:
    """Whether entries are looked at that are not shown; an index leads straight to the others."""
    return any(sought.words()) or bool(sight.scope.also) or sight.scope.organisations is not None


def _bounds(moment: Connection, sought: Sought, before: int | None) -> tuple[int, int] | None:
    """Between which numbers to look, both included. Missing: None when there is nothing in between."""
    of_the_days = _days(sought)
    if of_the_days:
        number = LEDGER.c.seq + 0  # else PostgreSQL looks through the numbers, and not through the moments
        wanted = select(func.min(number), func.max(number)).where(*of_the_days)
        lowest, highest = moment.execute(wanted).one()
    else:
        lowest, highest = 1, moment.execute(select(func.max(LEDGER.c.seq))).scalar_one()
    if highest is None:
        return None
    highest = highest if before is None else min(highest, before - 1)
    return (lowest, highest) if lowest <= highest else None


def _days(sought: Sought) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if sought.first is not None:
        conditions.append(LEDGER.c.at >= _begin_of(sought.first))
    if sought.last is not None and sought.last < date.max:
        conditions.append(LEDGER.c.at < _begin_of(sought.last + timedelta(days=1)))
    return conditions


def _begin_of(day: date) -> str:
    return moment_text(datetime.combine(day, time(), UK))


def _newest_first(moment: Connection, sight: Sight, sought: Sought, floor: int, highest: int) -> Iterator[Row[Any]]:
    """Each part of what is seen by itself, because an index serves each, and none serves all."""
    place = LEDGER.c.seq
    also = [place.between(floor, highest), *_sought(sought), *_days(sought)]
    wanted = [select(LEDGER).where(*part, *also).order_by(place.desc()).limit(IN_A_PAGE + 1) for part in _parts(sight)]
    return merge(*(moment.execute(each) for each in wanted), key=lambda row: -row.seq)


def _parts(sight: Sight) -> Iterator[list[ColumnElement[bool]]]:
    """The conditions for the entries of the own department, of organisations of others, and of no department."""
    own = replace(sight.scope, also=frozenset())
    yield within(own, LEDGER)
    if sight.scope.also:
        yield [*within(sight.scope, LEDGER), LEDGER.c.department != own.department]
    if sight.whole_hub:
        yield [LEDGER.c.department.is_(None), LEDGER.c.form > first_form.FORM]


def _sought(sought: Sought) -> list[ColumnElement[bool]]:
    of = LEDGER.c
    told = ((of.who, sought.who), (of.what, sought.what), (of.organisation, sought.organisation))
    conditions = [column == word for column, word in told if word]
    if sought.object:
        asked_about_it = and_(of.what.like(ABOUT_A_RETURN), of.object.startswith(f"{sought.object}-", autoescape=True))
        conditions.append(or_(of.object == sought.object, asked_about_it))
    return conditions


def _told(row: Row[Any]) -> Told:
    return Told(
        seq=row.seq,
        at=moment_of(row.at),
        who=row.who,
        role=row.role,
        origin=row.origin or "",
        what=row.what,
        object=row.object,
        version=row.version,
        department=row.department,
        organisation=row.organisation,
        why=first_form.why(row),
        detail=first_form.detail_of(row.detail) or {},
        hash=row.hash,
    )
