"""Documents, figures and bodies made by hand, small enough to add up in the head."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import orjson

from hub.contract.figures import Figures
from hub.contract.findings import Finding
from hub.contract.minimum_data import ItemReport, Reported
from hub.contract.model import Cell, Count, Mark, Missing
from hub.contract.period import Period
from hub.scope import Scope
from hub.store.database import Database
from hub.store.kept import Accepted, KeptReturn, no_seal
from hub.store.ledger import By, Head
from hub.store.register import Department, Register, RelatedOrganisation
from hub.store.upgrade import upgrade

NOW = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)
BY = By("registrar", "operator", NOW)
DEPARTMENT = Department("ferries", "Department for Ferries")
ORGANISATIONS = tuple(
    RelatedOrganisation(code, code.title(), "Executive agency", "ferries") for code in ("harbours", "lights", "wrecks")
)
ALL = Scope("ferries")
Q1, Q2 = Period.named("2026-27-Q1"), Period.named("2026-27-Q2")
Subjects = Mapping[str, tuple[int, int | None]]
A_QUERY = {"code": "Q01", "pointers": ["/received/total"]}  # as hubs kept them before queries had keys
_numbers = count(1)


def with_a_department(database: Database) -> None:
    """Bring a database to head, and register a department and its organisations."""
    upgrade(database)
    register = Register(database)
    register.add_department(DEPARTMENT, BY)
    for organisation in ORGANISATIONS:
        register.add_organisation(organisation, BY)


def query(**cites: int) -> dict[str, Any]:
    """A query as the contract finds it: other values, another key."""
    return Finding("Q02", "Far more complaints than before.", "Explain it.", ("/received/total",), cites).as_json()


def by(who: str, role: str, after: timedelta = timedelta()) -> By:
    """Somebody who acts, so long after NOW."""
    return By(who, role, NOW + after)


def figures(received: int = 10, subjects: Subjects | None = None, went_wrong: Cell = Missing.NOT_COLLECTED) -> Figures:
    """Figures with a number, a mark, a status and a gap in them."""
    return Figures(
        received=Count(received),
        brought_forward=None,
        closed=Count(received, Mark.PROVISIONAL),
        carried_forward=Missing.NOT_AVAILABLE,
        went_wrong=went_wrong,
        exposure=Count(5_000_000_000),
        exposure_of="crossings",
        rounding_base=1,
        nil_return=received == 0,
        monthly={"2026-04": Count(received)},
        subjects=dict(subjects or {}),
        minimum_data=(ItemReport("M1", Reported.FULLY, 1, 1),),
    )


def document(told: Figures, note: str = "") -> bytes:
    """A document that tells these figures, and nothing else."""
    return orjson.dumps({"note": note, **told.as_json()})


def read_document(raw: bytes, _contract: str = "", _version: str = "") -> Figures:
    """The figures that `document` wrote."""
    return Figures.from_json(orjson.loads(raw))


def accepted(
    told: Figures | None = None,
    *,
    organisation: str = "harbours",
    period: Period = Q1,
    key: str | None = None,
    note: str = "",
    after: timedelta = timedelta(),
    return_id: str | None = None,
    queries: Sequence[Mapping[str, Any]] = (A_QUERY,),
    explanations: Mapping[str, str] | None = None,
    signed_off_as: str = "",
    seal: Callable[[KeptReturn, Head], str] = no_seal,
    origin: str = "",
) -> Accepted:
    """A return that may be kept; `note` makes it another document with the same figures."""
    told = told or figures()
    raw = document(told, note)
    return Accepted(
        return_id=return_id or f"return-{next(_numbers):06}",
        department="ferries",
        organisation=organisation,
        period=period,
        contract="complaints-return",
        contract_version="1.0",
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        idempotency_key=key,
        figures=told,
        findings=list(queries),
        sent_by="client-1",
        received_at=NOW + after,
        explanations=dict(explanations or {}),
        signed_off_as=signed_off_as,
        seal=seal,
        origin=origin,
    )
