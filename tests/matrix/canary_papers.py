"""A paper of each kind that was issued; papers that somebody asks for wait, since no process makes any here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from callers import COASTS, COVE
from canary_forum import HELD_ON
from canary_world import BY, TODAY, CanaryHub

from hub.issued import Kind
from hub.issuing import Asked, Issuing
from hub.paper_work import Worker
from hub.pictures import Pictures
from hub.store.reach import scope_of

PACK, AGENDA, BRIEF = "/papers/1", "/papers/2", "/papers/3"


@contextmanager
def papers_that_wait() -> Iterator[None]:
    """While an application is made: it starts no process."""
    with patch.object(Worker, "begin", lambda _worker: None):
        yield


def issue_some(world: CanaryHub) -> None:
    """A pack about all of one department, an agenda about two of its bodies, and a brief about one of them."""
    config, database = world.hub.config, world.database
    issuing, scope = Issuing(database, config, Pictures(database, config)), scope_of(database, COASTS)
    for asked in (
        Asked(Kind.PACK, "", TODAY),
        Asked(Kind.AGENDA, "", HELD_ON, world.meetings["read"]),
        Asked(Kind.BRIEF, "", TODAY, COVE),
    ):
        issuing.issue(scope, asked, BY)
