"""What every answer carries beside its body, on pages of every kind."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import partial

import pytest
from every_address import IN_PLACE_OF, every_address
from hub_under_test import JSON
from people_under_test import COMPLIANCE, Q1, HubWithPeople, with_people
from permits import LANTERN, full_return, least_return
from werkzeug.test import TestResponse

from hub.errors import SettingWrong, TooManyRequests, Unavailable
from hub.frame.static import manifest

HTML = "text/html"
PUBLIC = "https://hub.example"
STYLES = manifest()["files"]["hub.css"]["file"]
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
MAY_BE_KEPT = ("/static/", "/api/v1/contracts", "/.well-known/", "304")
EXPLORED = f"{COMPLIANCE}?explore=yes"
SIGNED_IN = (
    "/",
    COMPLIANCE,
    EXPLORED,
    f"{COMPLIANCE}?period=x",
    f"{COMPLIANCE}.csv",
    "/nowhere",
    "/sign-out",
    "/oversight/x",
)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubWithPeople]:
    with with_people(tmp_path_factory.mktemp("hub") / "data") as hub:
        yield hub


def _policy(answer: TestResponse) -> dict[str, list[str]]:
    directives = answer.headers["Content-Security-Policy"].split(";")
    return {name: sources for name, *sources in (directive.split() for directive in directives)}


def answers(hub: HubWithPeople) -> Iterator[tuple[str, TestResponse]]:
    """Every address in every way, as nobody, as somebody signed in and as a program; then the kinds that are left."""
    app, known = hub.hub.app, {**IN_PLACE_OF, "return_id": hub.returns[LANTERN, Q1, 1], "path": STYLES}
    program = {**hub.hub.bearer(), "Content-Type": JSON}
    pages = {
        COMPLIANCE: COMPLIANCE,
        EXPLORED: EXPLORED,
        "/nowhere": "/nowhere",
        "/oversight/nowhere": "/oversight/nowhere",
    }
    for rule, address in {**every_address(app, known), **pages}.items():
        for method in METHODS:
            yield f"nobody {method} {rule}", app.test_client().open(address, method=method)
            yield f"sponsor {method} {rule}", hub.browser("sponsor").open(address, method=method)
            yield f"program {method} {rule}", hub.hub.ask(method, address, headers=program)
    yield from of_other_kinds(hub)


def of_other_kinds(hub: HubWithPeople) -> Iterator[tuple[str, TestResponse]]:
    """New, replayed, refused and unreadable returns; not modified; too long, too many; failures of both sides."""
    browser, app = hub.browser("sponsor"), hub.hub.app
    for what in (full_return(), full_return(), least_return(notes="1"), {}, b"{", b" " * 1_000_001, b" " * 1_100_000):
        yield "return", hub.hub.send(what)
    yield "csv", hub.hub.send(full_return(), content_type="text/csv")
    yield "too long", browser.post("/sign-out", data=b"x" * 1_100_000)
    address = f"/static/{STYLES}"
    kept = app.test_client().get(address).headers["ETag"]
    yield "304", app.test_client().get(address, headers={"If-None-Match": kept})
    views = dict(app.view_functions)
    for fault in (RuntimeError("x"), Unavailable("x"), TooManyRequests("x", retry_after=7), SettingWrong("x")):
        try:
            app.view_functions.update(dict.fromkeys(views, partial(fail, fault)))
            for each in ("/", "/healthz", "/api/v1/contracts", COMPLIANCE, f"{COMPLIANCE}.csv", address, "/sign-in"):
                yield f"{fault!r} {each}", browser.get(each)
        finally:
            app.view_functions.update(views)


def fail(fault: Exception, **_: object) -> None:
    raise fault


@pytest.fixture(scope="module")
def told(hub: HubWithPeople) -> list[tuple[str, TestResponse]]:
    """Every answer of a hub on this machine."""
    return list(answers(hub))


@pytest.fixture(scope="module")
def told_over_tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[str, TestResponse]]]:
    """Every answer of a hub behind a proxy with TLS."""
    with with_people(tmp_path_factory.mktemp("tls") / "data", public_address=PUBLIC) as hub:
        yield list(answers(hub))


@pytest.fixture(params=["told", "told_over_tls"])
def every(request: pytest.FixtureRequest) -> list[tuple[str, TestResponse]]:
    """The answers of either."""
    found: list[tuple[str, TestResponse]] = request.getfixturevalue(request.param)
    return found


def test_every_kind_of_answer_is_looked_at(every: list[tuple[str, TestResponse]]) -> None:
    kinds = {answer.status_code for _, answer in every}
    assert {200, 201, 303, 304, 400, 401, 404, 405, 413, 415, 422, 429, 500, 503} <= kinds


def test_no_answer_allows_scripts_in_the_page_or_from_elsewhere(every: list[tuple[str, TestResponse]]) -> None:
    for what, answer in every:
        policy = _policy(answer)
        allowed = {source for source in policy.get("script-src", []) if not source.startswith("'sha256-")}
        assert policy["default-src"] == ["'none'"], what
        assert allowed == ({"'self'"} if answer.mimetype == HTML else set()), what


def test_the_pages_of_dash_alone_may_set_styles_on_elements_and_have_a_script(
    every: list[tuple[str, TestResponse]],
) -> None:
    of_dash = [answer for _, answer in every if "unsafe" in answer.headers["Content-Security-Policy"]]
    shown = {(answer.status_code, answer.mimetype, answer.request.full_path) for answer in of_dash}
    assert shown == {(200, HTML, EXPLORED)}
    for what, answer in every:
        policy = _policy(answer)
        assert "'unsafe-eval'" not in answer.headers["Content-Security-Policy"], what
        assert set(policy.get("style-src", [])) <= {"'self'", "'unsafe-inline'"}, what
        if answer not in of_dash:
            assert "sha256-" not in answer.headers["Content-Security-Policy"], what
            assert "connect-src" not in policy, what


def test_no_answer_may_be_framed_sniffed_or_sent_elsewhere(every: list[tuple[str, TestResponse]]) -> None:
    for what, answer in every:
        policy = _policy(answer)
        assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"], what
        assert policy["form-action"] == (["'self'"] if answer.mimetype == HTML else ["'none'"]), what
        assert policy.get("connect-src", ["'self'"]) == ["'self'"], what
        assert answer.headers["X-Content-Type-Options"] == "nosniff", what
        assert answer.headers["X-Frame-Options"] == "DENY", what
        assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer"), what
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", what


def test_each_header_is_sent_once_and_each_answer_has_an_id_of_its_own(every: list[tuple[str, TestResponse]]) -> None:
    for what, answer in every:
        names = [name.lower() for name, _ in answer.headers if name.lower() != "set-cookie"]
        assert len(names) == len(set(names)), what
    ids = [answer.headers["X-Request-Id"] for _, answer in every]
    assert len(ids) == len(set(ids))


def test_no_cache_keeps_anything_but_what_is_the_same_for_everybody(every: list[tuple[str, TestResponse]]) -> None:
    for what, answer in every:
        rule = what.split()[-1]
        told = answer.headers["Cache-Control"]
        if answer.status_code in (200, 304) and rule.startswith(MAY_BE_KEPT) and not what.startswith("sponsor POST"):
            assert told == "no-store" or "Set-Cookie" not in answer.headers, what
        else:
            assert told == "no-store", what


def test_over_tls_alone_browsers_are_told_to_come_no_other_way(
    told: list[tuple[str, TestResponse]], told_over_tls: list[tuple[str, TestResponse]]
) -> None:
    assert not [what for what, answer in told if "Strict-Transport-Security" in answer.headers]
    assert {answer.headers["Strict-Transport-Security"] for _, answer in told_over_tls} == {"max-age=31536000"}


def test_a_cookie_is_for_this_host_for_no_script_and_over_tls_alone(
    told: list[tuple[str, TestResponse]], told_over_tls: list[tuple[str, TestResponse]]
) -> None:
    for found, name, way in ((told, "hub", set()), (told_over_tls, "__Host-hub", {"Secure"})):
        cookies = [cookie for _, answer in found for cookie in answer.headers.getlist("Set-Cookie")]
        assert len(cookies) > 5
        for cookie in cookies:
            first, *attributes = cookie.split("; ")
            kept = {each for each in attributes if not each.startswith(("Expires=", "Max-Age="))}
            assert (first.split("=")[0], kept) == (name, {"HttpOnly", "Path=/", "SameSite=Lax", *way}), cookie


@pytest.mark.parametrize("address", SIGNED_IN)
def test_no_cache_keeps_what_only_its_reader_may_see(hub: HubWithPeople, address: str) -> None:
    assert hub.browser("sponsor").get(address).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/oversight/_dash-layout", "/oversight/_dash-dependencies"])
def test_no_cache_keeps_what_dash_reads(hub: HubWithPeople, address: str) -> None:
    answer = hub.browser("sponsor").get(address, headers={"Referer": f"http://localhost{COMPLIANCE}"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


def test_the_one_script_inside_a_page_of_dash_is_allowed_by_its_digest(hub: HubWithPeople) -> None:
    answer = hub.browser("sponsor").get(EXPLORED)
    inline = [script for script in INLINE_SCRIPT.findall(answer.get_data(as_text=True)) if script.strip()]
    runs = [script for script in inline if not script.lstrip().startswith("{")]  # Dash's settings are data, not code
    digests = {f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in runs}
    assert len(runs) == 1
    assert digests <= set(_policy(answer)["script-src"])


@pytest.mark.parametrize("address", ["/", COMPLIANCE, "/sign-in", "/nowhere", "/sign-out"])
def test_other_pages_hold_no_script_at_all(hub: HubWithPeople, address: str) -> None:
    assert INLINE_SCRIPT.findall(hub.page("sponsor", address, hub.browser("sponsor").get(address).status_code)) == []


@pytest.mark.parametrize("address", ["/", COMPLIANCE, EXPLORED, "/sign-in"])
def test_styles_and_scripts_are_the_hubs_own(hub: HubWithPeople, address: str) -> None:
    page = hub.browser("sponsor").get(address).get_data(as_text=True)
    addresses = re.findall(r'<(?:script|link|img)\b[^>]*\b(?:src|href)="([^"]+)"', page)
    assert len(addresses) >= 3
    assert all(address.startswith(("/static/", "/oversight/", "data:image/svg+xml;base64,")) for address in addresses)


def test_styles_and_scripts_are_kept_for_ever_because_their_address_changes(hub: HubWithPeople) -> None:
    page = hub.page("sponsor", EXPLORED)
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
