"""Everything that is projected can be made again from the documents, and is then what it was."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import Any

import pytest
from handmade import ALL, BY, Q1, Q2, Subjects, accepted, by, figures, read_document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from hub.contract.figures import Figures
from hub.contract.life_cycle import Move
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.entries import Sight, Sought, every
from hub.store.rebuild import is_behind, rebuild
from hub.store.register import Department, Register
from hub.store.steps import Steps
from hub.store.verify import verify

BODIES, PERIODS = ("harbours", "lights", "wrecks"), (Q1, Q2)
PLACE = "department, period_name, organisation"
PROJECTED = {
    **dict.fromkeys(("figures", "sheets", "narratives"), PLACE),
    "earlier_sheets": f"{PLACE}, version",
    "subject_sums": "department, period_name, subject",
}
OURS = by("mona", "organisation")
_numbers = count(1)

subjects = st.dictionaries(
    st.sampled_from(["delay", "conduct", "cost"]),
    st.tuples(st.integers(0, 20), st.none() | st.integers(0, 20)),
)
submissions = st.lists(  # None: what is current is withdrawn
    st.tuples(st.sampled_from(BODIES), st.sampled_from(PERIODS), st.none() | subjects), min_size=1, max_size=12
)


def projected(database: Database) -> dict[str, list[Any]]:
    with database.read() as connection:
        return {
            table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY {order}"))]
            for table, order in PROJECTED.items()
        }


def versions_of_all(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(text("SELECT count(*) FROM returns")).scalar_one())


def sums_by_hand(current: dict[Any, Subjects]) -> dict[Any, tuple[int, int]]:
    """Count and bodies of each period and subject, added up from what each body sent last."""
    sums: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    for (_, period), told in current.items():
        for subject, (number, _) in told.items():
            sums[period.name, subject][0] += number
            sums[period.name, subject][1] += 1
    return {place: (number, bodies) for place, (number, bodies) in sums.items()}


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(submissions)
def test_rebuilding_changes_nothing_whatever_was_sent_and_withdrawn(database: Database, sent: list[Any]) -> None:
    archive = Archive(database)
    current: dict[Any, Subjects] = {}
    ids: dict[Any, str] = {}
    for body in BODIES:  # what an earlier example left is superseded by a return without subjects
        for period in PERIODS:
            started = accepted(organisation=body, period=period, note=f"start {next(_numbers)}")
            current[body, period], ids[body, period] = {}, archive.keep(started).receipt_facts.id
    for body, period, told in sent:
        place = body, period
        if told is not None:
            more = accepted(figures(subjects=told), organisation=body, period=period, note=str(next(_numbers)))
            current[place], ids[place] = told, archive.keep(more).receipt_facts.id
        elif current.pop(place, None) is not None:
            Steps(database).take(ALL, ids[place], Move.WITHDRAW, OURS, why="Counted twice.")
    kept = projected(database)
    summed = {
        (one.period_name, one.subject): (one.count, one.bodies) for one in archive.subject_sums(ALL, [Q1.name, Q2.name])
    }
    assert summed == sums_by_hand(current)
    assert rebuild(database, read_document, BY) == versions_of_all(database)
    assert projected(database) == kept
    assert verify(database).faults == ()


def test_rebuilding_mends_a_projection_that_was_lost(database: Database) -> None:
    archive = Archive(database)
    archive.keep(accepted(figures(subjects={"delay": (3, 1)})))
    before = projected(database)
    database.write(lambda connection: [connection.execute(text(f"DELETE FROM {table}")) for table in PROJECTED])
    rebuild(database, read_document, BY)
    assert projected(database) == before


def test_a_rebuild_that_fails_leaves_the_old_rows(database: Database) -> None:
    archive = Archive(database)
    archive.keep(accepted(figures(subjects={"delay": (3, 1)})))
    before = projected(database)

    def cannot_read(_raw: bytes, _contract: str, _version: str) -> Figures:
        raise ValueError("a contract that nobody knows any more")

    with pytest.raises(ValueError, match="nobody knows"):
        rebuild(database, cannot_read, BY)
    assert projected(database) == before


def test_a_rebuild_tells_how_far_it_is(database: Database) -> None:
    archive = Archive(database)
    for body in BODIES:
        archive.keep(accepted(organisation=body, note=body))
    archive.keep(accepted(note="a second version"))
    told: list[tuple[int, int]] = []
    rebuild(database, read_document, BY, lambda done, total: told.append((done, total)))
    assert told[-1] == (4, 4)


@pytest.mark.parametrize("table", ["narratives", "sheets"])
def test_one_return_without_its_sheet_or_narrative_is_behind(database: Database, table: str) -> None:
    archive = Archive(database)
    ids = [archive.keep(accepted(organisation=body, note=body)).receipt_facts.id for body in BODIES]
    assert not is_behind(database)
    lost = text(f"DELETE FROM {table} WHERE return_id = :id")
    database.write(lambda connection: connection.execute(lost, {"id": ids[1]}))
    assert is_behind(database)
    rebuild(database, read_document, BY)
    assert not is_behind(database)


def test_each_department_is_told_that_its_figures_were_made_again(database: Database) -> None:
    Register(database).add_department(Department("forests", "Department for Forests"), BY)
    Archive(database).keep(accepted())
    rebuild(database, read_document, BY)
    told = [next(every(database, Sight(Scope(code)), Sought())) for code in ("ferries", "forests")]
    assert [(one.what, one.object, one.who, one.detail) for one in told] == [
        ("projection.rebuilt", code, BY.who, {"returns": 1}) for code in ("ferries", "forests")
    ]
