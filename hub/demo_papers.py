"""The board pack that the demonstration issued, on its own day: before a return that it used was corrected.

It is written in a process of its own: the threads of what writes PDFs do not live on in the server, which is forked.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from multiprocessing import get_context
from typing import Any

from hub.auth.permissions import Role
from hub.config import UK, Config
from hub.issued import Kind
from hub.issuing import Asked, Issuing
from hub.origins import DEMONSTRATION
from hub.pictures import Pictures
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.reach import scope_of

Facts = Mapping[str, Any]


def issue_packs(config: Config, department: str, packs: list[Facts], until: datetime) -> None:
    """Issue what was issued before a moment, each from the returns that had come by then; they leave the list."""
    while packs and datetime.fromisoformat(packs[0]["at"]) <= until:
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            process.submit(_issue, config, department, packs.pop(0)).result()


def _issue(config: Config, department: str, told: Facts) -> None:
    at = datetime.fromisoformat(told["at"]).astimezone(UTC)
    then = replace(config, fixed_today=at.astimezone(UK).date())
    asked = Asked(Kind.PACK, told["period"], date.fromisoformat(told["board"]))
    by = By(Role.BOARD.value, Role.BOARD.value, at, DEMONSTRATION)
    with closing(Database(config.database)) as database:
        Issuing(database, then, Pictures(database, then)).issue(scope_of(database, department), asked, by)
