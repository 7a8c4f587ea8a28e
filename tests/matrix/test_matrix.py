"""Every way to ask the hub, asked by everybody: each cell of the matrix answers as it is declared."""

from __future__ import annotations

import pytest
from callers import CALLERS
from canary_world import CanaryHub
from declared import Row, columns, rows
from judging import faults_of

ROWS = rows()


def test_every_column_is_a_caller() -> None:
    assert columns() == [caller.column for caller in CALLERS]


def test_no_row_is_there_twice() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)


READ, DONE = [row for row in ROWS if row.only_reads], [row for row in ROWS if not row.only_reads]


@pytest.mark.parametrize("row", READ, ids=[row.name for row in READ])
def test_each_cell_of_what_is_read_answers_as_it_is_declared(world: CanaryHub, row: Row) -> None:
    assert not faults_of(world, row)


@pytest.mark.parametrize("row", DONE, ids=[row.name for row in DONE])
def test_each_cell_of_what_is_done_answers_as_it_is_declared(workshop: CanaryHub, row: Row) -> None:
    assert not faults_of(workshop, row)
