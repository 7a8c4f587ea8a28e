"""Who acts when a command changes something: the account that runs it and its machine, as the ledger names them."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime

from hub import origins
from hub.auth.permissions import Role
from hub.store.ledger import By


def by_operator(at: datetime | None = None) -> By:
    """The account that runs the command.

    Units: `at` is the hub's own moment, `Config.moment`, for what pictures are dated by.
    Missing: without it the real one, which is that of accounts, keys and the register.
    """
    return By(getpass.getuser(), Role.OPERATOR, at or datetime.now(UTC), origins.command_line())
