"""Four steps by organisation, and what compliance says beside the minimum data: states, queries, completeness."""

from __future__ import annotations

import csv
import io

import pytest
from people_under_test import COMPLIANCE, NOTHING_HERE, PIERS, Q1, Q4, HubWithPeople
from permits import BODIES, LANTERN, TERN, TODAY, least_return
from pictures import LIGHTS, came, department
from pictures import Q1 as PERIOD
from reading_pages import read_html

from hub.contract.build import build
from hub.contract.figures import figures_of
from hub.contract.sheet import sheet_of
from hub.dashboards.addresses import organisation_address
from hub.dashboards.asked import Asked
from hub.dashboards.data_tables import NOT_SHOWN
from hub.dashboards.drawings import drawn
from hub.dashboards.markup import markup
from hub.dashboards.pages import compliance
from hub.dashboards.pages.compliance_table import compliance_table
from hub.dashboards.pages.standards import ADDRESS
from hub.oversight.disclosure.audience import Audience
from hub.oversight.material import Material
from hub.oversight.picture import picture

SEES = {"sponsor": {LANTERN, TERN}, "operator": {LANTERN, TERN}, "body": {LANTERN}, "sender": {LANTERN}}


@pytest.mark.parametrize("name", SEES)
def test_the_steps_of_every_organisation_in_scope_are_there_and_lead_to_its_page(hub: HubWithPeople, name: str) -> None:
    page = read_html(hub.page(name, ADDRESS))
    linked = {code for code in (LANTERN, TERN, PIERS) if f"{organisation_address(code)}#steps" in page.links}
    assert linked == SEES[name]
    assert f"0 of {len(SEES[name])}" in page.text
    assert "Recorded as done|Nothing recorded|0: Knows" in page.text  # nobody said that any of them has not started


@pytest.mark.parametrize("name", ["forum", "board", "tier"])
def test_who_opens_no_organisation_sees_no_steps(hub: HubWithPeople, name: str) -> None:
    assert NOTHING_HERE in hub.page(name, ADDRESS, 404)


def test_the_file_has_a_row_for_each_organisation(hub: HubWithPeople) -> None:
    rows = [*csv.DictReader(io.StringIO(hub.page("sponsor", f"{ADDRESS}.csv")))]
    assert [row["organisation"] for row in rows] == sorted(BODIES.values())
    assert {row["steps_done"] for row in rows} == {"0"}
    assert {row["adoption"] for row in rows} == {"Nothing recorded"}


def test_compliance_says_where_returns_stand_and_which_queries_wait(hub: HubWithPeople) -> None:
    page = read_html(hub.page("sponsor", f"{COMPLIANCE}?period={Q4}"))
    latest = f"/returns/{hub.returns[LANTERN, Q4, 2]}"
    assert "Accepted with queries|1 of 1 returns" in page.text
    assert {latest, f"{latest}#queries", ADDRESS} <= set(page.links)


def test_completeness_over_time_is_a_chart_a_table_and_a_file_of_the_same_numbers(hub: HubWithPeople) -> None:
    page = hub.page("sponsor", f"{COMPLIANCE}?period={Q1}")
    text = read_html(page).text
    assert "0 of 1 returns report all of the minimum data; for January to March 2026 it was 0 of 1" in text
    assert f"{COMPLIANCE}.csv?table=completeness&amp;period={Q1}" in page
    rows = [*csv.DictReader(io.StringIO(hub.page("sponsor", f"{COMPLIANCE}.csv?table=completeness&period={Q1}")))]
    told = {row["period"]: (row["returns"], row["reported_in_full"], row["not_in_full"]) for row in rows}
    assert told["April to June 2026"] == ("1", "0", "1")
    assert told["January to March 2026"] == ("1", "0", "1")


def test_what_a_protected_audience_may_not_know_is_not_shown_and_never_no_return() -> None:
    document = least_return("lights", received=20)
    document["went_wrong"] = {"count": 2}
    figures = figures_of(build(document))
    material = Material(sheets=(("lights", PERIOD.name, sheet_of(figures, PERIOD)),))
    received = [came(LIGHTS, PERIOD, TODAY, document)]
    told = picture(department(LIGHTS), PERIOD, received, material, Audience.FORUM, 5)
    (row,) = told.rows
    assert row.completeness is None
    text = read_html(str(markup(compliance.layout(told, Asked(PERIOD), drawn, opens_returns=False)))).text
    assert NOT_SHOWN in text
    assert "No return" not in text
    (values,) = compliance_table(told, told.rows).rows
    assert NOT_SHOWN in values
    assert "No return" not in values
