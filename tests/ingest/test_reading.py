"""A body reads back what it sent, byte for byte, and nothing of anybody else's."""

from __future__ import annotations

import pytest
from hub_under_test import RETURNS, HubUnderTest, assert_problem
from permits import LANTERN, Q1, TERN, as_bytes, full_return, least_return

from hub.ingest.return_routes import RETURNS_IN_A_PAGE


def test_the_receipt_is_the_one_that_was_given(hub: HubUnderTest) -> None:
    answer = hub.send(full_return())
    hub.send(least_return())
    kept = hub.read(f"{answer.headers['Location']}/receipt")
    assert (kept.status_code, kept.data) == (200, answer.data)


@pytest.mark.parametrize(
    "raw", [as_bytes(full_return()), b"\n " + as_bytes(least_return(notes="é \u2028 ☃")) + b"\r\n\t"]
)
def test_the_document_comes_back_byte_for_byte(hub: HubUnderTest, raw: bytes) -> None:
    kept = hub.read(f"{RETURNS}/{hub.sent(raw)['return_id']}/document")
    assert (kept.status_code, kept.mimetype, kept.data) == (200, "application/json", raw)


def test_one_return_says_whether_it_is_current_and_where_its_parts_are(hub: HubUnderTest) -> None:
    receipt = hub.sent(least_return(received=20))
    here = f"{RETURNS}/{receipt['return_id']}"
    assert hub.read(here).get_json()["current"]
    hub.sent(least_return(received=21))
    told = hub.read(here).get_json()
    assert {name: told[name] for name in receipt} == receipt
    assert not told["current"]
    parts = ("receipt", "document", "findings", "standing", "threads")
    assert told["links"] == {"self": here, **{part: f"{here}/{part}" for part in parts}}
    assert all(hub.read(link).status_code == 200 for link in told["links"].values())


def test_a_body_sees_its_own_returns_and_another_bodys_look_as_if_they_did_not_exist(hub: HubUnderTest) -> None:
    receipt = hub.sent(full_return())
    for part in ("", "/receipt", "/document", "/findings", "/standing", "/threads"):
        missing = hub.read(f"{RETURNS}/no-such-return{part}", TERN)
        theirs = hub.read(f"{RETURNS}/{receipt['return_id']}{part}", TERN)
        assert_problem(theirs, 404, "not-found")
        assert theirs.data == missing.data
    assert hub.listed(TERN) == []
    assert_problem(hub.read(f"{RETURNS}?before={receipt['return_id']}", TERN), 404, "not-found")


def test_a_long_list_comes_in_pages_newest_first_without_gap_or_repetition(hub: HubUnderTest) -> None:
    sent = [hub.sent(least_return(received=number))["return_id"] for number in range(RETURNS_IN_A_PAGE + 3)]
    hub.sent(least_return(TERN), TERN)
    first = hub.read(RETURNS).get_json()
    second = hub.read(f"{RETURNS}?before={first['next']}").get_json()
    assert (len(first["returns"]), len(second["returns"]), second["next"]) == (RETURNS_IN_A_PAGE, 3, None)
    assert [kept["return_id"] for page in (first, second) for kept in page["returns"]] == sent[::-1]
    assert first["next"] == first["returns"][-1]["return_id"]


def test_a_list_that_just_fills_a_page_has_no_next_one(hub: HubUnderTest) -> None:
    for number in range(RETURNS_IN_A_PAGE):
        hub.sent(least_return(received=number))
    page = hub.read(RETURNS).get_json()
    assert (len(page["returns"]), page["next"]) == (RETURNS_IN_A_PAGE, None)


def test_a_list_can_be_of_one_period(hub: HubUnderTest) -> None:
    for period in (Q1, "2025-26-Q4"):
        hub.sent(least_return(period=period))
    assert [kept["period"] for kept in hub.read(f"{RETURNS}?period={Q1}").get_json()["returns"]] == [Q1]
    assert hub.read(f"{RETURNS}?period=2024-25-Q1").get_json() == {"returns": [], "next": None}
    assert_problem(hub.read(f"{RETURNS}?period=spring"), 404, "not-found")


def test_who_has_sent_nothing_has_an_empty_list(hub: HubUnderTest) -> None:
    assert hub.read(RETURNS, LANTERN).get_json() == {"returns": [], "next": None}
