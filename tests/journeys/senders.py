"""Programs of several bodies that send one return after another, until they are told to stop.

They behave as a careful program does: what was not answered is sent again under the same key, or given up.
"""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import requests
from permits import Credentials, as_bytes, least_return
from what_is_kept import Row, Sent

PERIODS = [f"20{year}-{year + 1}-Q{quarter}" for year in (23, 24, 25) for quarter in (1, 2, 3, 4)]
SUBJECTS = ("delay", "wrong-decision", "not-told", "staff-conduct", "money", "online-service")
PAUSE = 0.02  # seconds between two returns of one sender
GIVES_UP_ONE_IN = 2  # of the returns that were not answered


class Sender(Thread):
    """One program of one body."""

    def __init__(self, address: str, credentials: Credentials, number: int, sent: Sent) -> None:
        super().__init__(name=f"sender-{number}")
        self.answers: list[requests.Response] = []  # refusals because the store was away
        self.fault: BaseException | None = None
        self._address, self._credentials, self._number, self._sent = address, credentials, number, sent
        self._random = random.Random(number)
        self._session = requests.Session()
        self._stopped = Event()
        self._token = ""

    @property
    def token(self) -> dict[str, str]:
        """The header that it shows."""
        return {"Authorization": self._token}

    def run(self) -> None:
        try:
            serial = 0
            while not self._stopped.is_set():
                serial += 1
                self._send(self._document(serial))
                time.sleep(PAUSE)
        except BaseException as fault:
            self.fault = fault
        finally:
            self._session.close()

    def finish(self) -> None:
        """Send no more, and say what went wrong."""
        self._stopped.set()
        self.join(60)
        if self.fault is not None:
            raise self.fault
        assert not self.is_alive()

    def _document(self, serial: int) -> bytes:
        subjects = {subject: self._random.randint(1, 40) for subject in self._random.sample(SUBJECTS, 3)}
        return as_bytes(
            least_return(
                self._credentials.organisation,
                self._random.choice(PERIODS),
                received=sum(subjects.values()),
                subjects=subjects,
                notes=f"Return {serial} of program {self._number}",
            )
        )

    def _send(self, raw: bytes) -> None:
        digest, key = self._sent.sending(raw), str(uuid.uuid4())
        while (receipt := self._receipt(raw, key)) is None:
            time.sleep(0.1)
            if self._stopped.is_set() or self._random.randrange(GIVES_UP_ONE_IN) == 0:
                return
        self._sent.acknowledged(digest, receipt)

    def _receipt(self, raw: bytes, key: str) -> Row | None:
        """The receipt, or None when nobody answered or the store was away."""
        try:
            headers = {"Authorization": self._bearer(), "Content-Type": "application/json", "Idempotency-Key": key}
            answer = self._session.post(f"{self._address}/api/v1/returns", data=raw, headers=headers, timeout=30)
        except (requests.RequestException, ConnectionError):
            return None
        if answer.status_code == 503:
            self.answers.append(answer)
            return None
        assert answer.status_code in (200, 201), f"{answer.status_code}: {answer.text}"
        receipt: Row = answer.json()
        return receipt

    def _bearer(self) -> str:
        if not self._token:
            form = {
                "grant_type": "client_credentials",
                "client_id": self._credentials.client_id,
                "client_secret": self._credentials.client_secret,
            }
            answer = self._session.post(f"{self._address}/api/v1/token", data=form, timeout=30)
            if answer.status_code == 503:
                raise ConnectionError
            assert answer.status_code == 200, answer.text
            self._token = f"Bearer {answer.json()['access_token']}"
        return self._token


@contextmanager
def sending(address: str, credentials: list[Credentials], sent: Sent) -> Iterator[list[Sender]]:
    """While this lasts, each of these credentials is used by a program that sends returns."""
    senders = [Sender(address, each, number, sent) for number, each in enumerate(credentials)]
    for sender in senders:
        sender.start()
    try:
        yield senders
    finally:
        for sender in senders:
            sender.finish()


def wait_for_another_receipt(
    sent: Sent, senders: list[Sender], meanwhile: Callable[[], None] = lambda: None, seconds: float = 60
) -> None:
    """Until one more return has been acknowledged than now."""
    before, until = len(sent.receipts), time.monotonic() + seconds
    while len(sent.receipts) <= before:
        assert not any(sender.fault for sender in senders), [sender.fault for sender in senders]
        assert time.monotonic() < until, "the hub does not take returns any more"
        meanwhile()
        time.sleep(0.02)
