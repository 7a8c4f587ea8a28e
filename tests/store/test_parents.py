"""An organisation with two parents is seen whole by both, and by nobody else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from handmade import BY, Q1, Q2, Subjects, accepted, by, figures, query
from sqlalchemy import text

from hub.contract.life_cycle import Move
from hub.errors import InputRefused, NotFound, SettingWrong
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.explanations import Explanations
from hub.store.kept import SubjectSum
from hub.store.parents import Parents
from hub.store.reach import scope_of, within
from hub.store.register import Department, Register, RelatedOrganisation
from hub.store.steps import Steps
from hub.store.tables import RETURNS
from hub.store.threads import Threads

CANALS, ROADS = "canals", "roads"
THE_TOLL_OFFICE = RelatedOrganisation("toll-office", "Toll Office", "Executive agency", CANALS)
Told = tuple[str, Subjects]


@pytest.fixture
def parents(register: Register, database: Database) -> Parents:
    """Three departments; the toll office is due to canals, and ferries oversees it too."""
    for code in (CANALS, ROADS):
        register.add_department(Department(code, f"Department for {code.title()}"), BY)
    register.add_organisation(THE_TOLL_OFFICE, BY)
    register.add_organisation(replace(THE_TOLL_OFFICE, code="locks", name="Lock Board"), BY)
    register.add_organisation(replace(THE_TOLL_OFFICE, code="bridges", name="Bridges", department=ROADS), BY)
    parents = Parents(database)
    parents.add("toll-office", "ferries", BY, "It sells the tickets of the ferries.")
    return parents


def keep(archive: Archive, department: str, told: Sequence[Told]) -> list[str]:
    """Returns of some bodies of one department for the first quarter; gives their ids."""
    sent = (
        accepted(figures(subjects=subjects), organisation=body, queries=[query(received=1)]) for body, subjects in told
    )
    return [archive.keep(replace(one, department=department)).receipt_facts.id for one in sent]


def sees(database: Database, scope: Scope, return_id: str) -> list[bool]:
    """Whether each kind of read finds one return of the toll office, and what hangs on it."""
    archive, steps = Archive(database), Steps(database)
    listed = archive.returns(scope) + archive.returns(scope, organisation="toll-office", period=Q1.name)
    found = [
        THE_TOLL_OFFICE in Register(database).organisations(scope),
        return_id in {kept.id for kept in listed},
        return_id in {kept.id for kept in archive.versions(scope, "toll-office", Q1.name)},
        return_id in {kept.return_id for kept in archive.figures(scope, [Q1.name])},
        return_id in steps.standings(scope, [Q1.name]),
        bool(Explanations(database).of(scope, "toll-office", Q1.name)),
        return_id in {thread.return_id for thread in Threads(database).waiting(scope)},
        "tolls" in {told.subject for told in archive.subject_sums(scope, [Q1.name])},
    ]
    for read in (archive.return_, archive.document, steps.standing, Threads(database).of):
        try:
            found.append(bool(read(scope, return_id)))
        except NotFound:
            found.append(False)
    return found


def one_return_with_all_that_hangs_on_it(database: Database) -> str:
    (kept,) = keep(Archive(database), CANALS, [("toll-office", {"tolls": (3, 1)})])
    lead, key = scope_of(database, CANALS), query(received=1)["key"]
    Explanations(database).give(lead, kept, key, "It was Regatta week.", by("anne", "organisation"))
    Threads(database).open(lead, kept, "/received", "Why so many?", by("sam", "sponsor"))
    return kept


def test_both_parents_see_the_whole_of_a_body_and_nobody_else_does(parents: Parents, database: Database) -> None:
    kept = one_return_with_all_that_hangs_on_it(database)
    for department in (CANALS, "ferries"):
        assert all(sees(database, scope_of(database, department), kept))
        assert all(sees(database, scope_of(database, department, ["toll-office"]), kept))
        assert not any(sees(database, scope_of(database, department, ["locks", "harbours"]), kept))
        assert not any(sees(database, scope_of(database, department, []), kept))
    assert not any(sees(database, scope_of(database, ROADS), kept))
    assert not any(sees(database, scope_of(database, ROADS, ["toll-office"]), kept))
    assert parents.of(Scope("ferries")) == parents.of(Scope(ROADS)) == {}
    assert parents.of(scope_of(database, "ferries")) == parents.of(Scope(CANALS)) == {"toll-office": ("ferries",)}


def test_a_second_parent_sees_that_body_and_no_other_of_the_first(parents: Parents, database: Database) -> None:
    (locks,) = keep(Archive(database), CANALS, [("locks", {"tolls": (7, None)})])
    own = {"harbours", "lights", "wrecks"}
    for named, seen in ((None, {*own, "toll-office"}), (["toll-office", "locks"], {"toll-office"})):
        scope = scope_of(database, "ferries", named)
        assert {body.code for body in Register(database).organisations(scope)} == seen
        assert locks not in {kept.id for kept in Archive(database).returns(scope)}
        assert Archive(database).subject_sums(scope, [Q1.name]) == []


def test_a_parent_that_is_removed_sees_nothing_more_of_it_at_once(parents: Parents, database: Database) -> None:
    kept = one_return_with_all_that_hangs_on_it(database)
    parents.remove("toll-office", "ferries", BY)
    assert not any(sees(database, scope_of(database, "ferries"), kept))
    assert not any(sees(database, scope_of(database, "ferries", ["toll-office"]), kept))
    assert all(sees(database, scope_of(database, CANALS), kept))


def test_subjects_are_summed_for_both_parents_and_for_a_third_as_before(parents: Parents, database: Database) -> None:
    archive = Archive(database)
    keep(archive, "ferries", [("harbours", {"delay": (3, 1), "conduct": (4, None)}), ("lights", {"delay": (5, None)})])
    keep(archive, CANALS, [("toll-office", {"delay": (2, 2), "tolls": (6, None)}), ("locks", {"tolls": (10, 1)})])
    keep(archive, ROADS, [("bridges", {"delay": (20, 0)})])
    archive.keep(replace(accepted(figures(subjects={"tolls": (9, None)}), organisation="toll-office", period=Q2),
                         department=CANALS))  # fmt: skip
    sums = {
        one: archive.subject_sums(scope_of(database, one), [Q1.name, Q2.name]) for one in ("ferries", CANALS, ROADS)
    }
    assert sums["ferries"] == [
        SubjectSum(Q1.name, "conduct", count=4, bodies=1, went_wrong=None, went_wrong_of=0),
        SubjectSum(Q1.name, "delay", count=3 + 5 + 2, bodies=3, went_wrong=1 + 2, went_wrong_of=3 + 2),
        SubjectSum(Q1.name, "tolls", count=6, bodies=1, went_wrong=None, went_wrong_of=0),
        SubjectSum(Q2.name, "tolls", count=9, bodies=1, went_wrong=None, went_wrong_of=0),
    ]
    assert sums[CANALS] == [
        SubjectSum(Q1.name, "delay", count=2, bodies=1, went_wrong=2, went_wrong_of=2),
        SubjectSum(Q1.name, "tolls", count=6 + 10, bodies=2, went_wrong=1, went_wrong_of=10),
        SubjectSum(Q2.name, "tolls", count=9, bodies=1, went_wrong=None, went_wrong_of=0),
    ]
    assert sums[ROADS] == [SubjectSum(Q1.name, "delay", count=20, bodies=1, went_wrong=0, went_wrong_of=20)]


def test_a_second_parent_takes_steps_on_its_returns_and_their_figures_stay_with_the_first(
    parents: Parents, database: Database
) -> None:
    kept = one_return_with_all_that_hangs_on_it(database)
    ferries = scope_of(database, "ferries")
    anne, sam, why = by("anne", "organisation"), by("sam", "sponsor"), "It counts another body's complaints."
    Steps(database).take(ferries, kept, Move.SIGN_OFF, anne, named_role="Head of tolls")
    Steps(database).take(ferries, kept, Move.PUBLISH, sam)
    Steps(database).take(ferries, kept, Move.UNLOCK, sam, why)
    Steps(database).take(scope_of(database, CANALS), kept, Move.WITHDRAW, anne, why)
    assert set(Steps(database).withdrawn(ferries, [Q1.name])) == {("toll-office", Q1.name)}
    assert Archive(database).told_periods(ferries, [Q1.name]) == []
    assert Archive(database).subject_sums(Scope(CANALS), [Q1.name]) == []


def test_parents_come_and_go_once_and_the_ledger_says_why(parents: Parents, database: Database) -> None:
    parents.add("toll-office", "ferries", BY)
    parents.add("toll-office", ROADS, BY)
    assert parents.of(Scope(CANALS)) == {"toll-office": ("ferries", ROADS)}
    parents.remove("toll-office", "ferries", BY, "Tickets are sold on board.")
    with pytest.raises(NotFound, match="'ferries' is not a further parent of 'toll-office'"):
        parents.remove("toll-office", "ferries", BY)
    assert entries(database) == [
        ("organisation.parent_added", CANALS, "toll-office", "It sells the tickets of the ferries.", "ferries"),
        ("organisation.parent_added", CANALS, "toll-office", "", ROADS),
        ("organisation.parent_removed", CANALS, "toll-office", "Tickets are sold on board.", "ferries"),
    ]


def test_who_cannot_be_a_further_parent_is_refused(parents: Parents) -> None:
    with pytest.raises(SettingWrong, match="'canals' is the department to which the returns of 'toll-office' are due"):
        parents.add("toll-office", CANALS, BY)
    for organisation, department, missing in (("toll-office", "rails", "department"), ("tugs", "ferries", "organis")):
        with pytest.raises(NotFound, match=f"no {missing}"):
            parents.add(organisation, department, BY)
    with pytest.raises(InputRefused, match="why"):
        parents.add("toll-office", ROADS, BY, "Ask anne@canals.example.")
    assert parents.of(Scope(CANALS)) == {"toll-office": ("ferries",)}


def test_what_a_page_may_see_is_decided_at_its_moment(parents: Parents, database: Database) -> None:
    with database.read() as moment:
        assert scope_of(database, "ferries", at=moment).also == {"toll-office"}
        parents.remove("toll-office", "ferries", BY)
        assert scope_of(database, "ferries", at=moment).also == {"toll-office"}
    assert scope_of(database, "ferries") == Scope("ferries")


def test_a_scope_without_bodies_of_others_asks_what_it_always_asked() -> None:
    assert [str(each) for each in within(Scope("ferries"), RETURNS)] == ["returns.department = :department_1"]
    named, also = Scope("ferries", frozenset({"lights"})), Scope("ferries", None, frozenset({"toll-office"}))
    assert not any(" OR " in str(each) for each in within(named, RETURNS))
    assert [" OR " in str(each) for each in within(also, RETURNS)] == [True]


def entries(database: Database) -> list[tuple[Any, ...]]:
    """What the ledger tells of parents."""
    told = text(
        "SELECT what, department, organisation, why, detail FROM ledger WHERE what LIKE '%parent%' ORDER BY seq"
    )
    with database.read() as connection:
        return [(*row[:4], json.loads(row.detail)["department"]) for row in connection.execute(told)]
