"""What a provider says of itself, and its keys: fetched when first needed, kept for a while, never trusted further.

An address that it names is used only where nobody on the way reads what is sent. Decides nothing about people.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Generic, TypeVar

from hub.allowed import is_confidential
from hub.auth.oidc.asking import ask
from hub.auth.oidc.key_set import ALGORITHMS, KeySet, key_set
from hub.auth.oidc.provider import Provider
from hub.auth.oidc.refusing import out_of_reach
from hub.errors import SignInRefused, Unavailable

WELL_KNOWN = "/.well-known/openid-configuration"
GOOD_FOR = 3600.0  # seconds
NOT_AGAIN_FOR = 15.0  # seconds after a failure: everybody at the door would wait for the same silence
NEW_KEYS_AFTER = 60.0  # seconds between two looks for a key that was not there
LONGEST_ADDRESS = 2_000  # characters
BASIC, POST, NONE = "client_secret_basic", "client_secret_post", "none"

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the hub needs of a provider's own account of itself.

    Missing: `userinfo_endpoint` is empty when there is none.
    """

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    authenticates_by: str
    algorithms: frozenset[str]
    names_itself: bool  # in what it answers through the browser (RFC 9207)


@dataclass
class Discovery:
    """One provider's account of itself, and its keys, for all threads of a process."""

    provider: Provider
    _metadata: _Shelf[Metadata] = field(init=False)
    _keys: _Shelf[KeySet] = field(init=False)

    def __post_init__(self) -> None:
        self._metadata = _Shelf(lambda: _believed(lambda: _metadata(self.provider)))
        self._keys = _Shelf(lambda: _believed(lambda: key_set(_fetched(self.metadata().jwks_uri))))

    def metadata(self) -> Metadata:
        """What the provider says of itself. Raises: Unavailable."""
        return self._metadata.get(GOOD_FOR)

    def keys(self) -> KeySet:
        """The keys that the provider signs with. Raises: Unavailable."""
        return self._keys.get(GOOD_FOR)

    def newer_keys(self) -> KeySet:
        """The keys, looked at again unless that was just done: the provider may have a new one. Raises: Unavailable."""
        return self._keys.get(NEW_KEYS_AFTER)


class _Shelf(Generic[Kept]):
    """One value that is fetched when it is needed and older than asked; a failure is kept for a while too."""

    def __init__(self, fetch: Callable[[], Kept]) -> None:
        self._fetch, self._lock = fetch, Lock()
        self._kept: tuple[float, Kept] | None = None
        self._failed: tuple[float, str] | None = None

    def get(self, good_for: float) -> Kept:
        with self._lock:
            now = time.monotonic()
            if self._kept and now - self._kept[0] < good_for:
                return self._kept[1]
            if self._failed and now - self._failed[0] < NOT_AGAIN_FOR:
                raise out_of_reach(self._failed[1])
            try:
                self._kept, self._failed = (time.monotonic(), self._fetch()), None
            except Unavailable as fault:
                self._failed = (time.monotonic(), str(fault.facts["reason"]))
                raise
            return self._kept[1]


def _believed(fetch: Callable[[], Kept]) -> Kept:
    """What was fetched; where it cannot be believed there is no provider to sign in with, whoever asks."""
    try:
        return fetch()
    except SignInRefused as fault:
        raise out_of_reach(str(fault.facts["reason"])) from fault


def _fetched(address: str) -> dict[str, Any]:
    return ask(lambda session: session.get(address, withhold_token=True, allow_redirects=False).json())


def _metadata(provider: Provider) -> Metadata:
    told = _fetched(provider.issuer.removesuffix("/") + WELL_KNOWN)
    if told.get("issuer") != provider.issuer:
        raise out_of_reach("the provider calls itself by another name than the setting")
    if "S256" not in _words(told, "code_challenge_methods_supported", "S256"):
        raise out_of_reach("the provider does not take PKCE with S256")
    return Metadata(
        authorization_endpoint=_address(told, "authorization_endpoint"),
        token_endpoint=_address(told, "token_endpoint"),
        jwks_uri=_address(told, "jwks_uri"),
        userinfo_endpoint=_address(told, "userinfo_endpoint") if "userinfo_endpoint" in told else "",
        authenticates_by=_authenticates_by(told) if provider.client_secret else NONE,
        algorithms=_algorithms(told),
        names_itself=told.get("authorization_response_iss_parameter_supported") is True,
    )


def _address(told: Mapping[str, Any], name: str) -> str:
    address = told.get(name)
    try:
        if isinstance(address, str) and len(address) <= LONGEST_ADDRESS and is_confidential(address):
            return address
    except ValueError:
        pass
    raise out_of_reach(f"the provider's {name} is not an address with https://")


def _words(told: Mapping[str, Any], name: str, otherwise: str) -> list[str]:
    """A list of words that the provider may leave out."""
    words = told.get(name, [otherwise])
    if not isinstance(words, list):
        raise out_of_reach(f"the provider's {name} is not a list")
    return words


def _authenticates_by(told: Mapping[str, Any]) -> str:
    """How the hub shows its secret: in the header if the provider takes that, else in the form."""
    ways = _words(told, "token_endpoint_auth_methods_supported", BASIC)
    for way in (BASIC, POST):
        if way in ways:
            return way
    raise out_of_reach("the provider takes a client's secret neither in a header nor in a form")


def _algorithms(told: Mapping[str, Any]) -> frozenset[str]:
    used = _words(told, "id_token_signing_alg_values_supported", "RS256")
    algorithms = frozenset(name for name in ALGORITHMS if name in used)
    if not algorithms:
        raise out_of_reach(f"the provider signs with none of {', '.join(ALGORITHMS)}")
    return algorithms
