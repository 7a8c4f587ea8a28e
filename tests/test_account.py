"""Somebody's own account, in a whole hub: their roles, where they are signed in, their password, an invitation."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from people_under_test import COMPLIANCE, PASSWORD, PORTS, Q1, HubWithPeople, with_people
from permits import BY, DEPARTMENT, LANTERN, SignIn
from sqlalchemy import text
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from hub.app import DATABASE, create_app
from hub.auth.attempts import MOST_ATTEMPTS
from hub.auth.invitation import digest_of, new_token
from hub.auth.sign_in import NOT_RIGHT
from hub.scope import Scope
from hub.store.invitations import Invitations
from hub.store.people import People, Person
from hub.store.roles import Roles, Terms
from hub.store.sessions import Sessions
from hub.store.steps import Steps

ANOTHER = "tern bridge ferry bell"
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubWithPeople]:
    with with_people(tmp_path / "data") as hub:
        yield hub


def database(hub: HubWithPeople) -> Any:
    return hub.hub.app.extensions[DATABASE]


def token_in(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None, page
    return unescape(found[1])


class ComesLate(BytesIO):
    """A body of which the first byte comes after something else has happened."""

    def __init__(self, body: bytes, meanwhile: Callable[[], None]) -> None:
        super().__init__(body)
        self._meanwhile: Callable[[], None] | None = meanwhile

    def read(self, size: int | None = -1) -> bytes:
        self._happen()
        return super().read(size)

    def readinto(self, buffer: Any) -> int:
        self._happen()
        return super().readinto(buffer)

    def _happen(self) -> None:
        meanwhile, self._meanwhile = self._meanwhile, None
        if meanwhile is not None:
            meanwhile()


def post(browser: FlaskClient, address: str, **entered: str) -> TestResponse:
    """What a form of the account answers."""
    token = token_in(browser.get("/sign-out").text)
    return browser.post(address, data={"csrf_token": token, **entered})


def signed_in_again(hub: HubWithPeople, name: str, password: str = PASSWORD, **environ: str) -> FlaskClient:
    """Another browser in which somebody has signed in, if they could."""
    browser = hub.hub.app.test_client()
    browser.environ_base.update(environ)
    browser.post("/sign-in", data=SignIn(name, password).form(browser.get("/sign-in").text)).close()
    return browser


def is_in(browser: FlaskClient) -> bool:
    return browser.get("/").status_code == 200


def header(page: str) -> str:
    """Who looks, and in which role, as the frame of every page says it."""
    found = re.search(r'class="hub-header__user">(.*?)</span></?[ad]|class="hub-header__user">(.*?)</span>\s*<a', page)
    assert found is not None
    return re.sub("<[^>]+>", "", found[1] or found[2])


def entries(hub: HubWithPeople, *words: str) -> list[tuple[str, str, str, str, Any, str]]:
    """Who did it, in which role, what, about what, the facts, and why."""
    with database(hub).read() as connection:
        rows = connection.execute(text("SELECT * FROM ledger ORDER BY seq")).all()
    return [
        (row.who, row.role, row.what, row.object, json.loads(row.detail), row.why) for row in rows if row.what in words
    ]


class TestRoles:
    def test_the_page_tells_every_role_with_its_days_and_which_one_somebody_acts_in(self, hub: HubWithPeople) -> None:
        page = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", hub.page("several", "/account")))
        for told in (
            "Independent tier Lantern Hill Permits until 19 July 2026 Has ended",
            "Sponsor team all of Department for Permits and Markets with no end You act in it",
            "Signatory Lantern Hill Permits 1 April 2026 to 31 March 2027 You hold it",
            "Board lead all of Department for Permits and Markets from 21 July 2026 Has not begun",
        ):
            assert told in page

    def test_every_page_says_in_which_role_somebody_acts_and_leads_to_the_change_where_there_are_several(
        self, hub: HubWithPeople
    ) -> None:
        assert header(hub.page("several", "/")) == "Signed in as several, sponsor team"
        assert "Change role" in hub.page("several", COMPLIANCE)
        assert header(hub.page("board", "/")) == "Signed in as board, board lead"
        assert "Change role" not in hub.page("board", "/")

    def test_somebody_acts_in_the_role_that_they_choose(self, hub: HubWithPeople) -> None:
        browser, return_id = hub.browser("several"), hub.returns[LANTERN, Q1, 1]
        assert "Tern Bridge" in browser.get(COMPLIANCE).text
        answer = post(browser, "/account/role", role=role_id(hub, "several", "signatory"))
        assert (answer.status_code, answer.location) == (303, "/account")
        assert "You now act as signatory, for Lantern Hill Permits." in browser.get("/account").text
        assert "Tern Bridge" not in browser.get(COMPLIANCE).text
        assert post(browser, f"/returns/{return_id}", act="publish").status_code == 404
        assert header(browser.get("/").text) == "Signed in as several, signatory"

    def test_what_is_done_in_a_chosen_role_is_told_in_that_role(self, hub: HubWithPeople) -> None:
        browser, return_id = hub.browser("several"), hub.returns[LANTERN, Q1, 1]
        post(browser, "/account/role", role=role_id(hub, "several", "signatory"))
        post(browser, f"/returns/{return_id}", act="withdraw", why="Counted twice.")
        ((who, role, *_),) = entries(hub, "return.withdrawn")
        assert (who, role) == ("several", "signatory")
        chosen = entries(hub, "session.role_chosen")
        assert [(who, detail["role"]) for who, _, _, _, detail, _ in chosen] == [("several", "signatory")]

    @pytest.mark.parametrize("wanted", ["tier", "board", "of another", "0", "", "not a role"])
    def test_nobody_acts_in_a_role_that_they_do_not_hold_today(self, hub: HubWithPeople, wanted: str) -> None:
        ids = {role.role: role.id for role in Roles(database(hub)).of("several")}
        another = Roles(database(hub)).of("operator")[0].id
        told = {**ids, "of another": another}.get(wanted, wanted)
        answer = post(hub.browser("several"), "/account/role", role=told)
        assert answer.status_code == 422
        assert "Choose one of the roles that you hold today" in answer.text
        assert header(hub.page("several", "/")) == "Signed in as several, sponsor team"

    def test_a_form_that_stands_open_in_one_role_is_not_sent_in_another(self, hub: HubWithPeople) -> None:
        browser, return_id = hub.browser("several"), hub.returns[LANTERN, Q1, 1]
        stale = token_in(browser.get(f"/returns/{return_id}").text)
        post(browser, "/account/role", role=role_id(hub, "several", "signatory"))
        form = {"csrf_token": stale, "act": "withdraw", "why": "Counted twice."}
        assert browser.post(f"/returns/{return_id}", data=form).status_code == 400
        assert entries(hub, "return.withdrawn") == []

    def test_a_role_taken_away_has_no_effect_from_the_next_request_on(self, hub: HubWithPeople) -> None:
        browser = hub.browser("several")
        assert "Tern Bridge" in browser.get(COMPLIANCE).text
        Roles(database(hub)).remove(role_id(hub, "several", "sponsor"), BY)
        left = browser.get(COMPLIANCE).text
        assert ("Tern Bridge" in left, "Lantern Hill" in left) == (False, True)
        Roles(database(hub)).remove(role_id(hub, "several", "signatory"), BY)
        assert browser.get(COMPLIANCE).location == "/account"

    def test_a_role_given_is_there_at_the_next_request(self, hub: HubWithPeople) -> None:
        browser = hub.browser("without")
        assert browser.get("/").location == "/account"
        Roles(database(hub)).give(Terms("sponsor", PORTS), BY, person="without")
        assert header(browser.get("/").text) == "Signed in as without, sponsor team"

    def test_whoever_holds_no_role_sees_their_account_alone_with_a_sentence_why(self, hub: HubWithPeople) -> None:
        browser = hub.browser("without")
        assert "You hold no role today" in browser.get("/account").text
        assert "Compliance" not in browser.get("/account").text
        return_id = hub.returns[LANTERN, Q1, 1]
        for address in ("/", COMPLIANCE, f"{COMPLIANCE}.csv", f"/returns/{return_id}", "/returns/none", "/nothing"):
            answer = browser.get(address)
            assert (answer.status_code, answer.location) == (303, "/account")
        assert post(browser, f"/returns/{return_id}", act="withdraw", why="Wrong.").location == "/account"
        assert Steps(database(hub)).withdrawn(Scope(DEPARTMENT), [Q1]) == {}


class TestSessions:
    def test_the_sessions_of_an_account_are_listed_and_another_one_can_be_ended(self, hub: HubWithPeople) -> None:
        mine, other = hub.browser("sponsor"), signed_in_again(hub, "sponsor", **ELSEWHERE)
        page = mine.get("/account").text
        assert ("browser at 127.0.0.1" in page, "browser at 203.0.113.9" in page) == (True, True)
        (which,) = set(re.findall(r'name="which" value="([0-9a-f]+)"', page))
        assert post(mine, "/account/sessions", which=which).status_code == 303
        assert (is_in(mine), is_in(other)) == (True, False)

    def test_all_the_others_end_at_once_and_everywhere_means_here_too(self, hub: HubWithPeople) -> None:
        browsers = [signed_in_again(hub, "sponsor") for _ in range(3)]
        stranger = hub.browser("board")
        post(browsers[0], "/account/sessions", which="others")
        assert [is_in(browser) for browser in browsers] == [True, False, False]
        browsers[1] = signed_in_again(hub, "sponsor")
        answer = post(browsers[0], "/account/sessions", which="everywhere")
        assert (answer.status_code, answer.location) == (303, "/sign-in")
        assert [is_in(browser) for browser in browsers] == [False] * 3
        assert is_in(stranger)

    def test_nobody_ends_the_session_of_somebody_else(self, hub: HubWithPeople) -> None:
        sponsor, board = hub.browser("sponsor"), hub.browser("board")
        with database(hub).read() as connection:
            of_board = connection.execute(text("SELECT id FROM sessions WHERE person = 'board'")).scalar_one()
        for which in (of_board, "", "nothing"):
            assert post(sponsor, "/account/sessions", which=which).status_code == 303
        assert (is_in(sponsor), is_in(board)) == (True, True)

    def test_a_copy_of_a_cookie_is_worth_nothing_after_signing_out_everywhere(self, hub: HubWithPeople) -> None:
        browser = signed_in_again(hub, "sponsor")
        cookie = browser.get_cookie("hub")
        assert cookie is not None
        thief = hub.hub.app.test_client()
        thief.set_cookie("hub", cookie.value)
        assert is_in(thief)
        post(browser, "/account/sessions", which="everywhere")
        assert not is_in(thief)

    def test_how_sessions_began_and_ended_is_in_the_ledger(self, hub: HubWithPeople) -> None:
        browser = signed_in_again(hub, "sponsor", **ELSEWHERE)
        with browser.session_transaction() as cookie:
            token = cookie["_user_id"]
        post(browser, "/sign-out")
        began, ended = entries(hub, "session.began")[-1], entries(hub, "session.ended")[-1]
        assert (began[0], began[1], began[4]["how"]) == ("sponsor", "person", "password")
        assert (ended[0], ended[3], ended[5]) == ("sponsor", began[3], "signed out")
        with database(hub).read() as connection:
            rows = connection.execute(text("SELECT * FROM ledger WHERE what LIKE 'session.%'")).all()
        assert {row.origin for row in rows if row.object == began[3]} == {"browser at 203.0.113.9"}
        assert token not in str(rows)

    def test_who_looks_is_known_with_from_where_they_look_now(self, hub: HubWithPeople) -> None:
        """A session that is used elsewhere than it began: the ledger has the address that was used."""
        browser = signed_in_again(hub, "body", **ELSEWHERE)
        browser.environ_base["REMOTE_ADDR"] = "198.51.100.4"
        post(browser, "/sign-out")
        with database(hub).read() as connection:
            last = connection.execute(text("SELECT what, origin FROM ledger ORDER BY seq DESC")).first()
        assert last == ("session.ended", "browser at 198.51.100.4")


class TestSignIn:
    def test_an_attacker_elsewhere_keeps_nobody_out_and_is_not_let_in(self, hub: HubWithPeople) -> None:
        attacker = hub.hub.app.test_client()
        attacker.environ_base.update(ELSEWHERE)
        for _ in range(MOST_ATTEMPTS):
            form = SignIn("sponsor", "a wrong password").form(attacker.get("/sign-in").text)
            assert attacker.post("/sign-in", data=form).status_code == 422
        right = SignIn("sponsor", PASSWORD)
        assert attacker.post("/sign-in", data=right.form(attacker.get("/sign-in").text)).status_code == 429
        assert is_in(signed_in_again(hub, "sponsor"))

    def test_a_refused_sign_in_is_told_of_the_account_and_never_what_was_typed(self, hub: HubWithPeople) -> None:
        with capture_logs() as logged:
            for name in ("sponsor", "sponsr"):
                answer = signed_in_answer(hub, name, "my secret typed password")
                assert NOT_RIGHT in answer.text
                answer.close()
        ((who, role, _, about, detail, _),) = entries(hub, "sign_in.refused")
        assert (who, role, about, detail) == ("not signed in", "stranger", "sponsor", {"reason": "wrong password"})
        with database(hub).read() as connection:
            kept = str(connection.execute(text("SELECT * FROM ledger")).all())
        assert not any(typed in kept + str(logged) for typed in ("sponsr", "my secret typed password"))


class TestPassword:
    def test_a_password_is_changed_by_whoever_knows_the_one_before_and_other_sessions_end(
        self, hub: HubWithPeople
    ) -> None:
        mine, other = hub.browser("sponsor"), signed_in_again(hub, "sponsor")
        thief = hub.hub.app.test_client()
        thief.set_cookie("hub", mine.get_cookie("hub").value)
        assert is_in(thief)
        assert post(mine, "/account/password", old=PASSWORD, new=ANOTHER).location == "/account"
        assert not is_in(thief)
        assert (is_in(mine), is_in(other)) == (True, False)
        assert not is_in(signed_in_again(hub, "sponsor"))
        assert is_in(signed_in_again(hub, "sponsor", ANOTHER))
        told = [(who, role, about, [*detail]) for who, role, _, about, detail, _ in entries(hub, "person.password_set")]
        assert told == [("sponsor", "person", "sponsor", ["password_digest"])]

    def test_a_role_that_was_chosen_stays_chosen_with_a_new_password_and_nobody_chooses_another(
        self, hub: HubWithPeople
    ) -> None:
        browser = hub.browser("several")
        post(browser, "/account/password", old=PASSWORD, new=ANOTHER)
        assert entries(hub, "session.role_chosen") == []
        post(browser, "/account/role", role=role_id(hub, "several", "signatory"))
        post(browser, "/account/password", old=ANOTHER, new=PASSWORD)
        assert header(browser.get("/").text) == "Signed in as several, signatory"
        assert [detail["role"] for *_, detail, _ in entries(hub, "session.role_chosen")] == ["signatory"] * 2
        Roles(database(hub)).remove(role_id(hub, "several", "signatory"), BY)
        post(browser, "/account/password", old=PASSWORD, new=ANOTHER)
        assert header(browser.get("/").text) == "Signed in as several, sponsor team"
        assert len(entries(hub, "session.role_chosen")) == 2

    def test_a_form_that_has_not_come_whole_when_its_session_ends_does_nothing(self, hub: HubWithPeople) -> None:
        browser = hub.browser("sponsor")
        form = {"csrf_token": token_in(browser.get("/sign-out").text), "old": PASSWORD, "new": ANOTHER}
        body = urlencode(form).encode()

        def meanwhile() -> None:
            Sessions(hub.hub.app.extensions[DATABASE]).end_all("sponsor", BY, "ended by command")

        answer = browser.post(
            "/account/password",
            input_stream=ComesLate(body, meanwhile),
            content_length=len(body),
            content_type="application/x-www-form-urlencoded",
        )
        assert (answer.status_code, answer.location) == (303, "/sign-in?next=/")
        assert entries(hub, "person.password_set") == []
        assert is_in(signed_in_again(hub, "sponsor"))

    @pytest.mark.parametrize(("old", "new", "said"), [
        ("", ANOTHER, "The password that you have now is not right"),
        (ANOTHER, ANOTHER, "The password that you have now is not right"),
        (PASSWORD, "", "Enter a new password"),
        (PASSWORD, "short", "The password has 5 characters; it needs at least 12."),
        (PASSWORD, "bell\a" * 4, "The password holds a character that cannot be typed."),
    ])  # fmt: skip
    def test_one_that_cannot_be_changed_stays_and_says_why(
        self, hub: HubWithPeople, old: str, new: str, said: str
    ) -> None:
        other = signed_in_again(hub, "sponsor")
        answer = post(hub.browser("sponsor"), "/account/password", old=old, new=new)
        assert (answer.status_code, answer.text.count(said)) == (422, 2)
        assert "<title>Error: " in answer.text
        assert not any(typed in answer.text for typed in (PASSWORD, ANOTHER))
        assert is_in(other)
        assert is_in(signed_in_again(hub, "sponsor"))

    def test_whoever_sits_at_an_open_browser_cannot_guess_the_password_for_long(self, hub: HubWithPeople) -> None:
        browser = hub.browser("sponsor")
        answers = [post(browser, "/account/password", old=f"guess number {n:04}", new=ANOTHER) for n in range(10)]
        assert {answer.status_code for answer in answers} == {422}
        late = post(browser, "/account/password", old=PASSWORD, new=ANOTHER)
        assert (late.status_code, 0 < int(late.headers["Retry-After"]) <= 900) == (429, True)
        reasons = [detail["reason"] for *_, detail, _ in entries(hub, "sign_in.refused")]
        assert reasons == ["wrong password, to change it"] * 10


class TestInvitation:
    def test_opening_the_link_uses_nothing_up_and_setting_a_password_signs_in(self, hub: HubWithPeople) -> None:
        token, browser = invited(hub), hub.hub.app.test_client()
        for _ in range(3):  # programs that look through mail
            assert hub.hub.app.test_client().get("/invitation", query_string={"token": token}).status_code == 200
        page = browser.get("/invitation", query_string={"token": token})
        assert "nour" in page.text
        assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
        answer = set_password(browser, token)
        assert (answer.status_code, answer.location) == (303, "/")
        assert header(browser.get("/").text) == "Signed in as nour, sponsor team"
        assert is_in(signed_in_again(hub, "nour", ANOTHER))
        (began,) = [detail for who, *_, detail, _ in entries(hub, "session.began") if detail["how"] == "invitation"]
        assert began["person"] == "nour"

    def test_links_that_cannot_be_used_all_answer_alike(self, hub: HubWithPeople) -> None:
        used, replaced = invited(hub), invited(hub, "paul")
        expired = invited(hub, "ines", timedelta(seconds=-1))
        invited(hub, "paul")
        set_password(hub.hub.app.test_client(), used)
        answers = set()
        for token in (used, replaced, expired, new_token(), "", "\0", "\u00e9" * 10_000):
            browser = hub.hub.app.test_client()
            shown = browser.get("/invitation", query_string={"token": token})
            sent = set_password(browser, token)
            answers |= {(shown.status_code, shown.get_data()), (sent.status_code, sent.get_data())}
        ((status, body),) = answers
        assert status == 404
        assert b"This link cannot be used" in body

    def test_a_password_that_cannot_be_one_uses_nothing_up(self, hub: HubWithPeople) -> None:
        token, browser = invited(hub), hub.hub.app.test_client()
        answer = set_password(browser, token, "short")
        assert (answer.status_code, "it needs at least 12" in answer.text) == (422, True)
        assert set_password(browser, token).status_code == 303

    def test_nobody_is_signed_in_without_a_password_before_the_link_is_used(self, hub: HubWithPeople) -> None:
        invited(hub)
        assert not is_in(signed_in_again(hub, "nour", ANOTHER))
        assert [detail for *_, detail, _ in entries(hub, "sign_in.refused")] == [{"reason": "no password"}]

    def test_the_link_is_in_no_log_and_not_in_the_store(self, hub: HubWithPeople, tmp_path: Path) -> None:
        token = invited(hub)
        with capture_logs() as logged:
            browser = hub.hub.app.test_client()
            set_password(browser, token)
            set_password(browser, token)
            browser.get("/invitation", query_string={"token": token})
            browser.post("/invitation", data={"token": token, "password": ANOTHER})
        files = b"".join(file.read_bytes() for file in (tmp_path / "data").rglob("*") if file.is_file())
        assert token not in str(logged)
        assert (token.encode() in files, digest_of(token).encode() in files) == (False, True)

    def test_where_nobody_signs_in_with_a_password_there_is_no_invitation_and_no_password(
        self, hub: HubWithPeople
    ) -> None:
        token, browser = invited(hub), hub.browser("sponsor")
        cookie = browser.get_cookie("hub")
        assert cookie is not None
        told = {"oidc_issuer": "https://provider.example", "oidc_client_id": "hub"}
        app = create_app(replace(hub.hub.config, local_sign_in=False, **told))
        other = app.test_client()
        other.set_cookie("hub", cookie.value)
        try:
            assert "Change your password" not in other.get("/account").text
            assert other.get("/account/password").status_code == 404
            assert other.get("/invitation", query_string={"token": token}).status_code == 404
        finally:
            app.extensions[DATABASE].close()


def invited(hub: HubWithPeople, name: str = "nour", good_for: timedelta = timedelta(days=7)) -> str:
    """The token of an invitation for a sponsor without a password."""
    people, token = People(database(hub)), new_token()
    if name not in {person.name for person in people.all()}:
        people.add(Person(name), BY, Terms("sponsor", DEPARTMENT))
    Invitations(database(hub)).make(name, digest_of(token), datetime.now(UTC) + good_for, BY)
    return token


def set_password(browser: FlaskClient, token: str, password: str = ANOTHER) -> TestResponse:
    csrf = token_in(browser.get("/sign-in").text)
    return browser.post("/invitation", data={"csrf_token": csrf, "token": token, "password": password})


def signed_in_answer(hub: HubWithPeople, name: str, password: str) -> TestResponse:
    browser = hub.hub.app.test_client()
    return browser.post("/sign-in", data=SignIn(name, password).form(browser.get("/sign-in").text))


def role_id(hub: HubWithPeople, name: str, role: str) -> str:
    """The id of the role of this kind that somebody was given."""
    return next(given.id for given in Roles(database(hub)).of(name) if given.role == role)
