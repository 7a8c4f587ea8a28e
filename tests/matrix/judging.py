"""Whether each cell of a row answers as it is declared; what is otherwise is said in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from answers_told import told
from callers import BY_COLUMN, Caller, Kind
from canary_forum import one_ready
from canary_themes import made_ready
from canary_work import ready
from canary_world import BY, CanaryHub, Place, client_id, sign_in_name
from declared import Row
from leaks import found_in
from letting_in import sign_in
from shown import leaks
from sqlalchemy import func, select
from ways import (
    NOBODY,
    OF_NOBODY,
    Places,
    Request,
    act_of,
    bodies_of,
    forum_act_of,
    newest_session,
    nobodys,
    nowhere,
    paper_act_of,
    request,
    theme_act_of,
)
from werkzeug.test import TestResponse

from hub.store.ledger import verify
from hub.store.tables import LEDGER

STRANGER = BY_COLUMN["st"]
OPEN, COMES, REFUSED = "*", "+", "!"
STATUSES = {"-": (404,), ">": (303,), "!": (401,), "n": (303, 403), "0": (200, 303), "x": (400, 422)}
SIGN_IN, SIGN_OUT, ACCOUNT = "/sign-in", "/sign-out", "/account"
OWN_SESSION, OWN_PASSWORD = f"POST {ACCOUNT}/sessions own session", f"POST {ACCOUNT}/password own password"


def faults_of(world: CanaryHub, row: Row) -> list[str]:
    """Every cell of a row that answers otherwise than it should.

    Who is refused asks first, for a thing that could be done; nothing may have changed then.
    """
    callers = [BY_COLUMN[column] for column in row.cells]
    allowed = [caller for caller in callers if row.cells[caller.column] == COMES]
    places = _places(world, row)
    before, met = verify(world.database), _told_of_meetings(world)
    faults = [
        f"{caller.column}, {caller.words}: {fault}"
        for caller in callers
        if caller not in allowed
        for fault in _refused(world, row, caller, places)
    ]
    if (act_of(row) or theme_act_of(row) or forum_act_of(row) or paper_act_of(row)) and verify(
        world.database
    ) != before:
        faults.append("something was changed by somebody who was refused")
    if _told_of_meetings(world) != met:
        faults.append("something was recorded about a meeting by somebody who was refused")
    return faults + [
        f"{caller.column}, {caller.words}: {fault}"
        for caller in allowed
        for fault in _comes(world, row, caller, _places(world, row))
    ]


def _told_of_meetings(world: CanaryHub) -> int:
    """How often people recorded something about meetings with a tier; what makes a row ready is not theirs."""
    theirs = LEDGER.c.what.startswith("tier_") & (LEDGER.c.who != BY.who)
    with world.database.read() as moment:
        return int(moment.execute(select(func.count()).select_from(LEDGER).where(theirs)).scalar_one())


def _places(world: CanaryHub, row: Row) -> Places:
    """What the row is about; where something is done to it, a return of its own that this can be done to."""
    bodies, act = bodies_of(row), act_of(row)
    places = {code: world.places[code] for code in bodies}
    return {**places, bodies[0]: ready(world, bodies[0], act)} if act else places


def _comes(world: CanaryHub, row: Row, caller: Caller, places: Places) -> Iterator[str]:
    if about_a_theme := theme_act_of(row):
        made_ready(world, about_a_theme)
    if about_the_forum := forum_act_of(row):
        one_ready(world, about_the_forum)
    asked = request(world, caller, row, places)
    answer = _answer(world, row, caller, asked)
    yield from leaks(world, caller, asked, answer)
    leads_on = answer.status_code == 303 and (row.address == SIGN_OUT or not answer.location.startswith(SIGN_IN))
    if answer.status_code >= 300 and not leads_on:
        yield f"gets {answer.status_code}, and it should come"
    bodies = bodies_of(row)
    if row.method == "GET" and bodies and "before=" not in row.address:
        found = {found.owner for found in found_in(world.canaries, answer.get_data())}
        if bodies[-1] not in found:
            yield f"gets nothing of {bodies[-1]}"


def _refused(world: CanaryHub, row: Row, caller: Caller, places: Places) -> Iterator[str]:
    cell, asked = row.cells[caller.column], request(world, caller, row, places)
    if cell == OPEN:
        here, there = (told(each.send(world)) for each in (asked, request(world, STRANGER, row, places)))
    else:
        other, in_place_of = _of_nobody(world, row, caller, asked, places)
        answer = _answer(world, row, caller, asked)
        yield from leaks(world, caller, asked, answer)
        here, there = told(answer, in_place_of), told(_answer(world, row, caller, other))
        if here.status not in STATUSES[cell]:
            yield f"gets {here.status}, not {STATUSES[cell][0]}"
        elif cell == ">" and not here.header("location").startswith(SIGN_IN):
            yield "is led elsewhere than to the sign-in page"
        elif cell == "n" and here.status == 303 and here.header("location") != ACCOUNT:
            yield "is led elsewhere than to their account"
    if here != there:
        yield here.difference(there)


def _of_nobody(
    world: CanaryHub, row: Row, caller: Caller, asked: Request, places: Places
) -> tuple[Request, dict[str, str]]:
    """The same request for what nobody has, and which words of the one stand in place of which of the other."""
    if bodies := bodies_of(row):
        in_place_of = _ids(places[bodies[-1]])
        other = asked.with_words(in_place_of)
        if isinstance(asked.data, bytes):
            in_place_of |= {sha256(asked.data).hexdigest(): sha256(other.data).hexdigest()}
        return other, in_place_of
    if row.cells[caller.column] == REFUSED or row.address == SIGN_IN:
        names = {sign_in_name(caller.column): NOBODY[0], client_id(caller.column): NOBODY[0]}
        return request(world, STRANGER, row, places), names
    if row.address.startswith(f"{ACCOUNT}/") and row.method == "POST" and row.cells[caller.column] != ">":
        return replace(asked, data={**asked.data, **OF_NOBODY}), {}
    if row.words.startswith("nobodys."):
        return asked.with_words({"nobodys.": "others."}), {"nobodys.": "others."}
    return replace(asked, address=nowhere(row).address), {}


def _ids(place: Place) -> dict[str, str]:
    """Every id of a place, and what stands in its place where there is none."""
    other = nobodys(place)
    pairs = {
        name: (getattr(place, name), getattr(other, name))
        for name in ("latest", "before", "withdrawn", "question", "organisation")
    }
    return {**dict(pairs.values()), place.queries[0]: other.queries[0]}


def _answer(world: CanaryHub, row: Row, caller: Caller, asked: Request) -> TestResponse:
    """The answer. Whoever signs out, or ends a session, does it in one of its own, since it ends there."""
    if row.name == f"POST {SIGN_OUT}" and caller.kind is Kind.PERSON and caller.after != "disabled":
        sign_in(world, "apart", sign_in_name(caller.column))
        asked = Request("POST", SIGN_OUT, world.shown["apart"], data={"csrf_token": world.forms["apart"]})
    if row.name == OWN_SESSION and row.cells[caller.column] == COMES:
        sign_in(world, "apart", sign_in_name(caller.column))
        data = {"csrf_token": world.forms["apart"], "which": newest_session(world, sign_in_name(caller.column))}
        asked = Request("POST", row.address, world.shown["apart"], data=data)
    answer = asked.send(world)
    if row.name == OWN_PASSWORD and row.cells[caller.column] == COMES:  # which ended every session of theirs
        sign_in(world, caller.column, sign_in_name(caller.column))
    return answer
