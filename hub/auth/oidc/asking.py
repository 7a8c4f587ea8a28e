"""How a provider is asked: within a time, for an answer of a bounded size, which is one JSON object.

No redirect is followed: what is sent goes to the address that was meant, or nowhere. Knows nothing of what is asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from io import BytesIO
from threading import BoundedSemaphore, Thread
from typing import Any, TypeVar

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from requests import PreparedRequest, RequestException, Response
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from hub.auth.oidc.refusing import disbelieved, error_word, out_of_reach
from hub.contract.strict_json import read_document
from hub.errors import DocumentUnreadable

LONGEST_WAIT = 10.0  # seconds, from asking to the last byte
SILENCE = 5.0  # seconds without a byte
LONGEST_ANSWER = 262_144  # bytes; tokens with hundreds of groups have a tenth
AT_ONCE = 32  # conversations: a provider that never ends must not use up the server's threads
REFUSES = range(400, 500)
OK, TOO_MANY = 200, 429
LONGEST_REASON = 200  # characters of what a log repeats

Given = TypeVar("Given")
_room = BoundedSemaphore(AT_ONCE)


def ask(work: Callable[[OAuth2Session], Given], **client: Any) -> Given:
    """What some work with the provider gives; `client` is what its session knows of this hub.

    The work is done in a thread of its own: the time limit of a connection begins anew with every byte.
    Raises: Unavailable when the provider cannot be reached or takes too long; SignInRefused when what it answers
    cannot be an answer, or is its own refusal.
    """
    if not _room.acquire(blocking=False):
        raise out_of_reach("too many conversations")
    given: Future[Given] = Future()
    Thread(target=_converse, args=(given, work, client), name="hub-asks-its-provider", daemon=True).start()
    try:
        return given.result(LONGEST_WAIT)
    except TimeoutError as fault:
        raise out_of_reach("no answer in time") from fault
    except (RequestException, HTTPError, _OutOfOrder) as fault:
        raise out_of_reach(f"{type(fault).__name__}: {fault}"[:LONGEST_REASON]) from fault


def _converse(given: Future[Given], work: Callable[[OAuth2Session], Given], client: dict[str, Any]) -> None:
    try:
        with OAuth2Session(**client) as session:
            for scheme in ("http://", "https://"):
                session.mount(scheme, _Bounded())
            given.set_result(work(session))
    except AuthlibBaseError as fault:  # the error that the provider named; what it adds is anybody's text
        given.set_exception(disbelieved(f"the provider says {error_word(fault.error)}"))
    except Exception as fault:  # for whoever waits for it
        given.set_exception(fault)
    finally:
        _room.release()


class _OutOfOrder(Exception):
    """The provider says that it cannot answer now, or does not come to an end."""


class _Bounded(HTTPAdapter):
    """A connection on which an answer is short, quick and one JSON object, or none."""

    def send(self, request: PreparedRequest, *_: Any, **options: Any) -> Response:
        """Send, and give the answer when all of it has come. Raises: SignInRefused, RequestException, HTTPError."""
        request.headers["Accept-Encoding"] = "identity"
        answer = super().send(request, **options | {"stream": True, "timeout": SILENCE})
        with closing(answer.raw):
            if answer.status_code >= 500 or answer.status_code == TOO_MANY:
                raise _OutOfOrder(f"status {answer.status_code}")
            body = _body(answer, until=time.monotonic() + LONGEST_WAIT)
        _expect(answer.status_code, body, may_refuse=request.method == "POST")
        answer.raw = BytesIO(body)
        return answer


def _expect(status: int, body: bytes, *, may_refuse: bool) -> None:
    if status != OK and not (may_refuse and status in REFUSES):
        raise disbelieved(f"status {status}")
    try:
        document = read_document(body)
    except DocumentUnreadable as fault:
        raise disbelieved("an answer that is not one JSON object") from fault
    if status != OK and "error" not in document:
        raise disbelieved(f"status {status} without an error")


def _body(answer: Response, until: float) -> bytes:
    body = b""
    while part := answer.raw.read1(LONGEST_ANSWER):
        body += part
        if len(body) > LONGEST_ANSWER:
            raise disbelieved("an answer that is too long")
        if time.monotonic() > until:
            raise _OutOfOrder("an answer that does not end")
    return body
