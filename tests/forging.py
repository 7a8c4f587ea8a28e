"""Tokens made by hand, bit by bit, without the library that the hub uses: right ones and every kind of wrong one."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from hub.auth.keys import SigningKey

NOW = datetime(2026, 10, 22, 9, 30, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
ISSUER = "https://hub.example"
AUDIENCE = "https://hub.example/api/v1"
CLAIMS: Mapping[str, Any] = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "sub": "5fee9374fa6207ce",
    "client_id": "5fee9374fa6207ce",
    "org": "ferry-fares",
    "jti": "01JAV1",
    "iat": SECONDS,
    "exp": SECONDS + 900,
}


def base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def segment(content: Mapping[str, Any] | str) -> str:
    text = content if isinstance(content, str) else json.dumps(content)
    return base64url(text.encode())


def header_of(key: SigningKey, **changes: Any) -> dict[str, Any]:
    """The header of a token of ours; a change to None leaves the member out."""
    members = {"alg": "ES256", "typ": "at+jwt", "kid": key.kid} | changes
    return {name: value for name, value in members.items() if value is not None}


def signed(key: SigningKey, header: Mapping[str, Any] | str, claims: Mapping[str, Any] | str = CLAIMS) -> str:
    """A token that this key has truly signed, whatever it says."""
    text = f"{segment(header)}.{segment(claims)}"
    r, s = decode_dss_signature(key.private.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{text}.{base64url(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def token(key: SigningKey, **changes: Any) -> str:
    """A token that this key has truly signed, with changed claims; a change to None leaves the claim out."""
    claims = {**CLAIMS, **changes}
    return signed(key, header_of(key), {name: value for name, value in claims.items() if value is not None})
