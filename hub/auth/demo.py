"""Accounts of the demonstration: their password is no secret, so they open from this machine alone.

Reads the file in which they are told; writing it is for `hub.demo`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import Any

from flask import Request

from hub.errors import SettingWrong

DEMO_FACTS = "demo.json"  # of the data folder; whoever is named there signs in from this machine alone
SIGN_IN = ("role", "user", "password")  # what the file tells of each account
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")


@dataclass(frozen=True, slots=True)
class Demo:
    """The names of the demonstration's accounts, and a sentence on the sign-in page for whoever may use them."""

    names: frozenset[str] = frozenset({"demo"})
    note: str = ""

    def admits(self, name: str, request: Request) -> bool:
        """Whether this account may be used from where the request comes; any other account always may."""
        return name not in self.names or from_this_machine(request)


def from_this_machine(request: Request) -> bool:
    """Whether the request comes from the loopback address, and from no further away.

    Forwarded headers are never believed: that there is one at all means a proxy, and somebody behind it.
    """
    return _is_loopback(request.remote_addr or "") and not any(name in request.headers for name in FORWARDED)


def _is_loopback(address: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return (mapped or parsed).is_loopback


def read_facts(file: Path) -> dict[str, Any]:
    """What the demonstration's file tells; its `sign_ins` are there and whole, the rest is for whoever needs it.

    Raises: SettingWrong when the file cannot be read or is damaged.
    """
    try:
        facts: dict[str, Any] = json.loads(file.read_text("utf-8"))
        told = [person[name] for person in facts["sign_ins"] for name in SIGN_IN]
    except OSError as fault:
        raise SettingWrong(f"{file} cannot be read: {fault.strerror}.", "Let the hub's account read it.") from fault
    except (ValueError, LookupError, TypeError) as fault:
        raise damaged(file) from fault
    if not told or not all(isinstance(each, str) for each in told):
        raise damaged(file)
    return facts


def damaged(file: Path) -> SettingWrong:
    """What is said of a file that does not tell what the demonstration once wrote."""
    return SettingWrong(
        f"{file} is damaged: it does not tell the demonstration's accounts and credentials.",
        f"Remove the folder {file.parent} and begin the demonstration afresh.",
    )
