"""What merged, what was split off and what was renamed: each on its day, in the ledger, and its history in view."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from handmade import BY, Q1, accepted, figures
from sqlalchemy import text

from hub.errors import Conflict, HubError, InputRefused, NotFound, SettingWrong
from hub.lineage import Event, Kind, name_on
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.kept import SubjectSum
from hub.store.lineage import Lineage
from hub.store.reach import scope_of
from hub.store.register import Department, Register, RelatedOrganisation

TODAY = date(2026, 10, 22)
DAY = date(2026, 7, 1)
ONE_DAY = timedelta(days=1)
FERRIES = Scope("ferries")


@pytest.fixture
def lineage(register: Register, database: Database) -> Lineage:
    """Beside harbours, lights and wrecks of ferries: locks and weirs, which are due to canals."""
    register.add_department(Department("canals", "Department for Canals"), BY)
    register.add_department(Department("roads", "Department for Roads"), BY)
    for code in ("locks", "weirs"):
        register.add_organisation(RelatedOrganisation(code, code.title(), "Agency", "canals"), BY)
    return Lineage(database)


def kept(database: Database, organisation: str, department: str, subject: str) -> str:
    told = accepted(figures(subjects={subject: (3, 1)}), organisation=organisation)
    return Archive(database).keep(replace(told, department=department)).receipt_facts.id


def test_what_merged_is_seen_by_whoever_sees_its_successor_and_by_its_own_department(
    lineage: Lineage, database: Database
) -> None:
    locks = kept(database, "locks", "canals", "delay")
    lineage.merge("locks", "harbours", DAY, BY, TODAY)
    lineage.merge("weirs", "lights", DAY, BY, TODAY)
    for scope in (scope_of(database, "ferries"), scope_of(database, "ferries", ["harbours"]), Scope("canals")):
        assert Archive(database).return_(scope, locks).organisation == "locks"
    for scope in (
        scope_of(database, "ferries", ["lights"]),
        scope_of(database, "roads"),
        scope_of(database, "roads", ["locks"]),
    ):
        with pytest.raises(NotFound):
            Archive(database).return_(scope, locks)
    assert scope_of(database, "ferries", ["harbours"]) == Scope(
        "ferries", frozenset({"harbours", "locks"}), frozenset({"locks"})
    )


def test_a_chain_of_mergers_is_followed_to_its_beginning_and_back_to_a_department_that_was_left(
    lineage: Lineage, database: Database
) -> None:
    lineage.merge("wrecks", "locks", DAY, BY, TODAY)
    lineage.merge("locks", "harbours", DAY + ONE_DAY, BY, TODAY)
    assert scope_of(database, "ferries", ["harbours"]) == Scope(
        "ferries", frozenset({"harbours", "locks", "wrecks"}), frozenset({"locks"})
    )
    assert scope_of(database, "ferries").also == {"locks"}
    assert scope_of(database, "canals").also == {"wrecks"}
    assert scope_of(database, "canals", ["locks"]).organisations == {"locks", "wrecks"}
    assert scope_of(database, "ferries", ["wrecks"]).organisations == {"wrecks"}


def test_the_figures_of_what_merged_stay_its_own(lineage: Lineage, database: Database) -> None:
    kept(database, "locks", "canals", "delay")
    kept(database, "harbours", "ferries", "delay")
    lineage.merge("locks", "harbours", DAY, BY, TODAY)
    seen = scope_of(database, "ferries", ["harbours"])
    told = {one.organisation: one.figures.subjects for one in Archive(database).figures(seen, [Q1.name])}
    assert told == {"harbours": {"delay": (3, 1)}, "locks": {"delay": (3, 1)}}
    one, both = SubjectSum(Q1.name, "delay", 3, 1, 1, 3), SubjectSum(Q1.name, "delay", 6, 2, 2, 6)
    assert Archive(database).subject_sums(Scope("canals"), [Q1.name]) == [one]
    assert Archive(database).subject_sums(scope_of(database, "ferries"), [Q1.name]) == [both]


def test_merging_closes_what_merged_the_day_before_and_names_its_successor(
    lineage: Lineage, register: Register, database: Database
) -> None:
    lineage.merge("locks", "harbours", DAY, BY, TODAY, "One authority for boats.")
    lineage.merge("locks", "harbours", DAY, BY, TODAY, "Said twice.")
    locks = register.organisation("locks")
    assert (locks.closed_on, locks.successor) == (DAY - ONE_DAY, "harbours")
    assert lineage.events(FERRIES) == lineage.events(Scope("canals")) == [Event(Kind.MERGED, "harbours", DAY, "locks")]
    assert lineage.events(scope_of(database, "ferries", ["lights"])) == []
    assert lineage.names(lineage.events(FERRIES)) == {"harbours": "Harbours", "locks": "Locks"}
    assert entries(database) == [
        ("organisation.merged", "canals", "locks", "One authority for boats.", {"into": "harbours", "on": "2026-07-01"})
    ]


def test_a_merger_recorded_by_mistake_is_taken_back_and_its_history_goes_out_of_view_at_once(
    lineage: Lineage, register: Register, database: Database
) -> None:
    before = register.organisation("locks")
    lineage.merge("locks", "harbours", DAY, BY, TODAY)
    assert lineage.unmerge("locks", BY, "It was the weirs.") == Event(Kind.MERGED, "harbours", DAY, "locks")
    assert register.organisation("locks") == before
    assert scope_of(database, "ferries") == FERRIES
    assert lineage.events(FERRIES) == []
    assert entries(database)[-1][0] == "organisation.merger_taken_back"
    with pytest.raises(NotFound, match="'locks' has merged into no other"):
        lineage.unmerge("locks", BY)


def test_what_is_split_off_opens_that_day_and_sees_nothing_of_what_came_before(
    lineage: Lineage, register: Register, database: Database
) -> None:
    lineage.split("weirs", "harbours", DAY, BY, TODAY, "Rivers are another trade.")
    lineage.split("weirs", "harbours", DAY, BY, TODAY)
    lineage.split("weirs", "locks", DAY, BY, TODAY)
    assert (register.organisation("weirs").opened_on, register.organisation("harbours").closed_on) == (DAY, None)
    assert scope_of(database, "canals", ["weirs"]) == Scope("canals", frozenset({"weirs"}))
    assert lineage.events(FERRIES) == [Event(Kind.SPLIT, "weirs", DAY, "harbours")]
    assert [entry[-1]["from"] for entry in entries(database)] == ["harbours", "locks"]


def test_a_renamed_body_keeps_its_code_and_is_called_what_it_was_called_then(
    lineage: Lineage, register: Register, database: Database
) -> None:
    lineage.rename("lights", "Lights and Buoys", DAY, BY, TODAY)
    lineage.rename("lights", "Lights, Buoys and Bells", DAY + 2 * ONE_DAY, BY, TODAY, "It took on the bells.")
    lineage.rename("lights", "Lights, Buoys and Bells", DAY + 2 * ONE_DAY, BY, TODAY)
    now, events = register.organisation("lights").name, lineage.events(FERRIES)
    assert [name_on("lights", now, DAY + days * ONE_DAY, events) for days in (-1, 0, 1, 2, 3)] == [
        "Lights", "Lights and Buoys", "Lights and Buoys", "Lights, Buoys and Bells", "Lights, Buoys and Bells",
    ]  # fmt: skip
    assert name_on("wrecks", "Wrecks", DAY - ONE_DAY, events) == "Wrecks"
    assert [(entry[-1]["former_name"], entry[-1]["name"], entry[-2]) for entry in entries(database)] == [
        ("Lights", "Lights and Buoys", ""),
        ("Lights and Buoys", "Lights, Buoys and Bells", "It took on the bells."),
    ]


def test_a_new_name_told_wrongly_is_corrected_or_taken_back_on_its_own_day(
    lineage: Lineage, register: Register
) -> None:
    lineage.rename("lights", "Lights and Boys", DAY, BY, TODAY)
    lineage.rename("lights", "Lights and Buoys", DAY, BY, TODAY)
    assert (register.organisation("lights").name, len(lineage.events(FERRIES))) == ("Lights and Buoys", 1)
    lineage.rename("lights", "Lights", DAY, BY, TODAY)
    assert (register.organisation("lights").name, lineage.events(FERRIES)) == ("Lights", [])


def done_before(lineage: Lineage, register: Register) -> None:
    """Wrecks opened on DAY and closed a month later, locks merged into harbours, weirs were split from lights."""
    register.add_organisation(
        RelatedOrganisation("tugs", "Tugs", "Agency", "ferries", opened_on=DAY, closed_on=DAY + 30 * ONE_DAY), BY
    )
    lineage.merge("locks", "harbours", DAY, BY, TODAY)
    lineage.split("weirs", "lights", DAY, BY, TODAY)
    lineage.rename("wrecks", "Wrecks and Relics", DAY, BY, TODAY)


Told = tuple[str, str, str, int] | tuple[str, str, str, int, str]  # what, of which, and which other, days after DAY
AHEAD = (TODAY - DAY).days + 1
REFUSED: dict[str, tuple[Told, type[HubError], str]] = {
    "into itself": (("merge", "lights", "lights", 0), SettingWrong, "cannot merge into itself"),
    "split from itself": (("split", "lights", "lights", 0), SettingWrong, "split from itself"),
    "an unknown one": (("merge", "quays", "lights", 0), NotFound, "no organisation called 'quays'"),
    "into an unknown one": (("merge", "lights", "quays", 0), NotFound, "called 'quays'"),
    "split from an unknown one": (("split", "lights", "quays", 0), NotFound, "called 'quays'"),
    "an unknown name": (("rename", "quays", "Piers", 0), NotFound, "called 'quays'"),
    "a second time": (("merge", "locks", "lights", 0), Conflict, "'locks' merged into 'harbours' on 2026-07-01"),
    "on another day": (("merge", "locks", "harbours", 1), Conflict, "on 2026-07-01"),
    "into what merged into it": (("merge", "harbours", "locks", 0), SettingWrong, "'locks', which merged into it"),
    "split from its own part": (("split", "lights", "weirs", 1), SettingWrong, "'weirs', which was split from it"),
    "before its day": (("merge", "lights", "wrecks", AHEAD), SettingWrong, "not come yet"),
    "split before its day": (("split", "wrecks", "lights", AHEAD), SettingWrong, "has not come yet"),
    "named before its day": (("rename", "lights", "Lamps", AHEAD), SettingWrong, "has not come yet"),
    "before the successor opened": (("merge", "lights", "tugs", -1), SettingWrong, "opened on 2026-07-01, after"),
    "after the successor closed": (("merge", "lights", "tugs", 40), SettingWrong, "'tugs' closed on 2026-07-31"),
    "before it opened itself": (("merge", "tugs", "lights", 0), SettingWrong, "'tugs' opened on 2026-07-01"),
    "on a day that is not its last": (("merge", "tugs", "lights", 10), SettingWrong, "makes 2026-07-10 its last day"),
    "long after it closed": (("merge", "tugs", "lights", 40), SettingWrong, "'tugs' closed on 2026-07-31"),
    "split on another day than it opened": (("split", "tugs", "lights", 1), SettingWrong, "2026-07-01, not on"),
    "split before the old one opened": (("split", "wrecks", "tugs", 0), SettingWrong, "'tugs' opened on 2026-07-01"),
    "called what it is called": (("rename", "lights", " Lights ", 0), SettingWrong, "is called 'Lights' already"),
    "called otherwise too early": (("rename", "wrecks", "Relics", -1), SettingWrong, "its name since 2026-07-01"),
    "called nothing": (("rename", "lights", " ", 0), SettingWrong, "cannot be the name"),
    "called otherwise after it closed": (("rename", "tugs", "Pilots", 40), SettingWrong, "'tugs' closed on 2026-07-31"),
    "for somebody's sake": (("merge", "lights", "wrecks", 0, "Mr John Example said so."), InputRefused, "why"),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_what_cannot_have_been_is_refused_and_nothing_changes(
    what: str, lineage: Lineage, register: Register, database: Database
) -> None:
    done_before(lineage, register)
    (act, one, other, days, *why), error, words = REFUSED[what]
    every = Scope("ferries"), Scope("canals")
    before = [*map(register.organisations, every), *map(lineage.events, every), entries(database)]
    with pytest.raises(error, match=words):
        getattr(lineage, act)(one, other, DAY + days * ONE_DAY, BY, TODAY, *why)
    assert [*map(register.organisations, every), *map(lineage.events, every), entries(database)] == before


def test_a_merged_body_is_closed_on_no_other_day(lineage: Lineage, register: Register) -> None:
    lineage.merge("locks", "harbours", DAY, BY, TODAY)
    register.close_organisation("locks", DAY - ONE_DAY, None, BY)
    for on, successor in ((DAY, None), (DAY - ONE_DAY, "lights")):
        with pytest.raises(Conflict, match="'locks' merged into 'harbours'") as refusal:
            register.close_organisation("locks", on, successor, BY)
        assert refusal.value.what_to_do.endswith("hub organisation unmerge locks.")
    assert register.organisation("locks").successor == "harbours"


def test_a_body_may_be_split_off_and_come_back(lineage: Lineage, register: Register, database: Database) -> None:
    lineage.split("weirs", "harbours", DAY, BY, TODAY)
    lineage.merge("weirs", "harbours", DAY + 10 * ONE_DAY, BY, TODAY)
    assert scope_of(database, "ferries").also == {"weirs"}
    assert [event.kind for event in lineage.events(FERRIES)] == [Kind.SPLIT, Kind.MERGED]
    assert register.organisation("weirs").closed_on == DAY + 9 * ONE_DAY


def entries(database: Database) -> list[tuple[Any, ...]]:
    """What the ledger tells of lineage."""
    columns = "what, department, organisation, why, detail"
    kinds = "('organisation.merged', 'organisation.merger_taken_back', 'organisation.split', 'organisation.renamed')"
    told = text(f"SELECT {columns} FROM ledger WHERE what IN {kinds} ORDER BY seq")
    with database.read() as connection:
        return [(*row[:4], json.loads(row.detail)) for row in connection.execute(told)]
