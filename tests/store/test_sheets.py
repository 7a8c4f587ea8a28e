"""Numbers and narratives of many returns are read at once, in scope; what a version told before is kept beside."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from handmade import ALL, NOW, Q1, Q2, accepted, by, figures
from numpy.testing import assert_array_equal

from hub.contract.life_cycle import Move
from hub.contract.model import Missing
from hub.contract.sheet import STATUS_NUMBERS, places, sheet_of
from hub.oversight.panel import sheets_of
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.moments import day_of, moment_text
from hub.store.sheets import Sheets
from hub.store.steps import Steps

LIGHTS = Scope("ferries", frozenset({"lights"}))


def at(sheet: bytes, place: str) -> float:
    (numbers,) = sheets_of([sheet])
    return float(numbers[places().index(place)])


def test_current_sheets_come_by_period_and_organisation(database: Database) -> None:
    archive = Archive(database)
    for body, period, received in (("lights", Q1, 7), ("harbours", Q2, 8), ("harbours", Q1, 9)):
        archive.keep(accepted(figures(received), organisation=body, period=period, note=f"{body} {period.name}"))
    told = Sheets(database).current(ALL, [Q1.name, Q2.name])
    assert [(one.organisation, one.period_name, at(one.sheet, "received")) for one in told] == [
        ("harbours", Q1.name, 9), ("lights", Q1.name, 7), ("harbours", Q2.name, 8),
    ]  # fmt: skip
    assert {one.first_accepted_on for one in told} == {NOW.date()}
    assert [one.organisation for one in Sheets(database).current(LIGHTS, [Q1.name, Q2.name])] == ["lights"]
    assert Sheets(database).current(Scope("others"), [Q1.name]) == []


def test_what_a_version_told_is_kept_beside_when_another_comes_or_it_is_withdrawn(database: Database) -> None:
    archive, sheets = Archive(database), Sheets(database)
    for number, received in enumerate((5, 6, 7)):
        kept = archive.keep(accepted(figures(received), after=timedelta(days=number))).receipt_facts
    assert [at(one.sheet, "received") for one in sheets.current(ALL, [Q1.name])] == [7]
    assert [(one.version, at(one.sheet, "received")) for one in sheets.earlier(ALL, [Q1.name])] == [(1, 5), (2, 6)]
    Steps(database).take(ALL, kept.id, Move.WITHDRAW, by("mona", "organisation"), why="Counted twice.")
    assert sheets.current(ALL, [Q1.name]) == []
    assert sheets.narratives(ALL, [Q1.name]) == []
    assert [one.version for one in sheets.earlier(ALL, [Q1.name])] == [1, 2, 3]
    assert sheets.earlier(LIGHTS, [Q1.name]) == []


def test_a_status_is_neither_a_number_nor_nothing() -> None:
    told = sheet_of(figures(3, went_wrong=Missing.NOT_AVAILABLE), Q1)
    assert at(told, "received") == 3
    assert at(told, "went_wrong") == STATUS_NUMBERS[Missing.NOT_AVAILABLE] < 0
    assert np.isnan(at(told, "promised"))
    assert len(set(STATUS_NUMBERS.values())) == len(Missing)


def test_a_sheet_of_before_a_subject_was_listed_says_nothing_of_it() -> None:
    whole = sheet_of(figures(9, {"delay": (4, 1)}), Q1)
    shorter = whole[:-16]
    assert_array_equal(sheets_of([shorter])[0][:-2], sheets_of([whole])[0][:-2])
    assert np.isnan(sheets_of([shorter, whole])[0][-2:]).all()


def test_a_moment_late_on_a_summer_evening_is_of_the_next_day_in_the_united_kingdom() -> None:
    summer = NOW.replace(month=7, day=14, hour=22, minute=59)
    assert day_of(moment_text(summer)) == date(2026, 7, 14)
    assert day_of(moment_text(summer + timedelta(minutes=1))) == date(2026, 7, 15)
    winter = NOW.replace(month=12, day=14, hour=23, minute=59)
    assert day_of(moment_text(winter)) == date(2026, 12, 14)
