"""Answers of the API: JSON as it should be, and what went wrong as problem details (RFC 9457).

The one place of the API where errors of the domain become HTTP statuses; `hub.app` hands every error here.
"""

from __future__ import annotations

import json
from typing import Any

import orjson
from flask import Response

from hub.contract.strict_json import LONGEST_BODY
from hub.contract.versions import Closing
from hub.errors import (
    Conflict,
    DocumentTooLong,
    DocumentUnreadable,
    HubError,
    InputRefused,
    Locked,
    MoveRefused,
    NotAuthenticated,
    NotFound,
    NotPermitted,
    ReturnRefused,
    TooManyRequests,
    Unavailable,
    WrongMediaType,
)
from hub.ingest.closing import closing_headers
from hub.ingest.refusing import findings_of

PROBLEM_JSON = "application/problem+json"
NOT_FOUND = 404
RETRY_AFTER = "5"  # seconds: long enough for a database to come back, short enough for a waiting sender
STATUSES: dict[type[HubError], int] = {
    DocumentTooLong: 413,
    DocumentUnreadable: 400,
    ReturnRefused: 422,
    InputRefused: 422,
    WrongMediaType: 415,
    NotAuthenticated: 401,
    TooManyRequests: 429,
    NotPermitted: 403,
    NotFound: 404,
    Conflict: 409,
    Unavailable: 503,
}
TITLES = {
    400: "The document cannot be read",
    401: "Not authenticated",
    403: "Not permitted",
    404: "Not found",
    405: "Not a way to ask this address",
    409: "It does not go with what is kept",
    413: "The document is too long",
    415: "The body is not declared to be JSON",
    422: "What was sent is refused",
    429: "Too many requests",
    500: "The hub failed",
    503: "The hub cannot do this now",
}
TITLES_OF_ERRORS: dict[type[HubError], str] = {  # where a status says too little
    ReturnRefused: "The return is refused",
    InputRefused: "What was written cannot be taken",
    Conflict: "The idempotency key belongs to another document",
    Locked: "The return is locked",
    MoveRefused: "The return does not stand where this step starts",
}

DETAILS = {  # what the web server turns away, in the hub's words
    404: "There is nothing at this address, or it is not one that you may see.",
    405: "This address exists, but cannot be asked in this way; the header Allow says how.",
    413: "The request is longer than any return needs to be. Shorten the longest texts, and send one return at a time.",
    429: "Wait as long as the header Retry-After says, then send the same request again.",
}


def too_long() -> DocumentTooLong:
    """What is said of a request that was not even read to its end."""
    return DocumentTooLong(DETAILS[413], f"A return may have {LONGEST_BODY:,} bytes.")


def status_of(error: HubError) -> int:
    """The HTTP status of an error of the domain; 500 for one that no table names."""
    return next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), 500)


def answer(body: Any, status: int = 200, **headers: str) -> Response:
    """A JSON answer."""
    response = Response(as_json(body), status, mimetype="application/json")
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response


def as_json(body: Any) -> bytes:
    """As JSON. A finding repeats what was sent, also an integer past 64 bits, which orjson does not write."""
    try:
        return orjson.dumps(body)
    except TypeError:
        return json.dumps(body, ensure_ascii=False).encode()


def problem(error: HubError, request_id: str = "") -> Response:
    """What went wrong, as problem details with findings where there are any."""
    status = status_of(error)
    body = {
        "type": f"urn:oversight-hub:problem:{error.code}",
        "title": TITLES_OF_ERRORS.get(type(error), TITLES[status]),
        "status": status,
        "detail": error.message,
        "what_to_do": error.what_to_do,
        "findings": findings_of(error),
        **_lock(error),
        **_instance(status, request_id),
    }
    response = _problem_response(body, status)
    if isinstance(closing := error.facts.get("closing"), Closing):
        response.headers.update(closing_headers(closing))
    return response


def bare_problem(status: int, detail: str = "", request_id: str = "") -> Response:
    """Problem details for what the web server itself turns away; `detail` where the hub has no words of its own."""
    return _problem_response(_bare(status, detail, request_id), status)


def failed(request_id: str) -> bytes:
    """The problem details of a failure of the hub's own."""
    detail = f"The hub failed; nothing was kept. The reference {request_id} finds it in the log."
    return as_json(_bare(500, detail, request_id))


def _bare(status: int, detail: str, request_id: str) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": TITLES.get(status, "Something is wrong with the request"),
        "status": status,
        "detail": DETAILS.get(status, detail),
        "findings": [],
        **_instance(status, request_id),
    }


def _instance(status: int, request_id: str) -> dict[str, str]:
    """Which request this was, as the log knows it. Missing: nothing for 404, which is the same whatever is there."""
    return {"instance": f"urn:oversight-hub:request:{request_id}"} if request_id and status != NOT_FOUND else {}


def _problem_response(body: dict[str, Any], status: int) -> Response:
    response = Response(as_json(body), status, mimetype=PROBLEM_JSON)
    response.headers["Cache-Control"] = "no-store"
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="oversight-hub"'
    if status in (429, 503):
        response.headers["Retry-After"] = RETRY_AFTER
    return response


def _lock(error: HubError) -> dict[str, Any]:
    """Why, since when, and who can lift it, where the return is locked."""
    return {"lock": dict(error.facts)} if isinstance(error, Locked) else {}
