"""Who is known to the hub, and what it says of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from handmade import BY, DEPARTMENT, NOW, ORGANISATIONS, Q1, Q2
from sqlalchemy import text

from hub.contract import circumstances
from hub.errors import Conflict, NotFound, SettingWrong
from hub.oversight.periods import owes
from hub.scope import Scope
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.register import NEVER, Department, Register, RelatedOrganisation

NOT_CODES = ("", "Ferries", "ferries ", "ferries--east", "-ferries", "ferries_east", "fähren", "f\n", "f" * 65)
NOT_NAMES = ("", " \t", "n" * 201, "two\nlines", "bell\a", "half\ud800", "\u200b", "turned\u202eround", "line\u2028end")
LATER = By("registrar", "operator", NOW + timedelta(days=1))


def test_what_is_registered_is_found_again(register: Register) -> None:
    canals = Department("canals", "Department for Canals", collects_from=date(2025, 4, 1), deadlines_from=NEVER)
    lock = RelatedOrganisation(
        "locks", "Lock Board", "Agency", "canals", "year", date(2024, 4, 1), date(2026, 3, 31), "sluices",
        "Independent Examiner", ("Passage", "Moorings"),
    )  # fmt: skip
    register.add_department(canals, BY)
    register.add_organisation(lock, BY)
    assert register.departments() == [canals, DEPARTMENT]
    assert (register.department("canals"), register.organisation("locks")) == (canals, lock)


def test_deadlines_begin_on_the_day_told_last_and_every_change_is_in_the_ledger(
    register: Register, database: Database
) -> None:
    assert register.department("ferries").deadlines_from is None
    for day, by in ((NEVER, BY), (NEVER, LATER), (Q1.start, LATER)):
        register.set_deadlines("ferries", day, by)
    assert register.department("ferries") == replace(DEPARTMENT, deadlines_from=Q1.start)
    assert entries(database, "department.deadlines_set") == [
        ("ferries", {"deadlines_from": "9999-12-31"}), ("ferries", {"deadlines_from": "2026-04-01"}),
    ]  # fmt: skip
    with pytest.raises(NotFound, match="no department called 'canals'"):
        register.set_deadlines("canals", NEVER, BY)


def test_an_organisation_tells_the_circumstances_of_its_returns() -> None:
    told = replace(ORGANISATIONS[0], opened_on=date(2026, 4, 1)).circumstances()
    assert told == circumstances.Organisation("harbours", "Harbours", "quarter", date(2026, 4, 1), None)


def test_a_caller_sees_the_organisations_in_scope(register: Register) -> None:
    def codes(scope: Scope) -> list[str]:
        return [organisation.code for organisation in register.organisations(scope)]

    assert codes(Scope("ferries")) == ["harbours", "lights", "wrecks"]
    assert codes(Scope("ferries", frozenset({"lights", "locks"}))) == ["lights"]
    assert codes(Scope("canals")) == []


def test_nobody_is_registered_twice(register: Register) -> None:
    with pytest.raises(Conflict, match="already a department called 'ferries'"):
        register.add_department(DEPARTMENT, BY)
    with pytest.raises(Conflict, match="already an organisation called 'harbours'"):
        register.add_organisation(ORGANISATIONS[0], BY)


def test_who_is_not_registered_is_not_found(register: Register) -> None:
    for read in (register.department, register.organisation):
        with pytest.raises(NotFound, match="called 'nobody'"):
            read("nobody")


def test_nobody_belongs_to_what_is_not_registered(register: Register) -> None:
    with pytest.raises(NotFound, match="no department called 'canals'"):
        register.add_organisation(replace(ORGANISATIONS[0], code="locks", department="canals"), BY)


def test_a_page_sees_the_register_of_its_moment(register: Register, database: Database) -> None:
    with database.read() as moment:
        then = register.at(moment)
        assert len(then.organisations(Scope("ferries"))) == 3
        register.add_organisation(replace(ORGANISATIONS[0], code="piers"), BY)
        assert len(then.organisations(Scope("ferries"))) == 3
    assert len(register.organisations(Scope("ferries"))) == 4


def entries(database: Database, what: str) -> list[tuple[str, Any]]:
    """What the ledger says of acts of one kind: about whom, and the facts."""
    with database.read() as connection:
        rows = connection.execute(text("SELECT object, detail FROM ledger WHERE what = :what"), {"what": what})
        return [(row.object, json.loads(row.detail)) for row in rows]


@pytest.mark.parametrize("code", NOT_CODES)
def test_a_code_that_no_return_could_hold_is_not_registered(register: Register, code: str) -> None:
    with pytest.raises(SettingWrong, match="cannot be the code of a department"):
        register.add_department(replace(DEPARTMENT, code=code), BY)
    with pytest.raises(SettingWrong, match="cannot be the code of an organisation"):
        register.add_organisation(replace(ORGANISATIONS[0], code=code), BY)
    with pytest.raises(SettingWrong, match="cannot be the code of a successor"):
        register.add_organisation(replace(ORGANISATIONS[0], code="locks", successor=code), BY)


@pytest.mark.parametrize("name", NOT_NAMES)
def test_a_name_that_cannot_be_printed_is_not_registered(register: Register, name: str) -> None:
    with pytest.raises(SettingWrong, match="cannot be the name of a department"):
        register.add_department(Department("canals", name), BY)
    for part in ("name", "kind", "independent_tier"):
        with pytest.raises(SettingWrong, match="cannot be the name of a"):
            register.add_organisation(replace(ORGANISATIONS[0], code="locks", **{part: name}), BY)


def test_the_longest_code_and_names_are_registered_without_the_space_around_them(register: Register) -> None:
    register.add_department(Department("c" * 64, f"  {'n' * 200}\t"), BY)
    register.add_organisation(replace(ORGANISATIONS[0], code="locks", name=" Bàrr a’ Chaolais, Zoë & 港 "), BY)
    assert register.department("c" * 64).name == "n" * 200
    assert register.organisation("locks").name == "Bàrr a’ Chaolais, Zoë & 港"


def test_nothing_closes_before_it_opened(register: Register) -> None:
    opened = replace(ORGANISATIONS[0], code="locks", opened_on=date(2026, 4, 1))
    with pytest.raises(SettingWrong, match="cannot close on 2026-03-31: it opened on 2026-04-01"):
        register.add_organisation(replace(opened, closed_on=date(2026, 3, 31)), BY)
    register.add_organisation(opened, BY)
    with pytest.raises(SettingWrong, match="cannot close on 2026-03-31"):
        register.close_organisation("locks", date(2026, 3, 31), None, BY)
    register.close_organisation("locks", date(2026, 4, 1), None, BY)


def test_a_closed_body_owes_no_return_for_a_later_period(register: Register, database: Database) -> None:
    register.close_organisation("harbours", Q1.last_day, "lights", BY)
    closed = register.organisation("harbours")
    assert (closed.closed_on, closed.successor) == (Q1.last_day, "lights")
    assert [owes(closed.circumstances(), period, None) for period in (Q1, Q2)] == [True, False]
    told = {"closed_on": Q1.last_day.isoformat(), "successor": "lights"}
    assert entries(database, "organisation.closed") == [("harbours", told)]


def test_a_closing_day_is_corrected_and_both_are_in_the_ledger(register: Register, database: Database) -> None:
    register.close_organisation("harbours", date(2026, 6, 30), "lights", BY)
    register.close_organisation("harbours", date(2026, 6, 30), None, LATER)
    register.close_organisation("harbours", date(2026, 7, 31), None, LATER)
    corrected = register.organisation("harbours")
    assert (corrected.closed_on, corrected.successor) == (date(2026, 7, 31), "lights")
    assert len(entries(database, "organisation.closed")) == 2


def test_no_body_follows_itself_and_no_stranger_is_closed(register: Register) -> None:
    with pytest.raises(SettingWrong, match="own successor"):
        register.close_organisation("harbours", date(2026, 6, 30), "harbours", BY)
    with pytest.raises(SettingWrong, match="code of a successor"):
        register.close_organisation("harbours", date(2026, 6, 30), "The Lights", BY)
    with pytest.raises(NotFound, match="no organisation called 'locks'"):
        register.close_organisation("locks", date(2026, 6, 30), None, BY)
    assert register.organisation("harbours") == ORGANISATIONS[0]
