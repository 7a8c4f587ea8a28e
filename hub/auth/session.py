"""Who is signed in, from one request to the next: a signed cookie that names the person, checked each time.

The register is asked on every request: disabling an account or changing its password ends its sessions at once.
Signing out clears the cookie of that browser; a copy of it made before ends with the session's age.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, request, session
from flask_login import LoginManager, current_user, login_user, logout_user

from hub.auth.credentials import session_key
from hub.auth.demo import Demo
from hub.auth.people import Account, People, account_of, password_mark, viewer_of
from hub.auth.permissions import Area, Viewer
from hub.config import Config
from hub.errors import NotAuthenticated, NotPermitted, nothing_here

LONGEST_SESSION = timedelta(hours=12)  # a working day
SIGNED_IN_AT = "signed_in_at"  # in the cookie, in seconds

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody signed in, as flask-login wants its users. Missing: `viewer` is None while no role of theirs holds."""

    name: str
    mark: str
    viewer: Viewer | None
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """What the cookie says: the name, and the mark of the password that was current."""
        return f"{self.mark} {self.name}"


def keep_sessions(app: Flask, people: People, config: Config, clock: Clock, demo: Demo) -> None:
    """Let an application know who is signed in.

    Raises: SettingWrong when the session's secret cannot be read or made.
    """
    app.secret_key = session_key(config.data)
    secure = not _is_plain_loopback(config.address)
    app.config.update(
        SESSION_COOKIE_NAME="__Host-hub" if secure else "hub",  # __Host-: no other host or path may set it
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=LONGEST_SESSION,
    )
    manager = LoginManager()
    manager.session_protection = None  # it compares an address that the browser may choose
    manager.init_app(app, add_context_processor=False)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def _signed_in(told: str) -> SignedIn | None:
        mark, _, name = told.partition(" ")
        account = account_of(people, name)
        if account is None or mark != password_mark(account):
            return None
        if not _is_fresh(clock()) or not demo.admits(account.name, request):
            return None
        return SignedIn(name, mark, viewer_of(people, name, config.today()))


def begin_session(account: Account, now: datetime) -> None:
    """Sign somebody in, in a new session: nothing that was in the cookie before is kept."""
    session.clear()
    session[SIGNED_IN_AT] = int(now.timestamp())
    login_user(SignedIn(account.name, password_mark(account), None))


def end_session() -> None:
    """Sign out whoever is signed in."""
    logout_user()
    session.clear()


def signed_in_name() -> str:
    """The sign-in name of whoever is signed in. Missing: nothing when nobody is."""
    user = current_user._get_current_object()
    return user.name if isinstance(user, SignedIn) else ""


def viewer() -> Viewer:
    """Who is looking at this page.

    Raises: NotAuthenticated when nobody has signed in, or their session has ended; NotPermitted while no role of
    theirs holds.
    """
    user = current_user._get_current_object()
    if not isinstance(user, SignedIn):
        raise NotAuthenticated("You have not signed in, or your session has ended.", "Sign in.", reason="no session")
    if user.viewer is None:
        raise NotPermitted(
            "You are signed in, but you hold no role on this day.",
            "If you need one for your work, ask the people who run the hub to give it to you.",
        )
    return user.viewer


def permitted(area: Area) -> Viewer:
    """Who is looking, if their role includes this area.

    Raises: what `viewer` raises; NotFound for any other role, as for an address that does not exist.
    """
    somebody = viewer()
    if not somebody.may(area):
        raise nothing_here()
    return somebody


def _is_fresh(now: datetime) -> bool:
    signed_in_at: int = session.get(SIGNED_IN_AT, 0)
    return now.timestamp() - signed_in_at < LONGEST_SESSION.total_seconds()


def _is_plain_loopback(address: str) -> bool:
    """Whether the hub is reached without TLS on this machine, the one case where a cookie may go without it."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        return parts.scheme == "http" and (host == "localhost" or ip_address(host).is_loopback)
    except ValueError:
        return False
