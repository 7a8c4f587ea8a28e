"""People come in by way of a provider, asked over real HTTP. One that lies, by whatever means, brings nobody in."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from secrets import token_urlsafe
from threading import Event
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import structlog
from counted import attempts_at
from directory import PASSWORD, Directory, GivenRole, Person
from flask import Flask
from flask.testing import FlaskClient
from own_provider import (
    CLIENT_ID,
    EC_KEY,
    ED_KEY,
    RSA_KEYS,
    SECRET,
    WELL_KNOWN,
    Answer,
    OwnProvider,
    half_digest,
    json_answer,
    own_provider,
    question,
    signed,
    signed_with_public_key,
    unsigned,
)
from werkzeug.test import TestResponse

from hub.auth.known import Account
from hub.auth.oidc import asking, discovery
from hub.auth.oidc.identity import Identity
from hub.auth.oidc.pages import LONGEST_WANTED, MOST_PENDING, install
from hub.auth.oidc.provider import ANSWER, START, provider_of
from hub.auth.session import begin_session, viewer
from hub.auth.sign_in import install as install_sign_in
from hub.auth.sign_in import to_sign_in
from hub.config import Config
from hub.errors import NotAuthenticated, NotFound, SettingWrong, SignInRefused
from hub.frame import frame

REFUSED = "What this hub was told about who you are could not be trusted."
BEGUN_ELSEWHERE = "This sign-in took too long, was used before, or was begun in another browser."
OUT_OF_REACH = "The service that you sign in with cannot be reached now."
MARKUP = "<script>alert(1)</script>"


@dataclass
class Gate:
    """Who came, and when it is. Whoever is in the group is let in."""

    came: list[Identity] = field(default_factory=list)
    late: timedelta = timedelta()
    directory: Directory = field(default_factory=lambda: Directory({Person("noor"): [GivenRole("sponsor")]}))

    def arrived(self, identity: Identity, now: datetime, origin: str) -> tuple[Account, frozenset[str]]:
        self.came.append(identity)
        if "sponsors" not in identity.groups:
            raise SignInRefused("You have no role here.", "Ask for one.", reason="no role")
        return self.directory.person("noor"), identity.groups

    def clock(self) -> datetime:
        return datetime.now().astimezone() + self.late


@dataclass
class Site:
    """A hub with one page, its provider, and a browser."""

    provider: OwnProvider
    gate: Gate
    app: Flask
    browser: FlaskClient

    def ask(self, wanted: str = "/me") -> TestResponse:
        return self.browser.get(START, query_string={"next": wanted})

    def bring(self, told: dict[str, Any]) -> TestResponse:
        return self.browser.get(ANSWER, query_string=told)

    def sign_in(self, wanted: str = "/me", **differently: str | None) -> TestResponse:
        """The whole way, but for what the browser brings back differently."""
        told = {**self.provider.authorised(self.ask(wanted).location), **differently}
        return self.bring({name: value for name, value in told.items() if value is not None})

    def who(self) -> str:
        """Who is signed in."""
        answer = self.browser.get("/me")
        return answer.text if answer.status_code == 200 else ""


def hub(folder: Path, provider: OwnProvider, gate: Gate, **settings: Any) -> Flask:
    app = Flask("provider-tests", static_folder=None)
    frame(app)
    told = {"oidc_issuer": provider.issuer, "oidc_client_id": CLIENT_ID, "oidc_client_secret": SECRET, **settings}
    config = Config(data=folder, **told)
    known = provider_of(config)
    assert known is not None
    install_sign_in(
        app, gate.directory, config, attempts=attempts_at(gate.clock), clock=gate.clock, provider=known.name
    )
    begin = partial(begin_session, gate.directory, how="provider")
    install(app, known, gate, begin_session=begin, clock=gate.clock)
    app.add_url_rule("/me", "me", lambda: viewer().name)
    app.register_error_handler(NotAuthenticated, lambda fault: to_sign_in())
    app.register_error_handler(NotFound, lambda fault: ("not there", 404))
    return app


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    gate = Gate()
    with own_provider() as provider:
        app = hub(tmp_path, provider, gate)
        yield Site(provider, gate, app, app.test_client())


def reasons(logged: list[Any]) -> str:
    return " ".join(entry.get("reason", "") for entry in logged)


def assert_refused(site: Site, answer: TestResponse, sentence: str = REFUSED, status: int = 403) -> None:
    assert (answer.status_code, site.who()) == (status, "")
    assert sentence in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert not any(secret in answer.text for secret in (*site.provider.told, SECRET, MARKUP))


class TestComingIn:
    def test_whoever_the_provider_knows_gets_the_page_that_they_asked_for(self, site: Site) -> None:
        answer = site.sign_in("/me?year=2026")
        assert (answer.status_code, answer.location, site.who()) == (303, "/me?year=2026", "noor")
        assert site.gate.came == [Identity(site.provider.issuer, "1f2e", "noor", frozenset({"sponsors"}))]

    def test_the_question_is_new_each_time_and_gives_no_secret_away(self, site: Site) -> None:
        asked = [question(site.ask().location) for _ in range(2)]
        assert all(len({one[name] for one in asked}) == 2 for name in ("state", "nonce", "code_challenge"))
        assert all(len(one[name]) >= 43 for one in asked for name in ("state", "nonce", "code_challenge"))
        assert {one["tenant"] for one in asked} == {"ports"}, "what the provider's address asks already is kept"
        assert set(asked[0]) == {
            "tenant", "response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge",
            "code_challenge_method",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("algorithm", "key"),
        [("RS256", RSA_KEYS[0]), ("PS256", RSA_KEYS[0]), ("ES256", EC_KEY), ("EdDSA", ED_KEY), ("Ed25519", ED_KEY)],
        ids=lambda one: one if isinstance(one, str) else "",
    )
    def test_every_algorithm_of_the_list_is_taken_with_its_digest_of_the_other_token(
        self, site: Site, algorithm: str, key: Any
    ) -> None:
        site.provider.keys, site.provider.key, site.provider.algorithm = [*RSA_KEYS, EC_KEY, ED_KEY], key, algorithm
        site.provider.claims = {"at_hash": half_digest("an access token", sha512=key is ED_KEY)}
        assert site.sign_in().status_code == 303
        assert site.who() == "noor"

    def test_a_token_may_leave_out_its_key_where_there_is_one(self, site: Site) -> None:
        site.provider.header = {"kid": None}
        assert site.sign_in().status_code == 303

    def test_several_tabs_are_several_questions(self, site: Site) -> None:
        first, second = site.ask("/me?tab=1"), site.ask("/me?tab=2")
        assert site.bring(site.provider.authorised(first.location)).location == "/me?tab=1"
        assert BEGUN_ELSEWHERE in site.bring(site.provider.authorised(second.location)).text, "a session began since"

    def test_the_cookie_of_many_tabs_is_one_that_browsers_keep(self, site: Site) -> None:
        for _ in range(MOST_PENDING + 2):
            told = site.ask(f"/me?{token_urlsafe(1_000)[: LONGEST_WANTED - 4]}")
        assert len(told.headers["Set-Cookie"]) < 4_096
        assert site.bring(site.provider.authorised(told.location)).status_code == 303
        assert site.sign_in(f"/me?{'x' * LONGEST_WANTED}").location == "/"

    def test_a_secret_may_go_in_the_form_where_the_provider_wants_that(self, site: Site) -> None:
        site.provider.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        assert site.sign_in().status_code == 303

    def test_a_provider_that_does_not_name_itself_is_asked_all_the_same(self, site: Site) -> None:
        site.provider.metadata = {"authorization_response_iss_parameter_supported": None}
        assert site.sign_in(iss=None).status_code == 303

    def test_several_audiences_are_fine_where_the_token_was_asked_for_by_this_hub(self, site: Site) -> None:
        site.provider.claims = {"aud": [CLIENT_ID, "others"], "azp": CLIENT_ID}
        assert site.sign_in().status_code == 303

    def test_what_the_token_leaves_out_is_asked_for(self, site: Site) -> None:
        site.provider.groups, site.provider.userinfo = None, {"sub": "1f2e", "groups": "sponsors"}
        assert site.sign_in().status_code == 303
        assert site.gate.came[0].groups == {"sponsors"}

    def test_the_provider_is_asked_about_itself_once(self, site: Site) -> None:
        for _ in range(3):
            site.sign_in()
        assert (site.provider.asked.count(WELL_KNOWN), site.provider.asked.count("/keys")) == (1, 1)

    def test_a_new_key_of_the_provider_is_looked_for_but_not_at_every_knock(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(discovery, "NEW_KEYS_AFTER", 0.0)
        site.sign_in()
        site.provider.keys = [RSA_KEYS[1]]
        site.provider.key = RSA_KEYS[1]
        assert site.sign_in().status_code == 303
        assert site.provider.asked.count("/keys") == 2
        monkeypatch.setattr(discovery, "NEW_KEYS_AFTER", 60.0)
        site.provider.header = {"kid": "rsa-3"}
        for _ in range(3):
            assert_refused_again(site.sign_in())
        assert site.provider.asked.count("/keys") == 2

    def test_whoever_has_no_role_is_told_so_and_is_not_signed_in(self, site: Site) -> None:
        site.provider.groups = ["everybody"]
        assert_refused(site, site.sign_in(), "You have no role here.")

    @pytest.mark.parametrize("address", ["//evil.example/", "https://evil.example", "/\\evil.example", START, "/a\nb"])
    def test_nobody_is_sent_elsewhere(self, site: Site, address: str) -> None:
        assert site.sign_in(address).location == "/"


def assert_refused_again(answer: TestResponse) -> None:
    assert (answer.status_code, REFUSED in answer.text) == (403, True)


HOSTILE_TOKENS: dict[str, Callable[[dict[str, Any], dict[str, Any]], str]] = {
    "nothing was signed": lambda header, claims: unsigned({**header, "alg": "none"}, claims),
    "nothing was signed, in capitals": lambda header, claims: unsigned({**header, "alg": "NONE"}, claims),
    "the published key as a secret": lambda header, claims: signed_with_public_key(
        {**header, "alg": "HS256"}, claims, RSA_KEYS[0]
    ),
    "an algorithm not on the list": lambda header, claims: signed({**header, "alg": "RS512"}, claims, RSA_KEYS[0]),
    "another key under a known name": lambda header, claims: signed(header, claims, RSA_KEYS[1]),
    "a key of its own in the header": lambda header, claims: signed(
        {**header, "kid": None, "jwk": RSA_KEYS[1].as_dict(private=False)}, claims, RSA_KEYS[1]
    ),
    "an algorithm for another kind of key": lambda header, claims: signed({**header, "alg": "ES256"}, claims, EC_KEY),
    "claims changed after the signature": lambda header, claims: ".".join(
        [*signed(header, claims, RSA_KEYS[0]).split(".")[:1], unsigned(header, claims).split(".")[1] + "A",
         signed(header, claims, RSA_KEYS[0]).split(".")[2]]
    ),
    "something that must be understood": lambda header, claims: signed(
        {**header, "crit": ["exp"], "exp": 1}, claims, RSA_KEYS[0]
    ),
    "no token at all": lambda header, claims: "not a token",
    "claims that are a list": lambda header, claims: signed(header, [claims], RSA_KEYS[0]),
    "a header without end": lambda header, claims: "[" * 100_000 + "..",
    "five parts": lambda header, claims: signed(header, claims, RSA_KEYS[0]) + ".a.b",
}  # fmt: skip
NOW, A_DAY = int(time.time()), 86_400  # what is of the future stays so, however long the tests take
HOSTILE_CLAIMS: dict[str, dict[str, Any]] = {
    "another question": {"nonce": "another"},
    "a number for a question": {"nonce": 1},
    "another hub": {"aud": "another hub"},
    "several hubs, asked by nobody": {"aud": [CLIENT_ID, "another hub"]},
    "several hubs, asked by another": {"aud": [CLIENT_ID, "another hub"], "azp": "another hub"},
    "asked by another": {"azp": "another hub"},
    "for nobody": {"aud": []},
    "another provider": {"iss": "https://evil.example"},
    "a provider that is a list": {"iss": ["https://evil.example"]},
    "expired": {"exp": NOW - 200},
    "expired, in words": {"exp": "never"},
    "never expires": {"exp": True},
    "of the future": {"iat": NOW + A_DAY},
    "not yet": {"nbf": NOW + A_DAY},
    "of an hour ago": {"iat": NOW - 3600},
    "another token beside it": {"at_hash": "MWE4ZDQ1"},
    "a digest that is none": {"at_hash": ["a"]},
    "nobody": {"sub": ""},
    "somebody without end": {"sub": "x" * 256},
    "somebody in two lines": {"sub": "1f2e\n1f2f"},
    "a number of somebody": {"sub": 3},
    "groups that are an object": {"groups": {"sponsors": True}},
    "groups that are numbers": {"groups": [1, 2]},
    "groups that cannot be printed": {"groups": ["sponsors\0"]},
    "groups without end": {"groups": ["sponsors"] * 2_001},
}


class TestLies:
    """Each leaves nobody signed in, and says one plain sentence; why is in the log alone."""

    @pytest.mark.parametrize("lie", HOSTILE_TOKENS)
    def test_a_token_that_is_not_signed_by_the_provider(self, site: Site, lie: str) -> None:
        site.provider.token = HOSTILE_TOKENS[lie]
        with structlog.testing.capture_logs() as logged:
            assert_refused(site, site.sign_in())
        assert "token" in reasons(logged)

    @pytest.mark.parametrize("lie", HOSTILE_CLAIMS)
    def test_a_token_that_says_something_else(self, site: Site, lie: str) -> None:
        site.provider.claims = HOSTILE_CLAIMS[lie]
        with structlog.testing.capture_logs() as logged:
            assert_refused(site, site.sign_in())
        assert reasons(logged)

    @pytest.mark.parametrize("claim", ["iss", "sub", "aud", "exp", "iat", "nonce"])
    def test_a_token_that_leaves_something_out(self, site: Site, claim: str) -> None:
        site.provider.without = (claim,)
        assert_refused(site, site.sign_in())

    def test_a_key_that_the_provider_does_not_have(self, site: Site) -> None:
        site.provider.header = {"kid": "of another"}
        assert_refused(site, site.sign_in())

    def test_a_token_that_does_not_say_which_of_several_keys(self, site: Site) -> None:
        site.provider.keys, site.provider.header = list(RSA_KEYS), {"kid": None}
        assert_refused(site, site.sign_in())

    def test_an_algorithm_that_the_provider_says_it_does_not_use(self, site: Site) -> None:
        site.provider.metadata = {"id_token_signing_alg_values_supported": ["ES256"]}
        assert_refused(site, site.sign_in())

    @pytest.mark.parametrize("speaker", [None, "https://evil.example"])
    def test_an_answer_of_another_provider(self, site: Site, speaker: str | None) -> None:
        assert_refused(site, site.sign_in(iss=speaker))
        assert "/token" not in site.provider.asked, "the code must not be shown to a provider that did not give it"

    @pytest.mark.parametrize("state", ["another", "", None, "\u00e9"])
    def test_an_answer_to_another_question(self, site: Site, state: str | None) -> None:
        assert_refused(site, site.sign_in(state=state), BEGUN_ELSEWHERE)
        assert "/token" not in site.provider.asked

    def test_an_answer_in_another_browser(self, site: Site) -> None:
        told = site.provider.authorised(site.ask().location)
        assert BEGUN_ELSEWHERE in site.app.test_client().get(ANSWER, query_string=told).text
        assert "/token" not in site.provider.asked

    def test_an_answer_that_comes_too_late(self, site: Site) -> None:
        told = site.provider.authorised(site.ask().location)
        site.gate.late = timedelta(minutes=10, seconds=1)
        assert_refused(site, site.bring(told), BEGUN_ELSEWHERE)

    def test_an_answer_that_comes_twice(self, site: Site) -> None:
        site.provider.gives_codes_again = True
        site.provider.groups = ["everybody"]
        told = site.provider.authorised(site.ask().location)
        site.bring(told)
        site.provider.groups = ["sponsors"]
        assert_refused(site, site.bring(told), BEGUN_ELSEWHERE)

    def test_an_answer_that_comes_twice_with_a_cookie_that_was_kept(self, site: Site) -> None:
        site.provider.gives_codes_again = True
        told = site.provider.authorised(site.ask().location)
        kept = site.browser.get_cookie("hub")
        assert site.bring(told).status_code == 303
        site.browser = site.app.test_client()
        assert kept is not None
        site.browser.set_cookie("hub", kept.value)
        assert_refused(site, site.bring(told), BEGUN_ELSEWHERE)

    def test_a_code_that_was_used_is_not_good_for_another_question(self, site: Site) -> None:
        told = site.provider.authorised(site.ask().location)
        site.bring(told)
        site.browser = site.app.test_client()
        again = question(site.ask().location)
        assert_refused(site, site.bring({**told, "state": again["state"]}))

    def test_a_code_of_somebody_else_is_not_good_for_this_browser(self, site: Site) -> None:
        stolen = site.provider.authorised(site.app.test_client().get(START).location)
        own = question(site.ask().location)
        assert_refused(site, site.bring({**stolen, "state": own["state"]}))
        assert site.gate.came == []

    @pytest.mark.parametrize("code", ["", None, "x" * 4_097, "made up"])
    def test_an_answer_without_a_code_that_is_one(self, site: Site, code: str | None) -> None:
        assert_refused(site, site.sign_in(code=code))

    def test_an_answer_that_says_something_twice(self, site: Site) -> None:
        told = site.provider.authorised(site.ask().location)
        assert_refused(site, site.browser.get(ANSWER, query_string=[*told.items(), ("code", "another")]))

    @pytest.mark.parametrize("fault", ["server_error", MARKUP, "x" * 5_000])
    def test_an_error_of_the_provider_is_not_shown(self, site: Site, fault: str) -> None:
        state = question(site.ask().location)["state"]
        told = {"error": fault, "error_description": MARKUP, "state": state, "iss": site.provider.issuer}
        with structlog.testing.capture_logs() as logged:
            assert_refused(site, site.bring(told))
        known = "server_error" if fault == "server_error" else "another error"
        assert reasons(logged) == f"an answer without a code, but {known}"

    def test_whoever_does_not_want_to_is_not_blamed(self, site: Site) -> None:
        state = question(site.ask().location)["state"]
        told = {"error": "access_denied", "error_description": MARKUP, "state": state, "iss": site.provider.issuer}
        assert_refused(site, site.bring(told), "You did not finish signing in.")

    def test_what_is_added_about_somebody_else(self, site: Site) -> None:
        site.provider.groups, site.provider.userinfo = None, {"sub": "another", "groups": ["sponsors"]}
        assert_refused(site, site.sign_in())


def redirecting() -> Answer:
    return 307, {"Location": "/elsewhere"}, b'{"id_token": "x", "access_token": "y"}'


def too_long() -> Answer:
    return json_answer({"id_token": "x" * 300_000})


def failing() -> Answer:
    return 500, {}, b"oops"


UNUSABLE: dict[str, Callable[[], Answer]] = {
    "a redirect": redirecting,
    "too long": too_long,
    "a list": lambda: json_answer([1, 2]),
    "a text": lambda: json_answer("token"),
    "no JSON": lambda: (200, {}, b"<html>"),
    "JSON without end": lambda: (200, {}, b"[" * 100_000),
    "a member twice": lambda: (200, {}, b'{"id_token": "a", "id_token": "b"}'),
    "nothing": lambda: (200, {}, b""),
    "packed": lambda: (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b\x08\x00"),
    "a token with an error's status": lambda: json_answer({"id_token": "x", "access_token": "y"}, 400),
    "no token": lambda: json_answer({"access_token": "y"}),
    "a token that is a number": lambda: json_answer({"access_token": "y", "id_token": 3}),
    "another token that is a number": lambda: json_answer({"access_token": 3, "id_token": "x"}),
    "its own refusal": lambda: json_answer({"error": "invalid_client", "error_description": MARKUP}, 401),
    "a refusal that is a list": lambda: json_answer({"error": [MARKUP]}, 400),
}
FAILING: dict[str, Callable[[], Answer]] = {
    "a failure": failing,
    "too many": lambda: (429, {}, b"{}"),
    "a hang-up": lambda: (200, {"Content-Length": "99"}, b"{"),
}


@pytest.fixture
def silence() -> Iterator[Callable[[], Answer]]:
    """A provider that says nothing until the test is over; whoever waits for it has then ended too."""
    over = Event()

    def say_nothing() -> Answer:
        over.wait(30)
        return failing()

    yield say_nothing
    over.set()
    for thread in threading.enumerate():
        if thread.name == "hub-asks-its-provider":
            thread.join(30)


class TestAnswersThatAreNone:
    @pytest.mark.parametrize("answer", UNUSABLE)
    def test_tokens_cannot_be_read_from_it(self, site: Site, answer: str) -> None:
        site.provider.answers["/token"] = UNUSABLE[answer]
        assert_refused(site, site.sign_in())
        assert "/elsewhere" not in site.provider.asked

    @pytest.mark.parametrize("answer", FAILING)
    @pytest.mark.parametrize("path", ["/token", "/keys"])
    def test_a_provider_that_fails_is_out_of_reach(
        self, site: Site, path: str, answer: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(asking, "SILENCE", 1.0)
        site.provider.answers[path] = FAILING[answer]
        assert_refused(site, site.sign_in(), OUT_OF_REACH, 503)

    @pytest.mark.parametrize("answer", [one for one in UNUSABLE if "token" not in one] + list(FAILING))
    @pytest.mark.parametrize("path", [WELL_KNOWN, "/keys"])
    def test_what_cannot_be_the_providers_account_of_itself(
        self, site: Site, path: str, answer: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(asking, "SILENCE", 1.0)
        site.provider.answers[path] = {**UNUSABLE, **FAILING}[answer]
        answered = site.ask()
        if path == "/keys":
            answered = site.bring(site.provider.authorised(answered.location))
        assert_refused(site, answered, OUT_OF_REACH, 503)

    @pytest.mark.parametrize(
        "told",
        [
            {"issuer": "https://evil.example"},
            {"issuer": None},
            {"token_endpoint": "http://evil.example/token"},
            {"token_endpoint": "ftp://evil.example/token"},
            {"token_endpoint": "javascript:alert(1)"},
            {"token_endpoint": "https://"},
            {"token_endpoint": "https://[::1/token"},
            {"token_endpoint": ["https://evil.example"]},
            {"token_endpoint": None},
            {"authorization_endpoint": "http://evil.example"},
            {"jwks_uri": f"https://evil.example/{'x' * 2_000}"},
            {"code_challenge_methods_supported": ["plain"]},
            {"code_challenge_methods_supported": 256},
            {"id_token_signing_alg_values_supported": ["none", "HS256"]},
            {"token_endpoint_auth_methods_supported": ["private_key_jwt"]},
        ],
        ids=json.dumps,
    )
    def test_an_account_of_itself_that_this_hub_cannot_follow(self, site: Site, told: dict[str, Any]) -> None:
        site.provider.metadata = told
        with structlog.testing.capture_logs() as logged:
            assert_refused(site, site.ask(), OUT_OF_REACH, 503)
        assert "provider" in reasons(logged)

    @pytest.mark.parametrize(
        "keys",
        [[], [{"kty": "oct", "k": "c2VjcmV0"}], [{"kty": "RSA", "n": 3}], [{**RSA_KEYS[0].as_dict(), "use": "enc"}]],
        ids=["none", "a secret", "no number", "for another use"],
    )  # fmt: skip
    def test_keys_that_are_not_for_signatures_are_none(self, site: Site, keys: list[Any]) -> None:
        site.provider.answers["/keys"] = lambda: json_answer({"keys": keys})
        assert_refused(site, site.sign_in(), OUT_OF_REACH, 503)

    def test_a_provider_that_is_slow_is_given_up(
        self, site: Site, silence: Callable[[], Answer], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(asking, "LONGEST_WAIT", 0.3)
        site.provider.answers["/token"] = silence
        begun = time.monotonic()
        assert_refused(site, site.sign_in(), OUT_OF_REACH, 503)
        assert time.monotonic() - begun < 3

    def test_one_that_failed_is_not_asked_again_at_once(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        site.provider.answers[WELL_KNOWN] = failing
        for _ in range(3):
            assert_refused(site, site.ask(), OUT_OF_REACH, 503)
        assert site.provider.asked == [WELL_KNOWN]
        site.provider.answers.clear()
        monkeypatch.setattr(discovery, "NOT_AGAIN_FOR", 0.0)
        assert site.sign_in().status_code == 303

    def test_crowds_at_a_silent_provider_do_not_use_up_the_threads(
        self, site: Site, silence: Callable[[], Answer], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(asking, "LONGEST_WAIT", 0.01)
        monkeypatch.setattr(discovery, "NOT_AGAIN_FOR", 0.0)
        site.provider.answers[WELL_KNOWN] = silence
        with structlog.testing.capture_logs() as logged:
            for _ in range(asking.AT_ONCE + 5):
                site.ask()
        assert [entry["reason"] for entry in logged[-5:]] == ["too many conversations"] * 5


def test_nothing_of_tokens_codes_and_secrets_is_logged_or_kept(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as logged:
        site.sign_in()
        site.provider.claims = {"nonce": "another"}
        site.sign_in()
        site.provider.claims = {}
        site.sign_in(code="made up")
    written = caplog.text + json.dumps(logged)
    assert "token" in written
    assert len(site.provider.told) >= 10
    assert not [
        secret for secret in (*site.provider.told, SECRET, "an access token", "secret words") if secret in written
    ]


def test_after_signing_in_the_cookie_holds_nothing_of_the_question(site: Site) -> None:
    asked = site.ask()
    told = site.provider.authorised(asked.location)
    site.bring(told)
    with site.browser.session_transaction() as session:
        kept = json.dumps({name: str(value) for name, value in session.items()})
    assert not [secret for secret in site.provider.told if secret in kept]


def test_the_address_that_the_provider_sends_back_to_is_that_of_this_hub(tmp_path: Path) -> None:
    gate = Gate()
    with own_provider() as provider:
        browser = hub(tmp_path, provider, gate, public_address="https://hub.example").test_client()
        told = parse_qs(urlsplit(browser.get(START).location).query)
    assert told["redirect_uri"] == ["https://hub.example/sign-in/provider/answer"]


class TestTheSignInPage:
    def test_it_offers_both_ways_and_keeps_the_page_that_was_asked_for(self, site: Site) -> None:
        page = site.browser.get("/me", follow_redirects=True).text
        assert "Sign in with your department&#39;s account" in page
        assert f'href="{START}?next=/me"' in page
        assert 'name="password"' in page

    def test_a_hub_without_passwords_offers_the_provider_alone(self, tmp_path: Path) -> None:
        gate = Gate()
        with own_provider() as provider:
            browser = hub(tmp_path, provider, gate, local_sign_in=False).test_client()
            page = browser.get("/sign-in").text
            assert START in page
            assert "password" not in page.lower()
            form = {"name": "noor", "password": PASSWORD}
            browser.application.config["WTF_CSRF_ENABLED"] = False
            assert browser.post("/sign-in", data=form).status_code == 404

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            ({"oidc_issuer": "https://sign-in.example"}, "HUB_OIDC_CLIENT_ID is not set"),
            ({"oidc_client_id": "hub"}, "HUB_OIDC_CLIENT_ID is set, and HUB_OIDC_ISSUER is not"),
            ({"local_sign_in": False}, "nobody could sign in"),
        ],
    )
    def test_half_a_provider_is_refused_with_what_is_missing(
        self, tmp_path: Path, told: dict[str, Any], said: str
    ) -> None:
        with pytest.raises(SettingWrong, match=said):
            provider_of(Config(data=tmp_path, **told))
