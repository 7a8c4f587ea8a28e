"""Shared services: what several organisations deliver together, who handles its complaints, and who answers for what.

The lead counts each joint complaint once, and the others name it as joint. No figure is made or moved here.
Source: Haringey partnership protocol, for the questions that a partnership answers; the words are our own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from hub.errors import NotFound
from hub.scope import Scope
from hub.store import ledger, registering, registrable, rows, written
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.reach import reaching
from hub.store.registering import New
from hub.store.tables import ORGANISATIONS, SHARED_SERVICE_PARTS, SHARED_SERVICES


@dataclass(frozen=True, slots=True)
class SharedService:
    """A service of several organisations.

    Shapes: `lead` is the code of the organisation that handles its complaints; `contact` a role or a team, never a
    person; `parts` say what each organisation is accountable for, by code.
    """

    code: str
    name: str
    lead: str
    contact: str
    parts: Mapping[str, str] = field(default_factory=dict)


class SharedServices:
    """The shared services of all organisations."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def add(self, service: SharedService, by: By) -> None:
        """Add a service, without parts.

        Raises: SettingWrong for code or name; InputRefused for a contact that is empty or names somebody; Conflict when
        there is one of this code; NotFound for the lead.
        """
        code = registrable.code("a shared service", service.code)
        name = registrable.name("a shared service", service.name)
        row = {"code": code, "name": name, "lead": service.lead, "contact": written.line("contact", service.contact)}
        new = New("service", code, row, organisation=service.lead)
        registering.add(self._database, SHARED_SERVICES, new, by)

    def change(self, code: str, by: By, lead: str | None = None, contact: str | None = None) -> None:
        """Another lead, another contact, or both. Said again, nothing changes.

        Raises: NotFound for the service or the lead; InputRefused for the contact.
        """
        told = {} if lead is None else {"lead": lead}
        told |= {} if contact is None else {"contact": written.line("contact", contact)}

        def change(connection: Connection) -> None:
            row = rows.one(connection, SHARED_SERVICES, code, "service")
            different = {name: value for name, value in told.items() if getattr(row, name) != value}
            department = registering.department_of(connection, lead or row.lead)
            if different:
                rows.change(connection, SHARED_SERVICES, code, different)
                _tell(connection, by, "service.changed", code, different, department, lead or row.lead)

        self._database.write(change)

    def part(self, code: str, organisation: str, part: str, by: By) -> None:
        """What an organisation is accountable for, in place of what was said before; nothing takes it out.

        Raises: NotFound for either, or when there is nothing to take out; InputRefused for the words.
        """
        words = written.text_or_nothing("part", part)

        def tell(connection: Connection) -> None:
            rows.one(connection, SHARED_SERVICES, code, "service")
            department = registering.department_of(connection, organisation)
            if _keep_part(connection, code, organisation, words):
                detail = {"organisation": organisation, "part": words}
                _tell(connection, by, "service.part_told", code, detail, department, organisation)

        self._database.write(tell)

    def all(self) -> list[SharedService]:
        """Every shared service, by code."""
        with self._database.read(self._at) as connection:
            return _services(connection, [row.code for row in connection.execute(select(SHARED_SERVICES.c.code))])

    def of(self, scope: Scope) -> list[SharedService]:
        """The services that an organisation in scope leads or takes part in, by code."""
        seen = select(ORGANISATIONS.c.code).where(*reaching(scope, ORGANISATIONS.c.department, ORGANISATIONS.c.code))
        parts = select(SHARED_SERVICE_PARTS.c.service).where(SHARED_SERVICE_PARTS.c.organisation.in_(seen))
        wanted = select(SHARED_SERVICES.c.code).where(
            or_(SHARED_SERVICES.c.lead.in_(seen), SHARED_SERVICES.c.code.in_(parts))
        )
        with self._database.read(self._at) as connection:
            return _services(connection, [row.code for row in connection.execute(wanted)])

    def names(self, services: list[SharedService]) -> Mapping[str, str]:
        """What the organisations of some services are called, by code."""
        codes = {code for service in services for code in (service.lead, *service.parts)}
        with self._database.read(self._at) as connection:
            return rows.names(connection, ORGANISATIONS, codes)


def _services(connection: Connection, codes: list[str]) -> list[SharedService]:
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    theirs = select(SHARED_SERVICE_PARTS).where(SHARED_SERVICE_PARTS.c.service.in_(codes))
    for row in connection.execute(theirs.order_by(SHARED_SERVICE_PARTS.c.organisation)):
        parts[row.service][row.organisation] = row.part
    wanted = select(SHARED_SERVICES).where(SHARED_SERVICES.c.code.in_(codes)).order_by(SHARED_SERVICES.c.code)
    return [
        SharedService(row.code, row.name, row.lead, row.contact, dict(parts[row.code]))
        for row in connection.execute(wanted)
    ]


def _keep_part(connection: Connection, code: str, organisation: str, words: str) -> bool:
    """Whether that changed anything."""
    parts = SHARED_SERVICE_PARTS
    place = parts.c.service == code, parts.c.organisation == organisation
    known = connection.execute(select(parts.c.part).where(*place)).scalar()
    if known == words:
        return False
    if known is None and not words:
        raise NotFound(f"{organisation!r} has no part in {code!r}.", "Say what it is accountable for.")
    if not words:
        connection.execute(delete(parts).where(*place))
    elif known is None:
        connection.execute(insert(parts), {"service": code, "organisation": organisation, "part": words})
    else:
        connection.execute(update(parts).where(*place).values(part=words))
    return True


def _tell(
    connection: Connection,
    by: By,
    what: str,
    code: str,
    detail: Mapping[str, Any],
    department: str,
    organisation: str,
) -> None:
    ledger.append(connection, ledger.Entry(by, what, code, detail, department=department, organisation=organisation))
