"""A board pack that was issued; papers that somebody asks for wait, since no process makes any here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from callers import COASTS
from canary_world import BY, TODAY, CanaryHub

from hub.issued import Kind
from hub.issuing import Asked, Issuing
from hub.paper_work import Worker
from hub.pictures import Pictures
from hub.store.reach import scope_of


@contextmanager
def papers_that_wait() -> Iterator[None]:
    """While an application is made: it starts no process."""
    with patch.object(Worker, "begin", lambda _worker: None):
        yield


def issue_one(world: CanaryHub) -> None:
    """A pack about all of one department."""
    config, database = world.hub.config, world.database
    asked = Asked(Kind.PACK, "", TODAY)
    Issuing(database, config, Pictures(database, config)).issue(scope_of(database, COASTS), asked, BY)
