"""The keys that sign the hub's tokens: kept as files, the newest signs, all of them verify.

Knows keys, not tokens; which signatures are accepted is `tokens`.
"""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from hub.auth.private_files import make_folder_once, using, write_private
from hub.errors import SettingWrong

COORDINATE_BYTES = 32  # of a point on P-256: RFC 7518, section 6.2.1.2
THUMBPRINT_CHARACTERS = 16  # 96 bits: more than enough to tell keys apart
SETTLED_NS = 2_000_000_000  # the coarsest clock of a file system in use; a younger change may hide another


@dataclass(frozen=True, slots=True, eq=False)
class SigningKey:
    """One ES256 key. `kid` is its place in the order of making and its RFC 7638 thumbprint."""

    kid: str
    private: ec.EllipticCurvePrivateKey
    public: ec.EllipticCurvePublicKey


class KeyRing:
    """The keys in a folder, the first of which is made here when there is none.

    Key objects are kept: reading a PEM file takes half as long as checking a signature. Files that other processes
    add or take away are noticed by the folder's time of change, with one `stat` per use. Taking a file away retires
    the key.

    Raises: SettingWrong, here and in each method, when the folder or a key in it cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._keys: dict[str, SigningKey] = {}
        self._listed_as_of: int | None = None
        make_folder_once(folder, _first_file)

    def all_keys(self) -> dict[str, SigningKey]:
        """All keys by `kid`, the oldest first."""
        with using(self._folder):
            changed = self._folder.stat().st_mtime_ns
            if changed != self._listed_as_of:
                with self._lock:
                    self._list_again(changed)
        return self._keys

    def newest(self) -> SigningKey:
        """The key that signs."""
        return next(reversed(self.all_keys().values()))

    def rotate(self) -> str:
        """Add a key that signs from now on, and give its `kid`; what the older ones signed stays valid."""
        following = _place(self.newest().kid) + 1
        kid, pem = _new_key(following)
        write_private(self._folder / f"{kid}.pem", pem)
        return kid

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """The public halves as a JSON Web Key Set, the newest first."""
        return {
            "keys": [
                {**_jwk(key.public), "kid": key.kid, "alg": "ES256", "use": "sig"}
                for key in reversed(self.all_keys().values())
            ]
        }

    def _list_again(self, changed: int) -> None:
        names = sorted((path.stem for path in self._folder.glob("[!.]*.pem")), key=lambda kid: (_place(kid), kid))
        if not names:
            raise SettingWrong(
                f"The folder {self._folder} holds other files but no key.",
                "Put the keys back from the backup, or remove the folder so that the hub begins with a new key.",
            )
        known = self._keys
        self._keys = {kid: known.get(kid) or _read_key(self._folder / f"{kid}.pem") for kid in names}
        self._listed_as_of = changed if time.time_ns() - changed > SETTLED_NS else None


def _first_file() -> dict[str, bytes]:
    kid, pem = _new_key(1)
    return {f"{kid}.pem": pem}


def _new_key(place: int) -> tuple[str, bytes]:
    private = ec.generate_private_key(ec.SECP256R1())
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return f"{place:04d}-{_thumbprint(private.public_key())}", pem


def _read_key(path: Path) -> SigningKey:
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise _wrong_key(path, "is not a private key without a password") from fault
    if not (isinstance(private, ec.EllipticCurvePrivateKey) and isinstance(private.curve, ec.SECP256R1)):
        raise _wrong_key(path, "is not a key for ES256 (P-256)")
    public = private.public_key()
    if path.stem != f"{_place(path.stem):04d}-{_thumbprint(public)}":
        raise _wrong_key(path, "does not hold the key that its name says")
    return SigningKey(path.stem, private, public)


def _wrong_key(path: Path, what: str) -> SettingWrong:
    return SettingWrong(f"The file {path} {what}.", "Put it back from the backup, or take it out of the folder.")


def _place(kid: str) -> int:
    digits = kid.partition("-")[0]
    return int(digits) if digits.isdecimal() else 0


def _thumbprint(public: ec.EllipticCurvePublicKey) -> str:
    canonical = json.dumps(_jwk(public), separators=(",", ":"), sort_keys=True)
    return _base64url(sha256(canonical.encode()).digest())[:THUMBPRINT_CHARACTERS]


def _jwk(public: ec.EllipticCurvePublicKey) -> dict[str, str]:
    point = public.public_numbers()
    x, y = (_base64url(number.to_bytes(COORDINATE_BYTES, "big")) for number in (point.x, point.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def _base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
