"""How a document of any contract is judged: is the version open, has it the shape, what do the rules say.

Gives a verdict, never an exception, for anything that can be read; reading is `strict_json`. Which rules there are is
the contract's own: `judge` for returns, `assessment.judge` for self-assessments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, TypeVar

from hub.contract.checks.ageing import members_are_current, version_is_closing
from hub.contract.findings import Finding, pointer, quoted
from hub.contract.model import Document
from hub.contract.shape import has_shape, shape_faults
from hub.contract.strict_json import read_document
from hub.contract.versions import RETURN, Closing, closing, known_version, open_versions
from hub.errors import DocumentUnreadable

T = TypeVar("T")  # what a document tells
N = TypeVar("N")  # what must be known beside it
Rules = tuple[Callable[[T, N], Iterator[Finding]], ...]


@dataclass(frozen=True, slots=True)
class Verdict(Generic[T]):
    """What was found in one document, and what it tells.

    Missing: `told` is None when nothing of the document could be read as one of its contract; `closing` is None unless
    its contract version is about to close.
    Units: `sha256` is the lower-case hexadecimal digest of the bytes as they were sent.
    """

    sha256: str
    told: T | None
    findings: tuple[Finding, ...]
    contract: str = ""
    contract_version: str = ""
    closing: Closing | None = None

    @property
    def accepted(self) -> bool:
        """Whether nothing that was found blocks the document."""
        return not any(finding.blocks for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Engine(Generic[T, N]):
    """What makes a document of one contract a value, what must hold in it, and what is asked about it."""

    contract: str
    build: Callable[[Document], T]
    checks: Rules[T, N]
    queries: Rules[T, N]

    def judge(self, raw: bytes, today: date, now: N, with_past: Callable[[T, N], N] | None = None) -> Verdict[T]:
        """Every finding on these bytes, all at once.

        `with_past` adds what came before to what is known; it is asked once the document has its shape. Nothing is
        asked about one that lacks it: what could not be read would be asked for too.
        Raises: DocumentUnreadable, DocumentTooLong when they are not one strict JSON object.
        """
        document = read_document(raw)
        digest = hashlib.sha256(raw).hexdigest()
        contract, version = document.get("contract"), document.get("contract_version")
        unusable = self._version_findings(contract, version, today)
        if unusable or not isinstance(contract, str) or not isinstance(version, str):
            return Verdict(digest, None, self._own(unusable))
        readable, findings = _readable(document, contract, version)
        has_gaps = bool(findings)
        told = self.build(readable)
        if with_past is not None and not has_gaps:
            now = with_past(told, now)
        for check in self.checks:
            findings.extend(check(told, now))
        if not has_gaps:
            for query in self.queries:
                findings.extend(query(told, now))
            findings.extend(members_are_current(document, contract, version))
        ends = closing(contract, version, today)
        if ends is not None:
            findings.append(version_is_closing(ends))
        return Verdict(digest, told, self._own(findings), contract, version, ends)

    def _own(self, findings: list[Finding]) -> tuple[Finding, ...]:
        """The findings, as those of this contract."""
        if self.contract == RETURN:
            return tuple(findings)
        return tuple(replace(finding, contract=self.contract) for finding in findings)

    def _version_findings(self, contract: Any, version: Any, today: date) -> list[Finding]:
        known = isinstance(contract, str) and isinstance(version, str)
        found = known_version(contract, version) if known else None
        if found is not None and found.contract == self.contract and found.open_on(today):
            return []
        places = (pointer("contract"), pointer("contract_version"))
        if found is not None and found.contract != self.contract:
            message = f"A document of {found.name} is not taken here."
            return [Finding("E04", message, "Send it where `/api/v1/contracts` says that it is taken.", places)]
        if found is not None:
            message = f"{found.name} cannot be used on {today.isoformat()}."
        elif known:
            message = f"The hub does not know the contract {quoted(contract)} in version {quoted(version)}."
        else:
            message = "The document does not name the contract and the version that it follows."
        names = ", ".join(one.name for one in open_versions(self.contract, today))
        return [Finding("E04", message, f"Use one of: {names}.", places)]


def unreadable(fault: DocumentUnreadable) -> Finding:
    """The finding that stands for a document that cannot be read."""
    return Finding("E19", fault.message, fault.what_to_do, ("",))


def _readable(document: dict[str, Any], contract: str, version: str) -> tuple[Document, list[Finding]]:
    if has_shape(document, contract, version):
        return document, []
    return shape_faults(document, contract, version)
