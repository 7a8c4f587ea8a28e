"""The pages where people sign in and out, and what a web application needs to have them.

The answer is the same, after the same work, whether the name is unknown, the password wrong, the account disabled or
not for this address. Programs do not come here: they show tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog
from flask import Blueprint, Flask, Response, request, url_for
from flask_wtf import CSRFProtect

from hub.auth.attempts import Attempts
from hub.auth.demo import Demo, from_this_machine
from hub.auth.forms import WAIT, WRONG, Fault, beside, retry_after, to, too_many, unkept
from hub.auth.known import Account, Hand, People
from hub.auth.next_address import local_address
from hub.auth.people import recognise, tell_refused
from hub.auth.session import Clock, begin_session, end_session, keep_sessions, origin
from hub.config import Config
from hub.errors import NotFound
from hub.frame import Page, render
from hub.metrics import nobody_counts

DEMO = Demo()
NOT_RIGHT = "The sign-in name or the password is not right"
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody entered, and where they were going."""

    name: str = ""
    password: str = field(default="", repr=False)
    next: str = "/"

    def faults(self) -> tuple[Fault, ...]:
        """The fields that were left empty."""
        wanted = (("name", self.name, "Enter your sign-in name"), ("password", self.password, "Enter your password"))
        return tuple(Fault(name, text) for name, value, text in wanted if not value)


@dataclass(frozen=True, slots=True)
class Ways:
    """How people may come in: with a password of this hub, with a provider of this name, or with either.

    Missing: `provider` is empty where there is none.
    """

    local: bool = True
    provider: str = ""


@dataclass(frozen=True)
class SignIn:
    """The pages, and what they need to know."""

    people: People
    clock: Clock
    demo: Demo
    page: Callable[[str], Page]
    ways: Ways
    attempts: Attempts
    refused: Callable[[str], None] = nobody_counts

    def ask(self) -> Response:
        """The form."""
        return self._form(Entered(next=local_address(request.args.get("next", ""))))

    def sign_in(self) -> Response:
        """Sign in whoever sends the form with the right name and password, and show the page that they wanted.

        Raises: NotFound where people do not sign in with passwords.
        """
        if not self.ways.local:
            raise NotFound("Nobody signs in here with a password.")
        form = request.form
        entered = Entered(form.get("name", "").strip(), form.get("password", ""), local_address(form.get("next", "")))
        if faults := entered.faults():
            return self._form(entered, faults)
        now, address = self.clock(), request.remote_addr or ""
        if wait := self.attempts.begin(entered.name, address):
            return self._wait(entered, wait)
        account = self._recognised(entered, now)
        if account is None:
            return self._refused(entered, now)
        self.attempts.forgive(entered.name, address)
        begin_session(self.people, account, now, how="password")
        return to(entered.next)

    def ask_to_sign_out(self) -> Response:
        """A page with a button, since a link must not change anything."""
        return unkept(render("sign_out.html", self.page("Sign out"), ways=self.ways))

    def sign_out(self) -> Response:
        """Sign out, and show the form."""
        end_session(self.people, self.clock())
        return to(url_for("sign_in.ask"))

    def _recognised(self, entered: Entered, now: datetime) -> Account | None:
        account = recognise(self.people, entered.password, Hand(entered.name, now, origin()))
        if account and self.demo.admits(account.name, request):
            return account
        reason = "demo from elsewhere" if account else "name or password"
        self._tell(reason)
        return None

    def _refused(self, entered: Entered, now: datetime) -> Response:
        """The form again. The ledger is told once it is sent, or how long that takes would tell who is known here."""
        answer = self._form(entered, (Fault("name", NOT_RIGHT),))
        reason = "" if self.demo.admits(entered.name, request) else "demonstration from elsewhere"
        answer.call_on_close(partial(tell_refused, self.people, entered.name, now, origin(), reason))
        return answer

    def _wait(self, entered: Entered, wait: timedelta) -> Response:
        self._tell("too many attempts")
        answer = self._form(entered, (too_many("name", wait),), status=WAIT)
        answer.headers["Retry-After"] = retry_after(wait)
        return answer

    def _tell(self, reason: str) -> None:
        log.warning("sign-in refused", reason=reason)
        self.refused(reason)

    def _form(self, entered: Entered, faults: tuple[Fault, ...] = (), status: int = WRONG) -> Response:
        page = self.page("Error: Sign in" if faults else "Sign in")
        note = self.demo.note if from_this_machine(request) else ""
        told = {"entered": entered, "faults": faults, "beside": beside(faults), "note": note, "ways": self.ways}
        return unkept(render("sign_in.html", page, **told), status if faults else 200)


def install(
    app: Flask,
    people: People,
    config: Config,
    *,
    attempts: Attempts,
    clock: Clock,
    page: Callable[[str], Page] = Page,
    demo: Demo = DEMO,
    provider: str = "",
    refused: Callable[[str], None] = nobody_counts,
) -> CSRFProtect:
    """Give a framed application sign-in, sessions, and protection of every POST from other sites (CSRF).

    What takes no cookie, such as the API, is exempted by the caller: `install(...).exempt(blueprint)`.
    Over TLS the protection compares the referrer: send `Referrer-Policy: same-origin`, not `no-referrer`.
    `page` makes the page of a title, with the application's own footer and banner; `provider` is the name of a
    provider with which people may sign in too, empty where there is none; `refused` is told why somebody
    was not let in.
    """
    keep_sessions(app, people, config, clock, demo)
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a form is good for as long as the session
    pages = SignIn(people, clock, demo, page, Ways(config.local_sign_in, provider), attempts, refused)
    blueprint = Blueprint("sign_in", __name__, template_folder="templates")
    blueprint.add_url_rule("/sign-in", "ask", pages.ask, methods=["GET"])
    blueprint.add_url_rule("/sign-in", "sign_in", pages.sign_in, methods=["POST"])
    blueprint.add_url_rule("/sign-out", "ask_to_sign_out", pages.ask_to_sign_out, methods=["GET"])
    blueprint.add_url_rule("/sign-out", "sign_out", pages.sign_out, methods=["POST"])
    app.register_blueprint(blueprint)
    return CSRFProtect(app)


def to_sign_in() -> Response:
    """To the form, and from there back to the page that was asked for."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return to(url_for("sign_in.ask", next=local_address(wanted)))
