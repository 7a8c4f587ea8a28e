"""The learning library: what organisations learnt, searched by its words, by whoever may find it.

The one read that deliberately reaches past the scope of a caller, since consented learning is for the other bodies of a
department: so it takes both scopes, and gives past the caller's own nothing but what its body said may be shared. What
is not found is not counted either. Learning comes here by `hub.store.shelving`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, and_, cast, distinct, func, or_, select
from sqlalchemy.dialects.postgresql import TSQUERY

from hub.contract.learning_words import LearningWords
from hub.contract.period import Period
from hub.scope import Scope
from hub.store.database import Database
from hub.store.looked_for import ANYTHING, LookedFor, Term, fts5, tsquery
from hub.store.reach import reaching
from hub.store.rows import is_called
from hub.store.shelving import WORDS
from hub.store.tables import LEARNING

Piece = tuple[str, str]  # organisation, id
NEWEST_FIRST = (LEARNING.c.told_for.desc(), LEARNING.c.organisation, LEARNING.c.number)


@dataclass(frozen=True, slots=True)
class Readers:
    """Whose learning somebody finds: of `all_of` every piece, of `shared_in` what its body consented to share.

    Missing: `all_of` is None for those who find only what is shared, also of bodies that they are for.
    """

    all_of: Scope | None
    shared_in: Scope


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for.

    Missing: an empty `organisation` or `subject` means any; `among` is None where it does not matter which pieces.
    """

    words: LookedFor = ANYTHING
    organisation: str = ""
    subject: str = ""
    among: Collection[Piece] | None = None


@dataclass(frozen=True, slots=True)
class KeptLearning:
    """A piece of learning as it was told last.

    Shapes: `own` says that the reader finds all learning of its body, and may know of what return it is.
    """

    organisation: str
    period: Period
    return_id: str
    own: bool
    words: LearningWords


@dataclass(frozen=True, slots=True)
class Found:
    """Some of what was found, newest first, of how many pieces and bodies."""

    learning: tuple[KeptLearning, ...]
    pieces: int
    bodies: int


@dataclass(frozen=True, slots=True)
class Shelved:
    """Of which organisations and subjects there is anything to find. Shapes: codes, in their order."""

    organisations: tuple[str, ...]
    subjects: tuple[str, ...]


class Library:
    """Learning of current returns, each piece once: as its body told it last."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def search(self, readers: Readers, sought: Sought, first: int, most: int) -> Found:
        """What these readers find, from the place `first` on, counted from 0, and at most so many.

        Raises: Unavailable.
        """
        with self._database.read(self._at) as connection:
            wanted = [_reached(readers, by_words=bool(sought.words.wanted)), *_conditions(connection, sought)]
            if sought.among is not None:
                return _found_among(connection, readers, wanted, sought.among, slice(first, first + most))
            some = select(LEARNING).where(*wanted).order_by(*NEWEST_FIRST).offset(first).limit(most)
            counted = select(func.count(), func.count(distinct(LEARNING.c.organisation))).where(*wanted)
            pieces, bodies = connection.execute(counted).one()
            return Found(_kept(connection.execute(some), readers), pieces, bodies)

    def shelved(self, readers: Readers) -> Shelved:
        """What these readers can choose from."""
        place = LEARNING.c.organisation, LEARNING.c.subject
        with self._database.read(self._at) as connection:
            told = connection.execute(select(*place).distinct().where(_reached(readers, by_words=False))).all()
        return Shelved(
            tuple(sorted({organisation for organisation, _ in told})),
            tuple(sorted({subject for _, subject in told if subject})),
        )


def _reached(readers: Readers, *, by_words: bool) -> ColumnElement[bool]:
    """The condition of what these readers find; `by_words` keeps engines from looking through the department first."""
    place = [LEARNING.c.department, LEARNING.c.organisation]
    department, organisation = [column.concat("") for column in place] if by_words else place
    shared = and_(LEARNING.c.shared, *reaching(readers.shared_in, department, organisation))
    everything = () if readers.all_of is None else (and_(*reaching(readers.all_of, department, organisation)),)
    reached = or_(shared, *everything)
    return and_(LEARNING.c.last, reached)


def _conditions(connection: Connection, sought: Sought) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if sought.organisation:
        conditions.append(is_called(LEARNING.c.organisation, sought.organisation))
    if sought.subject:
        conditions.append(is_called(LEARNING.c.subject, sought.subject))
    engine = connection.dialect.name
    if sought.words.wanted:
        conditions.append(LEARNING.c.number.in_(_with_words(engine, sought.words.wanted, every=True)))
    if sought.words.unwanted:
        conditions.append(LEARNING.c.number.not_in(_with_words(engine, sought.words.unwanted, every=False)))
    return conditions


def _with_words(engine: str, terms: Sequence[Term], *, every: bool) -> Any:
    """The numbers of the pieces that have every one of some terms, or any of them."""
    words = WORDS[engine]
    if engine == "sqlite":
        match = words.c.words.op("MATCH")(fts5(terms, "AND" if every else "OR"))
    else:
        match = words.c.words.op("@@")(cast(tsquery(terms, "&" if every else "|"), TSQUERY))
    number, *_ = words.c
    return select(number).where(match)


def _found_among(
    connection: Connection,
    readers: Readers,
    wanted: Sequence[ColumnElement[bool]],
    among: Collection[Piece],
    shown: slice,
) -> Found:
    """What is found of some pieces only: which they are is known to no table."""
    place = LEARNING.c.number, LEARNING.c.organisation, LEARNING.c.piece
    rows = connection.execute(select(*place).where(*wanted).order_by(*NEWEST_FIRST)).all()
    pieces = frozenset(among)
    those = [(number, organisation) for number, organisation, piece in rows if (organisation, piece) in pieces]
    numbers = [number for number, _ in those[shown]]
    some = select(LEARNING).where(LEARNING.c.number.in_(numbers)).order_by(*NEWEST_FIRST)
    bodies = len({organisation for _, organisation in those})
    return Found(_kept(connection.execute(some), readers) if numbers else (), len(those), bodies)


def _kept(rows: Any, readers: Readers) -> tuple[KeptLearning, ...]:
    return tuple(_kept_learning(row, readers.all_of) for row in rows)


def _kept_learning(row: Any, all_of: Scope | None) -> KeptLearning:
    """To whom a return is not open it is not named."""
    own = all_of is not None and all_of.reaches(row.department, row.organisation)
    words = LearningWords.from_json(orjson.loads(row.told))
    period = Period.named(row.period_name)
    return KeptLearning(row.organisation, period, row.return_id if own else "", own, words)
