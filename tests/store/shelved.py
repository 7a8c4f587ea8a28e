"""Returns with learning made by hand, and what a library is asked for."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

import orjson
from handmade import ALL, Q1, accepted, figures, read_document

from hub.contract.figures import Figures
from hub.contract.learning_words import ActionWords, LearningWords
from hub.contract.period import Period
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.kept import KeptReturn
from hub.store.library import Found, Library, Readers, Sought
from hub.store.looked_for import looked_for

EVERYTHING = Readers(ALL, ALL)  # as the sponsor finds it
SHARED = Readers(None, ALL)  # as the forum does
OF_HARBOURS = Readers(Scope("ferries", frozenset({"harbours"})), ALL)
MANY = 1_000
_numbers = count(1)


def piece(id_: str = "L1", identified: str = "Letters came late", used: str = "", **others: Any) -> LearningWords:
    """A piece of learning; what is not said of it is nothing."""
    told = {"subject": None, "measure": None, "actions": (), "may_be_shared": False, **others}
    return LearningWords(id=id_, identified=identified, used=used or "Letters are read aloud", **told)


def action(what: str, remedy: str | None = None) -> ActionWords:
    return ActionWords(what, remedy)


def send(
    database: Database, *learning: LearningWords, organisation: str = "harbours", period: Period = Q1
) -> KeptReturn:
    """Keep a return that tells this learning, and nothing else of note."""
    told = replace(figures(), learning=learning)
    note = orjson.dumps([next(_numbers), [one.as_json() for one in learning]]).decode()
    return Archive(database).keep(accepted(told, organisation=organisation, period=period, note=note)).receipt_facts


def read_learning(raw: bytes, _contract: str = "", _version: str = "") -> Figures:
    """The figures that `send` wrote, with the learning."""
    _, learning = orjson.loads(orjson.loads(raw)["note"])
    return replace(read_document(raw), learning=tuple(map(LearningWords.from_json, learning)))


def found(database: Database, words: str = "", readers: Readers = EVERYTHING, **sought: Any) -> Found:
    """Everything that is found."""
    return Library(database).search(readers, Sought(looked_for(words), **sought), 0, MANY)


def ids(found_: Found) -> list[str]:
    """Which pieces, in order."""
    return [one.words.id for one in found_.learning]
