"""A provider of the tests' own, over real HTTP: it does all as it should, but for what a test has it do otherwise."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote_plus, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

CLIENT_ID, SECRET = "hub of harbours", "a secret: 100% +&="
WELL_KNOWN = "/.well-known/openid-configuration"
Answer = tuple[int, dict[str, str], bytes]
RSA_KEYS = [RSAKey.generate_key(2048, {"kid": f"rsa-{number}"}) for number in (1, 2)]
EC_KEY = ECKey.generate_key("P-256", {"kid": "ec"})
ED_KEY = OKPKey.generate_key("Ed25519", {"kid": "ed"})
ALL_ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519", "HS256", "none", "RS512")


def segment(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def half_digest(token: str, *, sha512: bool) -> str:
    """The digest of another token, as a token carries it."""
    digest = (hashlib.sha512 if sha512 else hashlib.sha256)(token.encode()).digest()
    return segment(digest[: len(digest) // 2])


def signed(header: dict[str, Any], claims: Any, key: Key) -> str:
    """A token, signed as its header says, without the library that the hub uses."""
    what = unsigned(header, claims).rstrip(".")
    return f"{what}.{segment(_signature(header['alg'], what.encode(), key.private_key))}"


def _signature(algorithm: str, what: bytes, key: Any) -> bytes:
    if algorithm == "ES256":
        r, s = decode_dss_signature(key.sign(what, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
    if algorithm in ("EdDSA", "Ed25519"):
        return key.sign(what)
    digest = hashes.SHA512() if algorithm == "RS512" else hashes.SHA256()
    salted = padding.PSS(padding.MGF1(digest), digest.digest_size)
    return key.sign(what, salted if algorithm == "PS256" else padding.PKCS1v15(), digest)


def unsigned(header: dict[str, Any], claims: Any) -> str:
    """A token that nothing was signed of."""
    return f"{segment(json.dumps(header).encode())}.{segment(json.dumps(claims).encode())}."


def signed_with_public_key(header: dict[str, Any], claims: dict[str, Any], key: RSAKey) -> str:
    """A token whose secret is what everybody knows: the published key."""
    what = unsigned(header, claims).rstrip(".")
    mac = hmac.new(key.as_pem(private=False), what.encode(), hashlib.sha256).digest()
    return f"{what}.{segment(mac)}"


def json_answer(body: Any, status: int = 200) -> Answer:
    return status, {"Content-Type": "application/json"}, json.dumps(body).encode()


@dataclass
class OwnProvider:
    """What it says, and to whom it has said what. A test changes the members; each `answers` goes before the usual."""

    issuer: str = ""
    keys: list[Any] = field(default_factory=lambda: [RSA_KEYS[0]])
    key: Any = field(default_factory=lambda: RSA_KEYS[0])
    algorithm: str = "RS256"
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "1f2e", "preferred_username": "noor"})
    groups: list[str] | None = field(default_factory=lambda: ["sponsors"])
    userinfo: dict[str, Any] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Callable[[], Answer]] = field(default_factory=dict)
    token: Callable[[dict[str, Any], dict[str, Any]], str] | None = None
    claims: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    header: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    gives_codes_again: bool = False
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorised(self, address: str) -> dict[str, str]:
        """What a browser brings back that was sent to this address, once the person has signed in here."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT_ID
        code = f"code {len(self._codes)}/+"
        self._codes[code] = asked
        self.told += [code, asked["nonce"], asked["state"]]
        return {"code": code, "state": asked["state"], "iss": self.issuer}

    def answer(self, path: str, body: str, headers: Any) -> Answer:
        """What it says to the hub."""
        self.asked.append(path)
        if path in self.answers:
            return self.answers[path]()
        if path == WELL_KNOWN:
            return json_answer(self._of_itself())
        if path == "/keys":
            return json_answer({"keys": [key.as_dict(private=False) for key in self.keys]})
        if path == "/token":
            return self._exchange(dict(parse_qsl(body)), headers)
        if path == "/userinfo" and headers["Authorization"] == "Bearer an access token":
            return json_answer(self.userinfo)
        return 404, {}, b""

    def _of_itself(self) -> dict[str, Any]:
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorise?tenant=ports",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": list(ALL_ALGORITHMS),
            "authorization_response_iss_parameter_supported": True,
            **({"userinfo_endpoint": f"{self.issuer}/userinfo"} if self.userinfo is not None else {}),
            **self.metadata,
        }
        return {name: value for name, value in told.items() if value is not None}

    def _exchange(self, form: dict[str, str], headers: Any) -> Answer:
        if not self._knows_client(form, headers.get("Authorization", "")):
            return json_answer({"error": "invalid_client"}, 401)
        asked = self._codes.get(form.get("code", ""))
        if asked is None:
            return json_answer({"error": "invalid_grant", "error_description": "<b>secret words</b>"}, 400)
        if not self.gives_codes_again:
            del self._codes[form["code"]]
        challenge = segment(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if challenge != asked["code_challenge"] or form.get("redirect_uri") != asked["redirect_uri"]:
            return json_answer({"error": "invalid_grant"}, 400)
        self.told.append(form["code_verifier"])
        return json_answer(
            {"access_token": "an access token", "token_type": "Bearer", "id_token": self._token(asked["nonce"])}
        )

    def _knows_client(self, form: dict[str, str], authorization: str) -> bool:
        ways = self.metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if "client_secret_basic" in ways:
            told = base64.b64decode(authorization.removeprefix("Basic ")).decode().split(":")
            return [unquote_plus(one) for one in told] == [CLIENT_ID, SECRET]
        return (form.get("client_id"), form.get("client_secret")) == (CLIENT_ID, SECRET)

    def _token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "nonce": nonce,
            "iat": now,
            "exp": now + 300,
            **self.person,
            **({"groups": self.groups} if self.groups is not None else {}),
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if name not in self.without}
        header = {"alg": self.algorithm, "kid": self.key.kid, **self.header}
        header = {name: value for name, value in header.items() if value is not None}
        token = self.token(header, claims) if self.token else signed(header, claims, self.key)
        self.told.append(token)
        return token


@contextmanager
def own_provider(**says: Any) -> Iterator[OwnProvider]:
    """One that is listening, at an address of this machine."""
    provider = OwnProvider(**says)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            try:
                status, headers, body = provider.answer(urlsplit(self.path).path, sent, self.headers)
            except Exception as fault:
                provider.faults.append(fault)
                raise
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer  # noqa: N815 - the names that the library looks for

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Whoever hangs up has read enough."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert provider.faults == []


def question(address: str) -> dict[str, str]:
    """What a browser was sent to the provider with."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
