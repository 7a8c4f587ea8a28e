"""People sign in with a certified OpenID provider, in a browser, at a hub that is served as it will be."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlencode, urljoin, urlsplit, urlunsplit

import pytest
import requests
from certified_provider import (
    ACCOUNTS,
    GROUP,
    NAME,
    PASSING_GROUP,
    REDIRECT,
    SECRET,
    CertifiedProvider,
    certified_provider,
)
from permits import DEPARTMENT, LANTERN, TODAY
from playwright.sync_api import Page, expect
from running_hub import RunningHub, run_hub
from screens import COMPLIANCE, Screens

pytestmark = pytest.mark.slow
Open = Callable[..., Screens]
BUTTON = f"Sign in with {NAME}"
LOCAL = {"name": "local.sponsor", "password": "gulls over the quiet quay"}
REFUSED = "What this hub was told about who you are could not be trusted."
OUT_OF_REACH = "The service that you sign in with cannot be reached now."
WIDTHS = (320, 1280)


def told(hub: RunningHub, *arguments: str, **environment: str) -> str:
    """What a command of the hub says."""
    done = run_hub(hub.data, *arguments, **{**hub.settings, **environment})
    assert done.returncode == 0, done.stderr
    return done.stdout


def registered(hub: RunningHub) -> None:
    """A department with a body, roles of two groups, and somebody with a password."""
    told(hub, "init")
    told(hub, "department", "add", DEPARTMENT, "Department for Permits and Markets")
    told(hub, "organisation", "add", LANTERN, "Lantern Hill Permits", "--department", DEPARTMENT)
    sponsor = ("--role", "sponsor", "--department", DEPARTMENT)
    told(hub, "group", "add", GROUP, *sponsor)
    told(hub, "group", "add", PASSING_GROUP, *sponsor)
    told(hub, "user", "add", LOCAL["name"], *sponsor, password=LOCAL["password"])


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    """A hub that knows the provider, both running."""
    yield from _with_provider(tmp_path_factory.mktemp("hub") / "data", CertifiedProvider.confidential)


def _with_provider(data: Path, client: Callable[[CertifiedProvider], dict[str, str]]) -> Iterator[RunningHub]:
    hub = RunningHub(data, settings={"today": TODAY.isoformat()})
    with certified_provider(hub.address) as provider:
        hub.settings |= client(provider)
        registered(hub)
        hub.start()
        try:
            yield hub
        finally:
            hub.stop()


def sign_in(screens: Screens, account: str, address: str = COMPLIANCE) -> None:
    """Ask for a page, and come to it by way of the provider."""
    screens.open(address)
    screens.page.get_by_role("button", name=BUTTON).click()
    at_provider(screens.page, account)


def at_provider(page: Page, account: str) -> None:
    expect(page.locator("h1")).to_have_text("Provider")
    assert urlsplit(page.url).hostname == "localhost"
    page.get_by_label("Account").fill(account)
    page.get_by_label("Secret").fill(ACCOUNTS[account]["password"])
    with page.expect_navigation(url="http://127.0.0.1:*/**", wait_until="load"):
        page.get_by_role("button", name="Continue").click()


def test_whoever_is_in_a_group_lands_on_the_page_that_they_asked_for_in_its_role(
    hub: RunningHub, open_screens: Open
) -> None:
    screens = open_screens(hub)
    sign_in(screens, "noor", f"{COMPLIANCE}?period=2026-27-Q1")
    assert screens.page.url == f"{hub.address}{COMPLIANCE}?period=2026-27-Q1"
    expect(screens.page.locator(".hub-header__account")).to_contain_text("noor.sponsor")
    expect(screens.page.locator("main")).to_contain_text("Lantern Hill Permits")
    (person,) = [one for one in json.loads(told(hub, "user", "list", "--json")) if one["name"] == "noor.sponsor"]
    assert person["roles"] == [], "the role is the group's"


def test_whoever_has_no_role_is_told_so_and_is_not_kept(hub: RunningHub, open_screens: Open) -> None:
    screens = open_screens(hub)
    screens.expect_status(403)
    sign_in(screens, "sam")
    expect(screens.page.locator("h1")).to_have_text("You have not been signed in")
    expect(screens.page.locator("main")).to_contain_text("You have no role in this hub.")
    screens.page.get_by_role("button", name="Back to signing in").click()
    expect(screens.page.get_by_role("button", name=BUTTON)).to_be_visible()
    assert "sam" not in told(hub, "user", "list")


def test_after_signing_out_a_copy_of_the_cookie_is_worth_nothing(hub: RunningHub, open_screens: Open) -> None:
    screens = open_screens(hub)
    sign_in(screens, "noor")
    cookies = {one["name"]: one["value"] for one in screens.page.context.cookies(hub.address) if one["name"] == "hub"}
    assert asked(hub, cookies) == 200
    screens.open("/sign-out")
    expect(screens.page.locator("main")).to_contain_text(f"If you signed in with {NAME}, you stay signed in there.")
    with screens.page.expect_navigation(wait_until="load"):
        screens.page.get_by_role("button", name="Sign out").click()
    assert asked(hub, cookies) == 303
    screens.open(COMPLIANCE)
    expect(screens.page.get_by_role("button", name=BUTTON)).to_be_visible()


def asked(hub: RunningHub, cookies: dict[str, str]) -> int:
    """What the hub answers to whoever shows these cookies."""
    return requests.get(hub.address + COMPLIANCE, cookies=cookies, allow_redirects=False, timeout=30).status_code


def test_a_role_taken_from_a_group_has_no_effect_from_the_next_request_on(hub: RunningHub, open_screens: Open) -> None:
    screens = open_screens(hub)
    sign_in(screens, "ada")
    assert screens.open(COMPLIANCE).status == 200
    (role,) = [one for one in json.loads(told(hub, "group", "list", "--json")) if one["group"] == PASSING_GROUP]
    told(hub, "group", "remove", role["id"])
    screens.open(COMPLIANCE)
    expect(screens.page.locator("main")).to_contain_text("You hold no role today")
    expect(screens.page.locator("main")).not_to_contain_text("Lantern Hill Permits")


def test_somebody_disabled_is_out_at_once_and_stays_out(hub: RunningHub, open_screens: Open) -> None:
    screens = open_screens(hub)
    sign_in(screens, "kit")
    told(hub, "user", "disable", "kit.sponsor")
    screens.open(COMPLIANCE)
    screens.expect_status(403)
    screens.page.get_by_role("button", name=BUTTON).click()  # at the provider they are signed in still
    expect(screens.page.locator("main")).to_contain_text("You have no role in this hub.")


def test_whoever_turns_back_at_the_provider_reads_no_word_of_it(hub: RunningHub, open_screens: Open) -> None:
    screens = open_screens(hub)
    screens.expect_status(403)
    screens.open("/sign-in")
    screens.page.get_by_role("button", name=BUTTON).click()
    screens.page.get_by_role("link", name="Not now").click()
    expect(screens.page.locator("main")).to_contain_text("You did not finish signing in.")
    expect(screens.page.locator("main")).not_to_contain_text("did not want to")


def test_the_provider_refuses_a_question_without_a_challenge(hub: RunningHub, open_screens: Open) -> None:
    screens = open_screens(hub)
    screens.expect_status(403)
    screens.open("/sign-in")
    link = screens.page.get_by_role("button", name=BUTTON).get_attribute("href")
    begun = screens.page.context.request.get(hub.address + str(link), max_redirects=0)
    stripped = without(begun.headers["location"], "code_challenge", "code_challenge_method")
    screens.page.goto(stripped)
    assert parse_qs(urlsplit(screens.page.url).query)["error"] == ["invalid_request"]
    expect(screens.page.locator("main")).to_contain_text(REFUSED)


def without(address: str, *names: str) -> str:
    """An address that asks less."""
    parts = urlsplit(address)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items() if name not in names}
    return urlunsplit(parts._replace(query=urlencode(asked)))


@pytest.mark.parametrize("verifier", [None, "x" * 43])
def test_the_provider_gives_no_tokens_for_a_code_without_its_verifier(hub: RunningHub, verifier: str | None) -> None:
    answer = exchanged(hub, stolen_code(hub, "noor"), verifier)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def stolen_code(hub: RunningHub, account: str) -> str:
    """The code that the provider gave for a question of the hub, and that the hub never saw."""
    with requests.Session() as thief:
        answer = requests.get(f"{hub.address}/sign-in/provider", allow_redirects=False, timeout=30)
        while not (address := urljoin(answer.url, answer.headers["Location"])).startswith(hub.address):
            answer = thief.get(address, allow_redirects=False, timeout=30)
            if answer.status_code == 200:
                entered = {"account": account, "secret": ACCOUNTS[account]["password"]}
                answer = thief.post(address, data=entered, allow_redirects=False, timeout=30)
    return parse_qs(urlsplit(address).query)["code"][0]


def exchanged(hub: RunningHub, code: str, verifier: str | None) -> requests.Response:
    """What the provider answers to this hub's own credentials with a code that was stolen."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": hub.address + REDIRECT}
    secret = base64.b64encode(f"hub:{quote_plus(SECRET)}".encode()).decode()
    return requests.post(
        f"{hub.settings['oidc_issuer']}/token",
        data=form | ({"code_verifier": verifier} if verifier else {}),
        headers={"Authorization": f"Basic {secret}"},
        timeout=30,
    )


@pytest.fixture
def public_hub(tmp_path: Path) -> Iterator[RunningHub]:
    """A hub that is a client without a secret."""
    yield from _with_provider(tmp_path / "data", CertifiedProvider.public)


def test_a_client_without_a_secret_and_tokens_of_the_other_algorithm_do_as_well(
    public_hub: RunningHub, open_screens: Open
) -> None:
    screens = open_screens(public_hub)
    sign_in(screens, "noor")
    expect(screens.page.locator(".hub-header__account")).to_contain_text("noor.sponsor")


def test_without_the_provider_the_hub_starts_and_passwords_still_work(tmp_path: Path, open_screens: Open) -> None:
    settings: dict[str, Any] = {"oidc_issuer": "http://localhost:9", "oidc_client_id": "hub", "oidc_name": NAME}
    alone = RunningHub(tmp_path / "data", settings={**settings, "today": TODAY.isoformat()})
    registered(alone)
    alone.start()
    try:
        screens = open_screens(alone)
        screens.expect_status(503)
        screens.open("/sign-in")
        screens.page.get_by_role("button", name=BUTTON).click()
        expect(screens.page.locator("main")).to_contain_text(OUT_OF_REACH)
        assert screens.faults_of_accessibility() == []
        screens.page.get_by_role("button", name="Back to signing in").click()
        screens.page.get_by_label("Sign-in name").fill(LOCAL["name"])
        screens.page.get_by_label("Password", exact=True).fill(LOCAL["password"])
        screens.page.get_by_role("button", name="Sign in", exact=True).click()
        expect(screens.page.locator(".hub-header__account")).to_contain_text(LOCAL["name"])
    finally:
        alone.stop()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_are_accessible_and_fit(hub: RunningHub, open_screens: Open, width: int) -> None:
    screens = open_screens(hub, width=width)
    screens.open("/sign-in")
    _assert_fine(screens)
    screens.expect_status(422)
    screens.page.get_by_role("button", name="Sign in", exact=True).click()
    screens.page.wait_for_selector(".govuk-error-summary")
    _assert_fine(screens)
    screens.expect_status(403)
    screens.open(REDIRECT)
    expect(screens.page.locator("h1")).to_have_text("You have not been signed in")
    _assert_fine(screens)


def _assert_fine(screens: Screens) -> None:
    assert screens.faults_of_accessibility() == []
    assert not screens.widens_the_page()
    assert screens.cut_off() == []


def test_the_log_of_the_whole_hub_has_no_code_no_token_and_no_secret(hub: RunningHub, open_screens: Open) -> None:
    screens = open_screens(hub)
    seen: list[str] = []
    screens.page.on("request", lambda request: seen.append(request.url))
    sign_in(screens, "noor")
    (answer,) = [url for url in seen if urlsplit(url).path == REDIRECT]
    secrets = [value for name in ("code", "state") for value in parse_qs(urlsplit(answer).query)[name]]
    log = hub.log.read_text("utf-8")
    assert not [secret for secret in (*secrets, SECRET, "eyJ", "code=") if secret in log]
