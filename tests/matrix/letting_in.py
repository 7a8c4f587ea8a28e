"""Lets everybody in: a session for people, a token for programs; and what befalls some of them afterwards."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

from callers import Caller, Kind
from canary_world import BY, CanaryHub, client_id, sign_in_name
from werkzeug.datastructures import Headers

from hub.auth.session import begin_session
from hub.known_people import KnownPeople
from hub.store.clients import Clients
from hub.store.moments import moment_text
from hub.store.people import People
from hub.store.roles import Roles

STRANGER = "st"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def let_in(world: CanaryHub, caller: Caller) -> None:
    if caller.kind is Kind.STRANGER:
        _remember(world, caller.column, world.ask("GET", "/sign-in").headers)
    elif caller.kind is Kind.PERSON:
        sign_in(world, caller.column, sign_in_name(caller.column))
    else:
        answer = world.hub.ask_for_token(world.hub.credentials[caller.column])
        assert answer.status_code == 200, answer.get_data(as_text=True)
        bearer = {"Authorization": f"Bearer {answer.get_json()['access_token']}"}
        world.shown[caller.column] = {**bearer, **world.shown[STRANGER]}  # so that it can send forms as well
        world.forms[caller.column] = world.forms[STRANGER]


def shut_out(world: CanaryHub, caller: Caller) -> None:
    """What befalls somebody after they were let in: their cookie or token stays as it was."""
    database = world.database
    if caller.after == "disabled":
        People(database).disable(sign_in_name(caller.column), BY)
    elif caller.after == "removed":
        (given,) = Roles(database).of(sign_in_name(caller.column))
        Roles(database).remove(given.id, BY)
    elif caller.after == "signed out":
        assert world.form(caller.column, "/sign-out").status_code == 303
    elif caller.after == "revoked":
        Clients(database).revoke(client_id(caller.column), BY)
    elif caller.after == "expired":
        _expire(world, client_id(caller.column))


def _expire(world: CanaryHub, known: str) -> None:
    """Let the last day of a client pass."""
    with world.database.engine.begin() as connection:
        past = moment_text(datetime.now(UTC) - timedelta(minutes=1))
        connection.exec_driver_sql("UPDATE clients SET expires_at = ? WHERE client_id = ?", (past, known))


def sign_in(world: CanaryHub, who: str, name: str) -> None:
    """Begin a session, as signing in does once the password is found right, which takes a tenth of a second."""
    app = world.hub.app
    with app.test_request_context("/sign-in", method="POST"):
        known = KnownPeople(world.database, world.hub.config)
        begin_session(known, known.person(name), datetime.now(UTC), how="password")
        answer = app.process_response(app.response_class())
    _remember(world, who, answer.headers)


def _remember(world: CanaryHub, who: str, headers: Headers) -> None:
    """Keep what a browser shows after an answer with these headers: its cookie, and the token of its forms."""
    page = world.ask("GET", "/sign-out", headers=_cookie(headers))
    world.shown[who] = _cookie(page.headers) or _cookie(headers)  # which the page has put its token into
    world.forms[who] = _token(page.get_data(as_text=True))


def _cookie(headers: Headers) -> dict[str, str]:
    pairs = [each.partition(";")[0] for each in headers.getlist("Set-Cookie")]
    return {"Cookie": "; ".join(pairs)} if pairs else {}


def _token(page: str) -> str:
    found = TOKEN.search(page)
    assert found is not None, page
    return unescape(found[1])
