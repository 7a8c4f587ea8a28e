"""Where somebody goes after signing in: a page of this hub, whatever the address says.

An address is let through because it has the one form that every browser reads as a path, not because it lacks a
known trick: a slash, then printable ASCII without a backslash, and no second slash at the start.
"""

from __future__ import annotations

import re

START = "/"
LONGEST_ADDRESS = 2_000  # characters
GATES = ("/sign-in", "/sign-out")  # whoever has come in does not want to stand there again
LOCAL = re.compile(r"/(?:[!-.0-\[\]-~][!-\[\]-~]*)?")


def local_address(address: str) -> str:
    """The address if it can only lead to a page of this hub; the start page otherwise."""
    if len(address) > LONGEST_ADDRESS or not LOCAL.fullmatch(address) or address.startswith(GATES):
        return START
    return address
