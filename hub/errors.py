"""The error tree. Knows nothing of HTTP or of exit codes: `hub.app` and `hub.cli` translate.

HubError
├── SettingWrong          a setting is missing or cannot be used; the operator mends it
├── DocumentUnreadable    the bytes are not a document the contract could speak about
│   └── DocumentTooLong   there are more of them than a return can need
├── ReturnRefused         the document was read, and findings stand against it
│   └── FilingRefused     the same of what is sent beside returns
├── WrongMediaType        the body is not declared to be JSON
├── NotAuthenticated      nobody knows who is asking
├── SignInRefused         what a provider says of somebody cannot be believed, or lets nobody in
├── TooManyRequests       somebody asks more often than they may; it says when to ask again
├── NotPermitted          somebody is known, and holds no role at this time
├── NotFound              it does not exist, or not for this caller: the two look the same
├── InputRefused          what somebody wrote beside a return cannot be taken: blank, too long, about no place
├── Conflict              what is asked does not go with what is kept, such as a key that stands for another document
│   ├── Locked            the return is locked; it says why, since when and who can lift it
│   └── MoveRefused       the return does not stand where this step starts, or the step is somebody else's
└── Unavailable           the store cannot be reached now; asking again later is safe
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar


class HubError(Exception):
    """Something the hub will not or cannot do, said so that a person can act on it."""

    code: ClassVar[str] = "hub-error"

    def __init__(self, message: str, what_to_do: str = "", **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.what_to_do = what_to_do
        self.facts = facts


class SettingWrong(HubError):
    """A setting is missing or cannot be used."""

    code = "setting-wrong"


class DocumentUnreadable(HubError):
    """The bytes cannot be read as strict JSON."""

    code = "document-unreadable"


class DocumentTooLong(DocumentUnreadable):
    """The body is longer than any return needs."""

    code = "document-too-long"


class ReturnRefused(HubError):
    """The document was read and judged; at least one finding blocks it. Nothing was kept."""

    code = "return-refused"

    def __init__(self, message: str, what_to_do: str, findings: Sequence[Mapping[str, Any]], **facts: object) -> None:
        super().__init__(message, what_to_do, **facts)
        self.findings = tuple(findings)


class FilingRefused(ReturnRefused):
    """The document, which is of another contract than the return, was judged, and at least one finding blocks it."""

    code = "filing-refused"


class WrongMediaType(HubError):
    """The body is not declared to be JSON."""

    code = "wrong-media-type"


class NotAuthenticated(HubError):
    """The credential is missing, wrong, expired or revoked. Why is for the log, never for the caller."""

    code = "not-authenticated"


class SignInRefused(HubError):
    """Somebody came from the department's provider and is not signed in. Why is for the log, but for what they mend."""

    code = "sign-in-refused"


class TooManyRequests(HubError):
    """Somebody asked more often than they may. Nothing was done; `retry_after` says in how many seconds it will be."""

    code = "too-many-requests"

    def __init__(self, message: str, what_to_do: str = "", *, retry_after: int, **facts: object) -> None:
        super().__init__(message, what_to_do, **facts)
        self.retry_after = retry_after


class NotPermitted(HubError):
    """The caller is known, and no role of theirs holds at this time. What a role lacks is NotFound."""

    code = "not-permitted"


class NotFound(HubError):
    """It does not exist, or the caller may not know that it does."""

    code = "not-found"


def nothing_here() -> NotFound:
    """What is said of an address that does not exist, and in the same words of one that is not for this caller."""
    return NotFound(
        "There is nothing at this address, or it is not one that you may see.",
        "If you typed the address, check that it is correct.",
    )


class InputRefused(HubError):
    """What somebody wrote about a return cannot be taken. Nothing was changed."""

    code = "input-refused"


class Conflict(HubError):
    """It does not go with what is kept: an idempotency key for another document, a code that is taken."""

    code = "conflict"


class Locked(Conflict):
    """The return is locked: nothing of it can be replaced, withdrawn or explained until somebody lifts the lock."""

    code = "locked"


class MoveRefused(Conflict):
    """A return cannot take this step: from where it stands, or not by whoever asks."""

    code = "move-refused"


class Unavailable(HubError):
    """The store did not answer. Nothing was kept; the same request may be sent again."""

    code = "unavailable"
