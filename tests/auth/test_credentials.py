"""Secrets made by chance: never twice, never shown, compared without telling."""

from __future__ import annotations

import stat
from hashlib import sha256
from pathlib import Path

import pytest
from racing import all_at_once, session_secret

from hub.auth.credentials import hash_secret, new_credential, secret_matches, session_key


def test_no_two_clients_are_given_the_same() -> None:
    credentials = [new_credential() for _ in range(1_000)]
    assert len({credential.client_id for credential in credentials}) == 1_000
    assert len({credential.secret for credential in credentials}) == 1_000


def test_a_secret_can_be_found_by_its_prefix_and_has_256_bits() -> None:
    secret = new_credential().secret
    assert secret.startswith("hub_")
    assert len(secret) == len("hub_") + 43  # 32 bytes in base64url


def test_a_secret_does_not_show_itself_in_a_log() -> None:
    credential = new_credential()
    assert credential.secret not in repr(credential)


def test_what_is_kept_is_the_sha256_of_the_secret() -> None:
    assert hash_secret("hub_abc") == sha256(b"hub_abc").hexdigest()


def test_only_the_secret_itself_matches() -> None:
    secret = new_credential().secret
    kept = hash_secret(secret)
    assert secret_matches(secret, kept)
    for wrong in ("", secret[:-1], secret + " ", secret.upper(), kept, new_credential().secret, "é", "\ud800"):
        assert not secret_matches(wrong, kept)


@pytest.mark.parametrize("secret", ["", "hub_abc"])
def test_a_client_that_does_not_exist_has_no_secret_that_matches(secret: str) -> None:
    assert not secret_matches(secret, None)
    assert not secret_matches(secret, "")


def test_the_session_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    assert session_key(tmp_path) == session_key(tmp_path)
    assert len(session_key(tmp_path)) == 32
    assert stat.S_IMODE((tmp_path / "session").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "session" / "key").stat().st_mode) == 0o600


def test_processes_that_start_together_sign_sessions_with_the_same_secret(tmp_path: Path) -> None:
    assert len(set(all_at_once(session_secret, tmp_path))) == 1
