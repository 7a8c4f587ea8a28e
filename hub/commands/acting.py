"""Who acts when a command changes something: the account that runs it and its machine, as the ledger names them."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime

from hub import origins
from hub.auth.permissions import Role
from hub.store.ledger import By


def by_operator() -> By:
    """The account that runs the command, now."""
    return By(getpass.getuser(), Role.OPERATOR, datetime.now(UTC), origins.command_line())
