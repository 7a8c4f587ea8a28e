"""Whoever reads figures that are not their own organisation's is in the ledger, once for each reading."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from people_under_test import COMPLIANCE, Q1, Q4, HubWithPeople, with_people
from permits import DEPARTMENT, LANTERN
from tampering import entries

from hub.app import DATABASE


@pytest.fixture
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubWithPeople]:
    with with_people(tmp_path_factory.mktemp("read") / "data") as hub:
        yield hub


def readings(people: HubWithPeople) -> list[tuple[str, str, str]]:
    """Who has read what, as the ledger says it."""
    told = entries(people.hub.app.extensions[DATABASE])
    return [(row["who"], row["what"], row["object"]) for row in told if row["what"].endswith((".read", ".listed"))]


def read_by(people: HubWithPeople, name: str) -> list[tuple[str, str]]:
    """What somebody has read."""
    return [(what, object_) for who, what, object_ in readings(people) if who == name]


def as_dash(people: HubWithPeople, name: str, address: str) -> None:
    """The second life of a page, as its browser asks for it."""
    browser = people.browser(name)
    assert browser.get("/oversight/_dash-layout", headers={"Referer": f"http://localhost{address}"}).status_code == 200
    asked = {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [{"id": "address", "property": "href", "value": f"http://localhost{address}"}],
        "changedPropIds": ["address.href"],
        "state": [{"id": "page", "property": "data-address", "value": ""}],
    }
    assert browser.post("/oversight/_dash-update-component", json=asked).status_code == 200


def test_both_lives_of_a_page_and_its_file_are_one_reading(people: HubWithPeople) -> None:
    address = f"{COMPLIANCE}?period={Q4}"
    people.page("sponsor", address)
    as_dash(people, "sponsor", address)
    people.page("sponsor", f"{COMPLIANCE}.csv?period={Q4}")
    people.page("sponsor", address)
    assert ("figures.read", Q4) in read_by(people, "sponsor")
    assert len(set(read_by(people, "sponsor"))) == len(read_by(people, "sponsor"))


@pytest.mark.parametrize("life", ["page", "file", "callback"])
def test_whichever_way_figures_are_read_it_is_in_the_ledger(people: HubWithPeople, life: str) -> None:
    if life == "callback":
        as_dash(people, "operator", f"{COMPLIANCE}?period={Q1}")
    else:
        people.page("operator", f"{COMPLIANCE}{'.csv' if life == 'file' else ''}?period={Q1}")
    assert ("figures.read", Q1) in read_by(people, "operator")


def test_a_return_a_ledger_and_the_start_are_readings_too(people: HubWithPeople) -> None:
    return_id = people.returns[LANTERN, Q1, 1]
    people.page("sponsor", f"/returns/{return_id}")
    people.page("sponsor", "/ledger")
    people.page("sponsor", "/ledger.csv?what=return.read")
    assert read_by(people, "sponsor") == [("return.read", return_id), ("ledger.read", DEPARTMENT)]
    row = next(row for row in entries(people.hub.app.extensions[DATABASE]) if row["what"] == "return.read")
    assert (row["role"], row["version"], row["department"], row["organisation"]) == ("sponsor", 1, DEPARTMENT, LANTERN)
    people.page("sponsor", "/")
    assert ("figures.read", Q1) in read_by(people, "sponsor")


def test_what_an_organisation_reads_of_its_own_is_no_entry(people: HubWithPeople) -> None:
    for address in ("/", COMPLIANCE, f"{COMPLIANCE}.csv", f"/returns/{people.returns[LANTERN, Q1, 1]}"):
        people.page("body", address)
        people.page("sender", address)
    assert people.hub.read(f"/api/v1/returns/{people.returns[LANTERN, Q1, 1]}/document").status_code == 200
    assert people.hub.listed()
    assert readings(people) == []


def test_what_somebody_may_not_see_was_not_read(people: HubWithPeople) -> None:
    people.page("ports-sponsor", f"/returns/{people.returns[LANTERN, Q1, 1]}", status=404)
    people.page("board", COMPLIANCE, status=404)
    people.page("forum", "/ledger", status=404)
    assert readings(people) == []
