"""Sending returns to a hub, for programs: `HubClient(address, client_id, secret).submit(document)`.

Tries again, with growing pauses, when the network or the hub fails; that is safe, because a return that is sent
twice is kept once, and an explanation given twice is given once. Knows nothing of files and terminals: that is
`hub submit`.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.util import Retry

from hub.contract.versions import CALLED
from hub.errors import NotAuthenticated, Unavailable

TOO_MANY = 429  # nothing was done; all is done again after the wait that comes with it
TRY_AGAIN_ON = (TOO_MANY, 503)
FAILED = 500  # and above: the hub, or what stands before it, could not do its work
TRIES = 6
PAUSE = 0.5  # seconds before the second try; doubles each time
PATIENTLY: Mapping[str, Any] = {"allowed_methods": None, "respect_retry_after_header": True, "raise_on_status": False}
RETURNS, THREADS = "/api/v1/returns", "/api/v1/threads"
KEYS = "/.well-known/jwks.json"
LONGEST_WAIT = 30.0  # seconds for one answer
Document = bytes | Mapping[str, Any]


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
        """Whether the return is kept, or would be; whether what was asked was done."""
        return self.status in (200, 201)

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What was found in the document."""
        return list(self.body.get("findings", []))


def published_keys(address: str) -> dict[str, Any]:
    """The keys that a hub signs with, as its JSON Web Key Set; `address` is the hub's, or that of the set itself.

    Raises: Unavailable when there is no key set to be had there.
    """
    where = address if address.endswith(KEYS) else address.rstrip("/") + KEYS
    try:
        fresh = {"Cache-Control": "no-cache"}  # a copy on the way may be older than the key that was used last
        response = requests.get(where, timeout=LONGEST_WAIT, auth=_no_credential, headers=fresh)
        response.raise_for_status()
        found = response.json()
    except requests.RequestException as fault:
        raise Unavailable(f"The keys of {where} could not be had.", "Check the address and the network.") from fault
    return found if isinstance(found, dict) else {}


class HubClient:
    """One machine client's way to one hub. Not to be shared between threads."""

    def __init__(self, address: str, client_id: str, client_secret: str, *, tries: int = TRIES) -> None:
        self._address = address.rstrip("/")
        self._credentials = {"client_id": client_id, "client_secret": client_secret}
        self._session = requests.Session()
        self._bearer: _Bearer | None = None
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _trying_again(tries))
        self._session.mount(f"{self._address}{THREADS}/", _when_put_off(tries))

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def submit(self, document: Document, idempotency_key: str | None = None) -> Answer:
        """Send one return, or another document, and wait until it is kept or refused.

        It goes where the hub takes documents of the contract that it names; one that names none goes as a return.

        Raises: Unavailable when the hub could not be reached; NotAuthenticated when it does not know the client.
        """
        key = {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}
        raw = _bytes(document)
        return self._ask("POST", taken_at(raw), raw, key)

    def check(self, document: Document) -> Answer:
        """Ask for the verdict on one document; nothing is kept. Raises as `submit`."""
        raw = _bytes(document)
        return self._ask("POST", f"{taken_at(raw)}/check", raw)

    def findings(self, return_id: str) -> Answer:
        """What was found in one version, each query with its explanation. Raises as `submit`."""
        return self._ask("GET", _of(return_id, "findings"))

    def explain(self, return_id: str, key: str, text: str) -> Answer:
        """Explain a query, by the key of its finding. Raises as `submit`."""
        return self._ask("PUT", _of(return_id, "findings", key, "explanation"), _bytes({"text": text}))

    def standing(self, return_id: str) -> Answer:
        """Where one version stands, and what can be done with it. Raises as `submit`."""
        return self._ask("GET", _of(return_id, "standing"))

    def sign_off(self, return_id: str, role: str) -> Answer:
        """Sign a return off, by the role at the organisation that answers for it. Raises as `submit`."""
        return self._ask("POST", _of(return_id, "sign-off"), _bytes({"role": role}))

    def withdraw(self, return_id: str, why: str) -> Answer:
        """Withdraw a return that is not published. Raises as `submit`."""
        return self._ask("POST", _of(return_id, "withdrawal"), _bytes({"why": why}))

    def threads(self, return_id: str) -> Answer:
        """What the sponsor team asked about one version. Raises as `submit`."""
        return self._ask("GET", _of(return_id, "threads"))

    def reply(self, thread_id: str, text: str) -> Answer:
        """Answer a question. It is sent again only where the hub did not look at it: else it could be said twice.

        Raises as `submit`.
        """
        return self._ask("POST", f"{THREADS}/{quote(thread_id, safe='')}/replies", _bytes({"text": text}))

    def _ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        if self._bearer is None:
            self._sign_in()
        answer = self._with_token(method, path, body, headers)
        if answer.status == 401:  # the token ran out, or the hub's keys were changed
            self._sign_in()
            answer = self._with_token(method, path, body, headers)
        return answer

    def _sign_in(self) -> None:
        form = {"grant_type": "client_credentials", **self._credentials}
        answer = self._answer("POST", "/api/v1/token", data=form, auth=_no_credential)
        if answer.status != 200:
            raise NotAuthenticated("The hub does not accept this client id and secret.", "Check both.")
        self._bearer = _Bearer(answer.body["access_token"])

    def _with_token(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str] | None) -> Answer:
        told = {**({} if body is None else {"Content-Type": "application/json"}), **(headers or {})}
        return self._answer(method, path, data=body, headers=told, auth=self._bearer)

    def _answer(self, method: str, path: str, **request: Any) -> Answer:
        try:
            response = self._session.request(method, self._address + path, timeout=LONGEST_WAIT, **request)
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


class _PutOff(Retry):
    """Asks again only where the hub says that it did not look at what was asked."""

    RETRY_AFTER_STATUS_CODES = frozenset((TOO_MANY,))  # else also after 503, when what was asked may have been done


def _trying_again(tries: int) -> HTTPAdapter:
    """A way to a hub on which is asked again, after the pause that the hub asks for: it may be a minute."""
    return HTTPAdapter(
        max_retries=Retry(total=tries - 1, status_forcelist=TRY_AGAIN_ON, backoff_factor=PAUSE, **PATIENTLY)
    )


def _when_put_off(tries: int) -> HTTPAdapter:
    """As `_trying_again`, for what must not be done twice."""
    again = _PutOff(total=tries - 1, connect=0, read=0, other=0, status_forcelist=(TOO_MANY,), **PATIENTLY)
    return HTTPAdapter(max_retries=again)


def _bytes(document: Document) -> bytes:
    return document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()


def taken_at(raw: bytes) -> str:
    """Where a hub takes documents of the contract that this one names; one that names none goes as a return."""
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        return RETURNS
    named = document.get("contract") if isinstance(document, dict) else None
    return f"/api/v1/{CALLED[named]}" if isinstance(named, str) and named in CALLED else RETURNS


def _of(return_id: str, *parts: str) -> str:
    return "/".join((RETURNS, quote(return_id, safe=""), *(quote(part, safe="") for part in parts)))
