"""Signed out, nothing answers: every address and method of the application, except a list that is written here."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from hub_under_test import HubUnderTest, assert_problem
from permits import full_return

OPEN = {
    ("GET", "/sign-in"),
    ("GET", "/sign-out"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
    ("GET", "/.well-known/jwks.json"),
    ("GET", "/api/v1/contracts"),
    ("GET", "/api/v1/contracts/complaints-return/1.0"),
    ("GET", "/api/v1/contracts/complaints-return/1.0/upgrade"),
    ("GET", "/api/v1/openapi.json"),
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS")
IN_PLACE_OF = {"contract": "complaints-return", "version": "1.0", "package_name": "dash", "fingerprinted_path": "a.js"}


def addresses(app: Flask) -> list[str]:
    """An address for every rule; what varies is filled in so that something could be found there."""
    rules = {str(rule) for rule in app.url_map.iter_rules()}
    return sorted(re.sub(r"<(?:\w+:)?(\w+)>", lambda part: IN_PLACE_OF.get(part[1], "x"), rule) for rule in rules)


def answered(hub: HubUnderTest) -> set[tuple[str, str]]:
    """Every method and address that gives a signed-out caller anything but a refusal."""
    found = set()
    for address in addresses(hub.app):
        for method in METHODS:
            answer = hub.ask(method, address)
            assert answer.status_code < 500, f"{method} {address}"
            if answer.status_code < 300 and answer.data:
                found.add((method, address))
            elif answer.status_code in (301, 302, 303, 308):
                assert answer.location.startswith(("/sign-in", "http://localhost/sign-in")), answer.location
    return found


def test_signed_out_only_what_is_on_the_list_answers(standing_hub: HubUnderTest) -> None:
    assert answered(standing_hub) == OPEN


@pytest.mark.parametrize(
    "address", ["/", "/oversight/", "/oversight/compliance", "/oversight/compliance.csv", "/nowhere"]
)
def test_a_person_who_is_not_signed_in_is_asked_to(standing_hub: HubUnderTest, address: str) -> None:
    answer = standing_hub.ask("GET", address)
    assert (answer.status_code, answer.location) == (303, f"/sign-in?next={address}")


def test_a_return_is_not_shown_to_who_is_not_signed_in(standing_hub: HubUnderTest) -> None:
    receipt = standing_hub.sent(full_return())
    for address in (f"/returns/{receipt['return_id']}", f"/api/v1/returns/{receipt['return_id']}/document"):
        assert b"Lantern" not in standing_hub.ask("GET", address).data
    assert standing_hub.ask("GET", f"/returns/{receipt['return_id']}").status_code == 303


@pytest.mark.parametrize("address", ["/api/v1/returns", "/api/v1/returns/check", "/oversight/_dash-update-component"])
def test_a_program_that_shows_no_token_is_told_so(standing_hub: HubUnderTest, address: str) -> None:
    assert_problem(standing_hub.ask("POST", address, json={}), 401, "not-authenticated")


def test_a_token_of_the_api_opens_no_page_and_a_cookie_no_api(standing_hub: HubUnderTest) -> None:
    shown = standing_hub.bearer()
    for address in ("/", "/oversight/compliance.csv", "/oversight/_dash-layout"):
        assert standing_hub.ask("GET", address, headers=shown).status_code in (303, 401)
