"""What goes into the archive and what comes out of it: frozen values, never rows.

Values only; how they are kept is `hub.store.keeping`, how they are read `hub.store.archive`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hub.contract.figures import Figures
from hub.contract.period import Period
from hub.store.ledger import By, Head


def no_seal(_kept: KeptReturn, _entry: Head) -> str:
    """For a return whose receipt nobody signs."""
    return ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A return that the contract has accepted and that is to be kept.

    Shapes: `explanations` maps keys of its queries to the words that its document answers them with. `signed_off_as`
    is the role that its document names as answering for it. `seal` gives the receipt's signature, once the version
    is known and its entry in the ledger is made. `origin` is from where it was sent, as `hub.origins` puts it.
    Missing: `idempotency_key` is None when the sender gave none; `signed_off_as` is empty when no role is named.
    Units: `sha256` is the lower-case hexadecimal digest of `raw`.
    """

    return_id: str
    department: str
    organisation: str
    period: Period
    contract: str
    contract_version: str
    raw: bytes = field(repr=False)
    sha256: str
    idempotency_key: str | None
    figures: Figures = field(repr=False)
    findings: Sequence[Mapping[str, Any]]
    sent_by: str
    received_at: datetime
    sent_as: str = "organisation"
    origin: str = ""
    explanations: Mapping[str, str] = field(default_factory=dict, repr=False)
    signed_off_as: str = ""
    seal: Callable[[KeptReturn, Head], str] = field(default=no_seal, repr=False, compare=False)

    @property
    def by(self) -> By:
        """Who sent it, as the ledger names them."""
        return By(self.sent_by, self.sent_as, self.received_at, self.origin)


@dataclass(frozen=True, slots=True)
class KeptReturn:
    """One version of a return, as a receipt tells it.

    Units: `bytes` is the document's length. `first_accepted_at` is when version 1 came: it decides timeliness.
    Missing: `supersedes` is None for version 1. `signed_off_as`, the role that its document named, is empty unless it
    arrived with no open query, which signs it off. `seal` is empty for what was kept before receipts were signed.
    `withdrawn_at` and `published_at` are None when it is not withdrawn, not published now.
    """

    id: str
    department: str
    organisation: str
    period: Period
    version: int
    contract: str
    contract_version: str
    sha256: str
    bytes: int
    received_at: datetime
    first_accepted_at: datetime
    sent_by: str
    supersedes: str | None
    current: bool
    findings: tuple[Mapping[str, Any], ...]
    signed_off_as: str = ""
    withdrawn_at: datetime | None = None
    published_at: datetime | None = None
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping gave: the return, and whether it had been kept before."""

    receipt_facts: KeptReturn
    replayed: bool


@dataclass(frozen=True, slots=True)
class KeptFigures:
    """The figures of the current return of one organisation and period."""

    organisation: str
    period_name: str
    return_id: str
    version: int
    received_at: datetime
    first_accepted_at: datetime
    figures: Figures


@dataclass(frozen=True, slots=True)
class SubjectSum:
    """One subject in one period, over the current returns of the bodies in scope.

    Missing: `went_wrong` is None when no body tells it; else it counts among the `went_wrong_of` complaints of the
    bodies that do.
    """

    period_name: str
    subject: str
    count: int
    bodies: int
    went_wrong: int | None
    went_wrong_of: int
