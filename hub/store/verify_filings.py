"""Is every filing the document that was received, and is of each place the last version the current one?

The ledger is chained and these rows are not, so whatever of them differs was changed past the hub.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from hub.contract.versions import CALLED, RETURN
from hub.store.beside import in_turn
from hub.store.compared import as_it_is, different
from hub.store.filed import Filing
from hub.store.filings import FACTS, accepted, filing_of
from hub.store.keeping import digest
from hub.store.ledger import Head
from hub.store.tables import FILINGS, LEDGER

Facts = dict[str, Any]
Told = dict[str, Facts]
WORDS = [accepted(contract) for contract in CALLED if contract != RETURN]
AS_IN_THE_LEDGER = ("contract_version", "about", "as_at", "supersedes")
ROWS_AT_ONCE = 20  # documents in memory


def filing_faults(moment: Connection) -> Iterator[str]:
    """A sentence for each filing that is not as the ledger has it."""
    told: Told = {}
    yield from in_turn(moment, told, dict.fromkeys(WORDS, _tell))
    yield from different("The filing", told, _kept(moment))


def filing_seal_faults(moment: Connection, seal_faults: Callable[[Filing, Head], Sequence[str]]) -> Iterator[str]:
    """A sentence for each receipt that is not as it was sealed, of the filings that the ledger tells of."""
    entries = select(LEDGER.c.seq, LEDGER.c.hash, *FACTS).join(FILINGS, FILINGS.c.id == LEDGER.c.object)
    for row in moment.execute(entries.where(LEDGER.c.what.in_(WORDS)).order_by(LEDGER.c.seq)).mappings():
        if not row["seal"]:
            yield f"The receipt of filing {row['id']} has lost its seal."
            continue
        for fault in seal_faults(filing_of(row), Head(row["seq"], row["hash"])):
            yield f"The receipt of filing {row['id']} is not as it was sealed: {fault}."


def _tell(told: Told, entry: Row[Any], facts: Facts) -> None:
    """What an entry says; the version before it is then no longer the current one."""
    if (before := facts["supersedes"]) is not None:
        told.setdefault(before, {})["current"] = False
    told[entry.object] = {
        "department": entry.department,
        "organisation": entry.organisation,
        "contract": entry.what.removesuffix(accepted("")),
        "version": entry.version,
        "sent_by": entry.who,
        "received_at": entry.at,
        **{name: facts[name] for name in AS_IN_THE_LEDGER},
        "digest": facts["sha256"],
        "document": facts["sha256"],
        "length": facts["bytes"],
        "findings": facts["findings"],
        "current": True,
    }


def _kept(moment: Connection) -> Told:
    names = ("department", "organisation", "contract", "version", "sent_by", "received_at", *AS_IN_THE_LEDGER, "length")
    columns = [as_it_is(FILINGS.c[name]).label(name) for name in (*names, "findings", "current", "sha256", "raw", "id")]
    rows = moment.execute(select(*columns).execution_options(yield_per=ROWS_AT_ONCE))
    return {
        row.id: {
            **{name: _day(row._mapping[name]) for name in names},
            "digest": row.sha256,
            "document": hashlib.sha256(bytes(row.raw)).hexdigest(),
            "findings": digest(row.findings),
            "current": bool(row.current),
        }
        for row in rows
    }


def _day(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
