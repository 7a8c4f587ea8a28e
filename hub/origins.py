"""From where somebody acts, in the words of the ledger. An address is the one that the server sees.

Below all floors, because commands, pages and the API each say it of themselves. Looks nothing up beyond its own host.
"""

from __future__ import annotations

import platform

DEMONSTRATION = "demonstration"


def browser(address: str | None) -> str:
    """A page, opened or filled in at this address. Missing: without the address when the server was told none."""
    return _at("browser", address)


def api(address: str | None) -> str:
    """A program at this address. Missing: as `browser`."""
    return _at("API", address)


def command_line() -> str:
    """A command, on the machine that it runs on."""
    return f"command line on {platform.node() or 'an unnamed host'}"


def _at(what: str, address: str | None) -> str:
    return f"{what} at {address}" if address else what
