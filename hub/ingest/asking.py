"""What the headers of a request say, whoever read them: who asks, what kind of body comes, which key it has."""

from __future__ import annotations

from hub.auth import tokens
from hub.errors import DocumentUnreadable, NotAuthenticated, nothing_here
from hub.ingest.door import Door
from hub.ingest.submission import sender_of
from hub.store.senders import Sender

JSON_TYPES = ("application/json", "text/json")
LONGEST_KEY = 200  # characters of an Idempotency-Key


def is_json(content_type: str) -> bool:
    """Whether a body is declared to be JSON; what follows the type, such as a charset, does not count."""
    return content_type.partition(";")[0].strip().lower() in JSON_TYPES


def sender(door: Door, authorization: str | None, address: str, *, tiers_too: bool = False) -> Sender:
    """The body behind the token in an `Authorization` header; its request is counted, or that of the address.

    A program of an independent tier finds nothing where organisations send.
    Raises: NotAuthenticated; TooManyRequests; NotFound.
    """
    try:
        by = _sender(door, authorization)
    except NotAuthenticated:
        door.rates.stranger(address)
        raise
    door.rates.client(by.client.client_id)
    if by.client.tier and not tiers_too:
        raise nothing_here()
    return by


def _sender(door: Door, authorization: str | None) -> Sender:
    token = tokens.bearer_token(authorization)
    caller = tokens.read(door.ring, token, issuer=door.config.address, audience=door.audience, now=door.now())
    return sender_of(door, caller)


def idempotency_key(given: str | None) -> str | None:
    """The key in an `Idempotency-Key` header. Missing: None when there is no such header.

    Raises: DocumentUnreadable for one that is empty, too long or not printable.
    """
    if given is not None and not (0 < len(given) <= LONGEST_KEY and given.isprintable()):
        raise DocumentUnreadable(
            "The Idempotency-Key is empty, too long or not printable.", f"Send 1 to {LONGEST_KEY} printable characters."
        )
    return given
