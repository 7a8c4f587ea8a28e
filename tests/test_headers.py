"""What every answer carries beside its body, on pages of every kind."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

import pytest
from people_under_test import COMPLIANCE, Q1, HubWithPeople, with_people
from permits import LANTERN
from werkzeug.test import TestResponse

SIGNED_OUT = ("/sign-in", "/sign-in?next=/nowhere")
SIGNED_IN = ("/", COMPLIANCE, f"{COMPLIANCE}?period=x", f"{COMPLIANCE}.csv", "/nowhere", "/sign-out", "/oversight/x")
PROGRAMS = ("/healthz", "/readyz", "/api/v1/contracts", "/api/v1/returns", "/api/v1/nowhere", "/.well-known/jwks.json")
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubWithPeople]:
    with with_people(tmp_path_factory.mktemp("hub") / "data") as hub:
        yield hub


def _policy(answer: TestResponse) -> dict[str, list[str]]:
    directives = answer.headers["Content-Security-Policy"].split(";")
    return {name: sources for name, *sources in (directive.split() for directive in directives)}


@pytest.fixture(params=[*((None, address) for address in (*SIGNED_OUT, *PROGRAMS)),
                        *(("sponsor", address) for address in SIGNED_IN),
                        ("forum", COMPLIANCE), ("sponsor", "return")])  # fmt: skip
def answer(hub: HubWithPeople, request: pytest.FixtureRequest) -> TestResponse:
    """An answer of each kind: pages, files, errors, and what programs read."""
    name, address = request.param
    if address == "return":
        address = f"/returns/{hub.returns[LANTERN, Q1, 1]}"
    browser = hub.browser(name) if name else hub.hub.app.test_client()
    return browser.get(address)


def test_no_answer_allows_scripts_in_the_page_or_from_elsewhere(answer: TestResponse) -> None:
    policy = _policy(answer)
    assert policy["default-src"] == ["'none'"]
    allowed = {source for source in policy.get("script-src", []) if not source.startswith("'sha256-")}
    assert allowed == ({"'self'"} if answer.mimetype == "text/html" else set())


def test_no_answer_may_be_framed_sniffed_or_sent_elsewhere(answer: TestResponse) -> None:
    policy = _policy(answer)
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == (["'self'"] if answer.mimetype == "text/html" else ["'none'"])
    assert policy.get("connect-src", ["'self'"]) == ["'self'"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_each_header_is_sent_once(answer: TestResponse) -> None:
    names = [name.lower() for name, _ in answer.headers if name.lower() != "set-cookie"]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("address", SIGNED_IN)
def test_no_cache_keeps_what_only_its_reader_may_see(hub: HubWithPeople, address: str) -> None:
    assert hub.browser("sponsor").get(address).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/oversight/_dash-layout", "/oversight/_dash-dependencies"])
def test_no_cache_keeps_what_dash_reads(hub: HubWithPeople, address: str) -> None:
    answer = hub.browser("sponsor").get(address, headers={"Referer": f"http://localhost{COMPLIANCE}"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


@pytest.mark.parametrize("address", ["/", "/nowhere", "/sign-out"])
def test_only_the_pages_of_dash_may_set_styles_on_elements(hub: HubWithPeople, address: str) -> None:
    assert _policy(hub.browser("sponsor").get(address))["style-src"] == ["'self'"]
    assert "'unsafe-inline'" in _policy(hub.browser("sponsor").get(COMPLIANCE))["style-src"]


def test_the_one_script_inside_a_page_of_dash_is_allowed_by_its_digest(hub: HubWithPeople) -> None:
    answer = hub.browser("sponsor").get(COMPLIANCE)
    inline = [script for script in INLINE_SCRIPT.findall(answer.get_data(as_text=True)) if script.strip()]
    runs = [script for script in inline if not script.lstrip().startswith("{")]  # Dash's settings are data, not code
    digests = {f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in runs}
    assert len(runs) == 1
    assert digests <= set(_policy(answer)["script-src"])


@pytest.mark.parametrize("address", ["/", "/sign-in", "/nowhere", "/sign-out"])
def test_other_pages_hold_no_script_at_all(hub: HubWithPeople, address: str) -> None:
    assert INLINE_SCRIPT.findall(hub.page("sponsor", address, hub.browser("sponsor").get(address).status_code)) == []


@pytest.mark.parametrize("address", ["/", COMPLIANCE, "/sign-in"])
def test_styles_and_scripts_are_the_hubs_own(hub: HubWithPeople, address: str) -> None:
    page = hub.browser("sponsor").get(address).get_data(as_text=True)
    addresses = re.findall(r'<(?:script|link|img)\b[^>]*\b(?:src|href)="([^"]+)"', page)
    assert len(addresses) >= 3
    assert all(address.startswith(("/static/", "/oversight/", "data:image/svg+xml;base64,")) for address in addresses)


def test_styles_and_scripts_are_kept_for_ever_because_their_address_changes(hub: HubWithPeople) -> None:
    page = hub.page("sponsor", COMPLIANCE)
    files = set(re.findall(r'"(/static/[^"]+)"', page))
    assert len(files) >= 5
    for file in files:
        answer = hub.hub.app.test_client().get(file)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_static_file_that_is_not_there_is_not_kept(hub: HubWithPeople) -> None:
    answer = hub.hub.app.test_client().get("/static/nothing.js")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


def test_an_error_that_is_ours_has_the_headers_too(hub: HubWithPeople) -> None:
    answer = hub.browser("sponsor").post("/nowhere")
    assert answer.status_code >= 400
    assert _policy(answer)["script-src"] == ["'self'"]
    assert answer.headers["Cache-Control"] == "no-store"
