"""The directory of public bodies in the register: all of it at once, the same again, and a later edition of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from handmade import BY, NOW
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from hub.contract.fields import CODE, LONGEST_PATTERN
from hub.errors import SettingWrong
from hub.lineage import Kind
from hub.scope import Scope
from hub.store.database import Database
from hub.store.directory import Directory
from hub.store.ledger import By
from hub.store.lineage import Lineage
from hub.store.listed import Listed, Plan, code_of, new_code, same_words
from hub.store.register import NEVER, Department, Register, RelatedOrganisation
from hub.store.verify import verify

TODAY = date(2026, 10, 22)
LATER = By("registrar", "operator", NOW + timedelta(days=1))
PIERS = Listed(2, "The Board of Piers & Quays (Piers)", "id-1", "Department for Harbours", "DFH", "Executive NDPB",
               date(1997, 1, 1), "1997", "Ombudsman for Harbours")  # fmt: skip
TIDES = Listed(3, "Tide Panel", "id-2", "Department for Harbours", "DFH", "Advisory NDPB")
BELLS = Listed(4, "Bell Office", None, "Ferries", "", "Executive Agency", remarks=("has no id",))
EDITION = (PIERS, TIDES, BELLS)


@pytest.fixture
def directory(empty_database: Database) -> Directory:
    return Directory(empty_database)


def take(directory: Directory, *listed: Listed, by: By = BY, on: date = TODAY) -> Plan:
    return directory.take(listed, on, TODAY, by)


def says(plan: Plan) -> list[tuple[int, str]]:
    return [(remark.line, remark.says) for remark in plan.remarks]


def entries(database: Database) -> int:
    with database.read() as connection:
        return connection.execute(text("SELECT count(*) FROM ledger")).scalar_one()


def bodies(database: Database, department: str = "dfh") -> list[RelatedOrganisation]:
    return Register(database).organisations(Scope(department))


def test_bodies_are_registered_under_their_departments_with_codes_from_their_names(
    directory: Directory, empty_database: Database
) -> None:
    plan = take(directory, *EDITION)
    assert Register(empty_database).departments() == [
        Department("dfh", "Department for Harbours", deadlines_from=NEVER),
        Department("ferries", "Ferries", deadlines_from=NEVER),
    ]
    piers, tides = bodies(empty_database)
    assert piers == RelatedOrganisation(
        "board-of-piers-and-quays", "The Board of Piers & Quays (Piers)", "Executive NDPB", "dfh", "quarter",
        date(1997, 1, 1), directory_id="id-1", ombudsman="Ombudsman for Harbours", opened_told="1997",
    )  # fmt: skip
    assert (tides.code, tides.opened_on, tides.ombudsman) == ("tide-panel", None, None)
    assert (plan.added[:2], plan.unchanged, plan.changed, plan.gone) == ((piers, tides), 0, (), ())
    assert says(plan) == [(4, "has no id")]
    assert verify(empty_database).faults == ()


def test_the_same_directory_again_changes_nothing(directory: Directory, empty_database: Database) -> None:
    take(directory, *EDITION)
    before = (bodies(empty_database), entries(empty_database))
    again = take(directory, *EDITION, by=LATER)
    assert (again.added, again.changed, again.unchanged, again.gone) == ((), (), 3, ())
    assert (bodies(empty_database), entries(empty_database)) == before


def test_a_dry_run_tells_the_same_and_changes_nothing(directory: Directory, empty_database: Database) -> None:
    planned = directory.plan(EDITION, TODAY, TODAY)
    assert entries(empty_database) == 0
    assert take(directory, *EDITION) == planned


def test_a_later_edition_renames_and_changes_and_closes_nothing(directory: Directory, empty_database: Database) -> None:
    take(directory, *EDITION)
    renamed = replace(PIERS, name="Piers Authority", kind="Executive Agency", opened_on=date(1998, 1, 1))
    plan = take(
        directory, renamed, replace(TIDES, ombudsman="Ombudsman for Tides", opened_on=date(2001, 4, 1)), by=LATER
    )
    piers, tides = bodies(empty_database)
    assert (piers.code, piers.name, piers.kind) == ("board-of-piers-and-quays", "Piers Authority", "Executive Agency")
    assert (tides.ombudsman, tides.opened_on, piers.opened_on) == (
        "Ombudsman for Tides",
        date(2001, 4, 1),
        PIERS.opened_on,
    )
    (event,) = Lineage(empty_database).events(Scope("dfh"))
    assert (event.kind, event.on, event.former_name) == (Kind.RENAMED, TODAY, PIERS.name)
    assert says(plan) == [(2, "opening date 1997; board-of-piers-and-quays has 1997-01-01 and keeps it")]
    assert plan.gone == ()  # the Bell Office has no id by which it could be missed


def test_what_is_no_longer_listed_is_told_until_it_is_closed(directory: Directory, empty_database: Database) -> None:
    take(directory, *EDITION)
    assert [one.code for one in take(directory, PIERS, BELLS).gone] == ["tide-panel"]
    assert bodies(empty_database)[1].closed_on is None
    Register(empty_database).close_organisation("tide-panel", date(2026, 3, 31), None, BY)
    assert take(directory, PIERS, BELLS).gone == ()
    listed_again = take(directory, PIERS, replace(TIDES, name="Tides"), BELLS)
    assert says(listed_again)[:2] == [
        (3, "is listed, though tide-panel closed on 2026-03-31"), (3, "tide-panel is closed and stays “Tide Panel”"),
    ]  # fmt: skip


def test_what_was_registered_by_hand_is_known_by_name_and_department_and_keeps_its_code(
    directory: Directory, empty_database: Database
) -> None:
    register = Register(empty_database)
    register.add_department(Department("dfh", "Department for Harbours"), BY)
    register.add_organisation(RelatedOrganisation("piers", "Board of Piers and Quays (Piers)", "Body", "dfh"), BY)
    plan = take(directory, PIERS)
    (piers,) = bodies(empty_database)
    assert (piers.code, piers.directory_id, piers.kind) == ("piers", "id-1", "Executive NDPB")
    assert says(plan) == [(2, "piers is spelled “Board of Piers and Quays (Piers)” and keeps it")]
    assert take(directory, PIERS).changed == ()
    assert register.department("dfh").deadlines_from is None


def test_a_body_listed_under_another_department_stays_where_its_returns_go(
    directory: Directory, empty_database: Database
) -> None:
    take(directory, *EDITION)
    plan = take(directory, replace(PIERS, department="Ferries", department_short=""), TIDES, BELLS)
    assert says(plan)[0] == (2, "is listed under ferries; the returns of board-of-piers-and-quays stay due to dfh")
    assert len(bodies(empty_database)) == 2


def test_departments_are_known_by_name_however_spelled_and_else_by_their_short_name(directory: Directory) -> None:
    shouted = replace(TIDES, department="DEPARTMENT for Harbours", department_short="DFHS")
    other = replace(BELLS, department="Dept of Harbours", department_short="DFH", remarks=())
    plan = take(directory, PIERS, shouted, other)
    assert [one.code for one in plan.departments] == ["dfh"]
    assert says(plan) == [
        (4, "parent department “Dept of Harbours” was taken as dfh, “Department for Harbours”: its short name")
    ]


def test_a_body_that_is_its_own_parent_is_told(directory: Directory) -> None:
    own = replace(PIERS, name="HARBOURS & Ferries", department="Harbours and Ferries")
    assert says(take(directory, own)) == [(2, "is its own parent department; registered under dfh all the same")]


def test_two_bodies_never_share_a_code_nor_one_entry_another_body(directory: Directory) -> None:
    same_name = [replace(PIERS, line=2 + n, directory_id=f"id-{n}", department_short=f"D{n % 2}",
                         department=f"Department {n % 2}") for n in range(4)]  # fmt: skip
    plan = take(directory, *same_name)
    assert [one.code for one in plan.added] == [
        "board-of-piers-and-quays", "board-of-piers-and-quays-d1",
        "board-of-piers-and-quays-d0", "board-of-piers-and-quays-2",
    ]  # fmt: skip
    assert take(directory, *same_name).unchanged == 4


@pytest.mark.parametrize("part", ["name", "department", "kind", "ombudsman"])
def test_one_name_that_cannot_be_kept_leaves_everything_as_it_was(
    directory: Directory, empty_database: Database, part: str
) -> None:
    take(directory, PIERS)
    before = (bodies(empty_database), entries(empty_database))
    spoilt = replace(BELLS, department_short="NEW", **{part: "bell\a" if part != "name" else "n" * 201})
    with pytest.raises(SettingWrong, match=r"Line 4: .*cannot be the name of a"):
        take(directory, replace(PIERS, name="Piers Authority"), TIDES, spoilt)
    assert (bodies(empty_database), entries(empty_database)) == before


def test_new_names_do_not_begin_in_the_future(directory: Directory) -> None:
    with pytest.raises(SettingWrong, match="has not come yet"):
        take(directory, PIERS, on=TODAY + timedelta(days=1))
    with pytest.raises(SettingWrong, match="has not come yet"):
        directory.plan(EDITION, TODAY + timedelta(days=1), TODAY)


def test_progress_is_told_change_by_change(directory: Directory) -> None:
    told: list[tuple[int, int]] = []
    directory.take(EDITION, TODAY, TODAY, BY, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


@given(st.text(min_size=1, max_size=200), st.sets(st.sampled_from(["body", "body-d", "body-2", "a", "a-d"])))
def test_any_name_gives_a_code_that_nobody_has(name: str, taken: set[str]) -> None:
    code = new_code(name, "d", taken)
    assert re.fullmatch(CODE.removesuffix("$"), code)
    assert len(code) <= LONGEST_PATTERN
    assert code not in taken
    assert code_of(name) == code_of(f"  {name} ")


def test_codes_are_the_words_of_the_name() -> None:
    names = ("The King's Ferry & Tow Co.", "Ymddiriedolaeth Ŵyna", "The", "港", "(Acronym)")
    assert [code_of(name) for name in names] == [
        "kings-ferry-and-tow-co", "ymddiriedolaeth-wyna", "the", "body", "acronym",
    ]  # fmt: skip
    assert code_of("Board for the Keeping and Repair of Lighthouses, Lightships and Buoys (Buoys)") == (
        "board-for-the-keeping-and-repair-of-lighthouses-lightships-and"
    )
    assert same_words("The HM Revenue & Customs") == same_words("HM revenue and  customs.")
