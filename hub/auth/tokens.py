"""Access tokens of programs: issued and read here and nowhere else, ES256 signed by our own keys.

The only module that knows python-jose, which by itself accepts too much (RFC 8725 names most of it): what a token may
look like is settled before the library sees it, what it claims is settled afterwards. Whether the client still exists
and has not been revoked is for the caller to ask each time: a valid signature does not say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from threading import Lock
from typing import Any, NoReturn

from jose import jws
from jose.backends.cryptography_backend import CryptographyECKey

from hub.auth.jwk import ALGORITHM, PublicKey
from hub.auth.keys import KeyRing
from hub.auth.segments import COMPACT, decoded
from hub.contract.strict_json import read_document
from hub.errors import NotAuthenticated, SettingWrong

TYPE = "at+jwt"  # RFC 9068: an access token is not to be taken for any other kind of JWT
LONGEST_TOKEN = 8_000  # characters; ours have about 500
LONGEST_CLAIM = 200  # characters of a name in a claim
LONGEST_LIFE = 3_600  # seconds from issue to expiry
LEEWAY = 30  # seconds that another hub's clock may be ahead
REMEMBERED = 4_096  # tokens; about 4 MB when full
MESSAGE = "The access token is missing, wrong or no longer valid."
WHAT_TO_DO = "Ask for a new token with the client's credentials and send it as “Authorization: Bearer ...”."


@dataclass(frozen=True, slots=True)
class Caller:
    """A program that showed a valid token, and the organisation that it speaks for."""

    client_id: str
    organisation: str
    token_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class _Signed:
    """What a token says, once its signature was found good. Says nothing about whether it is valid now."""

    key: PublicKey
    issuer: str
    audience: str
    client_id: str
    organisation: str
    token_id: str
    issued_at: int
    not_before: int
    expires_at: int


class _Memory:
    """Tokens whose signature was found good, by their digest; when it is full the oldest is forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._signed: dict[bytes, _Signed] = {}
        self._lock = Lock()

    def recall(self, digest: bytes, keys: Mapping[str, PublicKey]) -> _Signed | None:
        signed = self._signed.get(digest)
        return signed if signed and keys.get(signed.key.kid) is signed.key else None

    def keep(self, digest: bytes, signed: _Signed) -> None:
        with self._lock:
            if len(self._signed) >= self._most:
                del self._signed[next(iter(self._signed))]
            self._signed[digest] = signed


_memory = _Memory(REMEMBERED)


def issue(
    ring: KeyRing,
    *,
    issuer: str,
    audience: str,
    client_id: str,
    organisation: str,
    now: datetime,
    minutes: int,
    token_id: str,
) -> str:
    """An access token for one client of one organisation, signed by the newest key.

    Units: `minutes` from 1 to 60.
    Raises: SettingWrong for any other number of minutes.
    """
    if not 0 < minutes * 60 <= LONGEST_LIFE:
        raise SettingWrong(f"A token cannot live for {minutes} minutes.", "Set token_minutes to a number from 1 to 60.")
    issued_at = int(now.timestamp())
    claims = {
        "iss": issuer,
        "aud": audience,
        "sub": client_id,
        "client_id": client_id,  # RFC 9068 asks for it beside `sub`; of a program the two are the same
        "org": organisation,
        "jti": token_id,
        "iat": issued_at,
        "exp": issued_at + minutes * 60,
    }
    key = ring.newest()
    signer = CryptographyECKey(key.private, ALGORITHM)
    return str(jws.sign(claims, signer, headers={"typ": TYPE, "kid": key.kid}, algorithm=ALGORITHM))


def read(ring: KeyRing, token: str, *, issuer: str, audience: str, now: datetime) -> Caller:
    """Who shows this token.

    A good signature is remembered, since checking it costs most; expiry, issuer, audience and the key's presence in
    the ring are looked at every time. Revocation is not known here: ask the register every time.

    Raises: NotAuthenticated for every token that is not valid here and now, always with the same message; why is in
    `facts["reason"]`, for the log only. SettingWrong when the ring itself cannot be used.
    """
    keys = ring.all_keys()
    try:
        signed = _signed(token, keys)
        _expect_valid(signed, issuer, audience, int(now.timestamp()))
        expires_at = datetime.fromtimestamp(signed.expires_at, UTC)
    except NotAuthenticated:
        raise
    except Exception as fault:  # whatever a hostile token provokes means no; it is never a failure of the hub
        raise _refusal(f"unreadable: {type(fault).__name__}") from fault
    return Caller(signed.client_id, signed.organisation, signed.token_id, expires_at)


def bearer_token(authorization: str | None) -> str:
    """The token in an `Authorization` header.

    Raises: NotAuthenticated when there is no such header or it holds something else.
    """
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        _refuse("no bearer token")
    return token.strip(" ")


def _signed(token: str, keys: Mapping[str, PublicKey]) -> _Signed:
    """What the token says, if one of these keys signed it; from memory where that is known."""
    if len(token) > LONGEST_TOKEN:
        _refuse("too long")
    segments = COMPACT.fullmatch(token)
    if segments is None:
        _refuse("not three segments of base64url")
    digest = sha256(token.encode("ascii")).digest()
    signed = _memory.recall(digest, keys)
    if signed is None:
        header, payload, _ = (decoded(segment) for segment in segments.groups())
        key = _key_named(header, keys)
        if not _has_signature(token, key):
            _refuse("signature")
        signed = _claims(read_document(payload), key)
        _memory.keep(digest, signed)
    return signed


def _key_named(header: bytes, keys: Mapping[str, PublicKey]) -> PublicKey:
    """The key that a header names, if the header has exactly the three members that ours have, and nothing else.

    So there is no way to bring a key along (`jwk`, `jku`, `x5u`, `x5c`) or to ask for more than we know (`crit`).
    """
    members = read_document(header)
    kid = members.pop("kid", None)
    if members != {"alg": ALGORITHM, "typ": TYPE}:
        _refuse("header is not of our kind")
    if not isinstance(kid, str) or kid not in keys:
        _refuse("key is not in the ring")
    return keys[kid]


def _has_signature(token: str, key: PublicKey) -> bool:
    try:
        jws.verify(token, CryptographyECKey(key.public, ALGORITHM), [ALGORITHM])
    except jws.JWSError:
        return False
    return True


def _claims(claims: Mapping[str, Any], key: PublicKey) -> _Signed:
    signed = _Signed(
        key=key,
        issuer=_name(claims, "iss"),
        audience=_name(claims, "aud"),
        client_id=_name(claims, "sub"),
        organisation=_name(claims, "org"),
        token_id=_name(claims, "jti"),
        issued_at=_moment(claims, "iat"),
        not_before=_moment(claims, "nbf") if "nbf" in claims else 0,
        expires_at=_moment(claims, "exp"),
    )
    if _name(claims, "client_id") != signed.client_id:
        _refuse("client_id is not sub")
    return signed


def _name(claims: Mapping[str, Any], claim: str) -> str:
    value = claims.get(claim)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_CLAIM:
        _refuse(f"{claim} is not a name")
    return value


def _moment(claims: Mapping[str, Any], claim: str) -> int:
    value = claims.get(claim)
    if type(value) is not int:  # True is an int to isinstance
        _refuse(f"{claim} is not a whole number of seconds")
    return value


def _expect_valid(signed: _Signed, issuer: str, audience: str, now: int) -> None:
    if signed.issuer != issuer:
        _refuse("issuer")
    if signed.audience != audience:
        _refuse("audience")
    if signed.key.tokens_until is not None and now >= signed.key.tokens_until:
        _refuse("key is retired")
    if signed.issued_at > now + LEEWAY or signed.not_before > now + LEEWAY:
        _refuse("not valid yet")
    if signed.expires_at <= now:
        _refuse("expired")
    if not 0 < signed.expires_at - signed.issued_at <= LONGEST_LIFE:
        _refuse("lifetime")


def _refusal(reason: str) -> NotAuthenticated:
    return NotAuthenticated(MESSAGE, WHAT_TO_DO, reason=reason)


def _refuse(reason: str) -> NoReturn:
    raise _refusal(reason)
