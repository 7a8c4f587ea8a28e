"""The way to a provider and back: a question that only this browser's answer fits, and what the answer says.

Keeps nothing: what must be remembered between the two is `Pending`, and tokens are forgotten when they have been read.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote_plus

from authlib.integrations.requests_client import OAuth2Session
from joserfc.jwt import Token
from requests.auth import HTTPBasicAuth

from hub.auth.oidc.asking import ask
from hub.auth.oidc.discovery import BASIC, POST, Discovery, Metadata
from hub.auth.oidc.identity import Identity, believed, identity
from hub.auth.oidc.key_set import UnknownKey
from hub.auth.oidc.provider import Provider
from hub.auth.oidc.refusing import begun_elsewhere, disbelieved, error_word
from hub.errors import SignInRefused

GOOD_FOR = timedelta(minutes=10)  # to find one's password, and the second factor
RANDOM_BYTES = 32  # 43 characters: the fewest that PKCE allows for a verifier
LONGEST_CODE = 4_096  # characters
PKCE = "S256"
NOT_WANTED = "access_denied"  # the one error that may be the person's own doing: RFC 6749, 4.1.2.1


@dataclass(frozen=True, slots=True)
class Pending:
    """A question to the provider that was not answered yet, as this browser keeps it.

    Units: `at` in seconds since 1970.
    """

    state: str
    nonce: str
    verifier: str
    wanted: str
    at: int

    def kept(self) -> dict[str, Any]:
        """As a session keeps it."""
        return asdict(self)

    def is_fresh(self, now: datetime) -> bool:
        """Whether an answer may still come."""
        return abs(now.timestamp() - self.at) <= GOOD_FOR.total_seconds()


@dataclass(frozen=True)
class Flow:
    """Signing in with one provider."""

    provider: Provider
    discovery: Discovery

    def begin(self, wanted: str, now: datetime) -> tuple[str, Pending]:
        """Where to send a browser, and what it must bring back with the answer; `wanted` is the page it asked for.

        Raises: Unavailable.
        """
        metadata = self.discovery.metadata()
        pending = Pending(_by_chance(), _by_chance(), _by_chance(), wanted, int(now.timestamp()))
        with OAuth2Session(**self._client()) as session:
            address, _ = session.create_authorization_url(
                metadata.authorization_endpoint,
                state=pending.state,
                code_verifier=pending.verifier,
                nonce=pending.nonce,
            )
        return address, pending

    def finish(self, pending: Pending, told: Mapping[str, str], now: datetime) -> Identity:
        """Who somebody is, by what the provider told through the browser.

        Raises: Unavailable, SignInRefused.
        """
        if not hmac.compare_digest(pending.state.encode(), told.get("state", "").encode()):
            raise begun_elsewhere("another state")
        if not pending.is_fresh(now):
            raise begun_elsewhere("a state that is too old")
        metadata = self.discovery.metadata()
        self._expect_from(told, metadata)
        code = _code(told)
        tokens = ask(lambda session: self._tokens(session, metadata, code, pending.verifier), **self._client())
        claims = self._claims(tokens, metadata, pending.nonce, now)
        return identity(self.provider, {**self._userinfo(tokens, metadata, claims), **claims})

    def _expect_from(self, told: Mapping[str, str], metadata: Metadata) -> None:
        """Refuse an answer that another provider gave (RFC 9207). Raises: SignInRefused."""
        speaker = told.get("iss")
        if speaker is None and not metadata.names_itself:
            return
        if speaker != self.provider.issuer:
            raise disbelieved("an answer of another provider")

    def _client(self) -> dict[str, Any]:
        return {
            "client_id": self.provider.client_id,
            "scope": self.provider.scopes,
            "redirect_uri": self.provider.answers_to,
            "code_challenge_method": PKCE,
        }

    def _tokens(self, session: OAuth2Session, metadata: Metadata, code: str, verifier: str) -> Mapping[str, Any]:
        """The tokens for a code, which the provider gives once, and only to whoever knows the verifier."""
        given: Mapping[str, Any] = session.fetch_token(
            metadata.token_endpoint,
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
            allow_redirects=False,
            **self._secret(metadata),
        )
        return given

    def _secret(self, metadata: Metadata) -> dict[str, Any]:
        """How the hub shows who it is: RFC 6749, 2.3.1."""
        client_id, secret = self.provider.client_id, self.provider.client_secret
        if metadata.authenticates_by == BASIC:
            return {"auth": HTTPBasicAuth(quote_plus(client_id), quote_plus(secret))}
        form = {"client_id": client_id}
        if metadata.authenticates_by == POST:
            form["client_secret"] = secret
        return {"auth": lambda request: request, **form}

    def _claims(self, tokens: Mapping[str, Any], metadata: Metadata, nonce: str, now: datetime) -> Mapping[str, Any]:
        id_token, access_token = tokens.get("id_token"), tokens.get("access_token", "")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise disbelieved("an answer without a token about the person")
        try:
            token = self.discovery.keys().read(id_token, metadata.algorithms)
        except UnknownKey:
            token = self._with_newer_keys(id_token, metadata)
        return believed(token, access_token, self.provider, nonce, now)

    def _with_newer_keys(self, id_token: str, metadata: Metadata) -> Token:
        try:
            return self.discovery.newer_keys().read(id_token, metadata.algorithms)
        except UnknownKey as fault:
            raise disbelieved("a token signed with a key that the provider does not have") from fault

    def _userinfo(self, tokens: Mapping[str, Any], metadata: Metadata, claims: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the provider adds when asked, where the token itself leaves out a name or groups.

        Raises: Unavailable, SignInRefused.
        """
        wanted = {self.provider.name_claim, self.provider.groups_claim}
        if not metadata.userinfo_endpoint or not tokens.get("access_token") or wanted <= claims.keys():
            return {}
        address = metadata.userinfo_endpoint
        bearer = {"access_token": tokens["access_token"], "token_type": "Bearer"}
        told: Mapping[str, Any] = ask(lambda session: session.get(address, allow_redirects=False).json(), token=bearer)
        if told.get("sub") != claims["sub"]:
            raise disbelieved("what was added is about somebody else")
        return told


def _by_chance() -> str:
    return secrets.token_urlsafe(RANDOM_BYTES)


def _code(told: Mapping[str, str]) -> str:
    """The code that the provider gave. Raises: SignInRefused when it gave none, and said why."""
    code, fault = told.get("code", ""), told.get("error", "")
    if fault == NOT_WANTED:
        raise SignInRefused("You did not finish signing in.", "Start again, or sign in another way.", reason=fault)
    if fault or not 0 < len(code) <= LONGEST_CODE:
        raise disbelieved(f"an answer without a code, but {error_word(fault)}")
    return code
