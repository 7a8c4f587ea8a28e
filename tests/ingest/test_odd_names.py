"""Names that no database holds, or that only look like one, name nothing: on either engine."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hub_under_test import RETURNS, TOKEN, HubUnderTest, assert_problem
from permits import least_return

ODD = ["\0", "a\0b", "\ufffe", "é" * 500, "x" * 10_000, "' OR 1=1 --", "%", "..", "\r\nX: y", "\u202e"]


def test_a_client_id_of_odd_characters_is_one_that_nobody_has(hub_on_each_engine: HubUnderTest) -> None:
    for name in ODD:
        form = {"grant_type": "client_credentials", "client_id": name, "client_secret": name}
        assert_problem(hub_on_each_engine.ask("POST", TOKEN, data=form), 401, "not-authenticated")


def test_an_odd_name_is_the_name_of_no_return(hub_on_each_engine: HubUnderTest) -> None:
    hub_on_each_engine.sent(least_return())
    for name in ODD:
        part = quote(name, safe="")
        for address in (f"{RETURNS}/{part}", f"{RETURNS}/{part}/receipt", f"{RETURNS}/{part}/document"):
            assert_problem(hub_on_each_engine.read(address), 404)
        for question in ("before", "period"):
            assert_problem(hub_on_each_engine.read(f"{RETURNS}?{question}={part}"), 404)


@pytest.mark.parametrize("address", ["contracts/%00/1.0", "contracts/complaints-return/%2e%2e%2f1.0", "contracts/a"])
def test_an_odd_name_is_the_name_of_no_contract(standing_hub: HubUnderTest, address: str) -> None:
    assert_problem(standing_hub.ask("GET", f"/api/v1/{address}"), 404)
