"""Which person this is, by sign-in name and password. What is known of people comes in as `People`.

Knows nothing of the web: sessions are `session`, the form is `sign_in`.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Protocol

from hub.auth.passwords import hash_password, verify_password
from hub.auth.permissions import Role, Viewer, scope_of
from hub.errors import NotFound, SettingWrong

LONGEST_NAME = 200  # characters of a sign-in name


class Account(Protocol):
    """What the register knows of somebody who may sign in.

    Missing: `organisations` is None when none were named; `disabled_at` is None while the account is in use.
    """

    @property
    def name(self) -> str:
        """The sign-in name."""

    @property
    def password_hash(self) -> str:
        """What is kept of the password."""

    @property
    def role(self) -> str:
        """One of `Role`, as the register writes it."""

    @property
    def department(self) -> str:
        """The code of the department."""

    @property
    def organisations(self) -> tuple[str, ...] | None:
        """The codes of the organisations named for this account."""

    @property
    def disabled_at(self) -> datetime | None:
        """When the account was taken out of use."""


class People(Protocol):
    """The register of people, as far as signing in needs it."""

    def person(self, name: str) -> Account:
        """Somebody by sign-in name.

        Raises: NotFound.
        """

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


def viewer_of(account: Account) -> Viewer:
    """Somebody as pages know them.

    Raises: SettingWrong when the register gives them a role that does not exist, or one without its organisations.
    """
    try:
        role = Role(account.role)
    except ValueError as fault:
        raise SettingWrong(f"{account.name} has the role {account.role!r}.", f"Use: {', '.join(Role)}.") from fault
    return Viewer(account.name, role, scope_of(role, account.department, account.organisations))


def password_mark(account: Account) -> str:
    """Changes when the password does, and tells nothing of it: a session that carries an old mark has ended."""
    return sha256(account.password_hash.encode()).hexdigest()[:16]
