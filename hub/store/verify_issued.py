"""Is every issued paper, and each of its forms, what it was when it was issued?

These rows are not chained, so whatever of them differs was changed past the hub.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from hub.store.beside import in_turn
from hub.store.compared import as_it_is, different
from hub.store.issued import detail_of
from hub.store.tables import ISSUED_FORMS, ISSUED_PAPERS

Facts = dict[str, Any]
Told = dict[str, Facts]  # by the id of each paper


def issued_faults(moment: Connection) -> Iterator[str]:
    """A sentence for each that is not as the ledger has it. One paper at a time is in memory."""
    told: Told = {}
    yield from in_turn(moment, told, TELLS)
    yield from different("The issued paper", told, dict(_kept(moment)))


def _kept(moment: Connection) -> Iterator[tuple[str, Facts]]:
    columns = [as_it_is(column) for column in ISSUED_PAPERS.c]
    for (paper,) in moment.execute(select(ISSUED_PAPERS.c.id)).all():
        row = moment.execute(select(*columns).where(ISSUED_PAPERS.c.id == paper)).one()
        told = dict(zip(ISSUED_PAPERS.c.keys(), row, strict=True))
        itself = hashlib.sha256(bytes(told["paper"])).hexdigest()
        forms = dict(_forms(moment, paper))
        whose = {name: told[name] for name in ("department", "who", "role", "at")}
        yield paper, {**detail_of(told, forms), **whose, "what it says": itself}


def _forms(moment: Connection, paper: str) -> Iterator[tuple[str, str]]:
    wanted = select(ISSUED_FORMS.c.suffix, ISSUED_FORMS.c.sha256, ISSUED_FORMS.c.file)
    for suffix, sha256, file in moment.execute(wanted.where(ISSUED_FORMS.c.paper == paper)):
        found = hashlib.sha256(bytes(file)).hexdigest()
        yield suffix, sha256 if found == sha256 else f"{sha256}, but the file is {found}"


def _issued(told: Told, entry: Row[Any], facts: Facts) -> None:
    whose = {"department": entry.department, "who": entry.who, "role": entry.role, "at": entry.at}
    told[facts["id"]] = {**facts, **whose, "what it says": facts["sha256"]}


TELLS: Mapping[str, Callable[[Told, Row[Any], Facts], None]] = {"paper.issued": _issued}
