"""The keys that sign the hub's tokens and receipts: kept as files, the newest signs, all of them are published.

Knows keys, not what they sign; which signatures are accepted is `tokens` and `seals`.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from hub.auth.jwk import PublicKey, as_jwk, public_key, thumbprint
from hub.auth.private_files import make_folder_once, using, write_private
from hub.errors import SettingWrong

SETTLED_NS = 2_000_000_000  # the coarsest clock of a file system in use; a younger change may hide another
LISTINGS = 5  # tries to find the folder between two rotations
OVERLAP = 3_660  # seconds that tokens of a retired key are still good for: the longest life of one, and a minute


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SigningKey(PublicKey):
    """A key whose private half is still there."""

    private: ec.EllipticCurvePrivateKey


class KeyRing:
    """The keys in a folder, the first of which is made here when there is none.

    Of a key that has been retired only the public half is left, for ever: nobody can sign with it, and what it has
    signed can be verified. Key objects are kept: reading a PEM file takes half as long as checking a signature. Files
    that other processes add or take away are noticed by the folder's time of change, with one `stat` per use.

    Raises: SettingWrong, here and in each method, when the folder or a key in it cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._keys: dict[str, PublicKey] = {}
        self._newest: SigningKey | None = None
        self._listed_as_of: int | None = None
        make_folder_once(folder, _first_file)

    def all_keys(self) -> dict[str, PublicKey]:
        """All keys by `kid`, the oldest first."""
        with using(self._folder):
            changed = self._folder.stat().st_mtime_ns
            if changed != self._listed_as_of:
                with self._lock:
                    self._list_again(changed)
        return self._keys

    def newest(self) -> SigningKey:
        """The key that signs."""
        self.all_keys()
        assert self._newest is not None
        return self._newest

    def rotate(self, *, overlap: int = OVERLAP) -> str:
        """Make a key that signs from now on, retire all older ones, and give the new one's `kid`.

        Units: tokens that older keys signed are good for `overlap` more seconds; 0 ends them at once.
        """
        following = _place(self.newest().kid) + 1
        kid, pem = _new_key(following)
        write_private(self._folder / f"{kid}.pem", pem)
        self._retire_all_but_the_newest(int(time.time()) + overlap)
        return kid

    def jwks(self) -> dict[str, list[dict[str, Any]]]:
        """The public halves as a JSON Web Key Set, the newest first, retired ones for ever among them."""
        return {"keys": [as_jwk(key) for key in reversed(self.all_keys().values())]}

    def _retire_all_but_the_newest(self, tokens_until: int) -> None:
        """Leave the public half of each older key. It is there before the private one goes: no moment has neither."""
        keys = self.all_keys()  # once: of what another process adds meanwhile nothing is retired here
        newest = _newest_of(keys)
        for key in keys.values():
            if key is newest:
                continue
            if key.tokens_until is None or tokens_until < key.tokens_until:
                retired = PublicKey(key.kid, key.public, tokens_until)
                write_private(self._folder / f"{key.kid}.json", json.dumps(as_jwk(retired)).encode())
            with using(self._folder):
                (self._folder / f"{key.kid}.pem").unlink(missing_ok=True)

    def _list_again(self, changed: int) -> None:
        keys = self._listed()
        newest = _newest_of(keys)
        if newest is None:
            raise SettingWrong(
                f"The folder {self._folder} holds other files but no key.",
                "Put the keys back from the backup, or remove the folder so that the hub begins with a new key.",
            )
        self._keys, self._newest = keys, newest
        self._listed_as_of = changed if time.time_ns() - changed > SETTLED_NS else None

    def _listed(self) -> dict[str, PublicKey]:
        """The keys of the folder. A file that goes while it is read was retired meanwhile: then all is read again."""
        for _ in range(LISTINGS):
            paths = [path for path in self._folder.iterdir() if not path.name.startswith(".")]
            try:
                signing = [self._signing(path) for path in paths if path.suffix == ".pem"]
                retired = [_read_retired(path) for path in paths if path.suffix == ".json"]
            except FileNotFoundError:
                continue
            found: dict[str, PublicKey] = {key.kid: key for key in [*signing, *retired]}
            if _newest_of(found):
                return {kid: found[kid] for kid in sorted(found, key=lambda kid: (_place(kid), kid))}
        return {}

    def _signing(self, path: Path) -> SigningKey:
        known = self._keys.get(path.stem)
        return known if isinstance(known, SigningKey) else _read_key(path)


def _newest_of(keys: dict[str, PublicKey]) -> SigningKey | None:
    return next((key for key in reversed(keys.values()) if isinstance(key, SigningKey)), None)


def _first_file() -> dict[str, bytes]:
    kid, pem = _new_key(1)
    return {f"{kid}.pem": pem}


def _new_key(place: int) -> tuple[str, bytes]:
    private = ec.generate_private_key(ec.SECP256R1())
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return f"{place:04d}-{thumbprint(private.public_key())}", pem


def _read_key(path: Path) -> SigningKey:
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise _wrong_key(path, "is not a private key without a password") from fault
    if not (isinstance(private, ec.EllipticCurvePrivateKey) and isinstance(private.curve, ec.SECP256R1)):
        raise _wrong_key(path, "is not a key for ES256 (P-256)")
    public = private.public_key()
    _expect_name(path, public)
    return SigningKey(path.stem, public, private=private)


def _read_retired(path: Path) -> PublicKey:
    try:
        key = public_key(json.loads(path.read_bytes()))
    except (ValueError, AttributeError, SettingWrong) as fault:
        raise _wrong_key(path, "is not the public half of a key for ES256 (P-256)") from fault
    if type(key.tokens_until) is not int:
        raise _wrong_key(path, "does not say until when tokens of the key are good")
    _expect_name(path, key.public)
    return PublicKey(path.stem, key.public, key.tokens_until)


def _expect_name(path: Path, public: ec.EllipticCurvePublicKey) -> None:
    if path.stem != f"{_place(path.stem):04d}-{thumbprint(public)}":
        raise _wrong_key(path, "does not hold the key that its name says")


def _wrong_key(path: Path, what: str) -> SettingWrong:
    return SettingWrong(f"The file {path} {what}.", "Put it back from the backup, or take it out of the folder.")


def _place(kid: str) -> int:
    digits = kid.partition("-")[0]
    return int(digits) if digits.isdecimal() else 0
