"""The newest key signs, all of them verify, and every process of a hub has the same."""

from __future__ import annotations

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
from hub.auth.keys import SETTLED_NS, KeyRing
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


def test_a_hub_that_starts_again_has_the_same_keys(ring: KeyRing, tmp_path: Path) -> None:
    ring.rotate()
    assert KeyRing(tmp_path / "keys").jwks() == ring.jwks()


def test_what_an_older_key_signed_stays_valid_after_rotation(ring: KeyRing) -> None:
    older = ring.newest()
    newer = ring.rotate()
    assert ring.newest().kid == newer != older.kid
    for key in (older, ring.newest()):
        assert tokens.read(ring, token(key), issuer=ISSUER, audience=AUDIENCE, now=NOW)


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


def test_a_key_that_is_still_there_is_not_read_again(ring: KeyRing) -> None:
    older = ring.newest()
    ring.rotate()
    assert ring.all_keys()[older.kid] is older


def test_a_key_taken_away_is_retired(ring: KeyRing, tmp_path: Path) -> None:
    retired = ring.newest().kid
    ring.rotate()
    (tmp_path / "keys" / f"{retired}.pem").unlink()
    assert retired not in ring.all_keys()


def test_the_published_set_holds_public_halves_alone(ring: KeyRing) -> None:
    ring.rotate()
    published = ring.jwks()["keys"]
    assert [entry["kid"] for entry in published] == list(reversed(list(ring.all_keys())))
    for entry in published:
        assert set(entry) == {"kty", "crv", "x", "y", "kid", "alg", "use"}
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
