"""Returns that are ready for something to be done to them: each is sent afresh, for a period of its own."""

from __future__ import annotations

from collections.abc import Iterator

from callers import BODIES
from canary_life import done, recorded
from canary_world import CanaryHub, Place
from permits import Document, least_return

from hub.auth.permissions import Act, AnyAct, OrganisationAct
from hub.contract.period import Period

LAST = {"quarter": "2025-26-Q2", "year": "2023-24"}  # the latest period of which nothing has been sent
SIGNED_OFF = (Act.EXPLAIN, Act.SIGN_OFF)
BEFORE = {  # what must have been done before
    Act.EXPLAIN: (),
    Act.SIGN_OFF: (Act.EXPLAIN,),
    Act.PUBLISH: SIGNED_OFF,
    Act.UNLOCK: (*SIGNED_OFF, Act.PUBLISH),
    Act.WITHDRAW: (*SIGNED_OFF, Act.PUBLISH, Act.UNLOCK),  # from here on both sides may
    Act.ASK: (),
    Act.REPLY: (Act.ASK,),
    Act.CLOSE: (Act.ASK,),
}


def periods_before(name: str) -> Iterator[str]:
    """A period and those before it."""
    period = Period.named(name)
    while True:
        yield period.name
        period = period.previous()


def fresh_return(world: CanaryHub, code: str) -> Document:
    """A return of a body, or of one that there is not, for a period of which nothing has been sent."""
    periods = world.fresh.setdefault(code, periods_before(LAST[BODIES[code][2] if code in BODIES else "quarter"]))
    return least_return(code, next(periods))


def ready(world: CanaryHub, code: str, act: AnyAct) -> Place:
    """A return of a body to which this can be done now, or the body about which it can be recorded."""
    if isinstance(act, OrganisationAct):
        recorded(world, code, OrganisationAct.RECORD_CONVERSATION)  # from which help waits to be given
        return world.places[code]
    receipt = world.hub.sent(fresh_return(world, code), code)
    return_id = receipt["return_id"]
    world.canaries.know(code, return_id, receipt["digest"].removeprefix("sha-256:"))
    queries = tuple(finding["key"] for finding in receipt["findings"] if finding["severity"] == "query")
    for step in BEFORE[act]:
        for subject in queries if step is Act.EXPLAIN else ("",):
            done(world, code, return_id, step, subject)
    return Place(code, return_id, return_id, return_id, queries, f"{return_id}-1")
