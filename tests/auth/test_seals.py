"""Whoever has the hub's public keys can tell what the hub has signed from what it has not, now and in years."""

from __future__ import annotations

import json
from typing import Any

import pytest
from forging import AUDIENCE, ISSUER, NOW, base64url, segment, signed, token
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joserfc import jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import KeySet

from hub.auth import tokens
from hub.auth.jwk import public_keys
from hub.auth.keys import KeyRing, SigningKey
from hub.auth.seals import TYPE, SealBroken, facts_in, seal, verified
from hub.errors import NotAuthenticated

FACTS: dict[str, Any] = {"return_id": "r1", "version": 1, "supersedes": None, "findings": [{"values": {"share": 0.5}}]}
HEADER = {"alg": "ES256", "typ": TYPE}
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def why_not(sealed: str, ring: KeyRing) -> str:
    with pytest.raises(SealBroken) as broken:
        verified(sealed, public_keys(ring.jwks()))
    return broken.value.message


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.dictionaries(st.text(max_size=8), JSON, max_size=5))
def test_what_was_sealed_is_what_is_read_also_by_a_library_that_is_not_ours(
    ring: KeyRing, facts: dict[str, Any]
) -> None:
    sealed = seal(ring.newest(), facts)
    assert verified(sealed, public_keys(ring.jwks())) == facts_in(sealed) == facts
    by_another = jws.deserialize_compact(sealed, KeySet.import_key_set(ring.jwks()), algorithms=["ES256"])
    assert json.loads(by_another.payload) == facts
    assert by_another.headers() == {**HEADER, "kid": ring.newest().kid}


def test_another_library_refuses_what_was_changed(ring: KeyRing) -> None:
    header, _, signature = seal(ring.newest(), FACTS).split(".")
    with pytest.raises(BadSignatureError):
        jws.deserialize_compact(
            f"{header}.{segment({**FACTS, 'version': 2})}.{signature}", KeySet.import_key_set(ring.jwks()), ["ES256"]
        )


def test_a_seal_outlives_its_key(ring: KeyRing) -> None:
    sealed = seal(ring.newest(), FACTS)
    for _ in range(3):
        ring.rotate(overlap=0)
    assert verified(sealed, ring.all_keys()) == FACTS
    assert jws.deserialize_compact(sealed, KeySet.import_key_set(ring.jwks()), ["ES256"]).payload


def test_the_same_facts_are_written_in_the_same_order(ring: KeyRing) -> None:
    one, other = (seal(ring.newest(), dict(items)) for items in (FACTS.items(), reversed(FACTS.items())))
    assert one.split(".")[:2] == other.split(".")[:2]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_character_of_a_seal_can_be_changed(ring: KeyRing, data: st.DataObject) -> None:
    sealed = seal(ring.newest(), FACTS)
    place = data.draw(st.integers(0, len(sealed) - 1))
    other = data.draw(st.sampled_from("ABab01-_.=").filter(lambda character: character != sealed[place]))
    why_not(sealed[:place] + other + sealed[place + 1 :], ring)


def test_another_hubs_seal_is_not_ours(ring: KeyRing, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = KeyRing(tmp_path_factory.mktemp("other") / "keys")
    assert "not in the key set" in why_not(seal(other.newest(), FACTS), ring)
    forged = signed(other.newest(), {**HEADER, "kid": ring.newest().kid}, FACTS)
    assert "not signed by the key" in why_not(forged, ring)


def test_a_token_is_no_seal_and_a_seal_is_no_token(ring: KeyRing, key: SigningKey) -> None:
    assert TYPE in why_not(token(key), ring)
    for text in (seal(key, FACTS), signed(key, {**HEADER, "kid": key.kid})):
        with pytest.raises(NotAuthenticated):
            tokens.read(ring, text, issuer=ISSUER, audience=AUDIENCE, now=NOW)


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none", "typ": TYPE},
        {"alg": "HS256", "typ": TYPE},
        {"alg": "ES256", "typ": "JWT"},
        {"alg": "ES256"},
        {**HEADER, "crit": ["b64"], "b64": False},
        {**HEADER, "jku": "https://evil.example/jwks.json"},
        {**HEADER, "jwk": {"kty": "EC"}},
    ],
)
def test_a_seal_cannot_ask_to_be_read_otherwise(ring: KeyRing, key: SigningKey, header: dict[str, Any]) -> None:
    assert TYPE in why_not(signed(key, {**header, "kid": key.kid}, FACTS), ring)


@pytest.mark.parametrize("kid", [None, "", "unknown", 1, True, [], {}])
def test_the_key_must_be_one_of_the_set(ring: KeyRing, key: SigningKey, kid: Any) -> None:
    assert "not in the key set" in why_not(signed(key, {**HEADER, "kid": kid}, FACTS), ring)


@pytest.mark.parametrize("header", ["", "[]", "{", "null", '"' * 9, '{"alg":"ES256","alg":"ES256"}', "[" * 5_000])
def test_a_header_that_is_no_object_is_refused(ring: KeyRing, key: SigningKey, header: str) -> None:
    why_not(signed(key, header, FACTS), ring)


@pytest.mark.parametrize("signature", [b"", b"\0" * 64, b"\xff" * 64, b"\0" * 63, b"\1" + b"\0" * 63])
def test_a_signature_that_is_none_proves_nothing(ring: KeyRing, key: SigningKey, signature: bytes) -> None:
    unsigned = seal(key, FACTS).rpartition(".")[0]
    why_not(f"{unsigned}.{base64url(signature)}", ring)


def test_each_segment_has_one_spelling(ring: KeyRing, key: SigningKey) -> None:
    sealed = seal(key, FACTS)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert "cannot be read" in why_not(sealed[:-1] + alphabet[alphabet.index(sealed[-1]) + 1], ring)
