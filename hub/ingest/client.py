"""Sending returns to a hub, for programs: `HubClient(address, client_id, secret).submit(document)`.

Tries again, with growing pauses, when the network or the hub fails; that is safe, because a return that is sent
twice is kept once. Knows nothing of files and terminals: that is `hub submit`.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.util import Retry

from hub.errors import NotAuthenticated, Unavailable

TRY_AGAIN_ON = (429, 503)
FAILED = 500  # and above: the hub, or what stands before it, could not do its work
TRIES = 6
PAUSE = 0.5  # seconds before the second try; doubles each time
LONGEST_WAIT = 30.0  # seconds for one answer


class _Bearer(AuthBase):
    """Sends the token; being an `auth`, it also keeps requests from looking for passwords in a .netrc file."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _no_credential(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


@dataclass(frozen=True, slots=True)
class Answer:
    """What the hub said to one document: a receipt, a verdict, or problem details."""

    status: int
    body: dict[str, Any]

    @property
    def accepted(self) -> bool:
        """Whether the return is kept, or would be."""
        return self.status in (200, 201)

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What was found in the document."""
        return list(self.body.get("findings", []))


class HubClient:
    """One machine client's way to one hub. Not to be shared between threads."""

    def __init__(self, address: str, client_id: str, client_secret: str, *, tries: int = TRIES) -> None:
        self._address = address.rstrip("/")
        self._credentials = {"client_id": client_id, "client_secret": client_secret}
        self._session = requests.Session()
        self._bearer: _Bearer | None = None
        retry = Retry(
            total=tries - 1,
            backoff_factor=PAUSE,
            status_forcelist=TRY_AGAIN_ON,
            allowed_methods=None,
            respect_retry_after_header=True,
            raise_on_status=False,
        )
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def submit(self, document: bytes, idempotency_key: str | None = None) -> Answer:
        """Send one return and wait until it is kept or refused.

        Raises: Unavailable when the hub could not be reached; NotAuthenticated when it does not know the client.
        """
        return self._send("/api/v1/returns", document, {"Idempotency-Key": idempotency_key or str(uuid.uuid4())})

    def check(self, document: bytes) -> Answer:
        """Ask for the verdict on one return; nothing is kept. Raises as `submit`."""
        return self._send("/api/v1/returns/check", document, {})

    def _send(self, path: str, document: bytes, headers: dict[str, str]) -> Answer:
        if self._bearer is None:
            self._sign_in()
        answer = self._post(path, document, headers)
        if answer.status == 401:  # the token ran out, or the hub's keys were changed
            self._sign_in()
            answer = self._post(path, document, headers)
        return answer

    def _sign_in(self) -> None:
        form = {"grant_type": "client_credentials", **self._credentials}
        answer = self._answer("/api/v1/token", data=form, auth=_no_credential)
        if answer.status != 200:
            raise NotAuthenticated("The hub does not accept this client id and secret.", "Check both.")
        self._bearer = _Bearer(answer.body["access_token"])

    def _post(self, path: str, document: bytes, headers: dict[str, str]) -> Answer:
        headers = {"Content-Type": "application/json", **headers}
        return self._answer(path, data=document, headers=headers, auth=self._bearer)

    def _answer(self, path: str, **request: Any) -> Answer:
        try:
            response = self._session.post(self._address + path, timeout=LONGEST_WAIT, **request)
            body = response.json()
        except requests.JSONDecodeError as fault:
            raise Unavailable(f"{self._address} answered, but not as a hub does.", "Check the address.") from fault
        except requests.RequestException as fault:
            raise Unavailable(
                f"{self._address} could not be reached, although it was tried {TRIES} times.",
                "Check the address and the network, and send again: what was kept is not kept twice.",
            ) from fault
        if response.status_code in TRY_AGAIN_ON or response.status_code >= FAILED:
            raise Unavailable(
                f"{self._address} answers that it cannot take returns now ({response.status_code}).",
                "Send again later: what was kept is not kept twice.",
            )
        return Answer(response.status_code, body if isinstance(body, dict) else {})
