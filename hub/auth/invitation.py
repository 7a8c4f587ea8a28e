"""The page behind an invitation: whoever was given the link sets a password, once, and is signed in.

Opening the link uses nothing up: programs that look through mail open links too. What cannot be used is answered
alike, whether it never was, was used, has expired or was replaced. The link's token is in no log: it is in the query of
the address and in the form, and kept as a digest.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from flask import Blueprint, Flask, Response, request

from hub.auth.forms import WRONG, Fault, beside, new_hash, to, unkept
from hub.auth.known import Invited, People
from hub.auth.session import Clock, begin_session, origin
from hub.errors import NotFound
from hub.frame import Page, render

ADDRESS = "/invitation"
TOKEN_BYTES = 32
LONGEST_TOKEN = 200  # characters; ours have 43
NOT_THERE = 404


def new_token() -> str:
    """What a new link carries."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> str:
    """What is kept of it."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class InvitationPages:
    """The page, and what it needs to know."""

    invited: Invited
    people: People
    clock: Clock
    page: Callable[[str], Page]

    def ask(self) -> Response:
        """The form for a password."""
        return self._form(request.args.get("token", ""))

    def take_up(self) -> Response:
        """Set the password, sign in whoever it is, and show the start page."""
        token, now = request.form.get("token", "")[:LONGEST_TOKEN], self.clock()
        if self.invited.invited(digest_of(token), now) is None:
            return self._cannot_be_used()
        kept = new_hash("password", request.form.get("password", ""))
        if isinstance(kept, Fault):
            return self._form(token, (kept,))
        try:
            account = self.invited.take_up(digest_of(token), kept, now, origin())
        except NotFound:  # used a moment ago, in another tab
            return self._cannot_be_used()
        begin_session(self.people, account, now, how="invitation")
        return to("/")

    def _form(self, token: str, faults: tuple[Fault, ...] = ()) -> Response:
        name = self.invited.invited(digest_of(token[:LONGEST_TOKEN]), self.clock())
        if name is None:
            return self._cannot_be_used()
        page = self.page("Error: Set your password" if faults else "Set your password")
        html = render("invitation.html", page, name=name, token=token, faults=faults, beside=beside(faults))
        return _told_to_nobody(unkept(html, WRONG if faults else 200))

    def _cannot_be_used(self) -> Response:
        return _told_to_nobody(unkept(render("invitation_over.html", self.page("This link cannot be used")), NOT_THERE))


def install(app: Flask, invited: Invited, people: People, *, clock: Clock, page: Callable[[str], Page] = Page) -> None:
    """Add the page to an application that keeps sessions."""
    pages = InvitationPages(invited, people, clock, page)
    blueprint = Blueprint("invitation", __name__, template_folder="templates")
    blueprint.add_url_rule(ADDRESS, "ask", pages.ask, methods=["GET"])
    blueprint.add_url_rule(ADDRESS, "take_up", pages.take_up, methods=["POST"])
    app.register_blueprint(blueprint)


def _told_to_nobody(answer: Response) -> Response:
    """Not even to this hub's own addresses, in whose logs a proxy might write where somebody came from."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
