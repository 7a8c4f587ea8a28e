"""Does the database itself still refuse to change the ledger or to take from it?

Looks only. The guards are put there by an upgrade; whoever takes one away may put it back afterwards, so that they are
there says nothing of the past: that is what the chain is for.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

GUARDS = {  # by kind of database: the triggers, and where those are listed that refuse, whatever they were made for
    "sqlite": (
        ("ledger_no_delete", "ledger_no_replace", "ledger_no_update"),
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger' AND sql LIKE '%RAISE(ABORT%'",
    ),
    "postgresql": (
        ("ledger_no_change",),
        "SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE tgrelid = 'ledger'::regclass "
        "AND tgenabled IN ('O', 'A') AND proname = 'ledger_refuses' AND prosrc LIKE '%RAISE EXCEPTION%'",
    ),
}


def guard_faults(moment: Connection) -> Iterator[str]:
    """A sentence for each guard of the ledger that is not there or does not refuse."""
    wanted, listed = GUARDS[moment.dialect.name]
    there = set(moment.execute(text(listed)).scalars())
    for name in wanted:
        if name not in there:
            yield f"The guard {name} is not in the database: entries of the ledger can be changed without the hub."
