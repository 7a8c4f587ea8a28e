"""Secrets that the hub makes by chance: the credentials of programs, and the secret that signs session cookies.

Passwords that people choose are `passwords`.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from hub.auth.private_files import make_folder_once, using

SECRET_BYTES = 32  # 256 bits: cannot be guessed, at any speed of hashing
CLIENT_ID_BYTES = 8  # names a client, keeps nothing secret
PREFIX = "hub_"  # lets a scanner of repositories and logs find a secret that escaped
SESSION_KEY = "key"  # in the folder `session` of the data folder
NOBODY = sha256(b"").hexdigest()  # compared with when there is no such client, so that the work is the same


@dataclass(frozen=True, slots=True)
class Credential:
    """What a program identifies itself with. The secret is shown once; the hub keeps its hash only."""

    client_id: str
    secret: str = field(repr=False)


def new_credential() -> Credential:
    """A client's name and secret, both by chance."""
    return Credential(secrets.token_hex(CLIENT_ID_BYTES), PREFIX + secrets.token_urlsafe(SECRET_BYTES))


def hash_secret(secret: str) -> str:
    """What is kept of a secret: its SHA-256, in hexadecimal.

    A slow hash protects what people choose, because that can be guessed. Nobody guesses 256 random bits: a slow hash
    would only make each token dearer and invite floods.
    """
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def secret_matches(secret: str, kept_hash: str | None) -> bool:
    """Whether this is the secret that was hashed, found out in the same time whatever the answer.

    Missing: `kept_hash` is None when there is no such client; the answer is no, after the same work.
    """
    same = hmac.compare_digest(hash_secret(secret), NOBODY if kept_hash is None else kept_hash)
    return same and kept_hash is not None


def session_key(data: Path) -> bytes:
    """The secret that signs session cookies: made once in the data folder, the same for every process of this hub.

    Raises: SettingWrong when it cannot be read or made.
    """
    folder = data / "session"
    make_folder_once(folder, lambda: {SESSION_KEY: secrets.token_bytes(SECRET_BYTES)})
    with using(folder):
        return (folder / SESSION_KEY).read_bytes()
