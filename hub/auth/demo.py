"""Accounts of the demonstration: their password is no secret, so they open from this machine alone."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from flask import Request

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
