"""The newest key signs, all of them verify, and every process of a hub has the same."""

from __future__ import annotations

import json
import os
import stat
import time
from base64 import urlsafe_b64decode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from forging import AUDIENCE, ISSUER, NOW, token
from racing import PROCESSES, all_at_once, newest_key, rotated_key

from hub.auth import tokens
from hub.auth.jwk import as_jwk, public_keys
from hub.auth.keys import SETTLED_NS, KeyRing, SigningKey
from hub.errors import SettingWrong

NO_PASSWORD = NoEncryption()


def settle(folder: Path) -> None:
    """As if the folder had last changed an hour ago."""
    hour_ago = time.time_ns() - 3_600_000_000_000
    os.utime(folder, ns=(hour_ago, hour_ago))


def test_the_first_key_makes_itself(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "data" / "keys")
    assert list(ring.all_keys()) == [ring.newest().kid]


def test_nobody_else_can_read_the_keys(ring: KeyRing, tmp_path: Path) -> None:
    ring.rotate()
    folder = tmp_path / "keys"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()] == [0o600, 0o600]
    assert {file.suffix for file in folder.iterdir()} == {".pem", ".json"}


def test_a_hub_that_starts_again_has_the_same_keys(ring: KeyRing, tmp_path: Path) -> None:
    ring.rotate()
    assert KeyRing(tmp_path / "keys").jwks() == ring.jwks()


def test_tokens_of_an_older_key_stay_good_until_they_have_ended_by_themselves(ring: KeyRing) -> None:
    older = ring.newest()
    before = time.time()
    newer = ring.rotate()
    assert ring.newest().kid == newer != older.kid
    for key in (older, ring.newest()):
        assert tokens.read(ring, token(key), issuer=ISSUER, audience=AUDIENCE, now=NOW)
    until = ring.all_keys()[older.kid].tokens_until
    assert until is not None
    assert until > before + tokens.LONGEST_LIFE + tokens.LEEWAY


def test_of_a_retired_key_the_public_half_is_left_and_nobody_can_sign_with_it(ring: KeyRing, tmp_path: Path) -> None:
    older = ring.newest()
    ring.rotate()
    for known in (ring, KeyRing(tmp_path / "keys")):
        retired = known.all_keys()[older.kid]
        assert not isinstance(retired, SigningKey)
        assert retired.public == older.public
    assert [path.stem for path in (tmp_path / "keys").glob("*.pem")] == [ring.newest().kid]


def test_retired_keys_stay_published_for_ever_with_the_moment_their_tokens_end(ring: KeyRing) -> None:
    kids = [ring.newest().kid, ring.rotate(), ring.rotate()]
    published = {entry["kid"]: entry for entry in ring.jwks()["keys"]}
    assert list(published) == kids[::-1]
    assert ["tokens_until" in published[kid] for kid in kids] == [True, True, False]
    assert published == {kid: as_jwk(key) for kid, key in public_keys(ring.jwks()).items()}


def test_a_key_can_be_retired_at_once_and_a_later_rotation_gives_it_no_more_time(ring: KeyRing) -> None:
    older = ring.newest().kid
    ring.rotate(overlap=0)
    ended = ring.all_keys()[older].tokens_until
    assert ended is not None
    assert ended <= time.time()
    ring.rotate()
    assert ring.all_keys()[older].tokens_until == ended


def test_a_rotation_that_a_power_cut_ended_is_brought_to_its_end_by_the_next(ring: KeyRing, tmp_path: Path) -> None:
    older = ring.newest().kid
    pem = (tmp_path / "keys" / f"{older}.pem").read_bytes()
    ring.rotate()
    (tmp_path / "keys" / f"{older}.pem").write_bytes(pem)
    assert ring.all_keys()[older].tokens_until is not None
    ring.rotate()
    assert not (tmp_path / "keys" / f"{older}.pem").exists()


def test_the_tenth_key_comes_after_the_ninth_and_the_ten_thousandth_after_all(ring: KeyRing, tmp_path: Path) -> None:
    places = [ring.rotate().partition("-")[0] for _ in range(10)]
    assert places == [f"{place:04d}" for place in range(2, 12)]
    assert [kid.partition("-")[0] for kid in ring.all_keys()] == ["0001", *places]


def test_another_process_that_rotates_is_noticed(ring: KeyRing, tmp_path: Path) -> None:
    settle(tmp_path / "keys")
    ring.all_keys()
    assert KeyRing(tmp_path / "keys").rotate() == ring.newest().kid


def test_two_changes_within_one_tick_of_the_clock_are_both_noticed(ring: KeyRing, tmp_path: Path) -> None:
    folder, other = tmp_path / "keys", KeyRing(tmp_path / "keys")
    other.rotate()
    tick = folder.stat().st_mtime_ns
    assert len(ring.all_keys()) == 2
    other.rotate()
    os.utime(folder, ns=(tick, tick))
    assert len(ring.all_keys()) == 3


def test_a_quiet_folder_is_not_listed_again(ring: KeyRing, tmp_path: Path) -> None:
    settle(tmp_path / "keys")
    assert SETTLED_NS < 3_600_000_000_000
    assert ring.all_keys() is ring.all_keys()


def test_a_key_that_is_still_there_is_not_read_again(ring: KeyRing, tmp_path: Path) -> None:
    signing = ring.newest()
    (tmp_path / "keys" / "a-note.txt").write_text("The folder has changed.")
    assert ring.newest() is signing


def test_a_key_taken_away_is_unknown(ring: KeyRing, tmp_path: Path) -> None:
    retired = ring.newest().kid
    ring.rotate()
    (tmp_path / "keys" / f"{retired}.json").unlink()
    assert retired not in ring.all_keys()


def test_the_published_set_holds_public_halves_alone(ring: KeyRing) -> None:
    ring.rotate()
    published = ring.jwks()["keys"]
    assert [entry["kid"] for entry in published] == list(reversed(list(ring.all_keys())))
    for entry in published:
        assert set(entry) - {"tokens_until"} == {"kty", "crv", "x", "y", "kid", "alg", "use"}
        assert (entry["kty"], entry["crv"], entry["alg"], entry["use"]) == ("EC", "P-256", "ES256", "sig")


def test_the_published_point_is_the_key(ring: KeyRing) -> None:
    entry = ring.jwks()["keys"][0]
    x, y = (int.from_bytes(urlsafe_b64decode(entry[name] + "="), "big") for name in ("x", "y"))
    assert ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key() == ring.newest().public


def test_processes_that_start_together_end_with_the_same_first_key(tmp_path: Path) -> None:
    kids = all_at_once(newest_key, tmp_path / "keys")
    assert len(kids) == PROCESSES
    assert set(kids) == set(KeyRing(tmp_path / "keys").all_keys())
    assert len(set(kids)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]  # nobody leaves a draft behind


def test_processes_that_rotate_together_lose_no_key_and_agree_on_the_newest(tmp_path: Path) -> None:
    first = KeyRing(tmp_path / "keys").newest().kid
    kids = all_at_once(rotated_key, tmp_path / "keys")
    ring = KeyRing(tmp_path / "keys")
    assert set(ring.all_keys()) == {first, *kids}
    assert ring.newest().kid == KeyRing(tmp_path / "keys").newest().kid


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is not a private key without a password"),
        (b"not a key", "is not a private key without a password"),
        (
            ec.generate_private_key(ec.SECP256R1())
            .public_key()
            .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
            "is not a private key without a password",
        ),
        (
            ec.generate_private_key(ec.SECP256R1()).private_bytes(
                Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"locked")
            ),
            "is not a private key without a password",
        ),
        (
            ec.generate_private_key(ec.SECP384R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NO_PASSWORD),
            "is not a key for ES256",
        ),
        (
            rsa.generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NO_PASSWORD),
            "is not a key for ES256",
        ),
        (
            ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NO_PASSWORD),
            "does not hold the key that its name says",
        ),
    ],
    ids=["empty", "text", "public half", "locked", "P-384", "RSA", "renamed"],
)
def test_a_file_that_is_no_key_of_ours_is_named(ring: KeyRing, tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "keys" / "0002-wrong.pem").write_bytes(content)
    with pytest.raises(SettingWrong, match=f"0002-wrong.pem {what}"):
        ring.all_keys()


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"x": "AA"}, "is not the public half"),
        ({"y": None}, "is not the public half"),
        ({"crv": "P-384", "x": "A" * 44}, "is not the public half"),
        ({"tokens_until": "never"}, "does not say until when"),
        ({"tokens_until": True}, "does not say until when"),
        ({"tokens_until": None}, "does not say until when"),
    ],
)
def test_a_public_half_that_was_tampered_with_is_named(
    ring: KeyRing, tmp_path: Path, changes: dict[str, object], what: str
) -> None:
    file = tmp_path / "keys" / f"{ring.newest().kid}.json"
    ring.rotate()
    file.write_text(json.dumps(json.loads(file.read_bytes()) | changes))
    with pytest.raises(SettingWrong, match=f"{file.name} {what}"):
        ring.all_keys()


def test_a_public_half_under_another_keys_name_is_named(ring: KeyRing, tmp_path: Path) -> None:
    file = tmp_path / "keys" / f"{ring.newest().kid}.json"
    ring.rotate()
    file.rename(file.with_name("0007-AAAAAAAAAAAAAAAA.json"))
    with pytest.raises(SettingWrong, match="does not hold the key that its name says"):
        ring.all_keys()


def test_a_draft_that_a_power_cut_left_behind_is_no_key(ring: KeyRing, tmp_path: Path) -> None:
    (tmp_path / "keys" / ".0002-half.pem.1234").write_bytes(b"-----BEGIN")
    (tmp_path / "keys" / ".0002-half.pem").write_bytes(b"-----BEGIN")
    assert len(ring.all_keys()) == 1


def test_a_folder_without_keys_is_not_filled_over_other_files(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "note.txt").write_text("The keys are in the safe.")
    with pytest.raises(SettingWrong, match="holds other files but no key"):
        KeyRing(tmp_path / "keys").all_keys()


def test_a_folder_that_cannot_be_made_is_the_operators_to_mend(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingWrong, match="cannot be used"):
        KeyRing(tmp_path / "file" / "keys")
