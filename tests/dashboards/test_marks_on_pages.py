"""A merged body's history under its successor, a body of two parents, a shared service: seen, marked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

import pytest
from people_under_test import COMPLIANCE, PIERS, PORTS, Q1, Q3, Q4, HubWithPeople, with_people
from permits import BY, LANTERN, TERN, TODAY
from reading_pages import read_html

from hub.app import DATABASE
from hub.store.lineage import Lineage
from hub.store.parents import Parents
from hub.store.services import SharedService, SharedServices

MERGED_ON = date(2026, 7, 1)
MERGED = "Merged into Tern Bridge Council on 1 July 2026."
THEN = "Then called Tern Toll Office."


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubWithPeople]:
    """The pier trust of the ports has merged into Tern Bridge; the ports are a further parent of Lantern Hill."""
    with with_people(tmp_path_factory.mktemp("marked") / "data") as hub:
        database = hub.hub.app.extensions[DATABASE]
        lineage = Lineage(database)
        lineage.rename(TERN, "Tern Toll Office", date(2026, 5, 2), BY, TODAY)
        lineage.rename(TERN, "Tern Bridge Council", date(2026, 7, 1), BY, TODAY)
        lineage.merge(PIERS, TERN, MERGED_ON, BY, TODAY)
        Parents(database).add(LANTERN, PORTS, BY)
        services = SharedServices(database)
        services.add(SharedService("quayside", "Quayside help", LANTERN, "Quayside complaints team"), BY)
        services.part("quayside", TERN, "The counter on the east quay.", BY)
        yield hub


def page(hub: HubWithPeople, name: str, period: str = Q1, organisation: str = "") -> str:
    query = f"?period={period}" + (f"&organisation={organisation}" if organisation else "")
    return read_html(hub.page(name, COMPLIANCE + query)).text


def file(hub: HubWithPeople, name: str, period: str = Q1, organisation: str = "") -> dict[str, dict[str, str]]:
    query = f"?period={period}" + (f"&organisation={organisation}" if organisation else "")
    told = hub.page(name, f"{COMPLIANCE}.csv{query}")
    return {row["organisation_code"]: row for row in csv.DictReader(io.StringIO(told))}


@pytest.mark.parametrize("name", ["sponsor", "operator", "other-body", "ports-sponsor"])
def test_whoever_sees_the_successor_or_the_old_department_sees_what_merged_marked(
    hub: HubWithPeople, name: str
) -> None:
    assert MERGED in page(hub, name)
    return_ = read_html(hub.page(name, f"/returns/{hub.returns[PIERS, Q1, 1]}"))
    assert MERGED in return_.text
    told = file(hub, name)[PIERS]
    assert MERGED in told["marks"]
    assert told["return_id"] == hub.returns[PIERS, Q1, 1]


@pytest.mark.parametrize("name", ["body", "sender"])
def test_nobody_else_sees_what_merged(hub: HubWithPeople, name: str) -> None:
    hub.page(name, f"/returns/{hub.returns[PIERS, Q1, 1]}", status=404)
    assert MERGED not in page(hub, name)
    assert set(file(hub, name)) == {LANTERN}


def test_with_the_successor_that_is_chosen_what_merged_into_it_is_shown_in_a_row_of_its_own(hub: HubWithPeople) -> None:
    assert set(file(hub, "sponsor", organisation=TERN)) == {TERN, PIERS}
    assert set(file(hub, "sponsor", organisation=PIERS)) == {PIERS}
    assert set(file(hub, "sponsor")) == {TERN, PIERS, LANTERN}
    assert MERGED in page(hub, "sponsor", organisation=TERN)


def test_who_was_called_otherwise_in_a_period_is_shown_so(hub: HubWithPeople) -> None:
    assert THEN in page(hub, "sponsor", Q1)
    assert "Then called Tern Bridge Council." not in page(hub, "sponsor", Q4)
    assert file(hub, "sponsor")[TERN]["marks"].startswith(THEN)


def test_the_years_of_a_merger_say_so_under_the_numbers(hub: HubWithPeople) -> None:
    told = "2 May 2026: Tern Bridge Council got another name; it is now called Tern Bridge Council."
    assert told in page(hub, "sponsor")
    assert "Each return is counted for the body that sent it" in page(hub, "sponsor")
    assert "Each return is counted" not in page(hub, "body")


def test_a_body_of_two_parents_is_marked_for_each(hub: HubWithPeople) -> None:
    assert "Department for Ports oversees it too." in file(hub, "sponsor")[LANTERN]["marks"]
    assert file(hub, "ports-sponsor")[LANTERN]["marks"] == "Its returns are due to Department for Permits and Markets."
    for (body, _, _), return_id in hub.returns.items():
        if body == LANTERN:
            assert "Its returns are due to" in hub.page("ports-sponsor", f"/returns/{return_id}")


def test_a_further_parent_judges_a_body_by_the_deadlines_of_its_lead_department(hub: HubWithPeople) -> None:
    states = {name: file(hub, name, Q3)[LANTERN]["return_state"] for name in ("sponsor", "ports-sponsor", "body")}
    assert len(set(states.values())) == 1
    why = {name: file(hub, name, Q4)[LANTERN]["why"] for name in ("sponsor", "ports-sponsor", "body")}
    assert len(set(why.values())) == 1


def test_the_successors_start_shows_what_became_of_it_with_the_returns_of_both(hub: HubWithPeople) -> None:
    start = read_html(hub.page("other-body", "/"))
    assert "What became of your organisation" in start.text
    assert "1 July 2026: " in start.text
    assert f"/returns/{hub.returns[PIERS, Q1, 1]}" in start.links
    assert MERGED in start.text
    assert "What became of your organisation" not in hub.page("body", "/")


def test_a_shared_service_is_shown_to_those_who_share_it(hub: HubWithPeople) -> None:
    for name in ("body", "other-body"):
        start = read_html(hub.page(name, "/")).text
        assert "Complaints go to Lantern Hill Permits, which counts each joint complaint once" in start
        assert "Point of contact: Quayside complaints team." in start
        assert "Tern Bridge Council is accountable for: The counter on the east quay." in start
    assert "Quayside" in hub.page("sponsor", f"/returns/{hub.returns[LANTERN, Q1, 1]}")
    assert "Quayside" not in hub.page("ports-sponsor", f"/returns/{hub.returns[PIERS, Q1, 1]}")
    assert "Quayside" not in hub.page("sponsor", "/")


def test_a_merger_that_is_taken_back_ends_with_the_next_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    with with_people(tmp_path_factory.mktemp("unmerged") / "data") as hub:
        lineage = Lineage(hub.hub.app.extensions[DATABASE])
        address = f"/returns/{hub.returns[PIERS, Q1, 1]}"
        hub.page("sponsor", address, status=404)
        lineage.merge(PIERS, TERN, MERGED_ON, BY, TODAY)
        hub.page("sponsor", address)
        lineage.unmerge(PIERS, BY)
        hub.page("sponsor", address, status=404)
