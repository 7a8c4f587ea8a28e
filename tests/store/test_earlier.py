"""What a body reported before is found for the queries across periods: its own, of the same kind, before this one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from handmade import ALL, BY, Q1, Q2, accepted, by, document, figures

from hub.contract.build import build
from hub.contract.figures import Figures
from hub.contract.history import MOST_EARLIER, Earlier, History
from hub.contract.life_cycle import Move
from hub.contract.model import Amount, Missing, Return
from hub.contract.period import Period
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.rebuild import rebuild
from hub.store.steps import Steps


def read(raw: bytes, contract: str, version: str) -> Return:
    """A return that names the bytes that it was read from."""
    return build({"notes": raw.decode(), "contract": contract, "contract_version": version})


def with_days(received: int, early: float | None, closer: float | None) -> Figures:
    days = {"early_days": early, "closer_days": closer}
    return replace(
        figures(received),
        **{name: Missing.NOT_COLLECTED if value is None else Amount(value) for name, value in days.items()},
    )


def test_a_first_return_has_no_history(archive: Archive) -> None:
    archive.keep(accepted(period=Q2))
    archive.keep(accepted(organisation="lights", period=Q1.previous()))
    assert archive.history("harbours", Q1, read) == archive.history("harbours", Q2, read) == History()


def test_the_figures_of_earlier_periods_come_newest_first(archive: Archive) -> None:
    for period, told in ((Q1.previous(), with_days(7, 2.5, None)), (Q1, with_days(9, None, 30.25)), (Q2, figures(8))):
        archive.keep(accepted(told, period=period))
    assert archive.history("harbours", Q2, read).earlier == (
        Earlier(Q1, 9, None, 30.25), Earlier(Q1.previous(), 7, 2.5, None),
    )  # fmt: skip


def test_the_return_for_the_period_just_before_is_read_as_it_is_current_now(archive: Archive) -> None:
    archive.keep(accepted(figures(7), period=Q1))
    current = accepted(figures(8), period=Q1)
    archive.keep(current)
    previous = archive.history("harbours", Q2, read).previous
    assert previous is not None
    assert (previous.notes, previous.contract_version) == (current.raw.decode(), "1.0")


def test_after_a_period_without_return_there_are_figures_but_no_previous_return(archive: Archive) -> None:
    archive.keep(accepted(figures(7), period=Q1.previous()))
    assert archive.history("harbours", Q2, read) == History((Earlier(Q1.previous(), 7),), None)


def test_years_are_compared_with_years(archive: Archive) -> None:
    year = Period.year(2025)
    for period in (year, Q1.previous()):
        archive.keep(accepted(figures(7), period=period, note=period.name))
    assert [one.period for one in archive.history("harbours", Period.year(2026), read).earlier] == [year]
    assert [one.period for one in archive.history("harbours", Q1, read).earlier] == [Q1.previous()]


def test_three_years_of_quarters_are_enough(archive: Archive) -> None:
    period, all_before = Q1, []
    for number in range(MOST_EARLIER + 2):
        period = period.previous()
        all_before.append(period)
        archive.keep(accepted(figures(number), period=period))
    assert [one.period for one in archive.history("harbours", Q1, read).earlier] == all_before[:MOST_EARLIER]


def test_a_withdrawn_return_is_no_history(archive: Archive, database: Database) -> None:
    kept = archive.keep(accepted(figures(7), period=Q1)).receipt_facts
    Steps(database).take(ALL, kept.id, Move.WITHDRAW, by("mona", "organisation"), why="Counted twice.")
    assert archive.history("harbours", Q2, read) == History()


def test_history_is_the_same_after_a_rebuild(archive: Archive, database: Database) -> None:
    told = with_days(7, 2.5, 30.25)
    archive.keep(accepted(told, period=Q1))
    before = archive.history("harbours", Q2, read)
    rebuild(database, lambda raw, _contract, _version: told if raw == document(told) else figures(), BY)
    assert archive.history("harbours", Q2, read) == before
    assert before.earlier == (Earlier(Q1, 7, 2.5, 30.25),)


def test_one_page_reads_the_history_of_its_own_moment(archive: Archive, database: Database) -> None:
    archive.keep(accepted(figures(7), period=Q1))
    with database.read() as moment:
        then = archive.at(moment)
        assert then.history("harbours", Q2, read).earlier[0].received == 7
        archive.keep(accepted(figures(8), period=Q1))
        assert then.history("harbours", Q2, read).earlier[0].received == 7
    assert archive.history("harbours", Q2, read).earlier[0].received == 8


def test_a_return_that_cannot_be_read_any_more_is_said(archive: Archive) -> None:
    archive.keep(accepted(figures(7), period=Q1))

    def cannot_read(_raw: bytes, _contract: str, _version: str) -> Return:
        raise ValueError("a contract that nobody knows any more")

    with pytest.raises(ValueError, match="nobody knows"):
        archive.history("harbours", Q2, cannot_read)
