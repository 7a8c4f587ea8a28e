"""Who counts differently from most is compared all the same, and everybody can read that it does."""

from __future__ import annotations

from hub.contract.build import STATEMENTS
from hub.contract.schemas.v1_0 import SAID
from hub.oversight.comparison.comparability import RULES, comparability, is_said

ALL = {**dict.fromkeys(STATEMENTS, "counted"), "subject_coding": "primary"}


def test_what_every_body_states_is_looked_at() -> None:
    assert list(RULES) == [*STATEMENTS, "subject_coding"]
    assert {value for value in SAID if not is_said(value)} == {"not_applicable", "not_available"}


def test_bodies_that_count_alike_need_no_remark() -> None:
    ledger = comparability({"harbours": ALL, "lights": ALL})
    assert (ledger.remarks, ledger.divided) == ({}, ())


def test_who_differs_from_most_is_told_with_how_many_most_are() -> None:
    other = {**ALL, "oral_complaints": "not_counted", "letters_from_mps": "not_applicable"}
    ledger = comparability({"harbours": ALL, "lights": other, "wrecks": ALL})
    assert ledger.of("lights") == ("It does not count oral complaints; 2 of the 3 bodies that say count them.",)
    assert ledger.of("harbours") == ledger.of("wrecks") == ()
    assert [remark.differs for remark in ledger.remarks["lights"]] == [True]


def test_who_has_not_said_is_told_and_belongs_to_neither() -> None:
    silent = {**ALL, "requests_for_service": "not_available"}
    nothing = {name: value for name, value in ALL.items() if name != "requests_for_service"}
    other = {**ALL, "requests_for_service": "not_counted"}
    ledger = comparability({"harbours": silent, "lights": nothing, "wrecks": ALL, "buoys": ALL, "piers": other})
    unknown = ("It has not said whether it counts requests for service.",)
    assert ledger.of("harbours") == ledger.of("lights") == unknown
    assert ledger.of("piers") == ("It does not count requests for service; 2 of the 3 bodies that say count them.",)
    assert not ledger.remarks["harbours"][0].differs


def test_where_there_is_no_most_nobody_differs_from_it() -> None:
    other = {**ALL, "resolved_on_the_spot": "not_counted"}
    ledger = comparability({"harbours": ALL, "lights": other})
    assert ledger.remarks == {}
    assert ledger.divided == ("Bodies are divided on complaints resolved on the spot: 1 count them, 1 do not.",)


def test_subjects_matter_only_where_subjects_are_compared() -> None:
    ledger = comparability({"harbours": ALL, "lights": {**ALL, "subject_coding": "multiple"}, "wrecks": ALL})
    assert ledger.of("lights") == ()
    assert ledger.of("lights", by_subject=True) == (
        "It gives a complaint several subjects; 2 of the 3 bodies that say give one.",
    )
