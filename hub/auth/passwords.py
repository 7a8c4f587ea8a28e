"""Passwords that people choose: what may be one, how it is kept (argon2id), whether it is the right one.

Knows nothing of people or of how often they may try; that is `people` and `attempts`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from hub.errors import SettingWrong, Unavailable

SHORTEST, LONGEST = 12, 200  # characters, once normalised
AT_ONCE = 4  # hashes; each needs 64 MiB, and a crowd at the door must not use up the memory
LONGEST_WAIT = 2.0  # seconds for a free place: a crowd at the door must not use up the server's threads either
NOBODY = (  # of a password that nobody knows: checked when there is no such person, so that the work is the same
    "$argon2id$v=19$m=65536,t=3,p=4$Ea4venCyZ+ufus2gCv8uhw$nrYbrmQxc7FRS0hhmXV+M0rsZXIh/oUf/kABHFakkRM"
)

_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_room = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a password is right; `outdated` when it should be hashed again, because the parameters have grown."""

    right: bool
    outdated: bool = False


def hash_password(password: str) -> str:
    """What is kept of a new password: its argon2id hash with salt and parameters.

    Raises: SettingWrong, saying what is wrong with the password.
    """
    normal = _normalised(password)
    if fault := _fault(normal):
        raise SettingWrong(
            fault, f"Choose a password of {SHORTEST} to {LONGEST} characters, such as four random words."
        )
    with _a_place():
        return _hasher.hash(normal)


def verify_password(password: str, kept_hash: str | None) -> Verdict:
    """Whether this is the password that was hashed.

    Missing: `kept_hash` is None when there is no such person; the answer is no, after the same work.
    Raises: SettingWrong when what was kept is not a hash; Unavailable when too many passwords are being checked.
    """
    if len(password) > LONGEST or _fault(normal := _normalised(password)):
        return Verdict(right=False)  # could never have been chosen, by anybody: the quick answer tells nothing
    try:
        with _a_place():
            _hasher.verify(kept_hash or NOBODY, normal)
    except InvalidHashError as fault:
        raise SettingWrong("What is kept of a password is not a hash.", "Set that person's password again.") from fault
    except VerificationError:
        return Verdict(right=False)
    return Verdict(kept_hash is not None, _hasher.check_needs_rehash(kept_hash or NOBODY))


@contextmanager
def _a_place() -> Iterator[None]:
    if not _room.acquire(timeout=LONGEST_WAIT):
        raise Unavailable("Too many people are signing in at this moment.", "Wait a few seconds, then try again.")
    try:
        yield
    finally:
        _room.release()


def _normalised(password: str) -> str:
    """The same password from every keyboard: one form for characters that look the same (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def _fault(normal: str) -> str:
    if len(normal) < SHORTEST:
        return f"The password has {len(normal)} characters; it needs at least {SHORTEST}."
    if len(normal) > LONGEST:
        return f"The password has {len(normal)} characters; it may have {LONGEST}."
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in normal):
        return "The password holds a character that cannot be typed."
    return ""
