"""Where a request comes from, as far as it tells one caller from another."""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address, ip_network

SUBSCRIBER = 64  # bits of an IPv6 address that belong to one subscriber; the rest they choose freely
WITH_PORT = re.compile(r"\A(?:\[([^\]]*)\]|([0-9.]+))(?::[0-9]+)?\Z")
LONGEST_ADDRESS = 64  # characters that are kept of what is no address


def subscriber(address: str) -> str:
    """Whoever has this address: it, or the network that an IPv6 address shows to be one subscriber's.

    An IPv4 address that a socket for both kinds of address writes as an IPv6 one is an IPv4 address.
    """
    try:
        parsed = ip_address(WITH_PORT.sub(r"\1\2", address))  # some proxies add the port, another for each connection
    except ValueError:
        return address[:LONGEST_ADDRESS]  # a socket of this machine has no address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ip_network((parsed.packed, SUBSCRIBER), strict=False))
