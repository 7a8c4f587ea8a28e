"""`POST /api/v1/returns` straight from the server, without the framework around it: the one address where speed counts.

Takes what is plain and good, which is nearly every return: it is judged, kept and acknowledged here. Whatever else
there is goes to the application, which has the words for it; what has gone wrong here goes along, so that an error is
answered in one place and in one way. What a return must be, and how it is kept, is `submission`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from hub import origins
from hub.contract.strict_json import LONGEST_BODY
from hub.contract.versions import closing
from hub.ingest.answers import as_json
from hub.ingest.asking import idempotency_key, is_json, sender
from hub.ingest.closing import closing_headers
from hub.ingest.door import Door
from hub.ingest.receipt import receipt
from hub.ingest.submission import Asked, submit
from hub.noted import CALLER, PROGRAM, ROUTE

RETURNS = "/api/v1/returns"
FAULT = "hub.fault"  # in the request's environment: what has already gone wrong with it
DIGITS = len(str(LONGEST_BODY))  # of a length; a longer number is not even read
STATUSES = {False: "201 CREATED", True: "200 OK"}  # by whether it had been kept before
Environ = dict[str, Any]
Headers = Sequence[tuple[str, str]]
Respond = Callable[..., Any]
Application = Callable[[Environ, Respond], Iterable[bytes]]


class Express:
    """A WSGI application in front of another, which it asks whenever it has no answer of its own.

    Shapes: `headers` go with every answer, as the application's own hook adds them to its answers.
    """

    def __init__(self, application: Application, door: Door, headers: Headers) -> None:
        self._application = application
        self._door = door
        self._headers = [("Content-Type", "application/json"), *headers]

    def __call__(self, environ: Environ, respond: Respond) -> Iterable[bytes]:
        """Answer a plain request for a return to be kept; hand on every other."""
        if _is_plain(environ):
            environ[ROUTE] = RETURNS
            try:
                answer = self._take(environ, respond)
            except Exception as fault:
                environ[FAULT] = fault
            else:
                if answer is not None:
                    return (answer,)
        return self._application(environ, respond)

    def _take(self, environ: Environ, respond: Respond) -> bytes | None:
        """The receipt, its status and headers given already. Missing: None when the body broke off."""
        length = int(environ["CONTENT_LENGTH"])
        body = environ["wsgi.input"].read(length)
        if len(body) != length:
            return None
        kept = submit(self._door, body, partial(self._asked, environ))
        facts = kept.receipt_facts
        answer = as_json(receipt(facts))
        place = (("Location", f"{RETURNS}/{facts.id}"), ("Content-Length", str(len(answer))))
        closes = closing_headers(closing(facts.contract, facts.contract_version, self._door.config.today()))
        respond(STATUSES[kept.replayed], [*self._headers, *place, *closes.items()])
        return answer

    def _asked(self, environ: Environ) -> Asked:
        address = environ.get("REMOTE_ADDR", "")
        by = sender(self._door, environ.get("HTTP_AUTHORIZATION"), address)
        environ[CALLER] = PROGRAM
        return Asked(by, idempotency_key(environ.get("HTTP_IDEMPOTENCY_KEY")), origins.api(address))


def _is_plain(environ: Environ) -> bool:
    """Whether it is a JSON document of a length that is told, for the one address that is answered here."""
    length = environ.get("CONTENT_LENGTH", "")
    return (
        environ["PATH_INFO"] == RETURNS
        and environ["REQUEST_METHOD"] == "POST"
        and length.isascii()
        and length.isdigit()
        and len(length) <= DIGITS
        and int(length) <= LONGEST_BODY
        and is_json(environ.get("CONTENT_TYPE", ""))
        and "HTTP_TRANSFER_ENCODING" not in environ
    )
