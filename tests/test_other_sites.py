"""No page of another site does anything here with the cookie of somebody who is signed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from every_address import IN_PLACE_OF, every_address, every_change
from flask import Flask
from flask.testing import FlaskClient
from people_under_test import COMPLIANCE, Q1, HubWithPeople, with_people
from permits import LANTERN

from hub.auth.own_pages import is_of_others

CALLBACK = "/oversight/_dash-update-component"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
WITHOUT_A_FORM = frozenset({CALLBACK, "/oversight/_dash-layout"})
ELSEWHERE = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:81"},
    {"Origin": "https://localhost"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    {"Sec-Fetch-Site": ""},
]
OWN = [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubWithPeople]:
    with with_people(tmp_path_factory.mktemp("hub") / "data") as hub:
        yield hub


@pytest.fixture(scope="module")
def changes(hub: HubWithPeople) -> list[tuple[str, str, str]]:
    """Method, rule and address of everything that may change something with a cookie."""
    known = {**IN_PLACE_OF, "return_id": hub.returns[LANTERN, Q1, 1]}
    addresses = every_address(hub.hub.app, known)
    return [(method, rule, addresses[rule]) for method, rule in every_change(hub.hub.app)]


def token_of(browser: FlaskClient) -> str:
    found = TOKEN.search(browser.get("/sign-out").get_data(as_text=True))
    assert found is not None
    return unescape(found[1])


def test_there_is_something_to_look_at(changes: list[tuple[str, str, str]]) -> None:
    rules = {rule for _, rule, _ in changes}
    assert {"/sign-in", "/sign-out", "/returns/<return_id>", CALLBACK} <= rules


def test_every_form_is_refused_without_its_token_and_with_that_of_another_session(
    hub: HubWithPeople, changes: list[tuple[str, str, str]]
) -> None:
    browser, other = hub.browser("sponsor"), token_of(hub.browser("operator"))
    for form in ({}, {"csrf_token": ""}, {"csrf_token": other}, {"csrf_token": token_of(browser)[:-1]}):
        for method, rule, address in changes:
            if rule not in WITHOUT_A_FORM:
                answer = browser.open(address, method=method, data={"act": "withdraw", "why": "x", **form})
                assert answer.status_code == 400, (method, address, form)
    assert browser.get("/").status_code == 200  # nobody has signed out


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_what_another_sites_page_sends_is_refused_with_a_good_token_too(
    hub: HubWithPeople, changes: list[tuple[str, str, str]], headers: dict[str, str]
) -> None:
    browser = hub.browser("sponsor")
    form = {"act": "withdraw", "why": "x", "csrf_token": token_of(browser)}
    for method, _, address in changes:
        for body in ({"data": form}, {"json": {"output": "page.children"}}):
            answer = browser.open(address, method=method, headers=headers, **body)
            assert answer.status_code == 400, (method, address)
    assert browser.get("/").status_code == 200


def callback(browser: FlaskClient, **asked: Any) -> int:
    """What is answered to the callback that Dash makes when a page has been opened."""
    body = {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [{"id": "address", "property": "href", "value": f"http://localhost{COMPLIANCE}"}],
        "state": [{"id": "page", "property": "data-address", "value": ""}],
        "changedPropIds": ["address.href"],
    }
    return browser.post(CALLBACK, **{"json": body, **asked}).status_code


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_dash_asks_from_the_hubs_own_page(hub: HubWithPeople, headers: dict[str, str]) -> None:
    assert callback(hub.browser("sponsor"), headers=headers) == 200


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_another_sites_page_asks_dash_for_nothing(hub: HubWithPeople, headers: dict[str, str]) -> None:
    assert callback(hub.browser("sponsor"), headers=headers) == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
def test_what_a_browser_sends_to_other_sites_unasked_is_no_callback(hub: HubWithPeople, kind: str | None) -> None:
    body = b'{"output": "page.children", "inputs": []}'
    assert callback(hub.browser("sponsor"), json=None, data=body, content_type=kind) == 400


def test_no_answer_lets_another_site_read_it(hub: HubWithPeople, changes: list[tuple[str, str, str]]) -> None:
    evil = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    for address in every_address(hub.hub.app).values():
        for method in ("GET", "OPTIONS", "POST"):
            answer = hub.browser("sponsor").open(address, method=method, headers=evil)
            assert not [name for name, _ in answer.headers if name.lower().startswith("access-control-")]
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(("origin", "others"), [
    ("https://hub.example", False), ("http://hub.example", True), ("https://hub.example:8443", True),
    ("https://hub.example.evil.example", True), ("https://10.0.0.5:8050", False),
])  # fmt: skip
def test_through_a_proxy_the_hubs_own_pages_are_those_of_its_public_address(origin: str, others: bool) -> None:
    sent = Flask("hub").test_request_context(base_url="http://10.0.0.5:8050", method="POST", headers={"Origin": origin})
    assert is_of_others(sent.request, "https://hub.example") is others


def test_the_sign_in_form_is_tied_to_the_browser_that_asked_for_it(hub: HubWithPeople) -> None:
    stranger, victim = hub.hub.app.test_client(), hub.hub.app.test_client()
    form = TOKEN.search(stranger.get("/sign-in").get_data(as_text=True))
    assert form is not None
    entered = {"name": "sponsor", "password": "x", "csrf_token": unescape(form[1])}
    victim.get("/sign-in")
    assert victim.post("/sign-in", data=entered).status_code == 400
