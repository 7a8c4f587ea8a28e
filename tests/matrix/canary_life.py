"""Sends the returns of the bodies, and does what people and programs do to them; every word is the body's canary."""

from __future__ import annotations

from callers import BODIES, MERGED
from canaries import text
from canary_returns import canary_assessment, canary_return
from canary_world import TEAMS, CanaryHub, Place
from permits import as_bytes

from hub.auth.permissions import Act, OrganisationAct

SENT = {  # by how often a body reports: period, contract version, how many versions of the return
    "quarter": (("2025-26-Q3", "1.0", 1), ("2025-26-Q4", "1.1", 1), ("2026-27-Q1", "2.0", 2)),
    "year": (("2024-25", "1.1", 1), ("2025-26", "2.0", 2)),
}
BY_PROGRAM = {  # what an organisation does: method, address, and the name of what it says
    Act.EXPLAIN: ("PUT", "/api/v1/returns/{return_id}/findings/{subject}/explanation", "text"),
    Act.REPLY: ("POST", "/api/v1/threads/{subject}/replies", "text"),
    Act.SIGN_OFF: ("POST", "/api/v1/returns/{return_id}/sign-off", "role"),
    Act.WITHDRAW: ("POST", "/api/v1/returns/{return_id}/withdrawal", "why"),
}


CLOSED = (("2025-26-Q2", "1.0", 1), ("2025-26-Q3", "1.1", 2))  # what the body that merged sent before


def send(world: CanaryHub, code: str) -> None:
    """Every return of a body, by its program; the receipt's ids and digests are the body's alone."""
    sent: list[str] = []
    for period, version, times in CLOSED if code in MERGED else SENT[BODIES[code][2]]:
        for time in range(times):
            document = as_bytes(canary_return(world.canaries, code, period, version))
            key = text(code, f"idempotency key {period} {time}").encode("ascii", "ignore").decode()
            answer = world.hub.send(document, key=key, organisation=code)
            assert answer.status_code == 201, answer.get_data(as_text=True)
            receipt = answer.get_json()
            world.canaries.know(code, receipt["return_id"], receipt["digest"].removeprefix("sha-256:"))
            world.keys[code] = key
            sent.append(receipt["return_id"])
    queries = tuple(finding["key"] for finding in receipt["findings"] if finding["severity"] == "query")
    filing = _send_assessment(world, code)
    world.places[code] = Place(code, sent[-1], sent[-2], sent[-3], queries, f"{sent[-1]}-1", filing)


def _send_assessment(world: CanaryHub, code: str) -> str:
    """A self-assessment of a body, by its program, under the key of its last return; its id."""
    document = as_bytes(canary_assessment(world.canaries, code))
    answer = world.hub.send(document, key=world.keys[code], to="/api/v1/self-assessments", organisation=code)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    receipt = answer.get_json()
    world.canaries.know(code, receipt["filing_id"], receipt["digest"].removeprefix("sha-256:"))
    filing: str = receipt["filing_id"]
    return filing


def live_through(world: CanaryHub, code: str) -> None:
    """What people and programs do to the returns of a body: each says something of its own at every step."""
    place = world.places[code]
    latest = place.latest
    for return_id, act, subject in (
        (latest, Act.ASK, ""),
        (latest, Act.REPLY, f"{latest}-1"),
        (latest, Act.ASK, ""),
        (latest, Act.CLOSE, f"{latest}-2"),
        *((latest, Act.EXPLAIN, query) for query in place.queries),
        (latest, Act.SIGN_OFF, ""),
        (latest, Act.PUBLISH, ""),
        (latest, Act.UNLOCK, ""),
        (latest, Act.PUBLISH, ""),
        (place.withdrawn, Act.WITHDRAW, ""),
    ):
        done(world, code, return_id, act, subject)
    for what in (each for each in OrganisationAct if each is not OrganisationAct.GIVE_HELP):
        recorded(world, code, what)


def done(world: CanaryHub, code: str, return_id: str, act: Act, subject: str = "") -> None:
    """An act that must succeed, with words that are the body's canaries: by its program, or by its sponsor."""
    if act in BY_PROGRAM:
        method, address, word = BY_PROGRAM[act]
        address = address.format(return_id=return_id, subject=subject)
        headers = world.hub.bearer(code)
        answer = world.ask(method, address, json={word: text(code, f"{word} of {act}")}, headers=headers)
        assert answer.status_code in (200, 201), f"the program of {code} could not {act}"
        return
    said = {name: text(code, f"{name} of {act}") for name in ("text", "why")}
    address = f"/returns/{return_id}"
    team = TEAMS[BODIES[code][0]]
    answer = world.form(team, address, act=act, subject=subject, pointer="/received/total", **said)
    assert (answer.status_code, answer.location) == (303, address), f"{team} could not {act} for {code}"


def recorded(world: CanaryHub, code: str, act: OrganisationAct) -> None:
    """Something that is recorded about a body by its sponsor, in words that are the body's canaries."""
    said = {name: text(code, f"{name} of {act}") for name in ("evidence", "with_role", "agreed", "help")}
    chosen = {"step": "1", "state": "done", "adoption": "adopted", "on": "2026-07-01", "next_review": "2026-07-02"}
    address, team = f"/organisations/{code}", TEAMS[BODIES[code][0]]
    answer = world.form(team, address, act=act, **chosen, **said)
    assert (answer.status_code, answer.location) == (303, address), f"{team} could not {act} for {code}"
