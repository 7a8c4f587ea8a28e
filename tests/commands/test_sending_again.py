"""What a program's client sends again by itself, and what it must not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from served import Failure, away, hangs_up, served

from hub.errors import Unavailable
from hub.ingest.client import HubClient

JSON = [("Content-Type", "application/json")]


def put_off(_: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """As a hub answers that has been asked too often."""
    start_response("429 Too Many Requests", [*JSON, ("Retry-After", "0")])
    return [b"{}"]


class FailsAtFirst:
    """A hub that is only asked for a token and told replies, the first of which comes to nothing."""

    def __init__(self, failure: Failure) -> None:
        self.asked = 0
        self._failure = failure

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        if environ["PATH_INFO"].endswith("/token"):
            start_response("200 OK", JSON)
            return [b'{"access_token": "a"}']
        self.asked += 1
        if self.asked == 1:
            return self._failure(environ, start_response)
        start_response("201 Created", JSON)
        return [b'{"id": "1"}']


@contextmanager
def asked_by_a_client(road: FailsAtFirst) -> Iterator[HubClient]:
    with served(road) as address:  # type: ignore[arg-type]
        client = HubClient(address, "client", "secret")
        try:
            yield client
        finally:
            client.close()


def test_a_reply_that_was_put_off_is_sent_again() -> None:
    road = FailsAtFirst(put_off)
    with asked_by_a_client(road) as client:
        assert client.reply("1", "Yes.").accepted
    assert road.asked == 2


@pytest.mark.parametrize("failure", [hangs_up, away(retry_after="0")])
def test_a_reply_that_may_have_been_said_is_not_said_twice(failure: Failure) -> None:
    road = FailsAtFirst(failure)
    with asked_by_a_client(road) as client, pytest.raises(Unavailable):
        client.reply("1", "Yes.")
    assert road.asked == 1
