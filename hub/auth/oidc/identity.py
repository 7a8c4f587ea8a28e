"""Who somebody is, by the token that the provider gave for them: believed when all of it holds, or not at all.

Knows nothing of the web, nor of what this hub knows of people.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc.errors import JoseError
from joserfc.jwt import Token

from hub.auth.oidc.provider import Provider
from hub.auth.oidc.refusing import disbelieved

CLOCKS_DIFFER = 120  # seconds between two machines that are kept to the time
OLDEST = 600  # seconds; a token is asked for when somebody comes in, and is made then
LONGEST_SUBJECT = 255  # characters; OpenID Connect Core, 2
LONGEST_GROUP, MOST_GROUPS = 256, 2_000
MALFORMED = (JoseError, ValueError, TypeError, KeyError, AttributeError)


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody as a provider knows them: for ever by issuer and subject; today with a name and in groups.

    Missing: `name` is empty when the provider told none.
    """

    issuer: str
    subject: str
    name: str
    groups: frozenset[str]


def believed(signed: Token, access_token: str, provider: Provider, nonce: str, now: datetime) -> Mapping[str, Any]:
    """The claims of a token whose signature is good, if it was made for this hub, just now, for this very question.

    Raises: SignInRefused.
    """
    claims, moment = signed.claims, int(now.timestamp())
    expected = {"iss": provider.issuer, "aud": provider.client_id}
    options = {name: {"essential": True, "value": value} for name, value in expected.items()}
    known = {"nonce": nonce, "client_id": provider.client_id, "access_token": access_token}
    try:
        CodeIDToken(claims, _header(signed), options, known).validate(now=moment, leeway=CLOCKS_DIFFER)
        old = moment - claims["iat"] > OLDEST + CLOCKS_DIFFER
        same = hmac.compare_digest(claims["nonce"].encode(), nonce.encode())
    except MALFORMED as fault:
        claim = getattr(fault, "claim", "")
        raise disbelieved(f"a token whose claims do not hold ({type(fault).__name__} {claim})") from fault
    if old or not same:
        raise disbelieved("a token that was made for an earlier question")
    if not 0 < len(claims["sub"]) <= LONGEST_SUBJECT or not claims["sub"].isprintable():
        raise disbelieved("a token about nobody")
    return claims


def _header(signed: Token) -> dict[str, Any]:
    """The header, with the older name of an algorithm: what checks the digest of the other token knows no newer."""
    return {**signed.header, "alg": "EdDSA"} if signed.header["alg"] == "Ed25519" else signed.header


def identity(provider: Provider, claims: Mapping[str, Any]) -> Identity:
    """Somebody, by the claims about them.

    Raises: SignInRefused when the claim of groups cannot be one.
    """
    name = claims.get(provider.name_claim, "")
    return Identity(
        issuer=provider.issuer,
        subject=claims["sub"],
        name=name.strip() if isinstance(name, str) else "",
        groups=_groups(claims.get(provider.groups_claim, [])),
    )


def _groups(told: object) -> frozenset[str]:
    """The groups of somebody; a provider may tell one as a text.

    Raises: SignInRefused.
    """
    listed = [told] if isinstance(told, str) else told
    if not isinstance(listed, list) or len(listed) > MOST_GROUPS:
        raise disbelieved("a claim of groups that is not a list")
    if not all(isinstance(one, str) and 0 < len(one) <= LONGEST_GROUP and one.isprintable() for one in listed):
        raise disbelieved("a claim of groups that holds no names")
    return frozenset(listed)
