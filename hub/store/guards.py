"""Does the database itself still refuse to change the ledger or to take from it?

Looks only. The guards are put there by an upgrade; whoever takes one away may put it back afterwards, so that they are
there says nothing of the past: that is what the chain is for.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

REFUSED = "the ledger is only ever added to"


def _of_sqlite(name: str, when: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"


GUARDS = {  # by kind of database, each with its whole text: one that refuses only sometimes is none
    "sqlite": {
        "ledger_no_update": _of_sqlite("ledger_no_update", "UPDATE ON ledger"),
        "ledger_no_delete": _of_sqlite("ledger_no_delete", "DELETE ON ledger"),
        "ledger_no_replace": _of_sqlite(
            "ledger_no_replace", "INSERT ON ledger WHEN NEW.seq <= (SELECT max(seq) FROM ledger)"
        ),
    },
    "postgresql": {
        "ledger_no_change": "CREATE TRIGGER ledger_no_change BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger "
        f"FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses() BEGIN RAISE EXCEPTION '{REFUSED}'; END",
    },
}
LISTED = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger'",
    "postgresql": "SELECT tgname, pg_get_triggerdef(pg_trigger.oid, true) || ' ' || btrim(prosrc) "
    "FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
    "WHERE tgrelid = 'ledger'::regclass AND tgenabled IN ('O', 'A')",
}


def guard_faults(moment: Connection) -> Iterator[str]:
    """A sentence for each guard of the ledger that is not there or is another."""
    kind = moment.dialect.name
    there = {row[0]: row[1] for row in moment.execute(text(LISTED[kind]))}
    for name, made in GUARDS[kind].items():
        if there.get(name) != made:
            yield f"The guard {name} is not in the database: entries of the ledger can be changed without the hub."
