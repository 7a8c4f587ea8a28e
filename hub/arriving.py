"""Who comes in from the provider: whoever holds a role here today, of their own or of one of their groups.

Part of the composition root: it joins what the provider says of somebody with what the store knows of them. Somebody
who holds no role is told so, and nothing of them is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from hub.auth.oidc.identity import Identity
from hub.auth.people import held
from hub.errors import Conflict, SettingWrong, SignInRefused
from hub.store.arrivals import Arrivals
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.people import Person
from hub.store.roles import GivenRole, Roles

ASK = "If you need it for your work, ask the people who run the hub."


@dataclass(frozen=True, slots=True)
class Arriving:
    """People who come from the provider."""

    database: Database
    today: Callable[[], date]

    def arrived(self, identity: Identity, now: datetime, origin: str) -> tuple[Person, frozenset[str]]:
        """The account of somebody who has a role here, and those of their groups that bring one, today or another day.

        Raises: SignInRefused when they have none, or no name of their own.
        """
        known = Arrivals(self.database).known(identity.issuer, identity.subject)
        given = Roles(self.database).of(known.name if known else "", identity.groups)
        holds = any(each.holds(self.today()) for each in held(identity.name, given))
        if not holds or (known and known.disabled_at is not None):
            raise SignInRefused("You have no role in this hub.", ASK, reason="disabled" if holds else "no role")
        return known or self._registered(identity, now, origin), _groups(given)

    def _registered(self, identity: Identity, now: datetime, origin: str) -> Person:
        person = Person(identity.name, issuer=identity.issuer, subject=identity.subject)
        try:
            return Arrivals(self.database).register(person, By(identity.name, "person", now, origin))
        except SettingWrong as fault:
            raise SignInRefused(
                "The account that you signed in with has no name that this hub can use.", ASK, reason="name"
            ) from fault
        except Conflict as fault:
            raise SignInRefused(
                "Another account of this hub has the name of the account that you signed in with.",
                "Tell the people who run the hub.",
                reason="name taken",
            ) from fault


def _groups(given: list[GivenRole]) -> frozenset[str]:
    return frozenset(role.of_group for role in given if role.of_group is not None)
