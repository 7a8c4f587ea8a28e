"""Which person this is, by sign-in name and password, and in which role they act. What is known of people comes in.

Knows nothing of the web: sessions are `session`, the form is `sign_in`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import structlog

from hub.auth.known import Account, Given, Hand, People, Session
from hub.auth.passwords import hash_password, verify_password
from hub.auth.permissions import Held, Role, Viewer
from hub.errors import NotFound, SettingWrong, Unavailable

LONGEST_NAME = 200  # characters of a sign-in name
log = structlog.get_logger(__name__)


def account_of(people: People, name: str) -> Account | None:
    """The account of this name, unless there is none or it is no longer in use."""
    if not _can_be_a_name(name):
        return None
    try:
        account = people.person(name)
    except NotFound:
        return None
    return account if account.disabled_at is None else None


def recognise(people: People, password: str, by: Hand) -> Account | None:
    """The account that this name and password belong to; the same work is done when there is none."""
    account = account_of(people, by.name)
    verdict = verify_password(password, (account.password_hash or None) if account else None)
    if account is None or not verdict.right:
        return None
    if verdict.outdated:
        people.keep_password_hash(hash_password(password), by, account.password_hash)
        return people.person(account.name)
    return account


def tell_refused(people: People, name: str, at: datetime, origin: str, reason: str = "") -> None:
    """Let the ledger tell that somebody was not let in, where the name is known; of any other name nothing is kept.

    Missing: `reason` is empty for whatever is wrong with the account or the password.
    """
    if not _can_be_a_name(name):
        return
    try:
        account = people.person(name)
        wrong = "wrong password" if account.password_hash else "no password"
        why = reason or ("account disabled" if account.disabled_at else wrong)
        people.tell_refused(account.name, why, at, origin)
    except NotFound:
        return
    except Unavailable:
        log.error("a refused sign-in is not in the ledger", reason="the store is away")


def held(name: str, given: Iterable[Given]) -> tuple[Held, ...]:
    """Roles of the register as roles of the table.

    Raises: SettingWrong when the register gives one that does not exist, or one without its organisations.
    """
    return tuple(
        Held(each.id, _role(name, each.role), each.department, each.organisations, each.starts_on, each.ends_on)
        for each in given
    )


def viewer_of(people: People, name: str, holds: tuple[Held, ...], session: Session, origin: str) -> Viewer | None:
    """Somebody as pages know them, in the role chosen for this session, or in the first of those that hold today.

    Missing: None for somebody who holds none; the role chosen counts no longer when it is not among them.
    """
    if not holds:
        return None
    acts_as = next((each for each in holds if each.id == session.acts_as), holds[0])
    scope = people.scope(acts_as.department, acts_as.organisations)
    return Viewer(name, acts_as.role, scope, origin, session.id, holds, acts_as.id)


def _can_be_a_name(name: str) -> bool:
    return name.isprintable() and 0 < len(name) <= LONGEST_NAME


def _role(name: str, told: str) -> Role:
    try:
        return Role(told)
    except ValueError as fault:
        raise SettingWrong(f"{name} has the role {told!r}.", f"Use: {', '.join(Role)}.") from fault
