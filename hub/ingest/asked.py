"""What the request that is being answered says: who sends it, what body it has, what it asks for.

The one place of the API that looks at Flask's request for that; what headers mean is `asking`.
"""

from __future__ import annotations

from typing import Any

from flask import request
from marshmallow import Schema, ValidationError

from hub import origins
from hub.contract.findings import printable
from hub.contract.period import Period
from hub.contract.strict_json import read_document
from hub.errors import InputRefused, NotFound, WrongMediaType
from hub.ingest.asking import idempotency_key, is_json, sender
from hub.ingest.door import Door
from hub.noted import CALLER, PROGRAM
from hub.scope import Scope
from hub.store.senders import Sender


def asker(door: Door, *, tiers_too: bool = False) -> Sender:
    """The body that asks, or the tier where those may too. Raises: NotAuthenticated; TooManyRequests; NotFound."""
    found = sender(door, request.headers.get("Authorization"), address(), tiers_too=tiers_too)
    request.environ[CALLER] = PROGRAM
    return found


def address() -> str:
    """Where the request comes from, as far as the hub knows. Missing: nothing for a socket of this machine."""
    return request.remote_addr or ""


def origin() -> str:
    """From where it is asked, as the ledger says it."""
    return origins.api(request.remote_addr)


def scope_of(by: Sender) -> Scope:
    """A body sees what is its own, whichever of its clients asks."""
    return Scope(by.department.code, frozenset({by.organisation.code}))


def body() -> bytes:
    """The body of the request. Raises: WrongMediaType when it is not declared to be JSON."""
    if not is_json(request.content_type or ""):
        raise WrongMediaType(
            f"The body is declared as “{request.mimetype[:60] or 'nothing'}”.",
            "Send it with Content-Type: application/json.",
        )
    return request.get_data(cache=False)


def key() -> str | None:
    """The idempotency key. Missing: None when there is none. Raises: DocumentUnreadable for one that cannot be."""
    return idempotency_key(request.headers.get("Idempotency-Key"))


def period_name() -> str | None:
    """The period asked for. Missing: None when none is. Raises: NotFound when there is no such period."""
    name = request.args.get("period")
    try:
        return None if name is None else Period.named(name).name
    except ValueError as fault:
        raise NotFound("There is no such period.", "Name one such as 2026-27-Q1.") from fault


def read_body(schema: Schema) -> dict[str, Any]:
    """What the body says, read by a schema.

    Raises: WrongMediaType; DocumentUnreadable when it is not strict JSON; InputRefused, naming the member at fault.
    """
    try:
        told: dict[str, Any] = schema.load(read_document(body()))
    except ValidationError as fault:
        faults = fault.messages_dict
        said = "; ".join(f"“{printable(str(name)[:60])}”: {' '.join(map(str, why))}" for name, why in faults.items())
        names = ", ".join(f"“{name}”" for name in schema.fields)
        raise InputRefused(f"The body cannot be taken. {said}", f"Send one JSON object with {names}.") from fault
    return told
