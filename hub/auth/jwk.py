"""Public halves of ES256 keys, and how they are written: JSON Web Keys (RFC 7517) in a set that anybody may read.

Knows no private half and no file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from hub.auth.segments import decoded, encoded
from hub.errors import SettingWrong

ALGORITHM = "ES256"
COORDINATE_BYTES = 32  # of a point on P-256: RFC 7518, section 6.2.1.2
THUMBPRINT_CHARACTERS = 16  # 96 bits: more than enough to tell keys apart


@dataclass(frozen=True, slots=True, eq=False)
class PublicKey:
    """What anybody may know of one key. `kid` is its place in the order of making and its RFC 7638 thumbprint.

    Missing: `tokens_until` is None while tokens of it are good; else the second (Unix time) from which none is. What
    else it has signed stays good.
    """

    kid: str
    public: ec.EllipticCurvePublicKey
    tokens_until: int | None = None


def public_keys(jwks: Mapping[str, Any]) -> dict[str, PublicKey]:
    """The ES256 keys of a JSON Web Key Set by `kid`; those of other kinds are passed over.

    Raises: SettingWrong when it is no key set, or a point is not one of P-256.
    """
    entries = jwks.get("keys")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SettingWrong("This is not a JSON Web Key Set: it has no list “keys”.", "Give a hub's jwks.json.")
    ours = [entry for entry in entries if (entry.get("kty"), entry.get("crv")) == ("EC", "P-256") and "kid" in entry]
    return {str(entry["kid"]): public_key(entry) for entry in ours}


def public_key(jwk: Mapping[str, Any]) -> PublicKey:
    """The key that a JSON Web Key tells.

    Raises: SettingWrong when it tells none of our kind.
    """
    try:
        x, y = (int.from_bytes(decoded(jwk[name]), "big") for name in ("x", "y"))
        public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
        kid, until = jwk["kid"], jwk.get("tokens_until")
    except (KeyError, TypeError, ValueError) as fault:
        raise SettingWrong(
            f"The key “{str(jwk.get('kid'))[:60]}” is not a point on P-256.",
            "Take the key set again from the hub's /.well-known/jwks.json.",
        ) from fault
    return PublicKey(str(kid), public, until if type(until) is int else None)


def as_jwk(key: PublicKey) -> dict[str, Any]:
    """The key as a JSON Web Key; a retired one says until when tokens of it are good."""
    until = {} if key.tokens_until is None else {"tokens_until": key.tokens_until}
    return {**_point(key.public), "kid": key.kid, "alg": ALGORITHM, "use": "sig", **until}


def thumbprint(public: ec.EllipticCurvePublicKey) -> str:
    """What tells a key from others, whatever it is called."""
    canonical = json.dumps(_point(public), separators=(",", ":"), sort_keys=True)
    return encoded(sha256(canonical.encode()).digest())[:THUMBPRINT_CHARACTERS]


def _point(public: ec.EllipticCurvePublicKey) -> dict[str, str]:
    point = public.public_numbers()
    x, y = (encoded(number.to_bytes(COORDINATE_BYTES, "big")) for number in (point.x, point.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}
