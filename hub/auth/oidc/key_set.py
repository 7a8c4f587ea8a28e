"""The keys that a provider signs with, and whether a token was signed with one of them by an algorithm we take.

Which algorithm a token is checked by is never the token's choice alone: it must be on our list and on the provider's,
and the key must be made for it. Knows nothing of what a token says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey, import_key
from joserfc.jws import JWSRegistry
from joserfc.jwt import Token, decode
from joserfc.registry import Header

from hub.auth.oidc.refusing import disbelieved

ALGORITHMS: Mapping[str, tuple[type[Key], str]] = {  # what the key must be, and its curve
    "RS256": (RSAKey, ""),
    "PS256": (RSAKey, ""),
    "ES256": (ECKey, "P-256"),
    "EdDSA": (OKPKey, "Ed25519"),
    "Ed25519": (OKPKey, "Ed25519"),
}
KINDS = ("RSA", "EC", "OKP")
SHORTEST_RSA = 2048  # bits; NIST SP 800-131A
MOST_KEYS = 100
MALFORMED = (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError)


class UnknownKey(Exception):
    """A token names a key that is not there; the provider may have made it since."""


@dataclass(frozen=True, slots=True)
class KeySet:
    """Keys that are there to check signatures with."""

    keys: tuple[Key, ...]

    def read(self, token: str, algorithms: frozenset[str]) -> Token:
        """What a token says, once its signature is found to be good.

        Raises: UnknownKey, SignInRefused.
        """
        try:
            return decode(token, lambda signed: self._key(signed.headers()), registry=_Registry(algorithms))
        except MALFORMED as fault:
            raise disbelieved(f"a token that is not signed as it should be ({type(fault).__name__})") from fault

    def _key(self, header: Header) -> Key:
        """The one key that is meant.

        Raises: UnknownKey, SignInRefused when the token does not say which of several keys.
        """
        named = header.get("kid")
        fitting = [key for key in self.keys if named in (None, key.kid) and _fits(key, header["alg"])]
        if named is None and len(fitting) > 1:
            raise disbelieved("a token that does not name its key, and there are several")
        if len(fitting) != 1:
            raise UnknownKey
        return fitting[0]


class _Registry(JWSRegistry):
    """The algorithms that we take, all others being unknown, and no header that must be understood."""

    def __init__(self, algorithms: frozenset[str]) -> None:
        super().__init__(algorithms=algorithms & ALGORITHMS.keys(), strict_check_header=False)

    def get_alg(self, name: str) -> Any:
        if name not in (self.allowed or ()):
            raise ValueError(name)
        return self.algorithms[name]

    def check_header(self, header: Header) -> None:
        if "crit" in header:
            raise ValueError("crit")
        super().check_header(header)


def key_set(told: Mapping[str, Any]) -> KeySet:
    """The keys of a provider's answer; what is not understood, or not for signatures, is left out.

    Raises: SignInRefused when it is no set of keys, or holds none that can be used.
    """
    listed = told.get("keys")
    if not isinstance(listed, list) or len(listed) > MOST_KEYS:
        raise disbelieved("an answer that is not a set of keys")
    keys = tuple(key for one in listed if isinstance(one, dict) and (key := _key(one)) is not None)
    if not keys:
        raise disbelieved("a set of keys without one for signatures")
    return KeySet(keys)


def _key(told: dict[str, Any]) -> Key | None:
    if told.get("kty") not in KINDS or told.get("use", "sig") != "sig":
        return None
    if "verify" not in told.get("key_ops", ["verify"]):
        return None
    try:
        key = import_key(told)
        too_short = isinstance(key, RSAKey) and key.public_key.key_size < SHORTEST_RSA
    except MALFORMED:
        return None
    return None if too_short else key


def _fits(key: Key, algorithm: str) -> bool:
    """Whether a key is made for an algorithm."""
    kind, curve = ALGORITHMS[algorithm]
    made_for = key.get("alg")
    return (
        isinstance(key, kind)
        and made_for in (None, algorithm)
        and (not curve or getattr(key, "curve_name", "") == curve)
    )
