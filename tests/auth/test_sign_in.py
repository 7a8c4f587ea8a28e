"""People sign in and out in a browser, with protection from other sites switched on, as it always is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from counted import attempts_at
from directory import PASSWORD, Directory, GivenRole, Person
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from forging import NOW
from werkzeug.test import TestResponse

from hub.auth.attempts import MOST_ATTEMPTS
from hub.auth.demo import Demo
from hub.auth.permissions import Area
from hub.auth.session import permitted, viewer
from hub.auth.sign_in import NOT_RIGHT, install, to_sign_in
from hub.config import Config
from hub.errors import NotAuthenticated, NotFound, NotPermitted
from hub.frame import frame
from hub.scope import Scope

ELSEWHERE = "192.0.2.1"
NOTE = "In this demonstration the name is demo."


class Clock:
    """The time, as the test says."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def directory() -> Directory:
    return Directory(
        {
            Person("j.adeyemi"): [GivenRole("sponsor")],
            Person("m.osei"): [GivenRole("board")],
            Person("away", disabled_at=NOW): [GivenRole("sponsor")],
            Person("demo"): [GivenRole("operator")],
        }
    )


@pytest.fixture
def clock() -> Clock:
    return Clock()


def hub(folder: Path, directory: Directory, clock: Clock, public_address: str = "") -> Flask:
    """A hub with two pages and a door for programs."""
    app = Flask("sign-in-tests", static_folder=None)
    frame(app)
    config = Config(data=folder, public_address=public_address)
    csrf = install(app, directory, config, attempts=attempts_at(clock), clock=clock, demo=Demo(note=NOTE))
    app.add_url_rule("/compliance", "compliance", lambda: permitted(Area.COMPLIANCE).name)
    app.add_url_rule("/returns", "returns", lambda: permitted(Area.RETURNS).name)
    app.add_url_rule("/scope", "scope", lambda: repr(viewer().scope), methods=["GET", "POST"])
    api = Blueprint("api", __name__)
    api.add_url_rule("/api", "send", lambda: "received", methods=["POST"])
    app.register_blueprint(api)
    csrf.exempt(api)
    app.register_error_handler(NotAuthenticated, lambda fault: to_sign_in())
    app.register_error_handler(NotPermitted, lambda fault: (fault.message, 403))
    app.register_error_handler(NotFound, lambda fault: (fault.message, 404))
    return app


@pytest.fixture
def app(tmp_path: Path, directory: Directory, clock: Clock) -> Flask:
    return hub(tmp_path, directory, clock)


@pytest.fixture
def browser(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        client.environ_base["REMOTE_ADDR"] = ELSEWHERE
        yield client


def hidden(page: TestResponse) -> dict[str, str]:
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)
    return {name: unescape(value) for name, value in fields}


def sign_in(
    browser: FlaskClient, name: str, password: str = PASSWORD, wanted: str = "", **options: Any
) -> TestResponse:
    form = browser.get("/sign-in", query_string={"next": wanted} if wanted else {}, **options)
    return browser.post("/sign-in", data={**hidden(form), "name": name, "password": password}, **options)


def errors(page: TestResponse) -> list[str]:
    summary = re.search(r'class="govuk-error-summary".*?</ul>', page.text, re.DOTALL)
    return [unescape(line) for line in re.findall(r'<a href="#\w+">([^<]*)</a>', summary[0])] if summary else []


def cookie_of(answer: TestResponse) -> Any:
    cookies = SimpleCookie(answer.headers["Set-Cookie"])
    (name,) = cookies
    return cookies[name]


class TestComingIn:
    def test_the_right_name_and_password_lead_to_the_start_page(self, browser: FlaskClient) -> None:
        answer = sign_in(browser, "j.adeyemi")
        assert (answer.status_code, answer.location) == (303, "/")
        assert browser.get("/compliance").text == "j.adeyemi"

    def test_a_viewer_brings_the_scope_of_their_role(self, browser: FlaskClient) -> None:
        sign_in(browser, "j.adeyemi")
        assert browser.get("/scope").text == repr(Scope("harbours"))

    def test_blanks_around_a_name_do_not_matter(self, browser: FlaskClient) -> None:
        assert sign_in(browser, " j.adeyemi ").status_code == 303

    def test_whoever_asked_for_a_page_is_shown_it_after_signing_in(self, browser: FlaskClient) -> None:
        asked = browser.get("/compliance?period=2026-27-Q1")
        assert (asked.status_code, asked.location) == (303, "/sign-in?next=/compliance?period%3D2026-27-Q1")
        form = browser.get(asked.location)
        answer = browser.post("/sign-in", data={**hidden(form), "name": "j.adeyemi", "password": PASSWORD})
        assert answer.location == "/compliance?period=2026-27-Q1"

    @pytest.mark.parametrize(
        "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example"]
    )
    def test_signing_in_leads_to_no_other_site(self, browser: FlaskClient, wanted: str) -> None:
        assert hidden(browser.get("/sign-in", query_string={"next": wanted}))["next"] == "/"
        form = hidden(browser.get("/sign-in"))
        data = {**form, "next": wanted, "name": "j.adeyemi", "password": PASSWORD}
        assert browser.post("/sign-in", data=data).location == "/"

    def test_a_role_opens_its_own_areas_and_no_other(self, browser: FlaskClient) -> None:
        sign_in(browser, "m.osei")
        assert browser.get("/scope").status_code == 200
        assert browser.get("/compliance").status_code == 404


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "password"),
        [
            ("nobody", PASSWORD),
            ("j.adeyemi", "another pilot boat"),
            ("away", PASSWORD),
            ("demo", PASSWORD),
            ("nul\0", PASSWORD),
            ("a" * 10_000, PASSWORD),
            ("j.adeyemi", "a" * 10_000),
        ],
        ids=["unknown", "wrong password", "disabled", "demo from elsewhere", "NUL", "long name", "long password"],
    )
    def test_whatever_is_not_right_the_answer_is_the_same(self, browser: FlaskClient, name: str, password: str) -> None:
        answer = sign_in(browser, name, password)
        assert (answer.status_code, errors(answer)) == (422, [NOT_RIGHT])
        assert browser.get("/compliance").status_code == 303

    def test_what_was_refused_is_told_of_people_who_are_known_and_of_nobody_else(
        self, browser: FlaskClient, directory: Directory
    ) -> None:
        tried = (("nobody", PASSWORD), ("j.adeyemi", "another pilot boat"), ("away", PASSWORD), ("demo", PASSWORD))
        for name, password in tried:
            answer = sign_in(browser, name, password)
            before = list(directory.refused)
            answer.close()  # as a server does when the answer has gone out
            assert (len(directory.refused) > len(before)) is (name != "nobody")
        assert directory.refused == [
            ("j.adeyemi", "wrong password", f"browser at {ELSEWHERE}"),
            ("away", "account disabled", f"browser at {ELSEWHERE}"),
            ("demo", "demonstration from elsewhere", f"browser at {ELSEWHERE}"),
        ]

    def test_what_was_left_empty_is_named_field_by_field(self, browser: FlaskClient) -> None:
        answer = sign_in(browser, " ", "")
        assert errors(answer) == ["Enter your sign-in name", "Enter your password"]
        assert "<title>Error: Sign in - Oversight hub</title>" in answer.text
        assert 'id="name-error"' in answer.text
        assert 'id="password-error"' in answer.text

    def test_the_name_is_kept_in_the_form_and_the_password_is_not(self, browser: FlaskClient) -> None:
        answer = sign_in(browser, '"><script>', "another pilot boat")
        assert "&#34;&gt;&lt;script&gt;" in answer.text
        assert "<script>" not in answer.text
        assert "another pilot boat" not in answer.text

    def test_no_cache_keeps_the_form(self, browser: FlaskClient) -> None:
        assert browser.get("/sign-in").headers["Cache-Control"] == "no-store"

    def test_after_ten_wrong_passwords_even_the_right_one_waits(self, browser: FlaskClient, clock: Clock) -> None:
        for _ in range(MOST_ATTEMPTS):
            sign_in(browser, "j.adeyemi", "a wrong password")
        answer = sign_in(browser, "j.adeyemi")
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
        assert errors(answer) == ["There were too many attempts. Wait 15 minutes, then try again"]
        clock.now += timedelta(minutes=14, seconds=30)
        assert errors(sign_in(browser, "j.adeyemi")) == ["There were too many attempts. Wait 1 minute, then try again"]
        clock.now += timedelta(minutes=1)
        assert sign_in(browser, "j.adeyemi").status_code == 303

    def test_the_right_password_forgives_the_wrong_ones_before_it(self, browser: FlaskClient) -> None:
        for _ in range(MOST_ATTEMPTS - 1):
            sign_in(browser, "j.adeyemi", "a wrong password")
        assert sign_in(browser, "j.adeyemi").status_code == 303
        assert sign_in(browser, "j.adeyemi").status_code == 303

    def test_guessing_elsewhere_keeps_nobody_out(self, browser: FlaskClient) -> None:
        for _ in range(MOST_ATTEMPTS + 1):
            sign_in(browser, "j.adeyemi", "a wrong password", environ_base={"REMOTE_ADDR": "203.0.113.9"})
        assert sign_in(browser, "j.adeyemi").status_code == 303


class TestOtherSites:
    def test_a_form_that_another_site_sends_is_not_taken(self, browser: FlaskClient) -> None:
        data = {"name": "j.adeyemi", "password": PASSWORD}
        assert browser.post("/sign-in", data=data).status_code == 400
        assert browser.post("/sign-in", data={**data, "csrf_token": "made up"}).status_code == 400
        assert browser.get("/compliance").status_code == 303

    def test_nobody_can_be_signed_out_from_another_site(self, browser: FlaskClient) -> None:
        sign_in(browser, "j.adeyemi")
        assert browser.post("/sign-out").status_code == 400
        assert browser.get("/compliance").text == "j.adeyemi"

    def test_every_other_page_that_takes_a_post_is_protected_too(self, browser: FlaskClient) -> None:
        sign_in(browser, "j.adeyemi")
        assert browser.post("/scope").status_code == 400

    def test_a_door_for_programs_can_be_exempted(self, browser: FlaskClient) -> None:
        assert browser.post("/api").text == "received"

    def test_the_token_of_another_persons_form_is_not_taken(self, app: Flask, browser: FlaskClient) -> None:
        foreign = hidden(app.test_client().get("/sign-in"))
        browser.get("/sign-in")
        answer = browser.post("/sign-in", data={**foreign, "name": "j.adeyemi", "password": PASSWORD})
        assert answer.status_code == 400


class TestSessions:
    def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(self, browser: FlaskClient) -> None:
        cookie = cookie_of(sign_in(browser, "j.adeyemi"))
        assert (cookie.key, cookie["httponly"], cookie["samesite"], cookie["secure"]) == ("hub", True, "Lax", "")

    @pytest.mark.parametrize(
        "address", ["https://hub.example", "http://hub.example", "http://0.0.0.0:8050", "hub.example"]
    )
    def test_off_this_machine_the_cookie_travels_over_tls_alone(
        self, tmp_path: Path, directory: Directory, clock: Clock, address: str
    ) -> None:
        browser = hub(tmp_path, directory, clock, address).test_client()
        cookie = cookie_of(browser.get("/sign-in", base_url="https://hub.example"))
        assert (cookie.key, cookie["secure"], cookie["path"]) == ("__Host-hub", True, "/")
        assert cookie["domain"] == ""

    @pytest.mark.parametrize("address", ["http://127.0.0.1:8050", "http://localhost:8050", "http://[::1]:8050"])
    def test_on_this_machine_plain_http_is_enough(
        self, tmp_path: Path, directory: Directory, clock: Clock, address: str
    ) -> None:
        assert hub(tmp_path, directory, clock, address).config["SESSION_COOKIE_SECURE"] is False

    def test_signing_in_begins_a_new_session(self, browser: FlaskClient) -> None:
        """What somebody planted in the browser before, or read from it, is worth nothing afterwards."""
        browser.get("/sign-in")
        with browser.session_transaction() as before:
            before["planted"] = "here"
            token = before["csrf_token"]
        sign_in(browser, "j.adeyemi")
        with browser.session_transaction() as after:
            assert "planted" not in after
            assert after.get("csrf_token") != token

    def test_signing_out_asks_first_and_then_ends_the_session(self, browser: FlaskClient) -> None:
        sign_in(browser, "j.adeyemi")
        question = browser.get("/sign-out")
        assert browser.get("/compliance").text == "j.adeyemi"
        answer = browser.post("/sign-out", data=hidden(question))
        assert (answer.status_code, answer.location) == (303, "/sign-in")
        assert browser.get("/compliance").status_code == 303

    def test_a_session_that_is_used_lasts_a_working_day_and_no_longer(self, browser: FlaskClient, clock: Clock) -> None:
        sign_in(browser, "j.adeyemi")
        for _ in range(12 * 60 // 30 - 1):
            clock.now += timedelta(minutes=30)
            assert browser.get("/compliance").text == "j.adeyemi"
        clock.now += timedelta(minutes=30)
        assert browser.get("/compliance").status_code == 303

    def test_a_session_that_is_left_alone_for_an_hour_ends(self, browser: FlaskClient, clock: Clock) -> None:
        sign_in(browser, "j.adeyemi")
        for wait, status in ((59, 200), (59, 200), (60, 303), (0, 303)):
            clock.now += timedelta(minutes=wait)
            assert browser.get("/compliance").status_code == status

    def test_that_it_was_used_is_written_once_a_minute(
        self, browser: FlaskClient, clock: Clock, directory: Directory
    ) -> None:
        sign_in(browser, "j.adeyemi")
        (began,) = directory.sessions.values()
        seen = []
        for _ in range(4):
            clock.now += timedelta(seconds=30)
            browser.get("/compliance")
            seen += [session.seen_at - began.began_at for session in directory.sessions.values()]
        assert seen == [timedelta(seconds=each) for each in (0, 60, 60, 120)]

    def test_the_register_keeps_nothing_that_opens_a_session(self, browser: FlaskClient, directory: Directory) -> None:
        sign_in(browser, "j.adeyemi")
        with browser.session_transaction() as cookie:
            token = cookie["_user_id"]
        (kept,) = directory.sessions
        assert kept == sha256(token.encode()).hexdigest()
        with browser.session_transaction() as cookie:
            cookie["_user_id"] = kept
        assert browser.get("/compliance").status_code == 303

    @pytest.mark.parametrize("token", ["", "j.adeyemi", "\0", "\ud800", "x" * 5_000, None])
    def test_what_was_never_given_out_opens_nothing(self, browser: FlaskClient, token: Any) -> None:
        sign_in(browser, "j.adeyemi")
        with browser.session_transaction() as cookie:
            cookie["_user_id"] = token
        assert browser.get("/compliance").status_code == 303

    def test_a_copy_of_the_cookie_is_worth_nothing_once_its_owner_has_signed_out(
        self, browser: FlaskClient, tmp_path: Path, directory: Directory, clock: Clock
    ) -> None:
        copied = cookie_of(sign_in(browser, "j.adeyemi")).value
        thief = hub(tmp_path, directory, clock).test_client()
        thief.set_cookie("hub", copied)
        assert thief.get("/compliance").text == "j.adeyemi"
        browser.post("/sign-out", data=hidden(browser.get("/sign-out")))
        assert thief.get("/compliance").status_code == 303

    def test_signing_in_again_ends_the_session_that_this_browser_had(
        self, browser: FlaskClient, directory: Directory
    ) -> None:
        sign_in(browser, "j.adeyemi")
        sign_in(browser, "m.osei")
        assert {one.person: one.ended_why for one in directory.sessions.values()} == {
            "j.adeyemi": "signed in again in the same browser",
            "m.osei": None,
        }

    def test_what_becomes_of_a_role_is_seen_at_the_next_request(
        self, browser: FlaskClient, directory: Directory
    ) -> None:
        sign_in(browser, "j.adeyemi")
        assert browser.get("/compliance").status_code == 200
        directory.give("j.adeyemi", GivenRole("board"))
        assert browser.get("/compliance").status_code == 404
        directory.give("j.adeyemi", GivenRole("sponsor", ends_on=date(2000, 4, 1)))
        assert browser.get("/scope").status_code == 403
        directory.give("j.adeyemi", GivenRole("sponsor", ("ferry-fares",)))
        assert browser.get("/scope").text == repr(Scope("harbours", frozenset({"ferry-fares"})))

    def test_disabling_an_account_ends_its_sessions(self, browser: FlaskClient, directory: Directory) -> None:
        sign_in(browser, "j.adeyemi")
        directory.disable("j.adeyemi")
        assert browser.get("/compliance").status_code == 303

    def test_removing_an_account_ends_its_sessions(self, browser: FlaskClient, directory: Directory) -> None:
        sign_in(browser, "j.adeyemi")
        directory.remove("j.adeyemi")
        assert browser.get("/compliance").status_code == 303

    def test_a_session_survives_a_restart_of_the_hub(
        self, browser: FlaskClient, tmp_path: Path, directory: Directory, clock: Clock
    ) -> None:
        cookie = cookie_of(sign_in(browser, "j.adeyemi"))
        again = hub(tmp_path, directory, clock).test_client()
        again.set_cookie("hub", cookie.value)
        assert again.get("/compliance").text == "j.adeyemi"

    def test_another_hubs_cookie_is_nobody_here(
        self, browser: FlaskClient, tmp_path: Path, directory: Directory, clock: Clock
    ) -> None:
        cookie = cookie_of(sign_in(browser, "j.adeyemi"))
        other = hub(tmp_path / "other", directory, clock).test_client()
        other.set_cookie("hub", cookie.value)
        assert other.get("/compliance").status_code == 303

    def test_a_page_asked_for_with_a_post_is_not_returned_to(self, app: Flask) -> None:
        with app.test_request_context("/returns", method="POST"):
            assert urlsplit(to_sign_in().location).query == "next=/"


class TestDemonstration:
    @pytest.mark.parametrize("address", ["127.0.0.1", "127.8.4.2", "::1", "::ffff:127.0.0.1"])
    def test_its_account_opens_from_this_machine(self, browser: FlaskClient, address: str) -> None:
        answer = sign_in(browser, "demo", environ_base={"REMOTE_ADDR": address})
        assert answer.status_code == 303
        assert NOTE in browser.get("/sign-in", environ_base={"REMOTE_ADDR": address}).text

    @pytest.mark.parametrize("address", ["192.0.2.1", "128.0.0.1", "::2", "::ffff:192.0.2.1", "localhost", ""])
    def test_its_account_does_not_open_from_elsewhere(self, browser: FlaskClient, address: str) -> None:
        assert errors(sign_in(browser, "demo", environ_base={"REMOTE_ADDR": address})) == [NOT_RIGHT]
        assert NOTE not in browser.get("/sign-in", environ_base={"REMOTE_ADDR": address}).text

    @pytest.mark.parametrize(
        "headers",
        [
            {"X-Forwarded-For": "127.0.0.1"},
            {"X-Forwarded-For": "203.0.113.9"},
            {"Forwarded": "for=127.0.0.1"},
            {"X-Real-IP": "127.0.0.1"},
            {"Via": "1.1 proxy"},
        ],
        ids=str,
    )
    def test_a_forwarded_header_never_helps_and_behind_a_proxy_nobody_is_near(
        self, browser: FlaskClient, headers: dict[str, str]
    ) -> None:
        for address in (ELSEWHERE, "127.0.0.1"):
            answer = sign_in(browser, "demo", environ_base={"REMOTE_ADDR": address}, headers=headers)
            assert errors(answer) == [NOT_RIGHT]

    def test_its_session_does_not_travel(self, browser: FlaskClient) -> None:
        sign_in(browser, "demo", environ_base={"REMOTE_ADDR": "127.0.0.1"})
        assert browser.get("/compliance", environ_base={"REMOTE_ADDR": "127.0.0.1"}).text == "demo"
        assert browser.get("/compliance", environ_base={"REMOTE_ADDR": ELSEWHERE}).status_code == 303
