"""A token is taken when this hub issued it for this use and it is still good. Nothing else is, and no reason given."""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from forging import AUDIENCE, CLAIMS, ISSUER, NOW, SECONDS, base64url, header_of, segment, signed, token
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.auth import tokens
from hub.auth.keys import OVERLAP, KeyRing, SigningKey
from hub.auth.segments import COMPACT
from hub.errors import NotAuthenticated, SettingWrong


def read(ring: KeyRing, text: str, now: datetime = NOW) -> tokens.Caller:
    return tokens.read(ring, text, issuer=ISSUER, audience=AUDIENCE, now=now)


def reason_for_refusing(ring: KeyRing, text: str, now: datetime = NOW) -> str:
    with pytest.raises(NotAuthenticated) as refusal:
        read(ring, text, now)
    assert (refusal.value.message, refusal.value.what_to_do) == (tokens.MESSAGE, tokens.WHAT_TO_DO)
    return str(refusal.value.facts["reason"])


def issue(ring: KeyRing, minutes: int = 15) -> str:
    return tokens.issue(
        ring,
        issuer=ISSUER,
        audience=AUDIENCE,
        client_id="5fee9374fa6207ce",
        organisation="ferry-fares",
        now=NOW,
        minutes=minutes,
        token_id="01JAV1",
    )


class TestGoodTokens:
    def test_a_token_that_the_hub_issued_says_who_is_asking(self, ring: KeyRing) -> None:
        caller = tokens.Caller("5fee9374fa6207ce", "ferry-fares", "01JAV1", NOW + timedelta(minutes=15))
        assert read(ring, issue(ring)) == caller

    def test_a_token_made_by_hand_as_rfc_9068_says_is_the_same_token(self, ring: KeyRing, key: SigningKey) -> None:
        assert read(ring, token(key)) == read(ring, issue(ring))

    def test_a_token_is_good_until_the_second_it_expires(self, ring: KeyRing) -> None:
        text = issue(ring)
        assert read(ring, text, NOW + timedelta(seconds=899))
        assert reason_for_refusing(ring, text, NOW + timedelta(seconds=900)) == "expired"

    def test_a_clock_that_is_half_a_minute_ahead_is_forgiven(self, ring: KeyRing) -> None:
        text = issue(ring)
        assert read(ring, text, NOW - timedelta(seconds=30))
        assert reason_for_refusing(ring, text, NOW - timedelta(seconds=31)) == "not valid yet"

    def test_a_claim_that_is_not_known_does_no_harm(self, ring: KeyRing, key: SigningKey) -> None:
        assert read(ring, token(key, scope="returns", nbf=SECONDS))

    @pytest.mark.parametrize("minutes", [0, -1, 61, 10**9])
    def test_the_hub_issues_no_token_that_it_would_not_take(self, ring: KeyRing, minutes: int) -> None:
        with pytest.raises(SettingWrong):
            issue(ring, minutes)

    @pytest.mark.parametrize("header", ["Bearer abc.def.ghi", "bearer abc.def.ghi", "BEARER  abc.def.ghi"])
    def test_a_bearer_token_is_found_in_its_header(self, header: str) -> None:
        assert tokens.bearer_token(header) == "abc.def.ghi"

    @pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic YTpi", "abc.def.ghi"])
    def test_any_other_header_is_nobody(self, header: str | None) -> None:
        with pytest.raises(NotAuthenticated, match=tokens.MESSAGE):
            tokens.bearer_token(header)


class TestSignatures:
    def test_a_token_without_a_signature_is_refused(self, ring: KeyRing, key: SigningKey) -> None:
        for alg in ("none", "None", "NONE"):
            assert reason_for_refusing(ring, f"{segment(header_of(key, alg=alg))}.{segment(CLAIMS)}.")

    def test_none_with_another_tokens_signature_is_refused(self, ring: KeyRing, key: SigningKey) -> None:
        signature = token(key).rpartition(".")[2]
        text = f"{segment(header_of(key, alg='none'))}.{segment(CLAIMS)}.{signature}"
        assert reason_for_refusing(ring, text) == "header is not of our kind"

    @pytest.mark.parametrize("form", [Encoding.PEM, Encoding.DER])
    def test_the_public_key_is_not_a_shared_secret(self, ring: KeyRing, key: SigningKey, form: Encoding) -> None:
        secret = key.public.public_bytes(form, PublicFormat.SubjectPublicKeyInfo)
        text = f"{segment(header_of(key, alg='HS256'))}.{segment(CLAIMS)}"
        mac = hmac.digest(secret, text.encode(), sha256)
        assert reason_for_refusing(ring, f"{text}.{base64url(mac)}")
        assert reason_for_refusing(ring, f"{text}.{base64url(mac + mac)}") == "header is not of our kind"

    @pytest.mark.parametrize(
        "alg", ["ES384", "ES512", "RS256", "PS256", "HS256", "EdDSA", "es256", "", None, 256, ["ES256"]]
    )
    def test_no_other_algorithm_is_taken(self, ring: KeyRing, key: SigningKey, alg: Any) -> None:
        assert reason_for_refusing(ring, signed(key, header_of(key, alg=alg))) == "header is not of our kind"

    def test_a_changed_claim_breaks_the_signature(self, ring: KeyRing, key: SigningKey) -> None:
        header, _, signature = token(key).split(".")
        text = f"{header}.{segment({**CLAIMS, 'org': 'causeway-tolls'})}.{signature}"
        assert reason_for_refusing(ring, text) == "signature"

    @pytest.mark.parametrize("signature", [bytes(64), b"\xff" * 64])
    def test_an_empty_signature_proves_nothing(self, ring: KeyRing, key: SigningKey, signature: bytes) -> None:
        text = f"{token(key).rpartition('.')[0]}.{base64url(signature)}"
        assert reason_for_refusing(ring, text) == "signature"

    def test_the_same_claims_signed_by_another_hub_are_refused(self, ring: KeyRing, tmp_path: Path) -> None:
        other = KeyRing(tmp_path / "other").newest()
        assert reason_for_refusing(ring, token(other)) == "key is not in the ring"

    def test_another_hubs_signature_under_our_key_name_is_refused(
        self, ring: KeyRing, key: SigningKey, tmp_path: Path
    ) -> None:
        other = KeyRing(tmp_path / "other").newest()
        assert reason_for_refusing(ring, signed(other, header_of(key))) == "signature"


class TestHeaders:
    @pytest.mark.parametrize("kid", [None, "", "unknown", "../keys/0001", 1, True, [], {}, ["a"]])
    def test_the_key_must_be_one_of_ours_by_name(self, ring: KeyRing, key: SigningKey, kid: Any) -> None:
        assert reason_for_refusing(ring, signed(key, header_of(key, kid=kid))) == "key is not in the ring"

    @pytest.mark.parametrize("typ", [None, "JWT", "jwt", "AT+JWT", "application/at+jwt", "id_token", "", 1])
    def test_another_kind_of_token_is_not_an_access_token(self, ring: KeyRing, key: SigningKey, typ: Any) -> None:
        assert reason_for_refusing(ring, signed(key, header_of(key, typ=typ))) == "header is not of our kind"

    @pytest.mark.parametrize(
        "extra",
        [
            {"crit": ["exp"], "exp": 1},
            {"crit": []},
            {"b64": False},
            {"jku": "https://evil.example/jwks.json"},
            {"x5u": "https://evil.example/key.pem"},
            {"x5c": ["MIIB"]},
            {"zip": "DEF"},
            {"cty": "JWT"},
            {"anything": "else"},
        ],
        ids=lambda extra: next(iter(extra)),
    )
    def test_a_header_can_ask_for_nothing_more(self, ring: KeyRing, key: SigningKey, extra: dict[str, Any]) -> None:
        assert reason_for_refusing(ring, signed(key, header_of(key, **extra))) == "header is not of our kind"

    def test_a_token_cannot_bring_its_own_key(self, ring: KeyRing, tmp_path: Path, key: SigningKey) -> None:
        other = KeyRing(tmp_path / "other")
        own = other.jwks()["keys"][0]
        assert reason_for_refusing(ring, signed(other.newest(), header_of(key, jwk=own)))

    @pytest.mark.parametrize("header", ["", "null", "[]", '"ES256"', "1", "{", "{}x", "\ufeff{}", '{"alg": NaN}'])
    def test_a_header_that_is_no_object_is_refused(self, ring: KeyRing, key: SigningKey, header: str) -> None:
        assert reason_for_refusing(ring, signed(key, header))

    @pytest.mark.parametrize("opening", ["[", '{"a":'])
    def test_a_bottomless_header_is_refused(self, ring: KeyRing, key: SigningKey, opening: str) -> None:
        depth = 4_000 // len(opening)
        assert reason_for_refusing(ring, signed(key, opening * depth)).startswith("unreadable")
        nested = json.dumps(header_of(key))[:-1] + ', "x": ' + "[" * 900 + "]" * 900 + "}"
        assert reason_for_refusing(ring, signed(key, nested)).startswith("unreadable")

    def test_a_member_given_twice_is_refused(self, ring: KeyRing, key: SigningKey) -> None:
        twice = f'{{"alg": "none", "alg": "ES256", "typ": "at+jwt", "kid": "{key.kid}"}}'
        assert reason_for_refusing(ring, signed(key, twice)).startswith("unreadable")


class TestForm:
    @pytest.mark.parametrize(
        "spoil",
        [
            lambda text: "",
            lambda text: " " + text,
            lambda text: text + "\n",
            lambda text: text + "=",
            lambda text: text + ".",
            lambda text: "." + text,
            lambda text: text + ".e30",
            lambda text: text.rpartition(".")[0],
            lambda text: text.replace(".", "..", 1),
            lambda text: text.replace(".", ".=", 1),
            lambda text: text[:9] + "\n" + text[9:],
            lambda text: text[:9] + "\0" + text[9:],
            lambda text: text[:9] + "é" + text[10:],
            lambda text: text[:9] + "\ud800" + text[10:],
            lambda text: text[:9] + "+/" + text[11:],
            lambda text: "Bearer " + text,
            lambda text: json.dumps({"payload": text}),
        ],
    )
    def test_three_segments_of_base64url_and_nothing_else(
        self, ring: KeyRing, key: SigningKey, spoil: Callable[[str], str]
    ) -> None:
        assert reason_for_refusing(ring, spoil(token(key))) == "not three segments of base64url"

    def test_each_segment_has_one_spelling(self, ring: KeyRing, key: SigningKey) -> None:
        text = token(key)
        header, payload, signature = text.split(".")
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        other_spelling = alphabet[alphabet.index(signature[-1]) + 1]  # differs in bits that decoding drops
        assert reason_for_refusing(ring, f"{header}.{payload}.{signature[:-1]}{other_spelling}")
        assert reason_for_refusing(ring, f"{header}.{payload}A.{signature}")
        assert read(ring, text)

    def test_a_token_past_eight_thousand_characters_is_not_looked_at(self, ring: KeyRing, key: SigningKey) -> None:
        assert reason_for_refusing(ring, token(key, padding="x" * 8_000)) == "too long"
        assert reason_for_refusing(ring, "a" * 10_000_000) == "too long"

    @given(text=st.text(max_size=400) | st.from_regex(COMPACT, fullmatch=True))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_whatever_is_sent_the_answer_is_no_and_never_a_failure(self, ring: KeyRing, text: str) -> None:
        reason_for_refusing(ring, text)

    @given(header=st.binary(max_size=60), payload=st.binary(max_size=60))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_whatever_the_segments_hold_the_answer_is_no(self, ring: KeyRing, header: bytes, payload: bytes) -> None:
        reason_for_refusing(ring, f"{base64url(header)}.{base64url(payload)}.{base64url(bytes(64))}")


class TestClaims:
    """Here our own key has signed what is wrong: even that is not believed."""

    @pytest.mark.parametrize("claim", sorted(CLAIMS))
    def test_every_claim_is_required(self, ring: KeyRing, key: SigningKey, claim: str) -> None:
        assert claim in reason_for_refusing(ring, token(key, **{claim: None}))

    @pytest.mark.parametrize("claim", ["iss", "aud", "sub", "client_id", "org", "jti"])
    @pytest.mark.parametrize("value", ["", 1, True, [], ["x"], {}, "x" * 201])
    def test_names_are_short_texts(self, ring: KeyRing, key: SigningKey, claim: str, value: Any) -> None:
        assert reason_for_refusing(ring, token(key, **{claim: value})) == f"{claim} is not a name"

    @pytest.mark.parametrize("claim", ["iat", "exp", "nbf"])
    @pytest.mark.parametrize("value", [SECONDS + 0.0, SECONDS + 0.5, str(SECONDS), True, [SECONDS], {}, "NaN"])
    def test_moments_are_whole_numbers(self, ring: KeyRing, key: SigningKey, claim: str, value: Any) -> None:
        assert reason_for_refusing(ring, token(key, **{claim: value})) == f"{claim} is not a whole number of seconds"

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"iss": "https://other.example"}, "issuer"),
            ({"iss": ISSUER + "/"}, "issuer"),
            ({"aud": "https://other.example"}, "audience"),
            ({"aud": ISSUER}, "audience"),
            ({"client_id": "another"}, "client_id is not sub"),
            ({"exp": SECONDS}, "expired"),
            ({"exp": SECONDS - 1}, "expired"),
            ({"exp": -1}, "expired"),
            ({"exp": 0}, "expired"),
            ({"iat": SECONDS + 31, "exp": SECONDS + 900}, "not valid yet"),
            ({"nbf": SECONDS + 31}, "not valid yet"),
            ({"exp": SECONDS + 3_601}, "lifetime"),
            ({"iat": 0}, "lifetime"),
            ({"iat": SECONDS + 10, "exp": SECONDS + 10}, "lifetime"),
            ({"exp": 2**63}, "lifetime"),
            ({"iat": -(2**63)}, "lifetime"),
        ],
    )
    def test_a_token_is_for_here_and_now(
        self, ring: KeyRing, key: SigningKey, changes: dict[str, Any], reason: str
    ) -> None:
        assert reason_for_refusing(ring, token(key, **changes)) == reason

    def test_several_audiences_are_refused_even_with_ours_among_them(self, ring: KeyRing, key: SigningKey) -> None:
        assert reason_for_refusing(ring, token(key, aud=[AUDIENCE, "https://other.example"])) == "aud is not a name"

    @pytest.mark.parametrize(
        "exp", ["1e400", "1e12", "1" + "0" * 400, "1" + "0" * 5_000, "Infinity", "-0", "1" + "0" * 30]
    )
    def test_numbers_past_all_bounds_are_refused(self, ring: KeyRing, key: SigningKey, exp: str) -> None:
        claims = json.dumps(dict(CLAIMS)).replace(str(SECONDS + 900), exp)
        assert reason_for_refusing(ring, signed(key, header_of(key), claims))

    @pytest.mark.parametrize(
        "claims",
        [
            "",
            "null",
            "[]",
            '"text"',
            "{}",
            json.dumps(dict(CLAIMS))[:-1] + ', "org": "causeway-tolls"}',
            json.dumps(dict(CLAIMS))[:-1] + ', "x": ' + "[" * 900 + "]" * 900 + "}",
        ],
        ids=["empty", "null", "array", "text", "no members", "member twice", "bottomless"],
    )
    def test_claims_that_are_not_one_plain_object_are_refused(
        self, ring: KeyRing, key: SigningKey, claims: str
    ) -> None:
        assert reason_for_refusing(ring, signed(key, header_of(key), claims))


class TestMemory:
    """A signature is checked once; everything else every time."""

    def test_a_remembered_token_expires_all_the_same(self, ring: KeyRing) -> None:
        text = issue(ring)
        assert read(ring, text) == read(ring, text)
        assert reason_for_refusing(ring, text, NOW + timedelta(minutes=15)) == "expired"

    def test_a_remembered_token_is_for_its_own_issuer_and_audience(self, ring: KeyRing) -> None:
        text = issue(ring)
        read(ring, text)
        with pytest.raises(NotAuthenticated):
            tokens.read(ring, text, issuer="https://other.example", audience=AUDIENCE, now=NOW)
        with pytest.raises(NotAuthenticated):
            tokens.read(ring, text, issuer=ISSUER, audience="https://other.example", now=NOW)

    def test_a_remembered_token_is_refused_once_its_key_is_taken_away(self, ring: KeyRing, tmp_path: Path) -> None:
        text, kid = issue(ring), ring.newest().kid
        read(ring, text)
        ring.rotate()
        assert read(ring, text)
        (tmp_path / "keys" / f"{kid}.json").unlink()
        assert reason_for_refusing(ring, text) == "key is not in the ring"

    def test_a_remembered_token_is_refused_once_its_key_is_retired_at_once(self, ring: KeyRing) -> None:
        text = issue(ring)
        read(ring, text)
        ring.rotate(overlap=int(NOW.timestamp() - time.time()))
        assert reason_for_refusing(ring, text) == "key is retired"
        assert read(ring, issue(ring))

    def test_whoever_has_a_retired_key_makes_no_more_tokens_with_it(self, ring: KeyRing, key: SigningKey) -> None:
        ring.rotate()
        ended = datetime.now(UTC) + timedelta(seconds=OVERLAP + 1)
        fresh = token(key, iat=int(ended.timestamp()), exp=int(ended.timestamp()) + 900)
        assert reason_for_refusing(ring, fresh, ended) == "key is retired"

    def test_a_token_remembered_for_one_ring_is_unknown_to_another(self, ring: KeyRing, tmp_path: Path) -> None:
        text = issue(ring)
        read(ring, text)
        assert reason_for_refusing(KeyRing(tmp_path / "other"), text) == "key is not in the ring"

    def test_no_more_is_remembered_than_was_said(self, ring: KeyRing, key: SigningKey) -> None:
        memory = tokens._Memory(2)
        signed_token = tokens._claims(CLAIMS, key)
        for digest in (b"first", b"second", b"third"):
            memory.keep(digest, signed_token)
        found = [memory.recall(digest, ring.all_keys()) is not None for digest in (b"first", b"second", b"third")]
        assert found == [False, True, True]


def test_the_moment_of_expiry_is_told_in_utc(ring: KeyRing) -> None:
    assert read(ring, issue(ring)).expires_at.tzinfo is UTC
