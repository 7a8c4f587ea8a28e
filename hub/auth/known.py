"""What must be known of people for them to sign in and stay signed in: values that come in, and what is asked for.

Promises only. Who keeps them joins the store to this floor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from hub.scope import Scope


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose doing something is, by their sign-in name, at which moment, from where."""

    name: str
    at: datetime
    origin: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a session begins: by whose hand, how they were recognised, and what password they had then.

    Shapes: `groups` are those into which a provider put them.
    Missing: `began_with`, the digest of what begins no other session, is None where nothing is used up.
    """

    session_id: str
    by: Hand
    how: str
    password_hash: str = field(repr=False)
    groups: tuple[str, ...] = ()
    began_with: str | None = None


class Account(Protocol):
    """What the register knows of somebody who may sign in.

    Missing: `password_hash` is empty while there is no password; `disabled_at` is None while the account is in use;
    `issuer` is None for whom no provider knows.
    """

    @property
    def name(self) -> str:
        """The sign-in name."""

    @property
    def password_hash(self) -> str:
        """What is kept of the password."""

    @property
    def disabled_at(self) -> datetime | None:
        """When the account was taken out of use."""

    @property
    def issuer(self) -> str | None:
        """The provider with which they sign in."""


class Given(Protocol):
    """A role as the register has it.

    Missing: `organisations` is None when none were named; `starts_on` and `ends_on` where it has no such day.
    """

    @property
    def id(self) -> str:
        """Names this role among all that were ever given."""

    @property
    def role(self) -> str:
        """One of `Role`, as the register writes it."""

    @property
    def department(self) -> str:
        """The code of the department."""

    @property
    def organisations(self) -> tuple[str, ...] | None:
        """The codes of the organisations that it is for."""

    @property
    def starts_on(self) -> date | None:
        """Its first day."""

    @property
    def ends_on(self) -> date | None:
        """Its last day."""


class Session(Protocol):
    """A signed-in browser.

    Missing: `acts_as` is None while no role was chosen; `ended_at` until it has ended.
    """

    @property
    def id(self) -> str:
        """The digest of what its cookie carries."""

    @property
    def began_at(self) -> datetime:
        """When somebody signed in."""

    @property
    def seen_at(self) -> datetime:
        """When it was used last, give or take a minute."""

    @property
    def origin(self) -> str:
        """From where somebody signed in."""

    @property
    def acts_as(self) -> str | None:
        """The id of the role that was chosen."""

    @property
    def ended_at(self) -> datetime | None:
        """When it ended."""


class Known(Protocol):
    """Who is behind a session."""

    @property
    def session(self) -> Session:
        """The session."""

    @property
    def person(self) -> Account:
        """Whose it is."""

    @property
    def roles(self) -> Sequence[Given]:
        """Their roles that were not taken away, whatever the day, the oldest first."""


class People(Protocol):
    """The register of people, as far as signing in needs it."""

    def person(self, name: str) -> Account:
        """Somebody by sign-in name.

        Raises: NotFound.
        """

    def keep_password_hash(self, password_hash: str, by: Hand, was: str) -> None:
        """Keep a new hash of the same password, unless it is no longer the password: the hash of which `was` this."""

    def tell_refused(self, name: str, reason: str, at: datetime, origin: str) -> None:
        """Let the ledger tell that somebody was not let in as this person."""

    def known(self, session_id: str) -> Known | None:
        """Who is behind a session, ended or not. Missing: None when there is no such session."""

    def scope(self, department: str, organisations: tuple[str, ...] | None) -> Scope:
        """What a role in this department, for these organisations, lets somebody see."""

    def begin(self, beginning: Beginning) -> None:
        """Begin a session.

        Raises: Conflict when what it begins with has begun one before, and when they were shut out or got another
        password meanwhile.
        """

    def saw(self, session_id: str, at: datetime) -> None:
        """Keep that a session was used."""

    def end(self, session_id: str, why: str, by: Hand) -> None:
        """End a session; one that has ended stays as it was."""


class Accounts(Protocol):
    """What somebody sees of their own account, and does to it."""

    def person(self, name: str) -> Account:
        """The account as it is now. Raises: NotFound."""

    def tell_refused(self, name: str, reason: str, at: datetime, origin: str) -> None:
        """Let the ledger tell that somebody was refused as this person."""

    def open_sessions(self, name: str, now: datetime) -> Sequence[Session]:
        """The sessions of somebody that are good still, the last seen first."""

    def end_all(self, why: str, by: Hand, but: str = "") -> None:
        """End every session of theirs, but for one when it is named."""

    def end(self, session_id: str, why: str, by: Hand) -> None:
        """End one session."""

    def act_as(self, session_id: str, role_id: str, by: Hand) -> None:
        """Choose the role in which somebody acts in a session."""

    def set_password(self, password_hash: str, by: Hand) -> None:
        """Keep a new password; every session ends."""

    def names(self, department: str, organisations: tuple[str, ...] | None) -> tuple[str, tuple[str, ...] | None]:
        """What a department and its organisations are called."""


class Invited(Protocol):
    """People who were given a link to set a password."""

    def invited(self, digest: str, now: datetime) -> str | None:
        """Whom the link of this digest invites. Missing: None when it is good for nothing, whyever."""

    def take_up(self, digest: str, password_hash: str, at: datetime, origin: str) -> Account:
        """Set the password; every session of theirs ends, and the link is good no longer.

        Raises: NotFound when it is good for nothing, whyever.
        """
