"""A hub of three departments in which every text and every number tells whose it is, and everybody who asks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from callers import BODIES, CALLERS, FEN
from canaries import Canaries
from canary_forum import hold_one, one_ready
from canary_life import live_through, send
from canary_papers import issue_some, papers_that_wait
from canary_register import become, register
from canary_world import METRICS_TOKEN, TEAMS, TODAY, CanaryHub, sign_in_name
from hub_under_test import NO_LIMITS, HubUnderTest
from letting_in import let_in, shut_out, sign_in

from hub.app import DATABASE, create_app
from hub.config import Config
from hub.logs import log_plainly

FIRST_DAY = date(2024, 4, 1)  # of the oldest period of which anything is sent
SETTINGS = {  # so that every address is in use; the provider answers nobody
    **NO_LIMITS,
    "oidc_issuer": "http://127.0.0.1:9",
    "oidc_client_id": "hub",
    "security_contact": "https://weaknesses.example/",
    "metrics_token": METRICS_TOKEN,
    "token_minutes": 60,  # the whole matrix is asked with the tokens of its beginning
}


@contextmanager
def canary_hub(data: Path, collects_from: date | None = FIRST_DAY) -> Iterator[CanaryHub]:
    """A new one, with everything in it.

    Missing: `collects_from` is None for departments that ask for every period there is.
    """
    config = Config(data=data, fixed_today=TODAY, **SETTINGS)
    log_plainly()
    with papers_that_wait():
        app = create_app(config)
    world = CanaryHub(HubUnderTest(config, app, {}), Canaries())
    try:
        register(world, collects_from)
        for name in TEAMS.values():
            sign_in(world, name, sign_in_name(name))
        for code in BODIES:
            if code != FEN:
                send(world, code)
                live_through(world, code)
        become(world)
        hold_one(world)
        one_ready(world)
        issue_some(world)
        _find_files(world)
        for caller in CALLERS:
            let_in(world, caller)
        for caller in CALLERS:
            shut_out(world, caller)
        yield world
    finally:
        app.extensions[DATABASE].close()


def _find_files(world: CanaryHub) -> None:
    """A file under each address of files, as a page names it."""
    page = world.page(next(iter(TEAMS.values())), "/oversight/compliance?explore=yes")
    found = re.search(r'"/static/([^"?]+)', page)
    assert found is not None, "the page has no file under /static/"
    world.files["/static/"] = found[1]
