"""Seals: a fact of the hub signed for ever, as a compact JWS (RFC 7515), which anybody can verify without the hub.

Knows nothing of what the facts are. A seal says of itself that it is one (`typ`), so that none is ever taken for a
token, and no token for a seal; and it can only name a key of the set that it is verified with, never bring one along.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from hub.auth.jwk import ALGORITHM, COORDINATE_BYTES, PublicKey
from hub.auth.keys import SigningKey
from hub.auth.segments import COMPACT, decoded, encoded
from hub.contract.strict_json import read_document
from hub.errors import DocumentUnreadable, HubError

TYPE = "receipt+jws"
ES256 = ec.ECDSA(SHA256())


class SealBroken(HubError):
    """A seal that is none, or was not made by the key that it names."""

    code = "seal-broken"


def seal(key: SigningKey, facts: Mapping[str, Any]) -> str:
    """The facts, in the order of their names, and the key's signature over them."""
    payload = encoded(orjson.dumps(facts, option=orjson.OPT_SORT_KEYS))
    signed = f"{_header(key.kid)}.{payload}"
    r, s = decode_dss_signature(key.private.sign(signed.encode(), ES256))
    signature = r.to_bytes(COORDINATE_BYTES, "big") + s.to_bytes(COORDINATE_BYTES, "big")
    return f"{signed}.{encoded(signature)}"


def facts_in(sealed: str) -> dict[str, Any]:
    """What a seal of this hub's own store says. For any other seal there is `verified`."""
    facts: dict[str, Any] = orjson.loads(decoded(sealed.split(".")[1]))
    return facts


def verified(sealed: str, keys: Mapping[str, PublicKey]) -> dict[str, Any]:
    """What a seal says, if one of these keys made it; retired keys count, since a seal does not age.

    Raises: SealBroken, which says why.
    """
    segments = COMPACT.fullmatch(sealed)
    if segments is None:
        raise _broken("it is not three segments of base64url")
    try:
        header, payload, signature = (decoded(segment) for segment in segments.groups())
        key = _key_named(read_document(header), keys)
        half = COORDINATE_BYTES
        r, s = (int.from_bytes(part, "big") for part in (signature[:half], signature[half:]))
        key.public.verify(encode_dss_signature(r, s), sealed.rpartition(".")[0].encode(), ES256)
        facts: dict[str, Any] = orjson.loads(payload)
    except InvalidSignature as fault:
        raise _broken("it was changed after it was signed, or was not signed by the key that it names") from fault
    except (ValueError, DocumentUnreadable) as fault:
        raise _broken("its parts cannot be read") from fault
    return facts


@lru_cache(maxsize=8)
def _header(kid: str) -> str:
    return encoded(orjson.dumps({"alg": ALGORITHM, "kid": kid, "typ": TYPE}))


def _key_named(header: dict[str, Any], keys: Mapping[str, PublicKey]) -> PublicKey:
    kid = header.pop("kid", None)
    if header != {"alg": ALGORITHM, "typ": TYPE}:
        raise _broken(f"it is not an {ALGORITHM} signature of the type {TYPE}")
    if not isinstance(kid, str) or kid not in keys:
        raise _broken(f"it names the key “{str(kid)[:60]}”, which is not in the key set")
    return keys[kid]


def _broken(why: str) -> SealBroken:
    return SealBroken(
        f"The signature is not valid: {why}.",
        "Take the receipt again from the hub, and the keys from its /.well-known/jwks.json.",
    )
