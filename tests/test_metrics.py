"""The figures that a hub tells about itself: how much is asked and refused, and nothing of anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hub_under_test import HubUnderTest, begun
from people_under_test import COMPLIANCE, PASSWORD, PEOPLE, HubWithPeople, with_people
from permits import BODIES, DEPARTMENT, SignIn, full_return, least_return
from prometheus_client.parser import text_string_to_metric_families

from hub.app import DATABASE, create_app
from hub.metrics import Metrics

METRICS = "/metrics"
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.77"}
TOKEN = "a-token-for-whoever-scrapes"
Sample = tuple[str, frozenset[tuple[str, str]]]


def read(text: str) -> dict[Sample, float]:
    families = text_string_to_metric_families(text)
    return {(each.name, frozenset(each.labels.items())): each.value for found in families for each in found.samples}


def figures(hub: HubUnderTest) -> dict[Sample, float]:
    answer = hub.ask("GET", METRICS)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    return read(answer.get_data(as_text=True))


def figure(found: dict[Sample, float], name: str, **labels: str) -> float:
    return found.get((name, frozenset(labels.items())), 0.0)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubWithPeople]:
    with with_people(tmp_path_factory.mktemp("hub") / "data") as hub:
        yield hub


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubUnderTest]:
    with begun(tmp_path / "data") as hub:
        yield hub


def test_answers_are_counted_by_the_rule_of_their_address_and_the_kind_of_their_status(hub: HubUnderTest) -> None:
    for address in ("/nowhere", "/api/v1/nowhere", "/healthz", "/api/v1/returns/1", "/api/v1/returns/2"):
        hub.ask("GET", address)
    hub.ask("BREW", "/healthz")
    found = figures(hub)
    assert figure(found, "hub_requests_total", route="/healthz", method="GET", status="2xx") == 1
    assert figure(found, "hub_requests_total", route="/api/v1/returns/<return_id>", method="GET", status="4xx") == 2
    assert figure(found, "hub_requests_total", route="none", method="GET", status="3xx") == 1
    assert figure(found, "hub_requests_total", route="none", method="GET", status="4xx") == 1
    assert figure(found, "hub_requests_total", route="none", method="other", status="4xx") == 1
    assert figure(found, "hub_request_seconds_count", route="/healthz") == 1
    assert figure(found, "hub_request_seconds_bucket", route="/healthz", le="+Inf") == 1


def test_returns_are_counted_by_what_became_of_them(hub: HubUnderTest) -> None:
    for document in (full_return(), full_return(), least_return(period="2025-26-Q4"), {}, least_return("nobody")):
        hub.send(document)
    hub.send(b"{")
    hub.send(full_return(), content_type="application/json;a=b", to="/api/v1/returns/check")
    hub.send({**full_return(), "notes": "1"}, key="one")
    hub.send({**full_return(), "notes": "2"}, key="one")
    found = figures(hub)
    outcomes = {name: figure(found, "hub_returns_total", outcome=name) for name in ("accepted", "replayed", "refused")}
    assert outcomes == {"accepted": 3, "replayed": 1, "refused": 4}
    for code, times in (("E19", 1), ("E03", 1), ("E14", 1), ("Q04", 0)):
        assert figure(found, "hub_refusing_findings_total", code=code) == times, code
    assert figure(found, "hub_requests_total", route="/api/v1/returns", method="POST", status="2xx") == 4


def test_how_far_the_ledger_goes_and_what_runs(hub: HubUnderTest) -> None:
    before = figures(hub)
    hub.sent(full_return())
    after = figures(hub)
    assert figure(after, "hub_ledger_entries") > figure(before, "hub_ledger_entries") > 0
    assert figure(after, "hub_database_up") == 1
    assert [labels for name, labels in after if name == "hub_build_info"] == [frozenset({("version", "0.1.0")})]
    assert figure(after, "process_resident_memory_bytes") > 0


def test_who_is_signed_in_and_who_was_not_let_in_are_counted(people: HubWithPeople) -> None:
    before = figure(figures(people.hub), "hub_sessions_open")
    browser = people.hub.app.test_client()
    form = SignIn("sponsor", "not the password").form(browser.get("/sign-in").get_data(as_text=True))
    assert browser.post("/sign-in", data=form).status_code == 422
    found = figures(people.hub)
    assert figure(found, "hub_sign_ins_refused_total", reason="name or password") == 1
    assert figure(found, "hub_sessions_open") == before
    form = SignIn("operator", PASSWORD).form(browser.get("/sign-in").get_data(as_text=True))
    assert browser.post("/sign-in", data=form).status_code == 303
    assert figure(figures(people.hub), "hub_sessions_open") == before + 1
    assert browser.post("/sign-out", data=csrf(browser.get("/sign-out").get_data(as_text=True))).status_code == 303
    assert figure(figures(people.hub), "hub_sessions_open") == before


def csrf(page: str) -> dict[str, str]:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return {"csrf_token": found[1]}


def test_limits_that_were_reached_are_counted_by_which_it_was(tmp_path: Path) -> None:
    with begun(tmp_path / "data", requests_per_minute_per_address=2) as hub:
        statuses = [hub.ask("GET", "/nowhere").status_code for _ in range(4)]
        assert statuses == [303, 303, 429, 429]
        assert figure(figures(hub), "hub_limits_hit_total", limit="address") == 2


def test_without_its_database_the_figures_say_that_it_is_down(hub: HubUnderTest) -> None:
    database = hub.app.extensions[DATABASE]
    database.engine.dispose()
    database.file.unlink()
    database.file.mkdir()
    found = figures(hub)
    assert figure(found, "hub_database_up") == 0
    assert not [name for name, _ in found if name == "hub_ledger_entries"]


def test_no_label_tells_of_anybody(people: HubWithPeople) -> None:
    for name in PEOPLE:
        for address in ("/", COMPLIANCE, f"{COMPLIANCE}.csv", *(f"/returns/{id_}" for id_ in people.returns.values())):
            people.browser(name).get(address)
    text = people.hub.ask("GET", METRICS).get_data(as_text=True)
    assert "/returns/<return_id>" in text
    ids = [*people.returns.values(), *(each.client_id for each in people.hub.credentials.values())]
    for told in (*PEOPLE, *BODIES, *BODIES.values(), DEPARTMENT, *ids):
        assert f'"{told}' not in text
        assert told not in re.sub(r"\{[^}]*\}", "", text)


def test_two_hubs_in_a_process_count_apart(hub: HubUnderTest, people: HubWithPeople) -> None:
    hub.ask("GET", "/healthz")
    assert figure(figures(hub), "hub_requests_total", route="/healthz", method="GET", status="2xx") == 1
    one, two = Metrics(lambda: None), Metrics(lambda: None)
    one.limit_hit("client")
    one.sign_in_refused("name or password")
    assert figure(read(one.told().decode()), "hub_limits_hit_total", limit="client") == 1
    assert figure(read(one.told().decode()), "hub_sign_ins_refused_total", reason="name or password") == 1
    assert not [name for name, _ in read(two.told().decode()) if name.startswith("hub_limits")]


@pytest.mark.parametrize("whence", [
    {"environ_overrides": ELSEWHERE}, {"headers": {"X-Forwarded-For": "127.0.0.1"}}, {"headers": {"Via": "1.1 a"}},
])  # fmt: skip
def test_from_elsewhere_they_are_not_there(hub: HubUnderTest, whence: dict[str, dict[str, str]]) -> None:
    nothing = hub.ask("GET", "/.well-known/nothing")
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": f"Bearer {TOKEN}"}):
        asked = {**whence, "headers": {**whence.get("headers", {}), **headers}}
        answer = hub.ask("GET", METRICS, **asked)
        assert (answer.status_code, answer.data) == (404, nothing.data)


def test_with_a_token_they_are_for_whoever_shows_it_and_no_one_else(hub: HubUnderTest) -> None:
    app = create_app(replace(hub.config, metrics_token=TOKEN))
    client = app.test_client()
    try:
        for shown in (f"Bearer {TOKEN}", f"bearer {TOKEN}"):
            answer = client.get(METRICS, headers={"Authorization": shown}, environ_overrides=ELSEWHERE)
            assert answer.status_code == 200
        for shown in (
            "",
            "Bearer",
            "Bearer ",
            f"Basic {TOKEN}",
            TOKEN,
            f"Bearer {TOKEN}x",
            f"Bearer {TOKEN[:-1]}",
            "Bearer é",
        ):
            assert client.get(METRICS, headers={"Authorization": shown}).status_code == 404
        assert client.get(METRICS).status_code == 404
    finally:
        app.extensions[DATABASE].close()
