"""Who is signed in, from one request to the next: a cookie with a random token, whose session the register keeps.

The register is asked on every request, for the session, the account and the roles: what was ended, disabled or taken
away has no effect from the next request on. A copy of the cookie is worth nothing once the session has ended.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

import structlog
from flask import Flask, request, session
from flask_login import LoginManager, current_user, login_user, logout_user

from hub import origins
from hub.auth.credentials import session_key
from hub.auth.demo import Demo
from hub.auth.known import Account, Beginning, Hand, Known, People, Session
from hub.auth.people import held, viewer_of
from hub.auth.permissions import Area, Held, Viewer
from hub.config import Config
from hub.errors import NotAuthenticated, NotPermitted, Unavailable, nothing_here

SEEN_EVERY = timedelta(minutes=1)  # how often it is written that a session was used
TOKEN_BYTES = 32
LEFT_ALONE, LONG_ENOUGH = "not used for too long", "as long as a session may last"
SIGNED_OUT, SIGNED_IN_AGAIN = "signed out", "signed in again in the same browser"

Clock = Callable[[], datetime]
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody signed in, as flask-login wants its users.

    Shapes: `given` are all their roles that were not taken away, also those that have ended or not begun.
    Missing: `viewer` is None while no role of theirs holds.
    """

    token: str
    account: Account
    session: Session
    given: tuple[Held, ...]
    viewer: Viewer | None
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """What the cookie says."""
        return self.token


@dataclass(frozen=True, slots=True)
class _ComingIn:
    """Somebody of whom flask-login needs to know only what the cookie will say."""

    token: str
    is_active: bool = True

    def get_id(self) -> str:
        return self.token


def keep_sessions(app: Flask, people: People, config: Config, clock: Clock, demo: Demo) -> None:
    """Let an application know who is signed in.

    Raises: SettingWrong when the secret that signs cookies cannot be read or made.
    """
    app.secret_key = session_key(config.data)
    secure = not _is_plain_loopback(config.address)
    app.config.update(
        SESSION_COOKIE_NAME="__Host-hub" if secure else "hub",  # __Host-: no other host or path may set it
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=config.session_longest,
    )
    manager = LoginManager()
    manager.session_protection = None  # it compares an address that the browser may choose
    manager.init_app(app, add_context_processor=False)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def _signed_in(token: str) -> SignedIn | None:
        known = people.known(session_id_of(token))
        if known is None or not demo.admits(known.person.name, request) or not _is_good(people, known, config, clock()):
            return None
        name, given, today = known.person.name, held(known.person.name, known.roles), config.today()
        holds = tuple(each for each in given if each.holds(today))
        viewer = viewer_of(people, name, holds, known.session, origin())
        return SignedIn(token, known.person, known.session, given, viewer)


def begin_session(
    people: People, account: Account, now: datetime, *, how: str, groups: Sequence[str] = (), once: str = ""
) -> str:
    """Sign somebody in, in a new session: nothing that was in the cookie before is kept, and its session ends.

    Gives the session's id. `how` they were recognised is for the ledger; `groups` are those into which a provider
    puts them; `once` is what begins no other session, in any browser.
    Raises: Conflict when it has begun one.
    """
    end_session(people, now, SIGNED_IN_AGAIN)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session_id, began_with = session_id_of(token), session_id_of(once) if once else None
    by = Hand(account.name, now, origin())
    people.begin(Beginning(session_id, by, how, account.password_hash, tuple(groups), began_with))
    login_user(_ComingIn(token))
    return session_id


def end_session(people: People, now: datetime, why: str = SIGNED_OUT) -> None:
    """Sign out whoever is signed in, in this browser."""
    user = current_user._get_current_object()
    if isinstance(user, SignedIn):
        people.end(user.session.id, why, Hand(user.account.name, now, origin()))
    logout_user()
    session.clear()


def origin() -> str:
    """From where this request comes, as the ledger tells it."""
    return origins.browser(request.remote_addr)


def signed_in() -> SignedIn:
    """Who is signed in, whether they hold a role or not.

    Raises: NotAuthenticated when nobody has signed in, or their session has ended.
    """
    user = current_user._get_current_object()
    if not isinstance(user, SignedIn):
        raise NotAuthenticated("You have not signed in, or your session has ended.", "Sign in.", reason="no session")
    return user


def signed_in_name() -> str:
    """The sign-in name of whoever is signed in. Missing: nothing when nobody is."""
    user = current_user._get_current_object()
    return user.account.name if isinstance(user, SignedIn) else ""


def viewer() -> Viewer:
    """Who is looking at this page.

    Raises: NotAuthenticated when nobody has signed in, or their session has ended; NotPermitted while no role of
    theirs holds.
    """
    somebody = signed_in().viewer
    if somebody is None:
        raise NotPermitted(
            "You are signed in, but you hold no role on this day.",
            "If you need one for your work, ask the people who run the hub to give it to you.",
        )
    return somebody


def permitted(area: Area) -> Viewer:
    """Who is looking, if their role includes this area.

    Raises: what `viewer` raises; NotFound for any other role, as for an address that does not exist.
    """
    somebody = viewer()
    if not somebody.may(area):
        raise nothing_here()
    return somebody


def session_id_of(token: str) -> str:
    """By what the register knows the session of a cookie: the digest of what is kept nowhere."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _is_good(people: People, known: Known, config: Config, now: datetime) -> bool:
    """Whether a session may be used now; one that has gone past its limits is ended, one that may be was used now."""
    kept = known.session
    if kept.ended_at is not None or known.person.disabled_at is not None:
        return False
    if why := _past_its_limits(kept, config, now):
        people.end(kept.id, why, Hand(known.person.name, now, origin()))
        return False
    if now - kept.seen_at >= SEEN_EVERY:
        _tell_seen(people, kept.id, now)
    return True


def _tell_seen(people: People, session_id: str, now: datetime) -> None:
    """Keep that a session is used; while nothing can be written, as on a full disk, pages are read all the same."""
    try:
        people.saw(session_id, now)
    except Unavailable:
        log.warning("not kept that a session is used", reason="the store cannot be written to")


def _past_its_limits(kept: Session, config: Config, now: datetime) -> str:
    if now - kept.began_at >= config.session_longest:
        return LONG_ENOUGH
    return LEFT_ALONE if now - kept.seen_at >= config.session_idle else ""


def _is_plain_loopback(address: str) -> bool:
    """Whether the hub is reached without TLS on this machine, the one case where a cookie may go without it."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        return parts.scheme == "http" and (host == "localhost" or ip_address(host).is_loopback)
    except ValueError:
        return False
