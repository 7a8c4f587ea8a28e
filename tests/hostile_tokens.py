"""Tokens that somebody might try at a hub, each wrong in one way (RFC 8725 names most of them). Judges nothing."""

from __future__ import annotations

import hmac
import json
import tempfile
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from time import time
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from forging import base64url, header_of, segment, signed

from hub.auth.jwk import as_jwk
from hub.auth.keys import KeyRing, SigningKey

CLAIMS = ("iss", "aud", "sub", "client_id", "org", "jti", "iat", "exp")
LONGEST = 8_000  # characters that are looked at


@dataclass
class Forger:
    """Somebody who knows all that can be known of a hub and of one of its clients, and even signs with its own key."""

    key: SigningKey
    address: str
    client_id: str
    organisation: str
    another_organisation: str
    another_client: str
    now: int = field(default_factory=lambda: int(time()))

    @cached_property
    def own_key(self) -> SigningKey:
        """A key of the forger's own, for the same algorithm."""
        with tempfile.TemporaryDirectory() as folder:
            return KeyRing(Path(folder) / "keys").newest()

    def claims(self, **changes: Any) -> dict[str, Any]:
        """What a token of this hub claims; a change to None leaves the claim out."""
        claims = {
            "iss": self.address,
            "aud": f"{self.address}/api/v1",
            "sub": self.client_id,
            "client_id": self.client_id,
            "org": self.organisation,
            "jti": "one",
            "iat": self.now,
            "exp": self.now + 900,
        } | changes
        return {name: value for name, value in claims.items() if value is not None}

    def token(self, claims: Mapping[str, Any] | str | None = None, header: Any = None, **changes: Any) -> str:
        """A token that the hub's own key has truly signed; with nothing said, a good one."""
        told = self.claims() if claims is None else claims
        return signed(self.key, header_of(self.key, **changes) if header is None else header, told)

    def hmacked(self, secret: bytes, alg: str = "HS256") -> str:
        text = f"{segment(header_of(self.key, alg=alg))}.{segment(self.claims())}"
        return f"{text}.{base64url(hmac.digest(secret, text.encode(), sha256))}"


Forgery = Callable[[Forger], str]


def _unsigned(alg: str, forger: Forger) -> str:
    return f"{segment(header_of(forger.key, alg=alg))}.{segment(forger.claims())}."


def _none_with_a_signature(forger: Forger) -> str:
    signature = forger.token().rpartition(".")[2]
    return f"{segment(header_of(forger.key, alg='none'))}.{segment(forger.claims())}.{signature}"


def _by_public_key(form: Encoding, kind: PublicFormat, forger: Forger) -> str:
    return forger.hmacked(forger.key.public.public_bytes(form, kind))


def _by_public_jwk(forger: Forger) -> str:
    return forger.hmacked(json.dumps(as_jwk(forger.key)).encode())


def _with_claims(changes: Mapping[str, Any], forger: Forger) -> str:
    return forger.token(forger.claims(**changes))


def _at(moments: Mapping[str, int], forger: Forger) -> str:
    return forger.token(forger.claims(**{name: forger.now + seconds for name, seconds in moments.items()}))


def _with_header(changes: Mapping[str, Any], forger: Forger) -> str:
    return forger.token(**changes)


def _by_own_key(forger: Forger, **header: Any) -> str:
    return signed(forger.own_key, header_of(forger.key, **header), forger.claims())


def _by_own_key_brought_along(forger: Forger) -> str:
    return _by_own_key(forger, jwk=as_jwk(forger.own_key))


def _by_own_key_named(forger: Forger) -> str:
    return signed(forger.own_key, header_of(forger.own_key), forger.claims())


def _with_literal_header(header: str, forger: Forger) -> str:
    return forger.token(header=header.replace("KID", forger.key.kid))


def _with_literal_claims(claims: str, forger: Forger) -> str:
    whole = json.dumps(forger.claims())[1:-1]
    return forger.token(claims.replace("WHOLE", whole))


def _changed_after_signing(forger: Forger) -> str:
    header, _, signature = forger.token().split(".")
    return f"{header}.{segment(forger.claims(org=forger.another_organisation))}.{signature}"


def _with_signature(signature: bytes, forger: Forger) -> str:
    return f"{forger.token().rpartition('.')[0]}.{base64url(signature)}"


def _spelt(spell: Callable[[str], str], forger: Forger) -> str:
    return spell(forger.token())


def _other_spelling_of_the_signature(token: str) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return token[:-1] + alphabet[alphabet.index(token[-1]) + 1]  # differs in bits that decoding drops


def _in_the_other_alphabet(token: str) -> str:
    _, payload, signature = token.split(".")
    return f"{b64encode(json.dumps({'alg': 'ES256'}).encode()).decode()}.{payload}.{signature}"


def _of_another_organisation(forger: Forger) -> str:
    return forger.token(forger.claims(org=forger.another_organisation))


def _of_anothers_client(forger: Forger) -> str:
    return forger.token(forger.claims(sub=forger.another_client, client_id=forger.another_client))


def _of_two_clients(forger: Forger) -> str:
    return forger.token(forger.claims(client_id=forger.another_client))


NONE = {f"alg {alg}": partial(_unsigned, alg) for alg in ("none", "None", "NONE", "nOnE", "", "null")}
SHARED_SECRET = {
    "HS256 with the public key as PEM": partial(_by_public_key, Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    "HS256 with the public key as DER": partial(_by_public_key, Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
    "HS256 with the public key as a point": partial(_by_public_key, Encoding.X962, PublicFormat.UncompressedPoint),
    "HS256 with the public key as JWK": _by_public_jwk,
    "HS256 with nothing": partial(Forger.hmacked, secret=b""),
}
ALGORITHMS = {
    f"signed as {alg!r}": partial(_with_header, {"alg": alg})
    for alg in ("ES384", "RS256", "PS256", "EdDSA", "es256", "ES256K", 256, ["ES256"], {"ES256": 1}, True)
}
MISSING = {f"no {claim}": partial(_with_claims, {claim: None}) for claim in CLAIMS}
WRONG_TYPES = {
    f"{claim} is {value!r}"[:40]: partial(_with_claims, {claim: value})
    for claim in ("iss", "aud", "sub", "client_id", "org", "jti")
    for value in ("", 1, True, ["x"], {"x": 1}, "x" * 201)
} | {
    f"{claim} is {value!r}": partial(_with_claims, {claim: value})
    for claim in ("iat", "exp", "nbf")
    for value in (4e9, 0.5, "4000000000", True, [1], {}, "NaN")
}
MOMENTS = {
    "expired": partial(_at, {"iat": -901, "exp": -1}),
    "expires now": partial(_at, {"iat": -900, "exp": 0}),
    "issued in the future": partial(_at, {"iat": 300, "exp": 900}),
    "not valid before the future": partial(_at, {"nbf": 300}),
    "expires before it is issued": partial(_at, {"iat": 20, "exp": 10}),
    "lives for a day": partial(_at, {"exp": 86_400}),
    "lives for ever": partial(_with_claims, {"exp": 2**63}),
    "issued before time": partial(_with_claims, {"iat": -(2**70)}),
}
KEYS = {
    f"kid {kid!r}"[:40]: partial(_with_header, {"kid": kid})
    for kid in (
        "", "unknown", "0001", "../keys/0001", "/dev/null", "/etc/passwd", "file:///dev/null", "' OR '1'='1",
        "x'; DROP TABLE clients; --", "0001-*", 1, None, True, ["a"], {"a": 1}, "\u0000", "k" * 3_000,
    )
}  # fmt: skip
OTHER_KEYS: dict[str, Forgery] = {
    "signed by a foreign key under its own name": _by_own_key_named,
    "signed by a foreign key under our key's name": _by_own_key,
    "signed by a foreign key that the header brings along": _by_own_key_brought_along,
}
HEADERS = {
    f"header with {next(iter(extra))} {next(iter(extra.values()))!r}"[:50]: partial(_with_header, extra)
    for extra in (
        {"crit": ["exp"]}, {"crit": []}, {"crit": ["b64"], "b64": False}, {"b64": False},
        {"jku": "https://evil.example/jwks.json"}, {"x5u": "https://evil.example/key.pem"}, {"x5c": ["MIIB"]},
        {"x5t": "AAAA"}, {"jwk": {"kty": "oct", "k": ""}}, {"zip": "DEF"}, {"cty": "JWT"}, {"enc": "A128GCM"},
        {"anything": "else"},
    )
} | {
    f"typ {typ!r}": partial(_with_header, {"typ": typ})
    for typ in (None, "JWT", "at+JWT", "application/at+jwt", "receipt+jws", "id_token", "", 1, ["at+jwt"])
}  # fmt: skip
LITERALS = {
    f"header {header[:24]!r} of {len(header)}": partial(_with_literal_header, header)
    for header in (
        "", "null", "[]", "1", '"ES256"', "{", "{}x", "\ufeff{}", '{"alg": NaN}', "[" * 4_000, '{"a":' * 800,
        '{"alg": "none", "alg": "ES256", "typ": "at+jwt", "kid": "KID"}',
        '{"alg": "ES256", "typ": "at+jwt", "kid": "KID", "x": ' + "[" * 900 + "]" * 900 + "}",
        '{"alg": "ES256", "typ": "at+jwt", "kid": "KID", "kid": "unknown"}',
    )
} | {
    f"claims {claims[:24]!r} of {len(claims)}": partial(_with_literal_claims, claims)
    for claims in (
        "", "null", "[]", "{}", "[" * 4_000, '{WHOLE, "x": ' + "[" * 900 + "]" * 900 + "}",
        '{WHOLE, "exp": 4000000000}', '{WHOLE, "nbf": 1e999}', '{WHOLE, "nbf": ' + "9" * 5_000 + "}",
        "{WHOLE} {}", '{WHOLE, "\\ud800": 1}',
    )
}  # fmt: skip
SIGNATURES: dict[str, Forgery] = {
    "changed after it was signed": _changed_after_signing,
    "signature of zeros": partial(_with_signature, bytes(64)),
    "signature of ones": partial(_with_signature, b"\xff" * 64),
    "no signature": partial(_with_signature, b""),
    "half a signature": partial(_with_signature, bytes(32)),
    "none with another's signature": _none_with_a_signature,
}
SPELLINGS = {
    name: partial(_spelt, spell)
    for name, spell in {
        "padded": lambda token: token + "=",
        "one dot more": lambda token: token + ".",
        "two dots more": lambda token: token + "..",
        "a dot first": lambda token: "." + token,
        "four segments": lambda token: token + ".e30",
        "five segments": lambda token: token + ".e30.e30",
        "two segments": lambda token: token.rpartition(".")[0],
        "two dots in a row": lambda token: token.replace(".", "..", 1),
        "padded in the middle": lambda token: token.replace(".", "=.", 1),
        "a space in it": lambda token: token[:9] + " " + token[9:],
        "plus and slash": lambda token: token[:9] + "+/" + token[11:],
        "not ASCII": lambda token: token[:9] + "é" + token[10:],
        "another spelling of the signature": _other_spelling_of_the_signature,
        "the other alphabet": _in_the_other_alphabet,
        "in quotes": lambda token: f'"{token}"',
        "as JSON": lambda token: json.dumps({"payload": token}),
        "twice": lambda token: f"{token}, {token}",
        "Bearer twice": lambda token: f"Bearer {token}",
        "nothing": lambda token: "",
        "a comma after it": lambda token: token + ",",
    }.items()
}
SIZES = {
    "a padding claim past what is looked at": partial(_with_claims, {"padding": "x" * LONGEST}),
    "only letters": partial(_spelt, lambda token: "a" * (LONGEST + 1)),
    "only dots": partial(_spelt, lambda token: "." * LONGEST),
}
FOR_SOMETHING_ELSE: dict[str, Forgery] = {
    "another issuer": partial(_with_claims, {"iss": "https://other.example"}),
    "our issuer with a slash": lambda forger: forger.token(forger.claims(iss=f"{forger.address}/")),
    "another audience": partial(_with_claims, {"aud": "https://other.example/api/v1"}),
    "the hub, not its API": lambda forger: forger.token(forger.claims(aud=forger.address)),
    "several audiences": lambda forger: forger.token(forger.claims(aud=[f"{forger.address}/api/v1"])),
    "an unknown client": partial(_with_claims, {"sub": "nobody", "client_id": "nobody"}),
    "a client that is SQL": partial(_with_claims, {"sub": "' OR 1=1 --", "client_id": "' OR 1=1 --"}),
    "a client with a NUL": partial(_with_claims, {"sub": "a\0b", "client_id": "a\0b"}),
    "another organisation": _of_another_organisation,
    "another organisation's client": _of_anothers_client,
    "two clients": _of_two_clients,
}
TABLE: dict[str, Forgery] = {
    **NONE, **SHARED_SECRET, **ALGORITHMS, **MISSING, **WRONG_TYPES, **MOMENTS, **KEYS, **OTHER_KEYS, **HEADERS,
    **LITERALS, **SIGNATURES, **SPELLINGS, **SIZES, **FOR_SOMETHING_ELSE,
}  # fmt: skip
