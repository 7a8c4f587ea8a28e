"""What was made from the store is old as soon as anything changed for its scope, and that is cheap to know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from handmade import ALL, BY, by
from sqlalchemy import insert, text

from hub.scope import Scope
from hub.store import changes, readings
from hub.store.changes import Change, last_change
from hub.store.database import Database
from hub.store.lineage import Lineage
from hub.store.readings import Reading
from hub.store.register import Department, Register, RelatedOrganisation
from hub.store.tables import LEDGER, NO_READING

OAKS = RelatedOrganisation("oaks", "Oaks", "Executive agency", "forests")
ELMS = RelatedOrganisation("elms", "Elms", "Executive agency", "forests")
FORESTS = Scope("forests")
ON, TODAY = date(2026, 7, 1), date(2026, 10, 22)


@pytest.fixture
def forests(database: Database) -> Register:
    """A second department with two organisations, one of them not there before the day of a split."""
    register = Register(database)
    register.add_department(Department("forests", "Department for Forests"), BY)
    register.add_organisation(OAKS, BY)
    register.add_organisation(ELMS, BY)
    return register


def changed(database: Database, scope: Scope = ALL) -> Change:
    with database.read() as connection:
        return last_change(connection, scope)


def test_a_body_split_from_one_of_another_department_changes_both(database: Database, forests: Register) -> None:
    before = changed(database)
    Lineage(database).split("oaks", "lights", ON, BY, TODAY)
    split = changed(database)
    assert split != before
    forests.add_organisation(replace(OAKS, code="yews", name="Yews"), BY)
    assert changed(database) != split


def test_a_merger_with_a_body_of_another_department_changes_both_and_so_does_taking_it_back(
    database: Database, forests: Register
) -> None:
    lineage, before = Lineage(database), (changed(database), changed(database, FORESTS))
    lineage.merge("oaks", "lights", ON, BY, TODAY)
    merged = changed(database), changed(database, FORESTS)
    Register(database).add_organisation(replace(OAKS, code="buoys", name="Buoys", department="ferries"), BY)
    later = changed(database), changed(database, FORESTS)
    lineage.unmerge("oaks", BY)
    apart = changed(database), changed(database, FORESTS)
    for one in range(2):
        assert len({moments[one] for moments in (before, merged, later, apart)}) == 4


def test_a_chain_of_mergers_is_followed_and_the_rest_of_the_hub_is_not(database: Database, forests: Register) -> None:
    forests.add_department(Department("mills", "Department for Mills"), BY)
    forests.add_organisation(replace(OAKS, code="sails", name="Sails", department="mills"), BY)
    before = changed(database)
    Lineage(database).merge("sails", "oaks", ON, BY, TODAY)
    assert changed(database) == before
    Lineage(database).merge("oaks", "lights", ON, BY, TODAY)
    joined = changed(database)
    forests.add_organisation(replace(OAKS, code="wheels", name="Wheels", department="mills"), BY)
    assert changed(database) != joined


def test_readings_are_no_changes_and_are_not_walked_through(database: Database) -> None:
    before, kinds = changed(database), readings.READINGS
    for number, kind in enumerate(kinds):
        readings.record(database, by(f"reader {number}", "sponsor"), Reading(kind, "2026-27-Q1", "ferries"))
    assert changed(database) == before
    with database.read() as connection:
        readings_of_all = text(f"SELECT count(*) FROM ledger WHERE NOT ({NO_READING})")
        assert connection.execute(readings_of_all).scalar_one() == len(kinds)


def test_the_last_change_is_looked_up_where_no_reading_is(database: Database) -> None:
    explain = "EXPLAIN QUERY PLAN" if database.engine.dialect.name == "sqlite" else "EXPLAIN"
    database.write(lambda connection: connection.execute(insert(LEDGER), [a_reading(at) for at in range(1000, 3000)]))
    asked = changes.LAST.where(LEDGER.c.department == "ferries")
    with database.read() as connection:
        sql = str(asked.compile(connection, compile_kwargs={"literal_binds": True}))
        plan = " ".join(str(row) for row in connection.exec_driver_sql(f"{explain} {sql}".replace("%", "%%")))
    assert "ledger_of_changes" in plan


def a_reading(seq: int) -> dict[str, object]:
    words = dict.fromkeys(("at", "who", "role", "object", "detail", "previous", "hash"), "-")
    return {**words, "seq": seq, "what": readings.FIGURES, "department": "ferries"}
