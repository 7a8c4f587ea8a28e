"""The page of one organisation: all that came from it, what is asked, what it learns, and what is recorded about it."""

from __future__ import annotations

import pytest
from people_under_test import HOSTILE, PIERS, Q3, Q4, HubWithPeople
from permits import BODIES, LANTERN, TERN, least_return
from reading_pages import read_html
from returns_at_work import FORM, SAID, ReturnsAtWork
from werkzeug.test import TestResponse

from hub.auth.permissions import OrganisationAct
from hub.contract.four_steps import FourSteps
from hub.contract.lift import lift
from hub.contract.period import Period
from hub.dashboards.addresses import organisation_address, versions_address

PAGE = organisation_address(LANTERN)
DAY, REVIEW = "2026-07-01", "2026-07-20"
STEP = {"step": "1", "state": "done_and_shared", "evidence": SAID, "on": DAY, "next_review": REVIEW}
TALK = {"on": DAY, "with_role": "Head of complaints", "agreed": SAID, "help": "A day of training.", "help_by": DAY}
SEES = ("sponsor", "body", "sender", "operator")
TOLD = {
    OrganisationAct.RECORD_STEP: STEP,
    OrganisationAct.RECORD_ADOPTION: {"adoption": "preparing", "evidence": SAID, "on": DAY},
    OrganisationAct.RECORD_CONVERSATION: TALK,
}


def sent(work: ReturnsAtWork, name: str, act: str, subject: str = "", **entered: str) -> TestResponse:
    form = {"csrf_token": work.token(name), "act": act, "subject": subject, **entered}
    return work.people.browser(name).post(PAGE, data=form)


def recorded(work: ReturnsAtWork, act: str, subject: str = "", **entered: str) -> str:
    """The page that follows a record that must succeed."""
    answer = sent(work, "sponsor", act, subject, **entered)
    assert (answer.status_code, answer.location) == (303, PAGE), answer.get_data(as_text=True)
    return read_html(work.people.page("sponsor", PAGE)).text


@pytest.mark.parametrize("name", SEES)
def test_every_period_is_there_with_its_state_and_its_versions(hub: HubWithPeople, name: str) -> None:
    page = read_html(hub.page(name, PAGE))
    rows = {row[0][0]: row for table in page.tables for row in table if row and "to" in row[0][0]}
    assert "Received on time" in rows["April to June 2026"][1]
    assert "Received late" in rows["January to March 2026"][1]
    assert rows["January to March 2026"][-1][0].startswith("2")
    assert versions_address(LANTERN, Period.named(Q4), 1, 2) in page.links
    assert f"/returns/{hub.returns[LANTERN, Q4, 2]}" in page.links


def test_what_nothing_came_from_says_so_and_what_is_missing_is_due(hub: HubWithPeople) -> None:
    text = read_html(hub.page("sponsor", organisation_address(TERN))).text
    assert "The return for January to March 2026 is missing." in text
    assert "No return of this organisation tells of learning or actions yet." in text
    assert "No conversation has been recorded." in text
    assert text.count("Nothing recorded") == len(FourSteps)


@pytest.mark.parametrize("name", ["sponsor", "body", "forum", "board", "tier", "ports-sponsor", "other-body"])
def test_an_organisation_that_is_not_theirs_answers_as_one_that_there_is_not(hub: HubWithPeople, name: str) -> None:
    other = {"sponsor": PIERS, "body": TERN}.get(name, LANTERN)
    assert hub.page(name, organisation_address(other), 404) == hub.page(name, organisation_address("nobody"), 404)
    assert hub.page(name, "/organisations/no%00body", 404)


def test_only_the_sponsor_team_is_offered_forms(hub: HubWithPeople) -> None:
    assert {name: len(FORM.findall(hub.page(name, PAGE))) for name in SEES} == {
        "sponsor": 3, "body": 0, "sender": 0, "operator": 0,
    }  # fmt: skip


def test_what_is_recorded_is_seen_by_the_organisation_and_what_is_due_is_told(work: ReturnsAtWork) -> None:
    text = recorded(work, OrganisationAct.RECORD_STEP, **STEP)
    assert "Step 1 is recorded: done and shared." in text
    recorded(work, OrganisationAct.RECORD_ADOPTION, **TOLD[OrganisationAct.RECORD_ADOPTION])
    recorded(work, OrganisationAct.RECORD_CONVERSATION, **TALK)
    for name in SEES:
        text = read_html(work.people.page(name, PAGE)).text
        assert "Review due|Since 20 July 2026. Recorded as done and shared on 1 July 2026." in text
        assert "The review of step 1, agreed for 20 July 2026, is due." in text
        assert f"Preparing to adopt, 1 July 2026. {SAID}" in text
        assert "The department promised help by 1 July 2026 that is not said to be given." in text
    (promised,) = [one for one in FORM.findall(work.people.page("sponsor", PAGE)) if "give_help" in one]
    subject = promised.split('name="subject" value="')[1].split('"')[0]
    text = recorded(work, OrganisationAct.GIVE_HELP, subject, on="2026-07-10")
    assert "Given on 10 July 2026" in text
    assert "is not said to be given" not in text
    again = recorded(
        work, OrganisationAct.RECORD_STEP, **{**STEP, "state": "in_progress", "on": REVIEW, "next_review": ""}
    )
    assert f"Step 1: done and shared on 1 July 2026. {SAID}" in again
    assert sent(work, "sponsor", OrganisationAct.GIVE_HELP, subject, on=DAY).status_code == 409


@pytest.mark.parametrize("act", TOLD)
@pytest.mark.parametrize("name", ["body", "sender", "operator", "forum", "board", "ports-sponsor", "other-body"])
def test_nobody_else_records_anything(work: ReturnsAtWork, name: str, act: OrganisationAct) -> None:
    before = work.head()
    assert sent(work, name, act, **TOLD[act]).status_code == 404
    assert work.head() == before


@pytest.mark.parametrize(
    ("act", "other", "said"),
    [
        (OrganisationAct.RECORD_STEP, {"step": ""}, "Choose a step"),
        (OrganisationAct.RECORD_STEP, {"step": "9"}, "Choose one of the list"),
        (OrganisationAct.RECORD_STEP, {"state": "review_due"}, "Choose one of the list"),
        (OrganisationAct.RECORD_STEP, {"evidence": ""}, "Enter the evidence"),
        (OrganisationAct.RECORD_STEP, {"on": "soon"}, "Enter a day such as 2026-04-01"),
        (OrganisationAct.RECORD_STEP, {"on": "2026-07-21"}, "Enter today or an earlier day"),
        (OrganisationAct.RECORD_STEP, {"next_review": DAY}, "Enter a later day, or none"),
        (OrganisationAct.RECORD_ADOPTION, {"adoption": ""}, "Choose a state"),
        (OrganisationAct.RECORD_CONVERSATION, {"with_role": ""}, "Enter the role of the person you spoke to"),
        (OrganisationAct.RECORD_CONVERSATION, {"on": ""}, "Enter a day"),
        (OrganisationAct.RECORD_CONVERSATION, {"help": ""}, "Enter the help that was promised"),
    ],
)
def test_what_cannot_be_recorded_is_said_beside_its_field_and_nothing_written_is_lost(
    work: ReturnsAtWork, act: OrganisationAct, other: dict[str, str], said: str
) -> None:
    before = work.head()
    answer = sent(work, "sponsor", act, **{**TOLD[act], **other})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert page.count(said) >= 2  # in the summary, and beside the field
    assert page.count(SAID) >= (0 if "evidence" in other else 1)
    assert work.head() == before


def test_names_and_texts_are_shown_as_they_are_and_never_run(hub: HubWithPeople, work: ReturnsAtWork) -> None:
    page = hub.page("ports-sponsor", organisation_address(PIERS))
    assert "<script>alert(1)" not in page
    recorded(work, OrganisationAct.RECORD_CONVERSATION, **{**TALK, "agreed": HOSTILE})
    page = work.people.page("sponsor", PAGE)
    assert HOSTILE in read_html(page).text
    assert "<img src=x" not in page


@pytest.mark.parametrize("name", SEES)
def test_two_versions_stand_side_by_side_with_what_changed(hub: HubWithPeople, name: str) -> None:
    page = read_html(hub.page(name, versions_address(LANTERN, Period.named(Q4), 1, 2)))
    first, second = least_return(period=Q4), least_return(period=Q4, received=1204, notes="Two more were found.")
    (table,) = [rows for rows in page.tables if rows[0][0] == ["Place"]]
    told = {row[0][0]: [cell[0] for cell in row[1:]] for row in table[1:]}
    assert told["Complaints received, Total"] == [str(first["received"]["total"]), "1,204"]
    assert told["Notes for the reader"] == ["Not there", "Two more were found."]
    assert f"{len(told)} places have changed from version 1 to version 2." in page.text
    assert len(told) == sum(first.get(part) != second[part] for part in second)


def test_versions_the_other_way_round_and_of_one_to_itself(hub: HubWithPeople) -> None:
    period = Period.named(Q4)
    text = read_html(hub.page("sponsor", versions_address(LANTERN, period, 2, 1))).text
    assert "Taken out" in text
    text = read_html(hub.page("sponsor", versions_address(LANTERN, period, 2, 2))).text
    assert "This is one version beside itself." in text


@pytest.mark.parametrize(
    "address",
    [
        f"{PAGE}/versions/{Q4}?a=1&b=3",
        f"{PAGE}/versions/{Q4}?a=1",
        f"{PAGE}/versions/{Q4}?a=1&b=²",
        f"{PAGE}/versions/{Q3}?a=1&b=2",
        f"{PAGE}/versions/spring?a=1&b=2",
        f"/organisations/{PIERS}/versions/2026-27-Q1?a=1&b=1",
    ],
)
def test_versions_that_there_are_not_are_nowhere(hub: HubWithPeople, address: str) -> None:
    hub.page("sponsor", address, 404)


def test_versions_of_two_contract_versions_are_shown_in_the_form_of_the_newer(work: ReturnsAtWork) -> None:
    document = work.fresh()
    work.send(document)
    now_asked = dict.fromkeys(("timescale", "ombudsman"), "not_collected")
    work.send({**lift(document, "1.0"), **now_asked, "notes": SAID})
    address = versions_address(LANTERN, Period.named(document["period"]["name"]), 1, 2)
    text = read_html(work.people.page("sponsor", address)).text
    assert "They were sent in different versions of the contract and are both shown as 2.0 has it." in text
    assert "3 places have changed from version 1 to version 2." in text
    assert f"Not there|{SAID}" in text


def test_every_body_of_the_table_of_a_period_leads_to_its_page(hub: HubWithPeople) -> None:
    for name in SEES:
        assert PAGE in read_html(hub.page(name, "/oversight/compliance")).links
    assert organisation_address(TERN) in read_html(hub.page("sponsor", "/")).links
    assert BODIES[LANTERN] in hub.page("body", PAGE)
