"""Who signs in to the demonstration: somebody of every role, and one who holds several of them.

Registers people and tells their sign-in names and passwords; what they can look at is for `hub.demo`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hub.auth.passwords import hash_password
from hub.auth.permissions import Role
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.people import People, Person
from hub.store.roles import Terms
from hub.store.steps import Steps

PUBLISHED_SPONSOR = "sponsor-published"
FURTHER_SPONSOR = "sponsor-further"
SUCCESSOR = "organisation-merged"
QUERIED = "organisation-queried"
SEVERAL = "several-roles"
A_QUARTER = timedelta(days=91)
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DemoPeople:
    """People of the department that is described, and the sponsor of the one with published figures.

    `sends` is the organisation that the example is about: who sends it also signs in and looks.
    """

    database: Database
    described: Facts
    published: str
    sends: str
    by: By

    def of_every_role(self, today: date) -> Iterator[Facts]:
        """One sign-in for each role, one for each thing that only somebody else sees, and one with several roles.

        A sponsor of the bodies with published figures, one of a further parent, and a signatory of a body into which
        another merged.
        """
        department, with_tier = self._department, self._with_a_tier()
        people = {
            "sponsor": Terms(Role.SPONSOR, department),
            "organisation": Terms(Role.SIGNATORY, department, (self.sends,)),
            "sender": Terms(Role.SENDER, department, (self.sends,)),
            "forum": Terms(Role.FORUM, department, tuple(body["code"] for body in self._bodies)),
            "board": Terms(Role.BOARD, department),
            "tier": Terms(Role.TIER, department, with_tier),
            "operator": Terms(Role.OPERATOR, department),
            PUBLISHED_SPONSOR: Terms(Role.SPONSOR, self.published),
            FURTHER_SPONSOR: Terms(Role.SPONSOR, self.described["further_parents"][0]["department"]),
            SUCCESSOR: Terms(Role.SIGNATORY, department, (self.described["lineage"][0]["organisation"],)),
        }
        for name, terms in people.items():
            yield self._sign_in(name, terms)
        yield self._sign_in(
            SEVERAL,
            Terms(Role.SIGNATORY, department, (self.sends,)),
            Terms(Role.FORUM, department, with_tier, today - A_QUARTER, today + A_QUARTER),
            Terms(Role.TIER, department, with_tier, ends_on=today - A_QUARTER),
            Terms(Role.BOARD, department, starts_on=today + A_QUARTER),
        )

    def with_open_queries(self) -> Facts:
        """A sign-in for the organisation on whose latest return the most queries are open."""
        scope = Scope(self._department)
        archive, steps = Archive(self.database), Steps(self.database)
        latest = [archive.returns(scope, organisation=body["code"], limit=1) for body in self._bodies]
        asked = {
            kept.organisation: len(steps.standing(scope, kept.id).open_queries) for kept, *_ in filter(None, latest)
        }
        most = max(asked, key=lambda code: (asked[code], code))
        return self._sign_in(QUERIED, Terms(Role.SIGNATORY, scope.department, (most,)))

    @property
    def _department(self) -> str:
        return str(self.described["department"]["code"])

    @property
    def _bodies(self) -> list[Facts]:
        bodies: list[Facts] = self.described["organisations"]
        return bodies

    def _with_a_tier(self) -> tuple[str, ...]:
        return (next(body["code"] for body in self._bodies if body.get("independent_tier")),)

    def _sign_in(self, name: str, *terms: Terms) -> Facts:
        """The role told is the one in which they act when they come in."""
        password = secrets.token_urlsafe(12)
        People(self.database).add(Person(name, hash_password(password)), self.by, *terms)
        return {"role": str(terms[0].role), "user": name, "password": password}
