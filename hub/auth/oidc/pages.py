"""The two addresses between this hub and a provider: out with a question, back with an answer.

Whoever cannot be signed in reads one plain sentence; why is for the log. What a provider wrote is never shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import structlog
from flask import Blueprint, Flask, Response, make_response, redirect, request, session, url_for

from hub.auth.known import Account
from hub.auth.next_address import local_address
from hub.auth.oidc.discovery import Discovery
from hub.auth.oidc.flow import Flow, Pending
from hub.auth.oidc.identity import Identity
from hub.auth.oidc.provider import ANSWER, START, Provider
from hub.auth.oidc.refusing import begun_elsewhere, disbelieved
from hub.errors import Conflict, HubError, NotFound, SignInRefused, Unavailable
from hub.frame import Page, render
from hub.metrics import nobody_counts

PENDING = "provider_questions"  # in the session: those that were not answered yet
MOST_PENDING = 3  # tabs of one browser; the oldest question goes first
LONGEST_WANTED = 500  # characters of a page's address: browsers drop a cookie of more than 4,096 bytes
log = structlog.get_logger(__name__)


class Arrivals(Protocol):
    """People who come from the provider, as this hub knows them."""

    def arrived(self, identity: Identity, now: datetime, origin: str) -> tuple[Account, frozenset[str]]:
        """The account of somebody who has a role here, and those groups that bring one; `origin` is from where.

        Raises: SignInRefused when they have none, or their name is somebody else's.
        """


class BeginSession(Protocol):
    """Signs somebody in."""

    def __call__(self, account: Account, now: datetime, *, groups: Sequence[str], once: str) -> str:
        """In these groups, by what begins no other session. Raises: Conflict when it has begun one."""


@dataclass(frozen=True)
class ProviderPages:
    """The two addresses, and what they need to know."""

    flow: Flow
    arrivals: Arrivals
    begin_session: BeginSession
    clock: Callable[[], datetime]
    page: Callable[[str], Page]
    refused: Callable[[str], None] = nobody_counts

    def ask(self) -> Response:
        """Send the browser to the provider, with a question that only it can bring the answer to."""
        asked = request.args.get("next", "")
        wanted = local_address(asked if len(asked) <= LONGEST_WANTED else "")
        try:
            address, pending = self.flow.begin(wanted, self.clock())
        except Unavailable as fault:
            return self._not_signed_in(fault, 503, wanted)
        kept = [one for one in _kept() if one.is_fresh(self.clock())][1 - MOST_PENDING :]
        session[PENDING] = [one.kept() for one in (*kept, pending)]
        return _unkept(redirect(address, code=303))

    def answer(self) -> Response:
        """Sign in whoever the provider says it is, and show the page that they wanted."""
        now, told = self.clock(), request.args
        pending = _taken(told.get("state", ""))
        wanted = pending.wanted if pending else ""
        try:
            account, groups = self._who(pending, told.to_dict(flat=False), now)
            self.begin_session(account, now, groups=sorted(groups), once=told["state"])
        except Conflict:
            return self._not_signed_in(begun_elsewhere("an answer that was used before"), 403, wanted)
        except SignInRefused as fault:
            return self._not_signed_in(fault, 403, wanted)
        except Unavailable as fault:
            return self._not_signed_in(fault, 503, wanted)
        return _unkept(redirect(local_address(wanted), code=303))

    def _who(
        self, pending: Pending | None, told: Mapping[str, list[str]], now: datetime
    ) -> tuple[Account, frozenset[str]]:
        if pending is None:
            raise begun_elsewhere("no question of this browser")
        if any(len(values) > 1 for values in told.values()):
            raise disbelieved("an answer that says something twice")
        once = {name: values[0] for name, values in told.items()}
        identity = self.flow.finish(pending, once, now)
        return self.arrivals.arrived(identity, now, f"browser at {request.remote_addr}")

    def _not_signed_in(self, fault: HubError, status: int, wanted: str) -> Response:
        log.warning("sign-in refused", reason=fault.facts.get("reason", ""))
        self.refused("provider")
        page = self.page("You have not been signed in")
        html = render("not_signed_in.html", page, fault=fault, again=url_for("sign_in.ask", next=wanted or None))
        return _unkept(make_response(html, status))


def install(
    app: Flask,
    provider: Provider | None,
    arrivals: Arrivals,
    *,
    begin_session: BeginSession,
    clock: Callable[[], datetime],
    page: Callable[[str], Page] = Page,
    refused: Callable[[str], None] = nobody_counts,
) -> None:
    """Let people sign in to an application with a provider, which is not asked before somebody comes.

    Missing: `provider` is None where there is none; the two addresses are then as any that does not exist.
    """
    ask, answer = _not_there, _not_there
    if provider is not None:
        pages = ProviderPages(Flow(provider, Discovery(provider)), arrivals, begin_session, clock, page, refused)
        ask, answer = pages.ask, pages.answer
    blueprint = Blueprint("provider", __name__, template_folder="../templates")
    blueprint.add_url_rule(START, "ask", ask, methods=["GET"])
    blueprint.add_url_rule(ANSWER, "answer", answer, methods=["GET"])
    app.register_blueprint(blueprint)


def _not_there() -> Response:
    raise NotFound("There is no provider to sign in with.")


def _kept() -> list[Pending]:
    kept: list[dict[str, Any]] = session.get(PENDING, [])
    return [Pending(**one) for one in kept]


def _taken(state: str) -> Pending | None:
    """The question that this is the answer to, which is then forgotten. Missing: None when none of this browser is."""
    asked = {one.state: one for one in _kept()}
    taken = asked.pop(state, None)
    if taken is not None:
        session[PENDING] = [one.kept() for one in asked.values()]
    return taken


def _unkept(answer: Any) -> Response:
    """An answer that no cache keeps, and whose address is told to nobody: it may hold a code."""
    response = make_response(answer)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
