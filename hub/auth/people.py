"""Which person this is, by sign-in name and password, and in which role they act. What is known of people comes in.

Knows nothing of the web: sessions are `session`, the form is `sign_in`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Protocol

from hub.auth.passwords import hash_password, verify_password
from hub.auth.permissions import Held, Role, Viewer
from hub.errors import NotFound, SettingWrong
from hub.scope import Scope

LONGEST_NAME = 200  # characters of a sign-in name


class Account(Protocol):
    """What the register knows of somebody who may sign in.

    Missing: `disabled_at` is None while the account is in use.
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


class People(Protocol):
    """The register of people, as far as signing in needs it."""

    def person(self, name: str) -> Account:
        """Somebody by sign-in name.

        Raises: NotFound.
        """

    def roles(self, name: str) -> Sequence[Given]:
        """The roles that were given to somebody and not taken away since, whatever the day, the oldest first."""

    def scope(self, department: str, organisations: tuple[str, ...] | None) -> Scope:
        """What a role in this department, for these organisations, lets somebody see."""

    def keep_password_hash(self, name: str, password_hash: str) -> None:
        """Keep a new hash of the same password."""


def account_of(people: People, name: str) -> Account | None:
    """The account of this name, unless there is none or it is no longer in use."""
    if not name.isprintable() or not 0 < len(name) <= LONGEST_NAME:
        return None
    try:
        account = people.person(name)
    except NotFound:
        return None
    return account if account.disabled_at is None else None


def recognise(people: People, name: str, password: str) -> Account | None:
    """The account that this name and password belong to; the same work is done when there is none."""
    account = account_of(people, name)
    verdict = verify_password(password, account.password_hash if account else None)
    if account is None or not verdict.right:
        return None
    if verdict.outdated:
        people.keep_password_hash(account.name, hash_password(password))
        return people.person(account.name)
    return account


def held(name: str, given: Iterable[Given]) -> tuple[Held, ...]:
    """Roles of the register as roles of the table.

    Raises: SettingWrong when the register gives one that does not exist, or one without its organisations.
    """
    return tuple(
        Held(each.id, _role(name, each.role), each.department, each.organisations, each.starts_on, each.ends_on)
        for each in given
    )


def viewer_of(people: People, name: str, today: date) -> Viewer | None:
    """Somebody as pages know them, in the first of their roles that has effect today. Missing: None without one.

    Raises: SettingWrong.
    """
    holds = tuple(each for each in held(name, people.roles(name)) if each.holds(today))
    if not holds:
        return None
    acts_as = holds[0]
    return Viewer(name, acts_as.role, people.scope(acts_as.department, acts_as.organisations), holds=holds)


def password_mark(account: Account) -> str:
    """Changes when the password does, and tells nothing of it: a session that carries an old mark has ended."""
    return sha256(account.password_hash.encode()).hexdigest()[:16]


def _role(name: str, told: str) -> Role:
    try:
        return Role(told)
    except ValueError as fault:
        raise SettingWrong(f"{name} has the role {told!r}.", f"Use: {', '.join(Role)}.") from fault
