"""The pages of somebody's own account: who they are, the roles they hold, where they are signed in, their password.

Open to whoever has signed in, also while no role of theirs holds. Gives nobody a role; that is for the operator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import structlog
from flask import Blueprint, Flask, Response, flash, request, session, url_for

from hub.auth.attempts import Attempts
from hub.auth.forms import WAIT, WRONG, Fault, beside, new_hash, retry_after, to, too_many, unkept
from hub.auth.known import Account, Accounts, Hand, Session
from hub.auth.passwords import verify_password
from hub.auth.permissions import TITLES, Held
from hub.auth.session import Clock, SignedIn, origin, signed_in
from hub.config import UK, Config
from hub.errors import NotFound
from hub.frame import Page, render

BLUEPRINT = "account"
OTHERS, EVERYWHERE = "others", "everywhere"
ENDED_BY_THEM, SIGNED_OUT_EVERYWHERE = "ended by its owner", "signed out everywhere"
CSRF_TOKEN = "csrf_token"  # noqa: S105  # where flask-wtf keeps it in the session
WRONG_PASSWORD = "wrong password, to change it"  # noqa: S105
BeginSession = Callable[[Account, datetime], str]  # the id of the one that has begun, in the browser that asks
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role, in words. `state` is a word for whether it has effect today, and `tone` its colour."""

    id: str
    title: str
    whose: str
    days: str
    state: str
    tone: str
    holds: bool
    acts: bool


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One signed-in browser, in words."""

    id: str
    began: str
    seen: str
    origin: str
    this: bool


@dataclass(frozen=True)
class AccountPages:
    """The pages, and what they need to know."""

    accounts: Accounts
    attempts: Attempts
    clock: Clock
    config: Config
    page: Callable[[str, SignedIn], Page]
    begin_session: BeginSession

    def show(self, fault: Fault | None = None) -> Response:
        """Everything about the account on one page."""
        who = signed_in()
        lines = [self._role_line(held, who) for held in who.given]
        page = self.page("Error: Your account" if fault else "Your account", who)
        html = render(
            "account.html",
            page,
            who=who,
            has_password=self._has_password(who),
            roles=lines,
            choices=[line for line in lines if line.holds],
            sessions=[_session_line(each, who) for each in self.accounts.open_sessions(who.account.name, self.clock())],
            faults=(fault,) if fault else (),
        )
        return unkept(html, WRONG if fault else 200)

    def choose_role(self) -> Response:
        """Act in another role from now on. Forms that stand open in the one before can be sent no longer."""
        who, wanted = signed_in(), request.form.get("role", "")
        chosen = next((line for line in self._choices(who) if line.id == wanted), None)
        if chosen is None:
            return self.show(Fault("role", "Choose one of the roles that you hold today"))
        self.accounts.act_as(who.session.id, chosen.id, self._hand(who))
        session.pop(CSRF_TOKEN, None)
        flash(f"You now act as {chosen.title}, for {chosen.whose}.")
        return to(url_for(".show"))

    def end_sessions(self) -> Response:
        """End another browser's session, all the others, or all of them with this one."""
        who, which = signed_in(), request.form.get("which", "")
        if which == EVERYWHERE:
            self.accounts.end_all(SIGNED_OUT_EVERYWHERE, self._hand(who))
            session.clear()
            return to(url_for("sign_in.ask"))
        if which == OTHERS:
            self.accounts.end_all(ENDED_BY_THEM, self._hand(who), but=who.session.id)
            flash("Every other session has ended.")
        elif which in {each.id for each in self.accounts.open_sessions(who.account.name, self.clock())}:
            self.accounts.end(which, ENDED_BY_THEM, self._hand(who))
            flash("The session has ended.")
        return to(url_for(".show"))

    def ask_password(self, faults: tuple[Fault, ...] = (), status: int = WRONG) -> Response:
        """The form for another password. Raises: NotFound for somebody who has none here."""
        who = signed_in()
        if not self._has_password(who):
            raise NotFound("You have no password here.")
        page = self.page("Error: Change your password" if faults else "Change your password", who)
        html = render("change_password.html", page, who=who, faults=faults, beside=beside(faults))
        return unkept(html, status if faults else 200)

    def change_password(self) -> Response:
        """Keep another password, if the one before is right. Every session ends, and a new one begins in this browser:
        whoever has a copy of the old cookie is out.

        Raises: NotFound for somebody who has none here.
        """
        who, now, address = signed_in(), self.clock(), request.remote_addr or ""
        if not self._has_password(who):
            raise NotFound("You have no password here.")
        if wait := self.attempts.begin(who.account.name, address):
            answer = self.ask_password((too_many("old", wait),), WAIT)
            answer.headers["Retry-After"] = retry_after(wait)
            return answer
        if not verify_password(request.form.get("old", ""), who.account.password_hash).right:
            self.accounts.tell_refused(who.account.name, WRONG_PASSWORD, now, origin())
            return self.ask_password((Fault("old", "The password that you have now is not right"),))
        self.attempts.forgive(who.account.name, address)
        kept = new_hash("new", request.form.get("new", ""))
        if isinstance(kept, Fault):
            return self.ask_password((kept,))
        self.accounts.set_password(kept, self._hand(who))
        begun = self.begin_session(self.accounts.person(who.account.name), now)
        if who.viewer is not None and who.viewer.acts_as == who.session.acts_as:  # else nobody chose it
            self.accounts.act_as(begun, who.viewer.acts_as, self._hand(who))
        flash("Your password is changed. Every other session has ended.")
        return to(url_for(".show"))

    def _has_password(self, who: SignedIn) -> bool:
        return self.config.local_sign_in and bool(who.account.password_hash)

    def _choices(self, who: SignedIn) -> list[RoleLine]:
        return [self._role_line(held, who) for held in who.given if held.holds(self.config.today())]

    def _role_line(self, held: Held, who: SignedIn) -> RoleLine:
        department, bodies = self.accounts.names(held.department, held.organisations)
        acts = who.viewer is not None and who.viewer.acts_as == held.id
        state, tone = _state(held, self.config.today(), acts)
        return RoleLine(
            id=held.id,
            title=TITLES[held.role],
            whose=f"all of {department}" if bodies is None else ", ".join(bodies),
            days=_days(held),
            state=state,
            tone=tone,
            holds=held.holds(self.config.today()),
            acts=acts,
        )

    def _hand(self, who: SignedIn) -> Hand:
        return Hand(who.account.name, self.clock(), origin())


def install(
    app: Flask,
    accounts: Accounts,
    config: Config,
    *,
    attempts: Attempts,
    clock: Clock,
    page: Callable[[str, SignedIn], Page],
    begin_session: BeginSession,
) -> None:
    """Add the pages to an application that keeps sessions."""
    pages = AccountPages(accounts, attempts, clock, config, page, begin_session)
    blueprint = Blueprint(BLUEPRINT, __name__, template_folder="templates")
    blueprint.add_url_rule("/account", "show", pages.show, methods=["GET"])
    blueprint.add_url_rule("/account/role", "choose_role", pages.choose_role, methods=["POST"])
    blueprint.add_url_rule("/account/sessions", "end_sessions", pages.end_sessions, methods=["POST"])
    blueprint.add_url_rule("/account/password", "ask_password", pages.ask_password, methods=["GET"])
    blueprint.add_url_rule("/account/password", "change_password", pages.change_password, methods=["POST"])
    app.register_blueprint(blueprint)


def to_account() -> Response:
    """To the one page that is open to whoever holds no role."""
    return to(url_for(f"{BLUEPRINT}.show"))


def _state(held: Held, today: date, acts: bool) -> tuple[str, str]:
    if acts:
        return "You act in it", "information"
    if held.holds(today):
        return "You hold it", "quiet"
    return ("Has ended", "quiet") if held.ends_on is not None and held.ends_on < today else ("Has not begun", "quiet")


def _days(held: Held) -> str:
    first, last = _day(held.starts_on), _day(held.ends_on)
    if first and last:
        return f"{first} to {last}"
    if first:
        return f"from {first}"
    return f"until {last}" if last else "with no end"


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.day} {day:%B %Y}"


def _session_line(each: Session, who: SignedIn) -> SessionLine:
    return SessionLine(
        id=each.id,
        began=_moment(each.began_at),
        seen=_moment(each.seen_at),
        origin=each.origin,
        this=each.id == who.session.id,
    )


def _moment(moment: datetime) -> str:
    local = moment.astimezone(UK)
    return f"{_day(local.date())}, {local:%H:%M}"
